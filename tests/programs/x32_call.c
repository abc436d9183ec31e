// System calls with bit 30 set are those of the x32 interface; most kernels lack it and answer ENOSYS.
#include "check.h"

enum { x32_bit = 0x40000000 };

int main(void) {
  errno = 0;
  long result = syscall(x32_bit | SYS_getpid);
  bool has_x32 = result == getpid();
  if (!has_x32) {
    CHECK_EQ(result, -1);
    CHECK_EQ(errno, ENOSYS);
  }
  say("x32: %s\n", has_x32 ? "yes" : "no");
  for (int i = 0; i < 10; ++i) {
    result = syscall(x32_bit | SYS_getppid);
    CHECK_EQ(result, has_x32 ? getppid() : -1);
  }
  // Numbers of no interface.
  CHECK_FAILS(syscall(9999), ENOSYS);
  CHECK_FAILS(syscall(-1), ENOSYS);
  CHECK_FAILS(syscall(x32_bit | 9999), ENOSYS);
  CHECK_FAILS(syscall(1L << 31), ENOSYS);
  return passed();
}
