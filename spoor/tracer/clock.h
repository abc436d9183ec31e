// The two clocks of a trace: real time for when, monotonic time for how long.
#pragma once

#include <time.h>

#include <cstdint>

namespace spoor::tracer {

inline std::int64_t nanoseconds(clockid_t clock) {
  timespec now;
  ::clock_gettime(clock, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}
inline std::int64_t monotonic_ns() { return nanoseconds(CLOCK_MONOTONIC); }
inline std::int64_t realtime_ns() { return nanoseconds(CLOCK_REALTIME); }

}  // namespace spoor::tracer
