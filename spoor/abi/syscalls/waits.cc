// Waiting for children, and what they and the caller used up.
#include "spoor/abi/args.h"
#include "spoor/abi/rusage.h"
#include "spoor/abi/siginfo.h"

namespace spoor::abi {
namespace {

using namespace arg;

// strace's order; WSTOPPED is WUNTRACED, wait4(2)'s name for it.
constexpr Name option_names[] = {
    {0x00000001, "WNOHANG"}, {0x00000004, "WEXITED"},  {0x00000002, "WSTOPPED"}, {0x00000008, "WCONTINUED"},
    {0x01000000, "WNOWAIT"}, {0x80000000, "__WCLONE"}, {0x40000000, "__WALL"},   {0x20000000, "__WNOTHREAD"},
};
constexpr FlagSet wait_options{.unknown = "W???", .names = option_names};

constexpr std::uint64_t p_pid = 1;
constexpr std::uint64_t p_pgid = 2;
constexpr std::uint64_t p_pidfd = 3;
constexpr Name id_type_names[] = {{0, "P_ALL"}, {p_pid, "P_PID"}, {p_pgid, "P_PGID"}, {p_pidfd, "P_PIDFD"}};
constexpr FlagSet id_types{.unknown = "P_???", .names = id_type_names};

// RUSAGE_BOTH is the kernel's own (include/uapi/linux/resource.h).
constexpr Name who_names[] = {
    {0, "RUSAGE_SELF"}, {0xffffffff, "RUSAGE_CHILDREN"}, {0xfffffffe, "RUSAGE_BOTH"}, {1, "RUSAGE_THREAD"}};
constexpr FlagSet whose{.unknown = "RUSAGE_???", .names = who_names};

// A wait that found no child (WNOHANG gives 0) has written nothing.
bool found_child(const Context& c) { return !c.call().failed() && c.call().result > 0; }

ValueRef status(Context& c, const Arg&, std::uint64_t raw) {
  if (!found_child(c)) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) -> ValueRef {
    const auto word = c.load<std::uint32_t>(addr);
    if (!word) return nullptr;
    const ValueRef items[] = {c.make(WaitStatus{*word})};
    return c.list(items);
  });
}
ValueRef usage(Context& c, const Arg&, std::uint64_t raw) {
  if (!found_child(c)) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return decode_rusage(c, addr); });
}

// waitid's id is what its first argument says.
ValueRef awaited(Context& c, const Arg&, std::uint64_t raw) {
  const auto id = static_cast<std::int32_t>(raw);
  switch (c.arg(0) & 0xffffffff) {
    case p_pid:
    case p_pgid: return c.pid(id);
    case p_pidfd: return c.fd(id);
    default: return c.dec(id);
  }
}

constexpr Arg status_arg = custom("stat_addr", status, Direction::out);

constexpr Syscall rows[] = {
    {"wait4",
     {61, 114, 260},
     {pid("upid"), status_arg, flags("options", wait_options), custom("ru", usage, Direction::out)},
     Ret::pid,
     Class::process},
    {"waitpid", {.i386 = 7}, {pid("pid"), status_arg, flags("options", wait_options)}, Ret::pid, Class::process},
    {"waitid",
     {.x86_64 = 247, .i386 = 284, .generic = 95, .x32 = 529},
     {choice("which", id_types), custom("upid", awaited), out<decode_siginfo>("infop"), flags("options", wait_options),
      out<decode_rusage>("ru")},
     Ret::dec,
     Class::process},
    {"getrusage", {98, 77, 165}, {choice("who", whose), out<decode_rusage>("ru")}},
};

}  // namespace

extern const std::span<const Syscall> rows_waits;
const std::span<const Syscall> rows_waits = rows;

}  // namespace spoor::abi
