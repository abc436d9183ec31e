// Kinds of argument that several families of socket calls share.
#pragma once

#include "spoor/abi/args.h"

namespace spoor::abi::arg {

namespace detail {
ValueRef sockaddr_out(Context&, const Arg&, std::uint64_t);
ValueRef size_inout(Context&, const Arg&, std::uint64_t);
}  // namespace detail

// An address that the call writes, of at most the size that raw argument Length pointed to at entry.
template <std::uint8_t Length>
constexpr Arg sockaddr_out(std::string_view name) {
  return {.name = name, .decode = detail::sockaddr_out, .direction = Direction::out, .index = Length};
}
// A pointer to the size of what raw argument Target points to, an int: `[128 => 16]`. It stays an address where the
// target is NULL; no_target: it never does.
inline constexpr std::uint8_t no_target = 0xff;
template <std::uint8_t Target>
constexpr Arg size_inout(std::string_view name) {
  return {.name = name, .decode = detail::size_inout, .direction = Direction::inout, .index = Target};
}

}  // namespace spoor::abi::arg
