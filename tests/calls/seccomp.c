/* seccomp(2) and the filters given to it, to prctl(2) and to sockets, none of which is ever installed. */
#define _GNU_SOURCE
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "process_edge.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct program {
  unsigned short len;
  const void* filter;
};

static const struct sock_filter typical[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 4),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 3, 255),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_X, 2, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW | 7),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 13),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 4095),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 0x10),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_LOG),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_THREAD),
    BPF_STMT(BPF_RET | BPF_K, 0x1234),
    BPF_STMT(BPF_RET | BPF_K, 0x12345678),
};

static const struct sock_filter strange[] = {
    BPF_STMT(BPF_RET | BPF_A, 0),
    BPF_STMT(BPF_RET | BPF_X, 5),
    BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 0xfffff000 + 4),
    BPF_STMT(BPF_LD | BPF_B | BPF_IND, 12),
    BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0),
    BPF_STMT(BPF_LD | BPF_IMM, 42),
    BPF_STMT(BPF_LD | BPF_MEM, 3),
    BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 14),
    BPF_STMT(BPF_LDX | BPF_W | BPF_IMM, 14),
    BPF_STMT(BPF_ST, 2),
    BPF_STMT(BPF_STX, 2),
    BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, 2),
    BPF_STMT(BPF_ALU | BPF_NEG, 0),
    BPF_STMT(BPF_ALU | BPF_XOR | BPF_X, 0),
    BPF_STMT(BPF_ALU | 0xb0, 0),
    BPF_STMT(BPF_MISC | BPF_TAX, 0),
    BPF_STMT(BPF_MISC | BPF_TXA, 9),
    BPF_STMT(BPF_MISC | 0x40, 9),
    BPF_JUMP(BPF_JMP | BPF_JA, 7, 0, 0),
    BPF_JUMP(BPF_JMP | 0xf0, 7, 0, 0),
    BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 0, 0, 0),
    {.code = 0xff00, .k = 1},
    {.code = 0x0118, .jt = 1, .k = 1},
    {.code = BPF_LD | BPF_W | BPF_ABS, .jt = 1, .k = 1},
    {.code = BPF_LD | 0x18, .jf = 1, .k = 1},
    {.code = BPF_LD | 0xe0, .k = 1},
    {.code = BPF_RET | 0x18, .k = 1},
    {.code = BPF_RET | 0x20, .k = 1},
    {.code = BPF_RET | 0xe0, .k = 1},
    {.code = BPF_ST | 0xe0, .k = 1},
    {.code = BPF_STX | 0x08, .k = 1},
    {.code = BPF_MISC | 0x18, .k = 1},
    {.code = BPF_LDX | 0x18 | BPF_IND, .k = 1},
    {.code = BPF_LDX | BPF_LEN, .k = 0xffffffff},
};

static void set_filter(const void* program) {
  syscall(SYS_seccomp, 1, 0x80000000, program);
  syscall(SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0);
  syscall(SYS_setsockopt, -1, SOL_SOCKET, 26, program, 16);
  syscall(SYS_setsockopt, -1, SOL_SOCKET, 26, program, 8);
}

int main(void) {
  struct program program = {COUNT(typical), typical};
  set_filter(&program);
  program = (struct program){COUNT(strange), strange};
  set_filter(&program);
  program = (struct program){1, typical};
  set_filter(&program);
  program.filter = at_edge(typical, 16);
  program.len = 3;
  set_filter(&program);
  program.filter = at_edge(typical, 7);
  set_filter(&program);
  program.filter = BAD;
  set_filter(&program);
  program.filter = 0;
  set_filter(&program);
  program.len = 0;
  set_filter(&program);
  program.len = 0xffff;
  program.filter = typical;
  syscall(SYS_seccomp, 1, 0x80000000, &program);
  set_filter(BAD);
  set_filter(0);
  set_filter(at_edge(&program, 8));

  unsigned action = SECCOMP_RET_ERRNO;
  unsigned short sizes[3] = {0, 0, 0};
  syscall(SYS_seccomp, 0, 1, 0);
  syscall(SYS_seccomp, 0, 0, 5);
  syscall(SYS_seccomp, 1, 0xfffffff1 | 0x1f, 0);
  syscall(SYS_seccomp, 2, 0, &action);
  syscall(SYS_seccomp, 2, 3, &action);
  action = 0x12340000;
  syscall(SYS_seccomp, 2, 0, &action);
  syscall(SYS_seccomp, 2, 0, BAD);
  syscall(SYS_seccomp, 2, 0, 0);
  syscall(SYS_seccomp, 3, 0, sizes);
  syscall(SYS_seccomp, 3, 1, sizes);
  syscall(SYS_seccomp, 3, 0, 0);
  syscall(SYS_seccomp, 4, 0, sizes);
  syscall(SYS_seccomp, -1, -1, sizes);
  syscall(SYS_prctl, PR_GET_SECCOMP, 1, 2, 3, 4);
  syscall(SYS_prctl, PR_SET_SECCOMP, 3, 1, 2, 3);
  syscall(SYS_prctl, PR_SET_SECCOMP, 0, 1, 2, 3);
  return 0;
}
