// What sockets are, asked of the kernel by inode: sock_diag(7), and the lists of /proc/PID/net for sockets of other
// network namespaces.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "spoor/base/fd.h"

namespace spoor::sys {

// The name of a socket's protocol ("TCP", "UDPv6", "UNIX-STREAM", "NETLINK"), as the kernel tells it of the descriptor
// behind the path of a link in /proc/PID/fd; nullopt where that is no socket, or cannot be asked.
std::optional<std::string> socket_protocol(const std::string& fd_path);

// Every answer is fresh: addresses change, and inodes are used again.
class SocketTable {
 public:
  // `TCP:[127.0.0.1:43210->127.0.0.1:80]`, `UNIX-STREAM:[123->456,"/path"]`, `NETLINK:[ROUTE:1234]`; `TCP:[inode]` for
  // sockets that no table lists because they have no address yet. Empty for protocols that are not known. `pid`: a task
  // of the socket's network namespace.
  std::string describe(std::string_view protocol, std::uint64_t inode, pid_t pid);

  // NETLINK_ROUTE (0) …; nullopt for sockets that are not bound yet, which no table lists.
  std::optional<int> netlink_protocol(std::uint64_t inode);

 private:
  int diag();

  Fd diag_;
};

// How a socket's addresses are written: "127.0.0.1:80", "[::1]:80". `family` is AF_INET or AF_INET6, `address` in
// network byte order, `port` in the host's.
std::string socket_address(int family, const void* address, unsigned port);

// The line of /proc/PID/net/{tcp,udp,…} (proc(5)) that is about `inode`, as the addresses it tells; nullopt where none
// is.
std::optional<std::string> find_inet_line(std::string_view lines, int family, std::uint64_t inode);
// The path in the line of /proc/PID/net/unix that is about `inode`, "@" in front of abstract names; nullopt where none
// is, "" where the socket has no name.
std::optional<std::string> find_unix_line(std::string_view lines, std::uint64_t inode);

}  // namespace spoor::sys
