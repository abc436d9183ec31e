/* Users, groups, sessions, capabilities, personality: every call with good and bad arguments, changing nothing. */
#define _GNU_SOURCE
#include <linux/capability.h>

#include "process_edge.h"

static void ids(void) {
  unsigned a, b, c;
  syscall(SYS_getuid);
  syscall(SYS_geteuid);
  syscall(SYS_getgid);
  syscall(SYS_getegid);
  syscall(SYS_getresuid, &a, &b, &c);
  syscall(SYS_getresgid, &a, &b, &c);
  syscall(SYS_getresuid, &a, BAD, &c);
  syscall(SYS_getresgid, 0, &b, &c);
  syscall(SYS_setreuid, -1, -1);
  syscall(SYS_setregid, -1, -1);
  syscall(SYS_setresuid, -1, -1, -1);
  syscall(SYS_setresgid, -1L, 0xffffffffL, -1);
  syscall(SYS_setfsuid, -1);
  syscall(SYS_setfsgid, -1);
  syscall(SYS_setuid, -1);
  syscall(SYS_setgid, 0x1ffffffffL);
}

static void groups(void) {
  unsigned list[40] = {1, 2, -1};
  syscall(SYS_getgroups, -1, list);
  syscall(SYS_getgroups, 40, BAD);
  syscall(SYS_setgroups, 0x7fffffff, list);
  syscall(SYS_setgroups, 65537, list);
  syscall(SYS_setgroups, -1, list);
  syscall(SYS_setgroups, 3, BAD);
  syscall(SYS_setgroups, 3, 0);
  syscall(SYS_setgroups, 3, at_edge(list, 8));
  syscall(SYS_setgroups, 0x80000000, 0);
}

static void sessions(void) {
  syscall(SYS_getpgid, 0);
  syscall(SYS_getpgid, -1);
  syscall(SYS_getpgrp);
  syscall(SYS_getsid, 0);
  syscall(SYS_getsid, -2);
  syscall(SYS_setpgid, -1, 1);
  syscall(SYS_setpgid, 1, -1);
  syscall(SYS_getppid);
}

static void capabilities(void) {
  struct __user_cap_header_struct h = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct d[2] = {{1, 0, 0xffffffff}, {0x102, 0xfffffe00, 0}};
  syscall(SYS_capget, &h, 0);
  syscall(SYS_capget, &h, BAD);
  syscall(SYS_capget, BAD, d);
  syscall(SYS_capget, 0, 0);
  h.pid = -1;
  syscall(SYS_capset, &h, d);
  syscall(SYS_capget, &h, d);
  h.version = _LINUX_CAPABILITY_VERSION_1;
  syscall(SYS_capset, &h, d);
  h.version = _LINUX_CAPABILITY_VERSION_2;
  syscall(SYS_capset, &h, d);
  syscall(SYS_capset, &h, at_edge(d, 12));
  h.version = _LINUX_CAPABILITY_VERSION_3;
  syscall(SYS_capset, &h, at_edge(d, 12));
  syscall(SYS_capset, &h, 0);
  syscall(SYS_capset, at_edge(&h, 4), d);
  h.pid = 0;
  d[0].effective = 0;
  h.version = 0xdeadbeef;
  syscall(SYS_capset, &h, d);
  h.version = 0xdeadbeef;
  syscall(SYS_capget, &h, d);
}

static void personalities(void) {
  syscall(SYS_personality, 0xffffffff);
  syscall(SYS_personality, 0x0040000);
  syscall(SYS_personality, 0x0040000 | 8);
  syscall(SYS_personality, 0xffffffffL);
  syscall(SYS_personality, 0x1f0000ff);
  syscall(SYS_personality, 0);
}

int main(void) {
  ids();
  groups();
  sessions();
  capabilities();
  personalities();
  return 0;
}
