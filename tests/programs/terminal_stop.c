// Job control on a terminal of its own: a background child that reads the terminal is stopped by SIGTTIN, ^Z stops the
// one in the foreground and ^C ends it.
#include <sys/ioctl.h>
#include <termios.h>

#include "check.h"

static int master;

static void type(const char* text) { CHECK_EQ(write(master, text, strlen(text)), (long long)strlen(text)); }

static pid_t start_reader(int terminal) {
  pid_t child = fork_child();
  if (child == 0) {
    setpgid(0, 0);
    char line[16];
    for (;;)
      if (read(terminal, line, sizeof line) == 2 && line[0] == 'q') _exit(3);
  }
  // Both sides set it, for neither knows who comes first.
  if (setpgid(child, child) != 0) CHECK_EQ(errno, EACCES);
  return child;
}

static void lead_session(void) {
  CHECK_EQ(setsid(), getpid());
  int terminal = open(ptsname(master), O_RDWR | O_CLOEXEC);
  CHECK(terminal >= 0);
  CHECK_EQ(ioctl(terminal, TIOCSCTTY, 0), 0);
  set_disposition(SIGTTOU, SIG_IGN);

  pid_t reader = start_reader(terminal);
  expect_stop(reader, SIGTTIN);
  CHECK_EQ(tcsetpgrp(terminal, reader), 0);
  CHECK_EQ(kill(-reader, SIGCONT), 0);
  expect_continue(reader);
  WAIT_UNTIL(blocked_in(reader, reader, SYS_read));
  type("\x1a");
  expect_stop(reader, SIGTSTP);
  CHECK_EQ(kill(-reader, SIGCONT), 0);
  type("x\nq\n");
  expect_exit(reader, 3);

  reader = start_reader(terminal);
  CHECK_EQ(tcsetpgrp(terminal, reader), 0);
  type("\x03");
  int status = wait_for(reader, WUNTRACED);
  if (WIFSTOPPED(status)) {
    // It read before it was put in the foreground.
    CHECK_EQ(WSTOPSIG(status), SIGTTIN);
    CHECK_EQ(kill(-reader, SIGCONT), 0);
    status = wait_for(reader, 0);
  }
  CHECK(WIFSIGNALED(status));
  CHECK_EQ(WTERMSIG(status), SIGINT);
  _exit(4);
}

int main(void) {
  master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) skip("no pseudo terminals here");
  int probe = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (probe < 0) skip("the pseudo terminal cannot be opened");
  pid_t leader = fork_child();
  if (leader == 0) lead_session();
  expect_exit(leader, 4);
  return passed();
}
