// File handles, and buffers in vectors.
#include <gtest/gtest.h>
#include <sys/uio.h>

#include <string>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::string_literals;

constexpr std::uint64_t path_at = 0x1000, handle = 0x2000, mount_id = 0x3000;

struct Handles : ::testing::Test {
  Handles() {
    call.memory.put(path_at, "a\0"s);
    call.memory.put_object(mount_id, 26);
  }
  FakeCall call;
};

TEST_F(Handles, NameToHandle) {
  const auto filled = [](FakeMemory& m) { m.put(handle, "\3\0\0\0\1\0\0\0\x13\xa7\0"s); };
  call.memory.put(handle, "\x80\0\0\0\0\0\0\0"s);
  EXPECT_EQ(call.text("name_to_handle_at", {at_fdcwd, path_at, handle, mount_id, 0}, 0, filled),
            R"(name_to_handle_at(AT_FDCWD, "a", {handle_bytes=128 => 3, handle_type=1, f_handle="\x13\xa7\x00"}, )"
            "[26], 0)");
  call.memory.put(handle, "\0\0\0\0\0\0\0\0"s);
  EXPECT_EQ(call.text("name_to_handle_at", {at_fdcwd, path_at, handle, mount_id, 0x1000}, -75, filled),
            R"(name_to_handle_at(AT_FDCWD, "a", {handle_bytes=0 => 3}, 0x3000, AT_EMPTY_PATH))");
  EXPECT_EQ(call.text("name_to_handle_at", {at_fdcwd, path_at, handle, mount_id, 0}, -22),
            R"(name_to_handle_at(AT_FDCWD, "a", {handle_bytes=3}, 0x3000, 0))");
  EXPECT_EQ(call.text("name_to_handle_at", {at_fdcwd, path_at, 1, 1, 0}, -14),
            R"(name_to_handle_at(AT_FDCWD, "a", 0x1, 0x1, 0))");
}

TEST_F(Handles, OpenByHandle) {
  call.memory.put(handle, "\5\0\0\0\1\0\0\0\1\2\3\4\5"s);
  EXPECT_EQ(call.text("open_by_handle_at", {3, handle, 2}, 4),
            R"(open_by_handle_at(3, {handle_bytes=5, handle_type=1, f_handle="\x01\x02\x03\x04\x05"}, O_RDWR))");
  call.memory.put(handle, "\5\0\0\0\1\0\0\0\1"s);
  EXPECT_EQ(call.text("open_by_handle_at", {3, handle, 0}, -9),
            "open_by_handle_at(3, {handle_bytes=5, handle_type=1, f_handle=???}, O_RDONLY)");
}

TEST_F(Handles, FileAttributes) {
  const std::uint32_t attr[] = {0x18, 0, 1, 2, 3, 4};
  call.memory.put_object(handle, attr);
  EXPECT_EQ(call.text("file_getattr", {at_fdcwd, path_at, handle, 24, 0}),
            R"(file_getattr(AT_FDCWD, "a", {fa_xflags=FS_XFLAG_IMMUTABLE|FS_XFLAG_APPEND, fa_extsize=1, )"
            "fa_nextents=2, fa_projid=3, fa_cowextsize=4}, 24, 0)");
  EXPECT_EQ(call.text("file_getattr", {at_fdcwd, path_at, handle, 24, 0}, -95),
            R"(file_getattr(AT_FDCWD, "a", 0x2000, 24, 0))");
}

TEST_F(Handles, Vectors) {
  const iovec two[] = {{reinterpret_cast<void*>(0x5000), 2}, {reinterpret_cast<void*>(0x5010), 9}};
  call.memory.put_object(handle, two);
  call.memory.put(0x5000, "abcd");
  call.memory.put(0x5010, "efgh12345");
  EXPECT_EQ(call.text("writev", {1, handle, 2}, 11),
            R"(writev(1, [{iov_base="ab", iov_len=2}, {iov_base="efgh12345", iov_len=9}], 2))");
  EXPECT_EQ(call.text("preadv2", {1, handle, 2, 7, 0, 0x18}, 4),
            R"(preadv2(1, [{iov_base="ab", iov_len=2}, {iov_base="ef", iov_len=9}], 2, 7, RWF_NOWAIT|RWF_APPEND))");
  EXPECT_EQ(call.text("writev", {1, handle, 0}, 0), "writev(1, [], 0)");
  EXPECT_EQ(call.text("writev", {1, handle, 3}, -14),
            R"(writev(1, [{iov_base="ab", iov_len=2}, {iov_base="efgh12345", iov_len=9}, ... /* 0x2020 */], 3))");
}

}  // namespace
}  // namespace spoor::testing
