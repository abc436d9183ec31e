// The program is itself a tracer: its child asks to be traced, and its system call stops, signals, exec and exit are
// all seen.
#include "nested_ptrace.h"

static int syscall_stop = SIGTRAP | 0x80;

static pid_t start_child(pid_t (*make)(void), struct pipe_ends answer) {
  pid_t child = make();
  if (child == 0) {
    errno = 0;
    bool may_fail = may_be_refused(getpid());
    long result = ptrace(PTRACE_TRACEME, 0, 0, 0);
    int told = errno;
    CHECK_EQ(write(answer.write_end, &told, sizeof told), (long)sizeof told);
    CHECK_EQ(result, may_fail ? -1 : 0);
    if (result != 0) _exit(told == EPERM ? 20 : 1);
    CHECK(is_traced());
    raise(SIGSTOP);
    syscall(SYS_getppid);
    syscall(SYS_close, -1);
    raise(SIGUSR1);
    execl("/proc/self/exe", "nested_traceme", "exit-6", NULL);
    _exit(1);
  }
  return child;
}

static int next_stop(pid_t child, int signal) {
  CHECK_EQ(ptrace(PTRACE_SYSCALL, child, 0, signal), 0);
  return wait_for(child, __WALL);
}

// Runs the child to its end; fills in what was seen on the way.
static void follow(pid_t child, int* closes, int* signals, int* execs, int* code) {
  expect_stop(child, SIGSTOP);
  CHECK_EQ(ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL), 0);
  int signal = 0;
  for (;;) {
    int status = next_stop(child, signal);
    signal = 0;
    if (WIFEXITED(status)) {
      *code = WEXITSTATUS(status);
      return;
    }
    CHECK(WIFSTOPPED(status));
    if (WSTOPSIG(status) == syscall_stop) {
      struct __ptrace_syscall_info info;
      CHECK(ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info) > 0);
      if (info.op == PTRACE_SYSCALL_INFO_ENTRY && info.entry.nr == SYS_close && (int)info.entry.args[0] == -1) {
        ++*closes;
        status = next_stop(child, 0);
        CHECK_EQ(WSTOPSIG(status), syscall_stop);
        CHECK(ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info) > 0);
        CHECK_EQ(info.op, PTRACE_SYSCALL_INFO_EXIT);
        CHECK_EQ(info.exit.rval, -EBADF);
      }
    } else if (status >> 16 == PTRACE_EVENT_EXEC) {
      ++*execs;
    } else {
      CHECK_EQ(WSTOPSIG(status), SIGUSR1);
      ++*signals;
      signal = 0;
    }
  }
}

static void try_with(pid_t (*make)(void)) {
  struct pipe_ends answer = open_pipe();
  pid_t child = start_child(make, answer);
  int told;
  CHECK_EQ(read(answer.read_end, &told, sizeof told), (long)sizeof told);
  if (told == EPERM) {
    CHECK(may_be_refused(getpid()));
    expect_exit(child, 20);
    return;
  }
  CHECK_EQ(told, 0);
  int closes = 0, signals = 0, execs = 0, code = -1;
  follow(child, &closes, &signals, &execs, &code);
  CHECK_EQ(closes, 1);
  CHECK_EQ(signals, 1);
  CHECK_EQ(execs, 1);
  CHECK_EQ(code, 6);
}

int main(int argc, char** argv) {
  (void)argv;
  if (argc == 2) return 6;
  try_with(fork_child);
  try_with(fork_untraced);
  return passed();
}
