#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Creds, GroupsAreAsManyAsTheCallReturned) {
  FakeCall call;
  call.memory.put(0x1000, words({5, 6, 0xffffffff}, 4));
  EXPECT_EQ(call.text("getgroups", {0, 0x1000}, 2), "getgroups(0, [5, 6])");
  EXPECT_EQ(call.text("getgroups", {3, 0x1000}, -14), "getgroups(3, 0x1000)");
  EXPECT_EQ(call.text("setgroups", {4, 0x1000}, -14), "setgroups(4, [5, 6, -1, ... /* 0x100c */])");
  EXPECT_EQ(call.text("setgroups", {0, 0x1000}), "setgroups(0, [])");
  EXPECT_EQ(call.text("setgroups", {0xffffffff, 0x1000}, -22), "setgroups(-1, 0x1000)");
}

TEST(Creds, OldCallsOfI386Have16BitIds) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, words({5, 0xffff}, 2));
  EXPECT_EQ(call.text("setgroups", {2, 0x1000}), "setgroups(2, [5, -1])");
  EXPECT_EQ(call.text("getresuid", {0x1000, 0x1002, 0}, 0), "getresuid([5], [-1], NULL)");
  call.memory.put(0x1000, words({0xffff, 0xffffffff}, 4));
  EXPECT_EQ(call.text("setgroups32", {2, 0x1000}), "setgroups32(2, [65535, -1])");
}

TEST(Creds, CapabilitiesByVersion) {
  FakeCall call;
  call.memory.put(0x1000, words({0x20080522, 0}, 4));
  call.memory.put(0x2000, words({1, 0, 0x80000000, 0x102, 0xfffffe00, 0}, 4));
  EXPECT_EQ(call.text("capset", {0x1000, 0x2000}),
            "capset({version=_LINUX_CAPABILITY_VERSION_3, pid=0}, "
            "{effective=1<<CAP_CHOWN|1<<CAP_MAC_ADMIN|1<<CAP_CHECKPOINT_RESTORE, permitted=0xfffffe00 /* CAP_??? */, "
            "inheritable=1<<CAP_SETFCAP})");
  EXPECT_EQ(call.text("capget", {0x1000, 0x2000}, -22), "capget({version=_LINUX_CAPABILITY_VERSION_3, pid=0}, 0x2000)");
  EXPECT_EQ(call.text("capset", {0x5000, 0x2000}, -14), "capset(0x5000, 0x2000)");
  call.memory.put(0x1000, words({0x19980330, 7}, 4));
  call.memory.put(0x2000, words({1, 2, 4}, 4));
  EXPECT_EQ(call.text("capget", {0x1000, 0x2000}),
            "capget({version=_LINUX_CAPABILITY_VERSION_1, pid=7}, {effective=1<<CAP_CHOWN, "
            "permitted=1<<CAP_DAC_OVERRIDE, inheritable=1<<CAP_DAC_READ_SEARCH})");
}

TEST(Creds, PersonalityAndTheOneBefore) {
  FakeCall call;
  EXPECT_EQ(call.text("personality", {0xffffffff}, 0x40008), "personality(0xffffffff) (PER_LINUX32|ADDR_NO_RANDOMIZE)");
  EXPECT_EQ(call.text("personality", {0x40000}, 0), "personality(PER_LINUX|ADDR_NO_RANDOMIZE) (PER_LINUX)");
  EXPECT_EQ(call.text("personality", {0x10000050}, -22), "personality(0x50 /* PER_??? */|0x10000000)");
}

}  // namespace
}  // namespace spoor::testing
