// Starting programs, feeding and reading them with a deadline, and leaving none behind.
#pragma once

#include <sys/types.h>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spoor::live {

// How long anything may take before a test fails: far more than it needs on a busy machine.
inline constexpr int deadline_seconds = 60;

struct Launch {
  std::vector<std::string> command;    // the first is a path
  bool keep_input_open = false;        // its standard input is a pipe that write_input() feeds; else it is /dev/null
  std::function<void()> prepare = {};  // runs in the child just before the exec
};

// How a program ended, in wait(2)'s encoding, and what it wrote.
struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

// A started program, in a process group of its own. Killed with its group, if it still runs, at the end.
class Process {
 public:
  explicit Process(Launch launch);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  const std::string& out() const { return out_.text; }
  const std::string& err() const { return err_.text; }

  void write_input(std::string_view text);
  void close_input();
  void signal(int number) const;        // to the program alone
  void signal_group(int number) const;  // to all of its group, as a terminal does

  // Reads what it writes until the condition holds. False, and a failed test, when that takes too long or both of its
  // outputs are closed.
  bool wait_for(const std::function<bool()>& condition);
  // Reads on until it has ended and whoever has its outputs has closed them; a failed test when that takes too long.
  Outcome finish();
  // Reads on until it has ended, whatever lives on of what it started; a failed test when that takes too long.
  Outcome end();

 private:
  struct Pipe {
    int fd = -1;
    std::string text;
  };
  enum class Until { ended, ended_and_silent };

  bool read_more(int timeout_ms);
  bool reap();
  Outcome finish(Until until);
  void child(const Launch& launch, const std::array<int, 3>& fds) const;

  pid_t pid_ = -1;
  int input_ = -1;
  Pipe out_, err_;
  std::optional<int> status_;
};

// Runs a program to its end.
Outcome run(Launch launch);

// Looks again and again, a millisecond between, until the condition holds; false when that takes too long.
bool eventually(const std::function<bool()>& condition);

std::vector<pid_t> tasks_of(pid_t pid);
// The state letter of proc_pid_stat(5), 0 where there is no such task.
char state_of(pid_t pid, pid_t tid);
pid_t tracer_of(pid_t pid, pid_t tid);
// Every task of the process, its state, its tracer and the call it is in: what to print where a test hangs.
std::string describe(pid_t pid);

// Makes this process the parent of all orphans that come from it, so that kill_descendants() finds them.
void adopt_orphans();
// Kills and reaps all that was started and still runs. Returns what was found, described.
std::vector<std::string> kill_descendants();

std::string read_file(const std::string& path);

// "exited with 3", "killed by signal 9".
std::string describe_status(int status);

}  // namespace spoor::live
