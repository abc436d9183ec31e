#include "spoor/abi/sigset.h"

namespace spoor::abi {

ValueRef decode_sigset(Context& c, RemoteAddr addr, std::uint64_t size) {
  if (size == 0 || size > sigset_size) return nullptr;
  const auto mask = c.load_uint(addr, size);
  return mask ? c.make(SignalSet{*mask, static_cast<std::uint8_t>(size <= 4 ? 32 : 64)}) : nullptr;
}

ValueRef decode_sigset8(Context& c, RemoteAddr addr) { return decode_sigset(c, addr, sigset_size); }
ValueRef decode_sigset4(Context& c, RemoteAddr addr) { return decode_sigset(c, addr, 4); }

namespace arg::detail {

ValueRef sigset_in(Context& c, const Arg& arg, std::uint64_t raw) {
  if (c.arg(arg.index) != sigset_size) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return decode_sigset8(c, addr); });
}

ValueRef sigset_out(Context& c, const Arg& arg, std::uint64_t raw) {
  return c.call().failed() ? c.pointer(raw) : sigset_in(c, arg, raw);
}

}  // namespace arg::detail
}  // namespace spoor::abi
