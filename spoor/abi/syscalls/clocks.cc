// Clocks, timers and sleeping (time(7)).
#include <sys/timerfd.h>
#include <sys/timex.h>

#include "spoor/abi/args.h"
#include "spoor/abi/clock_ids.h"
#include "spoor/abi/clock_ticks.h"
#include "spoor/abi/sigevent.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name timer_flag_names[] = {SPOOR_NAME(TIMER_ABSTIME)};
constexpr FlagSet timer_flags{.unknown = "TIMER_???", .names = timer_flag_names};

constexpr Name timer_names[] = {{0, "ITIMER_REAL"}, {1, "ITIMER_VIRTUAL"}, {2, "ITIMER_PROF"}};
constexpr FlagSet interval_timers{.unknown = "ITIMER_???", .names = timer_names};

// One vocabulary for creating and for setting, as strace has it.
constexpr Name timerfd_flag_names[] = {SPOOR_NAME(TFD_TIMER_ABSTIME), SPOOR_NAME(TFD_TIMER_CANCEL_ON_SET),
                                       SPOOR_NAME(TFD_CLOEXEC), SPOOR_NAME(TFD_NONBLOCK)};
constexpr FlagSet timerfd_flags{.unknown = "TFD_???", .names = timerfd_flag_names};

constexpr Name clock_state_names[] = {SPOOR_NAME(TIME_OK),  SPOOR_NAME(TIME_INS),  SPOOR_NAME(TIME_DEL),
                                      SPOOR_NAME(TIME_OOP), SPOOR_NAME(TIME_WAIT), SPOOR_NAME(TIME_ERROR)};
constexpr FlagSet clock_states{.unknown = "TIME_???", .names = clock_state_names};

ValueRef clock_state(Context& c) {
  const auto state = static_cast<std::uint64_t>(c.call().result);
  const std::string_view name = name_of(clock_states, state);
  return name.empty() ? nullptr : c.word(name, state);
}

ValueRef decode_timezone(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("tz_minuteswest", c.dec(s.i32()));
  s.add("tz_dsttime", c.dec(s.i32()));
  return s.done();
}

// A time_t of kernel long, with the date as a remark.
ValueRef decode_time(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::int64_t seconds = s.kernel_slong();
  if (s.failed()) return nullptr;
  const std::string_view date = calendar_time(c, seconds);
  const ValueRef items[] = {date.empty() ? c.dec(seconds) : c.note(c.dec(seconds), date)};
  return c.list(items);
}
ValueRef date_of_result(Context& c) {
  const std::string_view date = calendar_time(c, c.call().result);
  return date.empty() ? nullptr : c.word(date);
}

ValueRef decode_tms(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const std::string_view name : {"tms_utime", "tms_stime", "tms_cutime", "tms_cstime"})
    s.add(name, clock_ticks(c.arena(), s.kernel_ulong()));
  return s.done();
}

// The time that was left of a sleep. A sleep until a point in time leaves none.
template <ValueRef (*F)(Context&, RemoteAddr)>
ValueRef remaining(Context& c, const Arg&, std::uint64_t raw) {
  return remaining_time_written(c) ? c.pointee(raw, [&](RemoteAddr addr) { return F(c, addr); }) : c.pointer(raw);
}
template <ValueRef (*F)(Context&, RemoteAddr)>
ValueRef remaining_unless_absolute(Context& c, const Arg& arg, std::uint64_t raw) {
  return (c.arg(1) & TIMER_ABSTIME) != 0 ? c.pointer(raw) : remaining<F>(c, arg, raw);
}

constexpr Arg clock(std::string_view name) { return choice(name, clock_ids); }

