// SIGTRAP in all the ways a program can get it, among them those that look like a tracer's own stops.
#include <ucontext.h>

#include "check.h"

static volatile int seen, seen_code, seen_pid, seen_value;

static void on_trap(int signal, siginfo_t* info, void* context) {
  (void)context;
  CHECK_EQ(signal, SIGTRAP);
  ++seen;
  seen_code = info->si_code;
  seen_pid = info->si_pid;
  seen_value = info->si_value.sival_int;
}

static void expect_trap(int code) {
  CHECK_EQ(seen, 1);
  CHECK_EQ(seen_code, code);
  seen = 0;
}

static void send_to_itself(int code, int value) {
  siginfo_t info = {.si_signo = SIGTRAP, .si_code = code};
  info.si_pid = getpid();
  info.si_value.sival_int = value;
  CHECK_EQ(syscall(SYS_rt_tgsigqueueinfo, getpid(), own_tid(), SIGTRAP, &info), 0);
}

static void with_handler(void) {
  handle(SIGTRAP, on_trap, 0);
  CHECK_EQ(raise(SIGTRAP), 0);
  expect_trap(SI_TKILL);
  CHECK_EQ(seen_pid, getpid());
  CHECK_EQ(kill(getpid(), SIGTRAP), 0);
  expect_trap(SI_USER);
  __asm__ volatile("int3");
  expect_trap(0x80);  // SI_KERNEL
  __asm__ volatile(".byte 0xcd, 0x03");
  expect_trap(0x80);
  send_to_itself(SI_QUEUE, 7);
  expect_trap(SI_QUEUE);
  CHECK_EQ(seen_value, 7);
  // The codes that a tracer's PTRACE_GETSIGINFO shows for a system call stop and for an event stop.
  send_to_itself(SIGTRAP | 0x80, 8);
  expect_trap(SIGTRAP | 0x80);
  send_to_itself(SIGTRAP | 128 << 8, 9);
  expect_trap(SIGTRAP | 128 << 8);
  CHECK_EQ(seen_value, 9);
}

// The trap flag makes the processor itself trap after the next instruction.
static volatile int steps;

static void on_step(int signal, siginfo_t* info, void* context) {
  (void)signal;
  CHECK_EQ(info->si_code, 2);  // TRAP_TRACE
  if (++steps == 3) ((ucontext_t*)context)->uc_mcontext.gregs[REG_EFL] &= ~0x100LL;
}

static void single_steps(void) {
  handle(SIGTRAP, on_step, 0);
  __asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq; nop; nop; nop; nop" ::: "cc", "memory");
  CHECK_EQ(steps, 3);
}

static void blocked(void) {
  handle(SIGTRAP, on_trap, 0);
  sigset_t trap = set_of(SIGTRAP), pending;
  CHECK_EQ(sigprocmask(SIG_BLOCK, &trap, NULL), 0);
  CHECK_EQ(kill(getpid(), SIGTRAP), 0);
  CHECK_EQ(seen, 0);
  CHECK_EQ(sigpending(&pending), 0);
  CHECK_EQ(sigismember(&pending, SIGTRAP), 1);
  CHECK_EQ(sigprocmask(SIG_UNBLOCK, &trap, NULL), 0);
  expect_trap(SI_USER);
  CHECK_EQ(sigprocmask(SIG_BLOCK, &trap, NULL), 0);
  CHECK_EQ(kill(getpid(), SIGTRAP), 0);
  siginfo_t info;
  CHECK_EQ(sigwaitinfo(&trap, &info), SIGTRAP);
  CHECK_EQ(info.si_code, SI_USER);
  CHECK_EQ(seen, 0);
}

static void ignored(void) {
  set_disposition(SIGTRAP, SIG_IGN);
  CHECK_EQ(raise(SIGTRAP), 0);
  CHECK_EQ(kill(getpid(), SIGTRAP), 0);
}

static void dies_of_raise(void) { raise(SIGTRAP); }

static void dies_of_int3(void) { __asm__ volatile("int3"); }

static void dies_of_ignored_int3(void) {
  set_disposition(SIGTRAP, SIG_IGN);
  __asm__ volatile("int3");
}

static void dies_of_blocked_int3(void) {
  handle(SIGTRAP, on_trap, 0);
  sigset_t trap = set_of(SIGTRAP);
  sigprocmask(SIG_BLOCK, &trap, NULL);
  __asm__ volatile("int3");
}

int main(void) {
  void (*const survives[])(void) = {with_handler, single_steps, blocked, ignored};
  for (size_t i = 0; i < 4; ++i) {
    pid_t child = fork_child();
    if (child == 0) {
      survives[i]();
      _exit(0);
    }
    expect_exit(child, 0);
  }
  void (*const dies[])(void) = {dies_of_raise, dies_of_int3, dies_of_ignored_int3, dies_of_blocked_int3};
  for (size_t i = 0; i < 4; ++i) {
    pid_t child = fork_child();
    if (child == 0) {
      dies[i]();
      _exit(0);
    }
    expect_signal(child, SIGTRAP);
  }
  return passed();
}
