// Memory policies of NUMA nodes (numa(7)).
#include <fmt/format.h>

#include <string>

#include "spoor/abi/args.h"
#include "spoor/abi/names.h"

namespace spoor::abi {
namespace {

using namespace arg;

// A mode, and flags beside it (<linux/mempolicy.h>).
constexpr std::uint64_t mode_mask = ~std::uint64_t{0xe000};
constexpr Name mode_names[] = {
    {0, "MPOL_DEFAULT", mode_mask},
    {1, "MPOL_PREFERRED", mode_mask},
    {2, "MPOL_BIND", mode_mask},
    {3, "MPOL_INTERLEAVE", mode_mask},
    {4, "MPOL_LOCAL", mode_mask},
    {5, "MPOL_PREFERRED_MANY", mode_mask},
    {6, "MPOL_WEIGHTED_INTERLEAVE", mode_mask},
    {0x8000, "MPOL_F_STATIC_NODES"},
    {0x4000, "MPOL_F_RELATIVE_NODES"},
    {0x2000, "MPOL_F_NUMA_BALANCING"},
};
constexpr FlagSet modes{.unknown = "MPOL_???", .names = mode_names};

constexpr Name bind_names[] = {{1, "MPOL_MF_STRICT"}, {2, "MPOL_MF_MOVE"}, {4, "MPOL_MF_MOVE_ALL"}};
constexpr FlagSet bind_flags{.unknown = "MPOL_???", .names = bind_names};
constexpr FlagSet move_flags{.unknown = "MPOL_???", .names = std::span(bind_names).subspan(1)};

constexpr Name query_names[] = {{1, "MPOL_F_NODE"}, {2, "MPOL_F_ADDR"}, {4, "MPOL_F_MEMS_ALLOWED"}};
constexpr FlagSet query_flags{.unknown = "MPOL_???", .names = query_names};

// A word of a node mask at its full width, as C's %#0*lx writes it.
ValueRef mask_word(Context& c, std::uint64_t word, std::size_t size) {
  const std::size_t width = 2 * size;
  const std::string text = word == 0 ? std::string(width, '0') : fmt::format("{:#0{}x}", word, width);
  return c.word(c.arena().copy(std::string_view(text)), word);
}

// The mask has one bit less than `maxnode` says (get_nodes() in the kernel's mm/mempolicy.c), in whole words.
ValueRef node_mask(Context& c, std::uint64_t raw, std::uint64_t maxnode) {
  const std::size_t size = pointer_size(c.abi());
  const std::uint64_t bits = size * 8;
  const std::uint64_t used = maxnode == 0 ? 0 : maxnode - 1;
  if (maxnode == 1 || used > UINT64_MAX - bits) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, (used + bits - 1) / bits, size, [&](RemoteAddr at) -> ValueRef {
      const auto word = c.load_word(at);
      return word ? mask_word(c, *word, size) : nullptr;
    });
  });
}

ValueRef nodes_in(Context& c, const Arg& arg, std::uint64_t raw) { return node_mask(c, raw, c.arg(arg.index)); }
ValueRef nodes_out(Context& c, const Arg& arg, std::uint64_t raw) {
  return c.call().failed() ? c.pointer(raw) : node_mask(c, raw, c.arg(arg.index));
}
template <std::uint8_t MaxNode>
constexpr Arg nodes(std::string_view name) {
  return custom(name, nodes_in, Direction::in, MaxNode);
}
template <std::uint8_t MaxNode>
constexpr Arg out_nodes(std::string_view name) {
  return custom(name, nodes_out, Direction::out, MaxNode);
}

ValueRef policy(Context& c, RemoteAddr addr) {
  constexpr FlagSet modes_alone{.unknown = "MPOL_???", .names = std::span(mode_names).first(7)};
  static constexpr FlagSet set = modes_alone;
  const auto mode = c.load<std::uint32_t>(addr);
  if (!mode) return nullptr;
  const ValueRef items[] = {c.symbol(set, *mode)};
  return c.list(items);
}

// --- move_pages: arrays of as many items as its second argument says ---

ValueRef page_addresses(Context& c, const Arg&, std::uint64_t raw) {
  const std::size_t size = pointer_size(c.abi());
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, c.arg(1), size, [&](RemoteAddr at) -> ValueRef {
      const auto page = c.load_word(at);
      return page ? c.pointer(*page) : nullptr;
    });
  });
}

ValueRef target_nodes(Context& c, const Arg&, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, c.arg(1), sizeof(std::int32_t), [&](RemoteAddr at) -> ValueRef {
      const auto node = c.load<std::int32_t>(at);
      return node ? c.dec(*node) : nullptr;
    });
  });
}

// A node, or a negated error.
ValueRef page_state(Context& c, std::int32_t state) {
  const std::string_view error =
      state < 0 ? name_of(errno_names, static_cast<std::uint64_t>(-std::int64_t{state})) : std::string_view{};
  if (error.empty()) return c.dec(state);
  const std::string text = fmt::format("-{}", error);
  const auto value = static_cast<std::uint64_t>(std::int64_t{state});
  const Name names[] = {{value, c.arena().copy(std::string_view(text))}};
  const auto* set = c.arena().make<FlagSet>(
      FlagSet{.unknown = "", .names = c.arena().copy(std::span<const Name>(names)), .rest = FlagSet::Rest::dec});
  return c.symbol(*set, value);
}
ValueRef page_states(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed() && c.arg(1) != 0) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, c.arg(1), sizeof(std::int32_t), [&](RemoteAddr at) -> ValueRef {
      const auto state = c.load<std::int32_t>(at);
      return state ? page_state(c, *state) : nullptr;
    });
  });
}

constexpr Syscall rows[] = {
    {"mbind",
     {237, 274, 235},
     {ptr("start"), ulong("len"), flags_long("mode", modes), nodes<4>("nmask"), ulong("maxnode"),
      flags("flags", bind_flags)},
     Ret::dec,
     Class::memory},
    {"set_mempolicy",
     {238, 276, 237},
     {flags("mode", modes), nodes<2>("nmask"), ulong("maxnode")},
     Ret::dec,
     Class::memory},
    {"get_mempolicy",
     {239, 275, 236},
     {out<policy>("policy"), out_nodes<2>("nmask"), ulong("maxnode"), ptr("addr"), flags_long("flags", query_flags)},
     Ret::dec,
     Class::memory},
    {"set_mempolicy_home_node",
     {450, 450, 450},
     {ptr("start"), ulong("len"), ulong("home_node"), hex("flags")},
     Ret::dec,
     Class::memory},
    {"migrate_pages",
     {256, 294, 238},
     {pid("pid"), ulong("maxnode"), nodes<1>("old_nodes"), nodes<1>("new_nodes")},
     Ret::dec,
     Class::memory},
    {"move_pages",
     {.x86_64 = 279, .i386 = 317, .generic = 239, .x32 = 533},
     {pid("pid"), ulong("nr_pages"), custom("pages", page_addresses), custom("nodes", target_nodes),
      custom("status", page_states, Direction::out), flags("flags", move_flags)},
     Ret::dec,
     Class::memory},
};

}  // namespace

extern const std::span<const Syscall> rows_mempolicy;
const std::span<const Syscall> rows_mempolicy = rows;

}  // namespace spoor::abi
