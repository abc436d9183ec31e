// A 64-bit process makes calls of the 32-bit interface by int 0x80, mixed with its own: the same number means another
// call.
#include <sys/mman.h>

#include "check.h"

static long call32(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("int $0x80"
                   : "=a"(result)
                   : "a"(number), "b"(a), "c"(b), "d"(c)
                   : "memory", "r8", "r9", "r10", "r11");
  return (int)result;
}

enum { write32 = 4, read32 = 3, open32 = 5, close32 = 6, getpid32 = 20, getppid32 = 64 };

static void probe(void) {
  pid_t child = fork_child();
  if (child == 0) _exit(call32(getpid32, 0, 0, 0) == getpid() ? 0 : 1);
  int status = wait_for(child, 0);
  if (WIFSIGNALED(status)) skip("this kernel has no 32-bit system calls");
  CHECK_EQ(status, 0);
}

int main(void) {
  probe();
  char* low = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  CHECK(low != MAP_FAILED);
  long address = (long)low;
  for (int i = 0; i < 20; ++i) {
    CHECK_EQ(call32(getpid32, 0, 0, 0), getpid());
    CHECK_EQ(call32(getppid32, 0, 0, 0), getppid());
  }
  strcpy(low, "/dev/zero");
  long fd = call32(open32, address, O_RDONLY, 0);
  CHECK(fd >= 0);
  strcpy(low, "full");
  CHECK_EQ(call32(read32, fd, address, 4), 4);
  CHECK_EQ(memcmp(low, "\0\0\0\0", 4), 0);
  CHECK_EQ(call32(close32, fd, 0, 0), 0);
  CHECK_EQ(call32(close32, fd, 0, 0), -EBADF);
  CHECK_FAILS(close((int)fd), EBADF);
  strcpy(low, "OK\n");
  CHECK_EQ(call32(write32, STDOUT_FILENO, address, 3), 3);
  return 0;
}
