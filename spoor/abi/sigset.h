// Signal masks.
#pragma once

#include "spoor/abi/context.h"

namespace spoor::abi {

inline constexpr std::uint64_t sigset_size = 8;  // _NSIG / 8: the kernel's sigset_t on every ABI here

// The mask of `size` bytes at `addr`: up to 8 of them, so that bits beyond `size` are not shown. nullptr where the size
// is 0 or more than 8, or the memory cannot be read.
ValueRef decode_sigset(Context& c, RemoteAddr addr, std::uint64_t size);

// The kernel's sigset_t, and i386's old_sigset_t of 32 bits.
ValueRef decode_sigset8(Context& c, RemoteAddr addr);
ValueRef decode_sigset4(Context& c, RemoteAddr addr);

namespace arg {
namespace detail {
ValueRef sigset_in(Context& c, const Arg& arg, std::uint64_t raw);
ValueRef sigset_out(Context& c, const Arg& arg, std::uint64_t raw);
}  // namespace detail

// A mask whose size is raw argument Size. The kernel takes none but sigset_size, so with others it stays an address.
template <std::uint8_t Size>
constexpr Arg sigset(std::string_view name) {
  return {.name = name, .decode = detail::sigset_in, .index = Size};
}
template <std::uint8_t Size>
constexpr Arg out_sigset(std::string_view name) {
  return {.name = name, .decode = detail::sigset_out, .direction = Direction::out, .index = Size};
}
}  // namespace arg

}  // namespace spoor::abi
