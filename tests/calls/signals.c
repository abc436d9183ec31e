/* Signals: every call with good and bad arguments. No line depends on the time, on luck or on who runs it. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <time.h>

#include "process_edge.h"

#define NOBODY 0x3fffffffL /* no process has this id */

struct action {
  uintptr_t handler;
  unsigned long flags;
  uintptr_t restorer;
  uint64_t mask;
};

static void mask_of_every_kind(uint64_t mask) { syscall(SYS_rt_sigprocmask, 9, &mask, 0, 8L); }

static void masks(void) {
  uint64_t mask = 0, old = 0;
  for (int i = 0; i < 64; ++i) mask_of_every_kind(mask |= 1UL << i);
  for (int i = 0; i < 64; i += 7) mask_of_every_kind(~(1UL << i));
  mask_of_every_kind(0x5555555555555555);
  mask = 1UL << 9;
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &mask, &old, 8L);
  syscall(SYS_rt_sigprocmask, SIG_UNBLOCK, &mask, &old, 8L);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, 0L, 0L, 8L);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, &old, 4L);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, &old, 16L);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, BAD, BAD, 8L);
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, at_edge(&mask, 4), 0L, 8L);
  syscall(SYS_rt_sigpending, &old, 8L);
  syscall(SYS_rt_sigpending, &old, 4L);
  syscall(SYS_rt_sigpending, &old, 0L);
  syscall(SYS_rt_sigpending, &old, 16L);
  syscall(SYS_rt_sigpending, BAD, 8L);
  syscall(SYS_rt_sigsuspend, &mask, 4L);
  syscall(SYS_rt_sigsuspend, BAD, 8L);
}

static void actions(void) {
  struct action a = {0, 0, 0, 0}, old;
  syscall(SYS_rt_sigaction, SIGUSR2, &a, &old, 8L);
  a.handler = 1;
  syscall(SYS_rt_sigaction, SIGUSR2, &a, &old, 8L);
  a = (struct action){0x1234, 0x04000000 | 0x10000004, 0x7777, ~0UL};
  syscall(SYS_rt_sigaction, SIGUSR2, &a, 0L, 8L);
  syscall(SYS_rt_sigaction, SIGUSR2, 0L, &old, 8L);
  a.flags = ~0UL;
  a.handler = ~0UL;
  syscall(SYS_rt_sigaction, SIGKILL, &a, &old, 8L);
  a.flags = 0xdc000007 | 0x20000000;
  syscall(SYS_rt_sigaction, 65, &a, &old, 8L);
  syscall(SYS_rt_sigaction, 64, 0L, &old, 8L);
  syscall(SYS_rt_sigaction, 32, 0L, &old, 8L);
  syscall(SYS_rt_sigaction, 0, 0L, 0L, 8L);
  syscall(SYS_rt_sigaction, -1, BAD, BAD, 8L);
  syscall(SYS_rt_sigaction, SIGINT, &a, &old, 16L);
  syscall(SYS_rt_sigaction, SIGINT, at_edge(&a, 24), 0L, 8L);
}

static void stacks(void) {
  stack_t s = {0, SS_DISABLE, 0}, old;
  syscall(SYS_sigaltstack, &s, &old);
  s = (stack_t){(void*)0x10000, (int)0x80000000, 65536};
  syscall(SYS_sigaltstack, &s, &old);
  syscall(SYS_sigaltstack, 0L, &old);
  s.ss_flags = 7;
  syscall(SYS_sigaltstack, &s, 0L);
  s = (stack_t){0, 0, 1};
  syscall(SYS_sigaltstack, &s, &old);
  syscall(SYS_sigaltstack, BAD, &old);
  syscall(SYS_sigaltstack, at_edge(&s, 8), 0L);
  s = (stack_t){0, SS_DISABLE, 0};
  syscall(SYS_sigaltstack, &s, 0L);
}

