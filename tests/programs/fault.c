// Executes an instruction that cannot be executed, and ends in the handler of its SIGILL. With an argument it says
// first where that is.
#include "check.h"

extern char wrong_instruction[];

static void ended_by(int signal, siginfo_t* info, void* context) {
  (void)context;
  CHECK_EQ(signal, SIGILL);
  CHECK(info->si_addr == wrong_instruction);
  _exit(passed());
}

int main(int argc, char** argv) {
  (void)argv;
  handle(SIGILL, ended_by, 0);
  if (argc > 1) say("%p\n", (void*)wrong_instruction);
  __asm__ volatile(".globl wrong_instruction\nwrong_instruction: ud2");
  return 1;
}
