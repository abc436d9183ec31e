// File names of arbitrary bytes: made, listed, renamed, read through links, executed with, and removed.
#include <dirent.h>
#include <sys/stat.h>

#include "check.h"

static const char* const names[] = {
    "\xff\xfe\x80",
    "half \xc3",
    "\xed\xa0\x80 surrogate",
    "\xf4\x90\x80\x80",
    "line\nbreak\ttab",
    "\x01\x02\x1b[31m",
    "quote\"back\\",
    "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80",
    "\x7f",
};
enum { count = sizeof names / sizeof *names };

static void visit(const char* name) {
  int fd = open(name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  CHECK(fd >= 0);
  CHECK_EQ(write(fd, name, strlen(name)), (long long)strlen(name));
  close(fd);
  char target[64] = "";
  CHECK_EQ(symlink(name, "link"), 0);
  CHECK_EQ(readlink("link", target, sizeof target - 1), (long long)strlen(name));
  CHECK_EQ(strcmp(target, name), 0);
  struct stat there;
  CHECK_EQ(stat("link", &there), 0);
  CHECK_EQ(there.st_size, (long long)strlen(name));
  CHECK_EQ(rename(name, "other"), 0);
  CHECK_EQ(rename("other", name), 0);
  CHECK_EQ(unlink("link"), 0);
}

static void count_listed(void) {
  DIR* folder = opendir(".");
  CHECK(folder);
  int found = 0;
  for (struct dirent* entry; (entry = readdir(folder));)
    for (int i = 0; i < count; ++i) found += strcmp(entry->d_name, names[i]) == 0;
  closedir(folder);
  CHECK_EQ(found, count);
}

static void exec_with(const char* name) {
  char program[PATH_MAX];
  own_program(program);
  CHECK_EQ(symlink(program, "program\xff"), 0);
  pid_t child = fork_child();
  if (child == 0) {
    execl("program\xff", name, name, NULL);
    _exit(1);
  }
  expect_exit(child, 8);
  CHECK_EQ(unlink("program\xff"), 0);
}

int main(int argc, char** argv) {
  if (argc == 2) return strcmp(argv[0], names[0]) == 0 && strcmp(argv[1], names[0]) == 0 ? 8 : 9;
  char folder[PATH_MAX];
  make_folder(folder);
  CHECK_EQ(chdir(folder), 0);
  CHECK_EQ(mkdir("in \xe9", 0700), 0);
  CHECK_EQ(chdir("in \xe9"), 0);
  for (int i = 0; i < count; ++i) visit(names[i]);
  count_listed();
  exec_with(names[0]);
  for (int i = 0; i < count; ++i) CHECK_EQ(unlink(names[i]), 0);
  CHECK_EQ(chdir(".."), 0);
  CHECK_EQ(rmdir("in \xe9"), 0);
  CHECK_EQ(rmdir(folder), 0);
  return passed();
}
