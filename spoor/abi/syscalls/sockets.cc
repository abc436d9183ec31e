// Sockets: making, naming and connecting them (socket(2) and its relatives).
#include <optional>

#include "spoor/abi/args.h"
#include "spoor/abi/sockaddr.h"
#include "spoor/abi/socket_args.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {

namespace arg::detail {
namespace {

std::optional<std::int64_t> entry_size(const Context& c, std::size_t position) {
  const ValueRef value = c.entry_value(position);
  if (value == nullptr) return std::nullopt;
  const auto* list = std::get_if<List>(value);
  const auto* size = list != nullptr && list->items.size() == 1 ? std::get_if<Int>(list->items[0]) : nullptr;
  return size != nullptr ? std::optional(size->value) : std::nullopt;
}

}  // namespace

ValueRef sockaddr_out(Context& c, const Arg& arg, std::uint64_t raw) {
  const auto room = entry_size(c, arg.index);
  const auto size = c.load<std::int32_t>(RemoteAddr(c.arg(arg.index)));
  if (c.call().failed() || !room || !size) return c.pointer(raw);
  const std::int64_t readable = std::min<std::int64_t>(*room, *size);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return readable < 0 ? nullptr : sockaddr(c, addr, static_cast<std::uint64_t>(readable));
  });
}

ValueRef size_inout(Context& c, const Arg& arg, std::uint64_t raw) {
  if (raw == 0 || (arg.index != no_target && c.arg(arg.index) == 0)) return c.at_exit() ? c.pointer(raw) : nullptr;
  const auto size = c.load<std::int32_t>(RemoteAddr(raw));
  const auto listed = [&](ValueRef value) {
    const ValueRef items[] = {value};
    return c.list(items);
  };
  if (!c.at_exit()) return size ? listed(c.dec(*size)) : nullptr;
  if (c.at_entry() == nullptr) return nullptr;
  if (c.call().failed() || !size) return c.at_entry();
  const ValueRef before = std::get<List>(*c.at_entry()).items[0];
  const bool same = std::get<Int>(*before).value == *size;
  return same ? c.at_entry() : c.make(Change{before, c.dec(*size), true});
}

}  // namespace arg::detail

