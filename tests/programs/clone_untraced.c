// A child made with CLONE_UNTRACED opens files, execs and exits as any other, whether its parent's tracer follows it or
// not.
#include <linux/sched.h>

#include "check.h"

static pid_t clone_child(unsigned long flags) {
  pid_t child = (pid_t)syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
  CHECK(child >= 0);
  return child;
}

static void open_a_file(void) {
  for (int i = 0; i < 20; ++i) {
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    CHECK(fd >= 0);
    close(fd);
    CHECK_FAILS(open("/nonexistent/file", O_RDONLY), ENOENT);
  }
}

int main(int argc, char** argv) {
  if (argc == 2) {
    open_a_file();
    return atoi(argv[1]);
  }
  for (int i = 0; i < 5; ++i) {
    pid_t child = clone_child(CLONE_UNTRACED);
    if (child == 0) {
      open_a_file();
      _exit(4);
    }
    expect_exit(child, 4);
    child = clone_child(CLONE_UNTRACED);
    if (child == 0) {
      execl("/proc/self/exe", "clone_untraced", "5", NULL);
      _exit(1);
    }
    expect_exit(child, 5);
    child = clone_child(CLONE_UNTRACED | CLONE_VFORK);
    if (child == 0) {
      // Its own child, by an ordinary fork.
      pid_t grandchild = clone_child(0);
      if (grandchild == 0) {
        open_a_file();
        _exit(6);
      }
      expect_exit(grandchild, 6);
      _exit(7);
    }
    expect_exit(child, 7);
  }
  return passed();
}
