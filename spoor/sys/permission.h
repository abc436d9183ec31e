// Why ptrace(2) said no.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace spoor::sys {

// The most likely cause that attaching to `pid` failed with `error` (errno), as advice in one line; empty where nothing
// is known. Looks at: other tracers, the process itself, its user, Yama (Documentation/admin-guide/LSM/Yama.rst),
// kernel threads, seccomp filters of this process.
std::string why_not_attachable(pid_t pid, int error);

// What would keep this process from attaching to `pid`, without trying; empty where nothing known does.
std::string what_stands_in_the_way(pid_t pid);

// kernel.yama.ptrace_scope: 0 classic, 1 only descendants, 2 only CAP_SYS_PTRACE, 3 nobody; nullopt without Yama.
std::optional<int> yama_scope();

}  // namespace spoor::sys
