#include "spoor/abi/msghdr.h"

#include <algorithm>

namespace spoor::abi {

// control_messages.cc
ValueRef control_messages(Context& c, RemoteAddr addr, std::uint64_t size);

namespace {

ValueRef message_name(Context& c, std::uint64_t addr, std::int64_t size, const MessageView& view) {
  // The kernel tells the whole length of an address even where the caller had less room.
  const std::int64_t readable = view.name_size ? std::min(size, *view.name_size) : size;
  if (addr == 0 || readable < 0) return c.pointer(addr);
  const ValueRef name = sockaddr(c, RemoteAddr(addr), static_cast<std::uint64_t>(readable));
  return name != nullptr ? name : c.pointer(addr);
}

}  // namespace

ValueRef message_header(Context& c, StructReader& s, const MessageView& view) {
  const std::uint64_t name = s.ulong();
  const std::int64_t name_size = s.i32();
  const std::uint64_t buffers = s.ulong();
  const std::uint64_t count = s.ulong();
  const std::uint64_t control = s.ulong();
  const std::uint64_t control_size = s.ulong();
  const std::uint64_t flags = s.u32();
  s.align(pointer_size(c.abi()));
  if (s.failed()) return nullptr;

  Collector<Field> fields(c.arena());
  fields.add({"msg_name", message_name(c, name, name_size, view)});
  const bool changed = view.name_size && *view.name_size != name_size;
  fields.add(
      {"msg_namelen", changed ? c.make(Change{c.dec(*view.name_size), c.dec(name_size), false}) : c.dec(name_size)});
  fields.add(
      {"msg_iov", c.pointee(buffers, [&](RemoteAddr at) { return iovecs(c, at, count, view.bytes, view.show); })});
  fields.add({"msg_iovlen", c.udec(count)});
  if (control_size != 0)
    fields.add(
        {"msg_control", c.pointee(control, [&](RemoteAddr at) { return control_messages(c, at, control_size); })});
  fields.add({"msg_controllen", c.udec(control_size)});
  fields.add({"msg_flags", c.flags(message_flags, flags)});
  return c.make(Struct{.fields = fields.items()});
}

std::optional<std::int64_t> message_name_size(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.ulong();
  const std::int64_t size = s.i32();
  s.ulong();
  s.ulong();
  s.ulong();
  s.ulong();
  s.u32();
  if (s.failed()) return std::nullopt;
  return size;
}

}  // namespace spoor::abi
