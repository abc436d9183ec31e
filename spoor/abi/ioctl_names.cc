// Names of ioctl request numbers.
#include <fmt/format.h>
#include <linux/input.h>

#include <algorithm>
#include <iterator>

#include "spoor/abi/ioctl_request.h"

namespace spoor::abi {
namespace {

struct NumberName {
  std::uint32_t number;
  std::string_view name;
};

#define IOCTL(abi, number, name) IOCTL_##abi(number, name)
#define ROW(number, name) {number, name},
#define NO_ROW(number, name)

#define IOCTL_common ROW
#define IOCTL_x86_64 NO_ROW
#define IOCTL_i386 NO_ROW
#define IOCTL_x32 NO_ROW
constexpr NumberName common_names[] = {
#include "spoor/abi/generated/ioctls.inc"
};
#undef IOCTL_common
#define IOCTL_common NO_ROW

#undef IOCTL_x86_64
#define IOCTL_x86_64 ROW
constexpr NumberName x86_64_names[] = {
#include "spoor/abi/generated/ioctls.inc"
};
#undef IOCTL_x86_64
#define IOCTL_x86_64 NO_ROW

#undef IOCTL_i386
#define IOCTL_i386 ROW
constexpr NumberName i386_names[] = {
#include "spoor/abi/generated/ioctls.inc"
};
#undef IOCTL_i386
#define IOCTL_i386 NO_ROW

#undef IOCTL_x32
#define IOCTL_x32 ROW
constexpr NumberName x32_names[] = {
#include "spoor/abi/generated/ioctls.inc"
};

std::string_view look_up(std::span<const NumberName> names, std::uint32_t number) {
  const auto found = std::ranges::lower_bound(names, number, {}, &NumberName::number);
  return found != names.end() && found->number == number ? found->name : std::string_view{};
}

std::span<const NumberName> names_of(Abi abi) {
  switch (abi) {
    case Abi::x86_64: return x86_64_names;
    case Abi::i386: return i386_names;
    case Abi::x32: return x32_names;
  }
  return {};
}

constexpr Name event_types[] = {
    SPOOR_NAME(EV_KEY), SPOOR_NAME(EV_REL), SPOOR_NAME(EV_ABS), SPOOR_NAME(EV_MSC), SPOOR_NAME(EV_SW),
    SPOOR_NAME(EV_LED), SPOOR_NAME(EV_SND), SPOOR_NAME(EV_REP), SPOOR_NAME(EV_FF),  SPOOR_NAME(EV_PWR),
    SPOOR_NAME(EV_FF_STATUS),
};
constexpr FlagSet event_type_names{"EV_???", event_types};

constexpr Name axes[] = {
    SPOOR_NAME(ABS_X), SPOOR_NAME(ABS_Y), SPOOR_NAME(ABS_Z), SPOOR_NAME(ABS_RX), SPOOR_NAME(ABS_RY), SPOOR_NAME(ABS_RZ),
    SPOOR_NAME(ABS_THROTTLE), SPOOR_NAME(ABS_RUDDER), SPOOR_NAME(ABS_WHEEL), SPOOR_NAME(ABS_GAS), SPOOR_NAME(ABS_BRAKE),
    SPOOR_NAME(ABS_HAT0X), SPOOR_NAME(ABS_HAT0Y), SPOOR_NAME(ABS_HAT1X), SPOOR_NAME(ABS_HAT1Y), SPOOR_NAME(ABS_HAT2X),
    SPOOR_NAME(ABS_HAT2Y), SPOOR_NAME(ABS_HAT3X), SPOOR_NAME(ABS_HAT3Y), SPOOR_NAME(ABS_PRESSURE),
    SPOOR_NAME(ABS_DISTANCE), SPOOR_NAME(ABS_TILT_X), SPOOR_NAME(ABS_TILT_Y), SPOOR_NAME(ABS_TOOL_WIDTH),
    SPOOR_NAME(ABS_VOLUME), {0x21, "ABS_PROFILE"}, SPOOR_NAME(ABS_MISC), SPOOR_NAME(ABS_RESERVED),
    SPOOR_NAME(ABS_MT_SLOT), SPOOR_NAME(ABS_MT_TOUCH_MAJOR), SPOOR_NAME(ABS_MT_TOUCH_MINOR),
    SPOOR_NAME(ABS_MT_WIDTH_MAJOR), SPOOR_NAME(ABS_MT_WIDTH_MINOR), SPOOR_NAME(ABS_MT_ORIENTATION),
    SPOOR_NAME(ABS_MT_POSITION_X), SPOOR_NAME(ABS_MT_POSITION_Y), SPOOR_NAME(ABS_MT_TOOL_TYPE),
    SPOOR_NAME(ABS_MT_BLOB_ID), SPOOR_NAME(ABS_MT_TRACKING_ID), SPOOR_NAME(ABS_MT_PRESSURE),
    SPOOR_NAME(ABS_MT_DISTANCE), SPOOR_NAME(ABS_MT_TOOL_X), SPOOR_NAME(ABS_MT_TOOL_Y),
};
constexpr FlagSet axis_names{"ABS_???", axes};

struct Parts {
  explicit Parts(std::uint32_t n)
      : direction(n >> 30), type(static_cast<char>(n >> 8 & 0xff)), nr(n & 0xff), size(n >> 16 & 0x3fff) {}
  std::uint32_t direction;
  char type;
  std::uint32_t nr;
  std::uint32_t size;
};

// Requests whose number holds the length of the caller's buffer (linux/input.h, hidraw.h, uinput.h, joystick.h).
struct Sized {
  char type;
  std::uint32_t direction;
  std::uint32_t nr;
  std::string_view name;
};
constexpr std::uint32_t read_write = ioctl::read | ioctl::write;
constexpr Sized sized[] = {
    {'E', ioctl::read, 0x06, "EVIOCGNAME"},      {'E', ioctl::read, 0x07, "EVIOCGPHYS"},
    {'E', ioctl::read, 0x08, "EVIOCGUNIQ"},      {'E', ioctl::read, 0x09, "EVIOCGPROP"},
    {'E', ioctl::read, 0x0a, "EVIOCGMTSLOTS"},   {'E', ioctl::read, 0x18, "EVIOCGKEY"},
    {'E', ioctl::read, 0x19, "EVIOCGLED"},       {'E', ioctl::read, 0x1a, "EVIOCGSND"},
    {'E', ioctl::read, 0x1b, "EVIOCGSW"},        {'H', ioctl::read, 0x04, "HIDIOCGRAWNAME"},
    {'H', ioctl::read, 0x05, "HIDIOCGRAWPHYS"},  {'H', read_write, 0x06, "HIDIOCSFEATURE"},
    {'H', read_write, 0x07, "HIDIOCGFEATURE"},   {'H', ioctl::read, 0x08, "HIDIOCGRAWUNIQ"},
    {'H', read_write, 0x09, "HIDIOCSINPUT"},     {'H', read_write, 0x0a, "HIDIOCGINPUT"},
    {'H', read_write, 0x0b, "HIDIOCSOUTPUT"},    {'H', read_write, 0x0c, "HIDIOCGOUTPUT"},
    {'U', ioctl::read, 44, "UI_GET_SYSNAME"},    {'j', ioctl::read, 0x13, "JSIOCGNAME"},
};

std::string named(const FlagSet& set, std::uint32_t value) {
  const std::string_view name = name_of(set, value);
  return name.empty() ? fmt::format("{:#x} /* {} */", value, set.unknown) : std::string(name);
}

std::string computed_name(const Parts& p) {
  for (const Sized& s : sized)
    if (s.type == p.type && s.direction == p.direction && s.nr == p.nr) return fmt::format("{}({})", s.name, p.size);
  // Mixer channels by number (linux/soundcard.h).
  if (p.type == 'M' && p.direction == ioctl::read) return fmt::format("MIXER_READ({})", p.nr);
  if (p.type == 'M' && p.direction == ioctl::write) return fmt::format("MIXER_WRITE({})", p.nr);
  if (p.type == 'E' && p.direction == ioctl::read && p.nr >= 0x20 && p.nr < 0x40) {
    const std::uint32_t event = p.nr - 0x20;
    return fmt::format("EVIOCGBIT({}, {})", event == 0 ? "0" : named(event_type_names, event), p.size);
  }
  const bool axis = p.type == 'E' && p.size == sizeof(input_absinfo);
  if (axis && p.direction == ioctl::read && p.nr >= 0x40 && p.nr < 0x80)
    return fmt::format("EVIOCGABS({})", named(axis_names, p.nr - 0x40));
  if (axis && p.direction == ioctl::write && p.nr >= 0xc0)
    return fmt::format("EVIOCSABS({})", named(axis_names, p.nr - 0xc0));
  return {};
}

// As <asm-generic/ioctl.h> would write it.
std::string raw_name(const Parts& p) {
  constexpr std::string_view directions[] = {"_IOC_NONE", "_IOC_WRITE", "_IOC_READ", "_IOC_READ|_IOC_WRITE"};
  const auto hex = [](std::uint32_t value) { return value == 0 ? std::string("0") : fmt::format("{:#x}", value); };
  return fmt::format("_IOC({}, {}, {}, {})", directions[p.direction], hex(static_cast<unsigned char>(p.type)),
                     hex(p.nr), hex(p.size));
}

}  // namespace

ValueRef ioctl_name(Context& c, std::uint32_t number) {
  std::string_view name = look_up(common_names, number);
  if (name.empty()) name = look_up(names_of(c.abi()), number);
  const Parts parts(number);
  std::string computed = computed_name(parts);
  if (computed.empty() && name.empty()) computed = raw_name(parts);
  if (!computed.empty()) {
    if (!name.empty()) computed += " or " + std::string(name);
    name = c.arena().copy(std::string_view(computed));
  }
  // A vocabulary of one name: looking it up again among thousands would cost more than all the rest of the line.
  const Name only[] = {{number, name}};
  return c.make(Symbol{c.arena().make<FlagSet>(FlagSet{{}, c.arena().copy(std::span<const Name>(only))}), number});
}

}  // namespace spoor::abi
