#include "spoor/sys/socket_table.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>

namespace spoor::sys {
namespace {

std::uint64_t inode_of(const Fd& fd) {
  struct stat status{};
  EXPECT_EQ(fstat(fd.get(), &status), 0);
  return status.st_ino;
}

std::string described(const Fd& fd) {
  SocketTable table;
  const auto protocol = socket_protocol("/proc/self/fd/" + std::to_string(fd.get()));
  return protocol ? table.describe(*protocol, inode_of(fd), getpid()) : "no socket";
}

std::string ino(const Fd& fd) { return std::to_string(inode_of(fd)); }

sockaddr_in loopback() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

unsigned port_of(const Fd& fd) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  EXPECT_EQ(getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  return ntohs(address.sin_port);
}

TEST(SocketTable, TcpFromUnboundToConnected) {
  const Fd listener(socket(AF_INET, SOCK_STREAM, 0));
  EXPECT_EQ(described(listener), "TCP:[" + ino(listener) + "]");
  auto address = loopback();
  ASSERT_EQ(bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(listen(listener.get(), 1), 0);
  const std::string local = "127.0.0.1:" + std::to_string(port_of(listener));
  EXPECT_EQ(described(listener), "TCP:[" + local + "]");
  const Fd client(socket(AF_INET, SOCK_STREAM, 0));
  address.sin_port = htons(static_cast<std::uint16_t>(port_of(listener)));
  ASSERT_EQ(connect(client.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(described(client), "TCP:[127.0.0.1:" + std::to_string(port_of(client)) + "->" + local + "]");
}

TEST(SocketTable, UnixPairsKnowTheirPeers) {
  int pair[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  const Fd left(pair[0]);
  const Fd right(pair[1]);
  const std::string text = described(left);
  EXPECT_TRUE(text.ends_with(":[" + ino(left) + "->" + ino(right) + "]")) << text;
  EXPECT_TRUE(text.starts_with("UNIX")) << text;
}

TEST(SocketTable, AbstractUnixNames) {
  const Fd fd(socket(AF_UNIX, SOCK_DGRAM, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = "spoor-test-" + std::to_string(getpid());
  std::memcpy(address.sun_path + 1, name.data(), name.size());
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  ASSERT_EQ(bind(fd.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(described(fd), "UNIX:[" + ino(fd) + ",@\"" + name + "\"]");
}

TEST(SocketTable, NetlinkTellsProtocolAndPort) {
  const Fd fd(socket(AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT));
  SocketTable table;
  EXPECT_EQ(table.netlink_protocol(inode_of(fd)), std::nullopt);
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  ASSERT_EQ(bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(table.netlink_protocol(inode_of(fd)), NETLINK_KOBJECT_UEVENT);
  EXPECT_TRUE(described(fd).starts_with("NETLINK:[KOBJECT_UEVENT:")) << described(fd);
}

TEST(SocketTable, WhatIsNoSocketHasNoProtocol) { EXPECT_EQ(socket_protocol("/proc/self/exe"), std::nullopt); }

TEST(SocketTable, LinesOfProcNet) {
  constexpr std::string_view tcp =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
      "   0: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1 0 100 0 0 10 0\n"
      "   1: 0100007F:0050 0200007F:C000 01 00000000:00000000 00:00000000 00000000     0        0 78 1 0 20 4 30 10 "
      "-1\n";
  EXPECT_EQ(find_inet_line(tcp, AF_INET, 77), "127.0.0.1:80");
  EXPECT_EQ(find_inet_line(tcp, AF_INET, 78), "127.0.0.1:80->127.0.0.2:49152");
  EXPECT_EQ(find_inet_line(tcp, AF_INET, 79), std::nullopt);
  constexpr std::string_view tcp6 =
      "   0: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 5 1\n";
  EXPECT_EQ(find_inet_line(tcp6, AF_INET6, 5), "[::1]:22");
  constexpr std::string_view names =
      "Num       RefCount Protocol Flags    Type St Inode Path\n"
      "0000000000000000: 00000002 00000000 00010000 0001 01 11 /run/a b\n"
      "0000000000000000: 00000003 00000000 00000000 0001 03 12\n"
      "0000000000000000: 00000002 00000000 00010000 0001 01 13 @abc\n";
  EXPECT_EQ(find_unix_line(names, 11), "/run/a b");
  EXPECT_EQ(find_unix_line(names, 12), "");
  EXPECT_EQ(find_unix_line(names, 13), "@abc");
  EXPECT_EQ(find_unix_line(names, 14), std::nullopt);
}

}  // namespace
}  // namespace spoor::sys
