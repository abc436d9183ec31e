// Setting the times of files: utime(2) to utimensat(2).
#include <string>

#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

// sys/stat.h: tv_nsec values that are no times; tv_sec is ignored then (utimensat(2)).
constexpr std::uint64_t utime_now = (1u << 30) - 1;
constexpr std::uint64_t utime_omit = (1u << 30) - 2;

// struct utimbuf
ValueRef utimbuf(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const std::string_view name : {"actime", "modtime"}) {
    const std::int64_t seconds = s.kernel_slong();
    const std::string_view date = calendar_time(c, seconds);
    s.add(name, date.empty() ? c.dec(seconds) : c.note(c.dec(seconds), date));
  }
  return s.done();
}

ValueRef pair(Context& c, ValueRef first, ValueRef second) {
  if (first == nullptr || second == nullptr) return nullptr;
  const ValueRef items[] = {first, second};
  return c.list(items);
}

// What the clock said at `seconds` and `fraction` of `per_second`; nothing where that is no time.
ValueRef dated(Context& c, ValueRef time, std::int64_t seconds, std::uint64_t fraction, std::uint64_t per_second) {
  if (time == nullptr || fraction >= per_second) return time;
  constexpr std::uint64_t billion = 1000000000;
  const std::string_view date = calendar_time(c, seconds, fraction * (billion / per_second));
  if (date.empty()) return time;
  if (fraction == 0 || per_second == billion) return c.note(time, date);
  // Microseconds: three digits less, in front of the five characters of the zone.
  constexpr std::size_t zone = 5, digits = 3;
  std::string shorter(date);
  shorter.erase(date.size() - zone - digits, digits);
  return c.note(time, shorter);
}

ValueRef file_timeval(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::int64_t seconds = s.kernel_slong();
  const std::uint64_t fraction = s.kernel_ulong();
  return s.failed() ? nullptr : dated(c, decode_timeval(c, addr), seconds, fraction, 1000000);
}

ValueRef timevals(Context& c, RemoteAddr addr) {
  return pair(c, file_timeval(c, addr), file_timeval(c, addr + timespec_size(c.abi())));
}

// `size`: of the whole timespec, in two halves.
ValueRef file_timespec(Context& c, RemoteAddr addr, std::size_t size) {
  const auto word = c.load_uint(addr, size / 2);
  const auto fraction = c.load_uint(addr + size / 2, size / 2);
  if (!word || !fraction) return nullptr;
  const auto seconds = size == timespec64_size ? static_cast<std::int64_t>(*word) : static_cast<std::int32_t>(*word);
  const bool narrow = size == timespec_size(c.abi());
  const ValueRef time = narrow ? decode_timespec(c, addr) : decode_timespec64(c, addr);
  if (*fraction == utime_now) return c.constant("UTIME_NOW", utime_now, time);
  if (*fraction == utime_omit) return c.constant("UTIME_OMIT", utime_omit, time);
  return dated(c, time, seconds, *fraction, 1000000000);
}

ValueRef timespec_pair(Context& c, RemoteAddr addr, std::size_t size) {
  return pair(c, file_timespec(c, addr, size), file_timespec(c, addr + size, size));
}
ValueRef timespecs(Context& c, RemoteAddr addr) { return timespec_pair(c, addr, timespec_size(c.abi())); }
ValueRef timespecs64(Context& c, RemoteAddr addr) { return timespec_pair(c, addr, timespec64_size); }

constexpr Syscall rows[] = {
    {"utime", {132, 30}, {path("filename"), in<utimbuf>("times")}, Ret::dec, Class::file},
    {"utimes", {235, 271}, {path("filename"), in<timevals>("utimes")}, Ret::dec, Class::file},
    {"futimesat",
     {261, 299},
     {dirfd("dfd"), path_at<0>("filename"), in<timevals>("utimes")},
     Ret::dec,
     Class::file | Class::desc},
    {"utimensat",
     {280, 320, 88},
     {dirfd("dfd"), path_at<0>("filename"), in<timespecs>("utimes"), at_flags("flags")},
     Ret::dec,
     Class::file | Class::desc},
    {"utimensat_time64",
     {.i386 = 412},
     {dirfd("dfd"), path_at<0>("filename"), in<timespecs64>("utimes"), at_flags("flags")},
     Ret::dec,
     Class::file | Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_times;
const std::span<const Syscall> rows_times = rows;

}  // namespace spoor::abi
