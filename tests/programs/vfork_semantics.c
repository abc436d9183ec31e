// vfork: the parent sleeps until its child execs or ends, the child writes in the parent's memory, other threads go on.
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"

static volatile int stage;
static atomic_int beats;
static atomic_bool stop;

static void* beat(void* arg) {
  while (!stop) {
    ++beats;
    sched_yield();
  }
  return arg;
}

static void child_exits(void) {
  stage = 0;
  pid_t child = vfork();
  if (child == 0) {
    stage = 1;
    int before = beats;
    while (beats - before < 50) sched_yield();
    stage = 2;
    _exit(3);
  }
  CHECK_EQ(stage, 2);
  expect_exit(child, 3);
}

static void child_execs(const char* program) {
  stage = 0;
  pid_t child = vfork();
  if (child == 0) {
    for (int i = 0; i < 50; ++i) sched_yield();
    stage = 2;
    execl(program, program, "exit-4", NULL);
    _exit(1);
  }
  CHECK_EQ(stage, 2);
  expect_exit(child, 4);
}

static void child_fails_to_exec(void) {
  stage = 0;
  pid_t child = vfork();
  if (child == 0) {
    execl("/nonexistent/program", "program", NULL);
    stage = errno;
    _exit(5);
  }
  CHECK_EQ(stage, ENOENT);
  expect_exit(child, 5);
}

static void child_is_killed(void) {
  stage = 0;
  pid_t child = vfork();
  if (child == 0) {
    stage = 1;
    kill(getpid(), SIGKILL);
    stage = 2;
    _exit(1);
  }
  CHECK_EQ(stage, 1);
  expect_signal(child, SIGKILL);
}

static void vfork_in_vfork(void) {
  stage = 0;
  pid_t child = vfork();
  if (child == 0) {
    pid_t grandchild = vfork();
    if (grandchild == 0) {
      ++stage;
      _exit(0);
    }
    stage += 10;
    int status;
    _exit(waitpid(grandchild, &status, 0) == grandchild && status == 0 ? 6 : 1);
  }
  CHECK_EQ(stage, 11);
  expect_exit(child, 6);
}

int main(int argc, char** argv) {
  (void)argv;
  if (argc == 2) return 4;
  char program[PATH_MAX];
  own_program(program);
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, beat, NULL), 0);
  for (int i = 0; i < 5; ++i) {
    child_exits();
    child_execs(program);
    child_fails_to_exec();
    child_is_killed();
    vfork_in_vfork();
  }
  stop = true;
  CHECK_EQ(pthread_join(thread, NULL), 0);
  return passed();
}
