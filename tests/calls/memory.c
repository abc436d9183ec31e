/* Mappings, memory policies and calls about the system, with good and bad arguments, at fixed addresses. */
#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "process_edge.h"

#define PLACE 0x10000000UL

static void mappings(void) {
  static const unsigned long kinds[] = {0,    4,    6,    8,      0xf,        0x12,       0x80,       0x54040022,
                                        0x26, 0x22, 0x1f, 0x0602, 0xfc000602, 0x1fff02UL, 0x80000022, ~0UL};
  for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; ++i)
    syscall(SYS_mmap, PLACE + 1, 0L, 1L << i, kinds[i] | 0x10, -1, 0x1001L);
  syscall(SYS_mmap, PLACE, 16384L, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0L);
  memset((void*)PLACE, 1, 8192);
  unsigned char resident[8];
  syscall(SYS_mincore, PLACE, 8192L, resident);
  syscall(SYS_mincore, PLACE + 1, 4096L, resident);
  syscall(SYS_mincore, PLACE, 0L, resident);
  syscall(SYS_mincore, PLACE, 4096L, BAD);
  syscall(SYS_mprotect, PLACE, 4096L, PROT_READ | PROT_EXEC);
  syscall(SYS_mprotect, PLACE, 4096L, 0x03000018L);
  syscall(SYS_mprotect, PLACE + 1, 0L, PROT_NONE);
  syscall(SYS_pkey_mprotect, PLACE, 4096L, PROT_READ, 77);
  syscall(SYS_pkey_alloc, 1L, 7L);
  syscall(SYS_pkey_alloc, 1L, 8L);
  syscall(SYS_pkey_free, 77);
  for (int advice = 0; advice < 27; ++advice) syscall(SYS_madvise, PLACE + 1, 4096L, advice);
  syscall(SYS_madvise, PLACE, 4096L, 100000);
  for (int flags = 0; flags < 9; ++flags) syscall(SYS_msync, PLACE + 1, 4096L, flags);
  syscall(SYS_mlock, PLACE, 1L << 60);
  syscall(SYS_mlock2, PLACE, 1L << 60, 1);
  syscall(SYS_mlock2, PLACE, 4096L, 6);
  syscall(SYS_munlock, PLACE, 4096L);
  syscall(SYS_mlockall, 8);
  syscall(SYS_munlockall);
  syscall(SYS_mremap, PLACE, 4096L, 4096L, 0L);
  syscall(SYS_mremap, PLACE, 4096L, 0L, 1L);
  syscall(SYS_mremap, PLACE, 4096L, 4096L, 3L, 0x20000000L);
  syscall(SYS_mremap, PLACE, 4096L, 4096L, 15L, 1L);
  syscall(SYS_mremap, PLACE, 4096L, 4096L, 2L, 1L);
  syscall(SYS_remap_file_pages, PLACE, 4096L, 1L, 5L, 0x10002L);
  syscall(SYS_munmap, PLACE, 16384L);
  syscall(SYS_munmap, PLACE + 1, 16384L);
  syscall(440, -1, BAD, 1L, 20, 1);
  syscall(448, -1, 1);
}

static void policies(void) {
  unsigned long nodes[16] = {0, 7};
  int mode = 0, status[3] = {9, 9, 9}, target[3] = {0, -1, 5};
  void* pages[3] = {(void*)1L, 0, (void*)~0L};
  syscall(SYS_get_mempolicy, &mode, nodes, 256L, 0L, 0L);
  syscall(SYS_get_mempolicy, 0L, 0L, 0L, 0L, 0L);
  syscall(SYS_get_mempolicy, &mode, nodes, 64L, 0x77L, 15L);
  nodes[0] = 1UL << 63;
  static const unsigned long modes[] = {0, 1, 2, 3, 4, 5, 9, 0x8002, 0x4003, 0xe000, 0x8009, 0x10002};
  for (unsigned i = 0; i < sizeof modes / sizeof *modes; ++i) {
    syscall(SYS_mbind, PLACE + 1, 4096L, modes[i], nodes, 65L + i * 40, i);
    syscall(SYS_set_mempolicy, modes[i] | 0x10000, nodes, (unsigned long)i);
  }
  syscall(SYS_mbind, PLACE + 1, 4096L, 2L, nodes, ~0L, 0x10);
  syscall(SYS_mbind, PLACE + 1, 4096L, 2L, BAD, 64L, 0);
  syscall(SYS_migrate_pages, 0x3fffffff, 64L, nodes, nodes);
  syscall(SYS_move_pages, 0x3fffffff, 3L, pages, target, status, 2);
  syscall(SYS_move_pages, 0, 0L, pages, target, status, 4);
  syscall(SYS_move_pages, 0, 3L, at_edge(pages, 16), at_edge(target, 8), 0L, 1);
  syscall(SYS_move_pages, 0, 2L, pages, 0L, status, 0);
}

static void system_calls(void) {
  char names[390];
  syscall(SYS_uname, names);
  syscall(SYS_uname, BAD);
  syscall(SYS_sysinfo, BAD);
  syscall(SYS_sethostname, BAD, 4);
  syscall(SYS_sethostname, "a name that is never set, since it is far too long to be one", 65);
  syscall(SYS_setdomainname, "x", -1);
  syscall(SYS_setdomainname, 0L, 1);
  syscall(SYS_getrandom, names, 0L, 3);
  syscall(SYS_getrandom, names, 5L, 8);
  syscall(SYS_getrandom, BAD, 5L, 4);
  syscall(SYS_membarrier, 0, 1, 2);
  for (int bit = 0; bit < 12; ++bit) syscall(SYS_membarrier, 1 << bit, 2, 3);
  syscall(SYS_membarrier, 3, 0);
  syscall(SYS_membarrier, 0, 0);
  char text[] = "some bytes";
  const struct iovec from[2] = {{text, 4}, {text + 4, 6}};
  char room[8];
  const struct iovec to[2] = {{room, 3}, {room + 3, 5}};
  syscall(SYS_process_vm_readv, getpid(), to, 2L, from, 2L, 0L);
  syscall(SYS_process_vm_writev, getpid(), from, 2L, to, 2L, 0L);
  syscall(SYS_process_vm_readv, 0x3fffffff, to, 2L, from, 2L, 0L);
  syscall(SYS_process_vm_writev, 0x3fffffff, from, 2L, BAD, 2L, 5L);
  syscall(SYS_process_vm_readv, getpid(), BAD, 1L, 0L, 0L, 0L);
}

int main(void) {
  mappings();
  policies();
  system_calls();
  return 0;
}
