// ioctls of character devices: random(4), rtc(4), input devices, watchdogs.
#include <linux/input.h>
#include <linux/random.h>
#include <linux/rtc.h>
#include <linux/watchdog.h>

#include "spoor/abi/ioctl_request.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi::ioctl {
namespace {

ValueRef entropy_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("entropy_count", c.dec(s.i32()));
  const std::int64_t size = s.i32();
  s.add("buf_size", c.dec(size));
  if (s.failed()) return nullptr;
  const ValueRef bytes = size < 0 ? nullptr : c.buffer(s.position(), static_cast<std::uint64_t>(size));
  s.add("buf", bytes != nullptr ? bytes : c.pointer(s.position().value()));
  return s.done();
}

ValueRef read_time(Context& c, StructReader& from) {
  StructReader s(c, from.position());
  from.skip(9 * 4);
  for (const auto name : {"tm_sec", "tm_min", "tm_hour", "tm_mday", "tm_mon", "tm_year"}) s.add(name, c.dec(s.i32()));
  if (c.abbreviate()) return s.done(true);
  for (const auto name : {"tm_wday", "tm_yday", "tm_isdst"}) s.add(name, c.dec(s.i32()));
  return s.done();
}
ValueRef time_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  return read_time(c, s);
}
ValueRef alarm_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("enabled", c.udec(s.u8()));
  s.add("pending", c.udec(s.u8()));
  s.align(4);
  const ValueRef time = read_time(c, s);
  if (time == nullptr) return nullptr;
  s.add("time", time);
  return s.done();
}
ValueRef pll_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const auto name : {"pll_ctrl", "pll_value", "pll_max", "pll_min", "pll_posmult", "pll_negmult"})
    s.add(name, c.dec(s.i32()));
  s.add("pll_clock", c.dec(s.slong()));
  return s.done();
}
constexpr Name voltage_bits[] = {SPOOR_NAME(RTC_VL_DATA_INVALID), SPOOR_NAME(RTC_VL_BACKUP_LOW),
                                 SPOOR_NAME(RTC_VL_BACKUP_EMPTY), SPOOR_NAME(RTC_VL_ACCURACY_LOW),
                                 SPOOR_NAME(RTC_VL_BACKUP_SWITCH)};
constexpr FlagSet voltage_flags{"RTC_VL_???", voltage_bits};

ValueRef version_at(Context& c, RemoteAddr addr) {
  const auto version = c.load_uint(addr, 4);
  if (!version) return nullptr;
  const ValueRef items[] = {c.hex(*version)};
  return c.list(items);
}
ValueRef input_id_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const auto name : {"bustype", "vendor", "product", "version"}) s.add(name, c.udec(s.u16()));
  return s.done();
}
ValueRef repeat_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const ValueRef items[] = {c.udec(s.u32()), c.udec(s.u32())};
  return s.failed() ? nullptr : c.list(items);
}

// Sizes of `long` in the numbers of i386 and x32.
constexpr std::uint32_t irqp_read32 = number(read, 'p', 0x0b, 4), irqp_set32 = number(write, 'p', 0x0c, 4),
                        epoch_read32 = number(read, 'p', 0x0d, 4), epoch_set32 = number(write, 'p', 0x0e, 4),
                        pll_get32 = number(read, 'p', 0x11, 28), pll_set32 = number(write, 'p', 0x12, 28);

constexpr IoctlRequest rows[] = {
    row(RNDGETENTCNT, out<i32_at>()),
    row(RNDADDTOENTCNT, in<i32_at>()),
    row(RNDADDENTROPY, in<entropy_at>()),
    row(RNDZAPENTCNT),
    row(RNDCLEARPOOL),
    row(RNDRESEEDCRNG),
    row(RTC_RD_TIME, out<time_at>()),
    row(RTC_SET_TIME, in<time_at>()),
    row(RTC_ALM_READ, out<time_at>()),
    row(RTC_ALM_SET, in<time_at>()),
    row(RTC_WKALM_RD, out<alarm_at>()),
    row(RTC_WKALM_SET, in<alarm_at>()),
    row(RTC_IRQP_READ, out<ulong_at>()),
    row(RTC_EPOCH_READ, out<ulong_at>()),
    row(RTC_IRQP_SET, number_ulong()),
    row(RTC_EPOCH_SET, number_ulong()),
    row(irqp_read32, out<ulong_at>()),
    row(epoch_read32, out<ulong_at>()),
    row(irqp_set32, number_ulong()),
    row(epoch_set32, number_ulong()),
    row(RTC_PLL_GET, out<pll_at>()),
    row(RTC_PLL_SET, in<pll_at>()),
    row(pll_get32, out<pll_at>()),
    row(pll_set32, in<pll_at>()),
    row(RTC_VL_READ, out<flags32_at<voltage_flags>>()),
    row(RTC_VL_CLR),
    row(RTC_AIE_ON),
    row(RTC_AIE_OFF),
    row(RTC_UIE_ON),
    row(RTC_UIE_OFF),
    row(RTC_PIE_ON),
    row(RTC_PIE_OFF),
    row(RTC_WIE_ON),
    row(RTC_WIE_OFF),
    row(EVIOCGVERSION, out<version_at>()),
    row(EVIOCGID, out<input_id_at>()),
    row(EVIOCGREP, out<repeat_at>()),
    row(EVIOCSREP, in<repeat_at>()),
    row(EVIOCGEFFECTS, out<i32_at>()),
    row(EVIOCRMFF, number_i32()),
    row(EVIOCGRAB, number_ulong()),
    row(EVIOCREVOKE, number_ulong()),
    row(EVIOCSCLOCKID, in<u32_at>()),
    row(WDIOC_KEEPALIVE),
    row(WDIOC_SETTIMEOUT, in<i32_at>()),
};

}  // namespace

extern const std::span<const IoctlRequest> device_requests = rows;

}  // namespace spoor::abi::ioctl
