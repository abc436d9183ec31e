#include <gtest/gtest.h>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Fds, ReadShowsWhatTheCallWrote) {
  FakeCall call;
  call.memory.put(0x1000, std::string(64, '?'));
  EXPECT_EQ(call.text("read", {3, 0x1000, 64}, 5, [](FakeMemory& m) { m.put(0x1000, "hello"); }),
            R"(read(3, "hello", 64))");
}

TEST(Fds, FailedReadShowsTheAddress) {
  FakeCall call;
  EXPECT_EQ(call.text("read", {3, 0x1000, 64}, -9), "read(3, 0x1000, 64)");
}

TEST(Fds, WriteIsCutAtTheStringLimit) {
  FakeCall call;
  call.memory.put(0x1000, std::string(64, 'a'));
  EXPECT_EQ(call.text("write", {1, 0x1000, 64}, 64), "write(1, \"" + std::string(32, 'a') + "\"..., 64)");
}

constexpr std::uint64_t other = 0x4000;

TEST(Fds, PositionsAre64BitsWide) {
  FakeCall call;
  EXPECT_EQ(call.text("pread64", {3, buffer, 1, 0xffffffffffffffff}, -22), "pread64(3, 0x3000, 1, -1)");
  EXPECT_EQ(call.text("lseek", {3, 0xfffffffffffffffb, 2}, -22), "lseek(3, -5, SEEK_END)");
  EXPECT_EQ(call.text("ftruncate", {3, 0xffffffffffffffff}, -22), "ftruncate(3, 18446744073709551615)");
  call.abi = abi::Abi::i386;
  EXPECT_EQ(call.text("pread64", {3, buffer, 1, 5, 1}, -22), "pread64(3, 0x3000, 1, 4294967301)");
  EXPECT_EQ(call.text("lseek", {3, 0xfffffffb, 9}, -22), "lseek(3, -5, 0x9 /* SEEK_??? */)");
  call.memory.put_object(buffer, std::int64_t{1} << 33);
  EXPECT_EQ(call.text("_llseek", {3, 2, 5, buffer, 0}), "_llseek(3, 8589934597, [8589934592], SEEK_SET)");
  EXPECT_EQ(call.text("fallocate", {3, 3, 1, 1, 2, 0}),
            "fallocate(3, FALLOC_FL_KEEP_SIZE|FALLOC_FL_PUNCH_HOLE, "
            "4294967297, 2)");
  EXPECT_EQ(call.text("fadvise64_64", {3, 1, 0, 2, 0, 4}), "fadvise64_64(3, 1, 2, POSIX_FADV_DONTNEED)");
  EXPECT_EQ(call.text("sync_file_range", {3, 0, 0, 9, 0, 6}),
            "sync_file_range(3, 0, 9, SYNC_FILE_RANGE_WRITE|SYNC_FILE_RANGE_WAIT_AFTER)");
}

TEST(Fds, Pipes) {
  FakeCall call;
  const std::int32_t fds[] = {4, 5};
  call.memory.put_object(buffer, fds);
  EXPECT_EQ(call.text("pipe", {buffer}), "pipe([4, 5])");
  EXPECT_EQ(call.text("pipe2", {buffer, 02044000}), "pipe2([4, 5], O_NONBLOCK|O_DIRECT|O_CLOEXEC)");
  EXPECT_EQ(call.text("pipe2", {buffer, 1}, -22), "pipe2(0x3000, 0x1 /* O_??? */)");
}

TEST(Fds, SendfileMovesTheOffset) {
  FakeCall call;
  call.memory.put_object(buffer, std::int64_t{3});
  const auto sent = [](FakeMemory& m) { m.put_object(buffer, std::int64_t{8}); };
  EXPECT_EQ(call.text("sendfile", {5, 3, buffer, 9}, 5, sent), "sendfile(5, 3, [3] => [8], 9)");
  EXPECT_EQ(call.text("sendfile", {5, 3, buffer, 9}, 0), "sendfile(5, 3, [8], 9)");
  EXPECT_EQ(call.text("sendfile", {5, 3, 1, 9}, -14), "sendfile(5, 3, 0x1, 9)");
  EXPECT_EQ(call.text("sendfile", {5, 3, 0, 9}, 9), "sendfile(5, 3, NULL, 9)");
}

TEST(Fds, FromFileToFile) {
  FakeCall call;
  call.memory.put_object(buffer, std::int64_t{1});
  call.memory.put_object(other, std::int64_t{2});
  EXPECT_EQ(call.text("splice", {3, buffer, 4, 0, 5, 3}),
            "splice(3, [1], 4, NULL, 5, SPLICE_F_MOVE|SPLICE_F_NONBLOCK)");
  EXPECT_EQ(call.text("copy_file_range", {3, buffer, 4, other, 5, 0xffffffff}, -22),
            "copy_file_range(3, [1], 4, [2], 5, 4294967295)");
}

TEST(Fds, MemfdFlagsCarryTheSizeOfHugePages) {
  FakeCall call;
  call.memory.put(buffer, std::string("m\0", 2));
  EXPECT_EQ(call.text("memfd_create", {buffer, 3}, 3), R"(memfd_create("m", MFD_CLOEXEC|MFD_ALLOW_SEALING))");
  EXPECT_EQ(call.text("memfd_create", {buffer, 4 | 21u << 26}, 3),
            R"(memfd_create("m", MFD_HUGETLB|21<<MFD_HUGE_SHIFT))");
  EXPECT_EQ(call.text("memfd_create", {buffer, 31u << 26}, -22), R"(memfd_create("m", 31<<MFD_HUGE_SHIFT))");
}

TEST(Fds, Cachestat) {
  FakeCall call;
  const std::uint64_t numbers[] = {0, 4096, 3, 4, 5};
  call.memory.put_object(buffer, numbers);
  EXPECT_EQ(call.text("cachestat", {3, buffer, buffer, 0}),
            "cachestat(3, {off=0, len=4096}, {nr_cache=0, nr_dirty=4096, nr_writeback=3, nr_evicted=4, "
            "nr_recently_evicted=5}, 0)");
}

TEST(Fds, FilesThatAreGoneAreMarkedBehindTheirNames) {
  Buffer text;
  output::append_value(text, abi::Value(abi::FdRef{3, "/memfd:m (deleted)", {}}), {});
  EXPECT_EQ(std::string(text.data(), text.size()), "3</memfd:m>(deleted)");
}

}  // namespace
}  // namespace spoor::testing
