// execve fails in each of its ways, from the leader and from a thread, and the program goes on as if nothing had been.
#include <pthread.h>
#include <sys/stat.h>

#include "check.h"

static char folder[PATH_MAX];

static int make_file(const char* name, const char* text, mode_t mode) {
  int fd = open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  CHECK(fd >= 0);
  CHECK_EQ(write(fd, text, strlen(text)), (long long)strlen(text));
  CHECK_EQ(fchmod(fd, mode), 0);
  return close(fd);
}

static void* try_all(void* arg) {
  char* const args[] = {"program", NULL};
  CHECK_FAILS(execv("missing", args), ENOENT);
  CHECK_FAILS(execv("", args), ENOENT);
  CHECK_FAILS(execv("plain", args), EACCES);
  CHECK_FAILS(execv(".", args), EACCES);
  CHECK_FAILS(execv("noise", args), ENOEXEC);
  CHECK_FAILS(execv("empty", args), ENOEXEC);
  CHECK_FAILS(execv("plain/below", args), ENOTDIR);
  CHECK_FAILS(execv("loop", args), ELOOP);
  CHECK_FAILS(execv("no_interpreter", args), ENOENT);
  CHECK_FAILS(syscall(SYS_execveat, -1, "plain", args, NULL, 0), EBADF);
  CHECK_FAILS(syscall(SYS_execveat, AT_FDCWD, "plain", args, NULL, 1 << 20), EINVAL);
  char name[300];
  memset(name, 'n', sizeof name - 1);
  name[sizeof name - 1] = 0;
  CHECK_FAILS(execv(name, args), ENAMETOOLONG);
  return arg;
}

int main(void) {
  make_folder(folder);
  CHECK_EQ(chdir(folder), 0);
  make_file("plain", "text\n", 0600);
  make_file("noise", "\x01\x02\x03\x04", 0700);
  make_file("empty", "", 0700);
  make_file("no_interpreter", "#!/nonexistent/interpreter\n", 0700);
  CHECK_EQ(symlink("loop", "loop"), 0);
  try_all(NULL);
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, try_all, NULL), 0);
  CHECK_EQ(pthread_join(thread, NULL), 0);
  const char* const names[] = {"plain", "noise", "empty", "no_interpreter", "loop"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i) CHECK_EQ(unlink(names[i]), 0);
  CHECK_EQ(chdir("/"), 0);
  CHECK_EQ(rmdir(folder), 0);
  return passed();
}
