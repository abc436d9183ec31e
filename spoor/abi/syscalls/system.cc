// What the machine is and how it does: names, load, random bytes, barriers; and other processes' memory.
#include <algorithm>

#include "spoor/abi/args.h"
#include "spoor/abi/iovec.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name random_names[] = {{1, "GRND_NONBLOCK"}, {2, "GRND_RANDOM"}, {4, "GRND_INSECURE"}};
constexpr FlagSet random_flags{.unknown = "GRND_???", .names = random_names};

constexpr Name barrier_names[] = {
    {0x0, "MEMBARRIER_CMD_QUERY"},
    {0x1, "MEMBARRIER_CMD_GLOBAL"},
    {0x2, "MEMBARRIER_CMD_GLOBAL_EXPEDITED"},
    {0x4, "MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED"},
    {0x8, "MEMBARRIER_CMD_PRIVATE_EXPEDITED"},
    {0x10, "MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED"},
    {0x20, "MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE"},
    {0x40, "MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE"},
    {0x80, "MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ"},
    {0x100, "MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ"},
    {0x200, "MEMBARRIER_CMD_GET_REGISTRATIONS"},
};
constexpr FlagSet barriers{.unknown = "MEMBARRIER_CMD_???", .names = barrier_names};

constexpr std::uint64_t on_one_cpu = 1;
constexpr Name barrier_flag_names[] = {{on_one_cpu, "MEMBARRIER_CMD_FLAG_CPU"}};
constexpr FlagSet barrier_flags{.unknown = "MEMBARRIER_CMD_FLAG_???", .names = barrier_flag_names};

// --- membarrier: the CPU matters with the flag alone; a query's result is a set of commands ---

constexpr Arg barrier_args[] = {choice("cmd", barriers), flags("flags", barrier_flags), i32("cpu_id")};
std::span<const Arg> barrier_shape(const Call& call) {
  return std::span(barrier_args).first((call.args[1] & on_one_cpu) != 0 ? 3 : 2);
}
bool is_query(const Context& c) { return (c.arg(0) & 0xffffffff) == 0 && c.call().result != 0; }
ValueRef barrier_result(Context& c) {
  return is_query(c) ? c.hex(static_cast<std::uint64_t>(c.call().result)) : nullptr;
}
ValueRef barrier_note(Context& c) {
  return is_query(c) ? c.flags(barriers, static_cast<std::uint64_t>(c.call().result)) : nullptr;
}

// --- names ---

// struct new_utsname: six fields of 65 bytes, printed whole.
ValueRef decode_utsname(Context& c, RemoteAddr addr) {
  constexpr std::size_t field_size = 65;
  constexpr std::size_t brief = 2;
  constexpr std::string_view names[] = {"sysname", "nodename", "release", "version", "machine", "domainname"};
  StructReader s(c, addr);
  std::size_t shown = 0;
  for (const std::string_view name : names) {
    const auto data = s.bytes(field_size);
    if (c.abbreviate() && shown++ >= brief) continue;
    const std::string_view all(reinterpret_cast<const char*>(data.data()), data.size());
    const std::size_t length = std::min(all.find('\0'), all.size());
    const bool cut = !all.empty() && length == all.size();
    s.add(name, c.make(Str{.bytes = all.substr(0, cut ? field_size - 1 : length), .cut = cut}));
  }
  return s.done(c.abbreviate());
}

// The kernel takes no name longer than __NEW_UTS_LEN, so the bytes of a longer one mean nothing.
ValueRef host_name(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t length = c.arg(1) & 0xffffffff;
  constexpr std::uint64_t longest = 64;
  if (raw == 0 || length > longest) return c.pointer(raw);
  return c.buffer(RemoteAddr(raw), length);
}

// --- load ---

ValueRef decode_sysinfo(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const auto number = [&](std::string_view name) { s.add(name, c.udec(s.kernel_ulong())); };
  number("uptime");
  ValueRef loads[3];
  for (ValueRef& load : loads) load = c.udec(s.kernel_ulong());
  s.add("loads", c.list(loads));
  for (const auto* name : {"totalram", "freeram", "sharedram", "bufferram", "totalswap", "freeswap"}) number(name);
  s.add("procs", c.udec(s.u16()));
  number("totalhigh");
  number("freehigh");
  s.add("mem_unit", c.udec(s.u32()));
  return s.done();
}

// Random bytes are no text.
ValueRef random_bytes(Context& c, const Arg&, std::uint64_t raw) {
  if (raw == 0 || c.call().failed()) return c.pointer(raw);
  const auto size = static_cast<std::uint64_t>(c.call().result);
  const std::size_t shown = std::min<std::uint64_t>(size, c.options().string_limit);
  const auto bytes = c.load_bytes(RemoteAddr(raw), shown);
  if (bytes.size() < shown) return nullptr;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return c.make(Str{.bytes = text, .cut = shown < size, .hex = true});
}

constexpr Syscall rows[] = {
    {"uname", {63, 122, 160}, {out<decode_utsname>("name")}},
    {"olduname", {.i386 = 109}, {ptr("name")}},
    {"oldolduname", {.i386 = 59}, {ptr("name")}},
    {"sethostname", {170, 74, 161}, {custom("name", host_name), u32("len")}},
    {"setdomainname", {171, 121, 162}, {custom("name", host_name), u32("len")}},
    {"sysinfo", {99, 116, 179}, {out<decode_sysinfo>("info")}},
    {"getrandom",
     {318, 355, 278},
     {custom("ubuf", random_bytes, Direction::out), ulong("len"), flags("flags", random_flags)}},
    {.name = "membarrier",
     .numbers = {324, 375, 283},
     .args = {barrier_args[0], barrier_args[1], barrier_args[2]},
     .shape = barrier_shape,
     .note = barrier_note,
     .result = barrier_result},
    {"process_vm_readv",
     {.x86_64 = 310, .i386 = 347, .generic = 270, .x32 = 539},
     {pid("pid"), iovec_out<2>("lvec"), ulong("liovcnt"), iovec_addresses<4>("rvec"), ulong("riovcnt"),
      ulong("flags")}},
    {"process_vm_writev",
     {.x86_64 = 311, .i386 = 348, .generic = 271, .x32 = 540},
     {pid("pid"), iovec_in<2>("lvec"), ulong("liovcnt"), iovec_addresses<4>("rvec"), ulong("riovcnt"),
      ulong("flags")}},
};

}  // namespace

extern const std::span<const Syscall> rows_system;
const std::span<const Syscall> rows_system = rows;

}  // namespace spoor::abi
