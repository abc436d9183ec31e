// How ioctl requests are described: a number, and what the third argument is. One table a kind of device, in
// ioctl_*.cc; ioctl.cc picks the row.
#pragma once

#include <array>
#include <span>

#include "spoor/abi/args.h"

namespace spoor::abi {

// The name of a request number, as `A or B` where several share it, or `_IOC(_IOC_READ, 0x54, 0x1, 0x4)`.
ValueRef ioctl_name(Context& c, std::uint32_t number);

struct IoctlRequest {
  std::uint32_t number;
  std::array<Arg, 3> args;
  std::uint8_t count;  // of the arguments that mean something
};

namespace ioctl {

ValueRef decode_request(Context& c, const Arg&, std::uint64_t raw);

inline constexpr Arg fd = arg::fd("fd");
inline constexpr Arg request = arg::custom("request", decode_request);

// A request without an argument, and with one.
constexpr IoctlRequest row(unsigned long number) { return {static_cast<std::uint32_t>(number), {fd, request, {}}, 2}; }
constexpr IoctlRequest row(unsigned long number, const Arg& arg) {
  return {static_cast<std::uint32_t>(number), {fd, request, arg}, 3};
}

// _IOC() for the sizes that another ABI's structs have.
enum : std::uint32_t { none = 0, write = 1, read = 2 };
constexpr std::uint32_t number(std::uint32_t direction, char type, std::uint32_t nr, std::uint32_t size) {
  return direction << 30 | size << 16 | static_cast<std::uint32_t>(static_cast<unsigned char>(type)) << 8 | nr;
}

// What is behind the pointer, in brackets: `[5]`. Each is an F for arg::in<> and arg::out<>.
ValueRef i32_at(Context& c, RemoteAddr addr);
ValueRef u16_at(Context& c, RemoteAddr addr);
ValueRef u32_at(Context& c, RemoteAddr addr);
ValueRef u64_at(Context& c, RemoteAddr addr);
ValueRef hex64_at(Context& c, RemoteAddr addr);
ValueRef ulong_at(Context& c, RemoteAddr addr);
template <const FlagSet& Set>
ValueRef flags32_at(Context& c, RemoteAddr addr) {
  const auto value = c.load_uint(addr, 4);
  if (!value) return nullptr;
  const ValueRef items[] = {c.flags(Set, *value)};
  return c.list(items);
}

// The address of something that the kernel reads or writes and that is not followed; numbers below are the argument
// itself.
constexpr Arg address() { return arg::hex("arg"); }
constexpr Arg number_i32() { return arg::i32("arg"); }
constexpr Arg number_long() { return arg::slong("arg"); }
constexpr Arg number_ulong() { return arg::ulong("arg"); }
constexpr Arg descriptor() { return arg::fd("arg"); }
template <ValueRef (*F)(Context&, RemoteAddr)>
constexpr Arg in() {
  return arg::in<F>("arg");
}
template <ValueRef (*F)(Context&, RemoteAddr)>
constexpr Arg out() {
  return arg::out<F>("arg");
}
// Decoded from what is there at entry, and again after a call that succeeded: `{…} => {…}`. F looks at c.at_exit().
template <ValueRef (*F)(Context&, RemoteAddr)>
ValueRef both_ways(Context& c, const Arg&, std::uint64_t raw) {
  if (!c.at_exit()) return c.pointee(raw, [&](RemoteAddr addr) { return F(c, addr); });
  const ValueRef before = c.at_entry();
  if (before == nullptr || c.call().failed() || raw == 0 || !c.options().dereference) return before;
  const ValueRef after = F(c, RemoteAddr(raw));
  if (after == nullptr || std::holds_alternative<Unread>(*before)) return before;
  return c.make(Change{before, after, false});
}
template <ValueRef (*F)(Context&, RemoteAddr)>
constexpr Arg inout() {
  return arg::custom("arg", both_ways<F>, Direction::inout);
}
// One struct of which the kernel fills in a part: what is there at entry where the call fails, all of it otherwise.
template <ValueRef (*F)(Context&, RemoteAddr)>
ValueRef completed(Context& c, const Arg&, std::uint64_t raw) {
  if (c.at_exit() && (c.call().failed() || raw == 0)) return c.at_entry();
  const ValueRef value = c.pointee(raw, [&](RemoteAddr addr) { return F(c, addr); });
  return value;
}
template <ValueRef (*F)(Context&, RemoteAddr)>
constexpr Arg filled() {
  return arg::custom("arg", completed<F>, Direction::inout);
}

extern const std::span<const IoctlRequest> terminal_requests;
extern const std::span<const IoctlRequest> file_requests;
extern const std::span<const IoctlRequest> loop_requests;
extern const std::span<const IoctlRequest> socket_requests;
extern const std::span<const IoctlRequest> device_requests;
extern const std::span<const IoctlRequest> kernel_requests;

}  // namespace ioctl
}  // namespace spoor::abi
