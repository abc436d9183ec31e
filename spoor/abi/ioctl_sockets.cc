// ioctls of sockets and network interfaces (netdevice(7), socket(7), ip(7)).
#include <fmt/format.h>
#include <linux/if.h>
#include <linux/sockios.h>

#include "spoor/abi/ioctl_request.h"
#include "spoor/abi/sockaddr.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi::ioctl {
namespace {

constexpr Name interface_bits[] = {
    SPOOR_NAME(IFF_UP),      SPOOR_NAME(IFF_BROADCAST), SPOOR_NAME(IFF_DEBUG),     SPOOR_NAME(IFF_LOOPBACK),
    SPOOR_NAME(IFF_POINTOPOINT), SPOOR_NAME(IFF_NOTRAILERS), SPOOR_NAME(IFF_RUNNING), SPOOR_NAME(IFF_NOARP),
    SPOOR_NAME(IFF_PROMISC), SPOOR_NAME(IFF_ALLMULTI),  SPOOR_NAME(IFF_MASTER),    SPOOR_NAME(IFF_SLAVE),
    SPOOR_NAME(IFF_MULTICAST), SPOOR_NAME(IFF_PORTSEL), SPOOR_NAME(IFF_AUTOMEDIA), SPOOR_NAME(IFF_DYNAMIC),
    SPOOR_NAME(IFF_LOWER_UP), SPOOR_NAME(IFF_DORMANT),  SPOOR_NAME(IFF_ECHO),
};
constexpr FlagSet interface_flags{"IFF_???", interface_bits};

// What the union of struct ifreq holds.
enum class Part { addr, dstaddr, broadaddr, netmask, hwaddr, flags, index, metric, mtu, qlen, map, newname, slave };

constexpr std::size_t name_size = IFNAMSIZ;
constexpr std::size_t address_size = 16;  // struct sockaddr

ValueRef name_member(Context& c, StructReader& s) { return terminated_chars(c, s.bytes(name_size)); }

ValueRef hardware(Context& c, RemoteAddr at) {
  StructReader s(c, at);
  const std::uint64_t family = s.u16();
  s.add("sa_family", c.symbol(arp_hardware, family));
  const auto bytes = s.bytes(14);
  if (bytes.empty()) return nullptr;
  // Lengths of addresses by kind (linux/if_ether.h, ax25.h): Ethernet and loopback 6, AX.25 and NET/ROM 7.
  const std::size_t size = family == 1 || family == 772 ? 6 : family == 0 || family == 3 ? 7 : 14;
  s.add("sa_data", hardware_address(c, bytes.first(size), bytes));
  return s.done();
}

ValueRef map_at(Context& c, RemoteAddr at) {
  StructReader s(c, at);
  s.add("mem_start", c.hex(s.ulong()));
  s.add("mem_end", c.hex(s.ulong()));
  s.add("base_addr", c.hex(s.u16()));
  s.add("irq", c.hex(s.u8()));
  s.add("dma", c.hex(s.u8()));
  s.add("port", c.hex(s.u8()));
  return s.done();
}

// The member of the union that this request is about, at `at`.
Field member(Context& c, Part part, RemoteAddr at) {
  StructReader s(c, at);
  switch (part) {
    case Part::addr: return {"ifr_addr", sockaddr(c, at, address_size)};
    case Part::dstaddr: return {"ifr_dstaddr", sockaddr(c, at, address_size)};
    case Part::broadaddr: return {"ifr_broadaddr", sockaddr(c, at, address_size)};
    case Part::netmask: return {"ifr_netmask", sockaddr(c, at, address_size)};
    case Part::hwaddr: return {"ifr_hwaddr", hardware(c, at)};
    case Part::flags: return {"ifr_flags", c.flags(interface_flags, s.u16())};
    case Part::index: return {"ifr_ifindex", c.dec(s.i32())};
    case Part::metric: return {"ifr_metric", c.dec(s.i32())};
    case Part::mtu: return {"ifr_mtu", c.dec(s.i32())};
    case Part::qlen: return {"ifr_qlen", c.dec(s.i32())};
    case Part::map: return {"ifr_map", map_at(c, at)};
    case Part::newname: return {"ifr_newname", name_member(c, s)};
    case Part::slave: return {"ifr_slave", name_member(c, s)};
  }
  return {};
}

constexpr std::size_t ifreq_size(Abi abi) { return abi == Abi::x86_64 ? 40 : 32; }

// The whole struct must be readable, as strace wants it. `with_member`: the request has given, or got, it.
ValueRef interface_request(Context& c, RemoteAddr addr, Part part, bool with_member) {
  StructReader s(c, addr);
  if (c.load_bytes(addr, ifreq_size(c.abi())).size() < ifreq_size(c.abi())) return nullptr;
  s.add("ifr_name", name_member(c, s));
  if (with_member) {
    const Field field = member(c, part, s.position());
    if (field.value == nullptr) return nullptr;
    s.add(field.name, field.value);
  }
  return s.done();
}

template <Part P>
ValueRef setting_at(Context& c, RemoteAddr addr) {
  return interface_request(c, addr, P, true);
}
// At entry the name; the member joins it once the call has filled it in.
template <Part P>
ValueRef query_at(Context& c, RemoteAddr addr) {
  return interface_request(c, addr, P, c.at_exit());
}

// SIOCGIFNAME asks by index.
ValueRef name_query_at(Context& c, RemoteAddr addr) {
  if (c.load_bytes(addr, ifreq_size(c.abi())).size() < ifreq_size(c.abi())) return nullptr;
  StructReader s(c, addr);
  const ValueRef name = name_member(c, s);
  s.add("ifr_ifindex", c.dec(s.i32()));
  if (c.at_exit()) s.add("ifr_name", name);
  return s.done();
}

// struct ifconf: a buffer of struct ifreq that the kernel fills. The length is what the caller has room for, then what
// there is.
ValueRef list_of_interfaces(Context& c, RemoteAddr buffer, std::uint64_t bytes) {
  const std::size_t size = ifreq_size(c.abi());
  if (bytes < size) return c.list({});
  const ValueRef list =
      c.array(buffer, bytes / size, size, [&](RemoteAddr at) { return interface_request(c, at, Part::addr, true); });
  return list != nullptr ? list : c.pointer(buffer.value());
}
ValueRef interfaces_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::int64_t length = s.i32();
  const std::uint64_t buffer = s.ulong();
  if (s.failed()) return nullptr;
  const auto size = static_cast<std::int64_t>(ifreq_size(c.abi()));
  const ValueRef number = c.dec(length);
  s.add("ifc_len", length > 0 && length % size == 0
                       ? c.note(number, fmt::format("{} * sizeof(struct ifreq)", length / size))
                       : number);
  s.add("ifc_buf", buffer == 0 || length < 0 || !c.at_exit()
                       ? c.pointer(buffer)
                       : list_of_interfaces(c, RemoteAddr(buffer), static_cast<std::uint64_t>(length)));
  return s.done();
}

