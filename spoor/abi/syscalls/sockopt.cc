// Options of sockets (setsockopt(2), socket(7), ip(7), ipv6(7), packet(7), netlink(7)).
#include <algorithm>
#include <bit>

#include "spoor/abi/args.h"
#include "spoor/abi/bpf_filter.h"
#include "spoor/abi/sockaddr.h"
#include "spoor/abi/socket_args.h"
#include "spoor/abi/socket_options.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr std::uint32_t level_ip = 0;
constexpr std::uint32_t level_socket = 1;
constexpr std::uint32_t level_ipv6 = 41;
constexpr std::uint32_t level_raw = 255;
constexpr std::uint32_t level_packet = 263;
constexpr std::uint32_t level_netlink = 270;

// What an option's value is: `set` decodes what the caller gives, `get` what it got, `size` being how much of it there
// is. nullptr for a value of that size that is none.
using ValueFn = ValueRef (*)(Context&, RemoteAddr, std::uint32_t size);

ValueRef in_list(Context& c, ValueRef item) {
  const ValueRef items[] = {item};
  return item != nullptr ? c.list(items) : nullptr;
}

ValueRef bytes(Context& c, RemoteAddr addr, std::uint32_t size, bool hex) {
  const std::size_t shown = std::min<std::size_t>(size, c.options().string_limit);
  const auto data = c.load_bytes(addr, shown);
  if (data.size() < shown) return nullptr;
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  return c.make(Str{.bytes = text, .cut = shown < size, .hex = hex});
}

// --- plain values ---

ValueRef integer(Context& c, RemoteAddr addr, std::uint32_t size) {
  if (size < 4) return nullptr;
  const auto value = c.load<std::int32_t>(addr);
  return value ? in_list(c, c.dec(*value)) : nullptr;
}

ValueRef integer_got(Context& c, RemoteAddr addr, std::uint32_t size) {
  return size < 4 ? bytes(c, addr, size, true) : integer(c, addr, size);
}

// An option nothing more is known of: a number where it has the size of an int, else its bytes.
ValueRef by_size(Context& c, RemoteAddr addr, std::uint32_t size) {
  return size == 4 ? integer(c, addr, size) : c.buffer(addr, size);
}

constexpr Name rehash_table[] = {
    {0, "SOCK_TXREHASH_DISABLED"}, {1, "SOCK_TXREHASH_ENABLED"}, {255, "SOCK_TXREHASH_DEFAULT"},
};
constexpr FlagSet rehash_values{.unknown = "SOCK_TXREHASH_???", .names = rehash_table, .rest = FlagSet::Rest::dec};

ValueRef rehash(Context& c, RemoteAddr addr, std::uint32_t size) {
  if (size < 4) return nullptr;
  const auto value = c.load<std::uint32_t>(addr);
  return value ? in_list(c, c.symbol(rehash_values, *value)) : nullptr;
}

// --- SOL_SOCKET ---

ValueRef linger(Context& c, RemoteAddr addr, std::uint32_t size) {
  if (size < 8) return nullptr;
  StructReader s(c, addr);
  s.add("l_onoff", c.dec(s.i32()));
  s.add("l_linger", c.dec(s.i32()));
  return s.done();
}

// A struct of 32-bit members that may be had in part: the last one then shows the bytes there are.
template <typename F>
ValueRef partial(Context& c, RemoteAddr addr, std::uint32_t size, std::span<const std::string_view> names, F&& value) {
  Collector<Field> fields(c.arena());
  for (std::size_t i = 0; i < names.size() && i * 4 < size; ++i) {
    const RemoteAddr at = addr + i * 4;
    const std::uint32_t left = size - static_cast<std::uint32_t>(i) * 4;
    const auto number = left >= 4 ? c.load<std::int32_t>(at) : std::nullopt;
    const ValueRef shown = left < 4 ? bytes(c, at, left, true) : number ? value(i, *number) : nullptr;
    if (shown == nullptr) return nullptr;
    fields.add({names[i], shown});
  }
  return c.make(Struct{.fields = fields.items()});
}

