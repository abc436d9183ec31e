// The program attaches to children that are killed, stopped or at work at that moment: each attach ends, whichever
// wins.
#include "nested_ptrace.h"

enum { rounds = 30 };

static pid_t start_child(int kind) {
  pid_t child = fork_child();
  if (child > 0) return child;
  if (kind == 1) raise(SIGSTOP);
  for (;;) syscall(SYS_getppid);
}

static void wait_until_ended(pid_t child) {
  int status;
  do status = wait_for(child, __WALL);
  while (!WIFEXITED(status) && !WIFSIGNALED(status));
  CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

int main(void) {
  for (int i = 0; i < rounds; ++i) {
    pid_t child = start_child(i % 3);
    pid_t killer = i % 3 == 2 ? fork_child() : -1;
    if (killer == 0) {
      kill(child, SIGKILL);
      _exit(0);
    }
    errno = 0;
    long attached = ptrace(PTRACE_ATTACH, child, 0, 0);
    CHECK(attached == 0 || errno == ESRCH || errno == EPERM);
    CHECK(attached == 0 || killer > 0 || may_be_refused(child));
    kill(child, SIGKILL);
    wait_until_ended(child);
    if (killer > 0) expect_exit(killer, 0);
  }
  return passed();
}
