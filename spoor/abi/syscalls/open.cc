// Opening files: open(2), openat2(2), open_by_handle_at(2).
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/openat2.h
constexpr Name resolve_names[] = {
    {0x01, "RESOLVE_NO_XDEV"}, {0x02, "RESOLVE_NO_MAGICLINKS"}, {0x04, "RESOLVE_NO_SYMLINKS"},
    {0x08, "RESOLVE_BENEATH"}, {0x10, "RESOLVE_IN_ROOT"},       {0x20, "RESOLVE_CACHED"},
};
constexpr FlagSet resolve_flags{.unknown = "RESOLVE_???", .names = resolve_names};

// The mode is printed where it means something, or where it was given though it does not.
ValueRef open_how(Context& c, RemoteAddr addr, std::uint64_t size) {
  StructReader s(c, addr);
  const std::uint64_t flags = s.u64();
  const std::uint64_t mode = s.u64();
  s.add("flags", c.flags(open_flag_names, flags));
  if (mode != 0 || open_takes_mode(flags)) s.add("mode", c.mode(mode));
  s.add("resolve", c.flags(resolve_flags, s.u64()));
  if (!s.failed()) s.add_tail(size);
  return s.done();
}

constexpr std::uint64_t open_how_size = 24;  // OPEN_HOW_SIZE_VER0

ValueRef decode_open_how(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t size = c.arg(3);
  if (size < open_how_size) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return open_how(c, addr, size); });
}

constexpr Arg open_args[] = {path("filename"), open_flags("flags"), mode("mode")};
constexpr Arg openat_args[] = {dirfd("dfd"), path_at<0>("filename"), open_flags("flags"), mode("mode")};

std::span<const Arg> open_shape(const Call& call) {
  return std::span(open_args).first(open_takes_mode(call.args[1]) ? 3 : 2);
}
std::span<const Arg> openat_shape(const Call& call) {
  return std::span(openat_args).first(open_takes_mode(call.args[2]) ? 4 : 3);
}

constexpr Classes opening = Class::file | Class::desc;

constexpr Syscall rows[] = {
    {"open", {2, 5}, {open_args[0], open_args[1], open_args[2]}, Ret::fd, opening, open_shape},
    {"creat", {85, 8}, {path("pathname"), mode("mode")}, Ret::fd, opening},
    {"openat",
     {257, 295, 56},
     {openat_args[0], openat_args[1], openat_args[2], openat_args[3]},
     Ret::fd,
     opening,
     openat_shape},
    {"openat2",
     {437, 437, 437},
     {dirfd("dfd"), path_at<0>("filename"), custom("how", decode_open_how), ulong("usize")},
     Ret::fd,
     opening},
};

}  // namespace

extern const std::span<const Syscall> rows_open;
const std::span<const Syscall> rows_open = rows;

}  // namespace spoor::abi
