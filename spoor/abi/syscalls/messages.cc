// Sending to sockets and receiving from them (send(2), recv(2), sendmmsg(2), recvmmsg(2)).
#include <algorithm>
#include <optional>

#include "spoor/abi/args.h"
#include "spoor/abi/iovec.h"
#include "spoor/abi/msghdr.h"
#include "spoor/abi/netlink.h"
#include "spoor/abi/socket_args.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

int descriptor(const Context& c) { return static_cast<int>(c.arg(0)); }

std::uint64_t size_of(const Context& c, std::size_t index) {
  return c.abi() == Abi::i386 ? static_cast<std::uint32_t>(c.arg(index)) : c.arg(index);
}

// Netlink messages where the socket is a netlink one, else text.
ValueRef payload(Context& c, RemoteAddr addr, std::uint64_t size) {
  const int protocol = c.facts().netlink_protocol(descriptor(c));
  return protocol < 0 ? c.buffer(addr, size) : netlink_messages(c, addr, size, protocol);
}

ValueRef sent(Context& c, const Arg& arg, std::uint64_t raw) {
  return raw == 0 ? c.pointer(0) : payload(c, RemoteAddr(raw), size_of(c, arg.index));
}

ValueRef received(Context& c, const Arg& arg, std::uint64_t raw) {
  if (raw == 0 || c.call().failed()) return c.pointer(raw);
  // With MSG_TRUNC the result is the size of the datagram, which may be more than the buffer took.
  return payload(c, RemoteAddr(raw), std::min(static_cast<std::uint64_t>(c.call().result), size_of(c, arg.index)));
}

// --- sendmsg, recvmsg ---

ValueRef message_sent(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  return message_header(c, s, {.show = payload});
}

// {msg_namelen=128}: what is known before anything came.
ValueRef name_size_only(Context& c, RemoteAddr addr) {
  const auto size = message_name_size(c, addr);
  if (!size) return nullptr;
  const Field fields[] = {{"msg_namelen", c.dec(*size)}};
  return c.fields(fields);
}

std::optional<std::int64_t> name_size_in(ValueRef entry) {
  const auto* fields = entry != nullptr ? std::get_if<Struct>(entry) : nullptr;
  const auto* size = fields != nullptr && !fields->fields.empty() ? std::get_if<Int>(fields->fields[0].value) : nullptr;
  return size != nullptr ? std::optional(size->value) : std::nullopt;
}

ValueRef message_received(Context& c, const Arg&, std::uint64_t raw) {
  if (raw == 0) return c.at_exit() ? c.pointer(0) : nullptr;
  if (!c.at_exit()) return name_size_only(c, RemoteAddr(raw));
  if (c.at_entry() == nullptr || c.call().failed()) return c.at_entry();
  const auto name_size = name_size_in(c.at_entry());
  if (!name_size) return c.at_entry();
  return c.pointee(raw, [&](RemoteAddr addr) {
    StructReader s(c, addr);
    return message_header(
        c, s, {.bytes = static_cast<std::uint64_t>(c.call().result), .name_size = name_size, .show = payload});
  });
}

// --- sendmmsg, recvmmsg: several at once ---

std::uint64_t messages_done(const Context& c) {
  return c.call().failed() ? 0 : static_cast<std::uint64_t>(c.call().result);
}

ValueRef several_sent(Context& c, const Arg& arg, std::uint64_t raw) {
  const auto count = static_cast<std::uint32_t>(c.arg(arg.index));
  std::uint64_t index = 0;
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, count, mmsghdr_size(c.abi()), [&](RemoteAddr at) -> ValueRef {
      StructReader s(c, at);
      const ValueRef header = message_header(c, s, {.show = payload});
      const std::uint64_t length = s.u32();
      if (s.failed()) return nullptr;
      const Field fields[] = {{"msg_hdr", header}, {"msg_len", c.udec(length)}};
      const bool done = index++ < messages_done(c);
      return c.fields(std::span(fields).first(done ? 2 : 1));
    });
  });
}

