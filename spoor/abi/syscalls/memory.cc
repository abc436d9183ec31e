// Memory mappings: mapping, protecting, advising, locking.
#include <fmt/format.h>

#include <string>

#include "spoor/abi/args.h"
#include "spoor/abi/iovec.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name protection_names[] = {
    {0x0, "PROT_NONE"},           {0x1, "PROT_READ"}, {0x2, "PROT_WRITE"},
    {0x4, "PROT_EXEC"},           {0x8, "PROT_SEM"},  {0x01000000, "PROT_GROWSDOWN"},
    {0x02000000, "PROT_GROWSUP"},
};
constexpr FlagSet protections{.unknown = "PROT_???", .names = protection_names};

// The low four bits are one value (MAP_TYPE), of which every mapping has one; the top six the size of huge pages.
constexpr std::uint64_t map_type_mask = 0xf;
constexpr unsigned huge_shift = 26;
constexpr std::uint64_t huge_mask = std::uint64_t{0x3f} << huge_shift;
constexpr Name map_names[] = {
    {0, "MAP_FILE", map_type_mask},
    {1, "MAP_SHARED", map_type_mask},
    {2, "MAP_PRIVATE", map_type_mask},
    {3, "MAP_SHARED_VALIDATE", map_type_mask},
    {8, "MAP_DROPPABLE", map_type_mask},
    {0x10, "MAP_FIXED"},
    {0x20, "MAP_ANONYMOUS"},
    {0x40, "MAP_32BIT"},
    {0x80, "MAP_ABOVE4G"},
    {0x4000, "MAP_NORESERVE"},
    {0x8000, "MAP_POPULATE"},
    {0x10000, "MAP_NONBLOCK"},
    {0x100, "MAP_GROWSDOWN"},
    {0x800, "MAP_DENYWRITE"},
    {0x1000, "MAP_EXECUTABLE"},
    {0x2000, "MAP_LOCKED"},
    {0x20000, "MAP_STACK"},
    {0x40000, "MAP_HUGETLB"},
    {0x80000, "MAP_SYNC"},
    {0x100000, "MAP_FIXED_NOREPLACE"},
};
constexpr FlagSet map_flags{.unknown = "MAP_???", .names = map_names};

constexpr Name remap_names[] = {{1, "MREMAP_MAYMOVE"}, {2, "MREMAP_FIXED"}, {4, "MREMAP_DONTUNMAP"}};
constexpr FlagSet remap_flags{.unknown = "MREMAP_???", .names = remap_names};

constexpr Name sync_names[] = {{4, "MS_SYNC"}, {1, "MS_ASYNC"}, {2, "MS_INVALIDATE"}};
constexpr FlagSet sync_flags{.unknown = "MS_???", .names = sync_names};

constexpr Name lock_all_names[] = {{1, "MCL_CURRENT"}, {2, "MCL_FUTURE"}, {4, "MCL_ONFAULT"}};
constexpr FlagSet lock_all_flags{.unknown = "MCL_???", .names = lock_all_names};

constexpr Name lock_names[] = {{1, "MLOCK_ONFAULT"}};
constexpr FlagSet lock_flags{.unknown = "MLOCK_???", .names = lock_names};

constexpr Name advice_names[] = {
    {0, "MADV_NORMAL"},           {1, "MADV_RANDOM"},          {2, "MADV_SEQUENTIAL"},
    {3, "MADV_WILLNEED"},         {4, "MADV_DONTNEED"},        {8, "MADV_FREE"},
    {9, "MADV_REMOVE"},           {10, "MADV_DONTFORK"},       {11, "MADV_DOFORK"},
    {12, "MADV_MERGEABLE"},       {13, "MADV_UNMERGEABLE"},    {14, "MADV_HUGEPAGE"},
    {15, "MADV_NOHUGEPAGE"},      {16, "MADV_DONTDUMP"},       {17, "MADV_DODUMP"},
    {18, "MADV_WIPEONFORK"},      {19, "MADV_KEEPONFORK"},     {20, "MADV_COLD"},
    {21, "MADV_PAGEOUT"},         {22, "MADV_POPULATE_READ"},  {23, "MADV_POPULATE_WRITE"},
    {24, "MADV_DONTNEED_LOCKED"}, {25, "MADV_COLLAPSE"},       {100, "MADV_HWPOISON"},
    {101, "MADV_SOFT_OFFLINE"},   {102, "MADV_GUARD_INSTALL"}, {103, "MADV_GUARD_REMOVE"},
};
constexpr FlagSet advices{.unknown = "MADV_???", .names = advice_names};