namespace {

using namespace arg;

// --- the protocol's vocabulary depends on the domain ---

constexpr Name bluetooth_table[] = {
    {0, "BTPROTO_L2CAP"}, {1, "BTPROTO_HCI"}, {2, "BTPROTO_SCO"}, {3, "BTPROTO_RFCOMM"}, {4, "BTPROTO_BNEP"},
    {5, "BTPROTO_CMTP"}, {6, "BTPROTO_HIDP"}, {7, "BTPROTO_AVDTP"}, {8, "BTPROTO_ISO"},
};
constexpr Name can_table[] = {
    {1, "CAN_RAW"}, {2, "CAN_BCM"}, {3, "CAN_TP16"}, {4, "CAN_TP20"}, {5, "CAN_MCNET"}, {6, "CAN_ISOTP"},
    {7, "CAN_J1939"},
};
constexpr Name nfc_table[] = {
    {0, "NFC_SOCKPROTO_RAW"}, {1, "NFC_SOCKPROTO_LLCP"},
};
constexpr Name phonet_table[] = {
    {0, "PN_PROTO_TRANSPORT"}, {1, "PN_PROTO_PHONET"}, {2, "PN_PROTO_PIPE"},
};
constexpr Name caif_table[] = {
    {0, "CAIFPROTO_AT"}, {1, "CAIFPROTO_DATAGRAM"}, {2, "CAIFPROTO_DATAGRAM_LOOP"}, {3, "CAIFPROTO_UTIL"},
    {4, "CAIFPROTO_RFM"}, {5, "CAIFPROTO_DEBUG"},
};
constexpr Name irda_table[] = {
    {0, "IRDAPROTO_UNITDATA"}, {1, "IRDAPROTO_ULTRA"},
};
constexpr Name isdn_table[] = {
    {0, "ISDN_P_BASE"}, {1, "ISDN_P_TE_S0"}, {2, "ISDN_P_NT_S0"}, {3, "ISDN_P_TE_E1"}, {4, "ISDN_P_NT_E1"},
    {5, "ISDN_P_TE_UP0"}, {6, "ISDN_P_NT_UP0"}, {0x21, "ISDN_P_B_RAW"}, {0x22, "ISDN_P_B_HDLC"},
};
constexpr Name kcm_table[] = {
    {0, "KCMPROTO_CONNECTED"},
};
constexpr Name smc_table[] = {
    {0, "SMCPROTO_SMC"}, {1, "SMCPROTO_SMC6"},
};
constexpr FlagSet bluetooth_protocols{.unknown = "BTPROTO_???", .names = bluetooth_table};
constexpr FlagSet can_protocols{.unknown = "CAN_???", .names = can_table};
constexpr FlagSet nfc_protocols{.unknown = "NFC_SOCKPROTO_???", .names = nfc_table};
constexpr FlagSet phonet_protocols{.unknown = "PN_PROTO_???", .names = phonet_table};
constexpr FlagSet caif_protocols{.unknown = "CAIFPROTO_???", .names = caif_table};
constexpr FlagSet irda_protocols{.unknown = "IRDAPROTO_???", .names = irda_table};
constexpr FlagSet isdn_protocols{.unknown = "ISDN_P_???", .names = isdn_table};
constexpr FlagSet kcm_protocols{.unknown = "KCMPROTO_???", .names = kcm_table};
constexpr FlagSet smc_protocols{.unknown = "SMCPROTO_???", .names = smc_table};

struct Domain {
  std::uint32_t family;
  const FlagSet* protocols;
};
constexpr Domain domains[] = {
    {2, &inet_protocols}, {10, &inet_protocols}, {16, &netlink_protocols}, {23, &irda_protocols},
    {29, &can_protocols}, {31, &bluetooth_protocols}, {34, &isdn_protocols}, {35, &phonet_protocols},
    {37, &caif_protocols}, {39, &nfc_protocols}, {41, &kcm_protocols}, {43, &smc_protocols},
};

ValueRef protocol(Context& c, const Arg& arg, std::uint64_t raw) {
  constexpr std::uint32_t af_packet = 17;
  const auto family = static_cast<std::uint32_t>(c.arg(arg.index));
  if (family == af_packet) return ethernet_protocol(c, static_cast<std::uint16_t>(raw));
  for (const Domain& domain : domains)
    if (domain.family == family) return c.symbol(*domain.protocols, static_cast<std::uint32_t>(raw));
  return arg::detail::ulong(c, arg, raw);
}

// SOCK_STREAM|SOCK_CLOEXEC: one type in the low four bits, flags above (SOCK_TYPE_MASK of <linux/net.h>).
ValueRef type(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::uint64_t type_mask = 0xf;
  const std::uint64_t all = static_cast<std::uint32_t>(raw);
  const std::uint64_t flags = all & ~type_mask;
  if (name_of(socket_types, all & type_mask).empty()) return c.flags(socket_flags, all);
  const ValueRef kind = c.symbol(socket_types, all & type_mask);
  if (flags == 0) return kind;
  const ValueRef parts[] = {kind, c.flags(socket_flags, flags)};
  return c.make(Joined{.parts = c.arena().copy(std::span<const ValueRef>(parts))});
}

ValueRef two_descriptors(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::int64_t first = s.i32();
  const std::int64_t second = s.i32();
  if (s.failed()) return nullptr;
  const ValueRef items[] = {c.fd(first), c.fd(second)};
  return c.list(items);
}

constexpr Name shutdown_table[] = {
    {0, "SHUT_RD"}, {1, "SHUT_WR"}, {2, "SHUT_RDWR"},
};
constexpr FlagSet shutdown_ways{.unknown = "SHUT_???", .names = shutdown_table};

constexpr Arg domain_arg = choice("family", address_families);
constexpr Arg type_arg = custom("type", type);
constexpr Arg protocol_arg = custom("protocol", protocol, Direction::in, 0);

constexpr Syscall rows[] = {
    {"socket", {41, 359, 198}, {domain_arg, type_arg, protocol_arg}, Ret::fd, Class::network},
    {.name = "socketpair",
     .numbers = {53, 360, 199},
     .args = {domain_arg, type_arg, ulong("protocol"), out<two_descriptors>("usockvec")},
     .classes = Class::network,
     .effect = Effect::opens_fds},
    {.name = "bind",
     .numbers = {49, 361, 200},
     .args = {fd("fd"), sockaddr_in<2>("umyaddr"), i32("addrlen")},
     .classes = Class::network,
     .effect = Effect::connects},
    {.name = "connect",
     .numbers = {42, 362, 203},
     .args = {fd("fd"), sockaddr_in<2>("uservaddr"), i32("addrlen")},
     .classes = Class::network,
     .effect = Effect::connects},
    {.name = "listen",
     .numbers = {50, 363, 201},
     .args = {fd("fd"), i32("backlog")},
     .classes = Class::network,
     .effect = Effect::connects},
    {"accept",
     {.x86_64 = 43, .generic = 202},
     {fd("fd"), sockaddr_out<2>("upeer_sockaddr"), size_inout<1>("upeer_addrlen")},
     Ret::fd,
     Class::network},
    {"accept4",
     {288, 364, 242},
     {fd("fd"), sockaddr_out<2>("upeer_sockaddr"), size_inout<1>("upeer_addrlen"), flags("flags", socket_flags)},
     Ret::fd,
     Class::network},
    {"getsockname",
     {51, 367, 204},
     {fd("fd"), sockaddr_out<2>("usockaddr"), size_inout<1>("usockaddr_len")},
     Ret::dec,
     Class::network},
    {"getpeername",
     {52, 368, 205},
     {fd("fd"), sockaddr_out<2>("usockaddr"), size_inout<1>("usockaddr_len")},
     Ret::dec,
     Class::network},
    {"shutdown", {48, 373, 210}, {fd("fd"), choice("how", shutdown_ways)}, Ret::dec, Class::network},
};

}  // namespace

extern const std::span<const Syscall> rows_sockets;
const std::span<const Syscall> rows_sockets = rows;

}  // namespace spoor::abi
