// Futexes, and what threads register with the kernel.
#include <linux/futex.h>
#include <time.h>

#include "spoor/abi/args.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

// --- futex(2) ---

#define PRIVATE_TOO(operation) {operation, #operation}, {operation##_PRIVATE, #operation "_PRIVATE"}
#define WITH_CLOCK(operation) {(operation) | FUTEX_CLOCK_REALTIME, #operation "|FUTEX_CLOCK_REALTIME"}
constexpr Name operation_names[] = {
    PRIVATE_TOO(FUTEX_WAIT),
    PRIVATE_TOO(FUTEX_WAKE),
    SPOOR_NAME(FUTEX_FD),
    {FUTEX_FD | FUTEX_PRIVATE_FLAG, "FUTEX_FD|FUTEX_PRIVATE_FLAG"},
    PRIVATE_TOO(FUTEX_REQUEUE),
    PRIVATE_TOO(FUTEX_CMP_REQUEUE),
    PRIVATE_TOO(FUTEX_WAKE_OP),
    PRIVATE_TOO(FUTEX_LOCK_PI),
    PRIVATE_TOO(FUTEX_UNLOCK_PI),
    PRIVATE_TOO(FUTEX_TRYLOCK_PI),
    PRIVATE_TOO(FUTEX_WAIT_BITSET),
    PRIVATE_TOO(FUTEX_WAKE_BITSET),
    PRIVATE_TOO(FUTEX_WAIT_REQUEUE_PI),
    PRIVATE_TOO(FUTEX_CMP_REQUEUE_PI),
    PRIVATE_TOO(FUTEX_LOCK_PI2),
    WITH_CLOCK(FUTEX_WAIT),
    WITH_CLOCK(FUTEX_WAIT_PRIVATE),
    WITH_CLOCK(FUTEX_WAIT_BITSET),
    WITH_CLOCK(FUTEX_WAIT_BITSET_PRIVATE),
    WITH_CLOCK(FUTEX_WAIT_REQUEUE_PI),
    WITH_CLOCK(FUTEX_WAIT_REQUEUE_PI_PRIVATE),
};
#undef WITH_CLOCK
#undef PRIVATE_TOO
constexpr FlagSet operations{.unknown = "FUTEX_???", .names = operation_names};

constexpr Name bit_operation_names[] = {
    SPOOR_NAME(FUTEX_OP_SET),  SPOOR_NAME(FUTEX_OP_ADD), SPOOR_NAME(FUTEX_OP_OR),
    SPOOR_NAME(FUTEX_OP_ANDN), SPOOR_NAME(FUTEX_OP_XOR),
};
constexpr FlagSet bit_operations{.unknown = "", .names = bit_operation_names};

constexpr Name comparison_names[] = {
    SPOOR_NAME(FUTEX_OP_CMP_EQ), SPOOR_NAME(FUTEX_OP_CMP_NE), SPOOR_NAME(FUTEX_OP_CMP_LT),
    SPOOR_NAME(FUTEX_OP_CMP_LE), SPOOR_NAME(FUTEX_OP_CMP_GT), SPOOR_NAME(FUTEX_OP_CMP_GE),
};
constexpr FlagSet comparisons{.unknown = "", .names = comparison_names};

// `NAME<<28`, or `0x7<<28 /* NO_NAME */`.
ValueRef shifted(Context& c, const FlagSet& set, std::uint64_t value, std::uint64_t shift, std::string_view no_name) {
  const ValueRef text = c.joined("<<", c.symbol(set, value), c.udec(shift));
  return name_of(set, value).empty() ? c.name_note(text, no_name) : text;
}

// The fourth value of FUTEX_WAKE_OP: futex(2), "FUTEX_OP".
ValueRef wake_operation(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t operation = raw >> 28 & 7;
  Collector<ValueRef> parts(c.arena());
  if ((raw >> 28 & FUTEX_OP_OPARG_SHIFT) != 0) {
    parts.add(c.joined("<<", c.constant("FUTEX_OP_OPARG_SHIFT", FUTEX_OP_OPARG_SHIFT), c.udec(28)));
  }
  parts.add(shifted(c, bit_operations, operation, 28, "FUTEX_OP_???"));
  parts.add(c.joined("<<", c.hex(raw >> 12 & 0xfff), c.udec(12)));
  parts.add(shifted(c, comparisons, raw >> 24 & 0xf, 24, "FUTEX_OP_CMP_???"));
  parts.add(c.hex(raw & 0xfff));
  return c.make(Joined{parts.items()});
}

