#include "spoor/abi/netlink.h"

#include <algorithm>
#include <string>

#include "spoor/abi/bytes.h"
#include "spoor/abi/names.h"
#include "spoor/abi/rtnetlink.h"
#include "spoor/abi/sock_diag.h"
#include "spoor/abi/sockaddr.h"

namespace spoor::abi {
namespace {

constexpr int netlink_route = 0;
constexpr int netlink_sock_diag = 4;
constexpr std::uint16_t flag_request = 1;
constexpr std::size_t header_size = 16;  // struct nlmsghdr
constexpr std::uint16_t type_error = 2;
constexpr std::uint16_t type_done = 3;
constexpr std::uint16_t first_own_type = 16;  // NLMSG_MIN_TYPE: those below mean the same in every protocol
constexpr std::uint16_t flag_capped = 0x100;

using Data = std::span<const std::byte>;

constexpr Name type_table[] = {
    {1, "NLMSG_NOOP"}, {2, "NLMSG_ERROR"}, {3, "NLMSG_DONE"}, {4, "NLMSG_OVERRUN"},
};
constexpr FlagSet types{.unknown = "NLMSG_???", .names = type_table};

// Bits from 0x100 on mean something else in requests that get, make and delete things, and in acknowledgements.
constexpr Name flag_table[] = {
    {0x01, "NLM_F_REQUEST"}, {0x02, "NLM_F_MULTI"}, {0x04, "NLM_F_ACK"}, {0x08, "NLM_F_ECHO"},
    {0x10, "NLM_F_DUMP_INTR"}, {0x20, "NLM_F_DUMP_FILTERED"},
};
constexpr Name get_flag_table[] = {
    {0x01, "NLM_F_REQUEST"}, {0x02, "NLM_F_MULTI"}, {0x04, "NLM_F_ACK"}, {0x08, "NLM_F_ECHO"},
    {0x10, "NLM_F_DUMP_INTR"}, {0x20, "NLM_F_DUMP_FILTERED"}, {0x300, "NLM_F_DUMP"}, {0x100, "NLM_F_ROOT"},
    {0x200, "NLM_F_MATCH"}, {0x400, "NLM_F_ATOMIC"},
};
constexpr Name new_flag_table[] = {
    {0x01, "NLM_F_REQUEST"}, {0x02, "NLM_F_MULTI"}, {0x04, "NLM_F_ACK"}, {0x08, "NLM_F_ECHO"},
    {0x10, "NLM_F_DUMP_INTR"}, {0x20, "NLM_F_DUMP_FILTERED"}, {0x100, "NLM_F_REPLACE"}, {0x200, "NLM_F_EXCL"},
    {0x400, "NLM_F_CREATE"}, {0x800, "NLM_F_APPEND"},
};
constexpr Name delete_flag_table[] = {
    {0x01, "NLM_F_REQUEST"}, {0x02, "NLM_F_MULTI"}, {0x04, "NLM_F_ACK"}, {0x08, "NLM_F_ECHO"},
    {0x10, "NLM_F_DUMP_INTR"}, {0x20, "NLM_F_DUMP_FILTERED"}, {0x100, "NLM_F_NONREC"}, {0x200, "NLM_F_BULK"},
};
constexpr Name ack_flag_table[] = {
    {0x01, "NLM_F_REQUEST"}, {0x02, "NLM_F_MULTI"}, {0x04, "NLM_F_ACK"}, {0x08, "NLM_F_ECHO"},
    {0x10, "NLM_F_DUMP_INTR"}, {0x20, "NLM_F_DUMP_FILTERED"}, {0x100, "NLM_F_CAPPED"}, {0x200, "NLM_F_ACK_TLVS"},
};
constexpr FlagSet flags{.unknown = "NLM_F_???", .names = flag_table};
constexpr FlagSet get_flags{.unknown = "NLM_F_???", .names = get_flag_table};
constexpr FlagSet new_flags{.unknown = "NLM_F_???", .names = new_flag_table};
constexpr FlagSet delete_flags{.unknown = "NLM_F_???", .names = delete_flag_table};
constexpr FlagSet ack_flags{.unknown = "NLM_F_???", .names = ack_flag_table};

struct Header {
  std::uint32_t length;
  std::uint16_t type;
  std::uint16_t flags;
};

const FlagSet& flags_of(const Header& header, int protocol) {
  if (header.type == type_error) return ack_flags;
  if (header.type < first_own_type) return flags;
  if (protocol == netlink_sock_diag) return (header.flags & flag_request) != 0 ? get_flags : flags;
  if (protocol != netlink_route) return flags;
  switch (header.type & 3) {  // rtnetlink's types come in fours: RTM_NEWx, RTM_DELx, RTM_GETx, RTM_SETx
    case 0: return new_flags;
    case 1: return delete_flags;
    case 2: return get_flags;
    default: return flags;
  }
}

ValueRef message(Context& c, Data data, int protocol);

const FlagSet& types_of(const Header& header, int protocol) {
  if (header.type < first_own_type) return types;
  if (protocol == netlink_route) return rtnetlink_types;
  return protocol == netlink_sock_diag ? sock_diag_types : types;
}

// What a protocol of its own puts behind the header: false, and nothing added, where there is no decoder.
bool own_payload(Context& c, const Header& header, Data rest, int protocol, Collector<ValueRef>& parts) {
  constexpr std::uint16_t by_family = 20;  // SOCK_DIAG_BY_FAMILY
  if (protocol == netlink_route && header.type >= first_own_type) return rtnetlink_payload(c, header.type, rest, parts);
  if (protocol == netlink_sock_diag && header.type == by_family)
    return sock_diag_payload(c, (header.flags & flag_request) != 0, rest, parts);
  return false;
}

ValueRef error_number(Context& c, std::int32_t error) {
  const std::string_view name = error < 0 ? name_of(errno_names, static_cast<std::uint64_t>(-error)) : "";
  return name.empty() ? c.dec(error) : made_word(c, "-" + std::string(name), static_cast<std::uint64_t>(error));
}

// struct nlmsgerr: the error, and the message it is about, or only its header.
ValueRef error_payload(Context& c, const Header& header, Data data, int protocol) {
  if (data.size() < 4) return raw_bytes(c, data);
  const ValueRef error = error_number(c, from_bytes<std::int32_t>(data));
  const Data about = data.subspan(4);
  if (about.size() < header_size) {
    const Field fields[] = {{"error", error}, {"msg", raw_bytes(c, about)}};
    return c.fields(std::span(fields).first(about.empty() ? 1 : 2));
  }
  const std::size_t whole = (header.flags & flag_capped) != 0 ? header_size : from_bytes<std::uint32_t>(about);
  const std::size_t shown = std::clamp(whole, header_size, about.size());
  const Field fields[] = {{"error", error}, {"msg", message(c, about.first(shown), protocol)}};
  const ValueRef value = c.fields(fields);
  if (shown == about.size()) return value;
  const ValueRef both[] = {value, raw_bytes(c, about.subspan(shown))};
  return c.list(both);
}

ValueRef payload(Context& c, const Header& header, Data data, int protocol) {
  if (header.type == type_error) return error_payload(c, header, data, protocol);
  if (header.type == type_done && data.size() >= 4) return c.dec(from_bytes<std::int32_t>(data));
  return raw_bytes(c, data);
}

// One message, `data` ending where the message or the buffer does; precondition: it holds a header.
ValueRef message(Context& c, Data data, int protocol) {
  const Header header{from_bytes<std::uint32_t>(data), from_bytes<std::uint16_t>(data.subspan(4)),
                      from_bytes<std::uint16_t>(data.subspan(6))};
  const Field fields[] = {
      {"nlmsg_len", c.udec(header.length)},
      {"nlmsg_type", c.symbol(types_of(header, protocol), header.type)},
      {"nlmsg_flags", c.flags(flags_of(header, protocol), header.flags)},
      {"nlmsg_seq", c.udec(from_bytes<std::uint32_t>(data.subspan(8)))},
      {"nlmsg_pid", c.pid(from_bytes<std::int32_t>(data.subspan(12)))},
  };
  const ValueRef head = c.fields(fields);
  if (header.length <= header_size || data.size() == header_size) return head;
  const Data rest = data.subspan(header_size);
  // A payload may be several values in a row: the struct, then the attributes.
  Collector<ValueRef> parts(c.arena());
  parts.add(head);
  if (own_payload(c, header, rest, protocol, parts)) return c.make(List{.items = parts.items()});
  const ValueRef both[] = {head, payload(c, header, rest, protocol)};
  return c.list(both);
}

}  // namespace

ValueRef raw_bytes(Context& c, Data data) {
  const Data shown = data.first(std::min(data.size(), c.options().string_limit));
  const std::string_view text(reinterpret_cast<const char*>(shown.data()), shown.size());
  return c.make(Str{.bytes = c.arena().copy(text), .cut = shown.size() < data.size(), .hex = true});
}

ValueRef netlink_messages(Context& c, RemoteAddr addr, std::uint64_t size, int protocol) {
  constexpr int kobject_uevent = 15;  // its messages are text, no structs (kobject_uevent.c)
  constexpr std::uint64_t most = 1 << 20;
  if (protocol == kobject_uevent) return c.buffer(addr, size);
  const Data all = c.load_bytes(addr, std::min(size, most));
  if (all.size() < std::min(size, most)) return nullptr;
  if (all.size() < header_size) return raw_bytes(c, all);
  Collector<ValueRef> items(c.arena());
  Data rest = all;
  while (rest.size() >= header_size) {
    const std::size_t length = from_bytes<std::uint32_t>(rest);
    items.add(message(c, rest.first(std::clamp(length, header_size, rest.size())), protocol));
    const std::size_t next = (length + 3) & ~std::size_t{3};  // NLMSG_ALIGN
    rest = length < header_size || next > rest.size() ? Data{} : rest.subspan(next);
  }
  if (!rest.empty()) items.add(raw_bytes(c, rest));
  return items.size() == 1 ? items.items()[0] : c.make(List{.items = items.items()});
}

}  // namespace spoor::abi
