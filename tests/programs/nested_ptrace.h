// Tracing a child, as the two nested programs do it. A child that has a tracer already cannot get another one (EPERM):
// that is what an ordinary child of a traced program sees, where the tracer follows forks.
#pragma once

#include <linux/sched.h>
#include <sys/ptrace.h>

#include "check.h"

// A child that the tracer of its parent does not follow, unless that one saw to it.
static inline pid_t fork_untraced(void) {
  pid_t child = (pid_t)syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
  CHECK(child >= 0);
  if (child == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
  return child;
}
