#include "spoor/sys/socket_table.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "spoor/base/quote.h"
#include "spoor/sys/proc.h"

namespace spoor::sys {
namespace {

using Message = std::span<const std::byte>;

struct Protocol {
  std::string_view name;  // as struct proto has it in the kernel
  int family;
  int number;
  std::string_view proc_file;
};
constexpr Protocol protocols[] = {
    {"UNIX", AF_UNIX, 0, "unix"},
    {"UNIX-STREAM", AF_UNIX, 0, "unix"},
    {"NETLINK", AF_NETLINK, 0, "netlink"},
    {"TCP", AF_INET, IPPROTO_TCP, "tcp"},
    {"UDP", AF_INET, IPPROTO_UDP, "udp"},
    {"UDPLITE", AF_INET, IPPROTO_UDPLITE, "udplite"},
    {"DCCP", AF_INET, IPPROTO_DCCP, ""},
    {"SCTP", AF_INET, IPPROTO_SCTP, ""},
    {"L2TP/IP", AF_INET, 0, ""},
    {"PING", AF_INET, 0, ""},
    {"RAW", AF_INET, 0, ""},
    {"TCPv6", AF_INET6, IPPROTO_TCP, "tcp6"},
    {"UDPv6", AF_INET6, IPPROTO_UDP, "udp6"},
    {"UDPLITEv6", AF_INET6, IPPROTO_UDPLITE, "udplite6"},
    {"DCCPv6", AF_INET6, IPPROTO_DCCP, ""},
    {"SCTPv6", AF_INET6, IPPROTO_SCTP, ""},
    {"L2TP/IPv6", AF_INET6, 0, ""},
    {"PINGv6", AF_INET6, 0, ""},
    {"RAWv6", AF_INET6, 0, ""},
};

constexpr std::string_view netlink_names[] = {
    "ROUTE", "UNUSED", "USERSOCK", "FIREWALL", "SOCK_DIAG", "NFLOG", "XFRM", "SELINUX", "ISCSI", "AUDIT", "FIB_LOOKUP",
    "CONNECTOR", "NETFILTER", "IP6_FW", "DNRTMSG", "KOBJECT_UEVENT", "GENERIC", "", "SCSITRANSPORT", "ECRYPTFS", "RDMA",
    "CRYPTO", "SMC",
};

template <typename Request>
bool send_request(int diag, std::uint16_t flags, const Request& body) {
  struct {
    nlmsghdr header;
    Request body;
  } request{};
  request.header.nlmsg_len = sizeof request;
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
  request.body = body;
  return send(diag, &request, sizeof request, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof request);
}

// Calls f(message payload) for each answer, to the end of them: what is left unread would answer the next question.
template <typename F>
void each_answer(int diag, bool dump, F&& f) {
  alignas(nlmsghdr) std::array<std::byte, 16384> buffer;
  for (;;) {
    const ssize_t size = recv(diag, buffer.data(), buffer.size(), 0);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return;
    auto left = static_cast<std::size_t>(size);
    for (const std::byte* at = buffer.data(); left >= sizeof(nlmsghdr);) {
      nlmsghdr header;
      std::memcpy(&header, at, sizeof header);
      if (header.nlmsg_len < sizeof header || header.nlmsg_len > left) return;
      if (header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR) return;
      if (header.nlmsg_type == SOCK_DIAG_BY_FAMILY) f(Message(at + sizeof header, header.nlmsg_len - sizeof header));
      const std::size_t step = std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), left);
      at += step;
      left -= step;
    }
    if (!dump) return;
  }
}

template <typename T>
std::optional<T> start_of(Message message) {
  T value;
  if (message.size() < sizeof value) return std::nullopt;
  std::memcpy(&value, message.data(), sizeof value);
  return value;
}

// --- IPv4 and IPv6 ---

std::string between(std::string local, const std::string& remote) {
  return remote.empty() ? std::move(local) : std::move(local) + "->" + remote;
}

