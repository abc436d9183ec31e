// ioctl requests with good and bad arguments: on a pseudo-terminal, a regular file, a socket, and a closed descriptor.
#define _GNU_SOURCE
#include <asm/termbits.h>
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/if.h>
#include <linux/input.h>
#include <linux/loop.h>
#include <linux/nsfs.h>
#include <linux/perf_event.h>
#include <linux/random.h>
#include <linux/rtc.h>
#include <linux/sockios.h>
#include <linux/userfaultfd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static char* buffer;  // followed by a page that cannot be read

static void on(int fd, unsigned long request) {
  ioctl(fd, request, 0);
  ioctl(fd, request, 1);
  ioctl(fd, request, buffer);
  ioctl(fd, request, buffer + 4092);
}

static void terminal(void) {
  const int master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
  if (master < 0) return;
  const unsigned long requests[] = {TCGETS,   TCGETA,    TIOCGWINSZ, TIOCGPGRP, TIOCGSID, TIOCGETD,  TIOCMGET,
                                    FIONREAD, TIOCOUTQ,  TIOCGEXCL,  FIOCLEX,   FIONCLEX, TIOCEXCL,  TIOCNXCL,
                                    TIOCPKT,  TIOCSPGRP, TIOCNOTTY,  TIOCSTI,   TIOCMBIS, TIOCSWINSZ};
  for (size_t i = 0; i < sizeof requests / sizeof *requests; ++i) on(master, requests[i]);
  struct termios attributes;
  memset(&attributes, 0, sizeof attributes);
  ioctl(master, TCGETS, &attributes);
  ioctl(master, TCSETS, &attributes);
  ioctl(master, TCSETSW, &attributes);
  ioctl(master, TCSETSF, &attributes);
  memset(&attributes, 0xff, sizeof attributes);
  ioctl(-1, TCSETS, &attributes);
  for (int i = 0; i < 4; ++i) {
    ioctl(master, TCFLSH, i);
    ioctl(-1, TCXONC, i + 1);
  }
  ioctl(-1, TCSBRK, -1);
  ioctl(-1, TCSBRKP, 1);
  ioctl(-1, TIOCSCTTY, 1);
  close(master);
}

static void file(void) {
  const int fd = open("/etc/passwd", O_RDONLY);
  const unsigned long requests[] = {FS_IOC_GETFLAGS, FS_IOC_SETFLAGS, FS_IOC_FSGETXATTR, FS_IOC_FSSETXATTR,
                                    FICLONERANGE,    FIDEDUPERANGE,   FS_IOC_FIEMAP,     FITRIM,
                                    BLKGETSIZE64,    BLKROSET,        BLKDISCARD,        BLKRRPART,
                                    FIFREEZE};
  memset(buffer, 0, 4096);
  for (size_t i = 0; i < sizeof requests / sizeof *requests; ++i) on(-1, requests[i]);
  ioctl(fd, FIONREAD, buffer);
  ioctl(fd, FS_IOC_FIEMAP, buffer);
  ioctl(-1, FICLONE, fd);
  ioctl(-1, FICLONE, -1);
  ioctl(-1, BLKRASET, 7);
  close(fd);
}

static void sockets(void) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  const unsigned long requests[] = {SIOCGIFFLAGS,  SIOCGIFADDR,  SIOCGIFNETMASK, SIOCGIFBRDADDR, SIOCGIFDSTADDR,
                                    SIOCGIFHWADDR, SIOCGIFINDEX, SIOCGIFMTU,     SIOCGIFMETRIC,  SIOCGIFTXQLEN,
                                    SIOCGIFMAP,    SIOCGIFNAME,  SIOCGIFSLAVE,   SIOCATMARK,     SIOCGPGRP,
                                    SIOCSPGRP,     FIONBIO,      FIOASYNC};
  memset(buffer, 0, 4096);
  strcpy(buffer, "lo");
  for (size_t i = 0; i < sizeof requests / sizeof *requests; ++i) on(fd, requests[i]);
  memset(buffer, 0, 4096);
  strcpy(buffer, "nosuch");
  for (size_t i = 0; i < sizeof requests / sizeof *requests; ++i) on(fd, requests[i]);
  strcpy(buffer, "0123456789abcdef");
  ioctl(-1, SIOCSIFFLAGS, buffer);
  ioctl(-1, SIOCSIFNAME, buffer);
  ioctl(-1, SIOCSIFADDR, buffer);
  ioctl(-1, SIOCSIFHWADDR, buffer);
  ioctl(-1, SIOCBRADDBR, buffer);
  struct ifconf* list = (struct ifconf*)buffer;
  memset(buffer, 0, 4096);
  ioctl(fd, SIOCGIFCONF, list);
  list->ifc_len = 2 * sizeof(struct ifreq);
  list->ifc_buf = buffer + 1024;
  ioctl(fd, SIOCGIFCONF, list);
  list->ifc_len = 3;
  ioctl(-1, SIOCGIFCONF, list);
  close(fd);
}

static void others(void) {
  memset(buffer, 0, 4096);
  const unsigned long requests[] = {
      LOOP_GET_STATUS64, LOOP_SET_STATUS64, LOOP_SET_STATUS, LOOP_CLR_FD, RNDGETENTCNT, RNDADDENTROPY, RTC_RD_TIME,
      RTC_SET_TIME, RTC_WKALM_SET, RTC_UIE_OFF, UFFDIO_API, UFFDIO_REGISTER, UFFDIO_COPY, UFFDIO_WAKE, NS_GET_USERNS,
      NS_GET_OWNER_UID, PERF_EVENT_IOC_PERIOD, EVIOCGVERSION, EVIOCGID, EVIOCGREP, EVIOCSREP,
      EVIOCGNAME(10), EVIOCGBIT(EV_KEY, 8), EVIOCGABS(ABS_X), EVIOCGKEY(4), 0, 0x12345678, 0xffffffff, 0xc0485401,
      _IO('T', 0xfe), 0x5403, 0x40045431, 0x80045430,
  };
  for (size_t i = 0; i < sizeof requests / sizeof *requests; ++i) on(-1, requests[i]);
  ioctl(-1, LOOP_SET_FD, 3);
  ioctl(-1, LOOP_CTL_ADD, 3);
  ioctl(-1, PERF_EVENT_IOC_SET_OUTPUT, -1);
  ioctl(-1, PERF_EVENT_IOC_REFRESH, 1);
  ioctl(-1, PERF_EVENT_IOC_ENABLE, PERF_IOC_FLAG_GROUP);
  ioctl(-1, PERF_EVENT_IOC_RESET, 6);
}

int main(void) {
  buffer = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(buffer + 4096, 4096, PROT_NONE);
  terminal();
  file();
  sockets();
  others();
  return 0;
}
