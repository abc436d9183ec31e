// How much CPU time tasks have had.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>

#include "spoor/base/fd.h"

namespace spoor::sys {

// The kernel's account of a single thread to the nanosecond (/proc/PID/schedstat), where wait4(2) would give the sum of
// the whole process and of the children it has waited for. Files of some tasks are kept open: few, whatever the number
// of tasks.
class CpuTimes {
 public:
  // User and system time of the task since it was made; 0 where that cannot be told.
  std::int64_t of(pid_t tid);

 private:
  struct Entry {
    pid_t tid = 0;
    Fd file;
  };
  std::array<Entry, 64> open_;
};

}  // namespace spoor::sys
