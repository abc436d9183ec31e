#include "spoor/abi/sockaddr.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "spoor/abi/bytes.h"

namespace spoor::abi {
namespace {

constexpr std::size_t storage_size = 128;  // _K_SS_MAXSIZE of <linux/socket.h>

// An address as it was read: `size` bytes, zeros behind them.
struct Bytes {
  std::array<std::byte, storage_size> data{};
  std::size_t size = 0;

  template <typename T>
  T at(std::size_t offset) const {
    return from_bytes<T>(std::span(data).subspan(offset));
  }
  std::span<const std::byte> part(std::size_t offset, std::size_t count) const {
    return std::span(data).subspan(offset, count);
  }
};

using Fields = Collector<Field>;

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Each family adds its fields, and says false where the address is too short for it.

bool unix_address(Context& c, const Bytes& b, Fields& fields) {
  const std::string_view path = as_text(b.part(2, std::min<std::size_t>(b.size, 110) - 2));
  if (path.empty()) return false;
  const bool abstract = path[0] == '\0';
  const std::string_view name = abstract ? path.substr(1) : path.substr(0, path.find('\0'));
  fields.add({"sun_path", c.make(Str{.bytes = c.arena().copy(name), .abstract = abstract, .whole = true})});
  return true;
}

bool inet(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 16) return false;
  fields.add({"sin_port", net_port(c, b.at<std::uint16_t>(2))});
  fields.add({"sin_addr", inet_address(c, b.at<std::uint32_t>(4))});
  return true;
}

bool is_scoped(const Bytes& b) {  // link-local unicast and multicast: the scope is an interface (RFC 4007)
  const auto first = b.at<std::uint8_t>(8);
  const auto second = b.at<std::uint8_t>(9);
  return (first == 0xfe && (second & 0xc0) == 0x80) || (first == 0xff && (second & 0x0f) == 2);
}

bool inet6(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 24) return false;  // an address without sin6_scope_id is as old as RFC 2133
  fields.add({"sin6_port", net_port(c, b.at<std::uint16_t>(2))});
  fields.add(
      {"sin6_flowinfo", c.macro_of(c.octets(b.part(4, 4)), "htonl", c.udec(std::byteswap(b.at<std::uint32_t>(4))))});
  fields.add({"", inet6_pton(c, b.part(8, 16), "&sin6_addr")});
  if (b.size == 24) return true;
  const auto scope = b.at<std::uint32_t>(24);
  fields.add({"sin6_scope_id", is_scoped(b) ? network_interface(c, scope) : c.udec(scope)});
  return true;
}

bool netlink(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 12) return false;
  if (const auto pad = b.at<std::uint16_t>(2); pad != 0) fields.add({"nl_pad", c.hex(pad)});
  fields.add({"nl_pid", c.udec(b.at<std::uint32_t>(4))});
  const auto groups = b.at<std::uint32_t>(8);
  char text[16];
  const auto end = groups == 0 ? fmt::format_to(&text[0], "00000000") : fmt::format_to(&text[0], "{:#08x}", groups);
  fields.add({"nl_groups", made_word(c, {text, static_cast<std::size_t>(end - text)}, groups)});
  return true;
}

ValueRef octet(Context& c, std::byte byte) { return c.make(UInt{std::to_integer<unsigned>(byte), UInt::Base::octet}); }

constexpr Name packet_type_table[] = {
    {0, "PACKET_HOST"}, {1, "PACKET_BROADCAST"}, {2, "PACKET_MULTICAST"}, {3, "PACKET_OTHERHOST"},
    {4, "PACKET_OUTGOING"}, {5, "PACKET_LOOPBACK"}, {6, "PACKET_USER"}, {7, "PACKET_KERNEL"},
};
constexpr FlagSet packet_types{.unknown = "PACKET_???", .names = packet_type_table};

