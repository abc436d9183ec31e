#include "spoor/abi/sockaddr.h"

#include <gtest/gtest.h>

#include <functional>

#include "spoor/abi/iovec.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::literals;

class NamedInterface : public abi::Facts {
 public:
  std::string_view interface(unsigned index) override { return index == 1 ? "lo" : std::string_view{}; }
};

std::string text_of(abi::Abi which, const std::function<abi::ValueRef(abi::Context&)>& decode, FakeMemory& memory) {
  abi::Call call;
  call.abi = which;
  NamedInterface facts;
  Arena arena;
  const abi::DecodeOptions options;
  abi::Context context(call, abi::Context::Phase::exit, memory, facts, arena, options);
  const abi::ValueRef value = decode(context);
  if (value == nullptr) return "nothing";
  Buffer out;
  output::append_value(out, *value, {.string_limit = 32});  // names are never cut
  return {out.data(), out.size()};
}

std::string address(std::string_view bytes, std::uint64_t size = 0) {
  FakeMemory memory;
  memory.put(0x1000, bytes);
  return text_of(
      abi::Abi::x86_64,
      [&](abi::Context& c) { return sockaddr(c, RemoteAddr(0x1000), size != 0 ? size : bytes.size()); }, memory);
}

TEST(Sockaddr, UnixPathsEndAtTheirNulAndAbstractNamesDoNot) {
  EXPECT_EQ(address("\1\0"sv), "{sa_family=AF_UNIX}");
  EXPECT_EQ(address("\1\0/a\0b"sv), R"({sa_family=AF_UNIX, sun_path="/a"})");
  EXPECT_EQ(address("\1\0\0ab\0c"sv), R"({sa_family=AF_UNIX, sun_path=@"ab\0c"})");
  EXPECT_EQ(address("\1\0\0"sv), R"({sa_family=AF_UNIX, sun_path=@""})");
  EXPECT_EQ(address("\1\0"s + std::string(126, 'p')),
            R"({sa_family=AF_UNIX, sun_path=")" + std::string(108, 'p') + R"("})");
}

TEST(Sockaddr, InetNeedsAllSixteenBytes) {
  const auto whole = "\2\0\0\x50\x7f\0\0\1abcdefgh"sv;
  EXPECT_EQ(address(whole), R"({sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")})");
  EXPECT_EQ(address(whole.substr(0, 8)), R"({sa_family=AF_INET, sa_data="\0P\177\0\0\1"})");
}

TEST(Sockaddr, Inet6ScopeIsAnInterfaceForLinkLocalAddresses) {
  const std::string local = "\n\0\0\065\0\0\1\0\xff\2\0\0\0\0\0\0\0\0\0\0\0\0\0\1\1\0\0\0"s;
  EXPECT_EQ(address(local), R"({sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(256), )"
                            R"(inet_pton(AF_INET6, "ff02::1", &sin6_addr), sin6_scope_id=if_nametoindex("lo")})");
  std::string global = local;
  global[8] = '\x20';
  EXPECT_TRUE(address(global).ends_with("sin6_scope_id=1}"));
  EXPECT_TRUE(address(local.substr(0, 24)).ends_with(R"("ff02::1", &sin6_addr)})"));
}

TEST(Sockaddr, NetlinkGroupsKeepTheirWidth) {
  EXPECT_EQ(address("\x10\0\0\0\xd2\4\0\0\5\0\0\0"sv), "{sa_family=AF_NETLINK, nl_pid=1234, nl_groups=0x000005}");
  EXPECT_EQ(address("\x10\0\7\0\0\0\0\0\0\0\0\0"sv),
            "{sa_family=AF_NETLINK, nl_pad=0x7, nl_pid=0, nl_groups=00000000}");
}

TEST(Sockaddr, Packet) {
  EXPECT_EQ(address("\x11\0\x08\0\1\0\0\0\1\0\0\6\1\2\3\4\5\6\7\x08"sv),
            "{sa_family=AF_PACKET, sll_protocol=htons(ETH_P_IP), sll_ifindex=if_nametoindex(\"lo\"), "
            "sll_hatype=ARPHRD_ETHER, sll_pkttype=PACKET_HOST, sll_halen=6, "
            "sll_addr=[0x1, 0x2, 0x3, 0x4, 0x5, 0x6]}");
}

