/* Birth, exec and end of processes: every call with good and bad arguments. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "process_edge.h"

static void reap(void) {
  int status;
  while (wait4(-1, &status, __WALL, 0) > 0) {
  }
}

static void clones(void) {
  long tid_a = 0;
  if (syscall(SYS_fork) == 0) syscall(SYS_exit_group, 3);
  reap();
  if (syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) == 0) syscall(SYS_exit, 300);
  reap();
  if (syscall(SYS_clone, CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID | SIGCHLD, 0, 0, &tid_a, 0) == 0) _exit(0);
  reap();
  if (syscall(SYS_clone, CLONE_PARENT_SETTID | SIGURG, 0, &tid_a, 0, 0) == 0) _exit(0);
  reap();
  if (syscall(SYS_clone, CLONE_PARENT_SETTID | 0, 0, BAD, 0, 0) == 0) _exit(0);
  reap();
  syscall(SYS_clone, CLONE_SIGHAND, 0, 0, 0, 0);
  syscall(SYS_clone, CLONE_SIGHAND | CLONE_SETTLS | 77, 0x1000, 0, 0, 0x55);
  syscall(SYS_clone, CLONE_THREAD | CLONE_PARENT_SETTID | CLONE_PIDFD, 0, 0x20, 0x30, 0x40);
  syscall(SYS_clone, 0xffffffff00000000UL | CLONE_THREAD, 0, 0, 0, 0);
  int fd = -1;
  if (syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, 0, &fd, 0, 0) == 0) _exit(0);
  reap();
}

struct args3 {
  unsigned long long flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size,
      cgroup, extra[4];
};

static void clone3_calls(void) {
  int tid = 0, fd = 0, set[] = {0x7ffffff, 5};
  struct args3 a = {.flags = 0, .exit_signal = SIGCHLD};
  if (syscall(SYS_clone3, &a, 64UL) == 0) _exit(0);
  reap();
  a.flags = CLONE_PARENT_SETTID | CLONE_PIDFD | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID;
  a.pidfd = (unsigned long)&fd;
  a.parent_tid = (unsigned long)&tid;
  a.child_tid = (unsigned long)&tid;
  if (syscall(SYS_clone3, &a, 88UL) == 0) _exit(0);
  reap();
  a.stack = 0x1234;
  syscall(SYS_clone3, &a, 88UL);
  a.flags |= CLONE_SETTLS | CLONE_THREAD | CLONE_INTO_CGROUP;
  a.tls = 0x77;
  a.cgroup = 5;
  a.stack_size = 4096;
  a.set_tid = (unsigned long)set;
  a.set_tid_size = 2;
  syscall(SYS_clone3, &a, 88UL);
  a.set_tid_size = 100;
  syscall(SYS_clone3, &a, 88UL);
  a.set_tid_size = 1;
  a.set_tid = 1;
  syscall(SYS_clone3, &a, 88UL);
  a.extra[1] = 7;
  syscall(SYS_clone3, &a, sizeof a);
  a.extra[1] = 0;
  syscall(SYS_clone3, &a, sizeof a);
  syscall(SYS_clone3, &a, 80UL);
  a.flags = 0x8000000000ULL;
  a.exit_signal = 0x1000;
  a.set_tid = a.set_tid_size = a.cgroup = 0;
  syscall(SYS_clone3, &a, 88UL);
  syscall(SYS_clone3, &a, 63UL);
  syscall(SYS_clone3, 0, 88UL);
  syscall(SYS_clone3, BAD, 88UL);
  syscall(SYS_clone3, at_edge(&a, 64), 88UL);
  syscall(SYS_clone3, at_edge(&a, 64), 64UL);
}

static void execs(void) {
  const char* two[] = {"a", "b\n\1", 0};
  const char* many[41] = {0};
  const char* none[] = {0};
  const char* odd[] = {"x", (const char*)1, "y", 0};
  const char* lengthy[] = {"0123456789012345678901234567890123456789", 0};
  for (int i = 0; i < 40; ++i) many[i] = "z";
  syscall(SYS_execve, "/nonexistent/program", two, none);
  syscall(SYS_execve, "/nonexistent/program", two, two);
  syscall(SYS_execve, "/nonexistent/program", many, lengthy);
  syscall(SYS_execve, "/nonexistent/program", lengthy, many);
  syscall(SYS_execve, "/nonexistent/program", odd, odd);
  syscall(SYS_execve, "/nonexistent/program", none, BAD);
  syscall(SYS_execve, "/nonexistent/program", 0, 0);
  syscall(SYS_execve, BAD, BAD, 0);
  syscall(SYS_execve, 0, at_edge(two, 16), at_edge(two, 16));
  syscall(SYS_execve, 0, at_edge(two, 1), at_edge(two, 8));
  many[32] = 0;
  syscall(SYS_execve, "/nonexistent/program", many, two);
  many[31] = 0;
  syscall(SYS_execve, "/nonexistent/program", many, two);
  syscall(SYS_execveat, AT_FDCWD, "nonexistent", two, none, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH);
  syscall(SYS_execveat, -1, "", two, two, AT_EMPTY_PATH);
  syscall(SYS_execveat, 77, BAD, two, two, 0x40000001);
  syscall(SYS_execveat, 77, 0, 0, 0, 0x20000);
  syscall(SYS_execveat, AT_FDCWD, "x", 0, 0, 0);
}

static void rest(void) {
  long tid;
  syscall(SYS_unshare, 0);
  syscall(SYS_unshare, CLONE_FILES | CLONE_FS);
  syscall(SYS_unshare, 0x1fffffffful);
  syscall(SYS_unshare, 0x1);
  syscall(SYS_unshare, CLONE_NEWTIME | 0x1);
  syscall(SYS_unshare, CLONE_NEWTIME | 0x15);
  syscall(SYS_setns, -1, 0);
  syscall(SYS_setns, 100, CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWTIME | 0x11);
  syscall(SYS_setns, 100, 1);
  syscall(SYS_pidfd_open, -1, 0);
  syscall(SYS_pidfd_open, getppid(), 1);
  syscall(SYS_pidfd_open, 1, 0xff7f);
  syscall(SYS_pidfd_open, 0, 0x840);
  long fd = syscall(SYS_pidfd_open, getpid(), 0x800);
  syscall(SYS_pidfd_getfd, fd, 0, 0);
  syscall(SYS_pidfd_getfd, fd, 1000, 5);
  syscall(SYS_pidfd_getfd, -1, -1, -1);
  syscall(SYS_set_tid_address, &tid);
  syscall(SYS_set_tid_address, 0);
  syscall(SYS_kcmp, getpid(), getpid(), 0, 1, 2);
  syscall(SYS_kcmp, getpid(), getpid(), 1, 1, 2);
  syscall(SYS_kcmp, 1, -1, 6, 0, 0);
  unsigned slot[3] = {1, 2, 3};
  syscall(SYS_kcmp, getpid(), getpid(), 7, 1, slot);
  syscall(SYS_kcmp, getpid(), getpid(), 7, 1, 0);
  syscall(SYS_kcmp, getpid(), getpid(), 7, 1, 1);
  syscall(SYS_kcmp, getpid(), getpid(), 8, 1, 0xffffffffffffUL);
  syscall(SYS_getpid);
  syscall(SYS_getppid);
  syscall(SYS_gettid);
}

int main(void) {
  clones();
  clone3_calls();
  execs();
  rest();
  if (syscall(SYS_vfork) == 0) syscall(SYS_exit, -1);
  reap();
  const char* arguments[] = {"true", 0};
  const char* environment[] = {"PATH=/usr/bin", "A=b", 0};
  syscall(SYS_execve, "/bin/true", arguments, environment);
  return 1;
}
