// The leader ends while its threads live on. They go on making calls; the process ends with the last of them, or with
// the exit_group of one of them. A zombie leader is not an ended process.
#include <pthread.h>

#include "check.h"

static pthread_t leader;
// Found early: /proc/self/exe of a dead leader leads nowhere.
static char program[PATH_MAX];

static void wait_for_leader(void) { WAIT_UNTIL(task_state(getpid(), getpid()) == 'Z'); }

static void* last_thread(void* arg) {
  (void)arg;
  CHECK_EQ(pthread_join(leader, NULL), 0);
  wait_for_leader();
  for (int i = 0; i < 100; ++i) CHECK(getppid() > 0);
  exit(7);
}

static void leader_exits_first(void) {
  leader = pthread_self();
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, last_thread, NULL), 0);
  pthread_exit(NULL);
}

static void* quiet_thread(void* arg) {
  (void)arg;
  wait_for_leader();
  syscall(SYS_exit, 9);
  return NULL;
}

// Every thread uses exit(2), no one exit_group(2). Whose code counts differs among kernels (the leader's until 5.18,
// then the last one's), so all use the same.
static void all_exit_alone(void) {
  pthread_t thread;
  for (int i = 0; i < 3; ++i) CHECK_EQ(pthread_create(&thread, NULL, quiet_thread, NULL), 0);
  syscall(SYS_exit, 9);
}

static void* killed_thread(void* arg) {
  (void)arg;
  wait_for_leader();
  raise(SIGKILL);
  return NULL;
}

static void killed_after_leader(void) {
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, killed_thread, NULL), 0);
  syscall(SYS_exit, 0);
}

static void* exec_thread(void* arg) {
  (void)arg;
  wait_for_leader();
  execl(program, program, "exit-11", NULL);
  return NULL;
}

// The id of the dead leader passes to the thread that execs.
static void exec_after_leader(void) {
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, exec_thread, NULL), 0);
  syscall(SYS_exit, 0);
}

int main(int argc, char** argv) {
  (void)argv;
  if (argc == 2) {
    CHECK_EQ(own_tid(), getpid());
    return 11;
  }
  own_program(program);
  void (*const cases[])(void) = {leader_exits_first, all_exit_alone, killed_after_leader, exec_after_leader};
  pid_t children[4];
  for (int i = 0; i < 4; ++i) {
    children[i] = fork();
    CHECK(children[i] >= 0);
    if (children[i] == 0) {
      cases[i]();
      _exit(1);
    }
  }
  expect_exit(children[0], 7);
  expect_exit(children[1], 9);
  expect_signal(children[2], SIGKILL);
  expect_exit(children[3], 11);
  return passed();
}