bool packet(Context& c, const Bytes& b, Fields& fields) {
  constexpr std::size_t address_size = 8;
  if (b.size < 20) return false;
  fields.add({"sll_protocol", ethernet_protocol(c, b.at<std::uint16_t>(2))});
  fields.add({"sll_ifindex", network_interface(c, b.at<std::uint32_t>(4))});
  fields.add({"sll_hatype", c.symbol(arp_hardware, b.at<std::uint16_t>(8))});
  fields.add({"sll_pkttype", c.symbol(packet_types, b.at<std::uint8_t>(10))});
  const std::size_t length = b.at<std::uint8_t>(11);
  fields.add({"sll_halen", c.udec(length)});
  if (length == 0) return true;
  Collector<ValueRef> items(c.arena());
  for (const std::byte byte : b.part(12, std::min(length, address_size))) items.add(octet(c, byte));
  fields.add({"sll_addr", c.make(List{.items = items.items(), .more = length > address_size})});
  return true;
}

constexpr Name vsock_cid_table[] = {
    {0, "VMADDR_CID_HYPERVISOR"}, {1, "VMADDR_CID_LOCAL"}, {2, "VMADDR_CID_HOST"}, {0xffffffff, "VMADDR_CID_ANY"},
};
constexpr FlagSet vsock_cids{.unknown = "", .names = vsock_cid_table};
constexpr Name vsock_port_table[] = {
    {0xffffffff, "VMADDR_PORT_ANY"},
};
constexpr FlagSet vsock_ports{.unknown = "", .names = vsock_port_table};
constexpr Name vsock_flag_table[] = {
    {1, "VMADDR_FLAG_TO_HOST"},
};
constexpr FlagSet vsock_flags{.unknown = "VMADDR_FLAG_???", .names = vsock_flag_table};

bool vsock(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 16) return false;
  if (const auto reserved = b.at<std::uint16_t>(2); reserved != 0) fields.add({"svm_reserved1", c.hex(reserved)});
  fields.add({"svm_cid", c.symbol(vsock_cids, b.at<std::uint32_t>(8))});
  fields.add({"svm_port", c.symbol(vsock_ports, b.at<std::uint32_t>(4))});
  fields.add({"svm_flags", c.flags(vsock_flags, b.at<std::uint8_t>(12))});
  const auto zero = b.part(13, 3);
  if (std::ranges::any_of(zero, [](std::byte byte) { return byte != std::byte{0}; }))
    fields.add({"svm_zero", c.make(Str{.bytes = c.arena().copy(as_text(zero)), .hex = true})});
  return true;
}

constexpr Name algorithm_flag_table[] = {
    {0x1000, "CRYPTO_ALG_KERN_DRIVER_ONLY"},
};
constexpr FlagSet algorithm_flags{.unknown = "CRYPTO_ALG_???", .names = algorithm_flag_table};

bool algorithm(Context& c, const Bytes& b, Fields& fields) {
  if (b.size <= 24) return false;
  fields.add({"salg_type", terminated_chars(c, b.part(2, 14))});
  fields.add({"salg_feat", c.flags(algorithm_flags, b.at<std::uint32_t>(16))});
  fields.add({"salg_mask", c.flags(algorithm_flags, b.at<std::uint32_t>(20))});
  fields.add({"salg_name", terminated_chars(c, b.part(24, std::min<std::size_t>(b.size - 24, 64)))});
  return true;
}

bool ipx(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 16) return false;
  fields.add({"sipx_port", net_port(c, b.at<std::uint16_t>(2))});
  fields.add({"sipx_network", c.macro("htonl", c.hex(std::byteswap(b.at<std::uint32_t>(4))))});
  Collector<ValueRef> node(c.arena());
  for (const std::byte byte : b.part(8, 6)) node.add(octet(c, byte));
  fields.add({"sipx_node", c.make(List{.items = node.items()})});
  fields.add({"sipx_type", octet(c, b.part(14, 1)[0])});
  if (const auto zero = b.at<std::uint8_t>(15); zero != 0) fields.add({"sipx_zero", c.hex(zero)});
  return true;
}

