/* An empty directory to work in, emptied again of all that these programs make. Its name is fixed, so that two runs
   make the same calls. */
#pragma once

#include <sys/stat.h>

#include "process_edge.h"

static inline void files_empty(void) {
  static const char* const names[] = {"a", "b", "c", "d", "l", "link", "fifo", "dir", "empty", "other"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; ++i)
    if (unlink(names[i])) rmdir(names[i]);
}

static inline void files_enter(const char* dir) {
  mkdir(dir, 0755);
  if (chdir(dir)) _exit(1);
  files_empty();
}

static inline void files_leave(const char* dir) {
  files_empty();
  rmdir(dir);
}
