// A process supervises the calls of another by SECCOMP_RET_USER_NOTIF: it answers getppid in place of the kernel.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "check.h"

static void send_fd(int socket, int fd) {
  char byte = 'x';
  struct iovec data = {.iov_base = &byte, .iov_len = 1};
  char control[CMSG_SPACE(sizeof fd)] = {0};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof fd);
  memcpy(CMSG_DATA(header), &fd, sizeof fd);
  CHECK_EQ(sendmsg(socket, &message, 0), 1);
}

static int receive_fd(int socket) {
  char byte;
  int fd;
  struct iovec data = {.iov_base = &byte, .iov_len = 1};
  char control[CMSG_SPACE(sizeof fd)];
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  CHECK_EQ(recvmsg(socket, &message, MSG_CMSG_CLOEXEC), 1);
  struct cmsghdr* header = CMSG_FIRSTHDR(&message);
  CHECK(header && header->cmsg_type == SCM_RIGHTS);
  memcpy(&fd, CMSG_DATA(header), sizeof fd);
  return fd;
}

static void supervised(int socket) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
  CHECK_EQ(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
  long listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  if (listener < 0) _exit(skipped);
  send_fd(socket, (int)listener);
  close((int)listener);
  for (int i = 0; i < 5; ++i) CHECK_EQ(syscall(SYS_getppid), 1000 + i);
  CHECK_FAILS(syscall(SYS_getppid), EXDEV);
  _exit(12);
}

int main(void) {
  int sockets[2];
  CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets), 0);
  pid_t child = fork_child();
  if (child == 0) supervised(sockets[1]);
  int listener = receive_fd(sockets[0]);
  for (int i = 0; i < 6; ++i) {
    struct seccomp_notif request = {0};
    CHECK_EQ(ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request), 0);
    CHECK_EQ(request.data.nr, SYS_getppid);
    struct seccomp_notif_resp response = {.id = request.id};
    if (i < 5)
      response.val = 1000 + i;
    else
      response.error = -EXDEV;
    CHECK_EQ(ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response), 0);
  }
  expect_exit(child, 12);
  return passed();
}