bool x25(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 18) return false;
  const Field address[] = {{"x25_addr", terminated_chars(c, b.part(2, 16))}};
  fields.add({"sx25_addr", c.fields(address)});
  return true;
}

bool qrtr(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 12) return false;
  fields.add({"sq_node", c.hex(b.at<std::uint32_t>(4))});
  fields.add({"sq_port", c.hex(b.at<std::uint32_t>(8))});
  return true;
}

constexpr Name xdp_flag_table[] = {
    {1, "XDP_SHARED_UMEM"}, {2, "XDP_COPY"}, {4, "XDP_ZEROCOPY"}, {8, "XDP_USE_NEED_WAKEUP"}, {16, "XDP_USE_SG"},
};
constexpr FlagSet xdp_flags{.unknown = "XDP_???", .names = xdp_flag_table};

bool xdp(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 16) return false;
  fields.add({"sxdp_flags", c.flags(xdp_flags, b.at<std::uint16_t>(2))});
  fields.add({"sxdp_ifindex", network_interface(c, b.at<std::uint32_t>(4))});
  fields.add({"sxdp_queue_id", c.udec(b.at<std::uint32_t>(8))});
  fields.add({"sxdp_shared_umem_fd", c.fd(b.at<std::int32_t>(12))});
  return true;
}

// --- Bluetooth: the size tells which of its protocols the address is for (<net/bluetooth/*.h> of the kernel) ---

constexpr Name hci_channel_table[] = {
    {0, "HCI_CHANNEL_RAW"}, {1, "HCI_CHANNEL_USER"}, {2, "HCI_CHANNEL_MONITOR"}, {3, "HCI_CHANNEL_CONTROL"},
    {4, "HCI_CHANNEL_LOGGING"},
};
constexpr FlagSet hci_channels{.unknown = "HCI_CHANNEL_???", .names = hci_channel_table};
constexpr Name l2cap_psm_table[] = {
    {0x01, "L2CAP_PSM_SDP"}, {0x03, "L2CAP_PSM_RFCOMM"}, {0x05, "L2CAP_PSM_TCSBIN"},
    {0x07, "L2CAP_PSM_TCSBIN_CORDLESS"},
    {0x0f, "L2CAP_PSM_BNEP"}, {0x11, "L2CAP_PSM_HID_CTRL"}, {0x13, "L2CAP_PSM_HID_INT"}, {0x15, "L2CAP_PSM_UPNP"},
    {0x17, "L2CAP_PSM_AVCTP"}, {0x19, "L2CAP_PSM_AVDTP"}, {0x1b, "L2CAP_PSM_AVCTP_BROWSING"},
    {0x1d, "L2CAP_PSM_UDI_C_PLANE"}, {0x1f, "L2CAP_PSM_ATT"}, {0x21, "L2CAP_PSM_3DSP"}, {0x23, "L2CAP_PSM_LE_IPSP"},
    {0x25, "L2CAP_PSM_OTS"},
};
constexpr Name l2cap_cid_table[] = {
    {1, "L2CAP_CID_SIGNALING"}, {2, "L2CAP_CID_CONN_LESS"}, {3, "L2CAP_CID_A2MP"}, {4, "L2CAP_CID_ATT"},
    {5, "L2CAP_CID_LE_SIGNALING"}, {6, "L2CAP_CID_SMP"}, {7, "L2CAP_CID_SMP_BREDR"},
};
constexpr Name bluetooth_address_table[] = {
    {0, "BDADDR_BREDR"}, {1, "BDADDR_LE_PUBLIC"}, {2, "BDADDR_LE_RANDOM"},
};
constexpr FlagSet bluetooth_addresses{.unknown = "BDADDR_???", .names = bluetooth_address_table};