constexpr Name key_right_names[] = {
    {0, "PKEY_UNRESTRICTED"}, {1, "PKEY_DISABLE_ACCESS"}, {2, "PKEY_DISABLE_WRITE"}, {4, "PKEY_DISABLE_EXECUTE"}};
constexpr FlagSet key_rights{.unknown = "PKEY_???", .names = key_right_names};

constexpr Name shadow_stack_names[] = {{1, "SHADOW_STACK_SET_TOKEN"}, {2, "SHADOW_STACK_SET_MARKER"}};
constexpr FlagSet shadow_stack_flags{.unknown = "SHADOW_STACK_???", .names = shadow_stack_names};

// Flags of a mapping. Types without a name and sizes of huge pages are no fixed names, so the vocabulary for them is
// made for the value.
ValueRef mapping(Context& c, std::uint64_t value) {
  const bool known = (value & huge_mask) == 0;
  const std::uint64_t type = value & map_type_mask;
  bool named = false;
  for (const Name& name : map_names) named = named || (name.mask == map_type_mask && name.bits == type);
  if (known && named) return c.flags(map_flags, value);

  Collector<Name> names(c.arena());
  const auto add = [&](std::uint64_t bits, std::uint64_t mask, const std::string& text) {
    names.add({bits, c.arena().copy(std::string_view(text)), mask});
  };
  std::uint64_t rest = value & ~huge_mask;
  if (!named) add(type, map_type_mask, fmt::format("{:#x} /* {} */", type, map_flags.unknown));
  for (const Name& name : map_names) {
    if (named || name.mask == 0) names.add(name);
    rest &= ~(name.mask != 0 ? name.mask : name.bits);
  }
  if (!known) {
    if (rest != 0) add(rest, rest, fmt::format("{:#x}", rest));  // strace has the size behind it
    add(value & huge_mask, huge_mask, fmt::format("{}<<MAP_HUGE_SHIFT", (value & huge_mask) >> huge_shift));
  }
  return c.flags(*c.arena().make<FlagSet>(FlagSet{.unknown = "", .names = names.items()}), value);
}
// Names are those of the lower half; as a number it is all that was given.
ValueRef mapping_flags(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t low = raw & 0xffffffff;
  return low == raw || c.abi() == Abi::i386 ? mapping(c, low) : c.sum(c.hex(raw), "|", mapping(c, low));
}
constexpr Arg map_flags_arg(std::string_view name) { return custom(name, mapping_flags); }

constexpr Arg protection(std::string_view name) { return flags_long(name, protections); }

// mmap2 counts its offset in units of 4096 bytes, on every page size (mmap2(2)).
ValueRef page_offset(Context& c, const Arg&, std::uint64_t raw) { return c.hex((raw & 0xffffffff) << 12); }

// i386's first mmap: a struct holds all six arguments (kernel: struct mmap_arg_struct32).
ValueRef old_mmap(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const ValueRef parts[] = {c.pointer(s.ulong()),  c.udec(s.ulong()), c.flags(protections, s.ulong()),
                            mapping(c, s.ulong()), c.fd(s.i32()),     c.hex(s.ulong())};
  if (s.failed()) return nullptr;
  return c.make(Joined{c.arena().copy(std::span<const ValueRef>(parts)), ", "});
}

constexpr Arg mremap_args[] = {ptr("addr"), ulong("old_len"), ulong("new_len"), flags_long("flags", remap_flags),
                               ptr("new_addr")};
// The kernel reads the new address only where it is told to use it.
std::span<const Arg> mremap_shape(const Call& call) {
  constexpr std::uint64_t to_new_address = 1 | 2;  // MREMAP_MAYMOVE, MREMAP_FIXED
  const bool moves = (call.args[3] & to_new_address) == to_new_address;
  return std::span(mremap_args).first(moves ? 5 : 4);
}

