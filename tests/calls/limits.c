/* Limits, priorities and scheduling: every call with good and bad arguments. */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <sched.h>
#include <sys/resource.h>

#include "process_edge.h"

#define MIB (1UL << 20)

static void limits(void) {
  unsigned long l[2] = {8 * MIB, ~0UL};
  for (int i = 0; i < 17; ++i) syscall(SYS_getrlimit, i, BAD);
  syscall(SYS_getrlimit, RLIMIT_CORE, l);
  syscall(SYS_setrlimit, 99, l);
  const unsigned long values[] = {0,           1,         1023,      1024,     1025,       1536,
                                  2047,        2048,      3072,      102400,   MIB - 1,    MIB + 1,
                                  3 * MIB / 2, 1UL << 40, ~0UL >> 1, ~0UL - 1, 0xffffffff, ~0UL - 1023};
  for (unsigned i = 0; i + 1 < sizeof values / sizeof *values; i += 2) {
    l[0] = values[i];
    l[1] = values[i + 1];
    syscall(SYS_setrlimit, -1, l);
    syscall(SYS_prlimit64, -1, i, l, 0);
  }
  syscall(SYS_setrlimit, 99, BAD);
  syscall(SYS_setrlimit, 99, at_edge(l, 8));
  syscall(SYS_setrlimit, 99, 0);
  syscall(SYS_prlimit64, 0, RLIMIT_NPROC, 0, l);
  syscall(SYS_prlimit64, 0, 99, BAD, l);
  syscall(SYS_prlimit64, 0, RLIMIT_NPROC, 0, 0);
}

static void priorities(void) {
  syscall(SYS_getpriority, PRIO_PROCESS, 0);
  syscall(SYS_getpriority, PRIO_PGRP, -1);
  syscall(SYS_getpriority, PRIO_USER, -1);
  syscall(SYS_getpriority, 3, 0x12345678);
  syscall(SYS_setpriority, PRIO_PROCESS, -1, -20);
  syscall(SYS_setpriority, PRIO_USER, 0x7fffffff, 5);
  syscall(SYS_setpriority, 9, 0, 5);
  syscall(SYS_ioprio_get, 1, 0);
  syscall(SYS_ioprio_get, 2, -1);
  syscall(SYS_ioprio_get, 3, -1);
  syscall(SYS_ioprio_get, 4, -1);
  syscall(SYS_ioprio_set, 1, -1, 0x2004);
  syscall(SYS_ioprio_set, 1, -1, 0x4007);
  syscall(SYS_ioprio_set, 1, -1, 0x6000);
  syscall(SYS_ioprio_set, 2, -1, 0);
  syscall(SYS_ioprio_set, 1, -1, 0xffff);
  syscall(SYS_ioprio_set, 0, -1, 0x12345);
  syscall(SYS_ioprio_set, 1, -1, -1);
  syscall(SYS_ioprio_set, 1, -1, 0x400c);
  syscall(SYS_ioprio_set, 1, 0, 0x4004);
  syscall(SYS_ioprio_get, 1, 0);
}

struct attributes {
  unsigned size, policy;
  unsigned long flags;
  int nice;
  unsigned priority;
  unsigned long runtime, deadline, period;
  unsigned util_min, util_max;
  unsigned long extra[2];
};

static void attributes(void) {
  struct attributes a = {.size = 48, .policy = 0, .flags = 0, .nice = 0};
  syscall(SYS_sched_setattr, 0, &a, 0);
  a = (struct attributes){48, 6, 0xff, -5, 7, 1000, 2000, 3000, 4, 5, {0, 0}};
  syscall(SYS_sched_setattr, -1, &a, 0);
  a.size = 56;
  syscall(SYS_sched_setattr, -1, &a, 0);
  a.flags = 0x60;
  syscall(SYS_sched_setattr, -1, &a, 1);
  a.size = 72;
  syscall(SYS_sched_setattr, -1, &a, -1);
  a.extra[1] = 5;
  syscall(SYS_sched_setattr, -1, &a, -1);
  a.size = 0;
  a.policy = 1;
  syscall(SYS_sched_setattr, -1, &a, 0);
  for (a.policy = 0; a.policy < 7; ++a.policy) syscall(SYS_sched_setattr, -1, &a, 0);
  a.policy = 0;
  a.size = 47;
  syscall(SYS_sched_setattr, -1, &a, 0);
  a.size = 5000;
  syscall(SYS_sched_setattr, -1, &a, 0);
  a.size = 48;
  syscall(SYS_sched_setattr, -1, BAD, 0);
  syscall(SYS_sched_setattr, -1, 0, 0);
  syscall(SYS_sched_setattr, -1, at_edge(&a, 40), 0);
  syscall(SYS_sched_setattr, -1, at_edge(&a, 2), 0);
  syscall(SYS_sched_getattr, 0, &a, 48, 0);
  syscall(SYS_sched_getattr, 0, &a, 56, 0);
  syscall(SYS_sched_getattr, 0, &a, 72, 0);
  syscall(SYS_sched_getattr, 0, &a, 8, 0);
  syscall(SYS_sched_getattr, 0, &a, 48, 5);
  syscall(SYS_sched_getattr, 0, 0, 48, 0);
  syscall(SYS_sched_getattr, 0, BAD, 48, 0);
  syscall(SYS_sched_getattr, -1, &a, 48, 0);
}

