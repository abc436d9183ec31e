#include <gtest/gtest.h>

#include <initializer_list>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::literals;

std::string u16(std::initializer_list<std::uint64_t> values) { return words(values, 2); }
std::string u32(std::initializer_list<std::uint64_t> values) { return words(values, 4); }
std::string u64(std::initializer_list<std::uint64_t> values) { return words(values); }

const std::string loopback80 = "\2\0\0\x50\x7f\0\0\1\0\0\0\0\0\0\0\0"s;
constexpr std::string_view loopback80_text =
    R"({sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")})";

TEST(Sockets, TheProtocolsNameGoesByTheDomain) {
  FakeCall call;
  EXPECT_EQ(call.text("socket", {2, 1 | 02000000 | 04000, 6}, 3),
            "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_TCP)");
  EXPECT_EQ(call.text("socket", {16, 3, 99}, 3), "socket(AF_NETLINK, SOCK_RAW, 0x63 /* NETLINK_??? */)");
  EXPECT_EQ(call.text("socket", {17, 3, 0x300}, 3), "socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL))");
  EXPECT_EQ(call.text("socket", {1, 1, 1}, 3), "socket(AF_UNIX, SOCK_STREAM, 1)");
  EXPECT_EQ(call.text("socket", {99, 99, 99}, -22), "socket(0x63 /* AF_??? */, SOCK_RAW|0x60 /* SOCK_??? */, 99)");
  EXPECT_EQ(call.text("socket", {2, 0xffffffff, 0}, -22),
            "socket(AF_INET, SOCK_CLOEXEC|SOCK_NONBLOCK|0xfff7f7ff, IPPROTO_IP)");
}

TEST(Sockets, PairsAreReadWhenTheyWereMade) {
  FakeCall call;
  call.memory.put(0x1000, u32({3, 4}));
  EXPECT_EQ(call.text("socketpair", {1, 1, 0, 0x1000}, 0), "socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4])");
  EXPECT_EQ(call.text("socketpair", {1, 1, 0, 0x1000}, -22), "socketpair(AF_UNIX, SOCK_STREAM, 0, 0x1000)");
}

TEST(Sockets, AcceptShowsAsMuchAddressAsThereWasRoomFor) {
  FakeCall call;
  call.memory.put(0x1000, std::string(128, 'x'));
  call.memory.put(0x2000, u32({128}));
  const auto whole = [](FakeMemory& m) {
    m.put(0x1000, loopback80);
    m.put(0x2000, u32({16}));
  };
  EXPECT_EQ(call.text("accept", {3, 0x1000, 0x2000}, 4, whole),
            "accept(3, " + std::string(loopback80_text) + ", [128 => 16])");
  call.memory.put(0x2000, u32({5}));
  EXPECT_EQ(call.text("accept", {3, 0x1000, 0x2000}, 4, whole),
            R"(accept(3, {sa_family=AF_INET, sa_data="\0P\177"}, [5 => 16]))");
  call.memory.put(0x2000, u32({1}));
  EXPECT_EQ(call.text("accept", {3, 0x1000, 0x2000}, 4, whole), "accept(3, 0x1000, [1 => 16])");
}

TEST(Sockets, AcceptThatFailedOrHadNoAddress) {
  FakeCall call;
  call.memory.put(0x2000, u32({16}));
  EXPECT_EQ(call.text("accept", {3, 0x1000, 0x2000}, -11), "accept(3, 0x1000, [16])");
  EXPECT_EQ(call.text("accept", {3, 0x1000, 1}, -9), "accept(3, 0x1000, 0x1)");
  EXPECT_EQ(call.text("accept", {3, 0, 0x2000}, 5), "accept(3, NULL, 0x2000)");
  EXPECT_EQ(call.text("accept4", {3, 0, 0, 02000000}, 5), "accept4(3, NULL, NULL, SOCK_CLOEXEC)");
}

TEST(Sockets, SocketcallShowsTheCallThatIsMeant) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, u32({2, 1, 6}));
  EXPECT_EQ(call.text("socketcall", {1, 0x1000}, 3), "socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)");
  EXPECT_EQ(call.text("socketcall", {1, 1}, -14), "socketcall(SYS_SOCKET, 0x1)");
  EXPECT_EQ(call.text("socketcall", {99, 0x1000}, -22), "socketcall(0x63 /* SYS_??? */, 0x1000)");
  call.memory.put(0x1000, u32({3, 0x2000, 5, 0x4000}));
  call.memory.put(0x2000, "hello");
  EXPECT_EQ(call.text("socketcall", {9, 0x1000}, 5), R"(send(3, "hello", 5, MSG_NOSIGNAL))");
}

