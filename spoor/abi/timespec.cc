#include "spoor/abi/timespec.h"

#include <sys/timex.h>

#include <algorithm>
#include <ctime>

#include "spoor/abi/flags.h"

namespace spoor::abi {
namespace {

constexpr Name adjtimex_modes_table[] = {
    SPOOR_NAME(ADJ_OFFSET_SS_READ),
    SPOOR_NAME(ADJ_OFFSET_SINGLESHOT),
    SPOOR_NAME(ADJ_OFFSET),
    SPOOR_NAME(ADJ_FREQUENCY),
    SPOOR_NAME(ADJ_MAXERROR),
    SPOOR_NAME(ADJ_ESTERROR),
    SPOOR_NAME(ADJ_STATUS),
    SPOOR_NAME(ADJ_TIMECONST),
    SPOOR_NAME(ADJ_TAI),
    SPOOR_NAME(ADJ_SETOFFSET),
    SPOOR_NAME(ADJ_MICRO),
    SPOOR_NAME(ADJ_NANO),
    SPOOR_NAME(ADJ_TICK),
};
constexpr FlagSet adjtimex_modes{.unknown = "ADJ_???", .names = adjtimex_modes_table};

constexpr Name adjtimex_status_table[] = {
    SPOOR_NAME(STA_PLL),       SPOOR_NAME(STA_PPSFREQ),   SPOOR_NAME(STA_PPSTIME),   SPOOR_NAME(STA_FLL),
    SPOOR_NAME(STA_INS),       SPOOR_NAME(STA_DEL),       SPOOR_NAME(STA_UNSYNC),    SPOOR_NAME(STA_FREQHOLD),
    SPOOR_NAME(STA_PPSSIGNAL), SPOOR_NAME(STA_PPSJITTER), SPOOR_NAME(STA_PPSWANDER), SPOOR_NAME(STA_PPSERROR),
    SPOOR_NAME(STA_CLOCKERR),  SPOOR_NAME(STA_NANO),      SPOOR_NAME(STA_MODE),      SPOOR_NAME(STA_CLK),
};
constexpr FlagSet adjtimex_status{.unknown = "STA_???", .names = adjtimex_status_table};

// A pair of integers under the names of one of the time structs.
ValueRef pair(Context& c, std::string_view fraction, std::int64_t seconds, std::uint64_t rest) {
  const Field fields[] = {{"tv_sec", c.dec(seconds)}, {fraction, c.udec(rest)}};
  return c.fields(fields);
}

// A struct of one member, read by F, or of two under the names of the interval timers.
template <ValueRef (*F)(Context&, StructReader&)>
ValueRef alone(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const ValueRef value = F(c, s);
  return s.failed() ? nullptr : value;
}
template <ValueRef (*F)(Context&, StructReader&)>
ValueRef interval(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("it_interval", F(c, s));
  s.add("it_value", F(c, s));
  return s.done();
}

// The members of struct timex differ only in how wide its longs are. Wide: struct __kernel_timex, 64 bits everywhere.
struct TimexReader {
  StructReader s;
  bool wide;
  std::int64_t slong() { return wide ? (s.align(8), s.i64()) : s.kernel_slong(); }
  std::uint64_t ulong() { return wide ? (s.align(8), s.u64()) : s.kernel_ulong(); }
  void add_long(Context& c, std::string_view name) { s.add(name, c.dec(slong())); }
  void add_int(Context& c, std::string_view name) { s.add(name, c.dec(s.i32())); }
};

ValueRef timex(Context& c, RemoteAddr addr, bool wide) {
  TimexReader r{StructReader(c, addr), wide};
  r.s.add("modes", c.flags(adjtimex_modes, r.s.u32()));
  for (const std::string_view name : {"offset", "freq", "maxerror", "esterror"}) r.add_long(c, name);
  r.s.add("status", c.flags(adjtimex_status, r.s.u32()));
  for (const std::string_view name : {"constant", "precision", "tolerance"}) r.add_long(c, name);
  const std::int64_t seconds = r.slong();
  r.s.add("time", pair(c, "tv_usec", seconds, r.ulong()));
  for (const std::string_view name : {"tick", "ppsfreq", "jitter"}) r.add_long(c, name);
  r.add_int(c, "shift");
  for (const std::string_view name : {"stabil", "jitcnt", "calcnt", "errcnt", "stbcnt"}) r.add_long(c, name);
  r.add_int(c, "tai");
  constexpr std::size_t reserved = 11 * sizeof(std::int32_t);  // the kernel reads and writes them too
  r.s.bytes(reserved);
  return r.s.done();
}

}  // namespace

ValueRef read_timespec(Context& c, StructReader& from) {
  const std::int64_t seconds = from.kernel_slong();
  return pair(c, "tv_nsec", seconds, from.kernel_ulong());
}
ValueRef read_timespec64(Context& c, StructReader& from) {
  const std::int64_t seconds = from.i64();
  return pair(c, "tv_nsec", seconds, from.u64());
}
ValueRef read_timeval(Context& c, StructReader& from) {
  const std::int64_t seconds = from.kernel_slong();
  return pair(c, "tv_usec", seconds, from.kernel_ulong());
}

ValueRef decode_timespec(Context& c, RemoteAddr addr) { return alone<read_timespec>(c, addr); }
ValueRef decode_timespec64(Context& c, RemoteAddr addr) { return alone<read_timespec64>(c, addr); }
ValueRef decode_timeval(Context& c, RemoteAddr addr) { return alone<read_timeval>(c, addr); }
ValueRef decode_itimerspec(Context& c, RemoteAddr addr) { return interval<read_timespec>(c, addr); }
ValueRef decode_itimerspec64(Context& c, RemoteAddr addr) { return interval<read_timespec64>(c, addr); }
ValueRef decode_itimerval(Context& c, RemoteAddr addr) { return interval<read_timeval>(c, addr); }
ValueRef decode_timex(Context& c, RemoteAddr addr) { return timex(c, addr, false); }
ValueRef decode_timex64(Context& c, RemoteAddr addr) { return timex(c, addr, true); }

bool remaining_time_written(const Context& c) {
  constexpr int first_restart_code = 512;  // ERESTARTSYS and its kin, include/linux/errno.h
  return c.call().error() >= first_restart_code;
}

std::string_view calendar_time(Context& c, std::int64_t seconds, std::uint64_t nanoseconds) {
  if (seconds == 0 && nanoseconds == 0) return {};
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  if (localtime_r(&time, &parts) == nullptr) return {};
  char text[64];
  std::size_t size = std::strftime(text, sizeof text, "%FT%T", &parts);
  if (size == 0) return {};
  if (nanoseconds != 0) {
    constexpr int digits = 9;
    text[size++] = '.';
    for (int i = digits - 1; i >= 0; --i, nanoseconds /= 10)
      text[size + static_cast<std::size_t>(i)] = static_cast<char>('0' + nanoseconds % 10);
    size += digits;
  }
  size += std::strftime(text + size, sizeof text - size, "%z", &parts);
  return c.arena().copy(std::string_view(text, size));
}

}  // namespace spoor::abi
