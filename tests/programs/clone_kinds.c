// Children made by clone and clone3 with unusual flags: other exit signals, none at all, CLONE_PARENT, shared memory
// without threads, a pidfd.
#include <linux/sched.h>
#include <poll.h>
#include <stdint.h>
#include <sys/mman.h>

#include "check.h"

static volatile sig_atomic_t told;
static volatile int shared_word;

static void on_signal(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)info, (void)context;
  ++told;
}

static pid_t clone3(struct clone_args* args) { return (pid_t)syscall(SYS_clone3, args, sizeof *args); }

static void with_exit_signal(int signal) {
  struct clone_args args = {.exit_signal = (unsigned)signal};
  told = 0;
  pid_t child = clone3(&args);
  CHECK(child >= 0);
  if (child == 0) _exit(3);
  int status;
  pid_t got;
  do {
    got = waitpid(child, &status, __WALL);
  } while (got < 0 && errno == EINTR);
  CHECK_EQ(got, child);
  CHECK_EQ(WEXITSTATUS(status), 3);
  CHECK_EQ(told, signal == SIGUSR1);
}

// Not a SIGCHLD child: wait(2) sees it only when asked to (__WCLONE, __WALL).
static void hidden_from_wait(void) {
  struct clone_args args = {0};
  pid_t child = clone3(&args);
  CHECK(child >= 0);
  if (child == 0) _exit(4);
  CHECK_FAILS(waitpid(child, NULL, 0), ECHILD);
  int status;
  CHECK_EQ(waitpid(child, &status, (int)__WCLONE), child);
  CHECK_EQ(WEXITSTATUS(status), 4);
}

static void with_pidfd(void) {
  int pidfd = -1;
  pid_t tid_of_child = 0, tid_in_child = 0;
  struct clone_args args = {
      .flags = CLONE_PIDFD | CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CLEAR_SIGHAND,
      .exit_signal = SIGCHLD,
      .pidfd = (uint64_t)(uintptr_t)&pidfd,
      .parent_tid = (uint64_t)(uintptr_t)&tid_of_child,
      .child_tid = (uint64_t)(uintptr_t)&tid_in_child,
  };
  pid_t child = clone3(&args);
  CHECK(child >= 0);
  if (child == 0) {
    struct sigaction action;
    sigaction(SIGUSR1, NULL, &action);
    _exit(tid_in_child == getpid() && action.sa_handler == SIG_DFL ? 5 : 1);
  }
  CHECK_EQ(tid_of_child, child);
  struct pollfd fd = {.fd = pidfd, .events = POLLIN};
  CHECK_EQ(poll(&fd, 1, -1), 1);
  siginfo_t info;
  CHECK_EQ(waitid(P_PIDFD, (id_t)pidfd, &info, WEXITED), 0);
  CHECK_EQ(info.si_status, 5);
  CHECK_EQ(info.si_pid, child);
  close(pidfd);
}

// The grandchild becomes a child of this process.
static void with_clone_parent(void) {
  struct pipe_ends answer = open_pipe();
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    struct clone_args args = {.flags = CLONE_PARENT};
    pid_t sibling = clone3(&args);
    if (sibling == 0) _exit(6);
    CHECK_EQ(write(answer.write_end, &sibling, sizeof sibling), (long)sizeof sibling);
    _exit(0);
  }
  pid_t sibling;
  CHECK_EQ(read(answer.read_end, &sibling, sizeof sibling), (long)sizeof sibling);
  expect_exit(child, 0);
  expect_exit(sibling, 6);
}

// One address space, two processes: no CLONE_THREAD, and an exit of one leaves the other.
static int write_word(void* arg) {
  shared_word = *(int*)arg;
  return 7;
}

static void with_shared_memory(void) {
  size_t size = 64 * 1024;
  char* stack = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  CHECK(stack != MAP_FAILED);
  for (int i = 1; i < 6; ++i) {
    int value = i;
    pid_t child = clone(write_word, stack + size, CLONE_VM | CLONE_FILES | CLONE_FS | SIGCHLD, &value);
    CHECK(child > 0);
    expect_exit(child, 7);
    CHECK_EQ(shared_word, i);
  }
}

int main(void) {
  handle(SIGUSR1, on_signal, 0);
  struct clone_args probe = {.flags = CLONE_THREAD};
  CHECK_EQ(clone3(&probe), -1);
  if (errno == ENOSYS) skip("this kernel has no clone3");
  CHECK_EQ(errno, EINVAL);
  with_exit_signal(SIGCHLD);
  with_exit_signal(SIGUSR1);
  hidden_from_wait();
  with_pidfd();
  with_clone_parent();
  with_shared_memory();
  CHECK_FAILS(waitpid(-1, NULL, __WALL), ECHILD);
  return passed();
}
