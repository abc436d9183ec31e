#include <arpa/inet.h>
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <gtest/gtest.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/if.h>
#include <linux/input.h>
#include <linux/loop.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <linux/userfaultfd.h>
#include <netinet/in.h>

#include <array>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

constexpr std::uint64_t at = 0x1000;

struct Ioctl : FakeCall {
  template <typename T>
  std::string with(std::uint64_t request, const T& object, std::int64_t result = 0) {
    memory.put_object(at, object);
    return text("ioctl", {5, request, at}, result);
  }
};

TEST(IoctlTest, RequestsHaveNames) {
  Ioctl call;
  EXPECT_EQ(call.text("ioctl", {5, FIOCLEX, 7}), "ioctl(5, FIOCLEX)");
  EXPECT_EQ(call.text("ioctl", {5, 0x12345678, 1}), "ioctl(5, _IOC(_IOC_NONE, 0x56, 0x78, 0x1234), 0x1)");
  EXPECT_EQ(call.text("ioctl", {5, 0xffffffff, 0}), "ioctl(5, _IOC(_IOC_READ|_IOC_WRITE, 0xff, 0xff, 0x3fff), 0)");
  EXPECT_EQ(call.text("ioctl", {5, 0x5403, 1}, -14), "ioctl(5, TCSETSW, 0x1)");
  EXPECT_EQ(call.text("ioctl", {5, EVIOCGBIT(EV_KEY, 8), 1}), "ioctl(5, EVIOCGBIT(EV_KEY, 8), 0x1)");
  EXPECT_EQ(call.text("ioctl", {5, EVIOCGBIT(0, 8), 1}), "ioctl(5, EVIOCGBIT(0, 8), 0x1)");
  EXPECT_EQ(call.text("ioctl", {5, EVIOCGABS(ABS_Y), 1}), "ioctl(5, EVIOCGABS(ABS_Y), 0x1)");
  EXPECT_EQ(call.text("ioctl", {5, EVIOCGKEY(4), 0}), "ioctl(5, EVIOCGKEY(4), NULL)");
  EXPECT_EQ(call.text("ioctl", {5, EVIOCGNAME(10), 1}), "ioctl(5, EVIOCGNAME(10), 0x1)");
}

// The number of a request holds the size of its argument, so the same name has other numbers on i386.
TEST(IoctlTest, NamesAreThoseOfTheAbi) {
  Ioctl call;
  EXPECT_EQ(call.text("ioctl", {5, 0x80086601, 1}, -25), "ioctl(5, FS_IOC_GETFLAGS, 0x1)");
  EXPECT_EQ(call.text("ioctl", {5, 0x80046601, 1}, -25), "ioctl(5, FS_IOC32_GETFLAGS, 0x1)");
  call.abi = abi::Abi::i386;
  EXPECT_EQ(call.text("ioctl", {5, 0x80046601, 1}, -25), "ioctl(5, FS_IOC32_GETFLAGS or FS_IOC_GETFLAGS, 0x1)");
}

TEST(IoctlTest, TerminalAttributes) {
  Ioctl call;
  termios attributes{};
  EXPECT_EQ(call.with(TCGETS, attributes),
            "ioctl(5, TCGETS, {c_iflag=, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|, c_cflag=B0|CS5|, c_lflag=, ...})");
  attributes.c_iflag = ICRNL | IXON;
  attributes.c_oflag = OPOST | ONLCR;
  attributes.c_cflag = B38400 | CS8 | CREAD | B3000000 << IBSHIFT;
  attributes.c_lflag = ISIG | ICANON | 0x200000;
  attributes.c_cc[VINTR] = 3;
  EXPECT_EQ(call.with(TCGETS, attributes),
            "ioctl(5, TCGETS, {c_iflag=ICRNL|IXON, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|OPOST|ONLCR, "
            "c_cflag=B38400|B3000000<<IBSHIFT|CS8|CREAD, c_lflag=ISIG|ICANON|0x200000, ...})");
  EXPECT_EQ(call.with(TCGETS, attributes, -25), "ioctl(5, TCGETS, 0x1000)");
  call.options.abbreviate = false;
  attributes.c_cflag = B9600;
  EXPECT_EQ(call.with(TCSETSF, attributes),
            "ioctl(5, TCSETSF, {c_iflag=ICRNL|IXON, "
            "c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|OPOST|ONLCR, c_cflag=B9600|CS5|, "
            "c_lflag=ISIG|ICANON|0x200000, c_line=N_TTY, c_cc=[[VINTR]=0x3, [VQUIT]=0, [VERASE]=0, [VKILL]=0, "
            "[VEOF]=0, [VTIME]=0, [VMIN]=0, [VSWTC]=0, [VSTART]=0, [VSTOP]=0, [VSUSP]=0, [VEOL]=0, [VREPRINT]=0, "
            "[VDISCARD]=0, [VWERASE]=0, [VLNEXT]=0, [VEOL2]=0, [17]=0, [18]=0]})");
}

