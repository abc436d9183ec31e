/* Mounts, quotas and swap, none of which it has: every call is refused. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/quota.h>

#include "process_edge.h"

static char zeros[4096];

static void mounts(void) {
  syscall(SYS_mount, "src", "/nope/x", "ext4", 0L, 0L);
  syscall(SYS_mount, "src", "/nope/x", "ext4", (long)(MS_RDONLY | MS_NOSUID | MS_BIND), "data");
  syscall(SYS_mount, 0L, "/nope/x", 0L, (long)MS_REMOUNT, "data");
  syscall(SYS_mount, "src", "/nope/x", 0L, (long)(MS_MGC_VAL | MS_RDONLY), "a text longer than the limit of strings");
  syscall(SYS_mount, "src", "/nope/x", BAD, (long)MS_PRIVATE, BAD);
  syscall(SYS_mount, "src", "/nope/x", "t", 0x2000200L, zeros);
  syscall(SYS_umount2, "/nope/x", 0);
  syscall(SYS_umount2, "/nope/x", 0xf);
  syscall(SYS_umount2, "/nope/x", 0x10);
  syscall(SYS_fsopen, "nope", 0);
  syscall(SYS_fsopen, "nope", 3);
  syscall(SYS_fsmount, -1, 1, 0x85);
  syscall(SYS_fspick, AT_FDCWD, "/nope/x", 0xf);
  syscall(SYS_open_tree, AT_FDCWD, "/nope/x", 1 | 0x8000 | O_CLOEXEC);
  syscall(SYS_open_tree, AT_FDCWD, "/nope/x", 2);
  syscall(SYS_move_mount, AT_FDCWD, "/nope/x", AT_FDCWD, "/nope/y", 0x77);
}

static void configuration(void) {
  syscall(SYS_fsconfig, -1, 0, "ro", 0L, 0);
  syscall(SYS_fsconfig, -1, 1, "size", "1M", 0);
  syscall(SYS_fsconfig, -1, 2, "key", "\1\2\3", 3);
  syscall(SYS_fsconfig, -1, 2, "key", BAD, 3);
  syscall(SYS_fsconfig, -1, 3, "key", "/path", AT_FDCWD);
  syscall(SYS_fsconfig, -1, 4, "key", "", -1);
  syscall(SYS_fsconfig, -1, 5, "key", 0L, 5);
  syscall(SYS_fsconfig, -1, 6, 0L, 0L, 0);
  syscall(SYS_fsconfig, -1, 99, BAD, BAD, 7);
}

static void attributes(void) {
  uint64_t attr[5] = {0x100000, 1, 1 << 18, 3, 9};
  syscall(SYS_mount_setattr, AT_FDCWD, "/nope/x", 0, attr, 32L);
  syscall(SYS_mount_setattr, AT_FDCWD, "/nope/x", 0x9000, attr, 31L);
  syscall(SYS_mount_setattr, AT_FDCWD, "/nope/x", 0, attr, 40L);
  attr[2] = 3;
  attr[3] = ~0UL;
  syscall(SYS_mount_setattr, AT_FDCWD, "/nope/x", 0, attr, 32L);
  syscall(SYS_mount_setattr, AT_FDCWD, "/nope/x", 0, at_edge(0, 32), 40L);
  syscall(SYS_mount_setattr, AT_FDCWD, "/nope/x", 0, BAD, 32L);
}

static void quotas(void) {
  syscall(SYS_quotactl, QCMD(Q_QUOTAON, GRPQUOTA), "/nope/x", 2, "file");
  syscall(SYS_quotactl, QCMD(Q_QUOTAON, USRQUOTA), "/nope/x", 9, BAD);
  syscall(SYS_quotactl, QCMD(Q_QUOTAOFF, 3), "/nope/x", 2, "file");
  syscall(SYS_quotactl, QCMD(Q_SETQUOTA, 0), "/nope/x", 1000, zeros);
  syscall(SYS_quotactl, QCMD(Q_SETQUOTA, 0), "/nope/x", 1000, BAD);
  syscall(SYS_quotactl, QCMD(Q_GETQUOTA, 0), "/nope/x", -1, zeros);
  syscall(SYS_quotactl, QCMD(Q_SETINFO, 0), "/nope/x", 1000, zeros);
  syscall(SYS_quotactl, QCMD(Q_GETINFO, 0), "/nope/x", 1000, zeros);
  syscall(SYS_quotactl, QCMD(Q_GETFMT, 0), "/nope/x", 1000, zeros);
  syscall(SYS_quotactl, QCMD(0x5801, 0), "/nope/x", 1000, "\1\0\0\0");
  syscall(SYS_quotactl, QCMD(0x5804, 0), "/nope/x", 1000, zeros);
  syscall(SYS_quotactl, QCMD(0x5806, 0), "/nope/x", 1000, "\3\0\0\0");
  syscall(SYS_quotactl, QCMD(0x5807, 0), "/nope/x", 1000, zeros);
  syscall(SYS_quotactl, QCMD(0x1234, 9), "/nope/x", 1000, BAD);
  syscall(SYS_quotactl_fd, -1, QCMD(Q_SETQUOTA, 0), 1000, zeros);
  syscall(SYS_quotactl_fd, -1, QCMD(Q_SYNC, 0), 0, 0L);
}

int main(void) {
  mounts();
  configuration();
  attributes();
  quotas();
  syscall(SYS_swapon, "/nope/x", 0);
  syscall(SYS_swapon, "/nope/x", 0x18005);
  syscall(SYS_swapon, "/nope/x", 0x80000);
  syscall(SYS_swapoff, "/nope/x");
  syscall(SYS_sysfs, 3L, 0L, 0L);
  syscall(SYS_nfsservctl, 7L, BAD, BAD);
}