TEST(Messages, ReceivedBytesAreBoundedByTheBuffer) {
  FakeCall call;
  call.memory.put(0x1000, "hello");
  call.memory.put(0x2000, loopback80);
  call.memory.put(0x3000, u32({128}));
  const auto unnamed = [](FakeMemory& m) { m.put(0x3000, u32({0})); };
  EXPECT_EQ(call.text("recvfrom", {3, 0x1000, 5, 0x60, 0x2000, 0x3000}, 11, unnamed),
            R"(recvfrom(3, "hello", 5, MSG_TRUNC|MSG_DONTWAIT, 0x2000, [128 => 0]))");
  EXPECT_EQ(call.text("sendto", {3, 0x1000, 5, 0, 0x2000, 16}, 5),
            R"(sendto(3, "hello", 5, 0, )" + std::string(loopback80_text) + ", 16)");
}

struct Msghdr {
  std::uint64_t name = 0;
  std::uint64_t name_size = 0;
  std::uint64_t buffers = 0;
  std::uint64_t count = 0;
  std::uint64_t control = 0;
  std::uint64_t control_size = 0;
  std::string bytes() const { return u64({name, name_size, buffers, count, control, control_size, 0}); }
};

TEST(Messages, SendmsgWithControlMessages) {
  FakeCall call;
  call.memory.put(0x1000, "hello");
  call.memory.put(0x2000, u64({0x1000, 5}));
  const std::string control = u64({28}) + u32({1, 1, 3, 4, 0xffffffff, 0}) + u64({28}) + u32({1, 2, 1, 2, 3, 0}) +
                              u64({20}) + u32({0, 2, 64, 0}) + u64({20}) + u32({41, 52, 4, 0});
  call.memory.put(0x3000, control);
  call.memory.put(0x4000,
                  Msghdr{.buffers = 0x2000, .count = 1, .control = 0x3000, .control_size = control.size()}.bytes());
  EXPECT_EQ(call.text("sendmsg", {3, 0x4000, 0}, 5),
            R"(sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="hello", iov_len=5}], msg_iovlen=1, )"
            "msg_control=[{cmsg_len=28, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[3, 4, -1]}, "
            "{cmsg_len=28, cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=1, uid=2, gid=3}}, "
            "{cmsg_len=20, cmsg_level=SOL_IP, cmsg_type=IP_TTL, cmsg_data=[64]}, "
            "{cmsg_len=20, cmsg_level=SOL_IPV6, cmsg_type=0x34}], msg_controllen=112, msg_flags=0}, 0)");
}

TEST(Messages, ControlMessagesThatBreakOff) {
  FakeCall call;
  call.memory.put(0x3000, u64({20}) + u32({1, 1, 7, 0}) + "xxx");
  call.memory.put(0x4000, Msghdr{.control = 0x3000, .control_size = 27}.bytes());
  EXPECT_EQ(call.text("sendmsg", {3, 0x4000, 0}, -22),
            "sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=NULL, msg_iovlen=0, msg_control=[{cmsg_len=20, "
            "cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[7]}, ... /* 0x3018 */], msg_controllen=27, "
            "msg_flags=0}, 0)");
}

TEST(Messages, CompatControlMessagesHaveShortHeaders) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x3000, u32({16, 1, 1, 7, 20, 1, 29, 5, 6}));
  call.memory.put(0x4000, u32({0, 0, 0, 0, 0x3000, 36, 0}));
  EXPECT_EQ(call.text("sendmsg", {3, 0x4000, 0}, 0),
            "sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=NULL, msg_iovlen=0, msg_control=[{cmsg_len=16, "
            "cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[7]}, {cmsg_len=20, cmsg_level=SOL_SOCKET, "
            "cmsg_type=SO_TIMESTAMP_OLD, cmsg_data={tv_sec=5, tv_usec=6}}], msg_controllen=36, msg_flags=0}, 0)");
}

