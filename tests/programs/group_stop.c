// A process of many threads is stopped and continued: all its threads stop, none moves meanwhile, all go on, and what
// was sent to it meanwhile arrives then.
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>

#include "check.h"

enum { workers = 4, rounds = 8 };

struct shared {
  atomic_long steps[workers];
  atomic_int handled, births;
};
static struct shared* shared;

static void on_signal(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)info, (void)context;
  ++shared->handled;
}

static void* born(void* arg) {
  ++shared->births;
  return arg;
}

static void* work(void* arg) {
  long self = (long)arg;
  for (;;) {
    ++shared->steps[self];
    if (self == 0) {
      getppid();
    } else if (self == 1) {
      sched_yield();
    } else if (self == 2) {
      pthread_t thread;
      if (pthread_create(&thread, NULL, born, NULL) != 0) _exit(1);
      pthread_join(thread, NULL);
    } else {
      pause_a_little();
    }
  }
  return NULL;
}

static void run_child(void) {
  handle(SIGUSR1, on_signal, SA_RESTART);
  pthread_t thread;
  for (long i = 1; i < workers; ++i) CHECK_EQ(pthread_create(&thread, NULL, work, (void*)i), 0);
  work(NULL);
}

static bool all_moved(const long* before) {
  for (int i = 0; i < workers; ++i)
    if (shared->steps[i] == before[i]) return false;
  return true;
}

static void note_steps(long* steps) {
  for (int i = 0; i < workers; ++i) steps[i] = shared->steps[i];
}

static void expect_stillness(void) {
  long before[workers];
  note_steps(before);
  int births = shared->births;
  for (int i = 0; i < 50; ++i) sched_yield();
  for (int i = 0; i < workers; ++i) CHECK_EQ(shared->steps[i], before[i]);
  CHECK_EQ(shared->births, births);
}

int main(void) {
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  CHECK(shared != MAP_FAILED);
  pid_t child = fork_child();
  if (child == 0) run_child();
  for (int round = 0; round < rounds; ++round) {
    long before[workers];
    note_steps(before);
    WAIT_UNTIL(all_moved(before));
    CHECK_EQ(kill(child, SIGSTOP), 0);
    expect_stop(child, SIGSTOP);
    expect_stillness();
    CHECK_EQ(kill(child, SIGUSR1), 0);
    expect_stillness();
    CHECK_EQ(shared->handled, round);
    CHECK_EQ(kill(child, SIGCONT), 0);
    expect_continue(child);
    WAIT_UNTIL(shared->handled == round + 1);
  }
  CHECK_EQ(kill(child, SIGSTOP), 0);
  expect_stop(child, SIGSTOP);
  CHECK_EQ(kill(child, SIGKILL), 0);
  expect_signal(child, SIGKILL);
  return passed();
}
