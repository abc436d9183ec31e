// epoll(7).
#include "spoor/abi/args.h"
#include "spoor/abi/sigset.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name event_table[] = {
    {0x1, "EPOLLIN"}, {0x2, "EPOLLPRI"}, {0x4, "EPOLLOUT"}, {0x8, "EPOLLERR"}, {0x10, "EPOLLHUP"},
    {0x20, "EPOLLNVAL"}, {0x40, "EPOLLRDNORM"}, {0x80, "EPOLLRDBAND"}, {0x100, "EPOLLWRNORM"},
    {0x200, "EPOLLWRBAND"}, {0x400, "EPOLLMSG"}, {0x2000, "EPOLLRDHUP"}, {1u << 28, "EPOLLEXCLUSIVE"},
    {1u << 29, "EPOLLWAKEUP"}, {1u << 30, "EPOLLONESHOT"}, {1u << 31, "EPOLLET"},
};
constexpr FlagSet events{.unknown = "EPOLL???", .names = event_table};

constexpr Name create_table[] = {
    {0x80000, "EPOLL_CLOEXEC"},
};
constexpr FlagSet create_flags{.unknown = "EPOLL_???", .names = create_table};

constexpr std::uint32_t op_del = 2;
constexpr Name op_table[] = {
    {1, "EPOLL_CTL_ADD"}, {op_del, "EPOLL_CTL_DEL"}, {3, "EPOLL_CTL_MOD"},
};
constexpr FlagSet operations{.unknown = "EPOLL_CTL_???", .names = op_table};

constexpr std::size_t event_size = 12;  // packed on every x86 ABI (EPOLL_PACKED of <linux/eventpoll.h>)

ValueRef event(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t mask = s.u32();
  const std::uint64_t low = s.u32();
  const std::uint64_t high = s.u32();
  if (s.failed()) return nullptr;
  s.add("events", c.flags(events, mask));
  s.add("data", c.hex(low | high << 32));  // a union: a descriptor to one program, a pointer to another
  return s.done();
}

// EPOLL_CTL_DEL looks at no event (epoll_ctl(2), "BUGS").
ValueRef event_given(Context& c, const Arg&, std::uint64_t raw) {
  if (static_cast<std::uint32_t>(c.arg(1)) == op_del) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return event(c, addr); });
}

ValueRef events_got(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, static_cast<std::uint64_t>(c.call().result), event_size,
                   [&](RemoteAddr at) { return event(c, at); });
  });
}

constexpr Arg events_arg = custom("events", events_got, Direction::out);

constexpr Syscall rows[] = {
    {"epoll_create", {213, 254}, {i32("size")}, Ret::fd, Class::desc},
    {"epoll_create1", {291, 329, 20}, {flags("flags", create_flags)}, Ret::fd, Class::desc},
    {"epoll_ctl",
     {233, 255, 21},
     {fd("epfd"), choice("op", operations), fd("fd"), custom("event", event_given)},
     Ret::dec,
     Class::desc},
    {"epoll_wait", {232, 256}, {fd("epfd"), events_arg, i32("maxevents"), i32("timeout")}, Ret::dec, Class::desc},
    {"epoll_pwait",
     {281, 319, 22},
     {fd("epfd"), events_arg, i32("maxevents"), i32("timeout"), out_sigset<5>("sigmask"), ulong("sigsetsize")},
     Ret::dec,
     Class::desc},
    {"epoll_pwait2",
     {441, 441, 441},
     {fd("epfd"), events_arg, i32("maxevents"), out<decode_timespec64>("timeout"), out_sigset<5>("sigmask"),
      ulong("sigsetsize")},
     Ret::dec,
     Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_epoll;
const std::span<const Syscall> rows_epoll = rows;

}  // namespace spoor::abi
