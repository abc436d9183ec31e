// compute_beside_calls [MILLIONS]: one thread computes that many million steps while another makes calls all the time.
// With an argument it prints how long the computing took, in nanoseconds.
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"

static atomic_bool done;
static long steps;
static long long took;
static volatile unsigned long result;

static void* compute(void* arg) {
  long long start = monotonic_ns();
  unsigned long value = 1;
  for (long i = 0; i < steps; ++i) {
    value = value * 6364136223846793005UL + 1442695040888963407UL;
    __asm__ volatile("" : "+r"(value));
  }
  result = value;
  took = monotonic_ns() - start;
  done = true;
  return arg;
}

int main(int argc, char** argv) {
  steps = 1000000L * (argc > 1 ? atol(argv[1]) : 20);
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, compute, NULL), 0);
  pid_t parent = getppid();
  while (!done) CHECK_EQ(syscall(SYS_getppid), parent);
  CHECK_EQ(pthread_join(thread, NULL), 0);
  if (argc > 1) say("%lld\n", took);
  unsigned long expected = 1;
  for (long i = 0; i < steps; ++i) expected = expected * 6364136223846793005UL + 1442695040888963407UL;
  CHECK(expected == result);
  return passed();
}