TEST(Messages, RecvmsgTellsTheOldAndTheNewNameSize) {
  FakeCall call;
  call.memory.put(0x1000, "hello");
  call.memory.put(0x1800, loopback80);
  call.memory.put(0x2000, u64({0x1000, 3, 0x1003, 100}));
  call.memory.put(0x4000, Msghdr{.name = 0x1800, .name_size = 128, .buffers = 0x2000, .count = 2}.bytes());
  const auto received = [](FakeMemory& m) {
    m.put(0x4000, Msghdr{.name = 0x1800, .name_size = 16, .buffers = 0x2000, .count = 2}.bytes());
  };
  EXPECT_EQ(call.text("recvmsg", {3, 0x4000, 0}, 5, received),
            "recvmsg(3, {msg_name=" + std::string(loopback80_text) +
                R"(, msg_namelen=128 => 16, msg_iov=[{iov_base="hel", iov_len=3}, {iov_base="lo", iov_len=100}], )"
                "msg_iovlen=2, msg_controllen=0, msg_flags=0}, 0)");
  call.memory.put(0x4000, Msghdr{.name_size = 128}.bytes());
  EXPECT_EQ(call.text("recvmsg", {3, 0x4000, 0}, -11), "recvmsg(3, {msg_namelen=128}, 0)");
  EXPECT_EQ(call.text("recvmsg", {3, 1, 0}, -14), "recvmsg(3, 0x1, 0)");
}

TEST(Messages, SeveralAtOnce) {
  FakeCall call;
  call.memory.put(0x1000, "hello");
  call.memory.put(0x2000, u64({0x1000, 5}));
  const std::string one = Msghdr{.buffers = 0x2000, .count = 1}.bytes();
  call.memory.put(0x4000, one + u64({2}) + one + u64({0}));
  constexpr std::string_view header =
      R"({msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="hello", iov_len=5}], msg_iovlen=1, )"
      "msg_controllen=0, msg_flags=0}";
  EXPECT_EQ(call.text("sendmmsg", {3, 0x4000, 2, 0}, 1),
            "sendmmsg(3, [" + std::string(header) + ", msg_len=2}, " + std::string(header) + "}], 2, 0)");
  call.memory.put(0x5000, u64({1, 5}));
  const auto left = [](FakeMemory& m) { m.put(0x5000, u64({0, 7})); };
  EXPECT_EQ(call.text("recvmmsg", {3, 0x4000, 2, 0, 0x5000}, 1, left),
            R"(recvmmsg(3, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="he", iov_len=5}], )"
            "msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=2}], 2, 0, {tv_sec=1, tv_nsec=5}) "
            "(left {tv_sec=0, tv_nsec=7})");
  EXPECT_EQ(call.text("recvmmsg", {3, 0x4000, 2, 0, 0}, -11), "recvmmsg(3, 0x4000, 2, 0, NULL)");
}

TEST(SocketOptions, ValuesGoByOptionAndSize) {
  FakeCall call;
  call.memory.put(0x1000, u32({1, 5, 0, 0, 0}));
  EXPECT_EQ(call.text("setsockopt", {3, 1, 2, 0x1000, 4}), "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4)");
  EXPECT_EQ(call.text("setsockopt", {3, 1, 2, 0x1000, 2}, -22), "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, 0x1000, 2)");
  EXPECT_EQ(call.text("setsockopt", {3, 1, 13, 0x1000, 8}),
            "setsockopt(3, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=5}, 8)");
  EXPECT_EQ(call.text("setsockopt", {3, 0, 1, 0x1000, 1}), R"(setsockopt(3, SOL_IP, IP_TOS, "\1", 1))");
  EXPECT_EQ(call.text("setsockopt", {3, 999, 3, 0x1000, 4}), "setsockopt(3, 0x3e7 /* SOL_?? */, 3, [1], 4)");
  EXPECT_EQ(call.text("setsockopt", {3, 1, 2, 0x1000, 0xffffffff}, -22),
            "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, 0x1000, -1)");
  call.memory.put(0x1000, u32({0xfffffffe}));
  EXPECT_EQ(call.text("setsockopt", {3, 255, 1, 0x1000, 4}),
            "setsockopt(3, SOL_RAW, ICMP_FILTER, ~[ICMP_ECHOREPLY], 4)");
}

TEST(SocketOptions, GotValuesGoByTheSizeTheKernelLeft) {
  FakeCall call;
  call.memory.put(0x1000, u32({7, 0xffffffff, 0xffffffff}));
  call.memory.put(0x2000, u32({200}));
  const auto twelve = [](FakeMemory& m) { m.put(0x2000, u32({12})); };
  EXPECT_EQ(call.text("getsockopt", {3, 1, 17, 0x1000, 0x2000}, 0, twelve),
            "getsockopt(3, SOL_SOCKET, SO_PEERCRED, {pid=7, uid=-1, gid=-1}, [200 => 12])");
  call.memory.put(0x2000, u32({200}));
  const auto six = [](FakeMemory& m) { m.put(0x2000, u32({6})); };
  EXPECT_EQ(call.text("getsockopt", {3, 1, 17, 0x1000, 0x2000}, 0, six),
            R"(getsockopt(3, SOL_SOCKET, SO_PEERCRED, {pid=7, uid="\xff\xff"}, [200 => 6]))");
  call.memory.put(0x2000, u32({200}));
  EXPECT_EQ(call.text("getsockopt", {3, 1, 4, 0, 0x2000}, -14), "getsockopt(3, SOL_SOCKET, SO_ERROR, NULL, [200])");
}

