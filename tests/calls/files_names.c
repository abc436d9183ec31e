/* Opening files, and the calls on names: with good arguments, odd flags and unreadable memory. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>

#include "files_dir.h"

#define DIR "/tmp/spoor-calls-names"

static void opening(void) {
  syscall(SYS_open, "a", O_RDWR | O_CREAT, 0644);
  syscall(SYS_open, "nope", O_RDONLY);
  syscall(SYS_open, "nope", 3);
  syscall(SYS_open, "nope", O_WRONLY | O_SYNC | O_LARGEFILE | O_DIRECTORY | O_PATH | O_NOATIME);
  syscall(SYS_open, "/nope", O_TMPFILE | O_RDWR, 0644);
  syscall(SYS_open, "nope", 0x40000000);
  syscall(SYS_open, 0L, O_RDONLY);
  syscall(SYS_open, BAD, O_RDONLY);
  syscall(SYS_open, at_edge("abcd", 4), O_RDONLY);
  syscall(SYS_openat, -1, "x", 0);
  syscall(SYS_openat, AT_FDCWD, "", O_CLOEXEC | O_NOFOLLOW);
  syscall(SYS_creat, "b", 0600);
  syscall(SYS_creat, "/", 0);
  uint64_t how[5] = {O_RDWR | O_CREAT, 0644, 8, 0, 0};
  syscall(SYS_openat2, AT_FDCWD, "c", how, 24L);
  syscall(SYS_openat2, AT_FDCWD, "c", how, 23L);
  syscall(SYS_openat2, AT_FDCWD, "c", how, 40L);
  how[3] = 5;
  syscall(SYS_openat2, AT_FDCWD, "c", how, 40L);
  how[2] = 0xff;
  syscall(SYS_openat2, AT_FDCWD, "c", how, 24L);
  how[0] = how[1] = how[2] = 0;
  syscall(SYS_openat2, AT_FDCWD, "nope", how, 24L);
  syscall(SYS_openat2, AT_FDCWD, "c", 0L, 24L);
  syscall(SYS_openat2, AT_FDCWD, "c", at_edge(0, 16), 24L);
  syscall(SYS_openat2, AT_FDCWD, "c", at_edge(0, 24), 48L);
}

static void looking(void) {
  char buffer[4096];
  syscall(SYS_access, "a", 0);
  syscall(SYS_access, "a", 6);
  syscall(SYS_access, "a", 8);
  syscall(SYS_access, "a", -1);
  syscall(SYS_faccessat, AT_FDCWD, "a", 4);
  syscall(SYS_faccessat2, AT_FDCWD, "a", 4, 0x1200);
  syscall(SYS_faccessat2, AT_FDCWD, "a", 4, 1);
  syscall(SYS_symlink, "target", "link");
  syscall(SYS_readlink, "link", buffer, 4096L);
  syscall(SYS_readlink, "link", buffer, 3L);
  syscall(SYS_readlink, "link", buffer, 0L);
  syscall(SYS_readlink, "a", buffer, 9L);
  syscall(SYS_readlink, "link", BAD, 9L);
  syscall(SYS_readlinkat, AT_FDCWD, "link", buffer, 9L);
  syscall(SYS_chdir, "/");
  syscall(SYS_getcwd, buffer, 4096L);
  syscall(SYS_getcwd, buffer, 1L);
  syscall(SYS_getcwd, 0L, 4096L);
  syscall(SYS_chdir, DIR);
  syscall(SYS_fchdir, -1);
  syscall(SYS_chroot, "nope");
}

static void naming(void) {
  syscall(SYS_rename, "a", "d");
  syscall(SYS_renameat, AT_FDCWD, "d", AT_FDCWD, "a");
  syscall(SYS_renameat2, AT_FDCWD, "a", AT_FDCWD, "b", 1);
  syscall(SYS_renameat2, AT_FDCWD, "a", AT_FDCWD, "b", 9);
  syscall(SYS_renameat2, AT_FDCWD, "a", AT_FDCWD, "b", 8);
  syscall(SYS_link, "a", "l");
  syscall(SYS_linkat, AT_FDCWD, "a", AT_FDCWD, "l", 0x1400);
  syscall(SYS_linkat, AT_FDCWD, "a", AT_FDCWD, "l", 0x10000);
  syscall(SYS_symlinkat, "target", AT_FDCWD, "link");
  syscall(SYS_unlink, "l");
  syscall(SYS_unlinkat, AT_FDCWD, "l", 0x200);
  syscall(SYS_unlinkat, AT_FDCWD, "l", -1);
  syscall(SYS_mkdir, "dir", 01755);
  syscall(SYS_mkdirat, AT_FDCWD, "dir", 0);
  syscall(SYS_rmdir, "dir");
  syscall(SYS_rmdir, 0L);
  syscall(SYS_mknod, "fifo", S_IFIFO | 0644, 0);
  syscall(SYS_mknod, "fifo", S_IFCHR | 0644, 0x103);
  syscall(SYS_mknod, "fifo", 0644, 0x103);
  syscall(SYS_mknod, "fifo", 0170644, 0x103);
  syscall(SYS_mknod, "fifo", S_IFREG | 06755, 3);
  syscall(SYS_mknodat, AT_FDCWD, "fifo", S_IFBLK | 0600, 0x456789ab);
  syscall(SYS_pivot_root, "nope", "nope");
  syscall(SYS_uselib, "nope");
  syscall(SYS_acct, "nope");
}

static void owning(void) {
  syscall(SYS_chmod, "a", 0600);
  syscall(SYS_chmod, "a", 0);
  syscall(SYS_chmod, "a", 0100644);
  syscall(SYS_fchmod, 3, 07);
  syscall(SYS_fchmodat, AT_FDCWD, "a", 0644);
  syscall(SYS_chown, "a", -1, -1);
  syscall(SYS_lchown, "nope", 5, -1);
  syscall(SYS_fchown, -1, 1000, 100);
  syscall(SYS_fchownat, AT_FDCWD, "nope", 0, -1, 0x1100);
  syscall(SYS_fchownat, AT_FDCWD, "nope", 0, -1, 3);
  syscall(SYS_truncate, "a", 10L);
  syscall(SYS_truncate, "a", -1L);
  syscall(SYS_umask, 0);
  syscall(SYS_umask, 022);
}

int main(void) {
  syscall(SYS_umask, 022);
  files_enter(DIR);
  opening();
  looking();
  naming();
  owning();
  files_leave(DIR);
}