TEST(IoctlTest, TerminalRest) {
  Ioctl call;
  EXPECT_EQ(call.with(TIOCGWINSZ, std::array<std::uint16_t, 4>{24, 80, 1, 2}),
            "ioctl(5, TIOCGWINSZ, {ws_row=24, ws_col=80, ws_xpixel=1, ws_ypixel=2})");
  EXPECT_EQ(call.with(TIOCMGET, 6), "ioctl(5, TIOCMGET, [TIOCM_DTR|TIOCM_RTS])");
  EXPECT_EQ(call.with(TIOCGPGRP, 7), "ioctl(5, TIOCGPGRP, [7])");
  EXPECT_EQ(call.text("ioctl", {5, TIOCSPGRP, 0}, -14), "ioctl(5, TIOCSPGRP, NULL)");
  EXPECT_EQ(call.text("ioctl", {5, TCFLSH, 2}), "ioctl(5, TCFLSH, TCIOFLUSH)");
  EXPECT_EQ(call.text("ioctl", {5, TCFLSH, ~std::uint64_t{0}}), "ioctl(5, TCFLSH, 0xffffffffffffffff /* TC??? */)");
  EXPECT_EQ(call.with(TIOCSTI, 'a'), R"(ioctl(5, TIOCSTI, "a"))");
  EXPECT_EQ(call.text("ioctl", {5, TIOCEXCL, 9}), "ioctl(5, TIOCEXCL)");
}

TEST(IoctlTest, Files) {
  Ioctl call;
  EXPECT_EQ(call.with(FS_IOC_GETFLAGS, 0x80010L), "ioctl(5, FS_IOC_GETFLAGS, [FS_IMMUTABLE_FL|FS_EXTENT_FL])");
  const fsxattr attributes{.fsx_xflags = 0x80000001,
                           .fsx_extsize = 4,
                           .fsx_nextents = 5,
                           .fsx_projid = 6,
                           .fsx_cowextsize = 7,
                           .fsx_pad = {}};
  EXPECT_EQ(call.with(FS_IOC_FSGETXATTR, attributes),
            "ioctl(5, FS_IOC_FSGETXATTR, {fsx_xflags=FS_XFLAG_REALTIME|FS_XFLAG_HASATTR, fsx_extsize=4, "
            "fsx_nextents=5, fsx_projid=0x6, fsx_cowextsize=7})");
  EXPECT_EQ(call.text("ioctl", {5, FICLONE, 6}), "ioctl(5, BTRFS_IOC_CLONE or FICLONE, 6)");
  EXPECT_EQ(call.with(FICLONERANGE, file_clone_range{7, 8, 9, 10}),
            "ioctl(5, BTRFS_IOC_CLONE_RANGE or FICLONERANGE, {src_fd=7, src_offset=8, src_length=9, dest_offset=10})");
  EXPECT_EQ(call.with(FITRIM, fstrim_range{1, 2, 3}), "ioctl(5, FITRIM, {start=0x1, len=2, minlen=3})");
  EXPECT_EQ(call.with(BLKGETSIZE64, std::uint64_t{512}), "ioctl(5, BLKGETSIZE64, [512])");
}

