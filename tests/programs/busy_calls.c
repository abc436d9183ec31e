// busy_calls [N]: makes N cheap calls (1000 without an argument), getuid and close(-1) by turns, and checks each
// answer.
#include "check.h"

int main(int argc, char** argv) {
  long count = argc > 1 ? atol(argv[1]) : 1000;
  uid_t user = getuid();
  for (long i = 0; i < count; ++i) {
    if (i % 2)
      CHECK_FAILS(syscall(SYS_close, -1), EBADF);
    else
      CHECK_EQ(syscall(SYS_getuid), user);
  }
  return passed();
}
