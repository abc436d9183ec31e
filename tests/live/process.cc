#include "tests/live/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <utility>

namespace spoor::live {

namespace {

using Clock = std::chrono::steady_clock;

Clock::time_point deadline() { return Clock::now() + std::chrono::seconds(deadline_seconds); }

pid_t to_pid(std::string_view text) {
  pid_t pid = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pid);
  return error == std::errc() && end == text.data() + text.size() ? pid : 0;
}

// The names of a folder of /proc that are numbers. Empty where the folder is gone.
std::vector<pid_t> numbers_in(const std::string& folder) {
  std::vector<pid_t> numbers;
  std::error_code gone;
  auto entry = std::filesystem::directory_iterator(folder, gone);
  for (; !gone && entry != std::filesystem::directory_iterator(); entry.increment(gone))
    if (pid_t number = to_pid(entry->path().filename().string()); number > 0) numbers.push_back(number);
  return numbers;
}

// A field of /proc/PID/status as it stands there, without the tab.
std::string status_field(pid_t pid, pid_t tid, std::string_view name) {
  std::string text = read_file(fmt::format("/proc/{}/task/{}/status", pid, tid));
  auto start = text.find(fmt::format("\n{}:\t", name));
  if (start == std::string::npos) return {};
  start += name.size() + 3;
  return text.substr(start, text.find('\n', start) - start);
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> children;
  for (pid_t pid : numbers_in("/proc"))
    if (to_pid(status_field(pid, pid, "PPid")) == parent) children.push_back(pid);
  return children;
}

}  // namespace

