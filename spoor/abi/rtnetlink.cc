#include "spoor/abi/rtnetlink.h"

#include <algorithm>
#include <array>

#include "spoor/abi/netlink_attributes.h"
#include "spoor/abi/sockaddr.h"

namespace spoor::abi {
namespace {

// Values of <linux/rtnetlink.h>, <linux/if_link.h>, <linux/if_addr.h> and <linux/if.h>.
constexpr Name type_table[] = {
    {16, "RTM_NEWLINK"},
    {17, "RTM_DELLINK"},
    {18, "RTM_GETLINK"},
    {19, "RTM_SETLINK"},
    {20, "RTM_NEWADDR"},
    {21, "RTM_DELADDR"},
    {22, "RTM_GETADDR"},
    {24, "RTM_NEWROUTE"},
    {25, "RTM_DELROUTE"},
    {26, "RTM_GETROUTE"},
    {28, "RTM_NEWNEIGH"},
    {29, "RTM_DELNEIGH"},
    {30, "RTM_GETNEIGH"},
    {32, "RTM_NEWRULE"},
    {33, "RTM_DELRULE"},
    {34, "RTM_GETRULE"},
    {36, "RTM_NEWQDISC"},
    {37, "RTM_DELQDISC"},
    {38, "RTM_GETQDISC"},
    {40, "RTM_NEWTCLASS"},
    {41, "RTM_DELTCLASS"},
    {42, "RTM_GETTCLASS"},
    {44, "RTM_NEWTFILTER"},
    {45, "RTM_DELTFILTER"},
    {46, "RTM_GETTFILTER"},
    {48, "RTM_NEWACTION"},
    {49, "RTM_DELACTION"},
    {50, "RTM_GETACTION"},
    {52, "RTM_NEWPREFIX"},
    {58, "RTM_GETMULTICAST"},
    {62, "RTM_GETANYCAST"},
    {64, "RTM_NEWNEIGHTBL"},
    {66, "RTM_GETNEIGHTBL"},
    {67, "RTM_SETNEIGHTBL"},
    {68, "RTM_NEWNDUSEROPT"},
    {72, "RTM_NEWADDRLABEL"},
    {73, "RTM_DELADDRLABEL"},
    {74, "RTM_GETADDRLABEL"},
    {78, "RTM_GETDCB"},
    {79, "RTM_SETDCB"},
    {80, "RTM_NEWNETCONF"},
    {81, "RTM_DELNETCONF"},
    {82, "RTM_GETNETCONF"},
    {84, "RTM_NEWMDB"},
    {85, "RTM_DELMDB"},
    {86, "RTM_GETMDB"},
    {88, "RTM_NEWNSID"},
    {89, "RTM_DELNSID"},
    {90, "RTM_GETNSID"},
    {92, "RTM_NEWSTATS"},
    {94, "RTM_GETSTATS"},
    {95, "RTM_SETSTATS"},
    {96, "RTM_NEWCACHEREPORT"},
    {100, "RTM_NEWCHAIN"},
    {101, "RTM_DELCHAIN"},
    {102, "RTM_GETCHAIN"},
    {104, "RTM_NEWNEXTHOP"},
    {105, "RTM_DELNEXTHOP"},
    {106, "RTM_GETNEXTHOP"},
    {108, "RTM_NEWLINKPROP"},
    {109, "RTM_DELLINKPROP"},
    {110, "RTM_GETLINKPROP"},
    {112, "RTM_NEWVLAN"},
    {113, "RTM_DELVLAN"},
    {114, "RTM_GETVLAN"},
    {116, "RTM_NEWNEXTHOPBUCKET"},
    {117, "RTM_DELNEXTHOPBUCKET"},
    {118, "RTM_GETNEXTHOPBUCKET"},
    {120, "RTM_NEWTUNNEL"},
    {121, "RTM_DELTUNNEL"},
    {122, "RTM_GETTUNNEL"},
};

constexpr Name link_attribute_table[] = {
    {0, "IFLA_UNSPEC"}, {1, "IFLA_ADDRESS"}, {2, "IFLA_BROADCAST"}, {3, "IFLA_IFNAME"}, {4, "IFLA_MTU"},
    {5, "IFLA_LINK"}, {6, "IFLA_QDISC"}, {7, "IFLA_STATS"}, {8, "IFLA_COST"}, {9, "IFLA_PRIORITY"},
    {10, "IFLA_MASTER"}, {11, "IFLA_WIRELESS"}, {12, "IFLA_PROTINFO"}, {13, "IFLA_TXQLEN"}, {14, "IFLA_MAP"},
    {15, "IFLA_WEIGHT"}, {16, "IFLA_OPERSTATE"}, {17, "IFLA_LINKMODE"}, {18, "IFLA_LINKINFO"}, {19, "IFLA_NET_NS_PID"},
    {20, "IFLA_IFALIAS"}, {21, "IFLA_NUM_VF"}, {22, "IFLA_VFINFO_LIST"}, {23, "IFLA_STATS64"}, {24, "IFLA_VF_PORTS"},
    {25, "IFLA_PORT_SELF"}, {26, "IFLA_AF_SPEC"}, {27, "IFLA_GROUP"}, {28, "IFLA_NET_NS_FD"}, {29, "IFLA_EXT_MASK"},
    {30, "IFLA_PROMISCUITY"}, {31, "IFLA_NUM_TX_QUEUES"}, {32, "IFLA_NUM_RX_QUEUES"}, {33, "IFLA_CARRIER"},
    {34, "IFLA_PHYS_PORT_ID"}, {35, "IFLA_CARRIER_CHANGES"}, {36, "IFLA_PHYS_SWITCH_ID"}, {37, "IFLA_LINK_NETNSID"},
    {38, "IFLA_PHYS_PORT_NAME"}, {39, "IFLA_PROTO_DOWN"}, {40, "IFLA_GSO_MAX_SEGS"}, {41, "IFLA_GSO_MAX_SIZE"},
    {42, "IFLA_PAD"}, {43, "IFLA_XDP"}, {44, "IFLA_EVENT"}, {45, "IFLA_NEW_NETNSID"}, {46, "IFLA_IF_NETNSID"},
    {47, "IFLA_CARRIER_UP_COUNT"}, {48, "IFLA_CARRIER_DOWN_COUNT"}, {49, "IFLA_NEW_IFINDEX"}, {50, "IFLA_MIN_MTU"},
    {51, "IFLA_MAX_MTU"}, {52, "IFLA_PROP_LIST"}, {53, "IFLA_ALT_IFNAME"}, {54, "IFLA_PERM_ADDRESS"},
    {55, "IFLA_PROTO_DOWN_REASON"}, {56, "IFLA_PARENT_DEV_NAME"}, {57, "IFLA_PARENT_DEV_BUS_NAME"},
    {58, "IFLA_GRO_MAX_SIZE"}, {59, "IFLA_TSO_MAX_SIZE"}, {60, "IFLA_TSO_MAX_SEGS"}, {61, "IFLA_ALLMULTI"},
    {63, "IFLA_GSO_IPV4_MAX_SIZE"}, {64, "IFLA_GRO_IPV4_MAX_SIZE"}, {65, "IFLA_DPLL_PIN"},
    {66, "IFLA_MAX_PACING_OFFLOAD_HORIZON"}, {67, "IFLA_NETNS_IMMUTABLE"}, {68, "IFLA_HEADROOM"},
    {69, "IFLA_TAILROOM"},
};

constexpr Name address_attribute_table[] = {
    {0, "IFA_UNSPEC"}, {1, "IFA_ADDRESS"}, {2, "IFA_LOCAL"}, {3, "IFA_LABEL"}, {4, "IFA_BROADCAST"}, {5, "IFA_ANYCAST"},
    {6, "IFA_CACHEINFO"}, {7, "IFA_MULTICAST"}, {8, "IFA_FLAGS"}, {9, "IFA_RT_PRIORITY"}, {10, "IFA_TARGET_NETNSID"},
    {11, "IFA_PROTO"},
};

constexpr Name address_flag_table[] = {
    {1, "IFA_F_SECONDARY"}, {2, "IFA_F_NODAD"}, {4, "IFA_F_OPTIMISTIC"}, {8, "IFA_F_DADFAILED"},
    {0x10, "IFA_F_HOMEADDRESS"}, {0x20, "IFA_F_DEPRECATED"}, {0x40, "IFA_F_TENTATIVE"}, {0x80, "IFA_F_PERMANENT"},
    {0x100, "IFA_F_MANAGETEMPADDR"}, {0x200, "IFA_F_NOPREFIXROUTE"}, {0x400, "IFA_F_MCAUTOJOIN"},
    {0x800, "IFA_F_STABLE_PRIVACY"},
};

constexpr Name route_attribute_table[] = {
    {0, "RTA_UNSPEC"},      {1, "RTA_DST"},        {2, "RTA_SRC"},
    {3, "RTA_IIF"},         {4, "RTA_OIF"},        {5, "RTA_GATEWAY"},
    {6, "RTA_PRIORITY"},    {7, "RTA_PREFSRC"},    {8, "RTA_METRICS"},
    {9, "RTA_MULTIPATH"},   {10, "RTA_PROTOINFO"}, {11, "RTA_FLOW"},
    {12, "RTA_CACHEINFO"},  {13, "RTA_SESSION"},   {14, "RTA_MP_ALGO"},
    {15, "RTA_TABLE"},      {16, "RTA_MARK"},      {17, "RTA_MFC_STATS"},
    {18, "RTA_VIA"},        {19, "RTA_NEWDST"},    {20, "RTA_PREF"},
    {21, "RTA_ENCAP_TYPE"}, {22, "RTA_ENCAP"},     {23, "RTA_EXPIRES"},
    {24, "RTA_PAD"},        {25, "RTA_UID"},       {26, "RTA_TTL_PROPAGATE"},
    {27, "RTA_IP_PROTO"},   {28, "RTA_SPORT"},     {29, "RTA_DPORT"},
    {30, "RTA_NH_ID"},
};

constexpr Name route_protocol_table[] = {
    {0, "RTPROT_UNSPEC"}, {1, "RTPROT_REDIRECT"}, {2, "RTPROT_KERNEL"}, {3, "RTPROT_BOOT"}, {4, "RTPROT_STATIC"},
    {8, "RTPROT_GATED"}, {9, "RTPROT_RA"}, {10, "RTPROT_MRT"}, {11, "RTPROT_ZEBRA"}, {12, "RTPROT_BIRD"},
    {13, "RTPROT_DNROUTED"}, {14, "RTPROT_XORP"}, {15, "RTPROT_NTK"}, {16, "RTPROT_DHCP"}, {17, "RTPROT_MROUTED"},
    {18, "RTPROT_KEEPALIVED"}, {42, "RTPROT_BABEL"}, {99, "RTPROT_OPENR"}, {186, "RTPROT_BGP"}, {187, "RTPROT_ISIS"},
    {188, "RTPROT_OSPF"}, {189, "RTPROT_RIP"}, {192, "RTPROT_EIGRP"},
};

constexpr Name route_scope_table[] = {
    {0, "RT_SCOPE_UNIVERSE"}, {200, "RT_SCOPE_SITE"}, {253, "RT_SCOPE_LINK"}, {254, "RT_SCOPE_HOST"},
    {255, "RT_SCOPE_NOWHERE"},
};

constexpr Name route_table_table[] = {
    {0, "RT_TABLE_UNSPEC"}, {252, "RT_TABLE_COMPAT"}, {253, "RT_TABLE_DEFAULT"}, {254, "RT_TABLE_MAIN"},
    {255, "RT_TABLE_LOCAL"},
};

constexpr Name route_kind_table[] = {
    {0, "RTN_UNSPEC"}, {1, "RTN_UNICAST"}, {2, "RTN_LOCAL"}, {3, "RTN_BROADCAST"}, {4, "RTN_ANYCAST"},
    {5, "RTN_MULTICAST"}, {6, "RTN_BLACKHOLE"}, {7, "RTN_UNREACHABLE"}, {8, "RTN_PROHIBIT"}, {9, "RTN_THROW"},
    {10, "RTN_NAT"}, {11, "RTN_XRESOLVE"},
};

constexpr Name route_flag_table[] = {
    {0x100, "RTM_F_NOTIFY"}, {0x200, "RTM_F_CLONED"}, {0x400, "RTM_F_EQUALIZE"}, {0x800, "RTM_F_PREFIX"},
    {0x1000, "RTM_F_LOOKUP_TABLE"}, {0x2000, "RTM_F_FIB_MATCH"}, {0x4000, "RTM_F_OFFLOAD"}, {0x8000, "RTM_F_TRAP"},
    {0x20000000, "RTM_F_OFFLOAD_FAILED"},
};

constexpr Name interface_flag_table[] = {
    {1, "IFF_UP"}, {2, "IFF_BROADCAST"}, {4, "IFF_DEBUG"}, {8, "IFF_LOOPBACK"}, {0x10, "IFF_POINTOPOINT"},
    {0x20, "IFF_NOTRAILERS"}, {0x40, "IFF_RUNNING"}, {0x80, "IFF_NOARP"}, {0x100, "IFF_PROMISC"},
    {0x200, "IFF_ALLMULTI"}, {0x400, "IFF_MASTER"}, {0x800, "IFF_SLAVE"}, {0x1000, "IFF_MULTICAST"},
    {0x2000, "IFF_PORTSEL"}, {0x4000, "IFF_AUTOMEDIA"}, {0x8000, "IFF_DYNAMIC"}, {0x10000, "IFF_LOWER_UP"},
    {0x20000, "IFF_DORMANT"}, {0x40000, "IFF_ECHO"},
};

// <linux/neighbour.h>.
constexpr Name neighbour_attribute_table[] = {
    {0, "NDA_UNSPEC"}, {1, "NDA_DST"}, {2, "NDA_LLADDR"}, {3, "NDA_CACHEINFO"}, {4, "NDA_PROBES"}, {5, "NDA_VLAN"},
    {6, "NDA_PORT"}, {7, "NDA_VNI"}, {8, "NDA_IFINDEX"}, {9, "NDA_MASTER"}, {10, "NDA_LINK_NETNSID"},
    {11, "NDA_SRC_VNI"}, {12, "NDA_PROTOCOL"}, {13, "NDA_NH_ID"}, {14, "NDA_FDB_EXT_ATTRS"}, {15, "NDA_FLAGS_EXT"},
    {16, "NDA_NDM_STATE_MASK"}, {17, "NDA_NDM_FLAGS_MASK"},
};
constexpr Name neighbour_state_table[] = {
    {0, "NUD_NONE"}, {0x01, "NUD_INCOMPLETE"}, {0x02, "NUD_REACHABLE"}, {0x04, "NUD_STALE"}, {0x08, "NUD_DELAY"},
    {0x10, "NUD_PROBE"}, {0x20, "NUD_FAILED"}, {0x40, "NUD_NOARP"}, {0x80, "NUD_PERMANENT"},
};
constexpr Name neighbour_flag_table[] = {
    {0x01, "NTF_USE"}, {0x02, "NTF_SELF"}, {0x04, "NTF_MASTER"}, {0x08, "NTF_PROXY"},
    {0x10, "NTF_EXT_LEARNED"}, {0x20, "NTF_OFFLOADED"}, {0x40, "NTF_STICKY"}, {0x80, "NTF_ROUTER"},
};

// <linux/fib_rules.h>.
constexpr Name rule_attribute_table[] = {
    {0, "FRA_UNSPEC"}, {1, "FRA_DST"}, {2, "FRA_SRC"}, {3, "FRA_IIFNAME"}, {4, "FRA_GOTO"}, {5, "FRA_UNUSED2"},
    {6, "FRA_PRIORITY"}, {7, "FRA_UNUSED3"}, {8, "FRA_UNUSED4"}, {9, "FRA_UNUSED5"}, {10, "FRA_FWMARK"},
    {11, "FRA_FLOW"}, {12, "FRA_TUN_ID"}, {13, "FRA_SUPPRESS_IFGROUP"}, {14, "FRA_SUPPRESS_PREFIXLEN"},
    {15, "FRA_TABLE"}, {16, "FRA_FWMASK"}, {17, "FRA_OIFNAME"}, {18, "FRA_PAD"}, {19, "FRA_L3MDEV"},
    {20, "FRA_UID_RANGE"}, {21, "FRA_PROTOCOL"}, {22, "FRA_IP_PROTO"}, {23, "FRA_SPORT_RANGE"},
    {24, "FRA_DPORT_RANGE"}, {25, "FRA_DSCP"}, {26, "FRA_FLOWLABEL"}, {27, "FRA_FLOWLABEL_MASK"},
};
constexpr Name rule_action_table[] = {
    {0, "FR_ACT_UNSPEC"}, {1, "FR_ACT_TO_TBL"}, {2, "FR_ACT_GOTO"}, {3, "FR_ACT_NOP"}, {4, "FR_ACT_RES3"},
    {5, "FR_ACT_RES4"}, {6, "FR_ACT_BLACKHOLE"}, {7, "FR_ACT_UNREACHABLE"}, {8, "FR_ACT_PROHIBIT"},
};
constexpr Name rule_flag_table[] = {
    {0x01, "FIB_RULE_PERMANENT"}, {0x02, "FIB_RULE_INVERT"}, {0x04, "FIB_RULE_UNRESOLVED"},
    {0x08, "FIB_RULE_IIF_DETACHED"}, {0x10, "FIB_RULE_OIF_DETACHED"}, {0x10000, "FIB_RULE_FIND_SADDR"},
};

constexpr FlagSet neighbour_attributes{.unknown = "NDA_???", .names = neighbour_attribute_table};
constexpr FlagSet neighbour_states{.unknown = "NUD_???", .names = neighbour_state_table};
constexpr FlagSet neighbour_flags{.unknown = "NTF_???", .names = neighbour_flag_table};
constexpr FlagSet rule_attributes{.unknown = "FRA_???", .names = rule_attribute_table};
constexpr FlagSet rule_actions{.unknown = "FR_ACT_???", .names = rule_action_table};
constexpr FlagSet rule_flags{.unknown = "FIB_RULE_???", .names = rule_flag_table};
constexpr FlagSet link_attributes{.unknown = "IFLA_???", .names = link_attribute_table};
constexpr FlagSet address_attributes{.unknown = "IFA_???", .names = address_attribute_table};
constexpr FlagSet address_flags{.unknown = "IFA_F_???", .names = address_flag_table};
constexpr FlagSet route_attributes{.unknown = "RTA_???", .names = route_attribute_table};
constexpr FlagSet route_protocols{.unknown = "RTPROT_???", .names = route_protocol_table};
constexpr FlagSet route_scopes{.unknown = "RT_SCOPE_???", .names = route_scope_table};
constexpr FlagSet route_tables{.unknown = "", .names = route_table_table, .rest = FlagSet::Rest::dec};
constexpr FlagSet route_kinds{.unknown = "RTN_???", .names = route_kind_table};
constexpr FlagSet route_flags{.unknown = "RTM_F_???", .names = route_flag_table};

using netlink::at;
using netlink::Attribute;
using netlink::Attributes;
using netlink::Data;
using netlink::Parts;
using netlink::text;
using netlink::u16;
using netlink::u32;
using netlink::u8;

// --- values of attributes; nullptr where the size does not fit ---

ValueRef link_address(Context& c, Data d, std::uint8_t) { return d.empty() ? nullptr : hardware_address(c, d); }
ValueRef interface_index(Context& c, Data d, std::uint8_t) {
  return d.size() < 4 ? nullptr : network_interface(c, at<std::uint32_t>(d, 0));
}
ValueRef address(Context& c, Data d, std::uint8_t family) {
  constexpr std::uint8_t inet = 2;
  constexpr std::uint8_t inet6 = 10;
  if (family == inet && d.size() >= 4) return inet_address(c, at<std::uint32_t>(d, 0));
  if (family == inet6 && d.size() >= 16)
    return c.macro_of(c.octets(d.first(16)), "inet_pton", c.symbol(address_families, inet6), inet6_text(c, d));
  return nullptr;
}
ValueRef flags_of_address(Context& c, Data d, std::uint8_t) {
  return d.size() < 4 ? nullptr : c.flags(address_flags, at<std::uint32_t>(d, 0));
}
ValueRef table_of_route(Context& c, Data d, std::uint8_t) {
  return d.size() < 4 ? nullptr : c.symbol(route_tables, at<std::uint32_t>(d, 0));
}
ValueRef address_cache(Context& c, Data d, std::uint8_t) {
  return netlink::named_words(c, d, {"ifa_prefered", "ifa_valid", "cstamp", "tstamp"});
}
ValueRef protocol_of_route(Context& c, Data d, std::uint8_t) {
  return d.empty() ? nullptr : c.symbol(route_protocols, at<std::uint8_t>(d, 0));
}
ValueRef route_cache(Context& c, Data d, std::uint8_t) {
  return netlink::named_words(
      c, d, {"rta_clntref", "rta_lastuse", "rta_expires", "rta_error", "rta_used", "rta_id", "rta_ts", "rta_tsage"});
}
ValueRef neighbour_cache(Context& c, Data d, std::uint8_t) {
  return netlink::named_words(c, d, {"ndm_confirmed", "ndm_used", "ndm_updated", "ndm_refcnt"});
}
ValueRef uid_range(Context& c, Data d, std::uint8_t) { return netlink::named_words(c, d, {"start", "end"}); }

// struct rtnl_link_stats and rtnl_link_stats64: the same counters, 32 and 64 bits wide; kernels add at the end.
constexpr std::array counters = {
    "rx_packets",       "tx_packets",        "rx_bytes",          "tx_bytes",        "rx_errors",
    "tx_errors",        "rx_dropped",        "tx_dropped",        "multicast",       "collisions",
    "rx_length_errors", "rx_over_errors",    "rx_crc_errors",     "rx_frame_errors", "rx_fifo_errors",
    "rx_missed_errors", "tx_aborted_errors", "tx_carrier_errors", "tx_fifo_errors",  "tx_heartbeat_errors",
    "tx_window_errors", "rx_compressed",     "tx_compressed",     "rx_nohandler",    "rx_otherhost_dropped",
};

template <typename T>
ValueRef statistics(Context& c, Data d, std::uint8_t) {
  constexpr std::size_t first_form = 23;
  const std::size_t count = std::min(d.size() / sizeof(T), counters.size());
  if (count < first_form) return nullptr;
  Collector<Field> fields(c.arena());
  for (std::size_t i = 0; i < count; ++i) fields.add({counters[i], c.udec(at<T>(d, i * sizeof(T)))});
  return c.make(Struct{.fields = fields.items()});
}

constexpr Attribute link_values[] = {
    {1, link_address}, {2, link_address}, {3, text}, {4, u32}, {5, interface_index}, {6, text},
    {7, statistics<std::uint32_t>}, {8, u32}, {9, u32}, {10, interface_index}, {13, u32}, {15, u32}, {16, u8}, {17, u8},
    {19, u32}, {20, text}, {21, u32}, {23, statistics<std::uint64_t>}, {27, u32}, {28, u32}, {30, u32}, {31, u32},
    {32, u32}, {33, u8}, {35, u32}, {38, text}, {39, u8}, {40, u32}, {41, u32}, {47, u32}, {48, u32},
    {49, interface_index}, {50, u32}, {51, u32}, {53, text}, {54, link_address}, {56, text}, {57, text}, {58, u32},
    {59, u32}, {60, u32}, {61, u32}, {63, u32}, {64, u32},
};
constexpr Attribute address_values[] = {
    {1, address}, {2, address}, {3, text}, {4, address}, {5, address}, {6, address_cache}, {7, address},
    {8, flags_of_address}, {9, u32},
};
constexpr Attribute route_values[] = {
    {1, address}, {2, address}, {3, interface_index}, {4, interface_index}, {5, address}, {6, u32}, {7, address},
    {12, route_cache}, {15, table_of_route}, {16, u32}, {20, u8}, {23, u32}, {25, u32}, {30, u32},
};
constexpr Attribute neighbour_values[] = {
    {1, address}, {2, link_address}, {3, neighbour_cache}, {4, u32}, {5, u16}, {7, u32}, {8, interface_index},
    {9, interface_index}, {10, u32}, {11, u32}, {12, protocol_of_route}, {13, u32},
};
constexpr Attribute rule_values[] = {
    {1, address}, {2, address}, {3, text}, {4, u32}, {6, u32}, {10, u32}, {11, u32}, {13, u32}, {14, u32},
    {15, table_of_route}, {16, u32}, {17, text}, {19, u8}, {20, uid_range}, {21, protocol_of_route},
};

// --- the structs before them ---

void add_struct(Context& c, Data data, std::size_t size, std::span<const Field> fields, const Attributes& known,
                std::uint8_t family, Parts& parts) {
  parts.add(c.fields(fields));
  if (data.size() > size) parts.add(netlink::attributes(c, data.subspan(size), known, family));
}

// A message that ends before its struct does: the family, which every struct starts with, is all that is used.
bool family_only(Context& c, Data data, std::string_view name, Parts& parts) {
  const Field family[] = {{name, c.symbol(address_families, at<std::uint8_t>(data, 0))}};
  parts.add(c.fields(family, true));
  return true;
}

bool link(Context& c, Data d, Parts& parts) {  // struct ifinfomsg
  constexpr std::size_t size = 16;
  if (d.size() < size) return family_only(c, d, "ifi_family", parts);
  const auto family = at<std::uint8_t>(d, 0);
  const Field fields[] = {{"ifi_family", c.symbol(address_families, family)},
                          {"ifi_type", c.symbol(arp_hardware, at<std::uint16_t>(d, 2))},
                          {"ifi_index", network_interface(c, at<std::uint32_t>(d, 4))},
                          {"ifi_flags", c.flags(interface_flags, at<std::uint32_t>(d, 8))},
                          {"ifi_change", c.flags(interface_flags, at<std::uint32_t>(d, 12))}};
  add_struct(c, d, size, fields, {&link_attributes, link_values}, family, parts);
  return true;
}

bool addr(Context& c, Data d, Parts& parts) {  // struct ifaddrmsg
  constexpr std::size_t size = 8;
  if (d.size() < size) return family_only(c, d, "ifa_family", parts);
  const auto family = at<std::uint8_t>(d, 0);
  const Field fields[] = {{"ifa_family", c.symbol(address_families, family)},
                          {"ifa_prefixlen", c.udec(at<std::uint8_t>(d, 1))},
                          {"ifa_flags", c.flags(address_flags, at<std::uint8_t>(d, 2))},
                          {"ifa_scope", c.symbol(route_scopes, at<std::uint8_t>(d, 3))},
                          {"ifa_index", network_interface(c, at<std::uint32_t>(d, 4))}};
  add_struct(c, d, size, fields, {&address_attributes, address_values}, family, parts);
  return true;
}

bool route(Context& c, Data d, Parts& parts) {  // struct rtmsg
  constexpr std::size_t size = 12;
  if (d.size() < size) return family_only(c, d, "rtm_family", parts);
  const auto family = at<std::uint8_t>(d, 0);
  const auto byte = [&](std::size_t offset) { return at<std::uint8_t>(d, offset); };
  const Field fields[] = {{"rtm_family", c.symbol(address_families, family)},
                          {"rtm_dst_len", c.udec(byte(1))},
                          {"rtm_src_len", c.udec(byte(2))},
                          {"rtm_tos", c.hex(byte(3))},
                          {"rtm_table", c.symbol(route_tables, byte(4))},
                          {"rtm_protocol", c.symbol(route_protocols, byte(5))},
                          {"rtm_scope", c.symbol(route_scopes, byte(6))},
                          {"rtm_type", c.symbol(route_kinds, byte(7))},
                          {"rtm_flags", c.flags(route_flags, at<std::uint32_t>(d, 8))}};
  add_struct(c, d, size, fields, {&route_attributes, route_values}, family, parts);
  return true;
}

bool neighbour(Context& c, Data d, Parts& parts) {  // struct ndmsg
  constexpr std::size_t size = 12;
  if (d.size() < size) return family_only(c, d, "ndm_family", parts);
  const auto family = at<std::uint8_t>(d, 0);
  const Field fields[] = {{"ndm_family", c.symbol(address_families, family)},
                          {"ndm_ifindex", network_interface(c, at<std::uint32_t>(d, 4))},
                          {"ndm_state", c.flags(neighbour_states, at<std::uint16_t>(d, 8))},
                          {"ndm_flags", c.flags(neighbour_flags, at<std::uint8_t>(d, 10))},
                          {"ndm_type", c.symbol(route_kinds, at<std::uint8_t>(d, 11))}};
  add_struct(c, d, size, fields, {&neighbour_attributes, neighbour_values}, family, parts);
  return true;
}

bool rule(Context& c, Data d, Parts& parts) {  // struct fib_rule_hdr
  constexpr std::size_t size = 12;
  if (d.size() < size) return family_only(c, d, "family", parts);
  const auto family = at<std::uint8_t>(d, 0);
  const auto byte = [&](std::size_t offset) { return at<std::uint8_t>(d, offset); };
  const Field fields[] = {{"family", c.symbol(address_families, family)},
                          {"dst_len", c.udec(byte(1))},
                          {"src_len", c.udec(byte(2))},
                          {"tos", c.hex(byte(3))},
                          {"table", c.symbol(route_tables, byte(4))},
                          {"action", c.symbol(rule_actions, byte(7))},
                          {"flags", c.flags(rule_flags, at<std::uint32_t>(d, 8))}};
  add_struct(c, d, size, fields, {&rule_attributes, rule_values}, family, parts);
  return true;
}

}  // namespace

const FlagSet rtnetlink_types{.unknown = "RTM_???", .names = type_table};
const FlagSet interface_flags{.unknown = "IFF_???", .names = interface_flag_table};

bool rtnetlink_payload(Context& c, std::uint16_t type, std::span<const std::byte> data, Collector<ValueRef>& parts) {
  switch (type / 4) {
    case 4: return link(c, data, parts);
    case 5: return addr(c, data, parts);
    case 6: return route(c, data, parts);
    case 7: return neighbour(c, data, parts);
    case 8: return rule(c, data, parts);
    default: return false;
  }
}

}  // namespace spoor::abi
