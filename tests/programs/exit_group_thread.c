// A thread ends the whole process, by exit_group or by a fatal signal, while the others are in calls, in a loop, or
// being born.
#include <pthread.h>

#include "check.h"

static struct pipe_ends silent;

static void* sleep_in_read(void* arg) {
  char byte;
  return read(silent.read_end, &byte, 1) < 0 ? arg : NULL;
}

static void* spin(void* arg) {
  for (volatile int i = 0;; ++i)
    if (i == -1) return arg;
}

static void* empty(void* arg) { return arg; }

static void* give_birth(void* arg) {
  for (;;) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, empty, NULL) == 0) pthread_join(thread, NULL);
    if (!arg) return NULL;
  }
}

static void* end_all(void* how) {
  for (int i = 0; i < 5; ++i) getppid();
  if (how) {
    kill(getpid(), SIGTERM);
    for (;;) pause();
  }
  _exit(17);
}

static void run(void* how) {
  pthread_t thread;
  pthread_create(&thread, NULL, sleep_in_read, NULL);
  pthread_create(&thread, NULL, sleep_in_read, NULL);
  pthread_create(&thread, NULL, spin, NULL);
  pthread_create(&thread, NULL, give_birth, &silent);
  pthread_create(&thread, NULL, end_all, how);
  give_birth(&silent);
}

int main(void) {
  silent = open_pipe();
  for (int i = 0; i < 10; ++i) {
    pid_t child = fork_child();
    if (child == 0) run(NULL);
    expect_exit(child, 17);
    child = fork_child();
    if (child == 0) run(&silent);
    expect_signal(child, SIGTERM);
  }
  return passed();
}