// By plain calls: a file of /proc may fail to be read in the middle (ESRCH), where a stream would throw.
std::string read_file(const std::string& path) {
  std::string text;
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return text;
  char buffer[65536];
  for (ssize_t length; (length = read(fd, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(length));
  close(fd);
  return text;
}

std::vector<pid_t> tasks_of(pid_t pid) { return numbers_in(fmt::format("/proc/{}/task", pid)); }

char state_of(pid_t pid, pid_t tid) {
  std::string state = status_field(pid, tid, "State");
  return state.empty() ? '\0' : state[0];
}

pid_t tracer_of(pid_t pid, pid_t tid) { return to_pid(status_field(pid, tid, "TracerPid")); }

std::string describe(pid_t pid) {
  std::string text;
  for (pid_t tid : tasks_of(pid)) {
    std::string call = read_file(fmt::format("/proc/{}/task/{}/syscall", pid, tid));
    if (!call.empty()) call.pop_back();
    fmt::format_to(std::back_inserter(text), "  {} {} {}: state {}, traced by {}, call {}\n", pid, tid,
                   status_field(pid, tid, "Name"), state_of(pid, tid), tracer_of(pid, tid), call);
  }
  return text;
}

std::string describe_status(int status) {
  if (WIFEXITED(status)) return fmt::format("exited with {}", WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return fmt::format("killed by signal {}", WTERMSIG(status));
  return fmt::format("status {:#x}", status);
}

bool eventually(const std::function<bool()>& condition) {
  for (auto end = deadline(); !condition();) {
    if (Clock::now() > end) return false;
    poll(nullptr, 0, 1);
  }
  return true;
}

void adopt_orphans() { prctl(PR_SET_CHILD_SUBREAPER, 1); }

std::vector<std::string> kill_descendants() {
  std::vector<std::string> found;
  for (auto end = deadline(); Clock::now() < end;) {
    auto children = children_of(getpid());
    if (children.empty()) break;
    for (pid_t child : children) {
      if (state_of(child, child) != 'Z') found.push_back(describe(child));
      kill(child, SIGKILL);
      // A task that a dying tracer still holds ends a little later.
      waitpid(child, nullptr, __WALL | WNOHANG);
    }
    poll(nullptr, 0, 1);
  }
  return found;
}

Process::Process(Launch launch) {
  int input[2] = {-1, -1}, out[2], err[2];
  if (launch.keep_input_open) {
    if (pipe2(input, O_CLOEXEC) != 0) abort();
  } else {
    input[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) abort();
  pid_ = fork();
  if (pid_ == 0) child(launch, {input[0], out[1], err[1]});
  setpgid(pid_, pid_);
  close(input[0]);
  close(out[1]);
  close(err[1]);
  input_ = input[1];
  out_.fd = out[0];
  err_.fd = err[0];
}

void Process::child(const Launch& launch, const std::array<int, 3>& fds) const {
  setpgid(0, 0);
  for (int fd = 0; fd < 3; ++fd) dup2(fds[static_cast<std::size_t>(fd)], fd);
  // What this test program itself was given is not the launched program's.
  close_range(3, ~0U, 0);
  std::vector<char*> arguments;
  for (const auto& argument : launch.command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  if (launch.prepare) launch.prepare();
  execv(arguments[0], arguments.data());
  _exit(99);
}

Process::~Process() {
  close_input();
  if (!status_) {
    signal_group(SIGKILL);
    signal(SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  for (int fd : {out_.fd, err_.fd})
    if (fd >= 0) close(fd);
}

void Process::write_input(std::string_view text) {
  if (write(input_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) ADD_FAILURE() << "nobody reads";
}

void Process::close_input() {
  if (input_ >= 0) close(std::exchange(input_, -1));
}

void Process::signal(int number) const {
  if (!status_) kill(pid_, number);
}

void Process::signal_group(int number) const { kill(-pid_, number); }

// Whether there is still something to read from.
bool Process::read_more(int timeout_ms) {
  pollfd fds[2];
  Pipe* pipes[2];
  nfds_t count = 0;
  for (Pipe* pipe : {&out_, &err_})
    if (pipe->fd >= 0) {
      pipes[count] = pipe;
      fds[count++] = {.fd = pipe->fd, .events = POLLIN, .revents = 0};
    }
  poll(fds, count, timeout_ms);
  for (nfds_t i = 0; i < count; ++i) {
    if (!fds[i].revents) continue;
    char buffer[65536];
    ssize_t length = read(fds[i].fd, buffer, sizeof buffer);
    if (length > 0)
      pipes[i]->text.append(buffer, static_cast<std::size_t>(length));
    else
      close(std::exchange(pipes[i]->fd, -1));
  }
  return out_.fd >= 0 || err_.fd >= 0;
}

bool Process::reap() {
  int status;
  if (!status_ && waitpid(pid_, &status, WNOHANG) == pid_) status_ = status;
  return status_.has_value();
}

bool Process::wait_for(const std::function<bool()>& condition) {
  for (auto end = deadline(); !condition();) {
    bool open = read_more(5);
    if (condition()) return true;
    if (open && Clock::now() < end) continue;
    ADD_FAILURE() << (open ? "waited in vain; " : "it ended; ") << "out: " << out() << "\nerr: " << err() << "\n"
                  << describe(pid_);
    return false;
  }
  return true;
}

Outcome Process::finish(Until until) {
  for (auto end = deadline();;) {
    bool open = read_more(reap() ? 0 : 5);
    if (reap() && (!open || until == Until::ended)) break;
    if (open && status_) poll(nullptr, 0, 1);
    if (Clock::now() < end) continue;
    ADD_FAILURE() << "still runs after " << deadline_seconds << " s; out: " << out() << "\nerr: " << err() << "\n"
                  << describe(pid_);
    for (const auto& left : kill_descendants()) ADD_FAILURE() << "and:\n" << left;
    status_ = -1;
    break;
  }
  // What was written before the end is still in the pipes.
  for (bool more = true; more;) {
    auto before = out().size() + err().size();
    more = read_more(0) && out().size() + err().size() > before;
  }
  return {*status_, out(), err()};
}

Outcome Process::finish() { return finish(Until::ended_and_silent); }

Outcome Process::end() { return finish(Until::ended); }

Outcome run(Launch launch) { return Process(std::move(launch)).finish(); }

}  // namespace spoor::live
