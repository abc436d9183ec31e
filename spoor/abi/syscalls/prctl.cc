// prctl(2) and arch_prctl(2): operations on a task, each with arguments and results of its own.
#include <asm/prctl.h>
#include <fmt/format.h>
#include <linux/prctl.h>
#include <linux/securebits.h>
#include <sys/types.h>

#include <string>

#include "spoor/abi/args.h"
#include "spoor/abi/bpf_filter.h"
#include "spoor/abi/capabilities.h"
#include "spoor/abi/names.h"
#include "spoor/abi/syscalls/prctl_names.h"

namespace spoor::abi {
namespace {

using namespace arg;

std::uint64_t as_long(const Context& c, std::uint64_t raw) {
  return c.abi() == Abi::i386 ? static_cast<std::uint32_t>(raw) : raw;
}

ValueRef bracketed(Context& c, ValueRef item) {
  const ValueRef items[] = {item};
  return c.list(items);
}

// --- values of single options ---

// A signal; what is none prints as the number the kernel compares.
ValueRef signal_long(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t number = as_long(c, raw);
  return name_of(signal_names, number).empty() ? c.udec(number) : c.symbol(signal_names, number);
}
ValueRef signal_at(Context& c, RemoteAddr addr) {
  const auto number = c.load<std::int32_t>(addr);
  return number ? bracketed(c, c.symbol(signal_names, static_cast<std::uint64_t>(*number))) : nullptr;
}
template <const FlagSet& Set>
ValueRef flags_at(Context& c, RemoteAddr addr) {
  const auto bits = c.load<std::uint32_t>(addr);
  return bits ? bracketed(c, c.flags(Set, *bits)) : nullptr;
}
template <const FlagSet& Set>
ValueRef choice_at(Context& c, RemoteAddr addr) {
  const auto number = c.load<std::uint32_t>(addr);
  return number ? bracketed(c, c.symbol(Set, *number)) : nullptr;
}
// The kernel stores a pointer of its own size: 8 bytes on x32 too.
ValueRef address_at(Context& c, RemoteAddr addr) {
  const auto found = c.load_kernel_long(addr);
  return found ? bracketed(c, c.pointer(*found)) : nullptr;
}
ValueRef cookie_at(Context& c, RemoteAddr addr) {
  const auto cookie = c.load<std::uint64_t>(addr);
  return cookie ? bracketed(c, c.hex(*cookie)) : nullptr;
}

// A string in at most `size` bytes.
ValueRef short_string(Context& c, RemoteAddr addr, std::size_t size) {
  const auto bytes = c.load_bytes(addr, size);
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t end = all.find('\0');
  if (end == std::string_view::npos && all.size() < size) return nullptr;
  const std::string_view text = all.substr(0, std::min(end, all.size()));
  const std::string_view shown = text.substr(0, c.options().string_limit);
  return c.make(Str{.bytes = shown, .cut = end == std::string_view::npos || shown.size() < text.size()});
}
constexpr std::size_t comm_size = 16;  // TASK_COMM_LEN, NUL included
ValueRef new_name(Context& c, RemoteAddr addr) { return short_string(c, addr, comm_size - 1); }
ValueRef current_name(Context& c, RemoteAddr addr) { return short_string(c, addr, comm_size); }

ValueRef tracer(Context& c, const Arg&, std::uint64_t raw) {
  const auto any = as_long(c, ~std::uint64_t{0});
  return as_long(c, raw) == any ? c.constant("PR_SET_PTRACER_ANY", any, c.dec(-1))
                                : c.pid(static_cast<std::int32_t>(raw));
}

// Names in the upper half, the vector length in the lower: SVE and SME of arm64.
ValueRef vector_length(Context& c, const FlagSet& set, std::uint64_t value) {
  constexpr std::uint64_t length = 0xffff;
  const std::uint64_t bits = value & ~length;
  return bits == 0 ? c.hex(value) : c.sum(c.hex(value), "|", c.flags(set, bits), c.hex(value & length));
}
template <const FlagSet& Set>
ValueRef vector_length_arg(Context& c, const Arg&, std::uint64_t raw) {
  return vector_length(c, Set, as_long(c, raw));
}

// Tags of arm64: one bit, a mode of two, a mask of sixteen, and what is neither.
ValueRef tagged_addresses(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::uint64_t tags = std::uint64_t{0xffff} << 3;
  const std::uint64_t value = as_long(c, raw);
  Collector<ValueRef> parts(c.arena());
  parts.add(c.word((value & 1) != 0 ? "PR_TAGGED_ADDR_ENABLE" : "!PR_TAGGED_ADDR_ENABLE", value & 1));
  parts.add(c.symbol(prctl_names::tag_checks, value & 6));
  if ((value & tags) != 0) {
    parts.add(c.joined("<<", c.hex((value & tags) >> 3), c.word("PR_MTE_TAG_SHIFT", 3)));
  }
  const std::uint64_t rest = value & ~(tags | 7);
  if (rest != 0) parts.add(c.hex(rest));
  return c.make(Joined{.parts = parts.items(), .number = c.hex(value)});
}

// The number and its name, as strace shows PIDTYPE_*.
ValueRef numbered(Context& c, const FlagSet& set, std::uint64_t value) {
  const std::string_view name = name_of(set, value);
  return c.name_note(c.hex(value), name.empty() ? set.unknown : name);
}
template <const FlagSet& Set>
ValueRef numbered_arg(Context& c, const Arg&, std::uint64_t raw) {
  return numbered(c, Set, static_cast<std::uint32_t>(raw));
}

// --- shapes ---

constexpr Arg option = choice("option", prctl_names::options);
constexpr Arg third = hex("arg3");
constexpr Arg fourth = hex("arg4");
constexpr Arg fifth = hex("arg5");

constexpr Arg nothing[] = {option};
constexpr Arg four_numbers[] = {option, hex("arg2"), third, fourth, fifth};
constexpr Arg number[] = {option, ulong("arg2")};
constexpr Arg number_and_zeros[] = {option, ulong("arg2"), third, fourth, fifth};
constexpr Arg out_number[] = {option, out_u32("arg2")};
constexpr Arg set_signal[] = {option, custom("sig", signal_long)};
constexpr Arg get_signal[] = {option, out<signal_at>("sig")};
constexpr Arg set_dumpable[] = {option, choice_long("dumpable", prctl_names::dumpable)};
constexpr Arg set_unalign[] = {option, flags("flags", prctl_names::unalign)};
constexpr Arg get_unalign[] = {option, out<flags_at<prctl_names::unalign>>("flags")};
constexpr Arg set_name[] = {option, in<new_name>("name")};
constexpr Arg get_name[] = {option, out<current_name>("name")};
constexpr Arg capability[] = {option, choice_long("cap", capability_names)};
constexpr Arg set_tsc[] = {option, choice("flag", prctl_names::tsc)};
constexpr Arg get_tsc[] = {option, out<choice_at<prctl_names::tsc>>("flag")};
constexpr Arg set_securebits[] = {option, flags_long("flags", prctl_names::securebits)};
constexpr Arg mce_kill_set[] = {option, choice_long("mode", prctl_names::mce_kill),
                                choice_long("policy", prctl_names::mce_policies), fourth, fifth};
constexpr Arg mce_kill_other[] = {option, choice_long("mode", prctl_names::mce_kill), third, fourth, fifth};
constexpr Arg set_mm[] = {option, choice("field", prctl_names::mm_fields), third, fourth, fifth};
constexpr Arg set_ptracer[] = {option, custom("pid", tracer)};
constexpr Arg get_tid_address[] = {option, out<address_at>("addr")};
constexpr Arg set_fp_mode[] = {option, flags("mode", prctl_names::fp_modes)};
constexpr Arg ambient_one[] = {option, choice_long("operation", prctl_names::ambient),
                               choice_long("cap", capability_names), fourth, fifth};
constexpr Arg ambient_other[] = {option, choice_long("operation", prctl_names::ambient), third, fourth, fifth};
constexpr Arg sve_length[] = {option, custom("arg2", vector_length_arg<prctl_names::sve>)};
constexpr Arg sme_length[] = {option, custom("arg2", vector_length_arg<prctl_names::sme>)};
constexpr Arg get_speculation[] = {option, choice_long("feature", prctl_names::speculations)};
constexpr Arg set_speculation[] = {option, choice_long("feature", prctl_names::speculations),
                                   choice_long("value", prctl_names::speculation_settings)};
constexpr Arg set_unknown_speculation[] = {option, choice_long("feature", prctl_names::speculations), third};
constexpr Arg reset_keys[] = {option, flags_long("keys", prctl_names::reset_keys), third, fourth, fifth};
constexpr Arg enable_keys[] = {option, flags_long("keys", prctl_names::enabled_keys),
                               flags_long("enabled", prctl_names::enabled_keys), fourth, fifth};
constexpr Arg set_tagged[] = {option, custom("arg2", tagged_addresses), third, fourth, fifth};
constexpr Arg user_dispatch[] = {option, choice_long("mode", prctl_names::dispatch), hex("offset"), hex("length"),
                                 ptr("selector")};
constexpr Arg sched_core[] = {option, choice("operation", prctl_names::sched_core), pid("pid"),
                              custom("type", numbered_arg<prctl_names::pid_types>), ptr("cookie")};
constexpr Arg sched_core_get[] = {option, sched_core[1], sched_core[2], sched_core[3], out<cookie_at>("cookie")};
constexpr Arg vma_name[] = {option, choice_long("attr", prctl_names::vma_attributes), ptr("addr"), ulong("size"),
                            string("name")};
constexpr Arg vma_other[] = {option, choice_long("attr", prctl_names::vma_attributes), third, fourth, fifth};
constexpr Arg seccomp_filter[] = {option, choice_long("mode", prctl_names::seccomp_modes),
                                  in<seccomp_program>("filter")};
constexpr Arg seccomp_other[] = {option, choice_long("mode", prctl_names::seccomp_modes), third, fourth, fifth};
constexpr Arg set_mdwe[] = {option, flags_long("bits", prctl_names::mdwe), third, fourth, fifth};
constexpr Arg auxv[] = {option, ptr("auxv"), ulong("size"), fourth, fifth};
constexpr Arg thp_disable[] = {option, ulong("arg2"), flags_long("flags", prctl_names::thp), fourth, fifth};
constexpr Arg futex_hash[] = {option, choice_long("operation", prctl_names::futex_hash), third, fourth, fifth};
constexpr Arg set_shadow_stack[] = {option, flags_long("flags", prctl_names::shadow_stack), third, fourth, fifth};

struct Option {
  std::uint32_t value;
  std::span<const Arg> args;
};
constexpr Option option_shapes[] = {
    {PR_SET_PDEATHSIG, set_signal},
    {PR_GET_PDEATHSIG, get_signal},
    {PR_GET_DUMPABLE, nothing},
    {PR_SET_DUMPABLE, set_dumpable},
    {PR_GET_UNALIGN, get_unalign},
    {PR_SET_UNALIGN, set_unalign},
    {PR_GET_KEEPCAPS, nothing},
    {PR_SET_KEEPCAPS, number},
    {PR_GET_FPEMU, out_number},
    {PR_SET_FPEMU, number},
    {PR_GET_FPEXC, out_number},
    {PR_SET_FPEXC, number},
    {PR_GET_TIMING, nothing},
    {PR_SET_TIMING, number},
    {PR_SET_NAME, set_name},
    {PR_GET_NAME, get_name},
    {PR_GET_ENDIAN, out_number},
    {PR_SET_ENDIAN, number},
    {PR_GET_SECCOMP, nothing},
    {PR_CAPBSET_READ, capability},
    {PR_CAPBSET_DROP, capability},
    {PR_GET_TSC, get_tsc},
    {PR_SET_TSC, set_tsc},
    {PR_GET_SECUREBITS, nothing},
    {PR_SET_SECUREBITS, set_securebits},
    {PR_SET_TIMERSLACK, number},
    {PR_GET_TIMERSLACK, nothing},
    {PR_TASK_PERF_EVENTS_DISABLE, nothing},
    {PR_TASK_PERF_EVENTS_ENABLE, nothing},
    {PR_SET_MM, set_mm},
    {PR_SET_CHILD_SUBREAPER, number},
    {PR_GET_CHILD_SUBREAPER, out_number},
    {PR_SET_NO_NEW_PRIVS, number_and_zeros},
    {PR_GET_TID_ADDRESS, get_tid_address},
    {PR_SET_FP_MODE, set_fp_mode},
    {PR_GET_FP_MODE, nothing},
    {PR_SVE_SET_VL, sve_length},
    {PR_SVE_GET_VL, nothing},
    {PR_SME_SET_VL, sme_length},
    {PR_SME_GET_VL, nothing},
    {PR_GET_SPECULATION_CTRL, get_speculation},
    {PR_PAC_RESET_KEYS, reset_keys},
    {PR_PAC_SET_ENABLED_KEYS, enable_keys},
    {PR_SET_TAGGED_ADDR_CTRL, set_tagged},
    {PR_SET_IO_FLUSHER, number_and_zeros},
    {PR_SET_SYSCALL_USER_DISPATCH, user_dispatch},
    {65, set_mdwe},  // PR_SET_MDWE
    {67, number_and_zeros},  // PR_SET_MEMORY_MERGE
    {75, set_shadow_stack},  // PR_SET_SHADOW_STACK_STATUS
    {76, set_shadow_stack},  // PR_LOCK_SHADOW_STACK_STATUS
    {77, number_and_zeros},  // PR_TIMER_CREATE_RESTORE_IDS
    {78, futex_hash},  // PR_FUTEX_HASH
    {PR_SET_PTRACER, set_ptracer},
    {0x41555856, auxv},  // PR_GET_AUXV
};

// Those whose second argument decides about the rest.
std::span<const Arg> by_second(const Call& call) {
  const std::uint64_t second = call.abi == Abi::i386 ? static_cast<std::uint32_t>(call.args[1]) : call.args[1];
  switch (static_cast<std::uint32_t>(call.args[0])) {
    case PR_SET_SECCOMP: return second == 2 ? std::span<const Arg>(seccomp_filter) : seccomp_other;
    case PR_MCE_KILL: return second == PR_MCE_KILL_SET ? std::span<const Arg>(mce_kill_set) : mce_kill_other;
    case PR_CAP_AMBIENT: {
      const bool takes_one = second >= PR_CAP_AMBIENT_IS_SET && second <= PR_CAP_AMBIENT_LOWER;
      return takes_one ? std::span<const Arg>(ambient_one) : ambient_other;
    }
    case PR_SET_SPECULATION_CTRL: {
      const bool known = second <= PR_SPEC_L1D_FLUSH;
      return known ? std::span<const Arg>(set_speculation) : set_unknown_speculation;
    }
    case PR_SCHED_CORE:
      return static_cast<std::uint32_t>(second) == PR_SCHED_CORE_GET ? std::span<const Arg>(sched_core_get)
                                                                     : sched_core;
    case PR_SET_VMA: return second == PR_SET_VMA_ANON_NAME ? std::span<const Arg>(vma_name) : vma_other;
    // The flags came with Linux 6.18 and mean something only together with the 1.
    case PR_SET_THP_DISABLE:
      return second == 1 && call.args[2] == 2 ? std::span<const Arg>(thp_disable) : number_and_zeros;
    default: return four_numbers;
  }
}

std::span<const Arg> prctl_args(const Call& call) {
  const auto value = static_cast<std::uint32_t>(call.args[0]);
  for (const Option& known : option_shapes)
    if (known.value == value) return known.args;
  return by_second(call);
}

// --- results ---

bool result_is_bits(std::uint32_t value) {
  switch (value) {
    case PR_GET_SECUREBITS:
    case PR_GET_SPECULATION_CTRL:
    case PR_GET_FP_MODE:
    case PR_SVE_SET_VL:
    case PR_SVE_GET_VL:
    case PR_SME_SET_VL:
    case PR_SME_GET_VL:
    case PR_GET_TAGGED_ADDR_CTRL:
    case PR_PAC_GET_ENABLED_KEYS:
    case 66: return true;  // PR_GET_MDWE
    default: return false;
  }
}

ValueRef prctl_result(Context& c) {
  const bool bits = result_is_bits(static_cast<std::uint32_t>(c.arg(0)));
  return bits ? c.hex(static_cast<std::uint64_t>(c.call().result)) : nullptr;
}

ValueRef named(Context& c, const FlagSet& set, std::uint64_t value) {
  return name_of(set, value).empty() ? nullptr : c.make(Symbol{&set, value, Naming::always});
}
ValueRef bits_unless_none(Context& c, const FlagSet& set, std::uint64_t value) {
  return value == 0 ? nullptr : c.make(Flags{&set, value, Naming::if_asked});
}

ValueRef prctl_note(Context& c) {
  const auto result = static_cast<std::uint64_t>(c.call().result);
  switch (static_cast<std::uint32_t>(c.arg(0))) {
    case PR_GET_DUMPABLE: return named(c, prctl_names::dumpable, result);
    case PR_MCE_KILL_GET: return named(c, prctl_names::mce_policies, result);
    case PR_GET_SECUREBITS: return bits_unless_none(c, prctl_names::securebits, result);
    case PR_GET_SPECULATION_CTRL: return c.make(Flags{&prctl_names::speculation_state, result, Naming::if_asked});
    case PR_GET_FP_MODE: return bits_unless_none(c, prctl_names::fp_modes, result);
    case PR_PAC_GET_ENABLED_KEYS: return bits_unless_none(c, prctl_names::enabled_keys, result);
    case PR_SVE_SET_VL:
    case PR_SVE_GET_VL: return vector_length(c, prctl_names::sve, result);
    case PR_SME_SET_VL:
    case PR_SME_GET_VL: return vector_length(c, prctl_names::sme, result);
    case 66: return bits_unless_none(c, prctl_names::mdwe, result);
    default: return nullptr;
  }
}

// --- arch_prctl ---

template <ValueRef (*F)(Context&, std::uint64_t)>
ValueRef remarked_long(Context& c, RemoteAddr addr) {
  const auto value = c.load<std::uint64_t>(addr);
  return value ? bracketed(c, F(c, *value)) : nullptr;
}
ValueRef feature_mask(Context& c, std::uint64_t mask) {
  if (mask == 0) return c.hex(0);
  std::string text;
  const std::uint64_t rest = each_flag(prctl_names::feature_masks, mask, [&](std::string_view name) {
    if (!text.empty()) text += '|';
    text += name;
  });
  if (rest != 0) text += text.empty() ? "XFEATURE_MASK_???" : fmt::format("|{:#x}", rest);
  return c.name_note(c.hex(mask), text);
}
ValueRef feature(Context& c, const Arg&, std::uint64_t raw) {
  return numbered(c, prctl_names::features, as_long(c, raw));
}

constexpr Arg arch_option = choice("option", prctl_names::arch_options);
constexpr Arg arch_nothing[] = {arch_option};
constexpr Arg arch_number[] = {arch_option, hex("arg2")};
constexpr Arg arch_get_base[] = {arch_option, out<address_at>("addr")};
constexpr Arg arch_get_mask[] = {arch_option, out<remarked_long<feature_mask>>("mask")};
constexpr Arg arch_request[] = {arch_option, custom("feature", feature)};

std::span<const Arg> arch_prctl_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[0])) {
    case ARCH_GET_FS:
    case ARCH_GET_GS: return arch_get_base;
    case ARCH_GET_CPUID: return arch_nothing;
    case ARCH_GET_XCOMP_SUPP:
    case ARCH_GET_XCOMP_PERM:
    case ARCH_GET_XCOMP_GUEST_PERM: return arch_get_mask;
    case ARCH_REQ_XCOMP_PERM:
    case ARCH_REQ_XCOMP_GUEST_PERM: return arch_request;
    default: return arch_number;
  }
}

constexpr Syscall rows[] = {
    {.name = "prctl",
     .numbers = {157, 172, 167},
     .args = {i32("option"), hex("arg2"), hex("arg3"), hex("arg4"), hex("arg5")},
     .classes = Class::creds,
     .shape = prctl_args,
     .note = prctl_note,
     .result = prctl_result},
    {.name = "arch_prctl", .numbers = {158, 384}, .shape = arch_prctl_args},
};

}  // namespace

extern const std::span<const Syscall> rows_prctl;
const std::span<const Syscall> rows_prctl = rows;

}  // namespace spoor::abi
