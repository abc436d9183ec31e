// Many threads are born and die, some by return, some by exit, some while others are being made: none is lost.
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"

enum { rounds = 40, at_once = 8 };

static atomic_int births, calls_right;

static void* child(void* arg) {
  (void)arg;
  if (getpid() != own_tid()) atomic_fetch_add(&calls_right, 1);
  return NULL;
}

static void* live(void* arg) {
  long kind = (long)arg;
  atomic_fetch_add(&births, 1);
  pid_t pid = getpid();
  if (syscall(SYS_tgkill, pid, own_tid(), 0) == 0) atomic_fetch_add(&calls_right, 1);
  if (kind % 4 == 1) {
    pthread_t grandchild;
    CHECK_EQ(pthread_create(&grandchild, NULL, child, NULL), 0);
    CHECK_EQ(pthread_join(grandchild, NULL), 0);
  }
  if (kind % 4 == 2) pthread_exit((void*)kind);
  return (void*)kind;
}

int main(void) {
  for (int round = 0; round < rounds; ++round) {
    pthread_t threads[at_once];
    for (long i = 0; i < at_once; ++i) CHECK_EQ(pthread_create(&threads[i], NULL, live, (void*)i), 0);
    for (long i = 0; i < at_once; ++i) {
      void* result;
      CHECK_EQ(pthread_join(threads[i], &result), 0);
      CHECK_EQ((long)result, i);
    }
  }
  CHECK_EQ(births, rounds * at_once);
  CHECK_EQ(calls_right, rounds * (at_once + at_once / 4));
  return passed();
}
