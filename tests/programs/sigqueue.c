// Signals with what belongs to them: sender, value, code, fault address, order of the queued ones.
#include <pthread.h>
#include <setjmp.h>
#include <sys/mman.h>

#include "check.h"

enum { most = 64 };
static volatile int count;
static siginfo_t got[most];
static sigjmp_buf back;

static void on_signal(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)context;
  if (count < most) got[count] = *info;
  ++count;
}

static void on_fault(int signal, siginfo_t* info, void* context) {
  (void)context;
  got[0] = *info;
  siglongjmp(back, signal);
}

static void queued_to_itself(void) {
  sigset_t mask = set_of(SIGRTMIN), old;
  sigaddset(&mask, SIGRTMIN + 1);
  handle(SIGRTMIN, on_signal, 0);
  handle(SIGRTMIN + 1, on_signal, 0);
  CHECK_EQ(sigprocmask(SIG_BLOCK, &mask, &old), 0);
  count = 0;
  for (int i = 0; i < 10; ++i) {
    CHECK_EQ(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i}), 0);
    CHECK_EQ(sigqueue(getpid(), SIGRTMIN + 1, (union sigval){.sival_int = 100 + i}), 0);
  }
  // Lower numbers first, each number's in order. They nest: what is delivered last runs first.
  siginfo_t info;
  for (int i = 0; i < 10; ++i) {
    CHECK_EQ(sigwaitinfo(&mask, &info), SIGRTMIN);
    CHECK_EQ(info.si_value.sival_int, i);
    CHECK_EQ(info.si_code, SI_QUEUE);
    CHECK_EQ(info.si_pid, getpid());
    CHECK_EQ(info.si_uid, getuid());
  }
  CHECK_EQ(sigprocmask(SIG_SETMASK, &old, NULL), 0);
  CHECK_EQ(count, 10);
  for (int i = 0; i < 10; ++i) CHECK_EQ(got[i].si_value.sival_int, 100 + i);
  struct timespec none = {0};
  CHECK_FAILS(sigtimedwait(&mask, &info, &none), EAGAIN);
}

static void from_child(void) {
  sigset_t mask = set_of(SIGRTMIN), old;
  sigaddset(&mask, SIGCHLD);
  CHECK_EQ(sigprocmask(SIG_BLOCK, &mask, &old), 0);
  pid_t child = fork_child();
  if (child == 0) {
    CHECK_EQ(sigqueue(getppid(), SIGRTMIN, (union sigval){.sival_ptr = (void*)0x123456789abcdef}), 0);
    _exit(77);
  }
  sigset_t only = set_of(SIGRTMIN);
  siginfo_t info;
  CHECK_EQ(sigwaitinfo(&only, &info), SIGRTMIN);
  CHECK_EQ(info.si_pid, child);
  CHECK_EQ((long long)info.si_value.sival_ptr, 0x123456789abcdef);
  only = set_of(SIGCHLD);
  CHECK_EQ(sigwaitinfo(&only, &info), SIGCHLD);
  CHECK_EQ(info.si_code, CLD_EXITED);
  CHECK_EQ(info.si_status, 77);
  CHECK_EQ(info.si_pid, child);
  expect_exit(child, 77);
  CHECK_EQ(sigprocmask(SIG_SETMASK, &old, NULL), 0);
}

static void to_thread(void) {
  handle(SIGUSR1, on_signal, 0);
  count = 0;
  CHECK_EQ(pthread_sigqueue(pthread_self(), SIGUSR1, (union sigval){.sival_int = -5}), 0);
  CHECK_EQ(count, 1);
  CHECK_EQ(got[0].si_value.sival_int, -5);
  CHECK_EQ(pthread_kill(pthread_self(), SIGUSR1), 0);
  CHECK_EQ(count, 2);
  CHECK_EQ(got[1].si_code, SI_TKILL);
}

static void faults(void) {
  char* page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(page != MAP_FAILED);
  handle(SIGSEGV, on_fault, SA_NODEFER);
  handle(SIGILL, on_fault, SA_NODEFER);
  handle(SIGFPE, on_fault, SA_NODEFER);
  if (sigsetjmp(back, 1) == 0) *(volatile char*)(page + 17) = 1;
  CHECK_EQ(got[0].si_signo, SIGSEGV);
  CHECK_EQ(got[0].si_code, SEGV_ACCERR);
  CHECK(got[0].si_addr == page + 17);
  CHECK_EQ(munmap(page, 4096), 0);
  if (sigsetjmp(back, 1) == 0) *(volatile char*)page = 1;
  CHECK_EQ(got[0].si_code, SEGV_MAPERR);
  if (sigsetjmp(back, 1) == 0) __asm__ volatile("ud2");
  CHECK_EQ(got[0].si_signo, SIGILL);
  CHECK_EQ(got[0].si_code, ILL_ILLOPN);
  if (sigsetjmp(back, 1) == 0)
    __asm__ volatile("xorl %%edx, %%edx; xorl %%ecx, %%ecx; divl %%ecx" ::: "eax", "ecx", "edx");
  CHECK_EQ(got[0].si_signo, SIGFPE);
  CHECK_EQ(got[0].si_code, FPE_INTDIV);
}

int main(void) {
  queued_to_itself();
  from_child();
  to_thread();
  faults();
  return passed();
}
