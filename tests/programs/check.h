// What the programs of this folder share: a verdict, and ways to wait for another task without sleeping a fixed time.
//
// A program prints OK and exits 0 when all went as in an untraced run, else it prints what differed and exits 1. It
// exits 77 and says why where the machine cannot run it. What it prints is the same on every run, traced or not.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { skipped = 77, deadline_seconds = 60 };

// Written with one write(2) and no stdio buffer, which a fork would double.
__attribute__((format(printf, 1, 2))) static inline void say(const char* format, ...) {
  char line[1024];
  va_list args;
  va_start(args, format);
  int length = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  if (length > (int)sizeof line - 1) length = (int)sizeof line - 1;
  if (write(STDOUT_FILENO, line, (size_t)length) != length) _exit(1);
}

#define CHECK(condition)                                                                                      \
  do {                                                                                                        \
    if (!(condition)) {                                                                                       \
      say("%s:%d: not so: %s (errno %d, %s)\n", __FILE_NAME__, __LINE__, #condition, errno, strerror(errno)); \
      _exit(1);                                                                                               \
    }                                                                                                         \
  } while (0)

#define CHECK_EQ(actual, wanted)                                                                          \
  do {                                                                                                    \
    long long actual_value = (long long)(actual), wanted_value = (long long)(wanted);                     \
    if (actual_value != wanted_value) {                                                                   \
      say("%s:%d: %s is %lld, not %lld (errno %d, %s)\n", __FILE_NAME__, __LINE__, #actual, actual_value, \
          wanted_value, errno, strerror(errno));                                                          \
      _exit(1);                                                                                           \
    }                                                                                                     \
  } while (0)

#define CHECK_FAILS(call, wanted_errno) \
  do {                                  \
    errno = 0;                          \
    CHECK_EQ((call), -1);               \
    CHECK_EQ(errno, wanted_errno);      \
  } while (0)

static inline int passed(void) {
  say("OK\n");
  return 0;
}

__attribute__((noreturn)) static inline void skip(const char* reason) {
  say("skipped: %s\n", reason);
  _exit(skipped);
}

static inline void pause_a_little(void) {
  struct timespec millisecond = {.tv_nsec = 1000000};
  syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &millisecond, NULL);
}

static inline long long monotonic_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

// Looks again and again until the condition holds; gives up after a minute.
#define WAIT_UNTIL(condition)                                                                 \
  do {                                                                                        \
    long long wait_deadline = monotonic_ns() + deadline_seconds * 1000000000LL;               \
    while (!(condition)) {                                                                    \
      if (monotonic_ns() > wait_deadline) {                                                   \
        say("%s:%d: waited a minute in vain for: %s\n", __FILE_NAME__, __LINE__, #condition); \
        _exit(1);                                                                             \
      }                                                                                       \
      pause_a_little();                                                                       \
    }                                                                                         \
  } while (0)

// Forks a child that dies with the thread that made it, so that a failed check leaves nothing behind.
static inline pid_t fork_child(void) {
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
  return child;
}

static inline int wait_for(pid_t child, int options) {
  int status = 0;
  pid_t got;
  do {
    got = waitpid(child, &status, options);
  } while (got < 0 && errno == EINTR);
  CHECK_EQ(got, child);
  return status;
}

static inline void expect_exit(pid_t child, int code) {
  int status = wait_for(child, 0);
  CHECK(WIFEXITED(status));
  CHECK_EQ(WEXITSTATUS(status), code);
}

static inline void expect_signal(pid_t child, int signal) {
  int status = wait_for(child, 0);
  CHECK(WIFSIGNALED(status));
  CHECK_EQ(WTERMSIG(status), signal);
}

static inline void expect_stop(pid_t child, int signal) {
  int status = wait_for(child, WUNTRACED);
  CHECK(WIFSTOPPED(status));
  CHECK_EQ(WSTOPSIG(status), signal);
}

static inline void expect_continue(pid_t child) {
  int status = wait_for(child, WCONTINUED);
  CHECK(WIFCONTINUED(status));
}

// Reads a small file of /proc whole; the empty string where it is gone.
static inline void read_small_file(const char* path, char* text, size_t size) {
  text[0] = 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  ssize_t length = read(fd, text, size - 1);
  close(fd);
  text[length > 0 ? length : 0] = 0;
}

// The state letter of proc_pid_stat(5): S sleeping, T stopped, t stopped by a tracer, Z dead; 0 where there is no such
// task.
static inline char task_state(pid_t pid, pid_t tid) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/task/%d/stat", pid, tid);
  read_small_file(path, text, sizeof text);
  char* name_end = strrchr(text, ')');
  return name_end && name_end[1] ? name_end[2] : 0;
}

// Sleeping in that system call; a task stopped by a tracer at its entry is not (state t).
static inline bool blocked_in(pid_t pid, pid_t tid, long number) {
  if (task_state(pid, tid) != 'S') return false;
  char path[64], text[256];
  snprintf(path, sizeof path, "/proc/%d/task/%d/syscall", pid, tid);
  read_small_file(path, text, sizeof text);
  return text[0] >= '0' && text[0] <= '9' && strtol(text, NULL, 10) == number;
}

static inline long status_number(pid_t pid, const char* field, int base) {
  char path[64], text[4096];
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  read_small_file(path, text, sizeof text);
  char* line = strstr(text, field);
  return line ? strtol(line + strlen(field), NULL, base) : -1;
}

static inline bool is_traced(void) { return status_number(getpid(), "TracerPid:", 10) > 0; }

static inline pid_t own_tid(void) { return (pid_t)syscall(SYS_gettid); }

// A pipe whose ends are closed on exec.
struct pipe_ends {
  int read_end, write_end;
};

static inline struct pipe_ends open_pipe(void) {
  int ends[2];
  CHECK_EQ(pipe2(ends, O_CLOEXEC), 0);
  return (struct pipe_ends){ends[0], ends[1]};
}

// A new empty folder; the caller removes it.
static inline void make_folder(char path[PATH_MAX]) {
  const char* base = getenv("TMPDIR");
  snprintf(path, PATH_MAX, "%s/spoor-program-XXXXXX", base && *base ? base : "/tmp");
  CHECK(mkdtemp(path));
}

static inline void own_program(char path[PATH_MAX]) {
  ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
  CHECK(length > 0);
  path[length] = 0;
}

static inline void handle(int signal, void (*handler)(int, siginfo_t*, void*), int flags) {
  struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
  CHECK_EQ(sigaction(signal, &action, NULL), 0);
}

static inline void set_disposition(int signal, void (*disposition)(int)) {
  struct sigaction action = {.sa_handler = disposition};
  CHECK_EQ(sigaction(signal, &action, NULL), 0);
}

static inline sigset_t set_of(int signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  return set;
}
