#include "spoor/output/clock_text.h"

#include <ctime>

namespace spoor::output {
namespace {

constexpr std::int64_t second = 1'000'000'000;

void append_fraction(Buffer& out, std::int64_t ns, Precision precision) {
  const auto to = fmt::appender(out);
  switch (precision) {
    case Precision::s: return;
    case Precision::ms: fmt::format_to(to, ".{:03}", ns / 1'000'000); return;
    case Precision::us: fmt::format_to(to, ".{:06}", ns / 1'000); return;
    case Precision::ns: fmt::format_to(to, ".{:09}", ns); return;
  }
}

}  // namespace

void append_seconds(Buffer& out, std::int64_t ns, Precision precision, int width) {
  fmt::format_to(fmt::appender(out), "{:{}}", ns / second, width);
  append_fraction(out, ns % second, precision);
}

void WallClock::append(Buffer& out, std::int64_t realtime_ns, Precision precision) {
  if (realtime_ns / second != second_) {
    second_ = realtime_ns / second;
    const std::time_t time = second_;
    std::tm local{};
    localtime_r(&time, &local);
    std::strftime(text_, sizeof text_, "%T", &local);
  }
  spoor::append(out, text_);
  append_fraction(out, realtime_ns % second, precision);
}

}  // namespace spoor::output
