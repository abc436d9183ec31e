// Process groups and sessions: who may join which, signals to a whole group, waiting for a group.
#include <signal.h>

#include "check.h"

static void lead(void) {
  CHECK_EQ(setsid(), getpid());
  CHECK_EQ(getsid(0), getpid());
  CHECK_EQ(getpgrp(), getpid());
  CHECK_FAILS(setsid(), EPERM);
  pid_t members[3];
  for (int i = 0; i < 3; ++i) {
    members[i] = fork_child();
    if (members[i] == 0)
      for (;;) pause();
    CHECK_EQ(setpgid(members[i], members[0]), 0);
    CHECK_EQ(getpgid(members[i]), members[0]);
    CHECK_EQ(getsid(members[i]), getpid());
  }
  CHECK_EQ(kill(-members[0], SIGTERM), 0);
  for (int i = 0; i < 3; ++i) {
    int status;
    pid_t ended = waitpid(-members[0], &status, 0);
    CHECK(ended == members[0] || ended == members[1] || ended == members[2]);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
  }
  CHECK_FAILS(waitpid(-members[0], NULL, 0), ECHILD);
  CHECK_FAILS(kill(-members[0], 0), ESRCH);
  _exit(5);
}

int main(void) {
  pid_t child = fork_child();
  if (child == 0) lead();
  expect_exit(child, 5);
  CHECK_FAILS(setpgid(1, 1), ESRCH);
  CHECK_FAILS(setpgid(0, -1), EINVAL);
  return passed();
}
