// An event loop as servers have it: epoll over a timerfd, a signalfd, an eventfd, an inotify, a socket and a pidfd.
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include "check.h"

enum source { timer, signals, counter, watch, peer, process, sources };

static int set, fds[sources];

static void add(enum source source, int fd) {
  CHECK(fd >= 0);
  fds[source] = fd;
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = source};
  CHECK_EQ(epoll_ctl(set, EPOLL_CTL_ADD, fd, &event), 0);
}

static int next_event(void) {
  struct epoll_event event;
  CHECK_EQ(epoll_wait(set, &event, 1, deadline_seconds * 1000), 1);
  return (int)event.data.u64;
}

int main(void) {
  char folder[PATH_MAX];
  make_folder(folder);
  set = epoll_create1(EPOLL_CLOEXEC);
  sigset_t mask = set_of(SIGUSR1);
  CHECK_EQ(sigprocmask(SIG_BLOCK, &mask, NULL), 0);
  int sockets[2];
  CHECK_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, sockets), 0);
  add(timer, timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
  add(signals, signalfd(-1, &mask, SFD_CLOEXEC));
  add(counter, eventfd(0, EFD_CLOEXEC));
  add(watch, inotify_init1(IN_CLOEXEC));
  add(peer, sockets[0]);
  CHECK_EQ(inotify_add_watch(fds[watch], folder, IN_DELETE_SELF), 1);

  uint64_t count = 5;
  CHECK_EQ(write(fds[counter], &count, sizeof count), 8);
  CHECK_EQ(next_event(), counter);
  CHECK_EQ(read(fds[counter], &count, sizeof count), 8);
  CHECK_EQ(count, 5);

  CHECK_EQ(sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 99}), 0);
  CHECK_EQ(next_event(), signals);
  struct signalfd_siginfo info;
  CHECK_EQ(read(fds[signals], &info, sizeof info), (long)sizeof info);
  CHECK_EQ(info.ssi_signo, SIGUSR1);
  CHECK_EQ(info.ssi_int, 99);

  struct itimerspec soon = {.it_value = {.tv_nsec = 1000000}};
  for (int i = 0; i < 5; ++i) {
    CHECK_EQ(timerfd_settime(fds[timer], 0, &soon, NULL), 0);
    CHECK_EQ(next_event(), timer);
    CHECK_EQ(read(fds[timer], &count, sizeof count), 8);
    CHECK_EQ(count, 1);
  }

  CHECK_EQ(send(sockets[1], "hello", 5, 0), 5);
  CHECK_EQ(next_event(), peer);
  char text[16];
  CHECK_EQ(recv(sockets[0], text, sizeof text, 0), 5);
  CHECK_FAILS(recv(sockets[0], text, sizeof text, 0), EAGAIN);

  CHECK_EQ(rmdir(folder), 0);
  CHECK_EQ(next_event(), watch);
  char events[4096];
  CHECK(read(fds[watch], events, sizeof events) >= (long)sizeof(struct inotify_event));

  pid_t child = fork_child();
  if (child == 0) {
    pause();
    _exit(1);
  }
  add(process, (int)syscall(SYS_pidfd_open, child, 0));
  CHECK_EQ(syscall(SYS_pidfd_send_signal, fds[process], SIGTERM, NULL, 0), 0);
  CHECK_EQ(next_event(), process);
  expect_signal(child, SIGTERM);
  return passed();
}
