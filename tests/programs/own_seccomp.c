// Children install seccomp filters of their own: each action has the effect seccomp(2) says, also RET_TRACE where the
// filter's author has no tracer.
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>

#include "check.h"

static volatile int trapped_call, trapped_code, trapped_arch, trapped_errno;

static void on_sigsys(int signal, siginfo_t* info, void* context) {
  (void)context;
  CHECK_EQ(signal, SIGSYS);
  trapped_call = info->si_syscall;
  trapped_code = info->si_code;
  trapped_arch = (int)info->si_arch;
  trapped_errno = info->si_errno;
}

static void filter_call(long number, unsigned action) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, action),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
  CHECK_EQ(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
  CHECK_EQ(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0), 0);
}

static void deny_with_errno(void) {
  filter_call(SYS_getppid, SECCOMP_RET_ERRNO | EDOM);
  CHECK_FAILS(syscall(SYS_getppid), EDOM);
  CHECK_EQ(getpid(), own_tid());
}

static void deny_opening(void) {
  filter_call(SYS_openat, SECCOMP_RET_ERRNO | ENOTTY);
  CHECK_FAILS(syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY), ENOTTY);
}

static void trap(void) {
  handle(SIGSYS, on_sigsys, 0);
  filter_call(SYS_getppid, SECCOMP_RET_TRAP | 77);
  syscall(SYS_getppid);
  CHECK_EQ(trapped_call, SYS_getppid);
  CHECK_EQ(trapped_code, 1);  // SYS_SECCOMP
  CHECK_EQ(trapped_arch, (int)AUDIT_ARCH_X86_64);
  CHECK_EQ(trapped_errno, 77);
}

static void trace_without_tracer(void) {
  filter_call(SYS_getppid, SECCOMP_RET_TRACE | 5);
  CHECK_FAILS(syscall(SYS_getppid), ENOSYS);
}

static void log_only(void) {
  filter_call(SYS_getppid, SECCOMP_RET_LOG);
  CHECK(syscall(SYS_getppid) > 0);
}

static void kill_process(void) {
  filter_call(SYS_getppid, SECCOMP_RET_KILL_PROCESS);
  syscall(SYS_getppid);
}

static void* call_forbidden(void* arg) {
  syscall(SYS_getppid);
  return arg;
}

static void kill_thread(void) {
  filter_call(SYS_getppid, SECCOMP_RET_KILL_THREAD);
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, call_forbidden, NULL), 0);
  CHECK_EQ(pthread_join(thread, NULL), 0);
}

// Whether a tracer had the kernel filter this process's calls. Strict mode is refused then, the one thing that differs.
static bool is_filtered(void) { return prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER; }

static void strict(void) {
  if (is_filtered()) return;
  CHECK_EQ(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0, 0, 0), 0);
  // Any call but read, write, exit and sigreturn kills; exit_group is not among them.
  syscall(SYS_exit, 0);
}

static void strict_broken(void) {
  if (is_filtered()) raise(SIGKILL);
  CHECK_EQ(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT, 0, 0, 0), 0);
  syscall(SYS_getppid);
}

static pid_t run(void (*work)(void)) {
  pid_t child = fork_child();
  if (child == 0) {
    work();
    _exit(0);
  }
  return child;
}

int main(void) {
  void (*const live[])(void) = {deny_with_errno, deny_opening, trap,  trace_without_tracer,
                                log_only,        kill_thread,  strict};
  for (size_t i = 0; i < sizeof live / sizeof *live; ++i) expect_exit(run(live[i]), 0);
  expect_signal(run(kill_process), SIGSYS);
  expect_signal(run(strict_broken), SIGKILL);
  return passed();
}
