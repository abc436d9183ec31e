#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

constexpr std::uint64_t private_flag = 128;
constexpr std::uint64_t realtime = 256;

TEST(Futex, EachOperationShowsWhatItUses) {
  FakeCall call;
  call.memory.put(0x1000, words({1, 2}));
  EXPECT_EQ(call.text("futex", {0x10, private_flag, 2, 0, 5, 6}), "futex(0x10, FUTEX_WAIT_PRIVATE, 2, NULL)");
  EXPECT_EQ(call.text("futex", {0x10, 1, 0x7fffffff, 4, 5, 6}), "futex(0x10, FUTEX_WAKE, 2147483647)");
  EXPECT_EQ(call.text("futex", {0x10, 9 | private_flag | realtime, 2, 0x1000, 0, 0xffffffff}),
            "futex(0x10, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 2, {tv_sec=1, tv_nsec=2}, "
            "FUTEX_BITSET_MATCH_ANY)");
  EXPECT_EQ(call.text("futex", {0x10, 10, 2, 0, 0, 5}), "futex(0x10, FUTEX_WAKE_BITSET, 2, 0x5)");
  EXPECT_EQ(call.text("futex", {0x10, 4, 1, 2, 0x20, 3}), "futex(0x10, FUTEX_CMP_REQUEUE, 1, 2, 0x20, 3)");
  EXPECT_EQ(call.text("futex", {0x10, 6, 1, 0x1000}), "futex(0x10, FUTEX_LOCK_PI, {tv_sec=1, tv_nsec=2})");
  EXPECT_EQ(call.text("futex", {0x10, 7, 1, 2}), "futex(0x10, FUTEX_UNLOCK_PI)");
  EXPECT_EQ(call.text("futex", {0x10, 14, 1, 0x1000, 0x20, 3}, -38),
            "futex(0x10, 0xe /* FUTEX_??? */, 1, 0x1000, 0x20, 0x3)");
}

TEST(Futex, WakeOperationsAreWrittenAsTheirMacro) {
  FakeCall call;
  EXPECT_EQ(call.text("futex", {0x10, 5, 1, 2, 0x20, 0x31005ff7}),
            "futex(0x10, FUTEX_WAKE_OP, 1, 2, 0x20, FUTEX_OP_ANDN<<28|0x5<<12|FUTEX_OP_CMP_NE<<24|0xff7)");
  EXPECT_EQ(call.text("futex", {0x10, 5, 1, 2, 0x20, 0xd6005000}),
            "futex(0x10, FUTEX_WAKE_OP, 1, 2, 0x20, FUTEX_OP_OPARG_SHIFT<<28|0x5<<28 /* FUTEX_OP_??? */|0x5<<12|"
            "0x6<<24 /* FUTEX_OP_CMP_??? */|0)");
}

TEST(Futex, TimesOfI386) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, words({1, 2, 3, 4}, 4));
  EXPECT_EQ(call.text("futex", {0x10, 0, 2, 0x1000}), "futex(0x10, FUTEX_WAIT, 2, {tv_sec=1, tv_nsec=2})");
  EXPECT_EQ(call.text("futex_time64", {0x10, 0, 2, 0x1000}),
            "futex_time64(0x10, FUTEX_WAIT, 2, {tv_sec=8589934593, tv_nsec=17179869187})");
}

TEST(Futex, ManyWaiters) {
  FakeCall call;
  call.memory.put(0x1000, words({8, 0x10, 0x82, 1ull << 40, 0, 0x500000011}));
  EXPECT_EQ(call.text("futex_waitv", {0x1000, 2, 0, 0, 1}),
            "futex_waitv([{val=0x8, uaddr=0x10, flags=FUTEX2_SIZE_U32|FUTEX2_PRIVATE}, {val=0x10000000000, uaddr=NULL, "
            "flags=FUTEX2_SIZE_U16|0x10, __reserved=0x5}], 2, 0, NULL, CLOCK_MONOTONIC)");
  EXPECT_EQ(call.text("futex_wake", {0x10, 0xffffffff, 1, 0x82}),
            "futex_wake(0x10, FUTEX_BITSET_MATCH_ANY, 1, FUTEX2_SIZE_U32|FUTEX2_PRIVATE)");
}

TEST(Futex, RobustLists) {
  FakeCall call;
  call.memory.put(0x1000, words({0x2000, 24}));
  EXPECT_EQ(call.text("get_robust_list", {0, 0x1000, 0x1008}), "get_robust_list(0, [0x2000], [24])");
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, words({0, 12}, 4));
  EXPECT_EQ(call.text("get_robust_list", {0, 0x1000, 0x1004}), "get_robust_list(0, [NULL], [12])");
}

}  // namespace
}  // namespace spoor::testing
