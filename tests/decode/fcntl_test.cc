#include <fcntl.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

struct Fcntl : ::testing::Test {
  FakeCall call;
};

TEST_F(Fcntl, PlainCommands) {
  EXPECT_EQ(call.text("fcntl", {3, F_DUPFD, 100}, 100), "fcntl(3, F_DUPFD, 100)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETFD, 1}), "fcntl(3, F_SETFD, FD_CLOEXEC)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETFD, 6}), "fcntl(3, F_SETFD, 0x6 /* FD_??? */)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETFL, 0x8802}), "fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK|O_LARGEFILE)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETSIG, 9}), "fcntl(3, F_SETSIG, SIGKILL)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETSIG, 100}, -22), "fcntl(3, F_SETSIG, 100)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETOWN, 0xffffffffffffffff}), "fcntl(3, F_SETOWN, -1)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETLEASE, 0x4d}, -22), "fcntl(3, F_SETLEASE, 0x4d /* F_??? */)");
  EXPECT_EQ(call.text("fcntl", {3, F_NOTIFY, 0x80000020}), "fcntl(3, F_NOTIFY, DN_ATTRIB|DN_MULTISHOT)");
  EXPECT_EQ(call.text("fcntl", {3, 9999, 1}, -22), "fcntl(3, 0x270f /* F_??? */, 0x1)");
  EXPECT_EQ(call.text("fcntl", {3, 0xffffffff, 0}, -22), "fcntl(3, 0xffffffff /* F_??? */, 0)");
}

TEST_F(Fcntl, ResultsHaveNotes) {
  EXPECT_EQ(call.text("fcntl", {3, F_GETFL, 5}, 0x8002), "fcntl(3, F_GETFL) (flags O_RDWR|O_LARGEFILE)");
  EXPECT_EQ(call.text("fcntl", {3, F_GETFL}, 0), "fcntl(3, F_GETFL) (flags O_RDONLY)");
  EXPECT_EQ(call.text("fcntl", {3, F_GETFL}, -9), "fcntl(3, F_GETFL)");
  EXPECT_EQ(call.text("fcntl", {3, F_GETFD}, 1), "fcntl(3, F_GETFD) (flags FD_CLOEXEC)");
  EXPECT_EQ(call.text("fcntl", {3, F_GETFD}, 0), "fcntl(3, F_GETFD)");
  EXPECT_EQ(call.text("fcntl", {3, F_GETSIG}, 9), "fcntl(3, F_GETSIG) (SIGKILL)");
  EXPECT_EQ(call.text("fcntl", {3, F_GETLEASE}, 2), "fcntl(3, F_GETLEASE) (F_UNLCK)");
  EXPECT_EQ(call.text("fcntl", {3, 1034}, 0xa), "fcntl(3, F_GET_SEALS) (seals F_SEAL_SHRINK|F_SEAL_WRITE)");
}

TEST_F(Fcntl, Locks) {
  struct flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_END;
  lock.l_start = -5;
  lock.l_len = 7;
  lock.l_pid = 44;
  call.memory.put_object(buffer, lock);
  EXPECT_EQ(call.text("fcntl", {3, F_SETLK, buffer}),
            "fcntl(3, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_END, l_start=-5, l_len=7})");
  EXPECT_EQ(call.text("fcntl", {3, 36, buffer}),
            "fcntl(3, F_OFD_GETLK, {l_type=F_WRLCK, l_whence=SEEK_END, l_start=-5, l_len=7, l_pid=44})");
  EXPECT_EQ(call.text("fcntl", {3, F_GETLK, buffer}, -22), "fcntl(3, F_GETLK, 0x3000)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETLK, 1}, -14), "fcntl(3, F_SETLK, 0x1)");
  EXPECT_EQ(call.text("fcntl", {3, F_SETLK, 0}, -14), "fcntl(3, F_SETLK, NULL)");
  EXPECT_EQ(call.text("fcntl", {3, 13, buffer}, -22), "fcntl(3, F_SETLK64, 0x3000)");
}

TEST_F(Fcntl, LocksOfI386) {
  call.abi = abi::Abi::i386;
  struct {
    std::int16_t type = 0, whence = 0;
    std::int32_t start = -1, len = 2, pid = 3;
  } narrow;
  call.memory.put_object(buffer, narrow);
  EXPECT_EQ(call.text("fcntl64", {3, F_GETLK, buffer}),
            "fcntl64(3, F_GETLK, {l_type=F_RDLCK, l_whence=SEEK_SET, l_start=-1, l_len=2, l_pid=3})");
  struct [[gnu::packed]] {
    std::int16_t type = 77, whence = 0;
    std::int64_t start = 1l << 40, len = 2;
    std::int32_t pid = 3;
  } wide;
  call.memory.put_object(buffer, wide);
  EXPECT_EQ(call.text("fcntl64", {3, 13, buffer}),
            "fcntl64(3, F_SETLK64, {l_type=0x4d /* F_??? */, l_whence=SEEK_SET, l_start=1099511627776, l_len=2})");
}

TEST_F(Fcntl, OwnersAndHints) {
  const std::int32_t owner[] = {2, 77};
  call.memory.put_object(buffer, owner);
  EXPECT_EQ(call.text("fcntl", {3, 15, buffer}), "fcntl(3, F_SETOWN_EX, {type=F_OWNER_PGRP, pid=77})");
  EXPECT_EQ(call.text("fcntl", {3, 16, buffer}), "fcntl(3, F_GETOWN_EX, {type=F_OWNER_PGRP, pid=77})");
  call.memory.put_object(buffer, std::uint64_t{2});
  EXPECT_EQ(call.text("fcntl", {3, 1036, buffer}), "fcntl(3, F_SET_RW_HINT, [RWH_WRITE_LIFE_SHORT])");
  EXPECT_EQ(call.text("fcntl", {3, 1035, buffer}, -22), "fcntl(3, F_GET_RW_HINT, 0x3000)");
}

TEST_F(Fcntl, Flock) {
  EXPECT_EQ(call.text("flock", {3, 5}), "flock(3, LOCK_SH|LOCK_NB)");
  EXPECT_EQ(call.text("flock", {3, 0x60}), "flock(3, LOCK_MAND|LOCK_READ)");
  EXPECT_EQ(call.text("flock", {3, 0xff00}, -22), "flock(3, 0xff00 /* LOCK_??? */)");
}

}  // namespace
}  // namespace spoor::testing
