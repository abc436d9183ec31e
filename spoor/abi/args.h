// The kinds of argument that every family uses. Each is a function that makes an Arg: the name it has, and how it is
// decoded. A kind that only one family needs stands in that family's file.
#pragma once

#include "spoor/abi/context.h"
#include "spoor/abi/syscall.h"

namespace spoor::abi::arg {

namespace detail {
ValueRef i32(Context&, const Arg&, std::uint64_t);
ValueRef u32(Context&, const Arg&, std::uint64_t);
ValueRef slong(Context&, const Arg&, std::uint64_t);
ValueRef ulong(Context&, const Arg&, std::uint64_t);
ValueRef hex32(Context&, const Arg&, std::uint64_t);
ValueRef hex(Context&, const Arg&, std::uint64_t);
ValueRef oct(Context&, const Arg&, std::uint64_t);
ValueRef pointer(Context&, const Arg&, std::uint64_t);
ValueRef mode(Context&, const Arg&, std::uint64_t);
ValueRef fd(Context&, const Arg&, std::uint64_t);
ValueRef dirfd(Context&, const Arg&, std::uint64_t);
ValueRef path(Context&, const Arg&, std::uint64_t);
ValueRef path_at(Context&, const Arg&, std::uint64_t);
ValueRef string(Context&, const Arg&, std::uint64_t);
ValueRef buffer_in(Context&, const Arg&, std::uint64_t);
ValueRef buffer_out(Context&, const Arg&, std::uint64_t);
ValueRef flags(Context&, const Arg&, std::uint64_t);
ValueRef flags_long(Context&, const Arg&, std::uint64_t);
ValueRef choice(Context&, const Arg&, std::uint64_t);
ValueRef choice_long(Context&, const Arg&, std::uint64_t);
ValueRef signal(Context&, const Arg&, std::uint64_t);
ValueRef pid(Context&, const Arg&, std::uint64_t);
ValueRef uid(Context&, const Arg&, std::uint64_t);
ValueRef i32_out(Context&, const Arg&, std::uint64_t);
ValueRef u32_out(Context&, const Arg&, std::uint64_t);
ValueRef offset64(Context&, const Arg&, std::uint64_t);

template <ValueRef (*F)(Context&, RemoteAddr)>
ValueRef struct_in(Context& c, const Arg&, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) { return F(c, addr); });
}

// Output memory means something only after a call that succeeded.
template <ValueRef (*F)(Context&, RemoteAddr)>
ValueRef struct_out(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return F(c, addr); });
}
}  // namespace detail

// --- plain numbers ---
constexpr Arg i32(std::string_view name) { return {.name = name, .decode = detail::i32}; }
constexpr Arg u32(std::string_view name) { return {.name = name, .decode = detail::u32}; }
constexpr Arg slong(std::string_view name) { return {.name = name, .decode = detail::slong}; }
constexpr Arg ulong(std::string_view name) { return {.name = name, .decode = detail::ulong}; }  // size_t too
constexpr Arg hex32(std::string_view name) { return {.name = name, .decode = detail::hex32}; }
constexpr Arg hex(std::string_view name) { return {.name = name, .decode = detail::hex}; }  // of `long`'s size
constexpr Arg oct(std::string_view name) { return {.name = name, .decode = detail::oct}; }
constexpr Arg ptr(std::string_view name) { return {.name = name, .decode = detail::pointer}; }  // NULL, or the address
// A signed 64-bit number in one register on 64-bit ABIs; on i386 in the raw arguments `slot` and `slot + 1`.
constexpr Arg offset64(std::string_view name, std::uint8_t slot) {
  return {.name = name, .decode = detail::offset64, .slot = slot};
}

// --- things with names ---
constexpr Arg mode(std::string_view name) { return {.name = name, .decode = detail::mode}; }  // umode_t, 0644
constexpr Arg fd(std::string_view name) { return {.name = name, .decode = detail::fd}; }
constexpr Arg dirfd(std::string_view name) { return {.name = name, .decode = detail::dirfd}; }
constexpr Arg pid(std::string_view name) { return {.name = name, .decode = detail::pid}; }
constexpr Arg uid(std::string_view name) { return {.name = name, .decode = detail::uid}; }  // gid too; -1 as -1
constexpr Arg signal(std::string_view name) { return {.name = name, .decode = detail::signal}; }
// Bits, and one value, of a vocabulary with static storage: 32 bits of the argument, or a whole long.
constexpr Arg flags(std::string_view name, const FlagSet& set) {
  return {.name = name, .decode = detail::flags, .data = &set};
}
constexpr Arg flags_long(std::string_view name, const FlagSet& set) {
  return {.name = name, .decode = detail::flags_long, .data = &set};
}
constexpr Arg choice(std::string_view name, const FlagSet& set) {
  return {.name = name, .decode = detail::choice, .data = &set};
}
constexpr Arg choice_long(std::string_view name, const FlagSet& set) {
  return {.name = name, .decode = detail::choice_long, .data = &set};
}

// --- strings and buffers ---
constexpr Arg path(std::string_view name) { return {.name = name, .decode = detail::path}; }
template <std::uint8_t DirFd>
constexpr Arg path_at(std::string_view name) {
  return {.name = name, .decode = detail::path_at, .index = DirFd};
}
constexpr Arg string(std::string_view name) { return {.name = name, .decode = detail::string}; }
// Bytes whose number is raw argument Length.
template <std::uint8_t Length>
constexpr Arg buffer(std::string_view name) {
  return {.name = name, .decode = detail::buffer_in, .index = Length};
}
// Bytes the call wrote, as many as it returned.
constexpr Arg out_buffer(std::string_view name) {
  return {.name = name, .decode = detail::buffer_out, .direction = Direction::out};
}

// --- behind pointers: F(Context&, RemoteAddr) -> ValueRef is never called for NULL; nullptr = unreadable ---
template <ValueRef (*F)(Context&, RemoteAddr)>
constexpr Arg in(std::string_view name) {
  return {.name = name, .decode = detail::struct_in<F>};
}
template <ValueRef (*F)(Context&, RemoteAddr)>
constexpr Arg out(std::string_view name) {
  return {.name = name, .decode = detail::struct_out<F>, .direction = Direction::out};
}
constexpr Arg out_i32(std::string_view name) {
  return {.name = name, .decode = detail::i32_out, .direction = Direction::out};  // [5]
}
constexpr Arg out_u32(std::string_view name) {
  return {.name = name, .decode = detail::u32_out, .direction = Direction::out};
}
// A kind of one's own: `decode` gets the raw value. Its data, index and slot are free for its use.
constexpr Arg custom(std::string_view name, DecodeFn decode, Direction direction = Direction::in,
                     std::uint8_t index = 0, const void* data = nullptr) {
  return {.name = name, .decode = decode, .direction = direction, .index = index, .data = data};
}

}  // namespace spoor::abi::arg
