// Facts about traced tasks, read from /proc and remembered as long as the task's own calls say that they hold.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "spoor/abi/event.h"
#include "spoor/abi/facts.h"
#include "spoor/sys/pid_namespace.h"
#include "spoor/sys/socket_table.h"

namespace spoor::tracer {

// Which descriptors get more than a number, and how much more (strace's --decode-fds).
struct NameOptions {
  bool descriptors = false;  // paths
  bool sockets = false;      // protocol and addresses
  bool devices = false;      // <char 1:3>
  bool pidfds = false;
  bool eventfds = false;
  bool signalfds = false;
  bool commands = false;    // names of pids
  bool outer_pids = false;  // what our pid namespace calls them, where it is another
  bool directory_of_fdcwd = false;
  bool remember = true;  // false where calls that change descriptors may go by unseen
};

// Bound to one task at a time. The memory of a process is dropped piece by piece as its calls close, open and rename.
class TaskNames : public abi::Facts {
 public:
  explicit TaskNames(NameOptions options) : options_(options) {}

  void bind(pid_t tid, pid_t pid) {
    tid_ = tid;
    pid_ = pid;
  }

  Descriptor descriptor(int fd) override;
  std::string_view directory() override;
  bool shows_directory() override { return options_.directory_of_fdcwd; }
  std::string_view command(int pid) override;
  int outer_pid(int pid) override;
  std::string_view interrupted_call() override;
  std::string_view interface(unsigned index) override;
  int netlink_protocol(int fd) override;

  // To be told of every call of the bound task: at entry after its arguments were decoded, and at exit before its
  // results are. What the call makes untrue is forgotten.
  void entered(const abi::Event& event);
  void finished(const abi::Event& event);
  void executed(pid_t pid) { processes_.erase(pid); }
  // A process ended, or is born under an id that an earlier one had.
  void forget(pid_t pid) { processes_.erase(pid); }

 private:
  struct Known {
    bool known = false;
    std::string target;
    std::string detail;
    std::optional<int> netlink;  // what netlink_protocol() says
  };
  struct Process {
    std::vector<Known> fds;
    std::optional<std::string> directory;
  };

  static constexpr int most_remembered = 4096;  // descriptors per process; higher ones are looked up each time

  void note_interruption(const abi::Event& event);
  Known& remembered(int fd);
  // Both say whether the answer holds until a call of the task changes it.
  bool look_up(int fd, Known& into);
  bool describe(const std::string& fd_path, int fd, Known& into);
  void forget_fd(std::int64_t fd);
  void copy_fd(std::int64_t from, std::int64_t to);
  void forget_all_names();

  NameOptions options_;
  pid_t tid_ = 0;
  pid_t pid_ = 0;
  std::unordered_map<pid_t, Process> processes_;
  std::unordered_map<pid_t, std::string_view> interrupted_;  // by task: the call that a restart would resume
  Known scratch_;
  std::string comm_;
  std::string interface_;
  sys::SocketTable sockets_;
  sys::PidTranslation pids_;
};

}  // namespace spoor::tracer