ValueRef linger_got(Context& c, RemoteAddr addr, std::uint32_t size) {
  static constexpr std::string_view names[] = {"l_onoff", "l_linger"};
  return partial(c, addr, size, names, [&](std::size_t, std::int32_t number) { return c.dec(number); });
}

ValueRef peer_credentials(Context& c, RemoteAddr addr, std::uint32_t size) {
  static constexpr std::string_view names[] = {"pid", "uid", "gid"};
  return partial(c, addr, size, names, [&](std::size_t i, std::int32_t number) {
    if (i == 0) return c.pid(number);
    return number == -1 ? c.dec(-1) : c.udec(static_cast<std::uint32_t>(number));
  });
}

ValueRef program(Context& c, RemoteAddr addr, std::uint32_t size) {
  const std::size_t whole = 2 * pointer_size(c.abi());  // struct sock_fprog
  return size < whole ? nullptr : socket_program(c, addr);
}

ValueRef process(Context& c, RemoteAddr addr, std::uint32_t size) {
  if (size < 4) return bytes(c, addr, size, true);
  const auto value = c.load<std::int32_t>(addr);
  return value ? in_list(c, c.fd(*value)) : nullptr;
}

// --- memberships ---

ValueRef ip_membership(Context& c, RemoteAddr addr, std::uint32_t size) {  // struct ip_mreq
  if (size < 8) return nullptr;
  StructReader s(c, addr);
  s.add("imr_multiaddr", inet_address(c, static_cast<std::uint32_t>(s.u32())));
  s.add("imr_interface", inet_address(c, static_cast<std::uint32_t>(s.u32())));
  return s.done();
}

ValueRef ipv6_membership(Context& c, RemoteAddr addr, std::uint32_t size) {  // struct ipv6_mreq
  if (size < 20) return nullptr;
  StructReader s(c, addr);
  const auto address = s.bytes(16);
  const auto index = static_cast<std::uint32_t>(s.u32());
  if (s.failed()) return nullptr;
  s.add("", inet6_pton(c, address, "&ipv6mr_multiaddr"));
  s.add("ipv6mr_interface", network_interface(c, index));
  return s.done();
}

ValueRef group(Context& c, RemoteAddr addr, std::uint32_t size) {  // struct group_req
  constexpr std::uint32_t address_size = 128;
  StructReader s(c, addr);
  const auto index = static_cast<std::uint32_t>(s.u32());
  s.align(align64(c.abi()));
  if (size < s.offset() + address_size || s.failed()) return nullptr;
  const ValueRef address = sockaddr(c, s.position(), address_size);
  if (address == nullptr) return nullptr;
  s.add("gr_interface", network_interface(c, index));
  s.add("gr_group", address);
  return s.done();
}

// --- SOL_RAW, SOL_PACKET, SOL_NETLINK ---

constexpr Name icmp_table[] = {
    {0, "ICMP_ECHOREPLY"}, {3, "ICMP_DEST_UNREACH"}, {4, "ICMP_SOURCE_QUENCH"}, {5, "ICMP_REDIRECT"}, {8, "ICMP_ECHO"},
    {11, "ICMP_TIME_EXCEEDED"}, {12, "ICMP_PARAMETERPROB"}, {13, "ICMP_TIMESTAMP"}, {14, "ICMP_TIMESTAMPREPLY"},
    {15, "ICMP_INFO_REQUEST"}, {16, "ICMP_INFO_REPLY"}, {17, "ICMP_ADDRESS"}, {18, "ICMP_ADDRESSREPLY"},
};
constexpr FlagSet icmp_types{.unknown = "ICMP_???", .names = icmp_table};

