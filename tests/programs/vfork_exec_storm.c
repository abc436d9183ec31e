// Several threads vfork and exec at the same time, again and again; each child's exit code is the one asked for.
#include <pthread.h>

#include "check.h"

enum { spawners = 3, rounds = 25 };

static char program[PATH_MAX];

static void* spawn_all(void* arg) {
  long self = (long)arg;
  for (int i = 0; i < rounds; ++i) {
    char code[16];
    int wanted = (int)(self * 50 + i);
    snprintf(code, sizeof code, "%d", wanted);
    char* const args[] = {program, code, NULL};
    pid_t child = vfork();
    if (child == 0) {
      execv(program, args);
      _exit(255);
    }
    CHECK(child > 0);
    expect_exit(child, wanted);
  }
  return NULL;
}

int main(int argc, char** argv) {
  if (argc == 2) return atoi(argv[1]);
  own_program(program);
  pthread_t threads[spawners];
  for (long i = 0; i < spawners; ++i) CHECK_EQ(pthread_create(&threads[i], NULL, spawn_all, (void*)i), 0);
  for (int i = 0; i < spawners; ++i) CHECK_EQ(pthread_join(threads[i], NULL), 0);
  return passed();
}
