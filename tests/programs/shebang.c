// A script names this program as its interpreter, a script names a script: the arguments arrive in the order of
// execve(2).
#include "check.h"

static void write_script(const char* path, const char* interpreter, const char* argument) {
  int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0700);
  CHECK(fd >= 0);
  CHECK(dprintf(fd, "#! %s %s\nnothing\n", interpreter, argument) > 0);
  CHECK_EQ(close(fd), 0);
}

int main(int argc, char** argv) {
  char program[PATH_MAX];
  own_program(program);
  if (argc > 1) {
    bool nested = argc > 4;
    CHECK_EQ(strcmp(argv[0], program), 0);
    CHECK_EQ(strcmp(argv[1], "-a b c"), 0);
    CHECK_EQ(strcmp(argv[2], "./outer"), 0);
    CHECK_EQ(argc, nested ? 6 : 4);
    if (nested) {
      CHECK_EQ(strcmp(argv[3], "-x"), 0);
      CHECK_EQ(strcmp(argv[4], "./inner"), 0);
    }
    CHECK_EQ(strcmp(argv[argc - 1], "last"), 0);
    return nested ? 22 : 21;
  }
  char folder[PATH_MAX];
  make_folder(folder);
  CHECK_EQ(chdir(folder), 0);
  write_script("outer", program, "-a b c");
  write_script("inner", "./outer", "-x");
  pid_t child = fork_child();
  if (child == 0) {
    execl("./outer", "ignored", "last", NULL);
    CHECK(!"execl came back");
  }
  expect_exit(child, 21);
  child = fork_child();
  if (child == 0) {
    execl("./inner", "ignored", "last", NULL);
    CHECK(!"execl came back");
  }
  expect_exit(child, 22);
  CHECK_EQ(unlink("outer"), 0);
  CHECK_EQ(unlink("inner"), 0);
  CHECK_EQ(chdir("/"), 0);
  CHECK_EQ(rmdir(folder), 0);
  return passed();
}