// A bit a type of ICMP message, as [ICMP_ECHO ICMP_REDIRECT], or as ~[…] where most are set.
ValueRef icmp_filter(Context& c, RemoteAddr addr, std::uint32_t size) {
  if (size > 4) size = 4;
  const auto value = c.load_uint(addr, size);
  if (!value) return nullptr;
  const auto mask = static_cast<std::uint32_t>(*value);
  const bool inverted = std::popcount(mask) > 16;
  Collector<ValueRef> types(c.arena());
  for (std::uint32_t rest = inverted ? ~mask : mask; rest != 0; rest &= rest - 1)
    types.add(c.symbol(icmp_types, static_cast<std::uint64_t>(std::countr_zero(rest))));
  return c.make(List{.items = types.items(), .separator = " ", .inverted = inverted});
}

constexpr Name packet_membership_table[] = {
    {0, "PACKET_MR_MULTICAST"}, {1, "PACKET_MR_PROMISC"}, {2, "PACKET_MR_ALLMULTI"}, {3, "PACKET_MR_UNICAST"},
};
constexpr FlagSet packet_memberships{.unknown = "PACKET_MR_???", .names = packet_membership_table};

ValueRef packet_membership(Context& c, RemoteAddr addr, std::uint32_t size) {  // struct packet_mreq
  constexpr std::size_t whole = 16;
  constexpr std::size_t address_size = 8;
  constexpr std::size_t ethernet_size = 6;  // what is shown of an address that has no length
  if (size < whole) return nullptr;
  StructReader s(c, addr);
  const auto index = static_cast<std::uint32_t>(s.u32());
  const std::uint64_t type = s.u16();
  const std::uint64_t length = s.u16();
  const auto address = s.bytes(address_size);
  if (s.failed()) return nullptr;
  s.add("mr_ifindex", network_interface(c, index));
  s.add("mr_type", c.symbol(packet_memberships, type));
  s.add("mr_alen", c.udec(length));
  const std::size_t shown = length == 0 ? ethernet_size : std::min<std::size_t>(length, address_size);
  s.add("mr_address", hardware_address(c, address.first(shown)));
  return s.done();
}

ValueRef packet_ring(Context& c, RemoteAddr addr, std::uint32_t size) {  // struct tpacket_req
  constexpr std::uint32_t whole = 16;
  if (size != whole) return nullptr;
  StructReader s(c, addr);
  for (const std::string_view name : {"tp_block_size", "tp_block_nr", "tp_frame_size", "tp_frame_nr"})
    s.add(name, c.udec(s.u32()));
  return s.done();
}

ValueRef packet_statistics(Context& c, RemoteAddr addr, std::uint32_t size) {
  static constexpr std::string_view names[] = {"tp_packets", "tp_drops", "tp_freeze_q_cnt"};
  return partial(c, addr, size, names,
                 [&](std::size_t, std::int32_t number) { return c.udec(static_cast<std::uint32_t>(number)); });
}

ValueRef netlink_groups(Context& c, RemoteAddr addr, std::uint32_t size) {
  if (size < 4) return bytes(c, addr, size, true);
  return c.array(addr, size / 4, 4, [&](RemoteAddr at) -> ValueRef {
    const auto word = c.load<std::uint32_t>(at);
    return word ? c.udec(*word) : nullptr;
  });
}

struct Option {
  std::uint32_t level;
  std::uint32_t number;
  ValueFn set = by_size;
  ValueFn get = by_size;
};
constexpr Option special[] = {
    {level_ip, 35, ip_membership},
    {level_ip, 36, ip_membership},
    {level_ip, 42, group},
    {level_ip, 45, group},
    {level_ipv6, 42, group},
    {level_ipv6, 45, group},
    {level_ipv6, 20, ipv6_membership},
    {level_ipv6, 21, ipv6_membership},
    {level_ipv6, 27, ipv6_membership},
    {level_ipv6, 28, ipv6_membership},
    {level_socket, 13, linger, linger_got},
    {level_socket, 17, by_size, peer_credentials},
    {level_socket, 26, program, by_size},
    {level_socket, 51, program, by_size},
    {level_socket, 74, rehash, rehash},
    {level_socket, 77, by_size, process},
    {level_raw, 1, icmp_filter, icmp_filter},
    {level_packet, 1, packet_membership},
    {level_packet, 2, packet_membership},
    {level_packet, 5, packet_ring},
    {level_packet, 13, packet_ring},
    {level_packet, 6, by_size, packet_statistics},
    {level_netlink, 9, integer, netlink_groups},
};

