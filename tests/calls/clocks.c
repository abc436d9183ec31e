/* Clocks, timers, sleeps and waits, with good and bad arguments. Times that differ from run to run are not asked for.
 * Whether a child's end or its parent's return comes first is luck, so this is to be traced without -f. */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <sys/wait.h>
#include <time.h>

#include "process_edge.h"

static void clocks(void) {
  struct timespec t = {-1, 1000000000};
  for (int id = -2; id < 18; ++id) {
    syscall(SYS_clock_getres, id, &t);
    syscall(SYS_clock_gettime, id, BAD);
  }
  t = (struct timespec){-1, 1000000000};
  syscall(SYS_clock_settime, CLOCK_MONOTONIC, &t);
  syscall(SYS_clock_settime, CLOCK_REALTIME, &t);
  syscall(SYS_clock_settime, CLOCK_REALTIME, at_edge(&t, 8));
  syscall(SYS_clock_getres, CLOCK_REALTIME, 0L);
  syscall(SYS_gettimeofday, BAD, 0L);
  syscall(SYS_gettimeofday, 0L, BAD);
  struct timeval v = {1, -5};
  int zone[2] = {2000000, -1};
  syscall(SYS_settimeofday, &v, zone);
  syscall(SYS_settimeofday, 0L, zone);
  syscall(SYS_settimeofday, at_edge(&v, 8), BAD);
  syscall(SYS_time, BAD);
  struct timex x;
  memset(&x, 0x11, sizeof x);
  syscall(SYS_adjtimex, &x);
  syscall(SYS_adjtimex, BAD);
  syscall(SYS_clock_adjtime, CLOCK_MONOTONIC, &x);
  syscall(SYS_times, BAD);
}

static void sleeps(void) {
  struct timespec t = {0, 1}, wrong = {0, 1000000000}, rest = {7, 7};
  syscall(SYS_nanosleep, &t, &rest);
  syscall(SYS_nanosleep, &wrong, &rest);
  syscall(SYS_nanosleep, BAD, BAD);
  syscall(SYS_nanosleep, at_edge(&t, 8), 0L);
  syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &t, &rest);
  syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &t, &rest);
  syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 7, &wrong, 0L);
  syscall(SYS_clock_nanosleep, 99, 2, &t, 0L);
}

static void interval_timers(void) {
  struct itimerval v = {{0, 0}, {0, 0}}, wrong = {{1, -2}, {-3, 4}};
  for (int which = 0; which < 4; ++which) {
    syscall(SYS_getitimer, which, &wrong);
    syscall(SYS_setitimer, which, &v, &wrong);
    syscall(SYS_setitimer, which, &v, 0L);
  }
  wrong = (struct itimerval){{1, -2}, {-3, 4}};
  syscall(SYS_setitimer, 0, &wrong, BAD);
  syscall(SYS_setitimer, 0, at_edge(&wrong, 24), 0L);
  syscall(SYS_getitimer, 0, BAD);
  syscall(SYS_alarm, 0);
}

static void posix_timers(void) {
  int id = -1;
  struct sigevent e;
  memset(&e, 0, sizeof e);
  e.sigev_signo = SIGUSR1;
  const struct itimerspec set = {{0, 0}, {1000000, 0}}, zero = {{0, 0}, {0, 0}}, wrong = {{1, 2}, {3, -4}};
  struct itimerspec old;
  syscall(SYS_timer_create, CLOCK_MONOTONIC, &e, &id);
  syscall(SYS_timer_settime, id, 0, &zero, &old);
  syscall(SYS_timer_settime, id, 3, &set, 0L);
  syscall(SYS_timer_settime, id, 0, &zero, 0L);
  syscall(SYS_timer_gettime, id, &old);
  syscall(SYS_timer_settime, id, TIMER_ABSTIME, &wrong, &old);
  syscall(SYS_timer_settime, id, 2, BAD, BAD);
  syscall(SYS_timer_getoverrun, id);
  syscall(SYS_timer_gettime, id, BAD);
  syscall(SYS_timer_delete, id);
  syscall(SYS_timer_delete, id);
  e.sigev_value.sival_ptr = (void*)0x1122334455667788;
  for (int kind = 0; kind < 8; ++kind) {
    e.sigev_notify = kind;
    syscall(SYS_timer_create, 99, &e, &id);
  }
  syscall(SYS_timer_create, CLOCK_REALTIME, BAD, &id);
  syscall(SYS_timer_create, CLOCK_REALTIME, 0L, BAD);
}

static void timer_descriptors(void) {
  const struct itimerspec set = {{0, 0}, {1000000, 0}}, zero = {{0, 0}, {0, 0}}, wrong = {{1, 2}, {3, -4}};
  struct itimerspec old;
  const int fd = (int)syscall(SYS_timerfd_create, CLOCK_MONOTONIC, 02004000);
  syscall(SYS_timerfd_create, CLOCK_TAI, 7);
  syscall(SYS_timerfd_create, 99, 0x10);
  syscall(SYS_timerfd_settime, fd, 0, &zero, &old);
  syscall(SYS_timerfd_settime, fd, 1, &set, 0L);
  syscall(SYS_timerfd_settime, fd, 0, &zero, 0L);
  syscall(SYS_timerfd_gettime, fd, &old);
  syscall(SYS_timerfd_settime, fd, 7, &wrong, &old);
  syscall(SYS_timerfd_settime, -1, 2, BAD, 0L);
  syscall(SYS_timerfd_gettime, -1, &old);
  close(fd);
}

/* The parent sleeps until the child has ended, so that their lines come in one order. */
static void end_child(int how) {
  if (syscall(SYS_clone, CLONE_VFORK | SIGCHLD, 0L, 0L, 0L, 0L) != 0) return;
  if (how < 256) syscall(SYS_exit_group, how);
  kill(getpid(), how - 256);
  _exit(0);
}

static void waits(void) {
  int status = 0;
  siginfo_t info;
  sigset_t children; /* blocked, since which call SIGCHLD would come after is luck */
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_BLOCK, &children, 0);
  for (int how = 0; how < 3; ++how) {
    static const int ends[] = {0, 255, 256 + SIGKILL};
    end_child(ends[how]);
    syscall(SYS_wait4, -1, &status, __WALL, 0L);
  }
  end_child(256 + SIGTERM);
  syscall(SYS_waitid, P_ALL, 0, &info, WEXITED | WNOWAIT, 0L);
  syscall(SYS_wait4, -1, BAD, 0, 0L);
  syscall(SYS_wait4, -1, &status, WNOHANG, BAD);
  syscall(SYS_wait4, -1, &status, 0x81000013, 0L);
  syscall(SYS_waitid, P_ALL, -1, &info, WEXITED | WSTOPPED | WCONTINUED | WNOHANG, 0L);
  syscall(SYS_waitid, 9, 5, &info, 0, BAD);
  syscall(SYS_waitid, P_PIDFD, 99, &info, WEXITED, 0L);
  syscall(SYS_getrusage, 5, BAD);
  syscall(SYS_getrusage, RUSAGE_SELF, BAD);
}

int main(void) {
  clocks();
  sleeps();
  interval_timers();
  posix_timers();
  timer_descriptors();
  waits();
  return 0;
}
