// perf_event_open(2).
#include <fmt/format.h>
#include <linux/perf_event.h>
#include <time.h>

#include <string>

#include "spoor/abi/args.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// --- vocabularies ---

constexpr Name type_names[] = {
    {0, "PERF_TYPE_HARDWARE"}, {1, "PERF_TYPE_SOFTWARE"}, {2, "PERF_TYPE_TRACEPOINT"},
    {3, "PERF_TYPE_HW_CACHE"}, {4, "PERF_TYPE_RAW"},      {5, "PERF_TYPE_BREAKPOINT"},
};
constexpr FlagSet types{.unknown = "PERF_TYPE_???", .names = type_names};

constexpr Name size_names[] = {
    {64, "PERF_ATTR_SIZE_VER0"},  {72, "PERF_ATTR_SIZE_VER1"},  {80, "PERF_ATTR_SIZE_VER2"},
    {96, "PERF_ATTR_SIZE_VER3"},  {104, "PERF_ATTR_SIZE_VER4"}, {112, "PERF_ATTR_SIZE_VER5"},
    {120, "PERF_ATTR_SIZE_VER6"}, {128, "PERF_ATTR_SIZE_VER7"}, {136, "PERF_ATTR_SIZE_VER8"},
};
constexpr FlagSet sizes{.unknown = "PERF_ATTR_SIZE_???", .names = size_names};

constexpr Name hardware_names[] = {
    {0, "PERF_COUNT_HW_CPU_CYCLES"},          {1, "PERF_COUNT_HW_INSTRUCTIONS"},
    {2, "PERF_COUNT_HW_CACHE_REFERENCES"},    {3, "PERF_COUNT_HW_CACHE_MISSES"},
    {4, "PERF_COUNT_HW_BRANCH_INSTRUCTIONS"}, {5, "PERF_COUNT_HW_BRANCH_MISSES"},
    {6, "PERF_COUNT_HW_BUS_CYCLES"},          {7, "PERF_COUNT_HW_STALLED_CYCLES_FRONTEND"},
    {8, "PERF_COUNT_HW_STALLED_CYCLES_BACKEND"}, {9, "PERF_COUNT_HW_REF_CPU_CYCLES"},
};
constexpr FlagSet hardware_counts{.unknown = "PERF_COUNT_HW_???", .names = hardware_names};

constexpr Name software_names[] = {
    {0, "PERF_COUNT_SW_CPU_CLOCK"},        {1, "PERF_COUNT_SW_TASK_CLOCK"},
    {2, "PERF_COUNT_SW_PAGE_FAULTS"},      {3, "PERF_COUNT_SW_CONTEXT_SWITCHES"},
    {4, "PERF_COUNT_SW_CPU_MIGRATIONS"},   {5, "PERF_COUNT_SW_PAGE_FAULTS_MIN"},
    {6, "PERF_COUNT_SW_PAGE_FAULTS_MAJ"},  {7, "PERF_COUNT_SW_ALIGNMENT_FAULTS"},
    {8, "PERF_COUNT_SW_EMULATION_FAULTS"}, {9, "PERF_COUNT_SW_DUMMY"},
    {10, "PERF_COUNT_SW_BPF_OUTPUT"},      {11, "PERF_COUNT_SW_CGROUP_SWITCHES"},
};
constexpr FlagSet software_counts{.unknown = "PERF_COUNT_SW_???", .names = software_names};

constexpr Name cache_names[] = {
    {0, "PERF_COUNT_HW_CACHE_L1D"},  {1, "PERF_COUNT_HW_CACHE_L1I"},  {2, "PERF_COUNT_HW_CACHE_LL"},
    {3, "PERF_COUNT_HW_CACHE_DTLB"}, {4, "PERF_COUNT_HW_CACHE_ITLB"}, {5, "PERF_COUNT_HW_CACHE_BPU"},
    {6, "PERF_COUNT_HW_CACHE_NODE"},
};
constexpr FlagSet caches{.unknown = "PERF_COUNT_HW_CACHE_???", .names = cache_names};
constexpr Name cache_operation_names[] = {
    {0, "PERF_COUNT_HW_CACHE_OP_READ"}, {1, "PERF_COUNT_HW_CACHE_OP_WRITE"}, {2, "PERF_COUNT_HW_CACHE_OP_PREFETCH"},
};
constexpr FlagSet cache_operations{.unknown = "PERF_COUNT_HW_CACHE_OP_???", .names = cache_operation_names};
constexpr Name cache_result_names[] = {{0, "PERF_COUNT_HW_CACHE_RESULT_ACCESS"},
                                       {1, "PERF_COUNT_HW_CACHE_RESULT_MISS"}};
