/* Calls that change the machine, all with arguments that the kernel refuses, and a few small ones. */
#define _GNU_SOURCE
#include <asm/ldt.h>
#include <linux/landlock.h>
#include <linux/perf_event.h>
#include <linux/reboot.h>

#include "process_edge.h"

static void machine(void) {
  struct {
    const void* buf;
    unsigned long bufsz, mem, memsz;
  } segments[2] = {{"x", 1, 0x1000, 2}, {0, 0, 0, 0}};
  char text[64];
  syscall(SYS_reboot, 1, 2, 3, 4L);
  syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, 5, LINUX_REBOOT_CMD_RESTART, 4L);
  syscall(SYS_reboot, 1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_RESTART2, "why");
  syscall(SYS_reboot, 1, LINUX_REBOOT_MAGIC2A, LINUX_REBOOT_CMD_CAD_OFF, 0L);
  syscall(SYS_kexec_load, 0x1000L, 17L, segments, 0xffff0ff3L);
  syscall(SYS_kexec_load, 0x1000L, 2L, segments, 0x3e0000L | 0x80);
  syscall(SYS_kexec_load, 0x1000L, 2L, BAD, 0xffff0000L);
  syscall(SYS_kexec_file_load, -1, -2, 5L, "quiet", 0x17L);
  syscall(SYS_kexec_file_load, -1, -2, 0L, 0, 0x20L);
  syscall(SYS_init_module, BAD, 5L, "a=b");
  syscall(SYS_init_module, "x", 5L, BAD);
  syscall(SYS_finit_module, -1, "a=b", 3);
  syscall(SYS_finit_module, -1, BAD, 0x17);
  syscall(SYS_delete_module, "spoor_none", 04000 | 01000);
  syscall(SYS_delete_module, BAD, 0x17);
  syscall(SYS_syslog, 99, text, 5);
  syscall(SYS_syslog, 10, 0, 0);
  syscall(SYS_syslog, 9, 0, 0);
  syscall(SYS_syslog, 8, 0, 99);
  syscall(SYS_syslog, 3, BAD, 5);
  syscall(SYS_syslog, 3, text, -1);
  syscall(SYS_iopl, 4);
  syscall(SYS_iopl, 0);
  syscall(SYS_ioperm, 0x10000L, 5L, 1);
  syscall(SYS_ioperm, -1L, 5L, -1);
  syscall(SYS_uselib, "x");
}

static void segments_of_code(void) {
  struct user_desc d = {.entry_number = 12,
                        .base_addr = 0x1000,
                        .limit = 0xfffff,
                        .seg_32bit = 1,
                        .contents = 2,
                        .limit_in_pages = 1,
                        .useable = 1};
  char table[64];
  syscall(SYS_modify_ldt, 0, table, 64UL);
  syscall(SYS_modify_ldt, 2, table, 64UL);
  d.entry_number = -1;
  syscall(SYS_set_thread_area, &d);
  syscall(SYS_get_thread_area, &d);
  syscall(SYS_get_thread_area, BAD);
}

static void landlock(void) {
  unsigned long long ruleset[4] = {(1ULL << 40) | 0x3fff, 0, 0, 0};
  struct landlock_path_beneath_attr path = {.allowed_access = 0x1fff, .parent_fd = -1};
  unsigned long long port[2] = {3, 80};
  syscall(SYS_landlock_create_ruleset, 0, 0UL, 1);
  syscall(SYS_landlock_create_ruleset, 0, 0UL, 0x81);
  syscall(SYS_landlock_create_ruleset, ruleset, 8UL, 0x54);
  ruleset[0] = 0;
  syscall(SYS_landlock_create_ruleset, ruleset, 8UL, 0);
  syscall(SYS_landlock_create_ruleset, ruleset, 4UL, 0);
  syscall(SYS_landlock_create_ruleset, BAD, 8UL, 0);
  syscall(SYS_landlock_add_rule, -1, 1, &path, 0);
  path.allowed_access = 1ULL << 40;
  syscall(SYS_landlock_add_rule, -1, 1, &path, 5);
  syscall(SYS_landlock_add_rule, -1, 9, port, 0);
  syscall(SYS_landlock_add_rule, -1, 1, BAD, 0);
  syscall(SYS_landlock_restrict_self, -1, 0);
  syscall(SYS_landlock_restrict_self, -1, 0xf0);
}

static void perf(void) {
  struct perf_event_attr a;
  memset(&a, 0, sizeof a);
  syscall(SYS_perf_event_open, &a, -1, -1, -1, 0xffL);
  a.size = sizeof a;
  a.type = PERF_TYPE_HARDWARE;
  a.config = PERF_COUNT_HW_INSTRUCTIONS;
  a.sample_period = 1000;
  a.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID;
  a.read_format = PERF_FORMAT_GROUP;
  a.disabled = a.exclude_kernel = a.precise_ip = 1;
  syscall(SYS_perf_event_open, &a, 0, -1, -1, 0xf0L);
  a.type = PERF_TYPE_HW_CACHE;
  a.config = 0x10203;
  a.freq = 1;
  a.watermark = 1;
  a.bp_type = 3;
  a.config1 = 5;
  a.config2 = 6;
  a.branch_sample_type = 9;
  syscall(SYS_perf_event_open, &a, -1, -1, -1, 0xf8L);
  a.type = PERF_TYPE_BREAKPOINT;
  syscall(SYS_perf_event_open, &a, -1, -1, -1, 0xf8L);
  a.type = PERF_TYPE_TRACEPOINT;
  syscall(SYS_perf_event_open, &a, -1, -1, -1, 0xf8L);
  a.type = 99;
  a.size = 64;
  syscall(SYS_perf_event_open, &a, -1, -1, -1, 0xf8L);
  a.size = 10;
  syscall(SYS_perf_event_open, &a, -1, -1, -1, 0xf8L);
  syscall(SYS_perf_event_open, 0, -1, -1, -1, 0xf8L);
  syscall(SYS_perf_event_open, BAD, -1, -1, -1, 0xf8L);
}

int main(void) {
  machine();
  segments_of_code();
  landlock();
  perf();
  return 0;
}
