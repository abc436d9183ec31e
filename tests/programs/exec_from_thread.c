// A thread that is not the leader execs while the leader and others sleep in calls: the new program runs under the
// leader's id, the others are gone. Done a number of times in a row by one process.
#include <pthread.h>

#include "check.h"

enum { rounds = 10, sleepers = 4 };

static char program[PATH_MAX];
static struct pipe_ends silent;
static int left;

static void* sleep_in_read(void* arg) {
  char byte;
  (void)arg;
  return read(silent.read_end, &byte, 1) < 0 ? program : NULL;
}

static void* exec_now(void* arg) {
  (void)arg;
  WAIT_UNTIL(blocked_in(getpid(), getpid(), SYS_read));
  char count[16], pid[16];
  snprintf(count, sizeof count, "%d", left - 1);
  snprintf(pid, sizeof pid, "%d", getpid());
  CHECK(own_tid() != getpid());
  execv(program, (char*[]){program, count, pid, NULL});
  CHECK(!"execv came back");
  return NULL;
}

static int count_tasks(void) { return (int)status_number(getpid(), "Threads:", 10); }

int main(int argc, char** argv) {
  own_program(program);
  left = rounds;
  if (argc == 3) {
    left = atoi(argv[1]);
    CHECK_EQ(getpid(), atoi(argv[2]));
    CHECK_EQ(own_tid(), getpid());
    CHECK_EQ(count_tasks(), 1);
  }
  if (left == 0) return passed();
  silent = open_pipe();
  pthread_t thread;
  for (int i = 0; i < sleepers; ++i) CHECK_EQ(pthread_create(&thread, NULL, sleep_in_read, NULL), 0);
  CHECK_EQ(pthread_create(&thread, NULL, exec_now, NULL), 0);
  sleep_in_read(NULL);
  CHECK(!"the leader outlived an exec");
}