static void schedulers(void) {
  int param = 5;
  syscall(SYS_sched_getparam, 0, &param);
  syscall(SYS_sched_getparam, -1, &param);
  syscall(SYS_sched_getparam, 0, 0);
  syscall(SYS_sched_getparam, 0, BAD);
  param = 99;
  syscall(SYS_sched_setparam, 0, &param);
  syscall(SYS_sched_setparam, 0, 0);
  syscall(SYS_sched_setparam, 0, BAD);
  for (int policy = 0; policy < 7; ++policy) syscall(SYS_sched_setscheduler, -1, policy, &param);
  for (int policy = 0; policy < 9; ++policy) syscall(SYS_sched_setscheduler, -1, policy | 0x40000000, &param);
  syscall(SYS_sched_setscheduler, -1, -1, &param);
  syscall(SYS_sched_setscheduler, 0, 0, 0);
  syscall(SYS_sched_setscheduler, 0, 0, BAD);
  syscall(SYS_sched_getscheduler, 0);
  syscall(SYS_sched_getscheduler, -1);
  param = 0;
  syscall(SYS_sched_setscheduler, 0, 3 | 0x40000000, &param);
  syscall(SYS_sched_getscheduler, 0);
  syscall(SYS_sched_get_priority_max, 1);
  syscall(SYS_sched_get_priority_min, 2);
  syscall(SYS_sched_get_priority_min, 0x40000001);
  syscall(SYS_sched_get_priority_min, -1);
  struct timespec ts;
  syscall(SYS_sched_rr_get_interval, 0, &ts);
  syscall(SYS_sched_rr_get_interval, -1, &ts);
  syscall(SYS_sched_rr_get_interval, 0, 0);
  syscall(SYS_sched_rr_get_interval, 0, BAD);
  syscall(SYS_sched_yield);
}

static void affinity(void) {
  unsigned long set[17] = {0};
  syscall(SYS_sched_setaffinity, -1, 8, set);
  set[0] = 0x8000000000000015UL;
  syscall(SYS_sched_setaffinity, -1, 8, set);
  syscall(SYS_sched_setaffinity, -1, 4, set);
  syscall(SYS_sched_setaffinity, -1, 1, set);
  syscall(SYS_sched_setaffinity, -1, 0, set);
  syscall(SYS_sched_setaffinity, -1, 9, set);
  set[1] = 0xff;
  syscall(SYS_sched_setaffinity, -1, 16, set);
  memset(set, -1, 128);
  syscall(SYS_sched_setaffinity, -1, 128, set);
  syscall(SYS_sched_setaffinity, -1, 128, BAD);
  syscall(SYS_sched_setaffinity, -1, 128, 0);
  syscall(SYS_sched_setaffinity, -1, 0x7fffffff, set);
  syscall(SYS_sched_setaffinity, -1, 16, at_edge(set, 8));
  syscall(SYS_sched_getaffinity, -1, 8, set);
  syscall(SYS_sched_getaffinity, 0, 128, BAD);
  syscall(SYS_sched_getaffinity, 0, 3, set);
  syscall(SYS_sched_getaffinity, 0, 0, 0);
  syscall(SYS_sched_setaffinity, 0, 128, set);
  syscall(SYS_sched_getaffinity, 0, 128, set);
  unsigned cpu, node;
  syscall(SYS_getcpu, 0, 0, 0);
  syscall(SYS_getcpu, 0, 0, 0x1234);
  syscall(SYS_getcpu, BAD, 0, 0);
  syscall(SYS_getcpu, &cpu, BAD, 0);
  syscall(SYS_getcpu, 0, &node, 0);
}

int main(void) {
  limits();
  priorities();
  attributes();
  schedulers();
  affinity();
  return 0;
}
