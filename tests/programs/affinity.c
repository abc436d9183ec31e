// A task's set of CPUs is its own: what it reads does not change while it makes calls, what it sets it reads back,
// threads and children get it, other threads keep theirs.
#include <pthread.h>

#include "check.h"

static cpu_set_t at_start;

static cpu_set_t mask_of(pid_t tid) {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  CHECK_EQ(sched_getaffinity(tid, sizeof mask, &mask), 0);
  return mask;
}

static void expect_mask(pid_t tid, const cpu_set_t* wanted) {
  cpu_set_t mask = mask_of(tid);
  if (!CPU_EQUAL(&mask, wanted)) {
    CHECK_EQ(CPU_COUNT(&mask), CPU_COUNT(wanted));
    CHECK(!"the set has other CPUs");
  }
}

static void make_calls(void) {
  for (int i = 0; i < 300; ++i) getppid();
}

static cpu_set_t first_cpu(void) {
  cpu_set_t one;
  CPU_ZERO(&one);
  for (size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu)
    if (CPU_ISSET(cpu, &at_start)) {
      CPU_SET(cpu, &one);
      break;
    }
  return one;
}

static void* expect_inherited(void* wanted) {
  make_calls();
  expect_mask(0, wanted);
  return NULL;
}

// A thread changes its own set; the leader's stays.
static void* change_own(void* arg) {
  cpu_set_t one = first_cpu();
  expect_mask(0, &at_start);
  CHECK_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  make_calls();
  expect_mask(0, &one);
  expect_mask(own_tid(), &one);
  expect_mask(getpid(), &at_start);
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, expect_inherited, &one), 0);
  CHECK_EQ(pthread_join(thread, NULL), 0);
  pid_t child = fork_child();
  if (child == 0) {
    expect_inherited(&one);
    execl("/proc/self/exe", "affinity", "one", NULL);
    _exit(1);
  }
  expect_exit(child, 1 + 1);
  return arg;
}

static void set_of_other_process(void) {
  struct pipe_ends gate = open_pipe();
  pid_t child = fork_child();
  if (child == 0) {
    char byte;
    CHECK_EQ(read(gate.read_end, &byte, 1), 1);
    cpu_set_t one = first_cpu();
    expect_inherited(&one);
    _exit(0);
  }
  expect_mask(child, &at_start);
  cpu_set_t one = first_cpu();
  CHECK_EQ(sched_setaffinity(child, sizeof one, &one), 0);
  expect_mask(child, &one);
  CHECK_EQ(write(gate.write_end, "x", 1), 1);
  expect_exit(child, 0);
}

int main(int argc, char** argv) {
  (void)argv;
  at_start = mask_of(0);
  if (argc == 2) return 1 + CPU_COUNT(&at_start);
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  make_calls();
  expect_mask(0, &at_start);
  CHECK_EQ(sysconf(_SC_NPROCESSORS_ONLN), processors);
  for (int i = 0; i < 3; ++i) {
    pthread_t thread;
    CHECK_EQ(pthread_create(&thread, NULL, change_own, NULL), 0);
    CHECK_EQ(pthread_join(thread, NULL), 0);
    set_of_other_process();
    expect_mask(0, &at_start);
  }
  cpu_set_t none;
  CPU_ZERO(&none);
  CHECK_FAILS(sched_setaffinity(0, sizeof none, &none), EINVAL);
  CHECK_FAILS(sched_getaffinity(0, 1, &none), EINVAL);
  CHECK_FAILS(sched_setaffinity(0, sizeof none, (void*)1), EFAULT);
  cpu_set_t one = first_cpu();
  CHECK_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  make_calls();
  expect_mask(0, &one);
  CHECK_EQ(sched_setaffinity(0, sizeof at_start, &at_start), 0);
  make_calls();
  expect_mask(0, &at_start);
  say("CPUs: %d\n", CPU_COUNT(&at_start));
  return passed();
}