TEST(Sockaddr, BluetoothIsToldApartBySize) {
  EXPECT_EQ(address("\x1f\0\1\0\2\0"sv), "{sa_family=AF_BLUETOOTH, hci_dev=htobs(1), hci_channel=HCI_CHANNEL_MONITOR}");
  EXPECT_EQ(address("\x1f\0\1\2\3\4\5\6"sv), "{sa_family=AF_BLUETOOTH, sco_bdaddr=01:02:03:04:05:06}");
  EXPECT_EQ(address("\x1f\0\0\x11\1\2\3\4\5\6\1\x10\2\0"sv),
            "{sa_family=AF_BLUETOOTH, l2_psm=htobs(L2CAP_PSM_DYN_START+255), l2_bdaddr=01:02:03:04:05:06, "
            "l2_cid=htobs(L2CAP_CID_DYN_START+4033), l2_bdaddr_type=BDADDR_LE_RANDOM}");
}

TEST(Sockaddr, VsockZeroIsShownWhereItIsNone) {
  EXPECT_EQ(address("\x28\0\0\0\0\4\0\0\2\0\0\0\0\0\0\1"sv),
            "{sa_family=AF_VSOCK, svm_cid=VMADDR_CID_HOST, svm_port=0x400, svm_flags=0, svm_zero=\"\\x00\\x00\\x01\"}");
}

TEST(Sockaddr, AlgorithmNamesWithoutNulAreCut) {
  EXPECT_EQ(address("\x26\0skcipher123456\0\0\0\0\0\x10\0\0cbc(aes)\0"sv),
            R"({sa_family=AF_ALG, salg_type="skcipher12345"..., salg_feat=0, salg_mask=CRYPTO_ALG_KERN_DRIVER_ONLY, )"
            R"-(salg_name="cbc(aes)"})-");
}

TEST(Sockaddr, UnknownFamiliesAndUnreadableMemory) {
  EXPECT_EQ(address("\0\0abc"sv), R"({sa_family=AF_UNSPEC, sa_data="abc"})");
  EXPECT_EQ(address("\xff\x0f\x61\x62\x63"sv), R"({sa_family=0xfff /* AF_??? */, sa_data="abc"})");
  EXPECT_EQ(address("\1"sv), "nothing");
  EXPECT_EQ(address("\1\0ab"sv, 20), "nothing");
}

TEST(Iovec, BytesAreBoundedByWhatTheCallReceived) {
  FakeMemory memory;
  memory.put(0x1000, "\0\x20\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\x20\0\0\0\0\0\0\3\0\0\0\0\0\0\0"sv);
  memory.put(0x2000, "hello");
  const auto decode = [](abi::Context& c) { return iovecs(c, RemoteAddr(0x1000), 2, 4); };
  EXPECT_EQ(text_of(abi::Abi::x86_64, decode, memory), R"([{iov_base="hel", iov_len=3}, {iov_base="h", iov_len=3}])");
}

TEST(Iovec, CompatLayoutAndWhatCannotBeRead) {
  FakeMemory memory;
  memory.put(0x1000, "\0\x20\0\0\3\0\0\0\1\0\0\0\2\0\0\0"sv);
  memory.put(0x2000, "hello");
  const auto decode = [](abi::Context& c) { return iovecs(c, RemoteAddr(0x1000), 3); };
  EXPECT_EQ(text_of(abi::Abi::i386, decode, memory),
            R"([{iov_base="hel", iov_len=3}, {iov_base=0x1, iov_len=2}, ... /* 0x1010 */])");
  const auto huge = [](abi::Context& c) { return iovecs(c, RemoteAddr(0x1000), UINT64_MAX); };
  EXPECT_EQ(text_of(abi::Abi::i386, huge, memory), "nothing");
}

}  // namespace
}  // namespace spoor::testing
