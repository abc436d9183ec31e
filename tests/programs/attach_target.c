// A small server that runs until SIGTERM, to be attached to and left again: clients ask servers over sockets, threads
// and children come and go meanwhile. Prints "ready" at the start, a count for each byte on its standard input, and at
// the end the counts of what was asked, served and answered, which are equal unless something was lost.
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/socket.h>

#include "check.h"

enum { pairs = 3 };

static atomic_bool stop;
static atomic_long asked, served, answered, births, children, sleeps;
static int sockets[pairs][2];

static void* serve(void* arg) {
  int fd = sockets[(long)arg][1];
  uint64_t number;
  ssize_t length;
  while ((length = read(fd, &number, sizeof number)) == (ssize_t)sizeof number) {
    number ^= 0x5555555555555555;
    CHECK_EQ(write(fd, &number, sizeof number), (long)sizeof number);
    ++served;
  }
  CHECK_EQ(length, 0);
  return NULL;
}

static void* ask(void* arg) {
  int fd = sockets[(long)arg][0];
  for (uint64_t i = 0; !stop; ++i) {
    CHECK_EQ(write(fd, &i, sizeof i), (long)sizeof i);
    ++asked;
    uint64_t number = 0;
    CHECK_EQ(read(fd, &number, sizeof number), (long)sizeof number);
    CHECK_EQ(number ^ i, 0x5555555555555555);
    ++answered;
  }
  CHECK_EQ(shutdown(fd, SHUT_WR), 0);
  return NULL;
}

static void* born(void* arg) {
  ++births;
  return arg;
}

static void* come_and_go(void* arg) {
  while (!stop) {
    pthread_t thread;
    CHECK_EQ(pthread_create(&thread, NULL, born, NULL), 0);
    CHECK_EQ(pthread_join(thread, NULL), 0);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) _exit(getppid() > 0 ? 3 : 1);
    expect_exit(child, 3);
    ++children;
    pause_a_little();
  }
  return arg;
}

// Sleeps that are cut short, or fail, would show.
static void* sleep_again_and_again(void* arg) {
  while (!stop) {
    long long start = monotonic_ns();
    struct timespec wanted = {.tv_nsec = 5000000};
    CHECK_EQ(syscall(SYS_nanosleep, &wanted, NULL), 0);
    CHECK(monotonic_ns() - start >= 5000000);
    ++sleeps;
  }
  return arg;
}

static void* answer_questions(void* arg) {
  char byte;
  while (read(STDIN_FILENO, &byte, 1) == 1) say("%ld\n", atomic_load(&answered));
  return arg;
}

int main(void) {
  sigset_t mask = set_of(SIGTERM);
  CHECK_EQ(sigprocmask(SIG_BLOCK, &mask, NULL), 0);
  pthread_t threads[2 * pairs + 2], questions;
  for (long i = 0; i < pairs; ++i) {
    CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets[i]), 0);
    CHECK_EQ(pthread_create(&threads[2 * i], NULL, serve, (void*)i), 0);
    CHECK_EQ(pthread_create(&threads[2 * i + 1], NULL, ask, (void*)i), 0);
  }
  CHECK_EQ(pthread_create(&threads[2 * pairs], NULL, come_and_go, NULL), 0);
  CHECK_EQ(pthread_create(&threads[2 * pairs + 1], NULL, sleep_again_and_again, NULL), 0);
  CHECK_EQ(pthread_create(&questions, NULL, answer_questions, NULL), 0);
  say("ready\n");
  siginfo_t info;
  int signal;
  do {
    signal = sigwaitinfo(&mask, &info);
  } while (signal < 0 && errno == EINTR);
  CHECK_EQ(signal, SIGTERM);
  stop = true;
  for (int i = 0; i < 2 * pairs + 2; ++i) CHECK_EQ(pthread_join(threads[i], NULL), 0);
  say("asked %ld served %ld answered %ld births %ld children %ld sleeps %ld\n", asked, served, answered, births,
      children, sleeps);
  CHECK_EQ(asked, served);
  CHECK_EQ(asked, answered);
  return passed();
}
