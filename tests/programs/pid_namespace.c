// In a pid namespace ids begin at 1: forks, threads, an exec from a thread and the end of its init go as they should.
#include <pthread.h>

#include "check.h"

static void* check_tid(void* arg) {
  *(pid_t*)arg = own_tid();
  return NULL;
}

static void* exec_from_thread(void* arg) {
  CHECK_EQ(getpid(), 4);
  CHECK(own_tid() != 4);
  execl(arg, arg, "inside", NULL);
  return NULL;
}

static int exec_child(char* program) {
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, exec_from_thread, program), 0);
  for (;;) pause();
}

static int init_of_namespace(char* program) {
  CHECK_EQ(getpid(), 1);
  CHECK_EQ(getppid(), 0);
  pid_t tid, child = fork();
  if (child == 0) _exit(getpid() == 2 && getppid() == 1 ? 11 : 1);
  CHECK_EQ(child, 2);
  expect_exit(child, 11);
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, check_tid, &tid), 0);
  CHECK_EQ(pthread_join(thread, NULL), 0);
  CHECK_EQ(tid, 3);
  child = fork();
  if (child == 0) _exit(exec_child(program));
  CHECK_EQ(child, 4);
  expect_exit(child, 12);
  // Left behind: dies with the init.
  child = fork();
  if (child == 0)
    for (;;) pause();
  return 13;
}

int main(int argc, char** argv) {
  (void)argv;
  if (argc == 2) {
    CHECK_EQ(getpid(), 4);
    CHECK_EQ(own_tid(), 4);
    return 12;
  }
  char program[PATH_MAX];
  own_program(program);
  if (unshare(CLONE_NEWPID) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0)
    skip("a pid namespace is not permitted here");
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) _exit(init_of_namespace(program));
  CHECK(child > 1);
  expect_exit(child, 13);
  CHECK_FAILS(fork(), ENOMEM);
  return passed();
}
