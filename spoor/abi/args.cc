#include "spoor/abi/args.h"

#include "spoor/abi/names.h"

namespace spoor::abi::arg::detail {
namespace {

const FlagSet& set_of(const Arg& arg) { return *static_cast<const FlagSet*>(arg.data); }

std::uint64_t low32(std::uint64_t raw) { return static_cast<std::uint32_t>(raw); }

// What a register holds, as wide as the ABI's long.
std::uint64_t as_long(const Context& c, std::uint64_t raw) { return c.abi() == Abi::i386 ? low32(raw) : raw; }

ValueRef in_brackets(Context& c, ValueRef item) {
  const ValueRef items[] = {item};
  return c.list(items);
}

std::string_view directory_of(Context& c, std::int64_t dirfd) {
  if (!c.options().resolve_paths) return {};
  if (dirfd == -100) return c.facts().directory();
  return dirfd < 0 ? std::string_view{} : c.facts().descriptor(static_cast<int>(dirfd)).target;
}

}  // namespace

ValueRef i32(Context& c, const Arg&, std::uint64_t raw) { return c.dec(static_cast<std::int32_t>(raw)); }
ValueRef u32(Context& c, const Arg&, std::uint64_t raw) { return c.udec(low32(raw)); }
ValueRef slong(Context& c, const Arg&, std::uint64_t raw) {
  return c.dec(c.abi() == Abi::i386 ? static_cast<std::int32_t>(raw) : static_cast<std::int64_t>(raw));
}
ValueRef ulong(Context& c, const Arg&, std::uint64_t raw) { return c.udec(as_long(c, raw)); }
ValueRef hex32(Context& c, const Arg&, std::uint64_t raw) { return c.hex(low32(raw)); }
ValueRef hex(Context& c, const Arg&, std::uint64_t raw) { return c.hex(as_long(c, raw)); }
ValueRef oct(Context& c, const Arg&, std::uint64_t raw) { return c.oct(as_long(c, raw)); }
ValueRef pointer(Context& c, const Arg&, std::uint64_t raw) { return c.pointer(as_long(c, raw)); }
ValueRef mode(Context& c, const Arg&, std::uint64_t raw) { return c.mode(raw & 0xffff); }  // umode_t is 16 bits
ValueRef fd(Context& c, const Arg&, std::uint64_t raw) { return c.fd(static_cast<std::int32_t>(raw)); }
ValueRef dirfd(Context& c, const Arg&, std::uint64_t raw) { return c.dirfd(static_cast<std::int32_t>(raw)); }
ValueRef pid(Context& c, const Arg&, std::uint64_t raw) { return c.pid(static_cast<std::int32_t>(raw)); }

ValueRef uid(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t id = low32(raw);
  return id == 0xffffffff ? c.dec(-1) : c.udec(id);
}

ValueRef signal(Context& c, const Arg&, std::uint64_t raw) {
  return c.symbol(signal_names, static_cast<std::uint64_t>(static_cast<std::int32_t>(raw)));
}

ValueRef flags(Context& c, const Arg& arg, std::uint64_t raw) { return c.flags(set_of(arg), low32(raw)); }
ValueRef flags_long(Context& c, const Arg& arg, std::uint64_t raw) { return c.flags(set_of(arg), as_long(c, raw)); }
ValueRef choice(Context& c, const Arg& arg, std::uint64_t raw) { return c.symbol(set_of(arg), low32(raw)); }
ValueRef choice_long(Context& c, const Arg& arg, std::uint64_t raw) { return c.symbol(set_of(arg), as_long(c, raw)); }

ValueRef path(Context& c, const Arg&, std::uint64_t raw) {
  if (raw == 0) return c.pointer(0);
  return c.path(RemoteAddr(raw), directory_of(c, -100));
}

ValueRef path_at(Context& c, const Arg& arg, std::uint64_t raw) {
  if (raw == 0) return c.pointer(0);
  return c.path(RemoteAddr(raw), directory_of(c, static_cast<std::int32_t>(c.arg(arg.index))));
}

ValueRef string(Context& c, const Arg&, std::uint64_t raw) {
  return raw == 0 ? c.pointer(0) : c.string(RemoteAddr(raw));
}

ValueRef buffer_in(Context& c, const Arg& arg, std::uint64_t raw) {
  return raw == 0 ? c.pointer(0) : c.buffer(RemoteAddr(raw), as_long(c, c.arg(arg.index)));
}

ValueRef buffer_out(Context& c, const Arg&, std::uint64_t raw) {
  if (raw == 0 || c.call().failed()) return c.pointer(raw);
  return c.buffer(RemoteAddr(raw), static_cast<std::uint64_t>(c.call().result));
}

ValueRef i32_out(Context& c, const Arg&, std::uint64_t raw) {
  if (raw == 0 || c.call().failed()) return c.pointer(raw);
  const auto value = c.load<std::int32_t>(RemoteAddr(raw));
  return value ? in_brackets(c, c.dec(*value)) : nullptr;
}

ValueRef u32_out(Context& c, const Arg&, std::uint64_t raw) {
  if (raw == 0 || c.call().failed()) return c.pointer(raw);
  const auto value = c.load<std::uint32_t>(RemoteAddr(raw));
  return value ? in_brackets(c, c.udec(*value)) : nullptr;
}

ValueRef offset64(Context& c, const Arg& arg, std::uint64_t raw) {
  if (c.abi() != Abi::i386) return c.dec(static_cast<std::int64_t>(raw));
  return c.dec(static_cast<std::int64_t>(low32(raw) | low32(c.arg(arg.slot + 1u)) << 32));
}

}  // namespace spoor::abi::arg::detail
