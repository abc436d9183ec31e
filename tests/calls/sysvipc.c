/* System V and POSIX IPC: every call with good and bad arguments; what is made is removed again. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>

#include "process_edge.h"

static void shared_memory(void) {
  struct shmid_ds ds;
  struct shminfo info;
  syscall(SYS_shmget, 0x1234567, 0x100000000000L, 0);
  syscall(SYS_shmget, IPC_PRIVATE, 0UL, SHM_HUGETLB | SHM_NORESERVE | 0666 | (21 << 26));
  syscall(SYS_shmget, -1, 0UL, IPC_CREAT | IPC_EXCL | 0x8007);
  syscall(SYS_shmget, 1, 0UL, -1);
  long id = syscall(SYS_shmget, IPC_PRIVATE, 4096UL, IPC_CREAT | 0600);
  syscall(SYS_shmctl, id, IPC_STAT | 0x100, &ds);
  syscall(SYS_shmctl, id, IPC_SET, &ds);
  syscall(SYS_shmctl, id, IPC_SET, BAD);
  syscall(SYS_shmctl, id, SHM_LOCK, BAD);
  syscall(SYS_shmctl, id, SHM_UNLOCK, 0);
  syscall(SYS_shmctl, 0, IPC_INFO, &info);
  syscall(SYS_shmctl, 0, SHM_INFO, &info);
  syscall(SYS_shmctl, -1, SHM_STAT, &ds);
  syscall(SYS_shmctl, -1, SHM_STAT_ANY, &ds);
  syscall(SYS_shmctl, -1, 99, &ds);
  syscall(SYS_shmctl, id, IPC_STAT, 0);
  syscall(SYS_shmctl, id, IPC_STAT, BAD);
  void* at = (void*)syscall(SYS_shmat, id, 0, 0);
  syscall(SYS_shmat, id, 0x1000, SHM_RDONLY | SHM_RND | SHM_REMAP | SHM_EXEC);
  syscall(SYS_shmat, -1, 0, 0x123);
  syscall(SYS_shmdt, at);
  syscall(SYS_shmdt, 0);
  syscall(SYS_shmctl, id, IPC_RMID, 0);
}

static void semaphores(void) {
  struct semid_ds ds;
  struct seminfo info;
  unsigned short values[3] = {1, 2, 3};
  struct sembuf ops[3] = {{0, 1, SEM_UNDO}, {1, -1, IPC_NOWAIT}, {2, 0, 0x1a34}};
  const struct timespec ts = {0, 1};
  struct sembuf many[40] = {{0, 0, 0}};
  syscall(SYS_semget, 0x1234567, 0, 0);
  syscall(SYS_semget, -1, -1, IPC_CREAT | IPC_EXCL | 0777);
  long id = syscall(SYS_semget, IPC_PRIVATE, 3, IPC_CREAT | 0600);
  syscall(SYS_semctl, id, 0, SETALL, values);
  syscall(SYS_semctl, id, 0, GETALL, values);
  syscall(SYS_semctl, id, 1, GETVAL, 0);
  syscall(SYS_semctl, id, 1, SETVAL, 5);
  syscall(SYS_semctl, id, 1, GETPID, 5);
  syscall(SYS_semctl, id, 1, GETNCNT, 5);
  syscall(SYS_semctl, id, 1, GETZCNT, 5);
  syscall(SYS_semctl, id, 0, IPC_SET, &ds);
  syscall(SYS_semctl, id, 0, IPC_SET, BAD);
  syscall(SYS_semctl, 0, 0, IPC_INFO, &info);
  syscall(SYS_semctl, 0, 0, SEM_INFO, &info);
  syscall(SYS_semctl, -1, 0, SEM_STAT, &ds);
  syscall(SYS_semctl, -1, 0, SEM_STAT_ANY, &ds);
  syscall(SYS_semctl, -1, -1, 99 | 0x100, BAD);
  syscall(SYS_semop, id, ops, 1);
  syscall(SYS_semop, id, ops, 3);
  syscall(SYS_semop, -1, ops, 3);
  syscall(SYS_semop, -1, BAD, 3);
  syscall(SYS_semop, -1, 0, 3);
  syscall(SYS_semop, -1, ops, 0);
  syscall(SYS_semop, -1, at_edge(ops, 12), 3);
  syscall(SYS_semop, -1, many, 40);
  syscall(SYS_semtimedop, -1, ops, 2, &ts);
  syscall(SYS_semtimedop, -1, ops, 1, BAD);
  syscall(SYS_semtimedop, -1, ops, 1, 0);
  syscall(SYS_semctl, id, 0, IPC_RMID, 0);
}

struct message {
  long type;
  char text[64];
};

static void messages(void) {
  struct msqid_ds ds;
  struct msginfo info;
  struct message m = {7, "hello\n"};
  syscall(SYS_msgget, 0x1234567, 0);
  syscall(SYS_msgctl, syscall(SYS_msgget, -1, IPC_CREAT | IPC_EXCL | 0x1777), IPC_RMID, 0);
  long id = syscall(SYS_msgget, IPC_PRIVATE, IPC_CREAT | 0600);
  syscall(SYS_msgsnd, id, &m, 6UL, IPC_NOWAIT);
  syscall(SYS_msgsnd, id, &m, 64UL, 0);
  syscall(SYS_msgsnd, -1, &m, 0UL, MSG_NOERROR);
  syscall(SYS_msgsnd, id, BAD, 6UL, 0);
  syscall(SYS_msgsnd, id, 0, 6UL, 0);
  syscall(SYS_msgsnd, id, at_edge(&m, 12), 6UL, 0x123);
  syscall(SYS_msgctl, id, IPC_SET, &ds);
  syscall(SYS_msgctl, id, IPC_SET, BAD);
  syscall(SYS_msgctl, 0, IPC_INFO, &info);
  syscall(SYS_msgctl, 0, MSG_INFO, &info);
  syscall(SYS_msgctl, -1, MSG_STAT, &ds);
  syscall(SYS_msgctl, -1, MSG_STAT_ANY, &ds);
  syscall(SYS_msgctl, -1, 99, &ds);
  syscall(SYS_msgrcv, id, &m, 64UL, 7L, IPC_NOWAIT);
  syscall(SYS_msgrcv, id, &m, 8UL, 0L, MSG_NOERROR | MSG_EXCEPT);
  syscall(SYS_msgrcv, id, &m, 64UL, -8L, IPC_NOWAIT | MSG_COPY);
  syscall(SYS_msgrcv, id, 0, 64UL, -8L, IPC_NOWAIT);
  syscall(SYS_msgctl, id, IPC_RMID, 0);
}

static void queues(void) {
  long attributes[8] = {O_NONBLOCK, 10, 64, 1, 0, 0, 0, 0}, old[8];
  const struct timespec past = {0, 1};
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
  char text[8192];
  unsigned priority;
  event.sigev_value.sival_int = 7;
  syscall(SYS_mq_unlink, "spoor-test-queue");
  syscall(SYS_mq_unlink, BAD);
  syscall(SYS_mq_open, "spoor-test-queue", O_RDONLY | O_CLOEXEC, 0, 0);
  syscall(SYS_mq_open, "/slash", O_RDWR | O_CREAT, 0644, attributes);
  syscall(SYS_mq_open, BAD, O_RDWR | O_CREAT | O_EXCL, 0644, BAD);
  syscall(SYS_mq_open, 0, O_RDWR | O_CREAT, 07777, 0);
  long q = syscall(SYS_mq_open, "spoor-test-queue", O_RDWR | O_CREAT, 0600, attributes);
  syscall(SYS_mq_getsetattr, q, 0, old);
  syscall(SYS_mq_getsetattr, q, attributes, old);
  attributes[0] = 0x12345;
  syscall(SYS_mq_getsetattr, q, attributes, 0);
  syscall(SYS_mq_getsetattr, -1, BAD, BAD);
  syscall(SYS_mq_timedsend, q, "message", 7UL, 3, 0);
  syscall(SYS_mq_timedsend, q, "message", 7UL, 99999, &past);
  syscall(SYS_mq_timedsend, -1, BAD, 7UL, 0, BAD);
  syscall(SYS_mq_timedreceive, q, text, 64UL, &priority, 0);
  syscall(SYS_mq_timedreceive, q, text, 64UL, 0, &past);
  syscall(SYS_mq_timedreceive, q, text, 4UL, &priority, &past);
  syscall(SYS_mq_timedreceive, -1, BAD, 64UL, BAD, BAD);
  syscall(SYS_mq_notify, q, &event);
  event.sigev_notify = SIGEV_NONE;
  syscall(SYS_mq_notify, -1, &event);
  event.sigev_notify = SIGEV_THREAD;
  syscall(SYS_mq_notify, -1, &event);
  event.sigev_notify = SIGEV_THREAD_ID;
  syscall(SYS_mq_notify, -1, &event);
  event.sigev_notify = 99;
  syscall(SYS_mq_notify, -1, &event);
  syscall(SYS_mq_notify, q, 0);
  syscall(SYS_mq_notify, -1, BAD);
  syscall(SYS_mq_unlink, "spoor-test-queue");
}

int main(void) {
  syscall(SYS_unshare, CLONE_NEWUSER | CLONE_NEWIPC); /* ids start at 0 there */
  shared_memory();
  semaphores();
  messages();
  queues();
  return 0;
}
