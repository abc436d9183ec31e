/* prctl(2) and arch_prctl(2): every option, with good and bad arguments. */
#define _GNU_SOURCE
#include <asm/prctl.h>
#include <linux/capability.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>
#include <signal.h>

#include "process_edge.h"

#define PRCTL(...) syscall(SYS_prctl, __VA_ARGS__)

int main(void) {
  char name[32] = "a name longer than 15 bytes";
  unsigned word = 0;
  unsigned long wide = 0;
  /* Bad and odd arguments for every option there is, and some that there are not. */
  for (int option = 0; option < 65; ++option) {
    if (option == PR_SET_SECUREBITS || option == PR_SET_SECCOMP || option == PR_SET_NAME ||
        option == PR_SET_SYSCALL_USER_DISPATCH)
      continue;
    PRCTL(option, BAD, 0x1ffffffff, 3L, 4L);
    PRCTL(option, 0xfffffffffL, -1L, 0L, 0L);
  }
  PRCTL(PR_SET_PDEATHSIG, SIGTERM);
  PRCTL(PR_GET_PDEATHSIG, &word);
  PRCTL(PR_SET_PDEATHSIG, 0);
  PRCTL(PR_GET_PDEATHSIG, &word);
  PRCTL(PR_SET_DUMPABLE, 1);
  PRCTL(PR_SET_DUMPABLE, 2);
  PRCTL(PR_GET_DUMPABLE);
  PRCTL(PR_SET_DUMPABLE, 3);
  PRCTL(PR_SET_DUMPABLE, 1);
  PRCTL(PR_GET_DUMPABLE);
  PRCTL(PR_SET_KEEPCAPS, 0);
  PRCTL(PR_SET_NAME, name);
  PRCTL(PR_SET_NAME, "short");
  PRCTL(PR_SET_NAME, "exactly16bytes..");
  PRCTL(PR_SET_NAME, "exactly15bytes.");
  PRCTL(PR_SET_NAME, BAD);
  PRCTL(PR_SET_NAME, 0);
  PRCTL(PR_SET_NAME, at_edge("abc", 3));
  PRCTL(PR_SET_NAME, "q\"\n");
  PRCTL(PR_GET_NAME, name);
  PRCTL(PR_GET_NAME, BAD);
  PRCTL(PR_CAPBSET_READ, CAP_CHOWN);
  PRCTL(PR_CAPBSET_READ, CAP_CHECKPOINT_RESTORE);
  PRCTL(PR_CAPBSET_READ, 41);
  PRCTL(PR_CAPBSET_DROP, 99);
  PRCTL(PR_GET_TSC, &word);
  PRCTL(PR_SET_TSC, 1);
  PRCTL(PR_SET_TSC, 3);
  PRCTL(PR_GET_SECUREBITS);
  PRCTL(PR_SET_SECUREBITS, 0x1000);
  PRCTL(PR_SET_SECUREBITS, 0x2f);
  PRCTL(PR_GET_SECUREBITS);
  PRCTL(PR_SET_SECUREBITS, 0);
  PRCTL(PR_SET_TIMERSLACK, 50000);
  PRCTL(PR_GET_TIMERSLACK);
  PRCTL(PR_MCE_KILL, PR_MCE_KILL_SET, PR_MCE_KILL_EARLY, 0, 0);
  PRCTL(PR_MCE_KILL, PR_MCE_KILL_SET, 7, 0, 0);
  PRCTL(PR_MCE_KILL, PR_MCE_KILL_CLEAR, 0, 0, 0);
  PRCTL(PR_MCE_KILL_GET, 0, 0, 0, 0);
  for (int i = 0; i < 17; ++i) PRCTL(PR_SET_MM, i, 0x1000, 3, 5);
  PRCTL(PR_SET_MM, PR_SET_MM_MAP_SIZE, &word, 0, 0);
  PRCTL(PR_SET_PTRACER, 0);
  PRCTL(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
  PRCTL(PR_SET_PTRACER, 1);
  PRCTL(PR_SET_CHILD_SUBREAPER, 1);
  PRCTL(PR_GET_CHILD_SUBREAPER, &word);
  PRCTL(PR_SET_CHILD_SUBREAPER, 0);
  PRCTL(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0);
  PRCTL(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
  PRCTL(PR_GET_TID_ADDRESS, &wide);
  PRCTL(PR_SET_THP_DISABLE, 0, 0, 0, 0);
  PRCTL(PR_GET_THP_DISABLE, 0, 0, 0, 0);
  PRCTL(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_CHOWN, 0, 0);
  PRCTL(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_RAW, 0, 0);
  PRCTL(PR_CAP_AMBIENT, PR_CAP_AMBIENT_LOWER, 99, 0, 0);
  PRCTL(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  PRCTL(PR_CAP_AMBIENT, 9, 1, 2, 3);
  for (int i = 0; i < 4; ++i) PRCTL(PR_GET_SPECULATION_CTRL, i, 0, 0, 0);
  for (int i = 0; i < 7; ++i) PRCTL(PR_SET_SPECULATION_CTRL, i % 4, i == 0 ? 0 : 1UL << i, 0, 0);
  PRCTL(PR_SET_IO_FLUSHER, 0, 0, 0, 0);
  PRCTL(PR_GET_IO_FLUSHER, 0, 0, 0, 0);
  PRCTL(PR_SET_SYSCALL_USER_DISPATCH, 7, 1, 2, 3);
  PRCTL(PR_SET_SYSCALL_USER_DISPATCH, 1, 0x1000, -0x1000L, BAD);
  PRCTL(PR_SET_SYSCALL_USER_DISPATCH, 0, 0, 0, 0);
  PRCTL(PR_SCHED_CORE, 0, 0, 0, &wide);
  PRCTL(PR_SCHED_CORE, 0, 0, 1, &wide);
  PRCTL(PR_SCHED_CORE, 1, -1, 2, 0);
  PRCTL(PR_SCHED_CORE, 2, 1, 3, 5);
  PRCTL(PR_SCHED_CORE, 9, 1, 9, 5);
  PRCTL(PR_SET_VMA, PR_SET_VMA_ANON_NAME, at_edge(0, 4096), 4096, "a name");
  PRCTL(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0, 4096, 0);
  PRCTL(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x1000, 1, BAD);
  PRCTL(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x1000, 1,
        "a name that is longer than eighty bytes, which is the most that the kernel takes of it, NUL included.");
  PRCTL(PR_SET_VMA, 1, 2, 3, 4);
  PRCTL(PR_SET_FP_MODE, 3);
  PRCTL(PR_SVE_SET_VL, 0x40000 | 0x20000 | 16);
  PRCTL(PR_SET_TAGGED_ADDR_CTRL, 0x7ffff, 0, 0, 0);
  PRCTL(PR_PAC_RESET_KEYS, 0x1f, 0, 0, 0);
  PRCTL(PR_PAC_SET_ENABLED_KEYS, 3, 1, 0, 0);
  PRCTL(PR_SET_UNALIGN, 3);
  PRCTL(PR_SET_FPEMU, 1);
  PRCTL(PR_SET_FPEXC, 0x80 | 0x10000);
  PRCTL(PR_SET_ENDIAN, 1);
  PRCTL(PR_SET_TIMING, 1);
  PRCTL(PR_GET_TIMING, 1);
  PRCTL(0x12345678, 1, 2, 3, 4);
  PRCTL(-1, -1L, -2L, -3L, -4L);

  syscall(SYS_arch_prctl, ARCH_GET_FS, BAD);
  syscall(SYS_arch_prctl, ARCH_GET_GS, &wide);
  syscall(SYS_arch_prctl, ARCH_SET_GS, 0);
  syscall(SYS_arch_prctl, ARCH_GET_CPUID, 0);
  syscall(SYS_arch_prctl, ARCH_SET_CPUID, 1);
  for (int i = 0x1021; i < 0x1026; ++i) syscall(SYS_arch_prctl, i, BAD);
  syscall(SYS_arch_prctl, 0x1021, &wide);
  syscall(SYS_arch_prctl, 0x1022, &wide);
  syscall(SYS_arch_prctl, 0x1023, 18);
  syscall(SYS_arch_prctl, 0x1024, &wide);
  syscall(SYS_arch_prctl, 0x1025, 18);
  for (int i = 0x2001; i < 0x2004; ++i) syscall(SYS_arch_prctl, i, BAD);
  for (int i = 0x3001; i < 0x3006; ++i) syscall(SYS_arch_prctl, i, BAD);
  syscall(SYS_arch_prctl, -1, -1L);
  return 0;
}
