/* What a file is: stat, statx, statfs, extended attributes, times, directories, handles. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/time.h>
#include <utime.h>

#include "files_dir.h"

#define DIR "/tmp/spoor-calls-status"

static char buffer[4096];

static void status(void) {
  syscall(SYS_stat, "/dev/null", buffer);
  syscall(SYS_stat, "a", buffer);
  syscall(SYS_lstat, "/proc/self", buffer);
  syscall(SYS_fstat, 3, buffer);
  syscall(SYS_fstat, -1, buffer);
  syscall(SYS_newfstatat, AT_FDCWD, "a", buffer, AT_SYMLINK_NOFOLLOW);
  syscall(SYS_newfstatat, 3, "", buffer, AT_EMPTY_PATH | AT_NO_AUTOMOUNT);
  syscall(SYS_stat, "a", BAD);
  syscall(SYS_stat, "a", at_edge(0, 8));
  syscall(SYS_stat, "a", 0L);
  syscall(SYS_statx, AT_FDCWD, "a", 0, 0x7ff, buffer);
  syscall(SYS_statx, AT_FDCWD, "a", 0x2000, 1, buffer);
  syscall(SYS_statx, AT_FDCWD, "nope", 0x4100, 0x80000000, buffer);
  syscall(SYS_statx, AT_FDCWD, "nope", 0xffff, 0x1000, buffer);
  syscall(SYS_statx, AT_FDCWD, "a", 0, 0xfff, BAD);
  syscall(SYS_statfs, "/proc", buffer);
  syscall(SYS_statfs, "nope", buffer);
  syscall(SYS_statfs, "/proc", BAD);
  syscall(SYS_fstatfs, -1, buffer);
  syscall(SYS_ustat, 0x801, buffer);
}

static void attributes(void) {
  syscall(SYS_setxattr, "nope", "user.foo", "bar\0z", 5L, 1);
  syscall(SYS_setxattr, "nope", "user.foo", 0L, 0L, 8);
  syscall(SYS_setxattr, "nope", "user.foo", BAD, 5L, 3);
  syscall(SYS_setxattr, "nope", "user.foo", "x", -1L, 0);
  syscall(SYS_setxattr, "nope", "user.a-name-longer-than-the-strings-that-are-shown", "v", 1L, 0);
  syscall(SYS_lsetxattr, "nope", 0L, "x", 1L, 0);
  syscall(SYS_fsetxattr, -1, BAD, "x", 1L, 2);
  syscall(SYS_getxattr, "nope", "user.foo", buffer, 100L);
  syscall(SYS_lgetxattr, "a", "user.nope", buffer, 0L);
  syscall(SYS_fgetxattr, -1, "user.foo", 0L, 0L);
  syscall(SYS_listxattr, "a", buffer, 0L);
  syscall(SYS_llistxattr, "nope", buffer, 9L);
  syscall(SYS_flistxattr, -1, 0L, 9L);
  syscall(SYS_removexattr, "nope", "user.foo");
  syscall(SYS_lremovexattr, "nope", "user.foo");
  syscall(SYS_fremovexattr, -1, "user.foo");
}

static void times(void) {
  const struct utimbuf both = {1, 0};
  syscall(SYS_utime, "a", &both);
  syscall(SYS_utime, "a", 0L);
  syscall(SYS_utime, "a", BAD);
  struct timeval values[2] = {{1, 2}, {1700000000, 0}};
  syscall(SYS_utimes, "a", values);
  syscall(SYS_futimesat, AT_FDCWD, "a", values);
  values[1].tv_usec = 1000000;
  syscall(SYS_utimes, "a", values);
  syscall(SYS_utimes, "a", at_edge(0, 16));
  struct timespec specs[2] = {{1, 2}, {-5, 999999999}};
  syscall(SYS_utimensat, AT_FDCWD, "a", specs, 0);
  specs[0].tv_nsec = UTIME_NOW;
  specs[1].tv_nsec = UTIME_OMIT;
  syscall(SYS_utimensat, AT_FDCWD, "a", specs, AT_SYMLINK_NOFOLLOW);
  specs[0].tv_nsec = -1;
  syscall(SYS_utimensat, AT_FDCWD, "a", specs, 0xff);
  syscall(SYS_utimensat, AT_FDCWD, "a", at_edge(0, 16), 0);
  syscall(SYS_utimensat, 3, 0L, 0L, 0);
}

static void directories(void) {
  syscall(SYS_mkdir, "empty", 0755);
  const int fd = (int)syscall(SYS_open, "empty", O_DIRECTORY);
  syscall(SYS_getdents, fd, buffer, 4096);
  syscall(SYS_getdents, fd, buffer, 4096);
  syscall(SYS_lseek, fd, 0L, SEEK_SET);
  syscall(SYS_getdents64, fd, buffer, 4096);
  syscall(SYS_getdents64, -1, buffer, 4096);
  syscall(SYS_lseek, fd, 0L, SEEK_SET);
  syscall(SYS_getdents64, fd, BAD, 4096);
  syscall(SYS_close, fd);
}

static void handles(void) {
  struct {
    unsigned bytes;
    int type;
    char handle[256];
  } handle = {0, 0, {0}};
  int mount;
  syscall(SYS_name_to_handle_at, AT_FDCWD, "nope", &handle, &mount, 0);
  handle.bytes = 129;
  syscall(SYS_name_to_handle_at, AT_FDCWD, "a", &handle, &mount, 0x1400);
  syscall(SYS_name_to_handle_at, AT_FDCWD, "a", BAD, BAD, 0x4000);
  syscall(SYS_open_by_handle_at, -1, &handle, O_RDWR);
  handle.bytes = 4;
  syscall(SYS_open_by_handle_at, -1, &handle, O_RDONLY);
  syscall(SYS_open_by_handle_at, -1, at_edge("\5\0\0\0\1\0\0\0", 8), O_RDONLY);
  syscall(SYS_open_by_handle_at, -1, 0L, O_RDONLY);
}

int main(void) {
  syscall(SYS_umask, 022);
  files_enter(DIR);
  syscall(SYS_open, "a", O_RDWR | O_CREAT, 0644);
  status();
  attributes();
  times();
  directories();
  handles();
  files_leave(DIR);
}
