// Starting a program under trace with nothing about it changed.
#pragma once

#include <linux/filter.h>
#include <signal.h>
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "spoor/base/error.h"
#include "spoor/base/fd.h"

namespace spoor::tracer {

// What the filter of a Program returns with SECCOMP_RET_TRACE: by it our stops are told from those of a filter that the
// program installs itself.
inline constexpr std::uint16_t filter_mark = 0x5370;

struct Identity {  // as whom to run: -u
  uid_t uid;
  gid_t gid;
  std::vector<gid_t> groups;
};

struct Program {
  std::string path;  // resolved: no look-up in PATH is made
  std::vector<std::string> argv;
  std::vector<std::string> environment;  // "VAR=VAL"
  std::optional<Identity> identity;
  // The signal mask, and the signals to ignore, that the program is to have. What this process catches becomes the
  // default by exec itself, what it ignores stays so.
  sigset_t signal_mask{};
  std::vector<int> ignored_signals = {};
  // A seccomp filter to install before exec (empty: none); `no_new_privs` where the kernel demands it for that.
  std::vector<sock_filter> filter;
  bool no_new_privs = false;
};

// Where the tracer runs when it is not to be the program's parent: strace's -D, -DD, -DDD.
enum class Daemon : std::uint8_t { none, grandchild, process_group, session };

// A child that waits for go() before it does anything else. It reports why exec failed over a pipe that exec closes.
class Launch {
 public:
  static Result<Launch> fork(const Program& program);

  // The other way round: this very process becomes the program, and the call returns in a new process, no child of this
  // one, that is to trace it. What this process has mapped and open, the new one has too.
  static Result<Launch> fork_tracer(const Program& program, Daemon where);

  pid_t pid() const { return pid_; }
  // Lets the child go on to exec.
  void go();
  // What kept the child from running the program, as errno; 0 when nothing did. Only after exec, or the child's end.
  int exec_error() const;

 private:
  pid_t pid_ = 0;
  Fd go_;
  Fd error_;
};

}  // namespace spoor::tracer
