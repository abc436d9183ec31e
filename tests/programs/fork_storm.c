// A tree of forks several deep, all alive at once; each child's exit code reaches its parent, which counts its
// children.
#include "check.h"

enum { width = 3, depth = 4, rounds = 3 };

// Returns how many processes the tree below the caller had.
static int grow(int levels) {
  if (levels == 0) return 0;
  pid_t children[width];
  for (int i = 0; i < width; ++i) {
    children[i] = fork();
    CHECK(children[i] >= 0);
    if (children[i] == 0) _exit(grow(levels - 1));
  }
  int count = 0;
  for (int i = 0; i < width; ++i) {
    int status = wait_for(children[i], 0);
    CHECK(WIFEXITED(status));
    count += 1 + WEXITSTATUS(status);
  }
  return count;
}

int main(void) {
  for (int round = 0; round < rounds; ++round) CHECK_EQ(grow(depth), 3 + 9 + 27 + 81);
  CHECK_FAILS(wait(NULL), ECHILD);
  return passed();
}