TEST(IoctlTest, WhatTheKernelLeavesIsShownBesideWhatItGot) {
  Ioctl call;
  struct {  // struct file_dedupe_range with room for two
    std::uint64_t offset, length;
    std::uint16_t count, reserved1;
    std::uint32_t reserved2;
    file_dedupe_range_info info[2];
  } dedupe{1, 2, 2, 0, 0, {{3, 4, 0, 0, 0}, {6, 0, 0, 0, 0}}};
  call.memory.put_object(at, dedupe);
  auto done = dedupe;
  done.info[0].bytes_deduped = 5;
  done.info[1].status = 1;
  EXPECT_EQ(call.text("ioctl", {5, FIDEDUPERANGE, at}, 0, [&](FakeMemory& m) { m.put_object(at, done); }),
            "ioctl(5, BTRFS_IOC_FILE_EXTENT_SAME or FIDEDUPERANGE, {src_offset=1, src_length=2, dest_count=2, "
            "info=[{dest_fd=3, dest_offset=4}, {dest_fd=6, dest_offset=0}]} => {info=[{bytes_deduped=5, status=0}, "
            "{bytes_deduped=0, status=1}]})");
  const fiemap map{
      .fm_start = 1, .fm_length = ~0ull, .fm_flags = 1, .fm_mapped_extents = 0, .fm_extent_count = 3, .fm_reserved = 0};
  EXPECT_EQ(call.with(FS_IOC_FIEMAP, map),
            "ioctl(5, FS_IOC_FIEMAP, {fm_start=1, fm_length=18446744073709551615, fm_flags=FIEMAP_FLAG_SYNC, "
            "fm_extent_count=3} => {fm_flags=FIEMAP_FLAG_SYNC, fm_mapped_extents=0, ...})");
  EXPECT_EQ(call.with(FS_IOC_FIEMAP, map, -1),
            "ioctl(5, FS_IOC_FIEMAP, {fm_start=1, fm_length=18446744073709551615, fm_flags=FIEMAP_FLAG_SYNC, "
            "fm_extent_count=3})");
}

