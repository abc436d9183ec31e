#include "spoor/tracer/handover.h"

#include <linux/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "spoor/sys/proc.h"

namespace spoor::tracer {
namespace {

bool is_ptrace(const abi::Call& call) {
  constexpr std::uint64_t of_i386 = 26;
  constexpr std::uint64_t of_x32 = 521;
  switch (call.abi) {
    case abi::Abi::i386: return call.nr == of_i386;
    case abi::Abi::x32: return call.nr == of_x32;
    default: return call.nr == SYS_ptrace;
  }
}

}  // namespace

std::optional<TracerRequest> requested_tracer(const Tracee& task) {
  const abi::Call& call = task.call;
  if (!is_ptrace(call)) return std::nullopt;
  switch (call.args[0]) {
    case PTRACE_ATTACH:
    case PTRACE_SEIZE:
      if (!sys::shares_pid_namespace(task.tid)) return std::nullopt;
      return TracerRequest{static_cast<pid_t>(call.args[1]), task.pid};
    case PTRACE_TRACEME: {
      const auto status = sys::task_status(task.tid);
      if (!status || status->ppid == ::getpid()) return std::nullopt;
      return TracerRequest{task.tid, status->ppid};
    }
    default: return std::nullopt;
  }
}

}  // namespace spoor::tracer