constexpr FlagSet cache_results{.unknown = "PERF_COUNT_HW_CACHE_RESULT_???", .names = cache_result_names};

#define BIT(number, name) {std::uint64_t{1} << (number), name}
constexpr Name sample_names[] = {
    BIT(0, "PERF_SAMPLE_IP"),             BIT(1, "PERF_SAMPLE_TID"),        BIT(2, "PERF_SAMPLE_TIME"),
    BIT(3, "PERF_SAMPLE_ADDR"),           BIT(4, "PERF_SAMPLE_READ"),       BIT(5, "PERF_SAMPLE_CALLCHAIN"),
    BIT(6, "PERF_SAMPLE_ID"),             BIT(7, "PERF_SAMPLE_CPU"),        BIT(8, "PERF_SAMPLE_PERIOD"),
    BIT(9, "PERF_SAMPLE_STREAM_ID"),      BIT(10, "PERF_SAMPLE_RAW"),       BIT(11, "PERF_SAMPLE_BRANCH_STACK"),
    BIT(12, "PERF_SAMPLE_REGS_USER"),     BIT(13, "PERF_SAMPLE_STACK_USER"), BIT(14, "PERF_SAMPLE_WEIGHT"),
    BIT(15, "PERF_SAMPLE_DATA_SRC"),      BIT(16, "PERF_SAMPLE_IDENTIFIER"), BIT(17, "PERF_SAMPLE_TRANSACTION"),
    BIT(18, "PERF_SAMPLE_REGS_INTR"),     BIT(19, "PERF_SAMPLE_PHYS_ADDR"), BIT(20, "PERF_SAMPLE_AUX"),
    BIT(21, "PERF_SAMPLE_CGROUP"),        BIT(22, "PERF_SAMPLE_DATA_PAGE_SIZE"),
    BIT(23, "PERF_SAMPLE_CODE_PAGE_SIZE"), BIT(24, "PERF_SAMPLE_WEIGHT_STRUCT"),
};
constexpr FlagSet samples{.unknown = "PERF_SAMPLE_???", .names = sample_names};

constexpr Name format_names[] = {
    BIT(0, "PERF_FORMAT_TOTAL_TIME_ENABLED"), BIT(1, "PERF_FORMAT_TOTAL_TIME_RUNNING"),
    BIT(2, "PERF_FORMAT_ID"),                 BIT(3, "PERF_FORMAT_GROUP"),
    BIT(4, "PERF_FORMAT_LOST"),
};
constexpr FlagSet formats{.unknown = "PERF_FORMAT_???", .names = format_names};

constexpr Name branch_names[] = {
    BIT(0, "PERF_SAMPLE_BRANCH_USER"),       BIT(1, "PERF_SAMPLE_BRANCH_KERNEL"),
    BIT(2, "PERF_SAMPLE_BRANCH_HV"),         BIT(3, "PERF_SAMPLE_BRANCH_ANY"),
    BIT(4, "PERF_SAMPLE_BRANCH_ANY_CALL"),   BIT(5, "PERF_SAMPLE_BRANCH_ANY_RETURN"),
    BIT(6, "PERF_SAMPLE_BRANCH_IND_CALL"),   BIT(7, "PERF_SAMPLE_BRANCH_ABORT_TX"),
    BIT(8, "PERF_SAMPLE_BRANCH_IN_TX"),      BIT(9, "PERF_SAMPLE_BRANCH_NO_TX"),
    BIT(10, "PERF_SAMPLE_BRANCH_COND"),      BIT(11, "PERF_SAMPLE_BRANCH_CALL_STACK"),
    BIT(12, "PERF_SAMPLE_BRANCH_IND_JUMP"),  BIT(13, "PERF_SAMPLE_BRANCH_CALL"),
    BIT(14, "PERF_SAMPLE_BRANCH_NO_FLAGS"),  BIT(15, "PERF_SAMPLE_BRANCH_NO_CYCLES"),
    BIT(16, "PERF_SAMPLE_BRANCH_TYPE_SAVE"), BIT(17, "PERF_SAMPLE_BRANCH_HW_INDEX"),
    BIT(18, "PERF_SAMPLE_BRANCH_PRIV_SAVE"), BIT(19, "PERF_SAMPLE_BRANCH_COUNTERS"),
};
constexpr FlagSet branches{.unknown = "PERF_SAMPLE_BRANCH_???", .names = branch_names};
#undef BIT

