// The program seizes its running child, interrupts it, reads and writes its memory, sees its group-stop and lets it go
// again.
#include "nested_ptrace.h"

static volatile long word = 41;

static pid_t start_child(pid_t (*make)(void), struct pipe_ends gate) {
  pid_t child = make();
  if (child == 0) {
    char byte;
    if (read(gate.read_end, &byte, 1) != 1) _exit(1);
    _exit((int)word);
  }
  return child;
}

static void expect_event(pid_t child, int event, int signal) {
  int status = wait_for(child, __WALL);
  CHECK(WIFSTOPPED(status));
  CHECK_EQ(status >> 16, event);
  CHECK_EQ(WSTOPSIG(status), signal);
}

static void work_on(pid_t child, struct pipe_ends gate) {
  CHECK_EQ(ptrace(PTRACE_INTERRUPT, child, 0, 0), 0);
  expect_event(child, PTRACE_EVENT_STOP, SIGTRAP);
  errno = 0;
  CHECK_EQ(ptrace(PTRACE_PEEKDATA, child, &word, 0), 41);
  CHECK_EQ(ptrace(PTRACE_POKEDATA, child, &word, 42L), 0);
  CHECK_EQ(ptrace(PTRACE_CONT, child, 0, 0), 0);
  CHECK_EQ(kill(child, SIGSTOP), 0);
  expect_event(child, 0, SIGSTOP);
  CHECK_EQ(ptrace(PTRACE_CONT, child, 0, SIGSTOP), 0);
  expect_event(child, PTRACE_EVENT_STOP, SIGSTOP);
  CHECK_EQ(ptrace(PTRACE_LISTEN, child, 0, 0), 0);
  CHECK_EQ(kill(child, SIGCONT), 0);
  expect_event(child, PTRACE_EVENT_STOP, SIGTRAP);
  CHECK_EQ(ptrace(PTRACE_CONT, child, 0, 0), 0);
  expect_event(child, 0, SIGCONT);
  CHECK_EQ(ptrace(PTRACE_DETACH, child, 0, 0), 0);
  CHECK_EQ(write(gate.write_end, "x", 1), 1);
  expect_exit(child, 42);
}

static void try_with(pid_t (*make)(void)) {
  struct pipe_ends gate = open_pipe();
  pid_t child = start_child(make, gate);
  WAIT_UNTIL(blocked_in(child, child, SYS_read));
  if (may_be_refused(child)) {
    CHECK_FAILS(ptrace(PTRACE_SEIZE, child, 0, 0), EPERM);
    CHECK_FAILS(ptrace(PTRACE_ATTACH, child, 0, 0), EPERM);
    CHECK_EQ(write(gate.write_end, "x", 1), 1);
    expect_exit(child, 41);
    return;
  }
  CHECK_EQ(ptrace(PTRACE_SEIZE, child, 0, PTRACE_O_EXITKILL), 0);
  work_on(child, gate);
}

int main(void) {
  try_with(fork_child);
  try_with(fork_untraced);
  CHECK_FAILS(ptrace(PTRACE_CONT, getpid(), 0, 0), ESRCH);
  return passed();
}
