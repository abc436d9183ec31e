// Calls of i386 whose arguments lie in memory: socketcall(2), which stands for all calls on sockets, and the old
// select.
#include "spoor/abi/args.h"
#include "spoor/abi/catalog.h"

namespace spoor::abi {

extern const Syscall row_send;
extern const Syscall row_recv;

namespace {

using namespace arg;

// In the order of their numbers, which start at 1 (<linux/net.h>).
struct SocketCall {
  std::string_view constant;
  std::string_view name;
  std::uint8_t args;
};
constexpr SocketCall socket_calls[] = {
    {"SYS_SOCKET", "socket", 3}, {"SYS_BIND", "bind", 3}, {"SYS_CONNECT", "connect", 3}, {"SYS_LISTEN", "listen", 2},
    {"SYS_ACCEPT", "accept", 3}, {"SYS_GETSOCKNAME", "getsockname", 3}, {"SYS_GETPEERNAME", "getpeername", 3},
    {"SYS_SOCKETPAIR", "socketpair", 4}, {"SYS_SEND", "send", 4}, {"SYS_RECV", "recv", 4}, {"SYS_SENDTO", "sendto", 6},
    {"SYS_RECVFROM", "recvfrom", 6}, {"SYS_SHUTDOWN", "shutdown", 2}, {"SYS_SETSOCKOPT", "setsockopt", 5},
    {"SYS_GETSOCKOPT", "getsockopt", 5}, {"SYS_SENDMSG", "sendmsg", 3}, {"SYS_RECVMSG", "recvmsg", 3},
    {"SYS_ACCEPT4", "accept4", 4}, {"SYS_RECVMMSG", "recvmmsg", 5}, {"SYS_SENDMMSG", "sendmmsg", 4},
};

constexpr auto call_names_table = [] {
  std::array<Name, std::size(socket_calls)> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = {i + 1, socket_calls[i].constant};
  return names;
}();
constexpr FlagSet call_names{.unknown = "SYS_???", .names = call_names_table};

// Reads `count` words at `addr`.
bool load_args(Context& c, std::uint64_t addr, std::size_t count, std::array<std::uint64_t, max_args>& args) {
  std::array<std::uint64_t, max_args> loaded{};
  for (std::size_t i = 0; i < count; ++i) {
    const auto word = c.load_word(RemoteAddr(addr) + i * pointer_size(c.abi()));
    if (!word) return false;
    loaded[i] = *word;
  }
  args = loaded;
  return true;
}

const Syscall* socket_call(Context& c, std::array<std::uint64_t, max_args>& args) {
  const std::uint64_t number = static_cast<std::uint32_t>(args[0]);
  if (number == 0 || number > std::size(socket_calls)) return nullptr;
  const SocketCall& call = socket_calls[number - 1];
  if (!load_args(c, static_cast<std::uint32_t>(args[1]), call.args, args)) return nullptr;
  if (call.name == row_send.name) return &row_send;
  if (call.name == row_recv.name) return &row_recv;
  return Catalog::instance().find(Abi::x86_64, call.name);  // i386 has no accept of its own
}

// The old select differs from _newselect in where its arguments are.
const Syscall* old_select(Context& c, std::array<std::uint64_t, max_args>& args) {
  if (!load_args(c, static_cast<std::uint32_t>(args[0]), 5, args)) return nullptr;
  return Catalog::instance().find(Abi::x86_64, "select");
}

constexpr Syscall rows[] = {
    {.name = "socketcall",
     .numbers = {.i386 = 102},
     .args = {choice("call", call_names), ptr("args")},
     .classes = Class::desc,
     .inner = socket_call},
    {.name = "select", .numbers = {.i386 = 82}, .args = {ptr("arg")}, .classes = Class::desc, .inner = old_select},
};

}  // namespace

extern const std::span<const Syscall> rows_socketcall;
const std::span<const Syscall> rows_socketcall = rows;

}  // namespace spoor::abi
