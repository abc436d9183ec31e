// Extended attributes and times of files.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <string>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::string_literals;

constexpr std::uint64_t file = 0x1000, key = 0x2000, args = 0x4000;

struct Attributes : ::testing::Test {
  Attributes() {
    setenv("TZ", "UTC", 1);
    tzset();
    call.memory.put(file, "a\0"s);
    call.memory.put(key, "user.k\0"s);
    call.memory.put(buffer, "bar\0z"s);
  }
  FakeCall call;
};

TEST_F(Attributes, SetAndGet) {
  EXPECT_EQ(call.text("setxattr", {file, key, buffer, 5, 1}), R"(setxattr("a", "user.k", "bar\0z", 5, XATTR_CREATE))");
  EXPECT_EQ(call.text("setxattr", {file, key, 1, 5, 8}, -22),
            R"(setxattr("a", "user.k", 0x1, 5, 0x8 /* XATTR_??? */))");
  EXPECT_EQ(call.text("setxattr", {file, key, buffer, 65537, 0}, -7), R"(setxattr("a", "user.k", 0x3000, 65537, 0))");
  EXPECT_EQ(call.text("getxattr", {file, key, buffer, 100}, 3), R"(getxattr("a", "user.k", "bar", 100))");
  EXPECT_EQ(call.text("getxattr", {file, key, buffer, 0}, 3), R"(getxattr("a", "user.k", 0x3000, 0))");
  EXPECT_EQ(call.text("getxattr", {file, key, buffer, 0}, 0), R"(getxattr("a", "user.k", "", 0))");
  EXPECT_EQ(call.text("getxattr", {file, key, buffer, 9}, -61), R"(getxattr("a", "user.k", 0x3000, 9))");
  EXPECT_EQ(call.text("listxattr", {file, buffer, 9}, 4), R"(listxattr("a", "bar\0", 9))");
  EXPECT_EQ(call.text("flistxattr", {3, buffer, 0}, 4), "flistxattr(3, 0x3000, 0)");
}

struct XattrArgs {
  std::uint64_t value;
  std::uint32_t size, flags;
};

TEST_F(Attributes, TheAtCallsTakeAStruct) {
  call.memory.put_object(args, XattrArgs{buffer, 5, 1});
  EXPECT_EQ(call.text("setxattrat", {at_fdcwd, file, 0x100, key, args, 16}),
            R"(setxattrat(AT_FDCWD, "a", AT_SYMLINK_NOFOLLOW, "user.k", )"
            R"({value="bar\0z", size=5, flags=XATTR_CREATE}, 16))");
  EXPECT_EQ(call.text("setxattrat", {at_fdcwd, file, 0, key, args, 8}, -22),
            R"(setxattrat(AT_FDCWD, "a", 0, "user.k", 0x4000, 8))");
  call.memory.put_object(args, XattrArgs{buffer, 5, 0});
  EXPECT_EQ(call.text("getxattrat", {at_fdcwd, file, 0, key, args, 16}, 2),
            R"(getxattrat(AT_FDCWD, "a", 0, "user.k", {value="ba", size=5, flags=0}, 16))");
  EXPECT_EQ(call.text("getxattrat", {at_fdcwd, file, 0, key, args, 16}, -61),
            R"(getxattrat(AT_FDCWD, "a", 0, "user.k", {value=0x3000, size=5, flags=0}, 16))");
}

TEST_F(Attributes, Utime) {
  const std::int64_t times[] = {1, 0};
  call.memory.put_object(buffer, times);
  EXPECT_EQ(call.text("utime", {file, buffer}), R"(utime("a", {actime=1 /* 1970-01-01T00:00:01+0000 */, modtime=0}))");
  EXPECT_EQ(call.text("utime", {file, 0}), R"(utime("a", NULL))");
}

TEST_F(Attributes, Utimes) {
  const std::int64_t times[] = {1, 2, 1700000000, 1000000};
  call.memory.put_object(buffer, times);
  EXPECT_EQ(call.text("utimes", {file, buffer}, -22),
            R"(utimes("a", [{tv_sec=1, tv_usec=2} /* 1970-01-01T00:00:01.000002+0000 */, )"
            R"({tv_sec=1700000000, tv_usec=1000000}]))");
}

TEST_F(Attributes, Utimensat) {
  const timespec times[] = {{1, 2}, {3, (1l << 30) - 2}};
  call.memory.put_object(buffer, times);
  EXPECT_EQ(call.text("utimensat", {at_fdcwd, file, buffer, 0}),
            R"(utimensat(AT_FDCWD, "a", [{tv_sec=1, tv_nsec=2} /* 1970-01-01T00:00:01.000000002+0000 */, )"
            R"(UTIME_OMIT], 0))");
  call.memory.put_object(buffer, times[0]);
  EXPECT_EQ(call.text("utimensat", {at_fdcwd, file, buffer, 0}, -14), R"(utimensat(AT_FDCWD, "a", 0x3000, 0))");
  call.abi = abi::Abi::i386;
  const std::int32_t narrow[] = {0, 0, 5, (1 << 30) - 1};
  call.memory.put_object(buffer, narrow);
  EXPECT_EQ(call.text("utimensat", {3, 0, buffer, 0x100}),
            "utimensat(3, NULL, [{tv_sec=0, tv_nsec=0}, UTIME_NOW], AT_SYMLINK_NOFOLLOW)");
  call.memory.put_object(buffer, times);
  EXPECT_TRUE(call.text("utimensat_time64", {3, 0, buffer, 0}).ends_with("UTIME_OMIT], 0)"));
}

}  // namespace
}  // namespace spoor::testing
