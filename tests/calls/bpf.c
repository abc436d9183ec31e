/* bpf(2): every command, with attributes that the kernel refuses. */
#define _GNU_SOURCE
#include <linux/bpf.h>

#include "process_edge.h"

#define BPF(cmd, attr, size) syscall(SYS_bpf, cmd, attr, size)

static void all_commands(void) {
  unsigned words[40];
  for (int i = 0; i < 40; ++i) words[i] = 0x1000000 + (unsigned)i;
  for (int cmd = 0; cmd < 36; ++cmd) {
    BPF(cmd, 0, 16);
    BPF(cmd, BAD, 16);
    BPF(cmd, words, 160);
    BPF(cmd, words, 3);
  }
  memset(words, 0, sizeof words);
  for (int cmd = 1; cmd < 36; ++cmd) {
    BPF(cmd, words, 16);
    BPF(cmd, words, 48);
    BPF(cmd, words, 160);
  }
}

static void some_commands(void) {
  union bpf_attr a;
  memset(&a, 0, sizeof a);
  a.map_type = BPF_MAP_TYPE_HASH;
  a.key_size = 4;
  a.value_size = 0;
  a.max_entries = 16;
  a.map_flags = BPF_F_NO_PREALLOC;
  strcpy(a.map_name, "a\"map");
  BPF(BPF_MAP_CREATE, &a, 48);
  BPF(BPF_MAP_CREATE, &a, 72);
  struct bpf_insn code[] = {
      {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 0, .imm = 5},
      {.code = BPF_JMP | BPF_CALL, .src_reg = 1, .off = -3, .imm = -1},
      {.code = BPF_LDX | BPF_MEM | BPF_DW, .dst_reg = 9, .src_reg = 12, .off = 8},
      {.code = BPF_JMP32 | BPF_JNE | BPF_X, .dst_reg = 1, .src_reg = 2, .off = 8},
      {.code = BPF_JMP | BPF_EXIT},
      {.code = 0xff, .dst_reg = 15},
  };
  char log[64];
  memset(&a, 0, sizeof a);
  a.prog_type = BPF_PROG_TYPE_SOCKET_FILTER;
  a.insn_cnt = 6;
  a.insns = (unsigned long)code;
  a.license = (unsigned long)"GPL";
  a.log_level = 0x11;
  a.log_size = 64;
  a.log_buf = (unsigned long)log;
  a.kern_version = 0x050607;
  a.prog_flags = 3;
  strcpy(a.prog_name, "name");
  BPF(BPF_PROG_LOAD, &a, 64);
  BPF(BPF_PROG_LOAD, &a, 128);
  a.insns = 1;
  a.license = 0;
  BPF(BPF_PROG_LOAD, &a, 48);
  memset(&a, 0, sizeof a);
  a.pathname = (unsigned long)"/sys/fs/bpf/none";
  a.bpf_fd = -1U;
  BPF(BPF_OBJ_PIN, &a, 16);
  BPF(BPF_OBJ_GET, &a, 12);
  memset(&a, 0, sizeof a);
  a.map_fd = -1U;
  a.key = 5;
  a.value = 6;
  a.flags = 1;
  BPF(BPF_MAP_LOOKUP_ELEM, &a, 32);
  BPF(BPF_MAP_UPDATE_ELEM, &a, 32);
  a.flags = 0x10;
  BPF(BPF_MAP_DELETE_ELEM, &a, 16);
  BPF(BPF_MAP_GET_NEXT_KEY, &a, 24);
}

int main(void) {
  all_commands();
  some_commands();
  BPF(-1, BAD, -1);
  return 0;
}
