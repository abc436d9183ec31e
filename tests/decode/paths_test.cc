#include <gtest/gtest.h>

#include <string>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::string_literals;

constexpr std::uint64_t a = 0x1000, b = 0x2000, buffer = 0x3000;

struct Paths : ::testing::Test {
  Paths() {
    call.memory.put(a, "a\0"s);
    call.memory.put(b, "b\0"s);
  }
  FakeCall call;
};

TEST_F(Paths, AccessModes) {
  EXPECT_EQ(call.text("access", {a, 0}), R"(access("a", F_OK))");
  EXPECT_EQ(call.text("access", {a, 7}), R"(access("a", R_OK|W_OK|X_OK))");
  EXPECT_EQ(call.text("access", {a, 8}), R"(access("a", 0x8 /* ?_OK */))");
  EXPECT_EQ(call.text("faccessat2", {at_fdcwd, a, 4, 0x1200}),
            R"(faccessat2(AT_FDCWD, "a", R_OK, AT_EACCESS|AT_EMPTY_PATH))");
}

TEST_F(Paths, ReadlinkShowsWhatTheCallWrote) {
  const auto target = [](FakeMemory& m) { m.put(buffer, "/tmp/x!!"); };
  EXPECT_EQ(call.text("readlink", {a, buffer, 100}, 6, target), R"(readlink("a", "/tmp/x", 100))");
  EXPECT_EQ(call.text("readlink", {a, buffer, 100}, -22), R"(readlink("a", 0x3000, 100))");
  EXPECT_EQ(call.text("readlinkat", {5, a, buffer, 3}, 3, target), R"(readlinkat(5, "a", "/tm", 3))");
}

TEST_F(Paths, GetcwdIsNotCut) {
  const std::string deep = "/" + std::string(100, 'd');
  EXPECT_EQ(call.text("getcwd", {buffer, 4096}, 102, [&](FakeMemory& m) { m.put(buffer, deep + '\0'); }),
            "getcwd(\"" + deep + "\", 4096)");
  EXPECT_EQ(call.text("getcwd", {buffer, 1}, -34), "getcwd(0x3000, 1)");
}

TEST_F(Paths, MknodShowsTheDeviceOfDevices) {
  EXPECT_EQ(call.text("mknod", {a, 010644, 5}), R"(mknod("a", S_IFIFO|0644))");
  EXPECT_EQ(call.text("mknod", {a, 020644, 0x103}), R"(mknod("a", S_IFCHR|0644, makedev(0x1, 0x3)))");
  EXPECT_EQ(call.text("mknodat", {at_fdcwd, a, 060600, 0x456789ab}),
            R"(mknodat(AT_FDCWD, "a", S_IFBLK|0600, makedev(0x789, 0x456ab)))");
  EXPECT_EQ(call.text("mknod", {a, 0170644, 0x103}), R"(mknod("a", 0170644))");
  EXPECT_EQ(call.text("mknod", {a, 0177777, 0}), R"(mknod("a", 0177777))");
  EXPECT_EQ(call.text("mknod", {a, 04644, 0}), R"(mknod("a", S_ISUID|0644))");
  EXPECT_EQ(call.text("mknod", {a, 0106755, 3}), R"(mknod("a", S_IFREG|S_ISUID|S_ISGID|0755))");
}

TEST_F(Paths, FlagsOfTheAtCalls) {
  EXPECT_EQ(call.text("unlinkat", {at_fdcwd, a, 0x200}), R"(unlinkat(AT_FDCWD, "a", AT_REMOVEDIR))");
  EXPECT_EQ(call.text("linkat", {3, a, at_fdcwd, b, 0x1400}),
            R"(linkat(3, "a", AT_FDCWD, "b", AT_SYMLINK_FOLLOW|AT_EMPTY_PATH))");
  EXPECT_EQ(call.text("renameat2", {3, a, 4, b, 9}), R"(renameat2(3, "a", 4, "b", RENAME_NOREPLACE|0x8))");
  EXPECT_EQ(call.text("fchownat", {at_fdcwd, a, 0, 0xffffffff, 3}),
            R"(fchownat(AT_FDCWD, "a", 0, -1, 0x3 /* AT_??? */))");
}

TEST_F(Paths, OldIdsOfI386AreSixteenBitsWide) {
  call.abi = abi::Abi::i386;
  EXPECT_EQ(call.text("chown", {a, 0xffff, 0x10005}), R"(chown("a", -1, 5))");
  EXPECT_EQ(call.text("chown32", {a, 0xffffffff, 0x10005}), R"(chown32("a", -1, 65541))");
  EXPECT_EQ(call.text("truncate64", {a, 0xfffffffb, 1}), R"(truncate64("a", 8589934587))");
  EXPECT_EQ(call.text("truncate", {a, 0xfffffffb}), R"(truncate("a", 4294967291))");
}

}  // namespace
}  // namespace spoor::testing