static void infos(void) {
  static const int codes[] = {0, 128, -1, -2, -3, -4, -5, -6, -7, -8, -60, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15, 0x605};
  static const int numbers[] = {SIGHUP, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV, SIGCHLD, SIGIO, SIGSYS, 32, 64, 65};
  for (unsigned n = 0; n < sizeof numbers / sizeof *numbers; ++n) {
    for (unsigned i = 0; i < sizeof codes / sizeof *codes; ++i) {
      int info[32];
      for (int k = 0; k < 32; ++k) info[k] = k + 8;
      info[0] = numbers[n];
      info[1] = i % 5 == 4 ? (int)i : 0;
      info[2] = codes[i];
      syscall(SYS_rt_sigqueueinfo, NOBODY, SIGUSR1, info);
    }
  }
  siginfo_t none;
  memset(&none, 0, sizeof none);
  syscall(SYS_rt_sigqueueinfo, NOBODY, SIGUSR1, &none);
  none.si_signo = SIGINT;
  none.si_code = SI_KERNEL;
  syscall(SYS_rt_tgsigqueueinfo, NOBODY, NOBODY, SIGUSR1, &none);
  none.si_signo = SIGSYS;
  none.si_code = 1;
  none.si_syscall = 39;
  for (int i = 0; i < 3; ++i) {
    none.si_arch = i == 0 ? 0xc000003e : i == 1 ? 0x40000003 : 0xc00000b7;
    syscall(SYS_rt_sigqueueinfo, NOBODY, SIGUSR1, &none);
  }
  syscall(SYS_rt_sigqueueinfo, NOBODY, SIGUSR1, 0L);
  syscall(SYS_rt_sigqueueinfo, NOBODY, SIGUSR1, BAD);
  syscall(SYS_rt_sigqueueinfo, NOBODY, SIGUSR1, at_edge(&none, 100));
  syscall(SYS_pidfd_send_signal, -1, SIGUSR1, &none, 0L);
  syscall(SYS_pidfd_send_signal, -1, SIGUSR1, 0L, 0x10L);
}

static void sending(void) {
  syscall(SYS_kill, NOBODY, 0);
  syscall(SYS_kill, NOBODY, 32);
  syscall(SYS_kill, NOBODY, 65);
  syscall(SYS_kill, NOBODY, -1);
  syscall(SYS_tkill, NOBODY, SIGTERM);
  syscall(SYS_tgkill, NOBODY, NOBODY, 34);
  syscall(SYS_tgkill, -1, -1, SIGTERM);
}

static void waiting(void) {
  const uint64_t mask = 1UL << (SIGUSR1 - 1);
  const struct timespec none = {0, 0}, wrong = {-1, 1000000000};
  siginfo_t info;
  syscall(SYS_rt_sigtimedwait, &mask, &info, &none, 8L);
  syscall(SYS_rt_sigtimedwait, &mask, &info, &wrong, 8L);
  syscall(SYS_rt_sigtimedwait, &mask, 0L, at_edge(&none, 8), 8L);
  syscall(SYS_rt_sigtimedwait, BAD, BAD, BAD, 8L);
  syscall(SYS_rt_sigtimedwait, &mask, &info, &none, 4L);
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &mask, 0L, 8L);
  raise(SIGUSR1);
  syscall(SYS_rt_sigpending, &info, 8L);
  syscall(SYS_rt_sigtimedwait, &mask, &info, 0L, 8L);
  syscall(SYS_rt_sigprocmask, SIG_UNBLOCK, &mask, 0L, 8L);
  const int fd = (int)syscall(SYS_signalfd4, -1, &mask, 8L, 02004000);
  syscall(SYS_signalfd4, fd, &mask, 8L, 0);
  syscall(SYS_signalfd4, fd, &mask, 8L, 1);
  syscall(SYS_signalfd4, -1, &mask, 4L, 0);
  syscall(SYS_signalfd, -1, BAD, 8L);
  close(fd);
}

static void handler(int number) { (void)number; }

/* The mask that a handler's return restores. */
static void returns(void) {
  struct sigaction a;
  memset(&a, 0, sizeof a);
  a.sa_handler = handler;
  sigaction(SIGUSR1, &a, 0);
  raise(SIGUSR1);
  uint64_t mask = 1UL << (SIGTERM - 1) | 1UL << 40;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, 0L, 8L);
  syscall(SYS_tgkill, getpid(), getpid(), SIGUSR1);
}

int main(void) {
  masks();
  actions();
  stacks();
  infos();
  sending();
  waiting();
  returns();
  return 0;
}
