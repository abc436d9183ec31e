#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::string_literals;

template <typename T>
std::string bytes_of(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::string entry64(std::uint64_t ino, char type, const std::string& name) {
  std::string entry = bytes_of(ino) + bytes_of(std::uint64_t{5}) + bytes_of(std::uint16_t{24}) + type + name;
  entry.resize(24);
  return entry;
}

struct Directories : ::testing::Test {
  FakeCall call;
};

TEST_F(Directories, AreCountedUnlessWantedInFull) {
  const auto fill = [](FakeMemory& m) { m.put(buffer, entry64(7, 4, ".") + entry64(8, 8, "a")); };
  EXPECT_EQ(call.text("getdents64", {3, buffer, 100}, 48, fill), "getdents64(3, 0x3000 /* 2 entries */, 100)");
  EXPECT_EQ(call.text("getdents64", {3, buffer, 100}, 0, fill), "getdents64(3, 0x3000 /* 0 entries */, 100)");
  EXPECT_EQ(call.text("getdents64", {3, buffer, 100}, -20, fill), "getdents64(3, 0x3000, 100)");
  call.options.abbreviate = false;
  EXPECT_EQ(call.text("getdents64", {3, buffer, 100}, 48, fill),
            R"(getdents64(3, [{d_ino=7, d_off=5, d_reclen=24, d_type=DT_DIR, d_name="."}, )"
            R"({d_ino=8, d_off=5, d_reclen=24, d_type=DT_REG, d_name="a"}], 100))");
  EXPECT_EQ(call.text("getdents64", {3, buffer, 100}, 0, fill), "getdents64(3, [], 100)");
}

TEST_F(Directories, OldEntriesHaveTheTypeAtTheirEnd) {
  call.options.abbreviate = false;
  std::string entry = bytes_of(std::uint64_t{9}) + bytes_of(std::uint64_t{6}) + bytes_of(std::uint16_t{24}) + "ab\0x"s;
  entry.resize(24);
  entry[23] = 8;
  call.memory.put(buffer, entry);
  EXPECT_EQ(call.text("getdents", {3, buffer, 100}, 24),
            R"(getdents(3, [{d_ino=9, d_off=6, d_reclen=24, d_name="ab", d_type=DT_REG}], 100))");
  call.abi = abi::Abi::i386;
  entry = bytes_of(9) + bytes_of(6) + bytes_of(std::uint16_t{16}) + "abc"s;
  entry.resize(16);
  entry[15] = 4;
  call.memory.put(buffer, entry);
  EXPECT_EQ(call.text("getdents", {3, buffer, 100}, 16),
            R"(getdents(3, [{d_ino=9, d_off=6, d_reclen=16, d_name="abc", d_type=DT_DIR}], 100))");
  call.memory.put(buffer, bytes_of(9) + bytes_of(6) + bytes_of(std::uint16_t{3}) + "abc\0"s);
  EXPECT_EQ(call.text("readdir", {3, buffer, 1}, 1), R"(readdir(3, {d_ino=9, d_off=6, d_reclen=3, d_name="abc"}, 1))");
}

TEST_F(Directories, RecordsThatAreNoneEndTheList) {
  call.options.abbreviate = false;
  call.memory.put(buffer, std::string(100, '\0'));
  EXPECT_EQ(call.text("getdents64", {3, buffer, 100}, 48), "getdents64(3, [], 100)");
  call.memory.put(buffer, std::string(100, '\xff'));
  EXPECT_EQ(call.text("getdents", {3, buffer, 100}, 48), "getdents(3, [], 100)");
}

TEST_F(Directories, Inotify) {
  call.memory.put(buffer, ".\0"s);
  EXPECT_EQ(call.text("inotify_add_watch", {3, buffer, 0x300}, 1), R"(inotify_add_watch(3, ".", IN_CREATE|IN_DELETE))");
  EXPECT_EQ(call.text("inotify_init1", {02004000}, 3), "inotify_init1(IN_NONBLOCK|IN_CLOEXEC)");
}

TEST_F(Directories, Fanotify) {
  call.memory.put(buffer, ".\0"s);
  EXPECT_EQ(call.text("fanotify_init", {0, 0x8002}, 3), "fanotify_init(FAN_CLASS_NOTIF, O_RDWR|O_LARGEFILE)");
  EXPECT_EQ(call.text("fanotify_init", {0xd, 0}, -22), "fanotify_init(0xc /* FAN_CLASS_??? */|FAN_CLOEXEC, O_RDONLY)");
  EXPECT_EQ(call.text("fanotify_mark", {3, 0x101, 0x40000001, 0xffffff9c, buffer}),
            R"(fanotify_mark(3, FAN_MARK_ADD|FAN_MARK_FILESYSTEM, FAN_ACCESS|FAN_ONDIR, AT_FDCWD, "."))");
  EXPECT_EQ(call.text("fanotify_mark", {3, 0x10, 0x800000001, 0xffffffff, 0}, -22),
            "fanotify_mark(3, FAN_MARK_MOUNT, FAN_ACCESS|0x800000000, FAN_NOFD, NULL)");
  call.abi = abi::Abi::i386;
  EXPECT_EQ(call.text("fanotify_mark", {3, 1, 1, 8, 0xffffff9c, buffer}, -22),
            R"(fanotify_mark(3, FAN_MARK_ADD, FAN_ACCESS|0x800000000, AT_FDCWD, "."))");
}

}  // namespace
}  // namespace spoor::testing
