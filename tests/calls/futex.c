/* futex(2) and its newer siblings: every operation, none of which waits. */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <stdint.h>
#include <time.h>

#include "process_edge.h"

#define FUTEX(...) syscall(SYS_futex, __VA_ARGS__)

static void operations(void) {
  unsigned word = 7, other = 0;
  const struct timespec short_time = {0, 100}, odd = {-1, -1};
  const int modifiers[] = {0, FUTEX_PRIVATE_FLAG, FUTEX_CLOCK_REALTIME, FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME};
  FUTEX(&word, FUTEX_WAIT, 8, 0, &other, 3);
  FUTEX(&word, FUTEX_WAIT, 7, &short_time, 0, 0);
  FUTEX(&word, FUTEX_WAIT, -1, &odd, 0, 0);
  FUTEX(&word, FUTEX_WAIT, 8, BAD, 0, 0);
  FUTEX(0, FUTEX_WAIT, 8, at_edge(&odd, 8), 0, 0);
  for (int i = 0; i < 4; ++i) {
    const int m = modifiers[i];
    FUTEX(&word, FUTEX_WAIT | m, 8, &short_time, &other, 3);
    FUTEX(&word, FUTEX_WAKE | m, 0x7fffffff, &short_time, &other, 3);
    FUTEX(&word, FUTEX_FD | m, 8, &short_time, &other, 3);
    FUTEX(&word, FUTEX_REQUEUE | m, 1, 0x7fffffffL, &other, 3);
    FUTEX(&word, FUTEX_CMP_REQUEUE | m, 1, 2L, &other, 3);
    FUTEX(&word, FUTEX_WAKE_OP | m, 1, 2L, &other, 0);
    FUTEX(&word, FUTEX_LOCK_PI | m, 8, &odd, &other, 3);
    FUTEX(&word, FUTEX_UNLOCK_PI | m, 8, &short_time, &other, 3);
    FUTEX(&word, FUTEX_TRYLOCK_PI | m, 8, &short_time, &other, 3);
    FUTEX(&word, FUTEX_WAIT_BITSET | m, 8, &short_time, &other, 0xffffffff);
    FUTEX(&word, FUTEX_WAIT_BITSET | m, 7, &short_time, &other, 0xff);
    FUTEX(&word, FUTEX_WAKE_BITSET | m, 8, &short_time, &other, -1);
    FUTEX(&word, FUTEX_WAKE_BITSET | m, 8, &short_time, &other, 5);
    FUTEX(&word, FUTEX_WAIT_REQUEUE_PI | m, 8, &short_time, &other, 3);
    FUTEX(&word, FUTEX_CMP_REQUEUE_PI | m, 1, 5L, &other, 3);
    FUTEX(&word, 13 | m, 8, &odd, &other, 3);
    FUTEX(&word, 14 | m, 8, &short_time, &other, 3);
  }
  FUTEX(&word, 0x12345600, 8, &short_time, &other, 3);
  FUTEX(&word, -1, -8, -1L, -1L, -1L);
  FUTEX(&word, FUTEX_WAKE, -1);
}

static void wake_operations(void) {
  unsigned word = 7, other = 0;
  for (unsigned op = 0; op < 16; ++op) FUTEX(&word, FUTEX_WAKE_OP, 1, 2L, &other, op << 28 | (op % 7) << 24 | 0x5ff7);
  for (unsigned cmp = 0; cmp < 16; ++cmp) FUTEX(&word, FUTEX_WAKE_OP, 1, 2L, &other, cmp << 24 | 0x801fff);
}

struct waitv {
  unsigned long val, uaddr;
  unsigned flags, reserved;
};

static void newer(void) {
  unsigned word = 7;
  struct waitv w[3] = {{8, (unsigned long)&word, 2, 0}, {1UL << 40, 1, 0x82, 5}, {3, 0, 0x11, 0}};
  const struct timespec past = {0, 1};
  struct waitv many[40] = {0};
  syscall(SYS_futex_waitv, w, 1, 0, 0, 0);
  syscall(SYS_futex_waitv, w, 3, 1, &past, 1);
  syscall(SYS_futex_waitv, w, 3, 0, BAD, 99);
  syscall(SYS_futex_waitv, 0, 3, -1, 0, -1);
  syscall(SYS_futex_waitv, BAD, 3, 0, &past, 4);
  syscall(SYS_futex_waitv, at_edge(w, 48), 3, 0, &past, 0);
  syscall(SYS_futex_waitv, at_edge(w, 20), 3, 0, &past, 0);
  syscall(SYS_futex_waitv, many, 40, 0, &past, 0);
  syscall(SYS_futex_waitv, w, 0, 0, &past, 0);
}

static void lists(void) {
  unsigned long head[3] = {0};
  void* where;
  unsigned long length;
  syscall(SYS_get_robust_list, 0, &where, &length);
  syscall(SYS_get_robust_list, 0, 0, &length);
  syscall(SYS_get_robust_list, -1, &where, &length);
  syscall(SYS_get_robust_list, 0, BAD, BAD);
  syscall(SYS_set_robust_list, head, 23);
  syscall(SYS_set_robust_list, head, 24);
  syscall(SYS_get_robust_list, 0, &where, &length);
  syscall(SYS_set_robust_list, 0, 24);
  syscall(SYS_get_robust_list, 0, &where, &length);
  syscall(334, head, 32, 0, 5);
  syscall(334, head, 32, 1, 0x53053053);
  syscall(334, 0, 1, -1, 0x53053053);
}

int main(void) {
  operations();
  wake_operations();
  newer();
  lists();
  return 0;
}
