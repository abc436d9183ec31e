#include <gtest/gtest.h>

#include <string>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::string_literals;

constexpr std::uint64_t name = 0x1000, how = 0x2000;

struct Open : ::testing::Test {
  Open() { call.memory.put(name, "file\0"s); }
  FakeCall call;
};

TEST_F(Open, ShowsTheModeOnlyWhereItMeansSomething) {
  EXPECT_EQ(call.text("open", {name, 0, 0644}), R"(open("file", O_RDONLY))");
  EXPECT_EQ(call.text("open", {name, 0102, 0644}), R"(open("file", O_RDWR|O_CREAT, 0644))");
  EXPECT_EQ(call.text("openat", {at_fdcwd, name, 020200002, 0600}),
            R"(openat(AT_FDCWD, "file", O_RDWR|O_TMPFILE, 0600))");
  EXPECT_EQ(call.text("openat", {5, name, 020000000, 0}), R"(openat(5, "file", O_RDONLY|__O_TMPFILE, 000))");
}

TEST_F(Open, NamesEveryFlag) {
  EXPECT_EQ(call.text("open", {name, 0xffffffff, 0177600}),
            "open(\"file\", O_ACCMODE|O_CREAT|O_EXCL|O_NOCTTY|O_TRUNC|O_APPEND|O_NONBLOCK|O_SYNC|O_DIRECT|O_LARGEFILE|"
            "O_NOFOLLOW|O_NOATIME|O_CLOEXEC|O_PATH|O_TMPFILE|FASYNC|0xff80003c, 0177600)");
  EXPECT_EQ(call.text("open", {name, 0x293000, 0}),
            R"(open("file", O_RDONLY|O_DSYNC|O_CLOEXEC|O_PATH|O_DIRECTORY|FASYNC))");
}

struct OpenHow {
  std::uint64_t flags, mode, resolve, more = 0;
};

TEST_F(Open, OpenHowShowsModeFlagsAndWhatItDoesNotKnow) {
  call.memory.put_object(how, OpenHow{0102, 0644, 8});
  EXPECT_EQ(call.text("openat2", {at_fdcwd, name, how, 24}),
            R"(openat2(AT_FDCWD, "file", {flags=O_RDWR|O_CREAT, mode=0644, resolve=RESOLVE_BENEATH}, 24))");
  EXPECT_EQ(call.text("openat2", {at_fdcwd, name, how, 32}),
            R"(openat2(AT_FDCWD, "file", {flags=O_RDWR|O_CREAT, mode=0644, resolve=RESOLVE_BENEATH}, 32))");
  EXPECT_EQ(call.text("openat2", {at_fdcwd, name, how, 23}), R"(openat2(AT_FDCWD, "file", 0x2000, 23))");
  EXPECT_EQ(call.text("openat2", {at_fdcwd, name, how, 40}),
            R"(openat2(AT_FDCWD, "file", {flags=O_RDWR|O_CREAT, mode=0644, resolve=RESOLVE_BENEATH, ???}, 40))");
  call.memory.put_object(how, OpenHow{0, 0, 0, 5});
  EXPECT_EQ(call.text("openat2", {at_fdcwd, name, how, 32}),
            R"(openat2(AT_FDCWD, "file", {flags=O_RDONLY, resolve=0, /* bytes 24..31 */ )"
            R"("\x05\x00\x00\x00\x00\x00\x00\x00"}, 32))");
}

TEST_F(Open, OpenHowIsTheSameOnI386) {
  call.abi = abi::Abi::i386;
  call.memory.put_object(how, OpenHow{02000000, 0, 4});
  EXPECT_EQ(call.text("openat2", {at_fdcwd, name, how, 24}),
            R"(openat2(AT_FDCWD, "file", {flags=O_RDONLY|O_CLOEXEC, resolve=RESOLVE_NO_SYMLINKS}, 24))");
}

}  // namespace
}  // namespace spoor::testing
