#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

constexpr std::uint64_t child_settid = 0x01000000;
constexpr std::uint64_t child_cleartid = 0x00200000;
constexpr std::uint64_t parent_settid = 0x00100000;
constexpr std::uint64_t settls = 0x00080000;
constexpr std::uint64_t sigchld = 17;

TEST(Process, CloneShowsWhatItsFlagsAskFor) {
  FakeCall call;
  EXPECT_EQ(call.text("clone", {sigchld, 0, 1, 2, 3}, 5), "clone(child_stack=NULL, flags=SIGCHLD)");
  EXPECT_EQ(call.text("clone", {child_settid | child_cleartid | sigchld, 0, 0, 0x7f10, 0}, 5),
            "clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f10)");
  call.memory.put(0x1000, words({5}, 4));
  EXPECT_EQ(call.text("clone", {parent_settid | settls, 0x2000, 0x1000, 0x30, 0x40}, 5),
            "clone(child_stack=0x2000, flags=CLONE_SETTLS|CLONE_PARENT_SETTID, parent_tid=[5], tls=0x40)");
  EXPECT_EQ(call.text("clone", {parent_settid, 0x2000, 0x1000}, -22),
            "clone(child_stack=0x2000, flags=CLONE_PARENT_SETTID, parent_tid=0x1000)");
}

TEST(Process, CloneOfI386HasItsTlsBeforeTheChildsAddress) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  EXPECT_EQ(call.text("clone", {settls | child_settid | 77, 0, 0, 0x30, 0x40}, 5),
            "clone(child_stack=NULL, flags=CLONE_SETTLS|CLONE_CHILD_SETTID|77, tls=0x30, child_tidptr=0x40)");
}

TEST(Process, Clone3ShowsWhatTheKernelStored) {
  FakeCall call;
  call.memory.put(0x1000, words({parent_settid, 0, 0, 0x3000, sigchld, 0, 0, 0}));
  call.memory.put(0x3000, words({0}, 4));
  EXPECT_EQ(call.text("clone3", {0x1000, 64}, 7, [](FakeMemory& m) { m.put(0x3000, words({7}, 4)); }),
            "clone3({flags=CLONE_PARENT_SETTID, parent_tid=0x3000, exit_signal=SIGCHLD, stack=NULL, stack_size=0} => "
            "{parent_tid=[7]}, 64)");
  EXPECT_EQ(
      call.text("clone3", {0x1000, 64}, -22),
      "clone3({flags=CLONE_PARENT_SETTID, parent_tid=0x3000, exit_signal=SIGCHLD, stack=NULL, stack_size=0}, 64)");
  EXPECT_EQ(call.text("clone3", {0x1000, 88}, -14), "clone3(0x1000, 88)");
  EXPECT_EQ(call.text("clone3", {0x1000, 63}, -22), "clone3(0x1000, 63)");
}

TEST(Process, Clone3ShowsBytesThatNoFieldCovers) {
  FakeCall call;
  call.memory.put(0x1000, words({0x200000000, 0, 0, 0, 0x1000, 0, 0, 0, 0x2000, 2, 3, 0x1ff}));
  call.memory.put(0x2000, words({9, 8}, 4));
  EXPECT_EQ(call.text("clone3", {0x1000, 96}, -7),
            "clone3({flags=CLONE_INTO_CGROUP, exit_signal=4096, stack=NULL, stack_size=0, set_tid=[9, 8], "
            "set_tid_size=2, cgroup=3, /* bytes 88..95 */ \"\\xff\\x01\\x00\\x00\\x00\\x00\\x00\\x00\"}, 96)");
}

TEST(Process, ExecShowsArgumentsAndCountsVariables) {
  FakeCall call;
  call.memory.put(0x1000, std::string("/bin/ls\0ls\0-l\0", 15));
  call.memory.put(0x2000, words({0x1008, 0x100b, 0}));
  EXPECT_EQ(call.text("execve", {0x1000, 0x2000, 0x2008}), R"(execve("/bin/ls", ["ls", "-l"], 0x2008 /* 1 var */))");
  call.options.abbreviate = false;
  EXPECT_EQ(call.text("execve", {0x1000, 0x2000, 0x2000}), R"(execve("/bin/ls", ["ls", "-l"], ["ls", "-l"]))");
}

TEST(Process, ExecStopsWhereMemoryEnds) {
  FakeCall call;
  call.memory.put(0x1000, std::string("a\0", 2));
  call.memory.put(0x2000, words({0x1000, 1}));
  EXPECT_EQ(call.text("execve", {0, 0x2000, 0x2000}, -14),
            R"(execve(NULL, ["a", 0x1, ... /* 0x2010 */], 0x2000 /* 2 vars, unterminated */))");
  EXPECT_EQ(call.text("execve", {1, 1, 1}, -14), "execve(0x1, 0x1, 0x1)");
}

TEST(Process, ExecOfI386ReadsPointersOfFourBytes) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, std::string("a\0b\0", 4));
  call.memory.put(0x2000, words({0x1000, 0x1002, 0}, 4));
  EXPECT_EQ(call.text("execve", {0x1000, 0x2000, 0x2008}, 0), R"(execve("a", ["a", "b"], 0x2008 /* 0 vars */))");
}

TEST(Process, LongArgumentListsAreCut) {
  FakeCall call;
  call.options.string_limit = 2;
  call.memory.put(0x1000, std::string("a\0", 2));
  call.memory.put(0x2000, words({0x1000, 0x1000, 0x1000, 0}));
  EXPECT_EQ(call.text("execve", {0x1000, 0x2000, 0}), R"(execve("a", ["a", "a", ...], NULL))");
  EXPECT_EQ(call.text("execve", {0x1000, 0x2008, 0}), R"(execve("a", ["a", "a"], NULL))");
}

TEST(Process, KcmpTakesWhatItsTypeNeeds) {
  FakeCall call;
  call.memory.put(0x1000, words({1, 2, 3}, 4));
  EXPECT_EQ(call.text("kcmp", {4, 5, 0, 1, 2}), "kcmp(4, 5, KCMP_FILE, 1, 2)");
  EXPECT_EQ(call.text("kcmp", {4, 5, 1, 1, 2}), "kcmp(4, 5, KCMP_VM)");
  EXPECT_EQ(call.text("kcmp", {4, 5, 7, 1, 0x1000}), "kcmp(4, 5, KCMP_EPOLL_TFD, 1, {efd=1, tfd=2, toff=3})");
  EXPECT_EQ(call.text("kcmp", {4, 5, 8, 1, 2}), "kcmp(4, 5, 0x8 /* KCMP_??? */, 0x1, 0x2)");
}

TEST(Process, NamespaceFlags) {
  FakeCall call;
  EXPECT_EQ(call.text("unshare", {0x600}), "unshare(CLONE_FS|CLONE_FILES)");
  EXPECT_EQ(call.text("setns", {3, 0x4020091}), "setns(3, CLONE_NEWTIME|CLONE_NEWNS|CLONE_NEWUTS|0x11)");
  EXPECT_EQ(call.text("pidfd_open", {3, 0x800}, 4), "pidfd_open(3, PIDFD_NONBLOCK)");
}

}  // namespace
}  // namespace spoor::testing