class NetlinkSocket : public abi::Facts {
 public:
  explicit NetlinkSocket(int protocol) : protocol_(protocol) {}
  int netlink_protocol(int fd) override { return fd == 3 ? protocol_ : -1; }

 private:
  int protocol_;
};

std::string sent(std::string_view bytes, int protocol = 0) {
  FakeMemory memory;
  memory.put(0x1000, bytes);
  NetlinkSocket facts(protocol);
  abi::Call call;
  call.nr = 44;
  call.args = {3, 0x1000, bytes.size(), 0, 0, 0};
  Arena arena;
  const abi::DecodeOptions options;
  const abi::Event event = abi::decode_entry(call, memory, facts, arena, options);
  Buffer out;
  output::append_value(out, *event.args[1], {});
  return {out.data(), out.size()};
}

TEST(Netlink, RouteMessages) {
  EXPECT_EQ(sent(u32({20}) + u16({22, 0x301}) + u32({1, 0, 0})),
            "[{nlmsg_len=20, nlmsg_type=RTM_GETADDR, nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP, nlmsg_seq=1, nlmsg_pid=0}, "
            "{ifa_family=AF_UNSPEC, ...}]");
  EXPECT_EQ(sent(u32({40}) + u16({18, 5}) + u32({1, 0, 0, 0, 0, 0}) + u16({7, 3}) + "lo\0\0"s),
            "[{nlmsg_len=40, nlmsg_type=RTM_GETLINK, nlmsg_flags=NLM_F_REQUEST|NLM_F_ACK, nlmsg_seq=1, nlmsg_pid=0}, "
            "{ifi_family=AF_UNSPEC, ifi_type=ARPHRD_NETROM, ifi_index=0, ifi_flags=0, ifi_change=0}, "
            R"([{nla_len=7, nla_type=IFLA_IFNAME}, "lo"]])");
}

TEST(Netlink, NeighboursAndRules) {
  const std::string header = u16({28, 2}) + u32({1, 0});
  EXPECT_EQ(sent(u32({60}) + header + u32({2, 0}) + u16({0x44}) + "\x80\1"s + u16({8, 1}) + "\x7f\0\0\1"s +
                 u16({20, 3}) + u32({1, 2, 3, 4})),
            "[{nlmsg_len=60, nlmsg_type=RTM_NEWNEIGH, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=1, nlmsg_pid=0}, "
            "{ndm_family=AF_INET, ndm_ifindex=0, ndm_state=NUD_STALE|NUD_NOARP, ndm_flags=NTF_ROUTER, "
            R"(ndm_type=RTN_UNICAST}, [[{nla_len=8, nla_type=NDA_DST}, inet_addr("127.0.0.1")], )"
            "[{nla_len=20, nla_type=NDA_CACHEINFO}, {ndm_confirmed=1, ndm_used=2, ndm_updated=3, ndm_refcnt=4}]]]");
  EXPECT_EQ(sent(u32({36}) + u16({32, 2}) + u32({1, 0}) + "\2\x18\0\0\xfe\0\0\1"s + u32({2}) + u16({8, 6}) + u32({99})),
            "[{nlmsg_len=36, nlmsg_type=RTM_NEWRULE, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=1, nlmsg_pid=0}, "
            "{family=AF_INET, dst_len=24, src_len=0, tos=0, table=RT_TABLE_MAIN, action=FR_ACT_TO_TBL, "
            "flags=FIB_RULE_INVERT}, [{nla_len=8, nla_type=FRA_PRIORITY}, 99]]");
  EXPECT_EQ(sent(u32({20}) + u16({34, 1}) + u32({1, 0, 2})),
            "[{nlmsg_len=20, nlmsg_type=RTM_GETRULE, nlmsg_flags=NLM_F_REQUEST, nlmsg_seq=1, nlmsg_pid=0}, "
            "{family=AF_INET, ...}]");
}