ValueRef several_received(Context& c, const Arg& arg, std::uint64_t raw) {
  const std::uint64_t size = mmsghdr_size(c.abi());
  if (raw == 0) return c.at_exit() ? c.pointer(0) : nullptr;
  if (!c.at_exit()) {
    const auto count = static_cast<std::uint32_t>(c.arg(arg.index));
    return c.array(RemoteAddr(raw), count, size, [&](RemoteAddr at) { return name_size_only(c, at); });
  }
  const auto* entry = c.at_entry() != nullptr ? std::get_if<List>(c.at_entry()) : nullptr;
  if (entry == nullptr || c.call().failed()) return c.pointer(raw);
  std::size_t index = 0;
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, messages_done(c), size, [&](RemoteAddr at) -> ValueRef {
      StructReader s(c, at);
      const auto length = c.load<std::uint32_t>(at + (size - pointer_size(c.abi())));
      const std::size_t i = index++;
      const auto name_size = i < entry->items.size() ? name_size_in(entry->items[i]) : std::nullopt;
      const ValueRef header =
          message_header(c, s, {.bytes = length.value_or(0), .name_size = name_size, .show = payload});
      if (header == nullptr || !length) return nullptr;
      const Field fields[] = {{"msg_hdr", header}, {"msg_len", c.udec(*length)}};
      return c.fields(fields);
    });
  });
}

// `(Timeout)`, or `(left {…})` where there was a timeout: the kernel takes what was waited off it.
template <ValueRef (*Time)(Context&, RemoteAddr)>
ValueRef time_left(Context& c) {
  constexpr std::size_t timeout = 4;
  if (c.call().result == 0) return c.word("Timeout");
  if (c.arg(timeout) == 0) return nullptr;
  const ValueRef left = Time(c, RemoteAddr(c.arg(timeout)));
  if (left == nullptr) return nullptr;
  const Field fields[] = {{"left", left}};
  return c.fields(fields, false, Struct::Style::phrase);
}

constexpr Arg sent_arg = custom("buff", sent, Direction::in, 2);
constexpr Arg received_arg = custom("ubuf", received, Direction::out, 2);
constexpr Arg flags_arg = flags("flags", message_flags);
constexpr Arg mmsg_in = custom("mmsg", several_sent, Direction::out, 2);
constexpr Arg mmsg_out = custom("mmsg", several_received, Direction::inout, 2);

constexpr Syscall rows[] = {
    {"sendto",
     {44, 369, 206},
     {fd("fd"), sent_arg, ulong("len"), flags_arg, sockaddr_in<5>("addr"), i32("addr_len")},
     Ret::dec,
     Class::network},
    {"recvfrom",
     {45, 371, 207, 517},
     {fd("fd"), received_arg, ulong("size"), flags_arg, sockaddr_out<5>("addr"), size_inout<4>("addr_len")},
     Ret::dec,
     Class::network},
    {"sendmsg", {46, 370, 211, 518}, {fd("fd"), in<message_sent>("msg"), flags_arg}, Ret::dec, Class::network},
    {.name = "recvmsg",
     .numbers = {47, 372, 212, 519},
     .args = {fd("fd"), custom("msg", message_received, Direction::inout), flags_arg},
     .classes = Class::network,
     .effect = Effect::opens_fds},
    {"sendmmsg", {307, 345, 269, 538}, {fd("fd"), mmsg_in, u32("vlen"), flags_arg}, Ret::dec, Class::network},
    {.name = "recvmmsg",
     .numbers = {299, 337, 243, 537},
     .args = {fd("fd"), mmsg_out, u32("vlen"), flags_arg, in<decode_timespec>("timeout")},
     .classes = Class::network,
     .note = time_left<decode_timespec>,
     .effect = Effect::opens_fds},
    {.name = "recvmmsg_time64",
     .numbers = {.i386 = 417},
     .args = {fd("fd"), mmsg_out, u32("vlen"), flags_arg, in<decode_timespec64>("timeout")},
     .classes = Class::network,
     .note = time_left<decode_timespec64>,
     .effect = Effect::opens_fds},
};

}  // namespace

// Only socketcall(2) has these.
extern const Syscall row_send;
extern const Syscall row_recv;
const Syscall row_send{
    .name = "send", .numbers = {}, .args = {fd("fd"), sent_arg, ulong("len"), flags_arg}, .classes = Class::network};
const Syscall row_recv{.name = "recv",
                       .numbers = {},
                       .args = {fd("fd"), received_arg, ulong("size"), flags_arg},
                       .classes = Class::network};

extern const std::span<const Syscall> rows_messages;
const std::span<const Syscall> rows_messages = rows;

}  // namespace spoor::abi
