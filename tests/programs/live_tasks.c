// Many processes that live at the same time: live_tasks COUNT. They all end when the last of them has been made.
#include "check.h"

int main(int argc, char** argv) {
  int count = argc > 1 ? atoi(argv[1]) : 20;
  int ends[2];
  CHECK_EQ(pipe(ends), 0);
  for (int i = 0; i < count; ++i) {
    if (fork_child() != 0) continue;
    char byte;
    close(ends[1]);
    CHECK_EQ(read(ends[0], &byte, 1), 0);
    _exit(0);
  }
  close(ends[1]);
  for (int i = 0; i < count; ++i) CHECK(wait(NULL) > 0);
  return passed();
}
