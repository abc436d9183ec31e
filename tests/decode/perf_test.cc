#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Perf, EventsByType) {
  FakeCall call;
  call.memory.put(0x1000, words({0 | 64ull << 32, 1, 1000, 3, 8, 1 | 1 << 15, 0, 0}));
  EXPECT_EQ(
      call.text("perf_event_open", {0x1000, 0, 0xffffffff, 0xffffffff, 8}, 3),
      "perf_event_open({type=PERF_TYPE_HARDWARE, size=PERF_ATTR_SIZE_VER0, config=PERF_COUNT_HW_INSTRUCTIONS, "
      "sample_period=1000, sample_type=PERF_SAMPLE_IP|PERF_SAMPLE_TID, read_format=PERF_FORMAT_GROUP, disabled=1, "
      "precise_ip=1 /* constant skid */, ...}, 0, -1, -1, PERF_FLAG_FD_CLOEXEC)");
  call.memory.put(0x1000, words({3 | 64ull << 32, 0x800010203, 1000, 0, 0, 1 << 10, 0, 0}));
  EXPECT_EQ(call.text("perf_event_open", {0x1000, 0, 0xffffffff, 0xffffffff, 0}, 3),
            "perf_event_open({type=PERF_TYPE_HW_CACHE, size=PERF_ATTR_SIZE_VER0, "
            "config=0x8<<32|PERF_COUNT_HW_CACHE_RESULT_MISS<<16|PERF_COUNT_HW_CACHE_OP_PREFETCH<<8|"
            "PERF_COUNT_HW_CACHE_DTLB, sample_freq=1000, sample_type=0, read_format=0, freq=1, "
            "precise_ip=0 /* arbitrary skid */, ...}, 0, -1, -1, 0)");
  EXPECT_EQ(call.text("perf_event_open", {1, 0, 0, 0, 0xf0}, -14),
            "perf_event_open(0x1, 0, 0, 0, 0xf0 /* PERF_FLAG_??? */)");
}

}  // namespace
}  // namespace spoor::testing