std::optional<std::string> inet_addresses(int diag, const Protocol& protocol, std::uint64_t inode) {
  inet_diag_req_v2 request{};
  request.sdiag_family = static_cast<std::uint8_t>(protocol.family);
  request.sdiag_protocol = static_cast<std::uint8_t>(protocol.number);
  request.idiag_states = ~0u;
  if (protocol.number == 0 || !send_request(diag, NLM_F_DUMP, request)) return std::nullopt;
  std::optional<std::string> found;
  each_answer(diag, true, [&](Message message) {
    const auto answer = start_of<inet_diag_msg>(message);
    if (!answer || answer->idiag_inode != inode) return;
    const auto& id = answer->id;
    const bool peer = id.idiag_dport != 0;
    const auto remote = peer ? socket_address(protocol.family, id.idiag_dst, ntohs(id.idiag_dport)) : std::string();
    found = between(socket_address(protocol.family, id.idiag_src, ntohs(id.idiag_sport)), remote);
  });
  return found;
}

// --- Unix ---

std::string quoted(std::string_view name) {
  Buffer out;
  append_quoted(out, name, QuoteStyle::octal);
  return {out.data(), out.size()};
}

struct UnixSocket {
  std::uint32_t peer = 0;
  std::string name;  // a NUL in front: abstract
};

std::optional<UnixSocket> unix_socket(int diag, std::uint64_t inode) {
  unix_diag_req request{};
  request.sdiag_family = AF_UNIX;
  request.udiag_states = ~0u;
  request.udiag_ino = static_cast<std::uint32_t>(inode);
  request.udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER;
  request.udiag_cookie[0] = request.udiag_cookie[1] = ~0u;  // any
  if (!send_request(diag, 0, request)) return std::nullopt;
  std::optional<UnixSocket> found;
  each_answer(diag, false, [&](Message message) {
    const auto answer = start_of<unix_diag_msg>(message);
    if (!answer || answer->udiag_ino != inode) return;
    found.emplace();
    for (Message rest = message.subspan(sizeof *answer); rest.size() >= sizeof(rtattr);) {
      const auto attribute = *start_of<rtattr>(rest);
      if (attribute.rta_len < sizeof(rtattr) || attribute.rta_len > rest.size()) break;
      const Message value = rest.subspan(sizeof(rtattr), attribute.rta_len - sizeof(rtattr));
      if (attribute.rta_type == UNIX_DIAG_NAME)
        found->name.assign(reinterpret_cast<const char*>(value.data()), value.size());
      if (attribute.rta_type == UNIX_DIAG_PEER) found->peer = start_of<std::uint32_t>(value).value_or(0);
      rest = rest.subspan(std::min<std::size_t>(RTA_ALIGN(attribute.rta_len), rest.size()));
    }
  });
  return found;
}

// Names end at a NUL, but for the one that marks them as abstract.
std::string unix_text(const UnixSocket& socket, std::uint64_t inode) {
  std::string text = std::to_string(inode);
  if (socket.peer != 0) text += "->" + std::to_string(socket.peer);
  if (socket.name.empty()) return text;
  const bool abstract = socket.name[0] == '\0';
  const std::string_view name = std::string_view(socket.name).substr(abstract ? 1 : 0);
  return text + (abstract ? ",@" : ",") + quoted(name.substr(0, name.find('\0')));
}

// --- netlink ---

std::optional<netlink_diag_msg> netlink_socket(int diag, std::uint64_t inode) {
  netlink_diag_req request{};
  request.sdiag_family = AF_NETLINK;
  request.sdiag_protocol = NDIAG_PROTO_ALL;
  if (!send_request(diag, NLM_F_DUMP, request)) return std::nullopt;
  std::optional<netlink_diag_msg> found;
  each_answer(diag, true, [&](Message message) {
    const auto answer = start_of<netlink_diag_msg>(message);
    if (answer && answer->ndiag_ino == inode) found = answer;
  });
  return found;
}

std::string netlink_text(const netlink_diag_msg& socket) {
  const std::size_t number = socket.ndiag_protocol;
  std::string name = number < std::size(netlink_names) ? std::string(netlink_names[number]) : std::string();
  if (name.empty()) name = "NETLINK_" + std::to_string(number);
  return name + ":" + std::to_string(socket.ndiag_portid);
}

