// exit_signal N: is ended by signal N, after OK. Without an argument, children die of each signal whose default is to
// kill.
#include <sys/resource.h>

#include "check.h"

static void die_of(int signal) {
  struct rlimit none = {0};
  CHECK_EQ(setrlimit(RLIMIT_CORE, &none), 0);
  if (signal != SIGKILL) set_disposition(signal, SIG_DFL);
  sigset_t empty;
  sigemptyset(&empty);
  sigprocmask(SIG_SETMASK, &empty, NULL);
  kill(getpid(), signal);
  for (;;) pause();
}

static bool is_deadly(int signal) {
  switch (signal) {
    case SIGCHLD:
    case SIGCONT:
    case SIGURG:
    case SIGWINCH:
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU: return false;
    default: return signal < 32 || signal >= SIGRTMIN;
  }
}

int main(int argc, char** argv) {
  if (argc > 1) {
    passed();
    die_of(atoi(argv[1]));
  }
  for (int signal = 1; signal <= SIGRTMAX; ++signal) {
    if (!is_deadly(signal)) continue;
    pid_t child = fork_child();
    if (child == 0) die_of(signal);
    int status = wait_for(child, 0);
    CHECK(WIFSIGNALED(status));
    CHECK_EQ(WTERMSIG(status), signal);
    CHECK(!WCOREDUMP(status));
  }
  return passed();
}
