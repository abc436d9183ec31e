#include "spoor/sys/proc.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <memory>
#include <string_view>

#include "spoor/base/fd.h"

namespace spoor::sys {
namespace {

template <typename T>
void parse_number(std::string_view text, T& into, int base = 10) {
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return;
  std::from_chars(text.data() + start, text.data() + text.size(), into, base);
}

void parse_status_line(std::string_view key, std::string_view value, TaskStatus& status) {
  if (key == "Name") status.name = value.substr(value.find_first_not_of(" \t"));
  if (key == "State" && value.size() > 1) status.state = value[1];
  if (key == "Tgid") parse_number(value, status.tgid);
  if (key == "PPid") parse_number(value, status.ppid);
  if (key == "TracerPid") parse_number(value, status.tracer);
  if (key == "Uid") parse_number(value, status.uid);
  if (key == "Seccomp") parse_number(value, status.seccomp);
  if (key == "NoNewPrivs") status.no_new_privs = value.ends_with('1');
}

}  // namespace

std::optional<std::string> read_proc_file(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return std::nullopt;
  std::string text;
  char piece[4096];
  for (;;) {
    const ssize_t got = ::read(fd.get(), piece, sizeof piece);
    if (got < 0) return std::nullopt;
    if (got == 0) return text;
    text.append(piece, static_cast<std::size_t>(got));
  }
}

std::optional<TaskStatus> task_status(pid_t tid) {
  const auto text = read_proc_file("/proc/" + std::to_string(tid) + "/status");
  if (!text) return std::nullopt;
  TaskStatus status;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) parse_status_line(line.substr(0, colon), line.substr(colon + 1), status);
  }
  return status;
}

bool shares_pid_namespace(pid_t tid) {
  struct stat ours{}, theirs{};
  return ::stat("/proc/self/ns/pid", &ours) == 0 &&
         ::stat(("/proc/" + std::to_string(tid) + "/ns/pid").c_str(), &theirs) == 0 && ours.st_ino == theirs.st_ino;
}

std::optional<std::string> command_name(pid_t tid) {
  auto text = read_proc_file("/proc/" + std::to_string(tid) + "/comm");
  if (text && text->ends_with('\n')) text->pop_back();
  return text;
}

std::vector<pid_t> threads_of(pid_t pid) {
  std::vector<pid_t> threads;
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(("/proc/" + std::to_string(pid) + "/task").c_str()),
                                                      ::closedir);
  if (!directory) return threads;
  while (const dirent* entry = ::readdir(directory.get())) {
    pid_t tid = 0;
    parse_number(std::string_view(entry->d_name), tid);
    if (tid > 0) threads.push_back(tid);
  }
  return threads;
}

std::optional<std::string> read_link(const std::string& path) {
  // Targets in /proc can be longer than PATH_MAX by "(deleted)" and the like.
  char target[8192];
  const ssize_t size = ::readlink(path.c_str(), target, sizeof target);
  if (size < 0) return std::nullopt;
  return std::string(target, static_cast<std::size_t>(size));
}

}  // namespace spoor::sys