TEST(IoctlTest, Interfaces) {
  Ioctl call;
  ifreq request{};
  std::strcpy(request.ifr_name, "eth0");
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  EXPECT_EQ(call.with(SIOCGIFFLAGS, request),
            R"(ioctl(5, SIOCGIFFLAGS, {ifr_name="eth0", ifr_flags=IFF_UP|IFF_RUNNING}))");
  EXPECT_EQ(call.with(SIOCGIFFLAGS, request, -19), R"(ioctl(5, SIOCGIFFLAGS, {ifr_name="eth0"}))");
  EXPECT_EQ(call.with(SIOCSIFFLAGS, request, -1),
            R"(ioctl(5, SIOCSIFFLAGS, {ifr_name="eth0", ifr_flags=IFF_UP|IFF_RUNNING}))");
  request.ifr_ifindex = 7;
  EXPECT_EQ(call.with(SIOCGIFNAME, request), R"(ioctl(5, SIOCGIFNAME, {ifr_ifindex=7, ifr_name="eth0"}))");
  EXPECT_EQ(call.with(SIOCGIFNAME, request, -19), "ioctl(5, SIOCGIFNAME, {ifr_ifindex=7})");
  request.ifr_hwaddr = {1, {0, 0x11, 0x22, 0x33, 0x44, 0x55}};
  EXPECT_EQ(call.with(SIOCGIFHWADDR, request),
            R"(ioctl(5, SIOCGIFHWADDR, {ifr_name="eth0", ifr_hwaddr={sa_family=ARPHRD_ETHER, )"
            R"(sa_data=00:11:22:33:44:55}}))");
  sockaddr_in address{
      .sin_family = AF_INET, .sin_port = htons(80), .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
  std::memcpy(&request.ifr_addr, &address, sizeof address);
  EXPECT_EQ(call.with(SIOCGIFADDR, request),
            R"(ioctl(5, SIOCGIFADDR, {ifr_name="eth0", ifr_addr={sa_family=AF_INET, sin_port=htons(80), )"
            R"(sin_addr=inet_addr("127.0.0.1")}}))");
  EXPECT_EQ(call.text("ioctl", {5, SIOCGIFADDR, 1}, -14), "ioctl(5, SIOCGIFADDR, 0x1)");
}

TEST(IoctlTest, InterfaceList) {
  Ioctl call;
  ifreq entry{};
  std::strcpy(entry.ifr_name, "lo");
  entry.ifr_addr.sa_family = AF_INET;
  call.memory.put_object(0x2000, entry);
  ifconf list{};
  list.ifc_len = sizeof entry;
  list.ifc_buf = reinterpret_cast<char*>(0x2000);
  EXPECT_EQ(call.with(SIOCGIFCONF, list),
            R"(ioctl(5, SIOCGIFCONF, {ifc_len=40 /* 1 * sizeof(struct ifreq) */, ifc_buf=[{ifr_name="lo", )"
            R"(ifr_addr={sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("0.0.0.0")}}]}))");
  EXPECT_EQ(call.with(SIOCGIFCONF, list, -1),
            "ioctl(5, SIOCGIFCONF, {ifc_len=40 /* 1 * sizeof(struct ifreq) */, ifc_buf=0x2000})");
}

TEST(IoctlTest, KernelObjects) {
  Ioctl call;
  EXPECT_EQ(call.with(UFFDIO_API, uffdio_api{.api = 0xaa, .features = 3, .ioctls = std::uint64_t{1} << 63 | 3}),
            "ioctl(5, UFFDIO_API, {api=0xaa, features=UFFD_FEATURE_PAGEFAULT_FLAG_WP|UFFD_FEATURE_EVENT_FORK, "
            "ioctls=1<<_UFFDIO_REGISTER|1<<_UFFDIO_UNREGISTER|1<<_UFFDIO_API})");
  EXPECT_EQ(call.with(UFFDIO_API, uffdio_api{.api = 0xaa, .features = 0, .ioctls = 0}, -22),
            "ioctl(5, UFFDIO_API, {api=0xaa, features=0})");
  seccomp_notif notification{};
  notification.id = 1;
  notification.pid = 2;
  notification.data = {.nr = 257, .arch = 0xc000003e, .instruction_pointer = 16, .args = {7}};
  EXPECT_EQ(call.with(SECCOMP_IOCTL_NOTIF_RECV, notification),
            "ioctl(5, SECCOMP_IOCTL_NOTIF_RECV, {id=0x1, pid=2, flags=0, data={nr=__NR_openat, arch=AUDIT_ARCH_X86_64, "
            "instruction_pointer=0x10, args=[0x7, 0, 0, 0, 0, 0]}})");
}

TEST(IoctlTest, LoopDevices) {
  Ioctl call;
  loop_info64 info{};
  info.lo_device = 0x801;
  info.lo_offset = 4;
  info.lo_flags = LO_FLAGS_READ_ONLY;
  std::memcpy(info.lo_file_name, "file", 5);
  EXPECT_EQ(call.with(LOOP_GET_STATUS64, info),
            R"(ioctl(5, LOOP_GET_STATUS64, {lo_offset=0x4, lo_number=0, lo_flags=LO_FLAGS_READ_ONLY, )"
            R"(lo_file_name="file", ...}))");
  call.options.abbreviate = false;
  EXPECT_EQ(call.with(LOOP_SET_STATUS64, info),
            R"(ioctl(5, LOOP_SET_STATUS64, {lo_device=makedev(0x8, 0x1), lo_inode=0, lo_rdevice=makedev(0, 0), )"
            R"(lo_offset=0x4, lo_sizelimit=0, lo_number=0, lo_encrypt_type=LO_CRYPT_NONE, lo_encrypt_key_size=0, )"
            R"(lo_flags=LO_FLAGS_READ_ONLY, lo_file_name="file", lo_crypt_name="", lo_encrypt_key="", )"
            R"(lo_init=[0, 0]}))");
}

}  // namespace
}  // namespace spoor::testing
