// A daemon: forks twice, leads a session, and outlives its parents, which end first. It is the daemon that says OK.
#include <sys/stat.h>

#include "check.h"

int main(void) {
  struct pipe_ends gate = open_pipe();
  pid_t child = fork();
  CHECK(child >= 0);
  if (child > 0) {
    close(gate.read_end);
    expect_exit(child, 0);
    return 0;
  }
  CHECK_EQ(setsid(), getpid());
  pid_t session = getpid();
  child = fork();
  CHECK(child >= 0);
  if (child > 0) _exit(0);
  // Ends when the last writer, the first process, is gone.
  close(gate.write_end);
  char byte;
  CHECK_EQ(read(gate.read_end, &byte, 1), 0);
  CHECK_EQ(getsid(0), session);
  CHECK(getppid() != session);
  CHECK_EQ(chdir("/"), 0);
  for (int i = 0; i < 50; ++i) {
    int fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    CHECK(fd >= 0);
    close(fd);
  }
  return passed();
}
