#include "spoor/abi/sock_diag.h"

#include "spoor/abi/sockaddr.h"

namespace spoor::abi {
namespace {

using netlink::at;
using netlink::Attribute;
using netlink::Data;
using netlink::Parts;

constexpr std::uint8_t unix_family = 1;
constexpr std::uint8_t inet = 2;
constexpr std::uint8_t inet6 = 10;

// <linux/sock_diag.h>, <linux/inet_diag.h>, <linux/unix_diag.h>, <netinet/tcp.h>.
constexpr Name type_table[] = {
    {18, "TCPDIAG_GETSOCK"}, {19, "DCCPDIAG_GETSOCK"},
    {20, "SOCK_DIAG_BY_FAMILY"}, {21, "SOCK_DESTROY"},
};
constexpr Name state_table[] = {
    {1, "TCP_ESTABLISHED"}, {2, "TCP_SYN_SENT"}, {3, "TCP_SYN_RECV"}, {4, "TCP_FIN_WAIT1"},  {5, "TCP_FIN_WAIT2"},
    {6, "TCP_TIME_WAIT"},   {7, "TCP_CLOSE"},    {8, "TCP_CLOSE_WAIT"}, {9, "TCP_LAST_ACK"}, {10, "TCP_LISTEN"},
    {11, "TCP_CLOSING"},    {12, "TCP_NEW_SYN_RECV"},
};
constexpr Name state_set_table[] = {
    {1 << 1, "1<<TCP_ESTABLISHED"}, {1 << 2, "1<<TCP_SYN_SENT"}, {1 << 3, "1<<TCP_SYN_RECV"},
    {1 << 4, "1<<TCP_FIN_WAIT1"},   {1 << 5, "1<<TCP_FIN_WAIT2"}, {1 << 6, "1<<TCP_TIME_WAIT"},
    {1 << 7, "1<<TCP_CLOSE"},       {1 << 8, "1<<TCP_CLOSE_WAIT"}, {1 << 9, "1<<TCP_LAST_ACK"},
    {1 << 10, "1<<TCP_LISTEN"},     {1 << 11, "1<<TCP_CLOSING"},  {1 << 12, "1<<TCP_NEW_SYN_RECV"},
};
constexpr Name extension_table[] = {
    {1 << 0, "1<<(INET_DIAG_MEMINFO-1)"}, {1 << 1, "1<<(INET_DIAG_INFO-1)"}, {1 << 2, "1<<(INET_DIAG_VEGASINFO-1)"},
    {1 << 3, "1<<(INET_DIAG_CONG-1)"},    {1 << 4, "1<<(INET_DIAG_TOS-1)"},  {1 << 5, "1<<(INET_DIAG_TCLASS-1)"},
    {1 << 6, "1<<(INET_DIAG_SKMEMINFO-1)"}, {1 << 7, "1<<(INET_DIAG_SHUTDOWN-1)"},
};
constexpr Name inet_attribute_table[] = {
    {0, "INET_DIAG_NONE"}, {1, "INET_DIAG_MEMINFO"}, {2, "INET_DIAG_INFO"}, {3, "INET_DIAG_VEGASINFO"},
    {4, "INET_DIAG_CONG"}, {5, "INET_DIAG_TOS"}, {6, "INET_DIAG_TCLASS"}, {7, "INET_DIAG_SKMEMINFO"},
    {8, "INET_DIAG_SHUTDOWN"}, {9, "INET_DIAG_DCTCPINFO"}, {10, "INET_DIAG_PROTOCOL"}, {11, "INET_DIAG_SKV6ONLY"},
    {12, "INET_DIAG_LOCALS"}, {13, "INET_DIAG_PEERS"}, {14, "INET_DIAG_PAD"}, {15, "INET_DIAG_MARK"},
    {16, "INET_DIAG_BBRINFO"}, {17, "INET_DIAG_CLASS_ID"}, {18, "INET_DIAG_MD5SIG"}, {19, "INET_DIAG_ULP_INFO"},
    {20, "INET_DIAG_SK_BPF_STORAGES"}, {21, "INET_DIAG_CGROUP_ID"}, {22, "INET_DIAG_SOCKOPT"},
};
constexpr Name request_attribute_table[] = {
    {0, "INET_DIAG_REQ_NONE"}, {1, "INET_DIAG_REQ_BYTECODE"}, {2, "INET_DIAG_REQ_SK_BPF_STORAGES"},
    {3, "INET_DIAG_REQ_PROTOCOL"},
};
constexpr Name unix_attribute_table[] = {
    {0, "UNIX_DIAG_NAME"}, {1, "UNIX_DIAG_VFS"}, {2, "UNIX_DIAG_PEER"}, {3, "UNIX_DIAG_ICONS"},
    {4, "UNIX_DIAG_RQLEN"}, {5, "UNIX_DIAG_MEMINFO"}, {6, "UNIX_DIAG_SHUTDOWN"}, {7, "UNIX_DIAG_UID"},
};
constexpr Name show_table[] = {
    {1, "UDIAG_SHOW_NAME"}, {2, "UDIAG_SHOW_VFS"}, {4, "UDIAG_SHOW_PEER"}, {8, "UDIAG_SHOW_ICONS"},
    {0x10, "UDIAG_SHOW_RQLEN"}, {0x20, "UDIAG_SHOW_MEMINFO"}, {0x40, "UDIAG_SHOW_UID"},
};

constexpr FlagSet states{.unknown = "TCP_???", .names = state_table};
constexpr FlagSet state_sets{.unknown = "", .names = state_set_table};
constexpr FlagSet extensions{.unknown = "", .names = extension_table};
constexpr FlagSet inet_attributes{.unknown = "INET_DIAG_???", .names = inet_attribute_table};
constexpr FlagSet request_attributes{.unknown = "INET_DIAG_REQ_???", .names = request_attribute_table};
constexpr FlagSet unix_attributes{.unknown = "UNIX_DIAG_???", .names = unix_attribute_table};
constexpr FlagSet shown{.unknown = "UDIAG_SHOW_???", .names = show_table};

ValueRef word(Context& c, Data d, std::size_t offset) { return c.udec(at<std::uint32_t>(d, offset)); }
ValueRef cookie(Context& c, Data d, std::size_t offset) {
  const ValueRef both[] = {word(c, d, offset), word(c, d, offset + 4)};
  return c.list(both);
}

// --- attributes ---

// An abstract name begins with a NUL.
ValueRef name(Context& c, Data d, std::uint8_t) {
  const std::string_view all(reinterpret_cast<const char*>(d.data()), d.size());
  return c.text(all);
}
ValueRef u64(Context& c, Data d, std::uint8_t) { return d.size() < 8 ? nullptr : c.udec(at<std::uint64_t>(d, 0)); }
ValueRef words(Context& c, Data d, std::uint8_t) {
  if (d.empty() || d.size() % 4 != 0) return nullptr;
  Parts items(c.arena());
  for (std::size_t offset = 0; offset < d.size(); offset += 4) items.add(word(c, d, offset));
  return c.make(List{.items = items.items()});
}
ValueRef queue_lengths(Context& c, Data d, std::uint8_t) {
  return netlink::named_words(c, d, {"udiag_rqueue", "udiag_wqueue"});
}
ValueRef memory(Context& c, Data d, std::uint8_t) {
  return netlink::named_words(c, d, {"idiag_rmem", "idiag_wmem", "idiag_fmem", "idiag_tmem"});
}

constexpr Attribute inet_values[] = {
    {1, memory}, {4, netlink::text}, {5, netlink::u8}, {6, netlink::u8}, {8, netlink::u8}, {11, netlink::u8},
    {15, netlink::u32}, {17, netlink::u32}, {21, u64},
};
constexpr Attribute unix_values[] = {
    {0, name}, {2, netlink::u32}, {3, words}, {4, queue_lengths}, {6, netlink::u8}, {7, netlink::u32},
};

// --- the structs ---

Field address(Context& c, Data d, std::string_view field, std::string_view into, std::uint8_t family) {
  if (family == inet) return {field, inet_address(c, at<std::uint32_t>(d, 0))};
  return {"", inet6_pton(c, d.first(16), into)};
}

constexpr std::size_t socket_size = 48;  // struct inet_diag_sockid

ValueRef socket_id(Context& c, Data d, std::uint8_t family) {
  const Field fields[] = {{"idiag_sport", net_port(c, at<std::uint16_t>(d, 0))},
                          {"idiag_dport", net_port(c, at<std::uint16_t>(d, 2))},
                          address(c, d.subspan(4), "idiag_src", "&idiag_src", family),
                          address(c, d.subspan(20), "idiag_dst", "&idiag_dst", family),
                          {"idiag_if", network_interface(c, at<std::uint32_t>(d, 36))},
                          {"idiag_cookie", cookie(c, d, 40)}};
  return c.fields(fields);
}

bool inet_request(Context& c, Data d, std::uint8_t family, Parts& parts) {  // struct inet_diag_req_v2
  constexpr std::size_t head = 8;
  if (d.size() < head + socket_size) return false;
  const Field fields[] = {{"sdiag_family", c.symbol(address_families, family)},
                          {"sdiag_protocol", c.symbol(inet_protocols, at<std::uint8_t>(d, 1))},
                          {"idiag_ext", c.flags(extensions, at<std::uint8_t>(d, 2))},
                          {"idiag_states", c.flags(state_sets, at<std::uint32_t>(d, 4))},
                          {"id", socket_id(c, d.subspan(head), family)}};
  parts.add(c.fields(fields));
  const Data rest = d.subspan(head + socket_size);
  if (!rest.empty()) parts.add(netlink::attributes(c, rest, {&request_attributes, {}}, family));
  return true;
}

bool inet_answer(Context& c, Data d, std::uint8_t family, Parts& parts) {  // struct inet_diag_msg
  constexpr std::size_t head = 4;
  constexpr std::size_t tail = head + socket_size;
  constexpr std::size_t size = tail + 20;
  if (d.size() < size) return false;
  const Field fields[] = {{"idiag_family", c.symbol(address_families, family)},
                          {"idiag_state", c.symbol(states, at<std::uint8_t>(d, 1))},
                          {"idiag_timer", c.udec(at<std::uint8_t>(d, 2))},
                          {"idiag_retrans", c.udec(at<std::uint8_t>(d, 3))},
                          {"id", socket_id(c, d.subspan(head), family)},
                          {"idiag_expires", word(c, d, tail)},
                          {"idiag_rqueue", word(c, d, tail + 4)},
                          {"idiag_wqueue", word(c, d, tail + 8)},
                          {"idiag_uid", word(c, d, tail + 12)},
                          {"idiag_inode", word(c, d, tail + 16)}};
  parts.add(c.fields(fields));
  if (d.size() > size) parts.add(netlink::attributes(c, d.subspan(size), {&inet_attributes, inet_values}, family));
  return true;
}

bool unix_request(Context& c, Data d, Parts& parts) {  // struct unix_diag_req
  constexpr std::size_t size = 24;
  if (d.size() < size) return false;
  const Field fields[] = {{"sdiag_family", c.symbol(address_families, unix_family)},
                          {"sdiag_protocol", c.udec(at<std::uint8_t>(d, 1))},
                          {"udiag_states", c.flags(state_sets, at<std::uint32_t>(d, 4))},
                          {"udiag_ino", word(c, d, 8)},
                          {"udiag_show", c.flags(shown, at<std::uint32_t>(d, 12))},
                          {"udiag_cookie", cookie(c, d, 16)}};
  parts.add(c.fields(fields));
  return true;
}

bool unix_answer(Context& c, Data d, Parts& parts) {  // struct unix_diag_msg
  constexpr std::size_t size = 16;
  if (d.size() < size) return false;
  const Field fields[] = {{"udiag_family", c.symbol(address_families, unix_family)},
                          {"udiag_type", c.symbol(socket_types, at<std::uint8_t>(d, 1))},
                          {"udiag_state", c.symbol(states, at<std::uint8_t>(d, 2))},
                          {"udiag_ino", word(c, d, 4)},
                          {"udiag_cookie", cookie(c, d, 8)}};
  parts.add(c.fields(fields));
  if (d.size() > size) parts.add(netlink::attributes(c, d.subspan(size), {&unix_attributes, unix_values}, unix_family));
  return true;
}

}  // namespace

const FlagSet sock_diag_types{.unknown = "SOCK_DIAG_???", .names = type_table};

bool sock_diag_payload(Context& c, bool request, Data data, Parts& parts) {
  if (data.empty()) return false;
  const auto family = at<std::uint8_t>(data, 0);
  if (family == unix_family) return request ? unix_request(c, data, parts) : unix_answer(c, data, parts);
  if (family != inet && family != inet6) return false;
  return request ? inet_request(c, data, family, parts) : inet_answer(c, data, family, parts);
}

}  // namespace spoor::abi