// --- /proc/PID/net ---

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t start = line.find_first_not_of(' ');
    if (start == std::string_view::npos) return words;
    line.remove_prefix(start);
    const std::size_t end = std::min(line.find(' '), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

template <typename F>
void each_line(std::string_view lines, F&& f) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    f(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

std::optional<std::uint64_t> number(std::string_view text, int base) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "0100007F:0050": 32-bit words in the host's byte order, and the port.
std::optional<std::string> proc_address(std::string_view text, int family, bool& has_port) {
  const std::size_t words = family == AF_INET ? 1 : 4;
  if (text.size() != words * 8 + 5 || text[words * 8] != ':') return std::nullopt;
  std::array<std::uint32_t, 4> address{};
  for (std::size_t i = 0; i < words; ++i) {
    const auto word = number(text.substr(i * 8, 8), 16);
    if (!word) return std::nullopt;
    address[i] = static_cast<std::uint32_t>(*word);
  }
  const auto port = number(text.substr(words * 8 + 1), 16);
  if (!port) return std::nullopt;
  has_port = *port != 0;
  return socket_address(family, address.data(), static_cast<unsigned>(*port));
}

std::optional<std::string> from_proc(const Protocol& protocol, std::uint64_t inode, pid_t pid) {
  if (protocol.proc_file.empty() || protocol.family == AF_NETLINK) return std::nullopt;
  const auto lines = read_proc_file("/proc/" + std::to_string(pid) + "/net/" + std::string(protocol.proc_file));
  if (!lines) return std::nullopt;
  if (protocol.family != AF_UNIX) return find_inet_line(*lines, protocol.family, inode);
  auto name = find_unix_line(*lines, inode);
  if (!name) return std::nullopt;
  if (name->starts_with('@')) (*name)[0] = '\0';
  return unix_text({.peer = 0, .name = std::move(*name)}, inode);
}

}  // namespace

std::optional<std::string> socket_protocol(const std::string& fd_path) {
  std::array<char, 64> name;
  const ssize_t size = getxattr(fd_path.c_str(), "system.sockprotoname", name.data(), name.size());
  if (size <= 0) return std::nullopt;
  const std::string_view all(name.data(), static_cast<std::size_t>(size));
  return std::string(all.substr(0, all.find('\0')));
}

std::string socket_address(int family, const void* address, unsigned port) {
  char text[INET6_ADDRSTRLEN];
  inet_ntop(family, address, text, sizeof text);
  const std::string host = family == AF_INET6 ? "[" + std::string(text) + "]" : std::string(text);
  return host + ":" + std::to_string(port);
}

std::optional<std::string> find_inet_line(std::string_view lines, int family, std::uint64_t inode) {
  std::optional<std::string> found;
  each_line(lines, [&](std::string_view line) {
    // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
    const auto words = words_of(line);
    if (found || words.size() < 10 || number(words[9], 10) != inode) return;
    bool bound = false;
    bool peer = false;
    const auto local = proc_address(words[1], family, bound);
    const auto remote = proc_address(words[2], family, peer);
    if (local && remote) found = between(*local, peer ? *remote : std::string());
  });
  return found;
}

std::optional<std::string> find_unix_line(std::string_view lines, std::uint64_t inode) {
  std::optional<std::string> found;
  each_line(lines, [&](std::string_view line) {
    // Num RefCount Protocol Flags Type St Inode Path
    const auto words = words_of(line);
    if (found || words.size() < 7 || number(words[6], 10) != inode) return;
    const std::size_t name = static_cast<std::size_t>(words[6].data() + words[6].size() - line.data());
    found = name < line.size() ? std::string(line.substr(name + 1)) : std::string();
  });
  return found;
}

int SocketTable::diag() {
  if (!diag_) diag_ = Fd(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  return diag_.get();
}

std::string SocketTable::describe(std::string_view name, std::uint64_t inode, pid_t pid) {
  const auto* protocol = std::ranges::find(protocols, name, &Protocol::name);
  if (protocol == std::end(protocols)) return {};
  std::optional<std::string> text;
  if (diag() >= 0) {
    if (protocol->family == AF_UNIX) {
      if (const auto socket = unix_socket(diag(), inode)) text = unix_text(*socket, inode);
    } else if (protocol->family == AF_NETLINK) {
      if (const auto socket = netlink_socket(diag(), inode)) text = netlink_text(*socket);
    } else {
      text = inet_addresses(diag(), *protocol, inode);
    }
  }
  if (!text) text = from_proc(*protocol, inode, pid);
  return std::string(name) + ":[" + text.value_or(std::to_string(inode)) + "]";
}

std::optional<int> SocketTable::netlink_protocol(std::uint64_t inode) {
  if (diag() < 0) return std::nullopt;
  const auto socket = netlink_socket(diag(), inode);
  return socket ? std::optional<int>(socket->ndiag_protocol) : std::nullopt;
}

}  // namespace spoor::sys