// Options of SOL_SOCKET whose value is an int whatever size the caller gives.
constexpr std::uint8_t integers[] = {1,  2,  5,  6,  7,  8,  9,  10, 11, 12, 14, 15, 16, 18, 19, 27,
                                     29, 30, 32, 33, 34, 35, 36, 37, 40, 41, 42, 43, 44, 45, 46, 49,
                                     53, 56, 60, 63, 64, 65, 68, 69, 70, 73, 75, 76, 82, 83, 84};
constexpr std::uint8_t integers_got[] = {3, 4, 38, 39, 48};

ValueFn decoder_of(const Context& c, bool get) {
  const auto level = static_cast<std::uint32_t>(c.arg(1));
  const auto number = static_cast<std::uint32_t>(c.arg(2));
  for (const Option& option : special)
    if (option.level == level && option.number == number) return get ? option.get : option.set;
  const bool is_int =
      (level == level_netlink && number <= 12) ||
      (level == level_socket && (std::ranges::find(integers, number) != std::end(integers) ||
                                 (get && std::ranges::find(integers_got, number) != std::end(integers_got))));
  if (is_int) return get ? integer_got : integer;
  return by_size;
}

ValueRef value_set(Context& c, const Arg&, std::uint64_t raw) {
  const auto size = static_cast<std::int32_t>(c.arg(4));
  if (size < 0) return c.pointer(raw);
  return c.pointee(raw,
                   [&](RemoteAddr addr) { return decoder_of(c, false)(c, addr, static_cast<std::uint32_t>(size)); });
}

ValueRef value_got(Context& c, const Arg&, std::uint64_t raw) {
  const auto size = c.load<std::int32_t>(RemoteAddr(c.arg(4)));
  if (c.call().failed() || !size || *size <= 0) return c.pointer(raw);
  return c.pointee(raw,
                   [&](RemoteAddr addr) { return decoder_of(c, true)(c, addr, static_cast<std::uint32_t>(*size)); });
}

ValueRef option_name(Context& c, std::uint64_t raw, bool get) {
  const auto level = static_cast<std::uint32_t>(c.arg(1));
  const auto number = static_cast<std::uint32_t>(raw);
  const FlagSet* names = get ? get_options(level, number) : set_options(level);
  return names != nullptr ? c.symbol(*names, number) : c.udec(number);
}
ValueRef name_set(Context& c, const Arg&, std::uint64_t raw) { return option_name(c, raw, false); }
ValueRef name_got(Context& c, const Arg&, std::uint64_t raw) { return option_name(c, raw, true); }

constexpr Arg level_arg = choice("level", socket_levels);

constexpr Syscall rows[] = {
    {"setsockopt",
     {54, 366, 208, 541},
     {fd("fd"), level_arg, custom("optname", name_set), custom("optval", value_set), i32("optlen")},
     Ret::dec,
     Class::network},
    {"getsockopt",
     {55, 365, 209, 542},
     {fd("fd"), level_arg, custom("optname", name_got), custom("optval", value_got, Direction::out),
      size_inout<no_target>("optlen")},
     Ret::dec,
     Class::network},
};

}  // namespace

extern const std::span<const Syscall> rows_sockopt;
const std::span<const Syscall> rows_sockopt = rows;

}  // namespace spoor::abi
