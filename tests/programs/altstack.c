// Handlers on an alternate stack: after a stack overflow, nested, and one that disarms itself.
#include <setjmp.h>
#include <stdint.h>
#include <sys/resource.h>

#include "check.h"

static char stack[64 * 1024];
static sigjmp_buf back;
static volatile int on_stack, off_stack;
static volatile uintptr_t fault_address;

static bool is_on_alternate_stack(void) {
  char here;
  uintptr_t address = (uintptr_t)&here, start = (uintptr_t)stack;
  return address >= start && address < start + sizeof stack;
}

static void on_signal(int signal, siginfo_t* info, void* context) {
  (void)info, (void)context;
  if (is_on_alternate_stack())
    ++on_stack;
  else
    ++off_stack;
  if (signal == SIGUSR1) raise(SIGUSR2);
}

static void on_overflow(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)context;
  CHECK(is_on_alternate_stack());
  fault_address = (uintptr_t)info->si_addr;
  siglongjmp(back, 1);
}

// Deeper than any stack, in a way that no compiler sees through.
__attribute__((noinline)) static int overflow(volatile long* levels) {
  volatile long here[512];
  here[0] = *levels - 1;
  return here[0] > 0 ? overflow(here) + (int)here[0] : 0;
}

static void set_stack(int flags) {
  stack_t wanted = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = flags};
  CHECK_EQ(sigaltstack(&wanted, NULL), 0);
}

int main(void) {
  struct rlimit limit;
  CHECK_EQ(getrlimit(RLIMIT_STACK, &limit), 0);
  limit.rlim_cur = 512 * 1024;
  CHECK_EQ(setrlimit(RLIMIT_STACK, &limit), 0);
  set_stack(0);
  handle(SIGSEGV, on_overflow, SA_ONSTACK);
  for (int i = 0; i < 3; ++i) {
    fault_address = 0;
    if (sigsetjmp(back, 1) == 0) {
      volatile long levels = 1L << 40;
      CHECK_EQ(overflow(&levels), 0);
    }
    char here;
    uintptr_t distance = (uintptr_t)&here - fault_address;
    CHECK(fault_address != 0 && distance < 1024 * 1024);
  }
  handle(SIGUSR1, on_signal, SA_ONSTACK);
  handle(SIGUSR2, on_signal, SA_ONSTACK);
  CHECK_EQ(raise(SIGUSR1), 0);
  CHECK_EQ(on_stack, 2);
  CHECK_EQ(off_stack, 0);
  handle(SIGUSR2, on_signal, 0);
  CHECK_EQ(raise(SIGUSR2), 0);
  CHECK_EQ(off_stack, 1);
  stack_t now;
  set_stack((int)(1U << 31));  // SS_AUTODISARM
  handle(SIGUSR2, on_signal, SA_ONSTACK);
  CHECK_EQ(raise(SIGUSR2), 0);
  CHECK_EQ(on_stack, 3);
  CHECK_EQ(sigaltstack(NULL, &now), 0);
  CHECK(now.ss_sp == stack);
  return passed();
}
