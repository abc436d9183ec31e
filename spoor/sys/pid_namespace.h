// Process numbers of other pid namespaces (pid_namespaces(7)).
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <utility>

namespace spoor::sys {

// Translates what tasks in another pid namespace call a task into what this process calls it. Found by a look at all
// tasks of /proc (NSpid in proc_pid_status(5)); what was found is checked before it is used again.
class PidTranslation {
 public:
  // What `inner`, as `observer` (a task of our own numbering) sees it, is called here; 0 where both are in the same
  // namespace, or there is no such task.
  pid_t outer(pid_t observer, pid_t inner);

 private:
  std::map<std::pair<std::string, pid_t>, pid_t> found_;  // namespace (the link in /proc/PID/ns) and number there
};

}  // namespace spoor::sys
