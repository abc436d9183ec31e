// Resource limits and priorities.
#include <sys/resource.h>

#include "spoor/abi/args.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// --- limits ---

constexpr Name resource_names[] = {
    SPOOR_NAME(RLIMIT_CPU),     SPOOR_NAME(RLIMIT_FSIZE),  SPOOR_NAME(RLIMIT_DATA),       SPOOR_NAME(RLIMIT_STACK),
    SPOOR_NAME(RLIMIT_CORE),    SPOOR_NAME(RLIMIT_RSS),    SPOOR_NAME(RLIMIT_NPROC),      SPOOR_NAME(RLIMIT_NOFILE),
    SPOOR_NAME(RLIMIT_MEMLOCK), SPOOR_NAME(RLIMIT_AS),     SPOOR_NAME(RLIMIT_LOCKS),      SPOOR_NAME(RLIMIT_SIGPENDING),
    SPOOR_NAME(RLIMIT_MSGQUEUE), SPOOR_NAME(RLIMIT_NICE),  SPOOR_NAME(RLIMIT_RTPRIO),     SPOOR_NAME(RLIMIT_RTTIME),
};
constexpr FlagSet resources{.unknown = "RLIMIT_???", .names = resource_names};

// Multiples of 1024 as such: most limits are sizes.
ValueRef limit(Context& c, std::uint64_t value, std::size_t size) {
  if (size == 8 && value == ~std::uint64_t{0}) return c.constant("RLIM64_INFINITY", value, UInt::Base::dec);
  if (size == 4 && value == 0xffffffff) return c.constant("RLIM_INFINITY", value, UInt::Base::dec);
  if (value > 1024 && value % 1024 == 0) return c.sum(c.udec(value), "*", c.udec(value / 1024), c.udec(1024));
  return c.udec(value);
}

ValueRef limits_of(Context& c, RemoteAddr addr, std::size_t size) {
  const auto current = c.load_uint(addr, size);
  const auto most = c.load_uint(addr + size, size);
  if (!current || !most) return nullptr;
  const Field fields[] = {{"rlim_cur", limit(c, *current, size)}, {"rlim_max", limit(c, *most, size)}};
  return c.fields(fields);
}

ValueRef rlimit(Context& c, RemoteAddr addr) { return limits_of(c, addr, kernel_long_size(c.abi())); }
ValueRef rlimit64(Context& c, RemoteAddr addr) { return limits_of(c, addr, 8); }

// --- priorities ---

constexpr Name priority_names[] = {SPOOR_NAME(PRIO_PROCESS), SPOOR_NAME(PRIO_PGRP), SPOOR_NAME(PRIO_USER)};
constexpr FlagSet priority_kinds{.unknown = "PRIO_???", .names = priority_names};

constexpr Name io_who_names[] = {{1, "IOPRIO_WHO_PROCESS"}, {2, "IOPRIO_WHO_PGRP"}, {3, "IOPRIO_WHO_USER"}};
constexpr FlagSet io_kinds{.unknown = "IOPRIO_WHO_???", .names = io_who_names};

constexpr Name io_class_names[] = {
    {0, "IOPRIO_CLASS_NONE"}, {1, "IOPRIO_CLASS_RT"}, {2, "IOPRIO_CLASS_BE"}, {3, "IOPRIO_CLASS_IDLE"},
};
constexpr FlagSet io_classes{.unknown = "IOPRIO_CLASS_???", .names = io_class_names};

// Whose priority: a process, a process group, or a user, as argument 0 says. The first two are ids of tasks; both
// vocabularies begin with them.
template <std::uint32_t FirstKind>
ValueRef who(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint32_t kind = static_cast<std::uint32_t>(c.arg(0)) - FirstKind;
  const auto id = static_cast<std::int32_t>(raw);
  return kind < 2 ? c.pid(id) : c.dec(id);
}
constexpr Arg cpu_who = custom("who", who<PRIO_PROCESS>);
constexpr Arg io_who = custom("who", who<1>);

// linux/ioprio.h: three bits of class over thirteen of level.
Macro io_priority(Context& c, std::uint32_t value) {
  constexpr unsigned class_shift = 13;
  const ValueRef args[] = {c.symbol(io_classes, value >> class_shift), c.udec(value & ((1u << class_shift) - 1))};
  return {.name = "IOPRIO_PRIO_VALUE", .args = c.arena().copy(std::span<const ValueRef>(args)), .nested = true};
}
ValueRef io_priority_arg(Context& c, const Arg&, std::uint64_t raw) {
  Macro macro = io_priority(c, static_cast<std::uint32_t>(raw));
  macro.number = c.dec(static_cast<std::int32_t>(raw));
  return c.make(macro);
}
ValueRef io_priority_result(Context& c) {
  Macro macro = io_priority(c, static_cast<std::uint32_t>(c.call().result));
  macro.naming = Naming::if_asked;
  return c.make(macro);
}

constexpr Arg resource = choice("resource", resources);

constexpr Syscall rows[] = {
    {"getrlimit", {.x86_64 = 97, .generic = 163}, {resource, out<rlimit>("rlim")}},
    {"getrlimit", {.i386 = 76}, {resource, out<rlimit>("rlim")}},
    {"ugetrlimit", {.i386 = 191}, {resource, out<rlimit>("rlim")}},
    {"setrlimit", {160, 75, 164}, {resource, in<rlimit>("rlim")}},
    {"prlimit64", {302, 340, 261}, {pid("pid"), resource, in<rlimit64>("new_rlim"), out<rlimit64>("old_rlim")}},
    {"getpriority", {140, 96, 141}, {choice("which", priority_kinds), cpu_who}},
    {"setpriority", {141, 97, 140}, {choice("which", priority_kinds), cpu_who, i32("niceval")}},
    {"ioprio_set", {251, 289, 30}, {choice("which", io_kinds), io_who, custom("ioprio", io_priority_arg)}},
    {.name = "ioprio_get",
     .numbers = {252, 290, 31},
     .args = {choice("which", io_kinds), io_who},
     .note = io_priority_result},
};

}  // namespace

extern const std::span<const Syscall> rows_limits;
const std::span<const Syscall> rows_limits = rows;

}  // namespace spoor::abi
