// exit_status N: exits with N, after OK, by exit_group(2); with a second argument by exit(2).
#include "check.h"

int main(int argc, char** argv) {
  int code = argc > 1 ? atoi(argv[1]) : 0;
  passed();
  if (argc > 2) syscall(SYS_exit, code);
  return code;
}
