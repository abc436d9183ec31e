// SIGKILL reaches a task wherever it is: asleep in a call, in a storm of calls, between vfork and exec, with many
// threads.
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>

#include "check.h"

enum { rounds = 10 };

static struct pipe_ends silent, answer;

static void* sleep_in_futex(void* arg) {
  static int word;
  syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
  return arg;
}

static void* sleep_in_poll(void* arg) {
  struct pollfd fd = {.fd = silent.read_end, .events = POLLIN};
  poll(&fd, 1, -1);
  return arg;
}

static void sleep_in_read(void) {
  char byte;
  CHECK_EQ(read(silent.read_end, &byte, 1), 1);
}

static void many_threads(void) {
  pthread_t thread;
  for (int i = 0; i < 4; ++i) pthread_create(&thread, NULL, i % 2 ? sleep_in_futex : sleep_in_poll, NULL);
  sleep_in_read();
}

static void call_all_the_time(void) {
  for (;;) {
    close(open("/dev/null", O_RDONLY | O_CLOEXEC));
    getppid();
  }
}

static void exec_all_the_time(void) {
  char program[PATH_MAX];
  own_program(program);
  execl(program, program, "again", NULL);
}

static void wait_in_vfork(void) {
  pid_t child = vfork();
  if (child == 0) {
    char byte;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The parent sleeps in vfork until this child ends, which it does by its parent's death.
    if (write(answer.write_end, "x", 1) != 1) _exit(1);
    long unused = syscall(SYS_read, silent.read_end, &byte, 1);
    _exit((int)unused);
  }
}

static void kill_child(void (*work)(void), long blocked_call) {
  pid_t child = fork_child();
  if (child == 0) {
    work();
    _exit(1);
  }
  if (blocked_call >= 0)
    WAIT_UNTIL(blocked_in(child, child, blocked_call));
  else
    for (int i = 0; i < 20; ++i) sched_yield();
  CHECK_EQ(kill(child, SIGKILL), 0);
  expect_signal(child, SIGKILL);
  CHECK_FAILS(kill(child, 0), ESRCH);
}

int main(int argc, char** argv) {
  (void)argv;
  if (argc == 2) exec_all_the_time();
  silent = open_pipe();
  for (int i = 0; i < rounds; ++i) {
    kill_child(sleep_in_read, SYS_read);
    kill_child(many_threads, SYS_read);
    kill_child(call_all_the_time, -1);
    kill_child(exec_all_the_time, -1);
  }
  answer = open_pipe();
  pid_t child = fork_child();
  if (child == 0) wait_in_vfork();
  char byte;
  CHECK_EQ(read(answer.read_end, &byte, 1), 1);
  CHECK_EQ(kill(child, SIGKILL), 0);
  expect_signal(child, SIGKILL);
  return passed();
}
