/* Descriptors: fcntl, copying, pipes, reading and writing in every way. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <sys/inotify.h>
#include <sys/uio.h>

#include "files_dir.h"

#define DIR "/tmp/spoor-calls-descriptors"

static int fd;
static char buffer[4096];

static void control(void) {
  syscall(SYS_fcntl, fd, F_DUPFD, 100L);
  syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, -1L);
  syscall(SYS_fcntl, fd, F_GETFD);
  syscall(SYS_fcntl, fd, F_SETFD, 1L);
  syscall(SYS_fcntl, fd, F_GETFD);
  syscall(SYS_fcntl, fd, F_SETFD, 6L);
  syscall(SYS_fcntl, fd, F_SETFL, (long)(O_RDWR | O_NONBLOCK));
  syscall(SYS_fcntl, fd, F_GETFL);
  syscall(SYS_fcntl, fd, F_SETOWN, -1L);
  syscall(SYS_fcntl, fd, F_GETOWN);
  syscall(SYS_fcntl, fd, F_SETSIG, 9L);
  syscall(SYS_fcntl, fd, F_GETSIG);
  syscall(SYS_fcntl, fd, F_SETSIG, 100L);
  syscall(SYS_fcntl, fd, F_SETSIG, 0L);
  syscall(SYS_fcntl, fd, F_GETSIG);
  int owner[2] = {F_OWNER_PID, 0};
  syscall(SYS_fcntl, fd, F_SETOWN_EX, owner);
  syscall(SYS_fcntl, fd, F_GETOWN_EX, owner);
  owner[0] = 5;
  syscall(SYS_fcntl, fd, F_SETOWN_EX, owner);
  syscall(SYS_fcntl, fd, F_GETOWN_EX, BAD);
  syscall(SYS_fcntl, fd, F_SETLEASE, 77L);
  syscall(SYS_fcntl, fd, F_GETLEASE);
  syscall(SYS_fcntl, fd, F_NOTIFY, (long)(DN_MULTISHOT | DN_ATTRIB));
  syscall(SYS_fcntl, fd, F_NOTIFY, 0x100L);
  syscall(SYS_fcntl, fd, 9999, 1L);
  syscall(SYS_fcntl, -1, F_GETFL);
}

static void locks(void) {
  struct flock lock = {F_WRLCK, SEEK_SET, 0, 0, 0};
  syscall(SYS_fcntl, fd, F_SETLK, &lock);
  syscall(SYS_fcntl, fd, F_SETLKW, &lock);
  syscall(SYS_fcntl, fd, F_GETLK, &lock);
  syscall(SYS_fcntl, fd, 37, &lock);
  lock.l_type = 55;
  lock.l_whence = 5;
  lock.l_start = -5;
  syscall(SYS_fcntl, fd, F_SETLK, &lock);
  syscall(SYS_fcntl, fd, F_GETLK, &lock);
  syscall(SYS_fcntl, fd, F_SETLK, 0L);
  syscall(SYS_fcntl, fd, F_GETLK, BAD);
  syscall(SYS_fcntl, fd, F_SETLK, at_edge(0, 8));
  syscall(SYS_flock, fd, 1);
  syscall(SYS_flock, fd, 8);
  syscall(SYS_flock, fd, 0x60);
  syscall(SYS_flock, fd, 0xff00);
}

static void making(void) {
  int pair[2];
  syscall(SYS_pipe, pair);
  syscall(SYS_pipe, 0L);
  syscall(SYS_fcntl, pair[0], F_SETPIPE_SZ, 4096L);
  syscall(SYS_fcntl, pair[0], F_GETPIPE_SZ);
  syscall(SYS_pipe2, pair, O_CLOEXEC | O_NONBLOCK);
  syscall(SYS_pipe2, pair, 1);
  syscall(SYS_dup, fd);
  syscall(SYS_dup, -1);
  syscall(SYS_dup2, fd, 50);
  syscall(SYS_dup3, fd, 51, O_CLOEXEC);
  syscall(SYS_dup3, fd, 51, O_CLOEXEC | 3);
  syscall(SYS_close_range, 50, 51, 0);
  syscall(SYS_close_range, 60, -1, 4);
  syscall(SYS_close_range, 60, 61, 9);
  syscall(SYS_eventfd, 5);
  syscall(SYS_eventfd2, -1, 0x80801);
  syscall(SYS_eventfd2, 0, 2);
  const long memory = syscall(SYS_memfd_create, "memory", 3);
  syscall(SYS_fcntl, memory, F_ADD_SEALS, 6L);
  syscall(SYS_fcntl, memory, F_GET_SEALS);
  syscall(SYS_fcntl, memory, F_ADD_SEALS, 0x80L);
  syscall(SYS_memfd_create, "huge", 4 | 63u << 26);
  syscall(SYS_memfd_create, BAD, 1);
  syscall(SYS_userfaultfd, 4);
  const long watcher = syscall(SYS_inotify_init1, O_NONBLOCK | O_CLOEXEC);
  syscall(SYS_inotify_add_watch, watcher, ".", IN_CREATE | IN_CLOSE | IN_ONLYDIR);
  syscall(SYS_inotify_add_watch, watcher, ".", 0x1000);
  syscall(SYS_inotify_rm_watch, watcher, 77);
  syscall(SYS_fanotify_init, 0x100, O_CLOEXEC | O_PATH);
  syscall(SYS_fanotify_mark, -1, 1, 0x40000021L, AT_FDCWD, ".");
  syscall(SYS_fanotify_mark, -1, 0x10, 0x800000001L, -1, 0L);
  syscall(SYS_close, watcher);
  syscall(SYS_close, -1);
}

static void moving(void) {
  syscall(SYS_write, fd, "hello\n\0\1\377", 9L);
  syscall(SYS_write, fd, 0L, 0L);
  syscall(SYS_write, fd, BAD, 3L);
  syscall(SYS_write, -1, "0123456789012345678901234567890123456789", 40L);
  syscall(SYS_write, -1, at_edge("abcdef", 6), 10L);
  syscall(SYS_lseek, fd, 0L, SEEK_SET);
  syscall(SYS_lseek, fd, -5L, 9);
  syscall(SYS_read, fd, buffer, 5L);
  syscall(SYS_read, fd, buffer, 0L);
  syscall(SYS_read, fd, buffer, 4096L);
  syscall(SYS_read, fd, buffer, 4096L);
  syscall(SYS_read, -1, buffer, 9L);
  syscall(SYS_pwrite64, fd, "abc", 3L, 2L);
  syscall(SYS_pwrite64, fd, "abc", 3L, -1L);
  syscall(SYS_pread64, fd, buffer, 3L, 0L);
  syscall(SYS_pread64, fd, buffer, 3L, 1L << 40);
  struct iovec two[] = {{"abc", 3}, {"defg", 4}, {0, 0}};
  syscall(SYS_writev, fd, two, 2L);
  syscall(SYS_writev, fd, two, 0L);
  syscall(SYS_writev, fd, 0L, 2L);
  syscall(SYS_pwritev, fd, two, 3L, 0L, 0L);
  syscall(SYS_pwritev2, fd, two, 1L, -1L, -1L, 0x10);
  two[1].iov_base = BAD;
  syscall(SYS_writev, -1, two, 2L);
  struct iovec room[] = {{buffer, 4}, {buffer + 100, 4}, {buffer + 200, 100}};
  syscall(SYS_lseek, fd, 0L, SEEK_SET);
  syscall(SYS_readv, fd, room, 3L);
  syscall(SYS_readv, -1, room, 3L);
  syscall(SYS_preadv, fd, room, 2L, 1L, 0L);
  syscall(SYS_preadv2, fd, room, 2L, 0L, 0L, 1);
  syscall(SYS_preadv2, fd, room, 1L, 0L, 0L, 0x80000000);
  syscall(SYS_readv, -1, at_edge(0, 16), 2L);
}

static void copying(void) {
  const long other = syscall(SYS_open, "other", O_RDWR | O_CREAT, 0644);
  loff_t from = 1, to = 2;
  syscall(SYS_sendfile, other, fd, 0L, 1L);
  syscall(SYS_sendfile, other, fd, &from, 3L);
  syscall(SYS_sendfile, other, fd, BAD, 3L);
  syscall(SYS_sendfile, -1, fd, &from, 3L);
  syscall(SYS_copy_file_range, fd, &from, other, &to, 2L, 0);
  syscall(SYS_copy_file_range, fd, 0L, other, BAD, 2L, 1);
  int pair[2];
  syscall(SYS_pipe2, pair, O_NONBLOCK);
  from = 0;
  syscall(SYS_splice, fd, &from, pair[1], 0L, 4L, 1);
  syscall(SYS_splice, pair[0], 0L, other, BAD, 4L, 0x10);
  syscall(SYS_tee, pair[0], pair[1], 3L, 2);
  struct iovec one = {"abc", 3};
  syscall(SYS_vmsplice, pair[1], &one, 1L, 8);
  syscall(SYS_vmsplice, -1, BAD, 1L, 0x100);
}

static void space(void) {
  syscall(SYS_ftruncate, fd, 100L);
  syscall(SYS_ftruncate, fd, -1L);
  syscall(SYS_fallocate, fd, 1, 0L, 10L);
  syscall(SYS_fallocate, -1, 3, 1L << 40, -5L);
  syscall(SYS_fadvise64, fd, 1L, 2L, 3);
  syscall(SYS_fadvise64, fd, -1L, -1L, 6);
  syscall(SYS_readahead, fd, 0L, 10L);
  syscall(SYS_sync_file_range, fd, 0L, 10L, 2);
  syscall(SYS_sync_file_range, -1, -1L, -10L, 8);
  syscall(SYS_fsync, -1);
  syscall(SYS_fdatasync, -1);
  syscall(SYS_syncfs, -1);
}

int main(void) {
  syscall(SYS_umask, 022);
  files_enter(DIR);
  fd = (int)syscall(SYS_open, "a", O_RDWR | O_CREAT, 0644);
  control();
  locks();
  making();
  moving();
  copying();
  space();
  files_leave(DIR);
}