ValueRef bridge_name_at(Context& c, RemoteAddr addr) {
  const auto bytes = c.load_bytes(addr, name_size);
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t end = all.find('\0');
  if (end != all.npos) return c.make(Str{.bytes = all.substr(0, end)});
  return bytes.size() < name_size ? nullptr : c.make(Str{.bytes = all, .cut = true});
}

template <Part P>
constexpr Arg get() {
  return filled<query_at<P>>();
}
template <Part P>
constexpr Arg set() {
  return in<setting_at<P>>();
}

constexpr IoctlRequest rows[] = {
    row(SIOCGIFFLAGS, get<Part::flags>()),
    row(SIOCSIFFLAGS, set<Part::flags>()),
    row(SIOCGIFADDR, get<Part::addr>()),
    row(SIOCSIFADDR, set<Part::addr>()),
    row(SIOCGIFDSTADDR, get<Part::dstaddr>()),
    row(SIOCSIFDSTADDR, set<Part::dstaddr>()),
    row(SIOCGIFBRDADDR, get<Part::broadaddr>()),
    row(SIOCSIFBRDADDR, set<Part::broadaddr>()),
    row(SIOCGIFNETMASK, get<Part::netmask>()),
    row(SIOCSIFNETMASK, set<Part::netmask>()),
    row(SIOCGIFHWADDR, get<Part::hwaddr>()),
    row(SIOCSIFHWADDR, set<Part::hwaddr>()),
    row(SIOCADDMULTI, set<Part::hwaddr>()),
    row(SIOCDELMULTI, set<Part::hwaddr>()),
    row(SIOCGIFINDEX, get<Part::index>()),
    row(SIOCGIFMETRIC, get<Part::metric>()),
    row(SIOCSIFMETRIC, set<Part::metric>()),
    row(SIOCGIFMTU, get<Part::mtu>()),
    row(SIOCSIFMTU, set<Part::mtu>()),
    row(SIOCGIFTXQLEN, get<Part::qlen>()),
    row(SIOCSIFTXQLEN, set<Part::qlen>()),
    row(SIOCGIFMAP, get<Part::map>()),
    row(SIOCSIFMAP, set<Part::map>()),
    row(SIOCGIFSLAVE, get<Part::slave>()),
    row(SIOCSIFSLAVE, set<Part::slave>()),
    row(SIOCSIFNAME, set<Part::newname>()),
    row(SIOCGIFNAME, filled<name_query_at>()),
    row(SIOCGIFCONF, filled<interfaces_at>()),
    row(SIOCBRADDBR, in<bridge_name_at>()),
    row(SIOCBRDELBR, in<bridge_name_at>()),
    row(SIOCATMARK, out<i32_at>()),
    row(SIOCGPGRP, out<i32_at>()),
    row(SIOCSPGRP, in<i32_at>()),
    row(FIOGETOWN, out<i32_at>()),
    row(FIOSETOWN, in<i32_at>()),
    row(SIOCOUTQNSD, out<i32_at>()),
};

}  // namespace

extern const std::span<const IoctlRequest> socket_requests = rows;

}  // namespace spoor::abi::ioctl
