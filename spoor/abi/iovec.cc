#include "spoor/abi/iovec.h"

#include <algorithm>

namespace spoor::abi {
namespace {

std::uint64_t iovec_size(const Context& c) { return 2 * pointer_size(c.abi()); }

// The number of iovecs is an unsigned long of the caller.
std::uint64_t count_of(const Context& c, const Arg& arg) {
  const std::uint64_t raw = c.arg(arg.index);
  return c.abi() == Abi::i386 ? static_cast<std::uint32_t>(raw) : raw;
}

}  // namespace

ValueRef iovecs(Context& c, RemoteAddr addr, std::uint64_t count, std::uint64_t total, BufferFn show) {
  return c.array(addr, count, iovec_size(c), [&](RemoteAddr at) -> ValueRef {
    StructReader s(c, at);
    const std::uint64_t base = s.ulong();
    const std::uint64_t size = s.ulong();
    if (s.failed()) return nullptr;
    const std::uint64_t shown = std::min(size, total);
    if (total != UINT64_MAX) total -= shown;
    ValueRef bytes = nullptr;
    if (base != 0) bytes = show != nullptr ? show(c, RemoteAddr(base), shown) : c.buffer(RemoteAddr(base), shown);
    s.add("iov_base", bytes != nullptr ? bytes : c.pointer(base));
    s.add("iov_len", c.udec(size));
    return s.done();
  });
}

ValueRef iovec_addresses(Context& c, RemoteAddr addr, std::uint64_t count) {
  return c.array(addr, count, iovec_size(c), [&](RemoteAddr at) {
    StructReader s(c, at);
    s.add("iov_base", c.pointer(s.ulong()));
    s.add("iov_len", c.udec(s.ulong()));
    return s.done();
  });
}

namespace arg::detail {

ValueRef iovec_in(Context& c, const Arg& arg, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) { return iovecs(c, addr, count_of(c, arg)); });
}

ValueRef iovec_out(Context& c, const Arg& arg, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) {
    if (c.call().failed()) return abi::iovec_addresses(c, addr, count_of(c, arg));
    return iovecs(c, addr, count_of(c, arg), static_cast<std::uint64_t>(c.call().result));
  });
}

ValueRef iovec_addresses(Context& c, const Arg& arg, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) { return abi::iovec_addresses(c, addr, count_of(c, arg)); });
}

}  // namespace arg::detail

}  // namespace spoor::abi
