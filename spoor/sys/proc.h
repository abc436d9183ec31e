// What /proc tells about a task. Everything here can be gone the moment after.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "spoor/base/error.h"

namespace spoor::sys {

// The whole of a small file of /proc (they have no size to ask for); nullopt where it cannot be read.
std::optional<std::string> read_proc_file(const std::string& path);

// /proc/TID/status (proc(5)).
struct TaskStatus {
  std::string name;  // command name, at most 15 bytes
  char state = '?';
  pid_t tgid = 0;
  pid_t ppid = 0;
  pid_t tracer = 0;  // TracerPid
  unsigned uid = 0;  // real
  bool no_new_privs = false;
  int seccomp = 0;  // 0 off, 1 strict, 2 filter
};
std::optional<TaskStatus> task_status(pid_t tid);

// Whether the numbers that the task knows processes by are ours (pid_namespaces(7)).
bool shares_pid_namespace(pid_t tid);

// The command name of a task: /proc/TID/comm.
std::optional<std::string> command_name(pid_t tid);

// The threads of a process, by /proc/PID/task; empty where there is no such process.
std::vector<pid_t> threads_of(pid_t pid);

// Where a link of /proc points ("/proc/1/fd/0"); nullopt where it cannot be read.
std::optional<std::string> read_link(const std::string& path);

}  // namespace spoor::sys
