// A process whose parent dies goes to the nearest subreaper, which can wait for it; a parent's death signal arrives.
#include "check.h"

static void adopted(void) {
  struct pipe_ends answer = open_pipe(), gate = open_pipe();
  pid_t reaper = getpid(), child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    pid_t parent = getpid(), orphan = fork();
    CHECK(orphan >= 0);
    if (orphan > 0) {
      CHECK_EQ(write(answer.write_end, &orphan, sizeof orphan), (long)sizeof orphan);
      _exit(0);
    }
    char byte;
    close(gate.write_end);
    CHECK_EQ(read(gate.read_end, &byte, 1), 0);
    CHECK(getppid() != parent);
    CHECK_EQ(getppid(), reaper);
    _exit(9);
  }
  pid_t orphan;
  CHECK_EQ(read(answer.read_end, &orphan, sizeof orphan), (long)sizeof orphan);
  expect_exit(child, 0);
  close(gate.write_end);
  expect_exit(orphan, 9);
  close(gate.read_end);
}

static void killed_with_parent(void) {
  struct pipe_ends answer = open_pipe();
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    pid_t grandchild = fork();
    pid_t self = grandchild > 0 ? grandchild : getpid();
    if (grandchild == 0) prctl(PR_SET_PDEATHSIG, SIGTERM);
    CHECK_EQ(write(answer.write_end, &self, sizeof self), (long)sizeof self);
    for (;;) pause();
  }
  // From both: the one to be killed has returned from fork, and the other is ready for its signal.
  pid_t grandchild, same;
  CHECK_EQ(read(answer.read_end, &grandchild, sizeof grandchild), (long)sizeof grandchild);
  CHECK_EQ(read(answer.read_end, &same, sizeof same), (long)sizeof same);
  CHECK_EQ(grandchild, same);
  CHECK_EQ(kill(child, SIGKILL), 0);
  expect_signal(child, SIGKILL);
  expect_signal(grandchild, SIGTERM);
}

int main(void) {
  CHECK_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  for (int i = 0; i < 5; ++i) {
    adopted();
    killed_with_parent();
  }
  CHECK_FAILS(wait(NULL), ECHILD);
  return passed();
}
