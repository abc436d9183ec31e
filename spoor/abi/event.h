// A decoded call: the row that describes it, and a Value per argument.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "spoor/abi/call.h"
#include "spoor/abi/syscall.h"

namespace spoor::abi {

// Lives as long as the arena its values are in. At entry the arguments that only the exit tells are nullptr.
struct Event {
  const Call* call = nullptr;
  const Syscall* row = nullptr;               // nullptr: a number no table knows
  std::array<std::uint64_t, max_args> raw{};  // what was decoded: the call's registers, or what they stand for
  std::span<const Arg> spec;                  // names and directions of this call's arguments
  std::array<ValueRef, max_args> args{};
  ValueRef result = nullptr;  // a better reading of a successful result than its number: a descriptor with its path
  ValueRef note = nullptr;
  std::string_view comm = {};  // command name of the task (/proc/TID/comm), as below

  std::span<const ValueRef> values() const { return std::span(args).first(spec.size()); }
};

// --- what happens to tasks between their calls; times are CLOCK_REALTIME ns ---
//
// `comm` is the task's command name: any bytes but NUL, at most 15 of them (proc(5), /proc/pid/comm); after an exec the
// new one. Empty where nobody asked for it.

// A signal about to be delivered (signal-delivery-stop), with the siginfo_t that PTRACE_GETSIGINFO gave (64-bit
// layout).
struct SignalEvent {
  pid_t tid;
  pid_t pid;
  std::int64_t time_ns;
  int signal;
  std::span<const std::byte> info;
  std::string_view comm = {};
  std::uint64_t instruction = 0;  // where the task was; 0: not known
};

// A task makes its calls in another ABI than before, or, at its first, than the kernel's own; comes before that call,
// whether or not anybody sees the call itself.
struct AbiEvent {
  pid_t tid;
  pid_t pid;
  std::int64_t time_ns;
  Abi abi;
  std::uint64_t instruction = 0;  // where that call is made
  std::string_view comm = {};
};

// A task stopped with its process (group-stop).
struct StopEvent {
  pid_t tid;
  pid_t pid;
  std::int64_t time_ns;
  int signal;
  std::string_view comm = {};
};

// A task came under trace: `parent` made it, or 0 where it was launched or attached.
struct BirthEvent {
  pid_t tid;
  pid_t pid;
  pid_t parent;
  std::int64_t time_ns;
  std::string_view comm = {};
};

// A process replaced its program. `former_tid` differs from `tid` where a thread other than the leader called exec:
// that thread goes on as the leader, and the old leader is gone without an exit of its own.
struct ExecEvent {
  pid_t tid;
  pid_t former_tid;
  std::int64_t time_ns;
  std::string_view comm = {};
};

// A task ended: `status` as wait(2) gives it.
struct ExitEvent {
  pid_t tid;
  pid_t pid;
  std::int64_t time_ns;
  int status;
  std::string_view comm = {};
};

// A task was let go and lives on.
struct DetachEvent {
  pid_t tid;
  pid_t pid;
  std::int64_t time_ns;
  std::string_view comm = {};
  pid_t tracer = 0;  // the process that traces it instead, where one asked for it
};

}  // namespace spoor::abi
