// Scheduling: policies, parameters, CPU sets.
#include <sched.h>

#include "spoor/abi/args.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name policy_names[] = {
    SPOOR_NAME(SCHED_OTHER), SPOOR_NAME(SCHED_FIFO), SPOOR_NAME(SCHED_RR),    SPOOR_NAME(SCHED_BATCH),
    {4, "SCHED_ISO"},        SPOOR_NAME(SCHED_IDLE), {6, "SCHED_DEADLINE"}, {7, "SCHED_EXT"},
};
constexpr FlagSet policies{.unknown = "SCHED_???", .names = policy_names};

constexpr std::uint64_t keep_policy = 0x08;
constexpr std::uint64_t keep_params = 0x10;
constexpr Name attribute_flag_names[] = {
    {0x01, "SCHED_FLAG_RESET_ON_FORK"},     {0x02, "SCHED_FLAG_RECLAIM"},
    {0x04, "SCHED_FLAG_DL_OVERRUN"},        {keep_policy, "SCHED_FLAG_KEEP_POLICY"},
    {keep_params, "SCHED_FLAG_KEEP_PARAMS"}, {0x20, "SCHED_FLAG_UTIL_CLAMP_MIN"},
    {0x40, "SCHED_FLAG_UTIL_CLAMP_MAX"},
};
constexpr FlagSet attribute_flags{.unknown = "SCHED_FLAG_???", .names = attribute_flag_names};

ValueRef priority_at(Context& c, RemoteAddr addr) {
  const auto priority = c.load<std::int32_t>(addr);
  if (!priority) return nullptr;
  const ValueRef items[] = {c.dec(*priority)};
  return c.list(items);
}

ValueRef policy_result(Context& c) {
  const auto policy = static_cast<std::uint64_t>(c.call().result);
  return name_of(policies, policy).empty() ? nullptr : c.make(Symbol{&policies, policy, Naming::always});
}

// --- struct sched_attr: sched_setattr(2) ---

constexpr std::uint64_t first_attribute_size = 48;   // SCHED_ATTR_SIZE_VER0
constexpr std::uint64_t second_attribute_size = 56;  // with util_min and util_max

// `size` bytes of the struct mean something. Those parts that the flags say to leave as they are say nothing.
ValueRef attributes(Context& c, RemoteAddr addr, std::uint64_t size) {
  const bool has_utilisation = size >= second_attribute_size;
  const std::size_t known = has_utilisation ? second_attribute_size : first_attribute_size;
  if (c.load_bytes(addr, known).size() < known) return nullptr;
  StructReader s(c, addr);
  s.add("size", c.udec(s.u32()));
  const std::uint64_t policy = s.u32();
  const std::uint64_t bits = s.aligned_u64();
  if ((bits & keep_policy) == 0) s.add("sched_policy", c.symbol(policies, policy));
  s.add("sched_flags", c.flags(attribute_flags, bits));
  if ((bits & keep_params) == 0) {
    s.add("sched_nice", c.dec(s.i32()));
    s.add("sched_priority", c.udec(s.u32()));
    s.add("sched_runtime", c.udec(s.aligned_u64()));
    s.add("sched_deadline", c.udec(s.aligned_u64()));
    s.add("sched_period", c.udec(s.aligned_u64()));
  } else {
    s.skip(first_attribute_size - s.offset());
  }
  if (has_utilisation) {
    s.add("sched_util_min", c.udec(s.u32()));
    s.add("sched_util_max", c.udec(s.u32()));
  }
  return s.done(size > second_attribute_size);
}

ValueRef attributes_in(Context& c, RemoteAddr addr) {
  const auto given = c.load<std::uint32_t>(addr);
  if (!given) return nullptr;
  const std::uint64_t size = *given == 0 ? first_attribute_size : *given;  // 0: the kernel's default
  if (size < first_attribute_size) {
    const Field fields[] = {{"size", c.udec(*given)}};
    return c.fields(fields);
  }
  return attributes(c, addr, size);
}

// The kernel says in the struct how much of it it filled in.
ValueRef attributes_out(Context& c, RemoteAddr addr) {
  const auto filled = c.load<std::uint32_t>(addr);
  if (!filled) return nullptr;
  const std::uint64_t size = std::min<std::uint64_t>(*filled, static_cast<std::uint32_t>(c.arg(2)));
  return attributes(c, addr, size);
}

// --- CPU sets ---

ValueRef cpu_set(Context& c, std::uint64_t addr, std::uint64_t size) {
  constexpr std::uint64_t most = 128;  // bytes: 1024 CPUs, glibc's cpu_set_t
  const std::uint64_t read = std::min(size, most);
  return c.pointee(addr, [&](RemoteAddr at) -> ValueRef {
    const auto bytes = c.load_bytes(at, read);
    if (bytes.size() < read) return nullptr;
    Collector<ValueRef> cpus(c.arena());
    for (std::uint64_t cpu = 0; cpu < read * 8; ++cpu) {
      if ((std::to_integer<unsigned>(bytes[cpu / 8]) >> cpu % 8 & 1u) != 0) cpus.add(c.udec(cpu));
    }
    return c.make(List{.items = cpus.items(), .more = size > most, .separator = " "});
  });
}

ValueRef cpu_set_in(Context& c, const Arg&, std::uint64_t raw) {
  return cpu_set(c, raw, static_cast<std::uint32_t>(c.arg(1)));
}
ValueRef cpu_set_out(Context& c, const Arg&, std::uint64_t raw) {
  return c.call().failed() ? c.pointer(raw) : cpu_set(c, raw, static_cast<std::uint64_t>(c.call().result));
}

constexpr Syscall rows[] = {
    {"sched_setparam", {142, 154, 118}, {pid("pid"), in<priority_at>("param")}},
    {"sched_getparam", {143, 155, 121}, {pid("pid"), out<priority_at>("param")}},
    {"sched_setscheduler", {144, 156, 119}, {pid("pid"), choice("policy", policies), in<priority_at>("param")}},
    {.name = "sched_getscheduler", .numbers = {145, 157, 120}, .args = {pid("pid")}, .note = policy_result},
    {"sched_get_priority_max", {146, 159, 125}, {choice("policy", policies)}},
    {"sched_get_priority_min", {147, 160, 126}, {choice("policy", policies)}},
    {"sched_rr_get_interval", {148, 161, 127}, {pid("pid"), out<decode_timespec>("interval")}},
    {"sched_rr_get_interval_time64", {.i386 = 423}, {pid("pid"), out<decode_timespec64>("interval")}},
    {"sched_setaffinity", {203, 241, 122}, {pid("pid"), u32("len"), custom("user_mask_ptr", cpu_set_in)}},
    {"sched_getaffinity",
     {204, 242, 123},
     {pid("pid"), u32("len"), custom("user_mask_ptr", cpu_set_out, Direction::out)}},
    {"sched_setattr", {314, 351, 274}, {pid("pid"), in<attributes_in>("uattr"), u32("flags")}},
    {"sched_getattr", {315, 352, 275}, {pid("pid"), out<attributes_out>("uattr"), u32("usize"), u32("flags")}},
    {"getcpu", {309, 318, 168}, {out_u32("cpup"), out_u32("nodep"), ptr("unused")}},
};

}  // namespace

extern const std::span<const Syscall> rows_sched;
const std::span<const Syscall> rows_sched = rows;

}  // namespace spoor::abi
