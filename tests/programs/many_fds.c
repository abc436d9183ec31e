// A thousand descriptors, duplicates with high numbers, ranges closed at once, some passed through an exec.
#include <sys/resource.h>

#include "check.h"

enum { many = 900 };

static int count_open(int upto) {
  int count = 0;
  for (int fd = 0; fd < upto; ++fd) count += fcntl(fd, F_GETFD) >= 0;
  return count;
}

int main(int argc, char** argv) {
  (void)argv;
  if (argc == 2) {
    CHECK_EQ(fcntl(500, F_GETFD), 0);
    CHECK_FAILS(fcntl(501, F_GETFD), EBADF);
    CHECK_FAILS(fcntl(many, F_GETFD), EBADF);
    return passed();
  }
  struct rlimit limit;
  CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
  if (limit.rlim_max < 1024) skip("fewer than 1024 descriptors are allowed");
  limit.rlim_cur = 1024;
  CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
  int before = count_open(1024), last = -1;
  for (int i = 0; i < many; ++i) {
    last = open("/dev/null", O_RDONLY | O_CLOEXEC);
    CHECK(last >= 0);
  }
  CHECK_EQ(count_open(1024), before + many);
  CHECK_EQ(dup2(last, 1023), 1023);
  CHECK_FAILS(dup2(last, 1024), EBADF);
  CHECK_EQ(fcntl(0, F_DUPFD, 1000), 1000);
  CHECK_EQ(syscall(SYS_close_range, 600, 1023, 0), 0);
  CHECK_EQ(count_open(1024) - count_open(600), 0);
  CHECK_FAILS(close(700), EBADF);
  CHECK_EQ(fcntl(500, F_SETFD, 0), 0);
  execl("/proc/self/exe", "many_fds", "after", NULL);
  return 1;
}
