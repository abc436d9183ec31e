// A task has one tracer (ptrace(2)). Where a traced program is a debugger itself, what it debugs is given to it.
#pragma once

#include <sys/types.h>

#include <optional>

#include "spoor/tracer/tracee.h"

namespace spoor::tracer {

struct TracerRequest {
  pid_t tracee;  // who shall be traced
  pid_t tracer;  // by whom
};

// What the ptrace call that `task` is entering asks for: PTRACE_TRACEME for itself, PTRACE_ATTACH and PTRACE_SEIZE for
// another. Nothing for every other call, for a PTRACE_TRACEME whose parent is this process itself (who would trace it
// then, as nobody asked it to), and for a number of another pid namespace.
std::optional<TracerRequest> requested_tracer(const Tracee& task);

}  // namespace spoor::tracer
