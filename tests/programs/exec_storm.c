// One process execs itself many times: its pid, a descriptor, a signal mask and a pending signal pass through each.
#include "check.h"

enum { links = 60 };

int main(int argc, char** argv) {
  char program[PATH_MAX];
  own_program(program);
  int left = links;
  sigset_t mask;
  if (argc == 3) {
    left = atoi(argv[1]);
    CHECK_EQ(getpid(), atoi(argv[2]));
    CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &mask), 0);
    CHECK_EQ(sigismember(&mask, SIGUSR1), 1);
    CHECK_EQ(sigpending(&mask), 0);
    CHECK_EQ(sigismember(&mask, SIGUSR1), 1);
    CHECK_EQ(fcntl(100, F_GETFD), 0);
    CHECK_FAILS(fcntl(101, F_GETFD), EBADF);
  } else {
    mask = set_of(SIGUSR1);
    CHECK_EQ(sigprocmask(SIG_BLOCK, &mask, NULL), 0);
    CHECK_EQ(kill(getpid(), SIGUSR1), 0);
    CHECK_EQ(dup2(STDOUT_FILENO, 100), 100);
  }
  if (left == 0) return passed();
  CHECK_EQ(dup3(STDOUT_FILENO, 101, O_CLOEXEC), 101);
  char count[16], pid[16];
  snprintf(count, sizeof count, "%d", left - 1);
  snprintf(pid, sizeof pid, "%d", getpid());
  execv(program, (char*[]){program, count, pid, NULL});
  CHECK(!"execv came back");
}