// A name, or an offset from the start of the dynamic range.
ValueRef bluetooth_number(Context& c, std::uint16_t value, const FlagSet& names, std::uint16_t dynamic, bool is_dynamic,
                          std::string_view dynamic_name) {
  if (!is_dynamic) return c.macro("htobs", c.symbol(names, value));
  if (value == dynamic) return c.macro("htobs", c.constant(dynamic_name, value));
  char text[48];
  const auto end = fmt::format_to(&text[0], "{}+{}", dynamic_name, value - dynamic);
  return c.macro("htobs",
                 c.constant(c.arena().copy(std::string_view(text, static_cast<std::size_t>(end - text))), value));
}

ValueRef l2cap_psm(Context& c, std::uint16_t psm) {
  static constexpr FlagSet names{.unknown = "L2CAP_PSM_???", .names = l2cap_psm_table};
  const bool dynamic = psm >= 0x1001;
  return bluetooth_number(c, psm, names, 0x1001, dynamic, "L2CAP_PSM_DYN_START");
}

ValueRef l2cap_cid(Context& c, std::uint16_t cid) {
  static constexpr FlagSet names{.unknown = "L2CAP_CID_???", .names = l2cap_cid_table};
  return bluetooth_number(c, cid, names, 0x40, cid >= 0x40, "L2CAP_CID_DYN_START");
}

bool bluetooth(Context& c, const Bytes& b, Fields& fields) {
  switch (b.size) {
    case 4:
    case 6:
      fields.add({"hci_dev", c.macro("htobs", c.udec(b.at<std::uint16_t>(2)))});
      if (b.size == 6) fields.add({"hci_channel", c.symbol(hci_channels, b.at<std::uint16_t>(4))});
      return true;
    case 8: fields.add({"sco_bdaddr", hardware_address(c, b.part(2, 6))}); return true;
    case 10:
      fields.add({"rc_bdaddr", hardware_address(c, b.part(2, 6))});
      fields.add({"rc_channel", c.udec(b.at<std::uint8_t>(8))});
      return true;
    case 12:
    case 14:
      fields.add({"l2_psm", l2cap_psm(c, b.at<std::uint16_t>(2))});
      fields.add({"l2_bdaddr", hardware_address(c, b.part(4, 6))});
      fields.add({"l2_cid", l2cap_cid(c, b.at<std::uint16_t>(10))});
      if (b.size == 14) fields.add({"l2_bdaddr_type", c.symbol(bluetooth_addresses, b.at<std::uint8_t>(12))});
      return true;
    default: return false;
  }
}

bool mctp(Context& c, const Bytes& b, Fields& fields) {
  if (b.size < 12) return false;
  if (const auto pad = b.at<std::uint16_t>(2); pad != 0) fields.add({"__smctp_pad0", c.hex(pad)});
  fields.add({"smctp_network", c.hex(b.at<std::uint32_t>(4))});
  const Field address[] = {{"s_addr", c.hex(b.at<std::uint8_t>(8))}};
  fields.add({"smctp_addr", c.fields(address)});
  fields.add({"smctp_type", c.hex(b.at<std::uint8_t>(9))});
  fields.add({"smctp_tag", c.hex(b.at<std::uint8_t>(10))});
  if (const auto pad = b.at<std::uint8_t>(11); pad != 0) fields.add({"__smctp_pad1", c.hex(pad)});
  return true;
}

struct Family {
  std::uint16_t number;
  bool (*decode)(Context&, const Bytes&, Fields&);
};
constexpr Family families[] = {
    {1, unix_address}, {2, inet}, {4, ipx}, {9, x25}, {10, inet6}, {16, netlink}, {17, packet}, {31, bluetooth},
    {38, algorithm}, {40, vsock}, {42, qrtr}, {44, xdp}, {45, mctp},
};

}  // namespace

ValueRef net_port(Context& c, std::uint16_t raw) {
  return c.macro_of(c.octets(std::as_bytes(std::span(&raw, 1))), "htons", c.udec(std::byteswap(raw)));
}

ValueRef inet_address(Context& c, std::uint32_t raw) {
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &raw, text, sizeof text);
  return c.macro_of(c.octets(std::as_bytes(std::span(&raw, 1))), "inet_addr", c.text(text));
}

