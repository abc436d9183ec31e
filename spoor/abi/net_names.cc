// Values of the kernel's uapi headers: <linux/socket.h>, <linux/in.h>, <linux/if_ether.h>, <linux/if_arp.h>,
// <linux/netlink.h>.
#include "spoor/abi/net_names.h"

namespace spoor::abi {
namespace {

constexpr Name address_families_table[] = {
    {0, "AF_UNSPEC"}, {1, "AF_UNIX"}, {2, "AF_INET"}, {3, "AF_AX25"}, {4, "AF_IPX"}, {5, "AF_APPLETALK"},
    {6, "AF_NETROM"}, {7, "AF_BRIDGE"}, {8, "AF_ATMPVC"}, {9, "AF_X25"}, {10, "AF_INET6"}, {11, "AF_ROSE"},
    {12, "AF_DECnet"}, {13, "AF_NETBEUI"}, {14, "AF_SECURITY"}, {15, "AF_KEY"}, {16, "AF_NETLINK"}, {17, "AF_PACKET"},
    {18, "AF_ASH"}, {19, "AF_ECONET"}, {20, "AF_ATMSVC"}, {21, "AF_RDS"}, {22, "AF_SNA"}, {23, "AF_IRDA"},
    {24, "AF_PPPOX"}, {25, "AF_WANPIPE"}, {26, "AF_LLC"}, {27, "AF_IB"}, {28, "AF_MPLS"}, {29, "AF_CAN"},
    {30, "AF_TIPC"}, {31, "AF_BLUETOOTH"}, {32, "AF_IUCV"}, {33, "AF_RXRPC"}, {34, "AF_ISDN"}, {35, "AF_PHONET"},
    {36, "AF_IEEE802154"}, {37, "AF_CAIF"}, {38, "AF_ALG"}, {39, "AF_NFC"}, {40, "AF_VSOCK"}, {41, "AF_KCM"},
    {42, "AF_QIPCRTR"}, {43, "AF_SMC"}, {44, "AF_XDP"}, {45, "AF_MCTP"},
};

constexpr Name socket_types_table[] = {
    {1, "SOCK_STREAM"}, {2, "SOCK_DGRAM"}, {3, "SOCK_RAW"}, {4, "SOCK_RDM"}, {5, "SOCK_SEQPACKET"}, {6, "SOCK_DCCP"},
    {10, "SOCK_PACKET"},
};

constexpr Name socket_flags_table[] = {
    {0x80000, "SOCK_CLOEXEC"}, {0x800, "SOCK_NONBLOCK"},
};

constexpr Name inet_protocols_table[] = {
    {0, "IPPROTO_IP"}, {1, "IPPROTO_ICMP"}, {2, "IPPROTO_IGMP"}, {4, "IPPROTO_IPIP"}, {6, "IPPROTO_TCP"},
    {8, "IPPROTO_EGP"}, {12, "IPPROTO_PUP"}, {17, "IPPROTO_UDP"}, {22, "IPPROTO_IDP"}, {29, "IPPROTO_TP"},
    {33, "IPPROTO_DCCP"}, {41, "IPPROTO_IPV6"}, {43, "IPPROTO_ROUTING"}, {44, "IPPROTO_FRAGMENT"},
    {46, "IPPROTO_RSVP"}, {47, "IPPROTO_GRE"}, {50, "IPPROTO_ESP"}, {51, "IPPROTO_AH"}, {58, "IPPROTO_ICMPV6"},
    {59, "IPPROTO_NONE"}, {60, "IPPROTO_DSTOPTS"}, {92, "IPPROTO_MTP"}, {94, "IPPROTO_BEETPH"}, {98, "IPPROTO_ENCAP"},
    {103, "IPPROTO_PIM"}, {108, "IPPROTO_COMP"}, {115, "IPPROTO_L2TP"}, {132, "IPPROTO_SCTP"}, {135, "IPPROTO_MH"},
    {136, "IPPROTO_UDPLITE"}, {137, "IPPROTO_MPLS"}, {143, "IPPROTO_ETHERNET"}, {144, "IPPROTO_AGGFRAG"},
    {255, "IPPROTO_RAW"}, {256, "IPPROTO_SMC"}, {262, "IPPROTO_MPTCP"},
};

constexpr Name netlink_protocols_table[] = {
    {0, "NETLINK_ROUTE"}, {1, "NETLINK_UNUSED"}, {2, "NETLINK_USERSOCK"}, {3, "NETLINK_FIREWALL"},
    {4, "NETLINK_SOCK_DIAG"}, {5, "NETLINK_NFLOG"}, {6, "NETLINK_XFRM"}, {7, "NETLINK_SELINUX"}, {8, "NETLINK_ISCSI"},
    {9, "NETLINK_AUDIT"}, {10, "NETLINK_FIB_LOOKUP"}, {11, "NETLINK_CONNECTOR"}, {12, "NETLINK_NETFILTER"},
    {13, "NETLINK_IP6_FW"}, {14, "NETLINK_DNRTMSG"}, {15, "NETLINK_KOBJECT_UEVENT"}, {16, "NETLINK_GENERIC"},
    {18, "NETLINK_SCSITRANSPORT"}, {19, "NETLINK_ECRYPTFS"}, {20, "NETLINK_RDMA"}, {21, "NETLINK_CRYPTO"},
    {22, "NETLINK_SMC"},
};

constexpr Name ethernet_protocols_table[] = {
    {1, "ETH_P_802_3"}, {2, "ETH_P_AX25"}, {3, "ETH_P_ALL"}, {4, "ETH_P_802_2"}, {5, "ETH_P_SNAP"}, {6, "ETH_P_DDCMP"},
    {7, "ETH_P_WAN_PPP"}, {8, "ETH_P_PPP_MP"}, {9, "ETH_P_LOCALTALK"}, {0xc, "ETH_P_CAN"}, {0xd, "ETH_P_CANFD"},
    {0xe, "ETH_P_CANXL"}, {0x10, "ETH_P_PPPTALK"}, {0x11, "ETH_P_TR_802_2"}, {0x15, "ETH_P_MOBITEX"},
    {0x16, "ETH_P_CONTROL"}, {0x17, "ETH_P_IRDA"}, {0x18, "ETH_P_ECONET"}, {0x19, "ETH_P_HDLC"},
    {0x1a, "ETH_P_ARCNET"}, {0x1b, "ETH_P_DSA"}, {0x1c, "ETH_P_TRAILER"}, {0x60, "ETH_P_LOOP"}, {0xf5, "ETH_P_PHONET"},
    {0xf6, "ETH_P_IEEE802154"}, {0xf7, "ETH_P_CAIF"}, {0xf8, "ETH_P_XDSA"}, {0xf9, "ETH_P_MAP"}, {0xfa, "ETH_P_MCTP"},
    {0x200, "ETH_P_PUP"}, {0x201, "ETH_P_PUPAT"}, {0x600, "ETH_P_802_3_MIN"}, {0x800, "ETH_P_IP"},
    {0x805, "ETH_P_X25"}, {0x806, "ETH_P_ARP"}, {0x8ff, "ETH_P_BPQ"}, {0xa00, "ETH_P_IEEEPUP"},
    {0xa01, "ETH_P_IEEEPUPAT"}, {0x22eb, "ETH_P_ERSPAN2"}, {0x22f0, "ETH_P_TSN"}, {0x4305, "ETH_P_BATMAN"},
    {0x6000, "ETH_P_DEC"}, {0x6001, "ETH_P_DNA_DL"}, {0x6002, "ETH_P_DNA_RC"}, {0x6003, "ETH_P_DNA_RT"},
    {0x6004, "ETH_P_LAT"}, {0x6005, "ETH_P_DIAG"}, {0x6006, "ETH_P_CUST"}, {0x6007, "ETH_P_SCA"},
    {0x6558, "ETH_P_TEB"}, {0x8035, "ETH_P_RARP"}, {0x809b, "ETH_P_ATALK"}, {0x80f3, "ETH_P_AARP"},
    {0x8100, "ETH_P_8021Q"}, {0x8137, "ETH_P_IPX"}, {0x86dd, "ETH_P_IPV6"}, {0x8808, "ETH_P_PAUSE"},
    {0x8809, "ETH_P_SLOW"}, {0x883e, "ETH_P_WCCP"}, {0x8847, "ETH_P_MPLS_UC"}, {0x8848, "ETH_P_MPLS_MC"},
    {0x884c, "ETH_P_ATMMPOA"}, {0x8863, "ETH_P_PPP_DISC"}, {0x8864, "ETH_P_PPP_SES"}, {0x886c, "ETH_P_LINK_CTL"},
    {0x8884, "ETH_P_ATMFATE"}, {0x888e, "ETH_P_PAE"}, {0x8892, "ETH_P_PROFINET"}, {0x8899, "ETH_P_REALTEK"},
    {0x88a2, "ETH_P_AOE"}, {0x88a4, "ETH_P_ETHERCAT"}, {0x88a8, "ETH_P_8021AD"}, {0x88b5, "ETH_P_802_EX1"},
    {0x88be, "ETH_P_ERSPAN"}, {0x88c7, "ETH_P_PREAUTH"}, {0x88ca, "ETH_P_TIPC"}, {0x88cc, "ETH_P_LLDP"},
    {0x88e3, "ETH_P_MRP"}, {0x88e5, "ETH_P_MACSEC"}, {0x88e7, "ETH_P_8021AH"}, {0x88f5, "ETH_P_MVRP"},
    {0x88f7, "ETH_P_1588"}, {0x88f8, "ETH_P_NCSI"}, {0x88fb, "ETH_P_PRP"}, {0x8902, "ETH_P_CFM"},
    {0x8906, "ETH_P_FCOE"}, {0x890d, "ETH_P_TDLS"}, {0x8914, "ETH_P_FIP"}, {0x8915, "ETH_P_IBOE"},
    {0x8917, "ETH_P_80221"}, {0x892f, "ETH_P_HSR"}, {0x894f, "ETH_P_NSH"}, {0x9000, "ETH_P_LOOPBACK"},
    {0x9100, "ETH_P_QINQ1"}, {0x9200, "ETH_P_QINQ2"}, {0x9300, "ETH_P_QINQ3"}, {0xdada, "ETH_P_EDSA"},
    {0xdadb, "ETH_P_DSA_8021Q"}, {0xe001, "ETH_P_DSA_A5PSW"}, {0xed3e, "ETH_P_IFE"}, {0xfbfb, "ETH_P_AF_IUCV"},
};

constexpr Name arp_hardware_table[] = {
    {0, "ARPHRD_NETROM"}, {1, "ARPHRD_ETHER"}, {2, "ARPHRD_EETHER"}, {3, "ARPHRD_AX25"}, {4, "ARPHRD_PRONET"},
    {5, "ARPHRD_CHAOS"}, {6, "ARPHRD_IEEE802"}, {7, "ARPHRD_ARCNET"}, {8, "ARPHRD_APPLETLK"}, {0xf, "ARPHRD_DLCI"},
    {0x13, "ARPHRD_ATM"}, {0x17, "ARPHRD_METRICOM"}, {0x18, "ARPHRD_IEEE1394"}, {0x1b, "ARPHRD_EUI64"},
    {0x20, "ARPHRD_INFINIBAND"}, {0x100, "ARPHRD_SLIP"}, {0x101, "ARPHRD_CSLIP"}, {0x102, "ARPHRD_SLIP6"},
    {0x103, "ARPHRD_CSLIP6"}, {0x104, "ARPHRD_RSRVD"}, {0x108, "ARPHRD_ADAPT"}, {0x10e, "ARPHRD_ROSE"},
    {0x10f, "ARPHRD_X25"}, {0x110, "ARPHRD_HWX25"}, {0x118, "ARPHRD_CAN"}, {0x122, "ARPHRD_MCTP"},
    {0x200, "ARPHRD_PPP"}, {0x201, "ARPHRD_HDLC"}, {0x204, "ARPHRD_LAPB"}, {0x205, "ARPHRD_DDCMP"},
    {0x206, "ARPHRD_RAWHDLC"}, {0x207, "ARPHRD_RAWIP"}, {0x300, "ARPHRD_TUNNEL"}, {0x301, "ARPHRD_TUNNEL6"},
    {0x302, "ARPHRD_FRAD"}, {0x303, "ARPHRD_SKIP"}, {0x304, "ARPHRD_LOOPBACK"}, {0x305, "ARPHRD_LOCALTLK"},
    {0x306, "ARPHRD_FDDI"}, {0x307, "ARPHRD_BIF"}, {0x308, "ARPHRD_SIT"}, {0x309, "ARPHRD_IPDDP"},
    {0x30a, "ARPHRD_IPGRE"}, {0x30b, "ARPHRD_PIMREG"}, {0x30c, "ARPHRD_HIPPI"}, {0x30d, "ARPHRD_ASH"},
    {0x30e, "ARPHRD_ECONET"}, {0x30f, "ARPHRD_IRDA"}, {0x310, "ARPHRD_FCPP"}, {0x311, "ARPHRD_FCAL"},
    {0x312, "ARPHRD_FCPL"}, {0x313, "ARPHRD_FCFABRIC"}, {0x320, "ARPHRD_IEEE802_TR"}, {0x321, "ARPHRD_IEEE80211"},
    {0x322, "ARPHRD_IEEE80211_PRISM"}, {0x323, "ARPHRD_IEEE80211_RADIOTAP"}, {0x324, "ARPHRD_IEEE802154"},
    {0x325, "ARPHRD_IEEE802154_MONITOR"}, {0x334, "ARPHRD_PHONET"}, {0x335, "ARPHRD_PHONET_PIPE"},
    {0x336, "ARPHRD_CAIF"}, {0x337, "ARPHRD_IP6GRE"}, {0x338, "ARPHRD_NETLINK"}, {0x339, "ARPHRD_6LOWPAN"},
    {0x33a, "ARPHRD_VSOCKMON"}, {0xfffe, "ARPHRD_NONE"}, {0xffff, "ARPHRD_VOID"},
};

constexpr Name message_flags_table[] = {
    {1, "MSG_OOB"}, {2, "MSG_PEEK"}, {4, "MSG_DONTROUTE"}, {8, "MSG_CTRUNC"}, {0x10, "MSG_PROBE"}, {0x20, "MSG_TRUNC"},
    {0x40, "MSG_DONTWAIT"}, {0x80, "MSG_EOR"}, {0x100, "MSG_WAITALL"}, {0x200, "MSG_FIN"}, {0x400, "MSG_SYN"},
    {0x800, "MSG_CONFIRM"}, {0x1000, "MSG_RST"}, {0x2000, "MSG_ERRQUEUE"}, {0x4000, "MSG_NOSIGNAL"},
    {0x8000, "MSG_MORE"}, {0x10000, "MSG_WAITFORONE"}, {0x20000, "MSG_SENDPAGE_NOTLAST"}, {0x40000, "MSG_BATCH"},
    {0x80000, "MSG_NO_SHARED_FRAGS"}, {0x2000000, "MSG_SOCK_DEVMEM"},
    {0x4000000, "MSG_ZEROCOPY"}, {0x8000000, "MSG_SPLICE_PAGES"}, {0x20000000, "MSG_FASTOPEN"},
    {0x40000000, "MSG_CMSG_CLOEXEC"}, {0x80000000, "MSG_CMSG_COMPAT"},
};

}  // namespace

const FlagSet address_families{.unknown = "AF_???", .names = address_families_table};
const FlagSet socket_types{.unknown = "SOCK_???", .names = socket_types_table};
const FlagSet socket_flags{.unknown = "SOCK_???", .names = socket_flags_table};
const FlagSet inet_protocols{.unknown = "IPPROTO_???", .names = inet_protocols_table};
const FlagSet netlink_protocols{.unknown = "NETLINK_???", .names = netlink_protocols_table};
const FlagSet ethernet_protocols{.unknown = "ETH_P_???", .names = ethernet_protocols_table};
const FlagSet arp_hardware{.unknown = "ARPHRD_???", .names = arp_hardware_table};
const FlagSet message_flags{.unknown = "MSG_???", .names = message_flags_table};

}  // namespace spoor::abi
