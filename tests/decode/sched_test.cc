#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Sched, PoliciesAndParameters) {
  FakeCall call;
  call.memory.put(0x1000, words({99}, 4));
  EXPECT_EQ(call.text("sched_setscheduler", {0, 1, 0x1000}), "sched_setscheduler(0, SCHED_FIFO, [99])");
  EXPECT_EQ(call.text("sched_getscheduler", {0}, 0), "sched_getscheduler(0) (SCHED_OTHER)");
  EXPECT_EQ(call.text("sched_getscheduler", {0}, 0x40000003), "sched_getscheduler(0)");
  EXPECT_EQ(call.text("sched_getparam", {5, 0x1000}), "sched_getparam(5, [99])");
}

TEST(Sched, AttributesAsFarAsTheirSizeAndFlagsGo) {
  FakeCall call;
  call.memory.put(0x1000, words({56 | 6ull << 32, 0x60, 0xfffffffb | 7ull << 32, 1, 2, 3, 4 | 5ull << 32}));
  EXPECT_EQ(call.text("sched_setattr", {0, 0x1000, 0}),
            "sched_setattr(0, {size=56, sched_policy=SCHED_DEADLINE, "
            "sched_flags=SCHED_FLAG_UTIL_CLAMP_MIN|SCHED_FLAG_UTIL_CLAMP_MAX, sched_nice=-5, sched_priority=7, "
            "sched_runtime=1, sched_deadline=2, sched_period=3, sched_util_min=4, sched_util_max=5}, 0)");
  call.memory.put(0x1000, words({60, 0x18, 0, 0, 0, 0, 4 | 5ull << 32}));
  EXPECT_EQ(call.text("sched_setattr", {0, 0x1000, 1}, -22),
            "sched_setattr(0, {size=60, sched_flags=SCHED_FLAG_KEEP_POLICY|SCHED_FLAG_KEEP_PARAMS, sched_util_min=4, "
            "sched_util_max=5, ...}, 1)");
  call.memory.put(0x1000, words({47}));
  EXPECT_EQ(call.text("sched_setattr", {0, 0x1000, 0}, -22), "sched_setattr(0, {size=47}, 0)");
  call.memory.put(0x1000, words({48, 0}));
  EXPECT_EQ(call.text("sched_setattr", {0, 0x1000, 0}, -14), "sched_setattr(0, 0x1000, 0)");
}

TEST(Sched, CpuSetsAreNumbers) {
  FakeCall call;
  call.memory.put(0x1000, words({0x8000000000000015, 1}));
  EXPECT_EQ(call.text("sched_setaffinity", {0, 16, 0x1000}), "sched_setaffinity(0, 16, [0 2 4 63 64])");
  EXPECT_EQ(call.text("sched_getaffinity", {0, 128, 0x1000}, 8), "sched_getaffinity(0, 128, [0 2 4 63])");
  EXPECT_EQ(call.text("sched_setaffinity", {0, 1, 0x1000}), "sched_setaffinity(0, 1, [0 2 4])");
  EXPECT_EQ(call.text("sched_setaffinity", {0, 0, 0x1000}), "sched_setaffinity(0, 0, [])");
  EXPECT_EQ(call.text("sched_setaffinity", {0, 32, 0x1000}, -14), "sched_setaffinity(0, 32, 0x1000)");
}

}  // namespace
}  // namespace spoor::testing