constexpr Name breakpoint_names[] = {{0, "HW_BREAKPOINT_EMPTY"},
                                     {1, "HW_BREAKPOINT_R"},
                                     {2, "HW_BREAKPOINT_W"},
                                     {3, "HW_BREAKPOINT_RW"},
                                     {4, "HW_BREAKPOINT_X"}};
constexpr FlagSet breakpoints{.unknown = "HW_BREAKPOINT_???", .names = breakpoint_names};

constexpr Name open_names[] = {
    {1, "PERF_FLAG_FD_NO_GROUP"}, {2, "PERF_FLAG_FD_OUTPUT"}, {4, "PERF_FLAG_PID_CGROUP"}, {8, "PERF_FLAG_FD_CLOEXEC"},
};
constexpr FlagSet open_bits{.unknown = "PERF_FLAG_???", .names = open_names};

constexpr Name clock_names[] = {
    SPOOR_NAME(CLOCK_REALTIME),      SPOOR_NAME(CLOCK_MONOTONIC), SPOOR_NAME(CLOCK_MONOTONIC_RAW),
    SPOOR_NAME(CLOCK_BOOTTIME),      SPOOR_NAME(CLOCK_TAI),
};
constexpr FlagSet clocks{.unknown = "CLOCK_???", .names = clock_names};

// --- struct perf_event_attr ---

// The single bits after read_format, in their order; precise_ip takes the two that are left out.
constexpr std::string_view low_bits[] = {
    "disabled", "inherit",    "pinned",     "exclusive", "exclude_user", "exclude_kernel", "exclude_hv", "exclude_idle",
    "mmap",     "comm",       "freq",       "inherit_stat", "enable_on_exec", "task",      "watermark"};
constexpr std::string_view high_bits[] = {
    "mmap_data", "sample_id_all", "exclude_host", "exclude_guest", "exclude_callchain_kernel",
    "exclude_callchain_user", "mmap2", "comm_exec", "use_clockid", "context_switch", "write_backward", "namespaces",
    "ksymbol", "bpf_event", "aux_output", "cgroup", "text_poke", "build_id", "inherit_thread", "remove_on_exec",
    "sigtrap"};
constexpr unsigned precise_shift = std::size(low_bits);
constexpr unsigned high_shift = precise_shift + 2;
constexpr unsigned reserved_shift = high_shift + std::size(high_bits);

class EventAttributes {
 public:
  EventAttributes(Context& c, RemoteAddr addr, const perf_event_attr& a, std::uint64_t size)
      : c_(c), a_(a), size_(size), fields_(c.arena()) {
    if (const auto word = c.load<std::uint64_t>(addr + 40)) bits_ = *word;
  }

  ValueRef value() {
    add("type", c_.symbol(types, a_.type));
    add("size", c_.symbol(sizes, a_.size));
    add("config", config());
    add(a_.freq ? "sample_freq" : "sample_period", c_.udec(a_.sample_freq));
    add("sample_type", c_.flags(samples, a_.sample_type));
    add("read_format", c_.flags(formats, a_.read_format));
    add_bits(low_bits, 0);
    static constexpr std::string_view skids[] = {"arbitrary skid", "constant skid", "requested to have 0 skid",
                                                 "must have 0 skid"};
    const std::uint64_t precise = bits_ >> precise_shift & 3;
    add("precise_ip", c_.note(c_.udec(precise), skids[precise]));
    if (c_.abbreviate()) return c_.make(Struct{.fields = fields_.items(), .more = true});
    add_bits(high_bits, high_shift);
    add_reserved_bits();
    add_rest();
    return c_.make(Struct{fields_.items()});
  }

