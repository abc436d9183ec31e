/* What every program of system calls here needs: a stretch of memory that ends at an unmapped page. */
#pragma once

#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The last `size` bytes before a page that cannot be read, holding `size` bytes of `from` (NULL: zeros). */
static inline void* at_edge(const void* from, unsigned long size) {
  char* page = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(page + 4096, 4096);
  if (from) memcpy(page + 4096 - size, from, size);
  return page + 4096 - size;
}

#define BAD ((void*)1L)
