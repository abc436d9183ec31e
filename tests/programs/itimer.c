// Interval timers: each signal arrives, with its value, in and outside of calls; none is lost or doubled.
#include <sys/time.h>

#include "check.h"

static volatile sig_atomic_t ticks;
static volatile int value, code;

static void on_tick(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)context;
  ++ticks;
  value = info->si_value.sival_int;
  code = info->si_code;
}

static void interval(__itimer_which_t which, int signal) {
  handle(signal, on_tick, SA_RESTART);
  ticks = 0;
  struct itimerval every = {.it_interval = {.tv_usec = 2000}, .it_value = {.tv_usec = 2000}};
  CHECK_EQ(setitimer(which, &every, NULL), 0);
  // User time for ITIMER_VIRTUAL, system time for ITIMER_PROF.
  while (ticks < 5)
    for (volatile int i = 0; i < 1000; ++i)
      if (i % 100 == 0) getppid();
  struct itimerval none = {0}, old;
  CHECK_EQ(setitimer(which, &none, &old), 0);
  CHECK_EQ(old.it_interval.tv_usec, every.it_interval.tv_usec);
  set_disposition(signal, SIG_DFL);
}

static void posix_timer(clockid_t clock) {
  handle(SIGRTMIN, on_tick, 0);
  sigset_t mask = set_of(SIGRTMIN), others;
  CHECK_EQ(sigprocmask(SIG_BLOCK, &mask, &others), 0);
  ticks = 0;
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN, .sigev_value.sival_int = 4711};
  timer_t timer;
  CHECK_EQ(timer_create(clock, &event, &timer), 0);
  struct itimerspec once = {.it_value = {.tv_nsec = 3000000}}, now;
  for (int i = 1; i <= 5; ++i) {
    CHECK_EQ(timer_settime(timer, 0, &once, NULL), 0);
    CHECK_EQ(sigsuspend(&others), -1);
    CHECK_EQ(ticks, i);
    CHECK_EQ(value, 4711);
    CHECK_EQ(code, SI_TIMER);
    CHECK_EQ(timer_gettime(timer, &now), 0);
    CHECK_EQ(now.it_value.tv_nsec, 0);
  }
  CHECK_EQ(timer_delete(timer), 0);
  CHECK_EQ(sigprocmask(SIG_SETMASK, &others, NULL), 0);
}

static void alarm_ends_pause(void) {
  handle(SIGALRM, on_tick, 0);
  ticks = 0;
  struct itimerval once = {.it_value = {.tv_usec = 20000}};
  sigset_t mask = set_of(SIGALRM), others;
  CHECK_EQ(sigprocmask(SIG_BLOCK, &mask, &others), 0);
  CHECK_EQ(setitimer(ITIMER_REAL, &once, NULL), 0);
  CHECK_FAILS(sigsuspend(&others), EINTR);
  CHECK_EQ(ticks, 1);
  CHECK_EQ(alarm(100), 0);
  CHECK(alarm(0) > 90);
}

int main(void) {
  interval(ITIMER_REAL, SIGALRM);
  interval(ITIMER_VIRTUAL, SIGVTALRM);
  interval(ITIMER_PROF, SIGPROF);
  posix_timer(CLOCK_MONOTONIC);
  posix_timer(CLOCK_REALTIME);
  alarm_ends_pause();
  return passed();
}
