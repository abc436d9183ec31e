// Arrays of struct iovec (readv(2)): {iov_base="hello", iov_len=5}.
#pragma once

#include <cstdint>

#include "spoor/abi/args.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {

// One buffer: its pointer, and how many of its bytes are to be shown.
using BufferFn = ValueRef (*)(Context&, RemoteAddr base, std::uint64_t size);

// `count` iovecs at `addr`, their bytes shown by `show` (text unless given). `total` bounds the bytes over all buffers:
// what a call received.
ValueRef iovecs(Context& c, RemoteAddr addr, std::uint64_t count, std::uint64_t total = UINT64_MAX,
                BufferFn show = nullptr);

// The same with iov_base as bare addresses, where their bytes mean nothing (yet).
ValueRef iovec_addresses(Context& c, RemoteAddr addr, std::uint64_t count);

namespace arg {

namespace detail {
ValueRef iovec_in(Context&, const Arg&, std::uint64_t);
ValueRef iovec_out(Context&, const Arg&, std::uint64_t);
ValueRef iovec_addresses(Context&, const Arg&, std::uint64_t);
}  // namespace detail

// Buffers whose number is raw argument Count, and whose bytes the call takes.
template <std::uint8_t Count>
constexpr Arg iovec_in(std::string_view name) {
  return {.name = name, .decode = detail::iovec_in, .index = Count};
}
// Buffers that the call filled with as many bytes as it returned; addresses where it failed.
template <std::uint8_t Count>
constexpr Arg iovec_out(std::string_view name) {
  return {.name = name, .decode = detail::iovec_out, .direction = Direction::out, .index = Count};
}
// Buffers of another process, which only their addresses are known of.
template <std::uint8_t Count>
constexpr Arg iovec_addresses(std::string_view name) {
  return {.name = name, .decode = detail::iovec_addresses, .index = Count};
}

}  // namespace arg

}  // namespace spoor::abi
