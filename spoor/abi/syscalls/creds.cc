// Groups, capabilities and personality. The calls that take and give single ids stand with the plain ones.
#include <linux/capability.h>
#include <sys/personality.h>

#include "spoor/abi/args.h"
#include "spoor/abi/capabilities.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// --- user and group ids in memory: 16 bits in i386's first calls, where 0xffff is -1 (kernel: linux/highuid.h) ---

ValueRef id_value(Context& c, std::uint64_t id, std::size_t size) {
  const std::uint64_t none = size == 2 ? 0xffff : 0xffffffff;
  return id == none ? c.dec(-1) : c.udec(id);
}

template <std::size_t Size>
ValueRef id_at(Context& c, RemoteAddr addr) {
  const auto id = c.load_uint(addr, Size);
  if (!id) return nullptr;
  const ValueRef items[] = {id_value(c, *id, Size)};
  return c.list(items);
}

constexpr std::uint64_t most_groups = 65536;  // NGROUPS_MAX

template <std::size_t Size>
ValueRef ids(Context& c, std::uint64_t addr, std::uint64_t count) {
  return c.pointee(addr, [&](RemoteAddr at) {
    return c.array(at, count, Size, [&](RemoteAddr element) -> ValueRef {
      const auto id = c.load_uint(element, Size);
      return id ? id_value(c, *id, Size) : nullptr;
    });
  });
}

template <std::size_t Size>
ValueRef groups_in(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t count = static_cast<std::uint32_t>(c.arg(0));
  return count > most_groups ? c.pointer(raw) : ids<Size>(c, raw, count);
}

template <std::size_t Size>
ValueRef groups_out(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t count = static_cast<std::uint64_t>(c.call().result);
  return c.call().failed() || count > most_groups ? c.pointer(raw) : ids<Size>(c, raw, count);
}

template <std::size_t Size>
constexpr Arg group_list(std::string_view name) {
  return custom(name, groups_in<Size>);
}
template <std::size_t Size>
constexpr Arg out_group_list(std::string_view name) {
  return custom(name, groups_out<Size>, Direction::out);
}

// --- capabilities ---

constexpr Name version_names[] = {
    SPOOR_NAME(_LINUX_CAPABILITY_VERSION_1),
    SPOOR_NAME(_LINUX_CAPABILITY_VERSION_2),
    SPOOR_NAME(_LINUX_CAPABILITY_VERSION_3),
};
constexpr FlagSet versions{.unknown = "_LINUX_CAPABILITY_VERSION_???", .names = version_names};

ValueRef capability_header(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("version", c.symbol(versions, s.u32()));
  s.add("pid", c.pid(s.i32()));
  return s.done();
}

// A mask of 64 bits, which lie 12 bytes apart: capget(2).
ValueRef capability_set(Context& c, std::uint64_t low, std::uint64_t high) {
  if (high == 0) return c.flags(low_capability_bits, low);
  if (low == 0) return c.flags(high_capability_bits, high);
  return c.joined("|", c.flags(low_capability_bits, low), c.flags(high_capability_bits, high));
}

ValueRef capability_data(Context& c, RemoteAddr addr) {
  const auto header = c.load<__user_cap_header_struct>(RemoteAddr(c.arg(0)));
  if (!header) return nullptr;
  const auto version = header->version;
  const bool wide = version == _LINUX_CAPABILITY_VERSION_2 || version == _LINUX_CAPABILITY_VERSION_3;
  std::uint32_t words[6] = {};  // effective, permitted, inheritable; then the same of the upper half
  if (!c.read(addr, std::as_writable_bytes(std::span(words)).first(wide ? 24 : 12))) return nullptr;
  const Field fields[] = {
      {"effective", capability_set(c, words[0], words[3])},
      {"permitted", capability_set(c, words[1], words[4])},
      {"inheritable", capability_set(c, words[2], words[5])},
  };
  return c.fields(fields);
}

// --- personality ---

constexpr Name execution_domain_names[] = {
    SPOOR_NAME(PER_LINUX), SPOOR_NAME(PER_BSD),  SPOOR_NAME(PER_LINUX32), SPOOR_NAME(PER_RISCOS),
    SPOOR_NAME(PER_OSF4),  SPOOR_NAME(PER_HPUX), SPOOR_NAME(PER_MASK),
};
constexpr FlagSet execution_domains{.unknown = "PER_???", .names = execution_domain_names};