TEST(Netlink, SocketDiagnosis) {
  constexpr int sock_diag = 4;
  const std::string nowhere(16, '\0');
  const std::string socket = u16({0x5000, 0}) + "\x7f\0\0\1"s + std::string(12, '\0') + nowhere + u32({0, 7, 8});
  EXPECT_EQ(sent(u32({72}) + u16({20, 0x301}) + u32({1, 0}) + "\2\6\2\0"s + u32({1 << 10}) + socket, sock_diag),
            "[{nlmsg_len=72, nlmsg_type=SOCK_DIAG_BY_FAMILY, nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP, nlmsg_seq=1, "
            "nlmsg_pid=0}, {sdiag_family=AF_INET, sdiag_protocol=IPPROTO_TCP, idiag_ext=1<<(INET_DIAG_INFO-1), "
            R"(idiag_states=1<<TCP_LISTEN, id={idiag_sport=htons(80), idiag_dport=htons(0), )"
            R"(idiag_src=inet_addr("127.0.0.1"), idiag_dst=inet_addr("0.0.0.0"), idiag_if=0, idiag_cookie=[7, 8]}}])");
  EXPECT_EQ(sent(u32({96}) + u16({20, 2}) + u32({1, 0}) + "\2\x0a\0\0"s + socket + u32({0, 1, 128, 1000, 77}) +
                     u16({8, 4}) + "bbr\0"s,
                 sock_diag),
            "[{nlmsg_len=96, nlmsg_type=SOCK_DIAG_BY_FAMILY, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=1, nlmsg_pid=0}, "
            "{idiag_family=AF_INET, idiag_state=TCP_LISTEN, idiag_timer=0, idiag_retrans=0, "
            R"(id={idiag_sport=htons(80), idiag_dport=htons(0), idiag_src=inet_addr("127.0.0.1"), )"
            R"(idiag_dst=inet_addr("0.0.0.0"), idiag_if=0, idiag_cookie=[7, 8]}, idiag_expires=0, idiag_rqueue=1, )"
            "idiag_wqueue=128, idiag_uid=1000, idiag_inode=77}, [{nla_len=8, nla_type=INET_DIAG_CONG}, \"bbr\"]]");
  EXPECT_EQ(
      sent(u32({40}) + u16({20, 2}) + u32({1, 0}) + "\1\1\1\0"s + u32({77, 7, 8}) + u16({8, 2}) + u32({78}), sock_diag),
      "[{nlmsg_len=40, nlmsg_type=SOCK_DIAG_BY_FAMILY, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=1, nlmsg_pid=0}, "
      "{udiag_family=AF_UNIX, udiag_type=SOCK_STREAM, udiag_state=TCP_ESTABLISHED, udiag_ino=77, "
      "udiag_cookie=[7, 8]}, [{nla_len=8, nla_type=UNIX_DIAG_PEER}, 78]]");
  EXPECT_EQ(sent(u32({20}) + u16({20, 1}) + u32({1, 0}) + "\2\6\0\0"s, sock_diag),
            "[{nlmsg_len=20, nlmsg_type=SOCK_DIAG_BY_FAMILY, nlmsg_flags=NLM_F_REQUEST, nlmsg_seq=1, nlmsg_pid=0}, "
            R"("\x02\x06\x00\x00"])");
}

TEST(Netlink, ErrorsHoldTheMessageTheyAreAbout) {
  EXPECT_EQ(sent(u32({36}) + u16({2, 0}) + u32({1, 0, 0xfffffffe, 16}) + u16({18, 1}) + u32({1, 0})),
            "[{nlmsg_len=36, nlmsg_type=NLMSG_ERROR, nlmsg_flags=0, nlmsg_seq=1, nlmsg_pid=0}, {error=-ENOENT, "
            "msg={nlmsg_len=16, nlmsg_type=RTM_GETLINK, nlmsg_flags=NLM_F_REQUEST, nlmsg_seq=1, nlmsg_pid=0}}]");
}

TEST(Netlink, SeveralMessagesAndWhatIsNone) {
  EXPECT_EQ(sent(u32({16}) + u16({3, 2}) + u32({1, 0, 16}) + u16({1, 0}) + u32({2, 0})),
            "[{nlmsg_len=16, nlmsg_type=NLMSG_DONE, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=1, nlmsg_pid=0}, "
            "{nlmsg_len=16, nlmsg_type=NLMSG_NOOP, nlmsg_flags=0, nlmsg_seq=2, nlmsg_pid=0}]");
  EXPECT_EQ(sent("abc"), R"("\x61\x62\x63")");
}

}  // namespace
}  // namespace spoor::testing
