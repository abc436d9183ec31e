#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::string_literals;

constexpr std::uint64_t name = 0x1000, buffer = 0x3000;

struct Stat : ::testing::Test {
  Stat() {
    setenv("TZ", "UTC", 1);
    tzset();
    call.memory.put(name, "a\0"s);
  }
  FakeCall call;
};

struct stat some_file() {
  struct stat file{};
  file.st_dev = 0xfe00;
  file.st_ino = 7;
  file.st_mode = 0100600;
  file.st_nlink = 1;
  file.st_gid = 0xffffffff;
  file.st_blksize = 4096;
  file.st_blocks = 16;
  file.st_size = 1250999896491;
  file.st_atim = {-5, 999999999};
  file.st_mtim = {1700000000, 0};
  return file;
}

TEST_F(Stat, IsAbbreviatedToModeAndSize) {
  call.memory.put_object(buffer, some_file());
  EXPECT_EQ(call.text("stat", {name, buffer}), R"(stat("a", {st_mode=S_IFREG|0600, st_size=1250999896491, ...}))");
  struct stat device = some_file();
  device.st_mode = 020666;
  device.st_rdev = 0x103;
  call.memory.put_object(buffer, device);
  EXPECT_EQ(call.text("newfstatat", {at_fdcwd, name, buffer, 0x1000}),
            R"(newfstatat(AT_FDCWD, "a", {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}, AT_EMPTY_PATH))");
}

TEST_F(Stat, FailureShowsTheAddress) {
  EXPECT_EQ(call.text("fstat", {3, buffer}, -9), "fstat(3, 0x3000)");
  EXPECT_EQ(call.text("fstat", {3, 0}, -14), "fstat(3, NULL)");
}

TEST_F(Stat, InFull) {
  call.options.abbreviate = false;
  call.memory.put_object(buffer, some_file());
  EXPECT_EQ(call.text("fstat", {3, buffer}),
            "fstat(3, {st_dev=makedev(0xfe, 0), st_ino=7, st_mode=S_IFREG|0600, st_nlink=1, st_uid=0, st_gid=-1, "
            "st_blksize=4096, st_blocks=16, st_size=1250999896491, "
            "st_atime=-5 /* 1969-12-31T23:59:55.999999999+0000 */, st_atime_nsec=999999999, "
            "st_mtime=1700000000 /* 2023-11-14T22:13:20+0000 */, st_mtime_nsec=0, st_ctime=0, st_ctime_nsec=0})");
}

TEST_F(Stat, X32HasTheLayoutOf64Bits) {
  call.abi = abi::Abi::x32;
  call.memory.put_object(buffer, some_file());
  EXPECT_EQ(call.text("fstat", {3, buffer}), "fstat(3, {st_mode=S_IFREG|0600, st_size=1250999896491, ...})");
}

TEST_F(Stat, I386HasThreeLayouts) {
  call.abi = abi::Abi::i386;
  struct {
    std::uint32_t dev = 0x801, ino = 5;
    std::uint16_t mode = 0100644, nlink = 2, uid = 1000, gid = 100;
    std::uint32_t rdev = 0, size = 0xfffffff0, blksize = 4096, blocks = 8, times[6] = {1, 2, 3, 4, 5, 6};
  } now;
  call.memory.put_object(buffer, now);
  EXPECT_EQ(call.text("fstat", {3, buffer}), "fstat(3, {st_mode=S_IFREG|0644, st_size=4294967280, ...})");
  struct [[gnu::packed]] {
    std::uint64_t dev = 0x801;
    std::uint32_t pad = 0, short_ino = 1, mode = 0100640, nlink = 2, uid = 70000, gid = 100;
    std::uint64_t rdev = 0;
    std::uint32_t pad3 = 0;
    std::int64_t size = 1l << 33;
    std::uint32_t blksize = 4096;
    std::uint64_t blocks = 8;
    std::uint32_t times[6] = {0, 0, 0, 0, 0, 9};
    std::uint64_t ino = 1ul << 34;
  } wide;
  static_assert(sizeof wide == 96);
  call.memory.put_object(buffer, wide);
  call.options.abbreviate = false;
  EXPECT_EQ(call.text("stat64", {name, buffer}),
            R"(stat64("a", {st_dev=makedev(0x8, 0x1), st_ino=17179869184, st_mode=S_IFREG|0640, st_nlink=2, )"
            "st_uid=70000, st_gid=100, st_blksize=4096, st_blocks=8, st_size=8589934592, st_atime=0, "
            "st_atime_nsec=0, st_mtime=0, st_mtime_nsec=0, "
            "st_ctime=0 /* 1970-01-01T00:00:00.000000009+0000 */, st_ctime_nsec=9})");
  struct {
    std::uint16_t dev = 0x801, ino = 5, mode = 0100600, nlink = 1, uid = 1, gid = 2, rdev = 0;
    std::uint32_t size = 77, times[3] = {0, 0, 0};
  } old;
  call.memory.put_object(buffer, old);
  EXPECT_EQ(call.text("oldstat", {name, buffer}),
            R"(oldstat("a", {st_dev=makedev(0x8, 0x1), st_ino=5, st_mode=S_IFREG|0600, st_nlink=1, st_uid=1, )"
            "st_gid=2, st_blksize=0, st_blocks=0, st_size=77, st_atime=0, st_mtime=0, st_ctime=0})");
}