// mincore's answer: a byte for every page, of which the lowest bit counts.
ValueRef residency(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::uint64_t page_size = 4096;
  if (c.call().failed()) return c.pointer(raw);
  const std::uint64_t length = c.arg(1);
  const std::uint64_t pages = length / page_size + (length % page_size != 0 ? 1 : 0);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, pages, 1, [&](RemoteAddr at) -> ValueRef {
      const auto byte = c.load<std::uint8_t>(at);
      return byte ? c.udec(*byte & 1u) : nullptr;
    });
  });
}

constexpr Syscall rows[] = {
    // --- mapping ---
    {"mmap",
     {.x86_64 = 9, .generic = 222},
     {ptr("addr"), ulong("len"), protection("prot"), map_flags_arg("flags"), fd("fd"), hex("off")},
     Ret::hex,
     Class::desc | Class::memory},
    {"mmap", {.i386 = 90}, {in<old_mmap>("arg")}, Ret::hex, Class::desc | Class::memory},
    {"mmap2",
     {.i386 = 192},
     {ptr("addr"), ulong("len"), protection("prot"), map_flags_arg("flags"), fd("fd"), custom("pgoff", page_offset)},
     Ret::hex,
     Class::desc | Class::memory},
    {"munmap", {11, 91, 215}, {ptr("addr"), ulong("len")}, Ret::dec, Class::memory},
    {.name = "mremap",
     .numbers = {25, 163, 216},
     .args = {mremap_args[0], mremap_args[1], mremap_args[2], mremap_args[3], mremap_args[4]},
     .ret = Ret::hex,
     .classes = Class::memory,
     .shape = mremap_shape},
    {"remap_file_pages",
     {216, 257, 234},
     {ptr("start"), ulong("size"), protection("prot"), ulong("pgoff"), map_flags_arg("flags")},
     Ret::dec,
     Class::memory},
    {"brk", {12, 45, 214}, {ptr("brk")}, Ret::hex, Class::memory},
    {"map_shadow_stack",
     {453, 453, 453},
     {ptr("addr"), ulong("size"), flags("flags", shadow_stack_flags)},
     Ret::hex,
     Class::memory},
    // --- protecting ---
    {"mprotect", {10, 125, 226}, {ptr("start"), ulong("len"), protection("prot")}, Ret::dec, Class::memory},
    {"pkey_mprotect",
     {329, 380, 288},
     {ptr("start"), ulong("len"), protection("prot"), i32("pkey")},
     Ret::dec,
     Class::memory},
    {"pkey_alloc", {330, 381, 289}, {hex("flags"), flags_long("init_val", key_rights)}},
    {"pkey_free", {331, 382, 290}, {i32("pkey")}},
    {"mseal", {462, 462, 462}, {ptr("start"), ulong("len"), hex("flags")}, Ret::dec, Class::memory},
    // --- advising and asking ---
    {"madvise", {28, 219, 233}, {ptr("start"), ulong("len_in"), choice("behavior", advices)}, Ret::dec, Class::memory},
    {"process_madvise",
     {440, 440, 440},
     {fd("pidfd"), iovec_addresses<2>("vec"), ulong("vlen"), choice("behavior", advices), hex32("flags")},
     Ret::dec,
     Class::desc},
    {"process_mrelease", {448, 448, 448}, {fd("pidfd"), hex32("flags")}, Ret::dec, Class::desc},
    {"mincore",
     {27, 218, 232},
     {ptr("start"), ulong("len"), custom("vec", residency, Direction::out)},
     Ret::dec,
     Class::memory},
    {"msync", {26, 144, 227}, {ptr("start"), ulong("len"), flags("flags", sync_flags)}, Ret::dec, Class::memory},
    // --- locking ---
    {"mlock", {149, 150, 228}, {ptr("start"), ulong("len")}, Ret::dec, Class::memory},
    {"mlock2", {325, 376, 284}, {ptr("start"), ulong("len"), flags("flags", lock_flags)}, Ret::dec, Class::memory},
    {"munlock", {150, 151, 229}, {ptr("start"), ulong("len")}, Ret::dec, Class::memory},
    {"mlockall", {151, 152, 230}, {flags("flags", lock_all_flags)}, Ret::dec, Class::memory},
    {"munlockall", {152, 153, 231}, {}, Ret::dec, Class::memory},
};

}  // namespace

extern const std::span<const Syscall> rows_memory;
const std::span<const Syscall> rows_memory = rows;

}  // namespace spoor::abi
