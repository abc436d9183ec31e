#include "spoor/tracer/launch.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace spoor::tracer {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

// From here on only async-signal-safe calls (signal-safety(7)): the parent may have had threads.

bool become(const Identity& identity) {
  return ::setgroups(identity.groups.size(), identity.groups.data()) == 0 &&
         ::setresgid(identity.gid, identity.gid, identity.gid) == 0 &&
         ::setresuid(identity.uid, identity.uid, identity.uid) == 0;
}

bool install_filter(const Program& program) {
  if (program.filter.empty()) return true;
  if (program.no_new_privs && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  const sock_fprog filter{static_cast<unsigned short>(program.filter.size()),
                          const_cast<sock_filter*>(program.filter.data())};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0;
}

[[noreturn]] void run_child(const Program& program, char* const* argv, char* const* environment, int go, int error) {
  char byte;
  ssize_t got;
  do got = ::read(go, &byte, 1);
  while (got < 0 && errno == EINTR);
  if (got != 1) ::_exit(125);           // the tracer died: never run untraced
  ::prctl(PR_SET_PTRACER, 0, 0, 0, 0);  // what fork_tracer() allowed
  if (!program.identity || become(*program.identity)) {
    for (const int signal : program.ignored_signals) ::signal(signal, SIG_IGN);
    ::sigprocmask(SIG_SETMASK, &program.signal_mask, nullptr);
    if (install_filter(program)) ::execve(program.path.c_str(), argv, environment);
  }
  const int reason = errno;
  (void)!::write(error, &reason, sizeof reason);
  ::_exit(reason == ENOENT ? 127 : 126);
}

}  // namespace

Result<Launch> Launch::fork(const Program& program) {
  int go[2];
  int error[2];
  if (::pipe2(go, O_CLOEXEC) != 0) return errno_error("make a pipe");
  Fd go_read(go[0]);
  Fd go_write(go[1]);
  if (::pipe2(error, O_CLOEXEC) != 0) return errno_error("make a pipe");
  Fd error_read(error[0]);
  Fd error_write(error[1]);

  const auto argv = pointers(program.argv);
  const auto environment = pointers(program.environment);
  const pid_t pid = ::fork();
  if (pid < 0) return errno_error("fork");
  if (pid == 0) {
    go_write.reset();  // else its own copy would keep read() from ending when the parent dies
    run_child(program, argv.data(), environment.data(), go_read.get(), error_write.get());
  }
  Launch launch;
  launch.pid_ = pid;
  launch.go_ = std::move(go_write);
  launch.error_ = std::move(error_read);
  return launch;
}

Result<Launch> Launch::fork_tracer(const Program& program, Daemon where) {
  int go[2];
  int error[2];
  if (::pipe2(go, O_CLOEXEC) != 0) return errno_error("make a pipe");
  Fd go_read(go[0]);
  Fd go_write(go[1]);
  if (::pipe2(error, O_CLOEXEC) != 0) return errno_error("make a pipe");
  Fd error_read(error[0]);
  Fd error_write(error[1]);

  const auto argv = pointers(program.argv);
  const auto environment = pointers(program.environment);
  const pid_t self = ::getpid();
  // Yama lets a process be traced by its ancestors only, unless it names its tracer (prctl(2), PR_SET_PTRACER).
  ::prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
  const pid_t child = ::fork();
  if (child < 0) return errno_error("fork");
  if (child > 0) {
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    go_write.reset();
    run_child(program, argv.data(), environment.data(), go_read.get(), error_write.get());
  }
  if (::fork() != 0) ::_exit(0);  // so that the tracer's parent is not the program
  if (where == Daemon::process_group) ::setpgid(0, 0);
  if (where == Daemon::session) ::setsid();
  Launch launch;
  launch.pid_ = self;
  launch.go_ = std::move(go_write);
  launch.error_ = std::move(error_read);
  return launch;
}

void Launch::go() {
  (void)!::write(go_.get(), "g", 1);
  go_.reset();
}

int Launch::exec_error() const {
  int reason = 0;
  return ::read(error_.get(), &reason, sizeof reason) == sizeof reason ? reason : 0;
}

}  // namespace spoor::tracer
