// A child stops and goes on; its parent learns each change once, by waitpid, waitid and SIGCHLD, and a stopped child
// does nothing.
#include <stdatomic.h>
#include <sys/mman.h>

#include "check.h"

static atomic_int* work;
static volatile sig_atomic_t told_stopped, told_continued, told_other;

static void on_child(int signal, siginfo_t* info, void* context) {
  (void)signal;
  (void)context;
  if (info->si_code == CLD_STOPPED && info->si_status == SIGSTOP)
    ++told_stopped;
  else if (info->si_code == CLD_CONTINUED && info->si_status == SIGCONT)
    ++told_continued;
  else
    ++told_other;
}

static bool is_stopped(pid_t child) {
  char state = task_state(child, child);
  return state == 'T' || state == 't';
}

static void expect_no_work(pid_t child) {
  int before = *work;
  for (int i = 0; i < 50; ++i) {
    CHECK_EQ(*work, before);
    CHECK_EQ(waitpid(child, NULL, WNOHANG | WUNTRACED | WCONTINUED), 0);
    sched_yield();
  }
  CHECK(is_stopped(child));
}

static void stop_itself(int signal) {
  atomic_int* continued = work + 1;
  *work = 0;
  *continued = 0;
  pid_t child = fork_child();
  if (child == 0) {
    // A group of its own, whose parent lives in another: else a stop from the terminal would be ignored as an orphan's.
    setpgid(0, 0);
    for (int i = 0; i < 3; ++i) {
      // A new stop would take the continuation back that the parent is about to wait for.
      if (i == 2) WAIT_UNTIL(*continued);
      if (i > 0 && raise(signal) != 0) _exit(1);
      ++*work;
    }
    _exit(5);
  }
  for (int i = 1; i < 3; ++i) {
    expect_stop(child, signal);
    CHECK_EQ(*work, i);
    expect_no_work(child);
    CHECK_EQ(kill(child, SIGCONT), 0);
    if (i == 1) {
      expect_continue(child);
      *continued = 1;
    }
  }
  expect_exit(child, 5);
}

static void stop_from_outside(void) {
  *work = 0;
  pid_t child = fork_child();
  if (child == 0)
    for (;;) {
      ++*work;
      getppid();
    }
  for (int i = 0; i < 10; ++i) {
    int seen = *work;
    WAIT_UNTIL(*work != seen);
    CHECK_EQ(kill(child, SIGSTOP), 0);
    siginfo_t info;
    CHECK_EQ(waitid(P_PID, (id_t)child, &info, WSTOPPED | WNOWAIT), 0);
    CHECK_EQ(info.si_code, CLD_STOPPED);
    CHECK_EQ(info.si_status, SIGSTOP);
    expect_stop(child, SIGSTOP);
    expect_no_work(child);
    CHECK_EQ(kill(child, SIGCONT), 0);
    CHECK_EQ(waitid(P_PID, (id_t)child, &info, WCONTINUED), 0);
    CHECK_EQ(info.si_code, CLD_CONTINUED);
    CHECK_EQ(info.si_pid, child);
  }
  CHECK_EQ(kill(child, SIGSTOP), 0);
  expect_stop(child, SIGSTOP);
  CHECK_EQ(kill(child, SIGKILL), 0);
  expect_signal(child, SIGKILL);
}

// SIGTERM waits while the process is stopped and kills it once it goes on.
static void signals_wait_for_continue(void) {
  *work = 0;
  pid_t child = fork_child();
  if (child == 0) {
    raise(SIGSTOP);
    ++*work;
    pause();
    _exit(1);
  }
  expect_stop(child, SIGSTOP);
  CHECK_EQ(kill(child, SIGTERM), 0);
  expect_no_work(child);
  CHECK_EQ(kill(child, SIGCONT), 0);
  expect_signal(child, SIGTERM);
}

static void parent_is_told(void) {
  struct pipe_ends gate = open_pipe();
  handle(SIGCHLD, on_child, SA_RESTART);
  pid_t child = fork_child();
  if (child == 0) {
    raise(SIGSTOP);
    // One SIGCHLD is pending at most: the end must not come before its parent has seen the continuation.
    char byte;
    CHECK_EQ(read(gate.read_end, &byte, 1), 1);
    _exit(0);
  }
  WAIT_UNTIL(told_stopped);
  CHECK_EQ(kill(child, SIGCONT), 0);
  WAIT_UNTIL(told_continued);
  CHECK_EQ(write(gate.write_end, "x", 1), 1);
  WAIT_UNTIL(told_other);
  expect_exit(child, 0);
  CHECK_EQ(told_stopped, 1);
  CHECK_EQ(told_continued, 1);
  CHECK_EQ(told_other, 1);
  handle(SIGCHLD, on_child, SA_RESTART | SA_NOCLDSTOP);
  child = fork_child();
  if (child == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  expect_stop(child, SIGSTOP);
  CHECK_EQ(kill(child, SIGCONT), 0);
  expect_exit(child, 0);
  CHECK_EQ(told_stopped, 1);
  CHECK_EQ(told_other, 2);
}

int main(void) {
  work = mmap(NULL, 2 * sizeof *work, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  CHECK(work != MAP_FAILED);
  stop_itself(SIGSTOP);
  stop_itself(SIGTSTP);
  stop_itself(SIGTTIN);
  stop_itself(SIGTTOU);
  stop_from_outside();
  signals_wait_for_continue();
  parent_is_told();
  return passed();
}
