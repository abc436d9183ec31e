/* ptrace(2): every request, on a stopped child where it can be done and on no process otherwise. */
#define _GNU_SOURCE
#include <elf.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>

#include "process_edge.h"

#define TRACE(...) syscall(SYS_ptrace, __VA_ARGS__)

static void nobody(void) {
  unsigned long words[64] = {0};
  struct iovec iov = {words, sizeof words};
  for (long request = 1; request < 38; ++request) TRACE(request, -1, 0x10L, 0x20L);
  for (long request = 0x4200; request < 0x4210; ++request) TRACE(request, -1, 0x10L, 0x20L);
  TRACE(0x12345L, -1, 1L, 2L);
  TRACE(-1L, -1, -1L, -2L);
  TRACE(PTRACE_SEIZE, -1, 0L, 0x7fL);
  TRACE(PTRACE_SEIZE, -1, 0L, 0x300000L);
  TRACE(PTRACE_SETOPTIONS, -1, 0L, 0x1fffffL);
  TRACE(PTRACE_SETOPTIONS, -1, 5L, 0xf0000000L);
  TRACE(PTRACE_CONT, -1, 0L, SIGUSR1);
  TRACE(PTRACE_CONT, -1, 1L, 0L);
  TRACE(PTRACE_SYSCALL, -1, 1L, 99L);
  TRACE(PTRACE_DETACH, -1, 0L, SIGSTOP);
  TRACE(PTRACE_GETREGSET, -1, NT_PRSTATUS, &iov);
  TRACE(PTRACE_SETREGSET, -1, NT_PRSTATUS, &iov);
  TRACE(PTRACE_SETREGSET, -1, NT_X86_XSTATE, &iov);
  TRACE(PTRACE_SETREGSET, -1, 0x777L, &iov);
  TRACE(PTRACE_PEEKUSER, -1, 8L * 15, 0L);
  TRACE(PTRACE_POKEUSER, -1, 8L * 16 + 1, 5L);
  TRACE(PTRACE_POKEUSER, -1, 912L, 5L);
  TRACE(PTRACE_PEEKUSER, -1, 0x10000L, 5L);
  TRACE(PTRACE_SETSIGMASK, -1, 8L, words);
  TRACE(PTRACE_SETSIGINFO, -1, 0L, words);
  TRACE(PTRACE_SETREGS, -1, 0L, words);
  TRACE(PTRACE_SETFPREGS, -1, 0L, words);
}

static void somebody(pid_t child) {
  unsigned long word = 0, words[64];
  struct user_regs_struct regs;
  struct user_fpregs_struct fp;
  struct iovec iov = {&regs, sizeof regs};
  siginfo_t info;
  TRACE(PTRACE_SETOPTIONS, child, 0L, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK);
  TRACE(PTRACE_GETREGS, child, 0L, &regs);
  TRACE(PTRACE_GETREGS, child, 0L, BAD);
  TRACE(PTRACE_SETREGS, child, 0L, &regs);
  TRACE(PTRACE_GETFPREGS, child, 0L, &fp);
  TRACE(PTRACE_SETFPREGS, child, 0L, &fp);
  TRACE(PTRACE_GETREGSET, child, NT_PRSTATUS, &iov);
  iov.iov_len = 16;
  TRACE(PTRACE_GETREGSET, child, NT_PRSTATUS, &iov);
  iov.iov_len = sizeof regs;
  TRACE(PTRACE_SETREGSET, child, NT_PRSTATUS, &iov);
  iov = (struct iovec){&fp, sizeof fp};
  TRACE(PTRACE_GETREGSET, child, NT_PRFPREG, &iov);
  TRACE(PTRACE_GETREGSET, child, 0x777L, &iov);
  TRACE(PTRACE_GETREGSET, child, NT_PRSTATUS, BAD);
  TRACE(PTRACE_PEEKDATA, child, regs.rsp, &word);
  TRACE(PTRACE_PEEKTEXT, child, 1L, &word);
  TRACE(PTRACE_POKEDATA, child, regs.rsp - 8, 5L);
  TRACE(PTRACE_PEEKUSER, child, 8L * 16, &word);
  TRACE(PTRACE_GETSIGINFO, child, 0L, &info);
  TRACE(PTRACE_SETSIGINFO, child, 0L, &info);
  TRACE(PTRACE_GETSIGMASK, child, 8L, &word);
  TRACE(PTRACE_SETSIGMASK, child, 8L, &word);
  TRACE(PTRACE_GETEVENTMSG, child, 0L, &word);
  TRACE(PTRACE_GETEVENTMSG, child, 0L, BAD);
  unsigned long peek[3] = {0, 0, 2};
  TRACE(PTRACE_PEEKSIGINFO, child, peek, words);
  TRACE(PTRACE_PEEKSIGINFO, child, BAD, words);
  TRACE(PTRACE_GET_SYSCALL_INFO, child, 128L, words);
  TRACE(PTRACE_GET_SYSCALL_INFO, child, 4L, words);
  TRACE(0x420f, child, 24L, words);
  TRACE(PTRACE_SECCOMP_GET_FILTER, child, 0L, words);
  TRACE(PTRACE_SECCOMP_GET_METADATA, child, 16L, words);
  for (int i = 0; i < 2; ++i) {
    TRACE(PTRACE_SYSCALL, child, 0L, 0L);
    syscall(SYS_wait4, child, 0, 0, 0);
    TRACE(PTRACE_GET_SYSCALL_INFO, child, 128L, words);
    TRACE(PTRACE_GET_SYSCALL_INFO, child, 30L, words);
  }
}

int main(void) {
  nobody();
  pid_t child = fork();
  if (child == 0) {
    syscall(SYS_ptrace, PTRACE_TRACEME, 0L, 0L, 0L);
    __asm__ volatile("int3");
    syscall(SYS_getppid);
    _exit(0);
  }
  syscall(SYS_wait4, child, 0, 0, 0);
  somebody(child);
  TRACE(PTRACE_KILL, child, 0L, 0L);
  syscall(SYS_wait4, child, 0, 0, 0);
  return 0;
}
