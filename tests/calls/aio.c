/* Asynchronous I/O and io_uring, on a pipe and on nothing. */
#define _GNU_SOURCE
#include <linux/aio_abi.h>
#include <linux/io_uring.h>
#include <signal.h>
#include <sys/uio.h>
#include <time.h>

#include "process_edge.h"

static void aio(void) {
  aio_context_t context = 0;
  int ends[2];
  char text[16] = "hello";
  struct iovec iov[2] = {{text, 3}, {text + 3, 2}};
  struct io_event events[4];
  struct timespec zero = {0, 0};
  struct timespec short_time = {0, 1000};
  if (syscall(SYS_pipe, ends)) return;
  syscall(SYS_io_setup, -1, &context);
  syscall(SYS_io_setup, 1, 0);
  syscall(SYS_io_setup, 1, BAD);
  syscall(SYS_io_setup, 8, &context);
  struct iocb write_one = {.aio_data = 0x11,
                           .aio_lio_opcode = IOCB_CMD_PWRITE,
                           .aio_fildes = (unsigned)ends[1],
                           .aio_buf = (unsigned long)text,
                           .aio_nbytes = 5};
  struct iocb vector = {.aio_data = 0x22,
                        .aio_lio_opcode = IOCB_CMD_PWRITEV,
                        .aio_fildes = (unsigned)ends[1],
                        .aio_buf = (unsigned long)iov,
                        .aio_nbytes = 2,
                        .aio_offset = 7,
                        .aio_reqprio = 5};
  struct iocb poll = {.aio_lio_opcode = IOCB_CMD_POLL, .aio_fildes = (unsigned)ends[0], .aio_buf = 1};
  struct iocb sync = {.aio_lio_opcode = IOCB_CMD_FSYNC, .aio_fildes = (unsigned)ends[0]};
  struct iocb dsync = {.aio_lio_opcode = IOCB_CMD_FDSYNC, .aio_fildes = -1U};
  struct iocb read_one = {.aio_data = 0x33,
                          .aio_lio_opcode = IOCB_CMD_PREAD,
                          .aio_fildes = -1U,
                          .aio_buf = 0x1234,
                          .aio_nbytes = 99,
                          .aio_offset = -1};
  struct iocb read_vector = {.aio_lio_opcode = IOCB_CMD_PREADV, .aio_fildes = -1U, .aio_buf = 1, .aio_nbytes = 9};
  struct iocb noop = {.aio_lio_opcode = IOCB_CMD_NOOP, .aio_fildes = 3, .aio_flags = 3, .aio_resfd = 9};
  struct iocb odd = {.aio_lio_opcode = 99, .aio_fildes = 3, .aio_flags = 0xffff, .aio_key = 5, .aio_rw_flags = 3};
  struct iocb* list[10] = {&write_one, &vector, &poll, &sync, &dsync, &read_one, &read_vector, &noop, &odd, BAD};
  for (int i = 0; i < 10; ++i) syscall(SYS_io_submit, context, 1L, list + i);
  syscall(SYS_io_submit, context, 10L, list);
  syscall(SYS_io_submit, context, 0L, list);
  syscall(SYS_io_submit, context, -1L, list);
  syscall(SYS_io_submit, context, 2L, BAD);
  syscall(SYS_io_submit, 0x77L, 3L, at_edge(list, 16));
  syscall(SYS_io_getevents, context, 1L, 4L, events, &zero);
  syscall(SYS_io_getevents, context, 0L, 4L, events, &short_time);
  syscall(SYS_io_getevents, context, 0L, 0L, 0, 0);
  syscall(SYS_io_getevents, 0x77L, -1L, -2L, BAD, BAD);
  struct {
    const void* mask;
    unsigned long size;
  } masks = {"\1\0\0\0\0\0\0", 8};
  syscall(SYS_io_pgetevents, context, 0L, 4L, events, &zero, &masks);
  masks.size = 4;
  syscall(SYS_io_pgetevents, context, 0L, 4L, events, &zero, &masks);
  syscall(SYS_io_pgetevents, context, 0L, 4L, events, &zero, (void*)0);
  syscall(SYS_io_pgetevents, context, 0L, 4L, events, &zero, BAD);
  syscall(SYS_io_cancel, context, &poll, events);
  syscall(SYS_io_cancel, context, BAD, events);
  syscall(SYS_io_cancel, 0x77L, &odd, 0);
  syscall(SYS_io_destroy, context);
  syscall(SYS_io_destroy, 0x77L);
}

static void uring_setup(void) {
  struct io_uring_params p;
  memset(&p, 0, sizeof p);
  syscall(SYS_io_uring_setup, 0, &p);
  p.flags = 0xfff;
  p.cq_entries = 16;
  p.sq_thread_cpu = 3;
  p.sq_thread_idle = 9;
  p.wq_fd = 5;
  syscall(SYS_io_uring_setup, 4, &p);
  p.resv[1] = 7;
  syscall(SYS_io_uring_setup, 4, &p);
  syscall(SYS_io_uring_setup, 4, 0);
  syscall(SYS_io_uring_setup, 4, BAD);
  p.flags = 1 << 31;
  syscall(SYS_io_uring_setup, -1, &p);
  memset(&p, 0, sizeof p);
}

static void uring_rest(void) {
  struct iovec iov[2] = {{BAD, 5}, {0, 0}};
  unsigned files[3] = {0, -1, 1};
  unsigned long mask = 1;
  for (unsigned op = 0; op < 24; ++op) {
    syscall(SYS_io_uring_register, -1, op, 0, 0);
    syscall(SYS_io_uring_register, -1, op, BAD, 3);
  }
  syscall(SYS_io_uring_register, -1, 0, iov, 2);
  syscall(SYS_io_uring_register, -1, 2, files, 3);
  syscall(SYS_io_uring_register, -1, 4, files, 1);
  syscall(SYS_io_uring_register, -1, 99, files, 1);
  syscall(SYS_io_uring_enter, -1, 1, 2, 0, 0, 0);
  syscall(SYS_io_uring_enter, -1, 1, 2, 0xf01f, &mask, 8);
  syscall(SYS_io_uring_enter, -1, 1, 2, 3, BAD, 8);
  syscall(SYS_io_uring_enter, -1, -1, -1, IORING_ENTER_EXT_ARG, &iov, 24);
  syscall(SYS_io_uring_enter, -1, 1, 2, 1, &mask, 4);
}

int main(void) {
  aio();
  uring_setup();
  uring_rest();
  return 0;
}
