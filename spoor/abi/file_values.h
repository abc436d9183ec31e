// What many file calls share: the flags of open(2) and of the *at() calls, and device numbers.
#pragma once

#include "spoor/abi/args.h"
#include "spoor/abi/context.h"

namespace spoor::abi {

extern const FlagSet open_flag_names;       // access mode and flags: O_RDWR|O_CREAT
extern const FlagSet open_only_flag_names;  // the flags without an access mode, for pipe2 and dup3: O_CLOEXEC
extern const FlagSet at_flag_names;         // AT_SYMLINK_NOFOLLOW …
extern const FlagSet splice_flag_names;     // SPLICE_F_MOVE …
extern const FlagSet seek_names;            // SEEK_SET …

// Whether open(2) with these flags takes a mode.
constexpr bool open_takes_mode(std::uint64_t flags) {
  return (flags & (0100 | 020000000)) != 0;
}  // O_CREAT, __O_TMPFILE

// `makedev(0x8, 0x1)` from the kernel's own packing of a device number (include/linux/kdev_t.h, new_encode_dev), which
// is what glibc's dev_t holds too.
ValueRef device(Context& c, std::uint64_t dev);

// A user or group id of 32 bits; the one that means "none" as -1.
inline ValueRef id_value(Context& c, std::uint64_t id) { return id == 0xffffffff ? c.dec(-1) : c.udec(id); }

namespace arg {
constexpr Arg open_flags(std::string_view name) { return flags(name, open_flag_names); }
constexpr Arg at_flags(std::string_view name) { return flags(name, at_flag_names); }
}  // namespace arg

}  // namespace spoor::abi
