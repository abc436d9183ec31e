// The program closes its standard descriptors and works without them: the next files opened take their numbers.
#include "check.h"

int main(void) {
  CHECK_EQ(dup2(STDOUT_FILENO, 60), 60);
  for (int fd = 0; fd < 3; ++fd) CHECK_EQ(close(fd), 0);
  int failed = 0;
  for (int fd = 0; fd < 3; ++fd) failed += write(fd, "x", 1) == -1 && errno == EBADF;
  int lowest = open("/dev/null", O_RDONLY);
  int ends[2] = {-1, -1};
  int piped = pipe(ends);
  int writes = write(STDOUT_FILENO, "x", 1) == -1 && errno == EBADF;
  CHECK_EQ(dup2(60, STDOUT_FILENO), STDOUT_FILENO);
  CHECK_EQ(failed, 3);
  CHECK_EQ(lowest, 0);
  CHECK_EQ(piped, 0);
  CHECK_EQ(ends[0], 1);
  CHECK_EQ(ends[1], 2);
  CHECK_EQ(writes, 1);
  return passed();
}
