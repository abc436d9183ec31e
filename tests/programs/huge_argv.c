// The program execs itself with more than 2 MiB of arguments and environment, once as few long ones, once as many short
// ones, and finds every byte of them.
#include <sys/resource.h>

#include "check.h"

enum { long_ones = 20, long_length = 110000, short_ones = 60000 };

static void check_long(int argc, char** argv) {
  CHECK_EQ(argc, 2 + long_ones);
  for (int i = 0; i < long_ones; ++i) {
    CHECK_EQ(strlen(argv[2 + i]), long_length);
    for (int j = 0; j < long_length; ++j)
      if (argv[2 + i][j] != 'a' + i) CHECK_EQ(argv[2 + i][j], 'a' + i);
  }
}

static void check_short(int argc, char** argv) {
  CHECK_EQ(argc, 2 + short_ones);
  for (int i = 0; i < short_ones; ++i) CHECK_EQ(atoi(argv[2 + i]), i);
}

static void run(const char* kind, char** args) {
  char program[PATH_MAX];
  own_program(program);
  args[0] = program;
  args[1] = (char*)kind;
  pid_t child = fork_child();
  if (child == 0) {
    execv(program, args);
    CHECK(!"execv came back");
  }
  expect_exit(child, 0);
}

int main(int argc, char** argv) {
  if (argc > 1) {
    if (strcmp(argv[1], "long") == 0)
      check_long(argc, argv);
    else
      check_short(argc, argv);
    return 0;
  }
  // A quarter of the stack's limit is the room that execve(2) gives, 6 MiB at most.
  struct rlimit limit;
  CHECK_EQ(getrlimit(RLIMIT_STACK, &limit), 0);
  rlim_t wanted = 32 * 1024 * 1024;
  if (limit.rlim_max < wanted) skip("the stack's limit leaves no room for 2 MiB of arguments");
  limit.rlim_cur = wanted;
  CHECK_EQ(setrlimit(RLIMIT_STACK, &limit), 0);
  static char* args[2 + short_ones + 1];
  for (int i = 0; i < long_ones; ++i) {
    args[2 + i] = malloc(long_length + 1);
    memset(args[2 + i], 'a' + i, long_length);
    args[2 + i][long_length] = 0;
  }
  args[2 + long_ones] = NULL;
  run("long", args);
  static char numbers[short_ones][16];
  for (int i = 0; i < short_ones; ++i) {
    snprintf(numbers[i], sizeof numbers[i], "%015d", i);
    args[2 + i] = numbers[i];
  }
  args[2 + short_ones] = NULL;
  run("short", args);
  static char too_long[1024 * 1024];
  memset(too_long, 'x', sizeof too_long - 1);
  CHECK_FAILS(execl("/proc/self/exe", "program", too_long, NULL), E2BIG);
  return passed();
}
