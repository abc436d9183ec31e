// Extended attributes (xattr(7)).
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/xattr.h
constexpr Name set_names[] = {{1, "XATTR_CREATE"}, {2, "XATTR_REPLACE"}};
constexpr FlagSet set_flags{.unknown = "XATTR_???", .names = set_names};

// XATTR_SIZE_MAX: the kernel does not look at a value that is longer.
constexpr std::uint64_t max_value = 65536;

ValueRef decode_new_value(Context& c, const Arg& spec, std::uint64_t raw) {
  return c.arg(spec.index) > max_value ? c.pointer(raw) : arg::detail::buffer_in(c, spec, raw);
}

// As many bytes as the call returned; with a size of 0 it only said how many there are.
ValueRef decode_list(Context& c, const Arg& spec, std::uint64_t raw) {
  if (raw == 0 || c.call().failed() || c.arg(spec.index) == 0) return c.pointer(raw);
  return c.buffer(RemoteAddr(raw), static_cast<std::uint64_t>(c.call().result));
}
// getxattr(2) shows a value of no bytes even then.
ValueRef decode_value(Context& c, const Arg& spec, std::uint64_t raw) {
  return c.call().result == 0 && raw != 0 ? c.buffer(RemoteAddr(raw), 0) : decode_list(c, spec, raw);
}

template <std::uint8_t Size>
constexpr Arg value_in(std::string_view name) {
  return custom(name, decode_new_value, Direction::in, Size);
}
template <std::uint8_t Size>
constexpr Arg value_out(std::string_view name) {
  return custom(name, decode_value, Direction::out, Size);
}
template <std::uint8_t Size>
constexpr Arg list_out(std::string_view name) {
  return custom(name, decode_list, Direction::out, Size);
}

constexpr std::uint64_t xattr_args_size = 16;  // XATTR_ARGS_SIZE_VER0

// struct xattr_args, the same for every ABI; `value` points to what is set, or to where it goes.
ValueRef xattr_args(Context& c, RemoteAddr addr, std::uint64_t size, bool set) {
  StructReader s(c, addr);
  const std::uint64_t value = s.aligned_u64();
  const std::uint64_t length = s.u32();
  const std::uint64_t flags = s.u32();
  const bool readable = set || (c.at_exit() && !c.call().failed() && length != 0);
  const std::uint64_t shown = set ? length : static_cast<std::uint64_t>(c.call().result);
  const ValueRef bytes = readable && value != 0 ? c.buffer(RemoteAddr(value), shown) : nullptr;
  s.add("value", bytes != nullptr ? bytes : c.pointer(value));
  s.add("size", c.udec(length));
  s.add("flags", c.flags(set_flags, flags));
  if (!s.failed()) s.add_tail(size);
  return s.done();
}

template <bool Set>
ValueRef decode_xattr_args(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t size = c.arg(5);
  if (size < xattr_args_size) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return xattr_args(c, addr, size, Set); });
}

constexpr Classes at_file = Class::file | Class::desc;

constexpr Syscall rows[] = {
    {"setxattr",
     {188, 226, 5},
     {path("pathname"), string("name"), value_in<3>("value"), ulong("size"), flags("flags", set_flags)},
     Ret::dec,
     Class::file},
    {"lsetxattr",
     {189, 227, 6},
     {path("pathname"), string("name"), value_in<3>("value"), ulong("size"), flags("flags", set_flags)},
     Ret::dec,
     Class::file},
    {"fsetxattr",
     {190, 228, 7},
     {fd("fd"), string("name"), value_in<3>("value"), ulong("size"), flags("flags", set_flags)},
     Ret::dec,
     Class::desc},
    {"getxattr",
     {191, 229, 8},
     {path("pathname"), string("name"), value_out<3>("value"), ulong("size")},
     Ret::dec,
     Class::file},
    {"lgetxattr",
     {192, 230, 9},
     {path("pathname"), string("name"), value_out<3>("value"), ulong("size")},
     Ret::dec,
     Class::file},
    {"fgetxattr",
     {193, 231, 10},
     {fd("fd"), string("name"), value_out<3>("value"), ulong("size")},
     Ret::dec,
     Class::desc},
    {"listxattr", {194, 232, 11}, {path("pathname"), list_out<2>("list"), ulong("size")}, Ret::dec, Class::file},
    {"llistxattr", {195, 233, 12}, {path("pathname"), list_out<2>("list"), ulong("size")}, Ret::dec, Class::file},
    {"flistxattr", {196, 234, 13}, {fd("fd"), list_out<2>("list"), ulong("size")}, Ret::dec, Class::desc},
    {"removexattr", {197, 235, 14}, {path("pathname"), string("name")}, Ret::dec, Class::file},
    {"lremovexattr", {198, 236, 15}, {path("pathname"), string("name")}, Ret::dec, Class::file},
    {"fremovexattr", {199, 237, 16}, {fd("fd"), string("name")}, Ret::dec, Class::desc},
    {"setxattrat",
     {463, 463, 463},
     {dirfd("dfd"), path_at<0>("pathname"), at_flags("at_flags"), string("name"),
      custom("uargs", decode_xattr_args<true>), ulong("usize")},
     Ret::dec,
     at_file},
    {"getxattrat",
     {464, 464, 464},
     {dirfd("dfd"), path_at<0>("pathname"), at_flags("at_flags"), string("name"),
      custom("uargs", decode_xattr_args<false>, Direction::out), ulong("usize")},
     Ret::dec,
     at_file},
    {"listxattrat",
     {465, 465, 465},
     {dirfd("dfd"), path_at<0>("pathname"), at_flags("at_flags"), list_out<4>("list"), ulong("size")},
     Ret::dec,
     at_file},
    {"removexattrat",
     {466, 466, 466},
     {dirfd("dfd"), path_at<0>("pathname"), at_flags("at_flags"), string("name")},
     Ret::dec,
     at_file},
};

}  // namespace

extern const std::span<const Syscall> rows_xattr;
const std::span<const Syscall> rows_xattr = rows;

}  // namespace spoor::abi
