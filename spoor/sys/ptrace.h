// The only door to ptrace(2) and to waiting for tracees. Thin: one function a request, errno as Error.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "spoor/base/address.h"
#include "spoor/base/error.h"

namespace spoor::sys {

// PTRACE_O_*, as one seize() sets them.
struct TraceOptions {
  bool follow = true;         // TRACEFORK | TRACEVFORK | TRACECLONE
  bool seccomp = false;       // TRACESECCOMP
  bool exit_stops = false;    // TRACEEXIT
  bool kill_on_exit = false;  // EXITKILL
};

// The PTRACE_EVENT_* of a stop, as wait reports it in bits 16.. of the status.
enum class Event : std::uint8_t {
  none = 0,
  fork = 1,
  vfork = 2,
  clone = 3,
  exec = 4,
  vfork_done = 5,
  exit = 6,
  seccomp = 7,
  stop = 128,
};

// How a stopped task goes on.
enum class Resume : std::uint8_t {
  cont,     // PTRACE_CONT
  syscall,  // PTRACE_SYSCALL: to the next syscall-enter- or syscall-exit-stop
  step,     // PTRACE_SINGLESTEP
  listen,   // PTRACE_LISTEN: stays in its group-stop
};

// What PTRACE_GET_SYSCALL_INFO tells (ptrace(2)).
struct SyscallInfo {
  enum class Op : std::uint8_t { none = 0, entry = 1, exit = 2, seccomp = 3 };
  Op op = Op::none;
  bool is_error = false;  // exit
  std::uint32_t audit_arch = 0;
  std::uint64_t instruction = 0;
  std::uint64_t stack = 0;
  std::uint64_t nr = 0;  // entry, seccomp
  std::array<std::uint64_t, 6> args{};
  std::int64_t result = 0;  // exit
};

Result<void> seize(pid_t tid, const TraceOptions& options);
Result<void> set_options(pid_t tid, const TraceOptions& options);
Result<void> interrupt(pid_t tid);
// `signal` is delivered on the way (0: none). ESRCH on a task known to be stopped means that it was killed.
Result<void> resume(pid_t tid, Resume how, int signal);
Result<void> detach(pid_t tid, int signal);
Result<std::uint64_t> event_message(pid_t tid);
Result<SyscallInfo> syscall_info(pid_t tid);
// siginfo_t of the signal-delivery-stop that the task is in; EINVAL in a group-stop.
Result<void> signal_info(pid_t tid, std::span<std::byte, 128> into);
Result<std::uint64_t> signal_mask(pid_t tid);
Result<void> set_signal_mask(pid_t tid, std::uint64_t mask);
// One word of memory, for where nothing better is allowed.
Result<std::uint64_t> peek(pid_t tid, RemoteAddr addr);
Result<void> poke(pid_t tid, RemoteAddr addr, std::uint64_t word);
// A word of struct user (<sys/user.h>): registers, debug registers.
Result<std::uint64_t> peek_user(pid_t tid, std::size_t offset);
Result<void> poke_user(pid_t tid, std::size_t offset, std::uint64_t word);
// A register set by its ELF note type (NT_PRSTATUS, NT_X86_XSTATE …): how many bytes the kernel gave.
Result<std::size_t> register_set(pid_t tid, unsigned note_type, std::span<std::byte> into);
Result<void> set_register_set(pid_t tid, unsigned note_type, std::span<const std::byte> from);

struct Waited {
  pid_t tid;
  int status;
};

// Waits for a change of any child or tracee, threads included (__WALL). EINTR where a signal handler ran; ECHILD where
// nothing is left. With block = false, a tid of 0 says that nothing is there.
Result<Waited> wait_any(bool block);
Result<Waited> wait_for(pid_t tid, bool block);

}  // namespace spoor::sys
