#include "spoor/sys/permission.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "spoor/sys/proc.h"

namespace spoor::sys {
namespace {

std::string named(pid_t pid) {
  const auto name = command_name(pid);
  return std::to_string(pid) + (name ? " (" + *name + ")" : "");
}

}  // namespace

std::optional<int> yama_scope() {
  const auto text = read_proc_file("/proc/sys/kernel/yama/ptrace_scope");
  if (!text) return std::nullopt;
  return std::atoi(text->c_str());
}

std::string why_not_attachable(pid_t pid, int error) {
  if (error == ESRCH || !task_status(pid))
    return "there is no process " + std::to_string(pid) + " here: is it another pid namespace's?";
  if (error != EPERM && error != EACCES) return {};
  if (std::string reason = what_stands_in_the_way(pid); !reason.empty()) return reason;
  const auto self = task_status(::getpid());
  if (self && self->seccomp == 2) return "spoor runs under a seccomp filter (a container's?), which may refuse ptrace";
  if (::geteuid() != 0)
    return "it may not be dumpable (it changed its user, or its file cannot be read): only root may trace it";
  return "CAP_SYS_PTRACE is missing, or a security module forbids it";
}

std::string what_stands_in_the_way(pid_t pid) {
  const auto status = task_status(pid);
  if (!status) return "there is no such process";
  if (status->tracer != 0)
    return "it is already traced by process " + named(status->tracer) + "; a task can have one tracer only";
  if (status->tgid == ::getpid()) return "a process cannot trace itself";
  if (!read_link("/proc/" + std::to_string(pid) + "/exe") && errno == ENOENT) return "it is a kernel thread";
  if (status->state == 'Z') return "it has ended already, and waits for its parent (a zombie)";
  const unsigned own = ::geteuid();
  if (own != 0 && status->uid != own)
    return "it belongs to another user (uid " + std::to_string(status->uid) + "): only root may trace it";
  if (const auto scope = yama_scope(); own != 0 && scope && *scope > 0) {
    return "Yama restricts ptrace (kernel.yama.ptrace_scope = " + std::to_string(*scope) + "): " +
           (*scope == 1   ? "start the program under spoor, or allow it with 'sysctl kernel.yama.ptrace_scope=0'"
            : *scope == 2 ? "only root, or a program with CAP_SYS_PTRACE, may attach"
                          : "nobody may attach until the next boot");
  }
  return {};
}

}  // namespace spoor::sys