struct statx some_statx() {
  struct statx file{};
  file.stx_mask = 0x1fff & ~static_cast<unsigned>(STATX_CTIME);
  file.stx_blksize = 4096;
  file.stx_attributes = STATX_ATTR_APPEND;
  file.stx_nlink = 1;
  file.stx_mode = 0100600;
  file.stx_ino = 9;
  file.stx_size = 10;
  file.stx_blocks = 16;
  file.stx_attributes_mask = STATX_ATTR_APPEND | STATX_ATTR_DAX;
  file.stx_atime = {-1, 0, {}};
  file.stx_dev_major = 254;
  file.stx_mnt_id = 26;
  return file;
}

TEST_F(Stat, Statx) {
  call.memory.put_object(buffer, some_statx());
  EXPECT_EQ(call.text("statx", {at_fdcwd, name, 0, 0xfff, buffer}),
            "statx(AT_FDCWD, \"a\", AT_STATX_SYNC_AS_STAT, STATX_ALL, {stx_mask=STATX_TYPE|STATX_MODE|STATX_NLINK|"
            "STATX_UID|STATX_GID|STATX_ATIME|STATX_MTIME|STATX_INO|STATX_SIZE|STATX_BLOCKS|STATX_BTIME|STATX_MNT_ID, "
            "stx_attributes=STATX_ATTR_APPEND, stx_mode=S_IFREG|0600, stx_size=10, ...})");
  call.options.abbreviate = false;
  EXPECT_EQ(call.text("statx", {at_fdcwd, name, 0x6100, 0x1000, buffer}),
            "statx(AT_FDCWD, \"a\", AT_STATX_FORCE_SYNC|AT_STATX_DONT_SYNC|AT_SYMLINK_NOFOLLOW, STATX_MNT_ID, "
            "{stx_mask=STATX_TYPE|STATX_MODE|STATX_NLINK|STATX_UID|STATX_GID|STATX_ATIME|STATX_MTIME|STATX_INO|"
            "STATX_SIZE|STATX_BLOCKS|STATX_BTIME|STATX_MNT_ID, stx_blksize=4096, stx_attributes=STATX_ATTR_APPEND, "
            "stx_nlink=1, stx_uid=0, stx_gid=0, stx_mode=S_IFREG|0600, stx_ino=9, stx_size=10, stx_blocks=16, "
            "stx_attributes_mask=STATX_ATTR_APPEND|STATX_ATTR_DAX, "
            "stx_atime={tv_sec=-1, tv_nsec=0} /* 1969-12-31T23:59:59+0000 */, stx_btime={tv_sec=0, tv_nsec=0}, "
            "stx_mtime={tv_sec=0, tv_nsec=0}, stx_rdev_major=0, stx_rdev_minor=0, stx_dev_major=254, "
            "stx_dev_minor=0, stx_mnt_id=0x1a})");
}

TEST_F(Stat, StatxIsTheSameOnI386) {
  call.abi = abi::Abi::i386;
  call.memory.put_object(buffer, some_statx());
  EXPECT_TRUE(
      call.text("statx", {at_fdcwd, name, 0, 0, buffer}).ends_with("stx_mode=S_IFREG|0600, stx_size=10, ...})"));
}

TEST_F(Stat, Statfs) {
  const std::uint64_t tmpfs[] = {0x01021994, 4096, 5, 4, 3, 2, 1, 0xe054a1448627d714, 255, 4096, 0x1020, 0, 0, 0, 0};
  call.memory.put_object(buffer, tmpfs);
  EXPECT_EQ(call.text("statfs", {name, buffer}),
            R"(statfs("a", {f_type=TMPFS_MAGIC, f_bsize=4096, f_blocks=5, f_bfree=4, f_bavail=3, f_files=2, )"
            "f_ffree=1, f_fsid={val=[0x8627d714, 0xe054a144]}, f_namelen=255, f_frsize=4096, "
            "f_flags=ST_VALID|ST_RELATIME})");
}

TEST_F(Stat, StatfsOnI386) {
  call.abi = abi::Abi::i386;
  const std::uint32_t words[] = {0xef53, 4096, 5, 4, 3, 2, 1, 8, 9, 255, 4096, 0x21, 0, 0, 0, 0};
  call.memory.put_object(buffer, words);
  EXPECT_EQ(call.text("fstatfs", {3, buffer}),
            "fstatfs(3, {f_type=EXT2_SUPER_MAGIC, f_bsize=4096, f_blocks=5, f_bfree=4, f_bavail=3, f_files=2, "
            "f_ffree=1, f_fsid={val=[0x8, 0x9]}, f_namelen=255, f_frsize=4096, f_flags=ST_VALID|ST_RDONLY})");
  struct [[gnu::packed]] {
    std::uint32_t type = 0x1234, bsize = 512;
    std::uint64_t counts[5] = {1ul << 40, 4, 3, 2, 1};
    std::uint32_t fsid[2] = {0, 1}, namelen = 255, frsize = 512, flags = 0, spare[4] = {};
  } wide;
  static_assert(sizeof wide == 84);
  call.memory.put_object(buffer, wide);
  EXPECT_EQ(call.text("fstatfs64", {3, 84, buffer}),
            "fstatfs64(3, 84, {f_type=0x1234, f_bsize=512, f_blocks=1099511627776, f_bfree=4, f_bavail=3, f_files=2, "
            "f_ffree=1, f_fsid={val=[0, 0x1]}, f_namelen=255, f_frsize=512, f_flags=0})");
}

}  // namespace
}  // namespace spoor::testing