 private:
  void add(std::string_view name, ValueRef value) { fields_.add({name, value}); }
  void add_bits(std::span<const std::string_view> names, unsigned shift) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::uint64_t bit = bits_ >> (shift + i) & 1;
      if (bit != 0 || !c_.abbreviate()) add(names[i], c_.udec(bit));
    }
  }
  void add_reserved_bits() {
    const std::uint64_t rest = bits_ >> reserved_shift;
    if (rest != 0) add("__reserved_1", c_.note(c_.hex(rest), fmt::format("Bits 63..{}", reserved_shift)));
  }

  ValueRef config() {
    switch (a_.type) {
      case PERF_TYPE_HARDWARE: return with_pmu(c_.symbol(hardware_counts, a_.config & 0xffffffff));
      case PERF_TYPE_SOFTWARE: return c_.symbol(software_counts, a_.config);
      case PERF_TYPE_TRACEPOINT: return c_.udec(a_.config);
      case PERF_TYPE_HW_CACHE: {
        const std::uint64_t low = a_.config & 0xffffffff;
        return with_pmu(c_.joined("|", c_.joined("<<", c_.symbol(cache_results, low >> 16), c_.udec(16)),
                                  c_.joined("<<", c_.symbol(cache_operations, low >> 8 & 0xff), c_.udec(8)),
                                  c_.symbol(caches, low & 0xff)));
      }
      default: return c_.hex(a_.config);
    }
  }
  // The upper half names one of several kinds of CPU core.
  ValueRef with_pmu(ValueRef event) {
    const std::uint64_t pmu = a_.config >> 32;
    return pmu == 0 ? event : c_.joined("|", c_.joined("<<", c_.hex(pmu), c_.udec(32)), event);
  }

  bool has(std::size_t end) const { return size_ >= end; }
  void add_rest() {
    add(a_.watermark ? "wakeup_watermark" : "wakeup_events", c_.udec(a_.wakeup_events));
    const bool breakpoint = a_.type == PERF_TYPE_BREAKPOINT;
    if (breakpoint) add("bp_type", c_.symbol(breakpoints, a_.bp_type));
    add(breakpoint ? "bp_addr" : "config1", c_.hex(a_.config1));
    if (!has(72)) return;
    add(breakpoint ? "bp_len" : "config2", breakpoint ? c_.udec(a_.config2) : c_.hex(a_.config2));
    if (!has(80)) return;
    if ((a_.sample_type & PERF_SAMPLE_BRANCH_STACK) != 0) {
      add("branch_sample_type", c_.flags(branches, a_.branch_sample_type));
    }
    if (!has(88)) return;
    add("sample_regs_user", c_.hex(a_.sample_regs_user));
    if (!has(92)) return;
    if ((a_.sample_type & PERF_SAMPLE_STACK_USER) != 0) add("sample_stack_user", c_.hex(a_.sample_stack_user));
    if (!has(96)) return;
    if (a_.use_clockid) add("clockid", c_.symbol(clocks, static_cast<std::uint32_t>(a_.clockid)));
    if (!has(104)) return;
    add("sample_regs_intr", c_.hex(a_.sample_regs_intr));
    if (!has(108)) return;
    add("aux_watermark", c_.udec(a_.aux_watermark));
    if (!has(110)) return;
    add_with_padding("sample_max_stack", a_.sample_max_stack, a_.__reserved_2, 110, 111);
    if (!has(116)) return;
    add("aux_sample_size", c_.udec(a_.aux_sample_size));
    if (!has(120)) return;
    // Three bits since Linux 6.13, in what was reserved before.
    add("aux_start_paused", c_.udec(a_.__reserved_3 & 1));
    add("aux_pause", c_.udec(a_.__reserved_3 >> 1 & 1));
    add_with_padding("aux_resume", a_.__reserved_3 >> 2 & 1, a_.__reserved_3 >> 3, 116, 119);
    if (has(128)) add("sig_data", c_.hex(a_.sig_data));
  }
  void add_with_padding(std::string_view name, std::uint64_t value, std::uint64_t padding, int from, int to) {
    const ValueRef number = c_.udec(value);
    add(name, padding == 0 ? number : c_.note(number, fmt::format("bytes {}..{}: {:#x}", from, to, padding)));
  }

  Context& c_;
  const perf_event_attr& a_;
  std::uint64_t size_;
  std::uint64_t bits_ = 0;
  Collector<Field> fields_;
};

ValueRef attributes(Context& c, RemoteAddr addr) {
  constexpr std::uint64_t smallest = 64;  // PERF_ATTR_SIZE_VER0
  constexpr std::uint64_t known = 128;
  const auto given = c.load<std::uint32_t>(addr + 4);
  if (!given) return nullptr;
  const std::uint64_t size = std::min<std::uint64_t>(*given == 0 ? smallest : *given, known);
  if (size < smallest) return nullptr;
  perf_event_attr a{};
  static_assert(sizeof a >= known);
  if (!c.read(addr, std::as_writable_bytes(std::span(&a, 1)).first(size))) return nullptr;
  return EventAttributes(c, addr, a, size).value();
}

constexpr Syscall rows[] = {
    {"perf_event_open",
     {298, 336, 241},
     {in<attributes>("attr_uptr"), pid("pid"), i32("cpu"), fd("group_fd"), flags_long("flags", open_bits)},
     Ret::fd,
     Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_perf;
const std::span<const Syscall> rows_perf = rows;

}  // namespace spoor::abi
