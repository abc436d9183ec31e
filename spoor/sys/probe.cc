#include "spoor/sys/probe.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>

#include "spoor/base/fd.h"
#include "spoor/sys/permission.h"
#include "spoor/sys/proc.h"
#include "spoor/sys/ptrace.h"

namespace spoor::sys {
namespace {

using State = Finding::State;

std::string because(int error) { return std::strerror(error); }

// A child that waits in read(2) until it is killed; killed and reaped with the object.
class WaitingChild {
 public:
  WaitingChild() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    read_end_ = Fd(ends[0]);
    write_end_ = Fd(ends[1]);
    pid_ = ::fork();
    if (pid_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    write_end_.reset();
    char byte;
    (void)!::read(read_end_.get(), &byte, 1);
    ::_exit(0);
  }
  ~WaitingChild() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    for (;;) {
      const auto waited = wait_for(pid_, true);
      if (!waited && waited.error().code != EINTR) return;
      if (waited && !WIFSTOPPED(waited->status)) return;
    }
  }
  WaitingChild(const WaitingChild&) = delete;
  WaitingChild& operator=(const WaitingChild&) = delete;
  pid_t pid() const { return pid_; }

 private:
  Fd read_end_, write_end_;
  pid_t pid_ = -1;
};

Finding kernel() {
  utsname name{};
  ::uname(&name);
  int major = 0;
  int minor = 0;
  std::sscanf(name.release, "%d.%d", &major, &minor);
  const bool recent = major > 5 || (major == 5 && minor >= 3);
  return {recent ? State::good : State::missing,
          true,
          "kernel",
          std::string(name.release) + ", " + name.machine,
          recent ? "" : "nothing can be traced",
          recent ? "" : "Linux 5.3 or later is needed (PTRACE_GET_SYSCALL_INFO)"};
}

Finding own_children(const WaitingChild& child, bool& stopped) {
  Finding finding{State::missing, true, "ptrace of own children", "", "nothing can be traced", ""};
  const auto seized = seize(child.pid(), {});
  if (!seized) {
    finding.detail = because(seized.error().code);
    finding.hint = why_not_attachable(child.pid(), seized.error().code);
    return finding;
  }
  (void)interrupt(child.pid());
  const auto waited = wait_for(child.pid(), true);
  stopped = waited && WIFSTOPPED(waited->status);
  return {State::good, true, finding.what, "allowed", "", ""};
}

Finding call_info(const WaitingChild& child) {
  // After PTRACE_INTERRUPT the interrupted read(2) is entered again: a syscall-enter-stop.
  (void)resume(child.pid(), Resume::syscall, 0);
  (void)wait_for(child.pid(), true);
  const auto info = syscall_info(child.pid());
  if (info) return {State::good, true, "PTRACE_GET_SYSCALL_INFO", "works", "", ""};
  return {State::missing,
          true,
          "PTRACE_GET_SYSCALL_INFO",
          because(info.error().code),
          "nothing can be traced",
          "Linux 5.3 or later is needed; emulators of user programs (qemu-user) lack it"};
}

Finding fast_memory(const WaitingChild& child) {
  static const int there = 42;
  int here = 0;
  const iovec local{&here, sizeof here};
  const iovec remote{const_cast<int*>(&there), sizeof there};
  if (::process_vm_readv(child.pid(), &local, 1, &remote, 1, 0) == sizeof here)
    return {State::good, false, "process_vm_readv", "works", "", ""};
  const int error = errno;
  const Fd mem(::open(("/proc/" + std::to_string(child.pid()) + "/mem").c_str(), O_RDONLY | O_CLOEXEC));
  const bool file = mem && ::pread(mem.get(), &here, sizeof here, reinterpret_cast<off_t>(&there)) == sizeof here;
  return {State::limited,
          false,
          "process_vm_readv",
          because(error),
          file ? "memory is read through /proc/PID/mem: two more calls for each string"
               : "memory is read word by word: long strings are slow",
          "a container's seccomp profile may forbid it: CAP_SYS_PTRACE often lifts that"};
}

int install_empty_filter() {
  sock_filter allow = {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW};
  const sock_fprog program{1, &allow};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ? 0 : errno;
}

Finding in_kernel_filter() {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(install_empty_filter());
  int status = 0;
  while (pid > 0 && ::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  const int error = pid < 0 ? errno : WIFEXITED(status) ? WEXITSTATUS(status) : EPERM;
  if (error == 0) return {State::good, false, "seccomp filters", "work", "", ""};
  return {State::limited,
          false,
          "seccomp filters",
          because(error),
          "with -e trace=… every call stops, also those left out: slower, never wrong",
          ""};
}

Finding one_cpu() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  ::sched_getaffinity(0, sizeof mask, &mask);
  const int count = CPU_COUNT(&mask);
  const bool settable = ::sched_setaffinity(0, sizeof mask, &mask) == 0;
  const std::string detail = std::to_string(count) + (count == 1 ? " CPU" : " CPUs");
  if (settable) return {State::good, false, "CPU affinity", detail + ", may be chosen", "", ""};
  return {State::limited, false, "CPU affinity", detail + ", fixed", "stops cost several times more", ""};
}

bool has_ptrace_capability() {
  const auto status = read_proc_file("/proc/self/status");
  const std::size_t at = status ? status->find("CapEff:") : std::string::npos;
  if (at == std::string::npos) return false;
  constexpr unsigned long long cap_sys_ptrace = 1ull << 19;
  return (std::strtoull(status->c_str() + at + 7, nullptr, 16) & cap_sys_ptrace) != 0;
}

// The initial user namespace maps every id to itself (user_namespaces(7)).
bool in_user_namespace() {
  const auto map = read_proc_file("/proc/self/uid_map");
  unsigned inside = 1;
  unsigned outside = 1;
  unsigned count = 0;
  if (!map || std::sscanf(map->c_str(), "%u %u %u", &inside, &outside, &count) != 3) return false;
  return inside != 0 || outside != 0 || count != 0xffffffff;
}

Finding attaching() {
  const auto scope = yama_scope();
  const std::string yama = scope ? "ptrace_scope " + std::to_string(*scope) : "no Yama";
  const std::string place = in_user_namespace() ? ", in a user namespace" : "";
  Finding finding{State::good, false, "attaching (-p)", yama + place, "", ""};
  if (has_ptrace_capability() && !(scope && *scope == 3)) {
    finding.detail += ", CAP_SYS_PTRACE";
  } else if (scope && *scope > 0) {
    finding.state = State::limited;
    finding.cost = *scope == 3 ? "no process can be attached to" : "only root can attach to running processes";
    finding.hint = *scope == 3 ? "until the next boot" : "sysctl kernel.yama.ptrace_scope=0, or run spoor as root";
  } else {
    finding.detail += ", own processes only";
  }
  return finding;
}

std::optional<Finding> surroundings() {
  const auto self = task_status(::getpid());
  if (!self)
    return Finding{State::limited, true, "/proc", "not mounted", "nothing can be traced", "mount -t proc proc /proc"};
  if (self->tracer != 0)
    return Finding{State::limited,
                   false,
                   "spoor itself",
                   "is traced by process " + std::to_string(self->tracer),
                   "each of its own calls stops too: slow",
                   ""};
  if (self->seccomp == 2)
    return Finding{State::limited,
                   false,
                   "spoor itself",
                   "runs under a seccomp filter (a container's?)",
                   "calls that it forbids fail for spoor too",
                   ""};
  return std::nullopt;
}

}  // namespace

std::vector<Finding> probe() {
  std::vector<Finding> findings{kernel()};
  {
    const WaitingChild child;
    bool stopped = false;
    if (child.pid() < 0) {
      findings.push_back({State::missing, true, "children", because(errno), "nothing can be traced", ""});
      return findings;
    }
    findings.push_back(own_children(child, stopped));
    if (stopped) {
      findings.push_back(fast_memory(child));
      findings.push_back(call_info(child));
    }
  }
  findings.push_back(in_kernel_filter());
  findings.push_back(one_cpu());
  findings.push_back(attaching());
  if (auto more = surroundings()) findings.push_back(*more);
  return findings;
}

}  // namespace spoor::sys
