// Times as strace writes them.
#pragma once

#include <cstdint>

#include "spoor/base/quote.h"

namespace spoor::output {

enum class Precision : std::uint8_t { s, ms, us, ns };

// "12.345678": `ns` with as many decimals as `precision` has, the rest cut off. `width`: of the part before the point.
void append_seconds(Buffer& out, std::int64_t ns, Precision precision, int width = 0);

// Wall clock times ("23:02:55.787575") in the time zone of the process. Remembers the last second, since lines come
// many to the second.
class WallClock {
 public:
  void append(Buffer& out, std::int64_t realtime_ns, Precision precision);

 private:
  std::int64_t second_ = -1;
  char text_[16] = {};  // "23:02:55"
};

}  // namespace spoor::output