ValueRef inet6_text(Context& c, std::span<const std::byte> address) {
  char text[INET6_ADDRSTRLEN];
  inet_ntop(AF_INET6, address.data(), text, sizeof text);
  return c.text(text);
}

ValueRef inet6_pton(Context& c, std::span<const std::byte> address, std::string_view into) {
  const ValueRef args[] = {c.symbol(address_families, AF_INET6), inet6_text(c, address), c.word(into)};
  return c.make(Macro{.name = "inet_pton",
                      .args = c.arena().copy(std::span<const ValueRef>(args)),
                      .number = c.octets(address),
                      .member = into.substr(1)});
}

ValueRef network_interface(Context& c, std::uint32_t index) {
  const std::string_view name = c.facts().interface(index);
  if (index == 0 || name.empty()) return c.udec(index);
  return c.macro_of(c.udec(index), "if_nametoindex", c.text(name));
}

ValueRef hardware_address(Context& c, std::span<const std::byte> address, std::span<const std::byte> all) {
  fmt::memory_buffer text;
  for (const std::byte byte : address)
    fmt::format_to(fmt::appender(text), "{}{:02x}", text.size() == 0 ? "" : ":", std::to_integer<unsigned>(byte));
  return c.constant(c.arena().copy(std::string_view(text.data(), text.size())), 0,
                    c.octets(all.empty() ? address : all));
}

ValueRef ethernet_protocol(Context& c, std::uint16_t raw) {
  return c.macro_of(c.octets(std::as_bytes(std::span(&raw, 1))), "htons",
                    c.symbol(ethernet_protocols, std::byteswap(raw)));
}

ValueRef terminated_chars(Context& c, std::span<const std::byte> chars) {
  const std::string_view all = c.arena().copy(as_text(chars));
  const std::size_t end = all.find('\0');
  if (end != std::string_view::npos) return c.make(Str{.bytes = all.substr(0, end), .whole = true});
  return c.make(Str{.bytes = all.substr(0, all.empty() ? 0 : all.size() - 1), .cut = true, .whole = true});
}

ValueRef made_word(Context& c, std::string_view text, std::uint64_t value) {
  return c.word(c.arena().copy(text), value);
}

namespace {

ValueRef sockaddr_of(Context& c, const Bytes& b) {
  const auto number = b.at<std::uint16_t>(0);
  Fields fields(c.arena());
  fields.add({"sa_family", c.symbol(address_families, number)});
  const auto* family = std::ranges::find(families, number, &Family::number);
  const bool decoded = family != std::end(families) && family->decode(c, b, fields);
  if (!decoded && b.size > 2) fields.add({"sa_data", c.text(as_text(b.part(2, b.size - 2)))});
  return c.make(Struct{.fields = fields.items()});
}

}  // namespace

ValueRef sockaddr(Context& c, RemoteAddr addr, std::uint64_t size) {
  Bytes b;
  b.size = std::min<std::uint64_t>(size, storage_size);
  if (b.size < 2 || !c.read(addr, std::span(b.data).first(b.size))) return nullptr;
  return sockaddr_of(c, b);
}

ValueRef sockaddr(Context& c, std::span<const std::byte> bytes) {
  Bytes b;
  b.size = std::min(bytes.size(), storage_size);
  if (b.size < 2) return nullptr;
  std::ranges::copy(bytes.first(b.size), b.data.begin());
  return sockaddr_of(c, b);
}

namespace arg::detail {

ValueRef sockaddr_in(Context& c, const Arg& arg, std::uint64_t raw) {
  const auto size = static_cast<std::int32_t>(c.arg(arg.index));
  return c.pointee(
      raw, [&](RemoteAddr addr) { return size < 0 ? nullptr : sockaddr(c, addr, static_cast<std::uint64_t>(size)); });
}

}  // namespace arg::detail

}  // namespace spoor::abi