constexpr Name bitset_names[] = {{FUTEX_BITSET_MATCH_ANY, "FUTEX_BITSET_MATCH_ANY"}};
constexpr FlagSet bitsets{.unknown = "", .names = bitset_names};
ValueRef bitset32(Context& c, const Arg&, std::uint64_t raw) {
  return c.symbol(bitsets, static_cast<std::uint32_t>(raw));
}

constexpr Arg word = ptr("uaddr");
constexpr Arg operation = choice("op", operations);
constexpr Arg value = u32("val");
constexpr Arg second_value = u32("val2").from_slot(3);  // in the place of the time
constexpr Arg second_word = ptr("uaddr2").from_slot(4);
constexpr Arg third_value = u32("val3").from_slot(5);
constexpr Arg last_bits = custom("val3", bitset32).from_slot(5);

// What each operation uses of the six arguments. Time: how the caller lays a timespec out.
template <ValueRef (*Time)(Context&, RemoteAddr)>
std::span<const Arg> futex_args(const Call& call) {
  static constexpr Arg timeout = in<Time>("utime").from_slot(3);
  static constexpr Arg wait[] = {word, operation, value, timeout};
  static constexpr Arg wait_bits[] = {word, operation, value, timeout, last_bits};
  static constexpr Arg wake[] = {word, operation, value};
  static constexpr Arg wake_bits[] = {word, operation, value, last_bits};
  static constexpr Arg requeue[] = {word, operation, value, second_value, second_word};
  static constexpr Arg compare_requeue[] = {word, operation, value, second_value, second_word, third_value};
  static constexpr Arg wake_op[] = {word,         operation,   value,
                                    second_value, second_word, custom("val3", wake_operation).from_slot(5)};
  static constexpr Arg lock[] = {word, operation, timeout};
  static constexpr Arg wait_requeue[] = {word, operation, value, timeout, second_word};
  static constexpr Arg unknown[] = {word, operation, value, ptr("utime"), second_word, hex32("val3")};
  switch (call.args[1] & 127) {
    case FUTEX_WAIT: return wait;
    case FUTEX_WAIT_BITSET: return wait_bits;
    case FUTEX_WAKE:
    case FUTEX_FD: return wake;
    case FUTEX_WAKE_BITSET: return wake_bits;
    case FUTEX_REQUEUE: return requeue;
    case FUTEX_CMP_REQUEUE:
    case FUTEX_CMP_REQUEUE_PI: return compare_requeue;
    case FUTEX_WAKE_OP: return wake_op;
    case FUTEX_LOCK_PI:
    case FUTEX_LOCK_PI2: return lock;
    case FUTEX_UNLOCK_PI:
    case FUTEX_TRYLOCK_PI: return std::span(wake).first(2);
    case FUTEX_WAIT_REQUEUE_PI: return wait_requeue;
    default: return unknown;
  }
}

// --- futex_waitv(2) and the calls after it: 64-bit times on every ABI ---

// The size is a field of two bits, and 0 (8 bits) a value of it.
constexpr Name futex2_names[] = {
    {0x00, "FUTEX2_SIZE_U8", 0x03},  {0x01, "FUTEX2_SIZE_U16", 0x03}, {0x02, "FUTEX2_SIZE_U32", 0x03},
    {0x03, "FUTEX2_SIZE_U64", 0x03}, {0x04, "FUTEX2_NUMA"},           {0x08, "FUTEX2_MPOL"},
    {0x80, "FUTEX2_PRIVATE"},
};
constexpr FlagSet futex2_flags{.unknown = "FUTEX2_???", .names = futex2_names};

