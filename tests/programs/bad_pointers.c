// Calls with pointers to nothing, to the end of what is mapped, to what cannot be read or written: the kernel's answer
// stays.
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "check.h"

static char* map_pages(long count) {
  char* pages = mmap(NULL, (size_t)(count * 4096), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(pages != MAP_FAILED);
  return pages;
}

int main(void) {
  long page = sysconf(_SC_PAGESIZE);
  CHECK_EQ(page, 4096);
  char* pages = map_pages(4);
  CHECK_EQ(munmap(pages + 2 * page, (size_t)page), 0);
  CHECK_EQ(mprotect(pages + 3 * page, (size_t)page, PROT_NONE), 0);
  char *edge = pages + 2 * page, *locked = pages + 3 * page;
  char* const nowhere[] = {NULL, (char*)1, (char*)-1, (char*)-4096, (char*)0x800000000000, (char*)0xffff800000000000,
                           edge, locked};
  for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; ++i) {
    char* bad = nowhere[i];
    CHECK_FAILS(syscall(SYS_openat, AT_FDCWD, bad, O_RDONLY), EFAULT);
    if (bad) CHECK_FAILS(syscall(SYS_newfstatat, AT_FDCWD, "/", bad, 0), EFAULT);
    CHECK_FAILS(syscall(SYS_pipe2, bad, 0), EFAULT);
    CHECK_FAILS(syscall(SYS_poll, bad, 3, 0), EFAULT);
    CHECK_FAILS(syscall(SYS_execve, bad, NULL, NULL), EFAULT);
    CHECK_FAILS(syscall(SYS_uname, bad), EFAULT);
    CHECK_FAILS(syscall(SYS_writev, 1, bad, 2), EFAULT);
    CHECK_FAILS(syscall(SYS_connect, -1, bad, 16), EBADF);
    if (bad) CHECK_FAILS(syscall(SYS_rt_sigaction, SIGUSR1, bad, NULL, 8), EFAULT);
  }
  struct pipe_ends channel = open_pipe();
  CHECK_FAILS(write(channel.write_end, edge, 10), EFAULT);
  // What is mapped is written, what is not ends the call short.
  memset(edge - 5, 'x', 5);
  ssize_t written = write(channel.write_end, edge - 5, 100);
  CHECK(written == 5 || (written == -1 && errno == EFAULT));
  // A string that ends with the last mapped byte, one that runs over, one that crosses a good page boundary.
  strcpy(edge - 5, "/dev");
  int fd = open(edge - 5, O_RDONLY | O_CLOEXEC);
  CHECK(fd >= 0);
  memset(edge - 5, '/', 5);
  CHECK_FAILS(open(edge - 5, O_RDONLY), EFAULT);
  strcpy(pages + page - 3, "/dev/null");
  CHECK_EQ(access(pages + page - 3, F_OK), 0);
  memset(pages, 'a', (size_t)(2 * page - 1));
  edge[-1] = 0;
  CHECK_FAILS(open(pages, O_RDONLY), ENAMETOOLONG);
  CHECK_FAILS(open(pages + page, O_RDONLY), ENAMETOOLONG);
  // Half a structure, half an array.
  CHECK_FAILS(syscall(SYS_newfstatat, AT_FDCWD, "/", edge - 8, 0), EFAULT);
  memset(edge - 8, 0xff, 8);
  CHECK_FAILS(syscall(SYS_poll, edge - 8, 2, 0), EFAULT);
  char* arguments[] = {"program", edge, NULL};
  CHECK_FAILS(execve("/proc/self/exe", arguments, NULL), EFAULT);
  struct iovec parts[2] = {{.iov_base = "yy", .iov_len = 2}, {.iov_base = edge, .iov_len = 2}};
  written = writev(channel.write_end, parts, 2);
  CHECK(written == 2 || (written == -1 && errno == EFAULT));
  CHECK_FAILS(syscall(SYS_writev, channel.write_end, parts, -1), EINVAL);
  CHECK_FAILS(syscall(SYS_getdents64, fd, edge, 1000), EFAULT);
  return passed();
}
