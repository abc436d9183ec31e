// Tracing a child, as the two nested programs do it. A tracer of the program itself gives the child up to it. It cannot
// where its own seccomp filter sends calls to it: a child that has a tracer cannot get another one then (EPERM).
#pragma once

#include <linux/sched.h>
#include <sys/ptrace.h>

#include "check.h"

static inline bool may_be_refused(pid_t child) {
  return status_number(child, "TracerPid:", 10) > 0 && status_number(child, "Seccomp:", 10) == 2;
}

// A child that the tracer of its parent does not follow, unless that one saw to it.
static inline pid_t fork_untraced(void) {
  pid_t child = (pid_t)syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
  CHECK(child >= 0);
  if (child == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
  return child;
}