constexpr Name clock_names[] = {
    SPOOR_NAME(CLOCK_REALTIME),         SPOOR_NAME(CLOCK_MONOTONIC),        SPOOR_NAME(CLOCK_PROCESS_CPUTIME_ID),
    SPOOR_NAME(CLOCK_THREAD_CPUTIME_ID), SPOOR_NAME(CLOCK_MONOTONIC_RAW),   SPOOR_NAME(CLOCK_REALTIME_COARSE),
    SPOOR_NAME(CLOCK_MONOTONIC_COARSE), SPOOR_NAME(CLOCK_BOOTTIME),         SPOOR_NAME(CLOCK_REALTIME_ALARM),
    SPOOR_NAME(CLOCK_BOOTTIME_ALARM),   {10, "CLOCK_SGI_CYCLE"},            SPOOR_NAME(CLOCK_TAI),
};
constexpr FlagSet clocks{.unknown = "CLOCK_???", .names = clock_names};

constexpr std::size_t waiter_size = 24;

ValueRef waiter(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("val", c.hex(s.aligned_u64()));
  s.add("uaddr", c.pointer(s.aligned_u64()));
  s.add("flags", c.flags(futex2_flags, s.u32()));
  const std::uint64_t reserved = s.u32();
  if (reserved != 0) s.add("__reserved", c.hex(reserved));
  return s.done();
}

ValueRef waiters(Context& c, std::uint64_t raw, std::uint64_t count) {
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, count, waiter_size, [&](RemoteAddr at) { return waiter(c, at); });
  });
}
ValueRef counted_waiters(Context& c, const Arg&, std::uint64_t raw) {
  return waiters(c, raw, static_cast<std::uint32_t>(c.arg(1)));
}
ValueRef two_waiters(Context& c, const Arg&, std::uint64_t raw) { return waiters(c, raw, 2); }

ValueRef bitset_long(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t bits = c.abi() == Abi::x86_64 ? raw : static_cast<std::uint32_t>(raw);
  return c.symbol(bitsets, bits);
}

// --- lists that the kernel walks when a thread dies ---

ValueRef word_at(Context& c, RemoteAddr addr) {
  const auto found = c.load_word(addr);
  if (!found) return nullptr;
  const ValueRef items[] = {c.pointer(*found)};
  return c.list(items);
}
ValueRef size_at(Context& c, RemoteAddr addr) {
  const auto found = c.load_word(addr);
  if (!found) return nullptr;
  const ValueRef items[] = {c.udec(*found)};
  return c.list(items);
}

constexpr Syscall rows[] = {
    {"futex",
     {.x86_64 = 202, .i386 = 240, .generic = 98},
     {ptr("uaddr"), i32("op"), u32("val"), ptr("utime"), ptr("uaddr2"), u32("val3")},
     Ret::dec,
     {},
     futex_args<decode_timespec>},
    {"futex_time64",
     {.i386 = 422},
     {ptr("uaddr"), i32("op"), u32("val"), ptr("utime"), ptr("uaddr2"), u32("val3")},
     Ret::dec,
     {},
     futex_args<decode_timespec64>},
    {"futex_waitv",
     {449, 449, 449},
     {custom("waiters", counted_waiters), u32("nr_futexes"), hex32("flags"), in<decode_timespec64>("timeout"),
      choice("clockid", clocks)}},
    {"futex_wake",
     {454, 454, 454},
     {ptr("uaddr"), custom("mask", bitset_long), i32("nr"), flags("flags", futex2_flags)}},
    {"futex_wait",
     {455, 455, 455},
     {ptr("uaddr"), hex("val"), custom("mask", bitset_long), flags("flags", futex2_flags),
      in<decode_timespec64>("timeout"), choice("clockid", clocks)}},
    {"futex_requeue",
     {456, 456, 456},
     {custom("waiters", two_waiters), hex32("flags"), i32("nr_wake"), i32("nr_requeue")}},
    {"set_robust_list", {.x86_64 = 273, .i386 = 311, .generic = 99, .x32 = 530}, {ptr("head"), ulong("len")}},
    {"get_robust_list",
     {.x86_64 = 274, .i386 = 312, .generic = 100, .x32 = 531},
     {pid("pid"), out<word_at>("head_ptr"), out<size_at>("len_ptr")}},
    {"rseq", {334, 386, 293}, {hex("rseq"), hex32("rseq_len"), hex32("flags"), hex32("sig")}},
};

}  // namespace

extern const std::span<const Syscall> rows_futex;
const std::span<const Syscall> rows_futex = rows;

}  // namespace spoor::abi
