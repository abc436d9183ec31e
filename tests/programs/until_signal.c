// until_signal: prints ready, then answers each byte on its standard input with a line, so that one can see that it
// lives, and opens a file for each. Exits with 3 on SIGINT, with 4 when its standard input ends.
#include <poll.h>
#include <sys/signalfd.h>

#include "check.h"

int main(void) {
  sigset_t mask = set_of(SIGINT);
  CHECK_EQ(sigprocmask(SIG_BLOCK, &mask, NULL), 0);
  struct pollfd fds[] = {
      {.fd = STDIN_FILENO, .events = POLLIN},
      {.fd = signalfd(-1, &mask, SFD_CLOEXEC), .events = POLLIN},
  };
  CHECK(fds[1].fd >= 0);
  say("ready\n");
  for (int answers = 1;; ++answers) {
    int count;
    do {
      count = poll(fds, 2, -1);
    } while (count < 0 && errno == EINTR);
    if (fds[1].revents) return 3;
    char byte;
    if (read(STDIN_FILENO, &byte, 1) != 1) return 4;
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    CHECK(fd >= 0);
    close(fd);
    say("alive %d\n", answers);
  }
}