constexpr Syscall rows[] = {
    // --- the time of day ---
    {"gettimeofday", {96, 78, 169}, {out<decode_timeval>("tv"), out<decode_timezone>("tz")}, Ret::dec, Class::clock},
    {"settimeofday", {164, 79, 170}, {in<decode_timeval>("tv"), in<decode_timezone>("tz")}, Ret::dec, Class::clock},
    {"time", {201, 13}, {out<decode_time>("tloc")}, Ret::dec, Class::clock, nullptr, date_of_result},
    {"stime", {.i386 = 25}, {in<decode_time>("tptr")}},
    {"adjtimex", {159, 124, 171}, {out<decode_timex>("txc_p")}, Ret::dec, Class::clock, nullptr, clock_state},
    // --- clocks ---
    {"clock_gettime", {228, 265, 113}, {clock("which_clock"), out<decode_timespec>("tp")}, Ret::dec, Class::clock},
    {"clock_gettime64", {.i386 = 403}, {clock("which_clock"), out<decode_timespec64>("tp")}, Ret::dec, Class::clock},
    {"clock_settime", {227, 264, 112}, {clock("which_clock"), in<decode_timespec>("tp")}, Ret::dec, Class::clock},
    {"clock_settime64", {.i386 = 404}, {clock("which_clock"), in<decode_timespec64>("tp")}, Ret::dec, Class::clock},
    {"clock_getres", {229, 266, 114}, {clock("which_clock"), out<decode_timespec>("tp")}, Ret::dec, Class::clock},
    {"clock_getres_time64",
     {.i386 = 406},
     {clock("which_clock"), out<decode_timespec64>("tp")},
     Ret::dec,
     Class::clock},
    {"clock_adjtime",
     {305, 343, 266},
     {clock("which_clock"), out<decode_timex>("utx")},
     Ret::dec,
     Class::clock,
     nullptr,
     clock_state},
    {"clock_adjtime64",
     {.i386 = 405},
     {clock("which_clock"), out<decode_timex64>("utx")},
     Ret::dec,
     Class::clock,
     nullptr,
     clock_state},
    // --- sleeping ---
    {"nanosleep",
     {35, 162, 101},
     {in<decode_timespec>("rqtp"), custom("rmtp", remaining<decode_timespec>, Direction::out)}},
    {"clock_nanosleep",
     {230, 267, 115},
     {clock("which_clock"), flags("flags", timer_flags), in<decode_timespec>("rqtp"),
      custom("rmtp", remaining_unless_absolute<decode_timespec>, Direction::out)}},
    {"clock_nanosleep_time64",
     {.i386 = 407},
     {clock("which_clock"), flags("flags", timer_flags), in<decode_timespec64>("rqtp"),
      custom("rmtp", remaining_unless_absolute<decode_timespec64>, Direction::out)}},
    // --- interval timers ---
    {"alarm", {37, 27}, {u32("seconds")}},
    {"getitimer", {36, 105, 102}, {choice("which", interval_timers), out<decode_itimerval>("value")}},
    {"setitimer",
     {38, 104, 103},
     {choice("which", interval_timers), in<decode_itimerval>("value"), out<decode_itimerval>("ovalue")}},
    {"times", {100, 43, 153}, {out<decode_tms>("tbuf")}},
    // --- POSIX timers ---
    {"timer_create",
     {.x86_64 = 222, .i386 = 259, .generic = 107, .x32 = 526},
     {clock("which_clock"), in<decode_sigevent>("timer_event_spec"), out_i32("created_timer_id")}},
    {"timer_settime",
     {223, 260, 110},
     {i32("timer_id"), flags("flags", timer_flags), in<decode_itimerspec>("new_setting"),
      out<decode_itimerspec>("old_setting")}},
    {"timer_settime64",
     {.i386 = 409},
     {i32("timer_id"), flags("flags", timer_flags), in<decode_itimerspec64>("new_setting"),
      out<decode_itimerspec64>("old_setting")}},
    {"timer_gettime", {224, 261, 108}, {i32("timer_id"), out<decode_itimerspec>("setting")}},
    {"timer_gettime64", {.i386 = 408}, {i32("timer_id"), out<decode_itimerspec64>("setting")}},
    {"timer_getoverrun", {225, 262, 109}, {i32("timer_id")}},
    {"timer_delete", {226, 263, 111}, {i32("timer_id")}},
    // --- timer descriptors ---
    {"timerfd_create", {283, 322, 85}, {clock("clockid"), flags("flags", timerfd_flags)}, Ret::fd, Class::desc},
    {"timerfd_settime",
     {286, 325, 86},
     {fd("ufd"), flags("flags", timerfd_flags), in<decode_itimerspec>("utmr"), out<decode_itimerspec>("otmr")},
     Ret::dec,
     Class::desc},
    {"timerfd_settime64",
     {.i386 = 411},
     {fd("ufd"), flags("flags", timerfd_flags), in<decode_itimerspec64>("utmr"), out<decode_itimerspec64>("otmr")},
     Ret::dec,
     Class::desc},
    {"timerfd_gettime", {287, 326, 87}, {fd("ufd"), out<decode_itimerspec>("otmr")}, Ret::dec, Class::desc},
    {"timerfd_gettime64", {.i386 = 410}, {fd("ufd"), out<decode_itimerspec64>("otmr")}, Ret::dec, Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_clocks;
const std::span<const Syscall> rows_clocks = rows;

}  // namespace spoor::abi