constexpr Name personality_bit_names[] = {
    SPOOR_NAME(UNAME26),          SPOOR_NAME(ADDR_NO_RANDOMIZE),  SPOOR_NAME(FDPIC_FUNCPTRS),
    SPOOR_NAME(MMAP_PAGE_ZERO),   SPOOR_NAME(ADDR_COMPAT_LAYOUT), SPOOR_NAME(READ_IMPLIES_EXEC),
    SPOOR_NAME(ADDR_LIMIT_32BIT), SPOOR_NAME(SHORT_INODE),        SPOOR_NAME(WHOLE_SECONDS),
    SPOOR_NAME(STICKY_TIMEOUTS),  SPOOR_NAME(ADDR_LIMIT_3GB),
};
constexpr FlagSet personality_bits{.unknown = "", .names = personality_bit_names};

ValueRef personality_value(Context& c, std::uint64_t value) {
  const ValueRef domain = c.symbol(execution_domains, value & PER_MASK);
  const std::uint64_t bits = value & ~std::uint64_t{PER_MASK};
  return bits == 0 ? domain : c.joined("|", domain, c.flags(personality_bits, bits));
}

ValueRef personality_arg(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::uint64_t query = 0xffffffff;  // changes nothing
  const std::uint64_t value = static_cast<std::uint32_t>(raw);
  return value == query ? c.hex(value) : personality_value(c, value);
}

ValueRef former_personality(Context& c) { return personality_value(c, static_cast<std::uint32_t>(c.call().result)); }

constexpr Syscall rows[] = {
    {"getgroups",
     {.x86_64 = 115, .generic = 158},
     {i32("gidsetsize"), out_group_list<4>("grouplist")},
     Ret::dec,
     Class::creds},
    {"setgroups",
     {.x86_64 = 116, .generic = 159},
     {i32("gidsetsize"), group_list<4>("grouplist")},
     Ret::dec,
     Class::creds},
    {"getgroups32", {.i386 = 205}, {i32("gidsetsize"), out_group_list<4>("grouplist")}, Ret::dec, Class::creds},
    {"setgroups32", {.i386 = 206}, {i32("gidsetsize"), group_list<4>("grouplist")}, Ret::dec, Class::creds},
    {"getgroups", {.i386 = 80}, {i32("gidsetsize"), out_group_list<2>("grouplist")}, Ret::dec, Class::creds},
    {"setgroups", {.i386 = 81}, {i32("gidsetsize"), group_list<2>("grouplist")}, Ret::dec, Class::creds},
    {"getresuid",
     {.x86_64 = 118, .generic = 148},
     {out<id_at<4>>("ruidp"), out<id_at<4>>("euidp"), out<id_at<4>>("suidp")},
     Ret::dec,
     Class::creds},
    {"getresgid",
     {.x86_64 = 120, .generic = 150},
     {out<id_at<4>>("rgidp"), out<id_at<4>>("egidp"), out<id_at<4>>("sgidp")},
     Ret::dec,
     Class::creds},
    {"getresuid32",
     {.i386 = 209},
     {out<id_at<4>>("ruidp"), out<id_at<4>>("euidp"), out<id_at<4>>("suidp")},
     Ret::dec,
     Class::creds},
    {"getresgid32",
     {.i386 = 211},
     {out<id_at<4>>("rgidp"), out<id_at<4>>("egidp"), out<id_at<4>>("sgidp")},
     Ret::dec,
     Class::creds},
    {"getresuid",
     {.i386 = 165},
     {out<id_at<2>>("ruidp"), out<id_at<2>>("euidp"), out<id_at<2>>("suidp")},
     Ret::dec,
     Class::creds},
    {"getresgid",
     {.i386 = 171},
     {out<id_at<2>>("rgidp"), out<id_at<2>>("egidp"), out<id_at<2>>("sgidp")},
     Ret::dec,
     Class::creds},
    {"capget",
     {125, 184, 90},
     {in<capability_header>("header"), out<capability_data>("dataptr")},
     Ret::dec,
     Class::creds},
    {"capset",
     {126, 185, 91},
     {in<capability_header>("header"), in<capability_data>("data")},
     Ret::dec,
     Class::creds},
    {.name = "personality",
     .numbers = {135, 136, 92},
     .args = {custom("personality", personality_arg)},
     .ret = Ret::hex,
     .note = former_personality},
};

}  // namespace

extern const std::span<const Syscall> rows_creds;
const std::span<const Syscall> rows_creds = rows;

}  // namespace spoor::abi
