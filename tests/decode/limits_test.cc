#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Limits, SizesAreShownInUnitsOf1024) {
  FakeCall call;
  call.memory.put(0x1000, words({8192 * 1024, ~std::uint64_t{0}}));
  EXPECT_EQ(call.text("prlimit64", {0, 3, 0, 0x1000}),
            "prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY})");
  call.memory.put(0x1000, words({1024, 1025}));
  EXPECT_EQ(call.text("setrlimit", {99, 0x1000}, -22),
            "setrlimit(0x63 /* RLIMIT_??? */, {rlim_cur=1024, rlim_max=1025})");
  EXPECT_EQ(call.text("getrlimit", {4, 0x1000}, -14), "getrlimit(RLIMIT_CORE, 0x1000)");
}

TEST(Limits, LimitsOfI386Have32Bits) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, words({2048, 0xffffffff}, 4));
  EXPECT_EQ(call.text("ugetrlimit", {7, 0x1000}),
            "ugetrlimit(RLIMIT_NOFILE, {rlim_cur=2*1024, rlim_max=RLIM_INFINITY})");
}

TEST(Limits, PrioritiesOfDisks) {
  FakeCall call;
  EXPECT_EQ(call.text("ioprio_set", {1, 5, 0x4004}),
            "ioprio_set(IOPRIO_WHO_PROCESS, 5, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4))");
  EXPECT_EQ(call.text("ioprio_get", {2, 5}, 0xe001),
            "ioprio_get(IOPRIO_WHO_PGRP, 5) (IOPRIO_PRIO_VALUE(0x7 /* IOPRIO_CLASS_??? */, 1))");
  EXPECT_EQ(call.text("setpriority", {2, 0, 0xffffffec}), "setpriority(PRIO_USER, 0, -20)");
}

}  // namespace
}  // namespace spoor::testing
