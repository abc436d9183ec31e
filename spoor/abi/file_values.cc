#include "spoor/abi/file_values.h"

#include <span>

namespace spoor::abi {
namespace {

// asm-generic/fcntl.h, as x86 has it. The access mode is a field of two bits, the first four rows.
// O_SYNC contains O_DSYNC, O_TMPFILE contains O_DIRECTORY.
constexpr Name open_names[] = {
    {00000000, "O_RDONLY", 3},
    {00000001, "O_WRONLY", 3},
    {00000002, "O_RDWR", 3},
    {00000003, "O_ACCMODE", 3},
    {00000100, "O_CREAT"},
    {00000200, "O_EXCL"},
    {00000400, "O_NOCTTY"},
    {00001000, "O_TRUNC"},
    {00002000, "O_APPEND"},
    {00004000, "O_NONBLOCK"},
    {04010000, "O_SYNC"},
    {04000000, "__O_SYNC"},
    {00010000, "O_DSYNC"},
    {00040000, "O_DIRECT"},
    {00100000, "O_LARGEFILE"},
    {00400000, "O_NOFOLLOW"},
    {01000000, "O_NOATIME"},
    {02000000, "O_CLOEXEC"},
    {010000000, "O_PATH"},
    {020200000, "O_TMPFILE"},
    {020000000, "__O_TMPFILE"},
    {00200000, "O_DIRECTORY"},
    {00020000, "FASYNC"},
};
constexpr std::size_t access_modes = 4;

// linux/fcntl.h
constexpr Name at_names[] = {
    {0x100, "AT_SYMLINK_NOFOLLOW"}, {0x200, "AT_REMOVEDIR"},   {0x400, "AT_SYMLINK_FOLLOW"},
    {0x800, "AT_NO_AUTOMOUNT"},     {0x1000, "AT_EMPTY_PATH"}, {0x8000, "AT_RECURSIVE"},
};

// the kernel's include/linux/splice.h
constexpr Name splice[] = {{1, "SPLICE_F_MOVE"}, {2, "SPLICE_F_NONBLOCK"}, {4, "SPLICE_F_MORE"}, {8, "SPLICE_F_GIFT"}};

// linux/fs.h
constexpr Name seek[] = {{0, "SEEK_SET"}, {1, "SEEK_CUR"}, {2, "SEEK_END"}, {3, "SEEK_DATA"}, {4, "SEEK_HOLE"}};

}  // namespace

const FlagSet open_flag_names{.unknown = "O_???", .names = open_names};
const FlagSet open_only_flag_names{.unknown = "O_???", .names = std::span(open_names).subspan(access_modes)};
const FlagSet at_flag_names{.unknown = "AT_???", .names = at_names};
const FlagSet splice_flag_names{.unknown = "SPLICE_F_???", .names = splice};
const FlagSet seek_names{.unknown = "SEEK_???", .names = seek};

ValueRef device(Context& c, std::uint64_t dev) {
  const std::uint64_t major = (dev & 0xfff00) >> 8 | (dev >> 32 & 0xfffff000);
  const std::uint64_t minor = (dev & 0xff) | (dev >> 12 & 0xffffff00);
  return c.macro_of(c.hex(dev), "makedev", c.hex(major), c.hex(minor));
}

}  // namespace spoor::abi
