#include "spoor/sys/pid_namespace.h"

#include <dirent.h>

#include <charconv>
#include <memory>
#include <vector>

#include "spoor/sys/proc.h"

namespace spoor::sys {
namespace {

std::string namespace_of(const std::string& task) { return read_link("/proc/" + task + "/ns/pid").value_or(""); }

// What its own namespace calls a task: the last number of NSpid.
pid_t own_number(const std::string& task) {
  const std::string status = read_proc_file("/proc/" + task + "/status").value_or("");
  const std::size_t start = status.find("\nNSpid:");
  if (start == std::string::npos) return 0;
  const std::size_t end = status.find('\n', start + 1);
  const std::size_t number = status.find_last_of(" \t", end) + 1;
  pid_t pid = 0;
  std::from_chars(status.data() + number, status.data() + std::min(end, status.size()), pid);
  return pid;
}

std::vector<std::string> numbers_in(const std::string& path) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(path.c_str()), ::closedir);
  if (!directory) return names;
  while (const dirent* entry = ::readdir(directory.get()))
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') names.emplace_back(entry->d_name);
  return names;
}

bool is_called(const std::string& task, const std::string& space, pid_t inner) {
  return own_number(task) == inner && namespace_of(task) == space;
}

pid_t look_for(const std::string& space, pid_t inner) {
  for (const std::string& process : numbers_in("/proc")) {
    if (namespace_of(process) != space) continue;
    for (const std::string& task : numbers_in("/proc/" + process + "/task"))
      if (own_number(task) == inner) return static_cast<pid_t>(std::stol(task));
  }
  return 0;
}

}  // namespace

pid_t PidTranslation::outer(pid_t observer, pid_t inner) {
  const std::string space = namespace_of(std::to_string(observer));
  if (space.empty() || space == namespace_of("self")) return 0;
  pid_t& outer = found_[{space, inner}];
  if (outer == 0 || !is_called(std::to_string(outer), space, inner)) outer = look_for(space, inner);
  return outer;
}

}  // namespace spoor::sys
