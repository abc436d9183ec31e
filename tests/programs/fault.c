// Says where an instruction is that cannot be executed, executes it, and ends in the handler of its SIGILL.
#include "check.h"

extern char wrong_instruction[];

static void ended_by(int signal, siginfo_t* info, void* context) {
  (void)context;
  CHECK_EQ(signal, SIGILL);
  CHECK(info->si_addr == wrong_instruction);
  _exit(passed());
}

int main(void) {
  handle(SIGILL, ended_by, 0);
  say("%p\n", (void*)wrong_instruction);
  __asm__ volatile(".globl wrong_instruction\nwrong_instruction: ud2");
  return 1;
}
