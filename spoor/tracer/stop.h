// The stops of ptrace(2) as types, and the one object that stands for a stopped task.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>

#include "spoor/arch/registers.h"
#include "spoor/base/error.h"
#include "spoor/base/memory.h"
#include "spoor/sys/ptrace.h"

namespace spoor::tracer {

class Tracer;
struct Tracee;

// --- why a task is stopped, in ptrace(2)'s words ---

struct SyscallEnter {};  // syscall-enter-stop: Tracee::call is new
struct SyscallExit {};   // syscall-exit-stop: Tracee::call is finished
struct Seccomp {         // PTRACE_EVENT_SECCOMP: Tracee::call is new; the exit is seen only after Resume::syscall
  std::uint32_t data;    // SECCOMP_RET_DATA of the filter
};
struct SignalDelivery {  // signal-delivery-stop: resuming with the signal delivers it, with 0 suppresses it
  int signal;
};
struct GroupStop {  // the whole process is stopped; resume() keeps it so (PTRACE_LISTEN)
  int signal;
};
struct NewTask {  // first stop of a task: made by `parent`, or launched or attached (0)
  pid_t parent;
};
struct Birth {  // the parent's stop in fork, vfork, clone: `child` is the new task
  pid_t child;
  sys::Event how;
};
struct Exec {  // the process has a new program; `former_tid` called exec (its tid is the leader's now)
  pid_t former_tid;
};
struct Exiting {  // PTRACE_EVENT_EXIT: `status` as wait(2) will give it; memory is still there
  int status;
};
struct Interrupted {};  // Tracer::interrupt(), or the end of a group-stop

using StopReason = std::variant<SyscallEnter, SyscallExit, Seccomp, SignalDelivery, GroupStop, NewTask, Birth, Exec,
                                Exiting, Interrupted>;

// How a stopped task goes on; see sys::Resume. A task in a group-stop listens whatever is asked.
enum class How : std::uint8_t { run, to_syscall, step };

// Proof that one task is stopped. Move-only; resuming or detaching consumes it, so that nothing can be asked of a
// running task. A Stop that is dropped leaves its task stopped until the tracer detaches.
class Stop {
 public:
  Stop(Tracer& tracer, Tracee& tracee, StopReason reason) : tracer_(&tracer), tracee_(&tracee), reason_(reason) {}
  Stop(Stop&&) = default;
  Stop& operator=(Stop&&) = default;
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  pid_t tid() const;
  const StopReason& reason() const { return reason_; }
  template <typename T>
  const T* as() const {
    return std::get_if<T>(&reason_);
  }
  Tracee& tracee() const { return *tracee_; }

  // The task's memory, cached by page until it is resumed.
  Memory& memory() const;
  Result<void> write(RemoteAddr addr, std::span<const std::byte> bytes) const;
  Result<arch::Registers> registers() const;
  Result<void> set_registers(const arch::Registers& registers) const;
  // Where the task was when it stopped; 0: killed meanwhile.
  std::uint64_t instruction() const;
  // siginfo_t of a SignalDelivery.
  Result<void> signal_info(std::span<std::byte, 128> into) const;

  // A task that was killed meanwhile is no error: its end comes out of Tracer::next().
  Result<void> resume(How how, int signal = 0) &&;
  // Lets the task go on untraced; `signal` is delivered to it.
  Result<void> detach(int signal = 0) &&;

 private:
  Tracer* tracer_;
  Tracee* tracee_;
  StopReason reason_;
};

// A task that is no more. Its Tracee is valid until the next call of Tracer::next(); where in_call is set, it ended
// inside Tracee::call.
struct Gone {
  pid_t tid;
  pid_t pid;
  int status;  // as wait(2) gives it
  // Where a launched program could not be started: what exec failed with, 0 otherwise.
  int exec_error = 0;
  Tracee* tracee = nullptr;
};

struct Foreign {  // a child of this process that is no tracee ended, and was reaped
  pid_t pid;
  int status;
};
// A task got another tracer instead of us: it asked for one, or a tracee asked for it (PTRACE_TRACEME, PTRACE_ATTACH,
// PTRACE_SEIZE). It lives on, and nothing more is heard of it. Its Tracee is valid until the next call of
// Tracer::next().
struct HandedOver {
  pid_t tid;
  pid_t pid;
  pid_t to;  // the process that traces it now
};

struct Idle {};  // a signal handler of this process ran: look around, then call next() again
struct Done {};  // no tracee is left

using Wait = std::variant<Stop, Gone, HandedOver, Foreign, Idle, Done>;

}  // namespace spoor::tracer
