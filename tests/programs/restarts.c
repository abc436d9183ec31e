// Calls that a signal or a stop interrupts are restarted or fail with EINTR exactly as signal(7) has it.
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>

#include "check.h"

static volatile sig_atomic_t handled;
static struct pipe_ends channel;
static const long long pause_ns = 200000000;

static void on_signal(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)info, (void)context;
  ++handled;
}

static long read_byte(void) {
  char byte;
  return read(channel.read_end, &byte, 1) == 1 ? 1 : -errno;
}

static long sleep_a_while(void) {
  struct timespec wanted = {.tv_nsec = pause_ns}, rest = {0};
  long long start = monotonic_ns();
  if (syscall(SYS_nanosleep, &wanted, &rest) != 0)
    return errno == EINTR && rest.tv_nsec > 0 && rest.tv_nsec <= pause_ns ? -EINTR : 2;
  return monotonic_ns() - start >= pause_ns ? 0 : 3;
}

static long poll_a_while(void) {
  struct pollfd fd = {.fd = channel.read_end, .events = POLLIN};
  long long start = monotonic_ns();
  long got = syscall(SYS_poll, &fd, 1L, pause_ns / 1000000);
  if (got != 0) return got < 0 ? -errno : 2;
  return monotonic_ns() - start >= pause_ns ? 0 : 3;
}

static long poll_for_ever(void) {
  struct pollfd fd = {.fd = channel.read_end, .events = POLLIN};
  long got = syscall(SYS_poll, &fd, 1L, -1L);
  return got < 0 ? -errno : got;
}

static long epoll_for_ever(void) {
  struct epoll_event event = {.events = EPOLLIN};
  int set = epoll_create1(EPOLL_CLOEXEC);
  epoll_ctl(set, EPOLL_CTL_ADD, channel.read_end, &event);
  long got = syscall(SYS_epoll_wait, set, &event, 1L, -1L);
  got = got < 0 ? -errno : got;
  close(set);
  return got;
}

static long wait_for_ever(void) { return pause() < 0 ? -errno : 0; }

struct sleeper {
  long (*call)(void);
  long result;
  pid_t tid;
};

static void* run_sleeper(void* arg) {
  struct sleeper* sleeper = arg;
  __atomic_store_n(&sleeper->tid, own_tid(), __ATOMIC_SEQ_CST);
  sleeper->result = sleeper->call();
  return NULL;
}

// Runs the call in a thread, and a handler while it sleeps there.
static void with_handler(long (*call)(void), long number, int flags, bool feed, long wanted) {
  handle(SIGUSR1, on_signal, flags);
  handled = 0;
  struct sleeper sleeper = {.call = call};
  pthread_t thread;
  CHECK_EQ(pthread_create(&thread, NULL, run_sleeper, &sleeper), 0);
  WAIT_UNTIL(__atomic_load_n(&sleeper.tid, __ATOMIC_SEQ_CST) && blocked_in(getpid(), sleeper.tid, number));
  CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
  WAIT_UNTIL(handled == 1);
  if (feed) CHECK_EQ(write(channel.write_end, "x", 1), 1);
  CHECK_EQ(pthread_join(thread, NULL), 0);
  CHECK_EQ(sleeper.result, wanted);
  CHECK_EQ(handled, 1);
}

// Runs the call in a child, and stops and continues it while it sleeps there, more than once. The number in which it
// sleeps after that is another where the kernel restarts it by restart_syscall(2).
static void with_stops(long (*call)(void), long number, bool feed, long wanted) {
  pid_t child = fork_child();
  if (child == 0) _exit((int)call() & 0xff);
  WAIT_UNTIL(blocked_in(child, child, number));
  for (int i = 0; i < 2; ++i) {
    CHECK_EQ(kill(child, SIGSTOP), 0);
    expect_stop(child, SIGSTOP);
    CHECK_EQ(kill(child, SIGCONT), 0);
    if (wanted < 0) break;
    expect_continue(child);
  }
  if (feed) CHECK_EQ(write(channel.write_end, "x", 1), 1);
  expect_exit(child, (int)wanted & 0xff);
}

// A signal that is ignored, or sent and blocked, interrupts nothing.
static void with_ignored_signal(void) {
  set_disposition(SIGUSR2, SIG_IGN);
  pid_t child = fork_child();
  if (child == 0) {
    sigset_t blocked = set_of(SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    _exit((int)read_byte());
  }
  WAIT_UNTIL(blocked_in(child, child, SYS_read));
  for (int i = 0; i < 20; ++i) CHECK_EQ(kill(child, i % 2 ? SIGUSR1 : SIGUSR2), 0);
  CHECK_EQ(write(channel.write_end, "x", 1), 1);
  expect_exit(child, 1);
}

int main(void) {
  channel = open_pipe();
  with_handler(read_byte, SYS_read, SA_RESTART, true, 1);
  with_handler(read_byte, SYS_read, 0, false, -EINTR);
  with_handler(sleep_a_while, SYS_nanosleep, SA_RESTART, false, -EINTR);
  with_handler(poll_for_ever, SYS_poll, SA_RESTART, false, -EINTR);
  with_handler(epoll_for_ever, SYS_epoll_wait, SA_RESTART, false, -EINTR);
  with_handler(wait_for_ever, SYS_pause, SA_RESTART, false, -EINTR);
  with_stops(read_byte, SYS_read, true, 1);
  with_stops(sleep_a_while, SYS_nanosleep, false, 0);
  with_stops(poll_a_while, SYS_poll, false, 0);
  with_stops(epoll_for_ever, SYS_epoll_wait, false, -EINTR);
  // It polls a readable end, and the byte is left for the next line's reader.
  with_stops(poll_for_ever, SYS_poll, true, 1);
  CHECK_EQ(read_byte(), 1);
  with_ignored_signal();
  return passed();
}
