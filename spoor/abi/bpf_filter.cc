#include "spoor/abi/bpf_filter.h"

#include <linux/filter.h>
#include <linux/seccomp.h>

#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

constexpr std::string_view no_name = "BPF_???";

constexpr Name class_names[] = {
    SPOOR_NAME(BPF_LD),  SPOOR_NAME(BPF_LDX), SPOOR_NAME(BPF_ST),  SPOOR_NAME(BPF_STX),
    SPOOR_NAME(BPF_ALU), SPOOR_NAME(BPF_JMP), SPOOR_NAME(BPF_RET), SPOOR_NAME(BPF_MISC),
};
constexpr Name size_names[] = {SPOOR_NAME(BPF_W), SPOOR_NAME(BPF_H), SPOOR_NAME(BPF_B), {0x18, "BPF_DW"}};
constexpr Name mode_names[] = {
    SPOOR_NAME(BPF_IMM), SPOOR_NAME(BPF_ABS), SPOOR_NAME(BPF_IND), SPOOR_NAME(BPF_MEM),
    SPOOR_NAME(BPF_LEN), SPOOR_NAME(BPF_MSH), {0xc0, "BPF_XADD"},
};
constexpr Name source_names[] = {SPOOR_NAME(BPF_K), SPOOR_NAME(BPF_X)};
constexpr Name alu_names[] = {
    SPOOR_NAME(BPF_ADD), SPOOR_NAME(BPF_SUB), SPOOR_NAME(BPF_MUL), SPOOR_NAME(BPF_DIV), SPOOR_NAME(BPF_OR),
    SPOOR_NAME(BPF_AND), SPOOR_NAME(BPF_LSH), SPOOR_NAME(BPF_RSH), SPOOR_NAME(BPF_NEG), SPOOR_NAME(BPF_MOD),
    SPOOR_NAME(BPF_XOR), {0xb0, "BPF_MOV"},   {0xc0, "BPF_ARSH"},  {0xd0, "BPF_END"},
};
// With the jumps that only the extended instruction set has.
constexpr Name jump_names[] = {
    SPOOR_NAME(BPF_JA),   SPOOR_NAME(BPF_JEQ), SPOOR_NAME(BPF_JGT), SPOOR_NAME(BPF_JGE),  SPOOR_NAME(BPF_JSET),
    {0x50, "BPF_JNE"},    {0x60, "BPF_JSGT"},  {0x70, "BPF_JSGE"},  {0x80, "BPF_CALL"},   {0x90, "BPF_EXIT"},
    {0xa0, "BPF_JLT"},    {0xb0, "BPF_JLE"},   {0xc0, "BPF_JSLT"},  {0xd0, "BPF_JSLE"},
};
constexpr Name return_names[] = {SPOOR_NAME(BPF_K), SPOOR_NAME(BPF_X), SPOOR_NAME(BPF_A)};
constexpr Name misc_names[] = {SPOOR_NAME(BPF_TAX), SPOOR_NAME(BPF_TXA)};
constexpr Name action_names[] = {
    {0x80000000, "SECCOMP_RET_KILL_PROCESS"},
    {0x00000000, "SECCOMP_RET_KILL_THREAD"},
    {0x00030000, "SECCOMP_RET_TRAP"},
    {0x00050000, "SECCOMP_RET_ERRNO"},
    {0x7fc00000, "SECCOMP_RET_USER_NOTIF"},
    {0x7ff00000, "SECCOMP_RET_TRACE"},
    {0x7ffc0000, "SECCOMP_RET_LOG"},
    {0x7fff0000, "SECCOMP_RET_ALLOW"},
};
constexpr Name ancillary_names[] = {
    SPOOR_NAME(SKF_AD_PROTOCOL),     SPOOR_NAME(SKF_AD_PKTTYPE),   SPOOR_NAME(SKF_AD_IFINDEX),
    SPOOR_NAME(SKF_AD_NLATTR),       SPOOR_NAME(SKF_AD_NLATTR_NEST), SPOOR_NAME(SKF_AD_MARK),
    SPOOR_NAME(SKF_AD_QUEUE),        SPOOR_NAME(SKF_AD_HATYPE),    SPOOR_NAME(SKF_AD_RXHASH),
    SPOOR_NAME(SKF_AD_CPU),          SPOOR_NAME(SKF_AD_ALU_XOR_X), SPOOR_NAME(SKF_AD_VLAN_TAG),
    SPOOR_NAME(SKF_AD_VLAN_TAG_PRESENT), SPOOR_NAME(SKF_AD_PAY_OFFSET), SPOOR_NAME(SKF_AD_RANDOM),
    SPOOR_NAME(SKF_AD_VLAN_TPID),
};

constexpr FlagSet classes{.unknown = no_name, .names = class_names};
constexpr FlagSet sizes{.unknown = no_name, .names = size_names};
constexpr FlagSet modes{.unknown = no_name, .names = mode_names};
constexpr FlagSet sources{.unknown = no_name, .names = source_names};
constexpr FlagSet alu_operations{.unknown = no_name, .names = alu_names};
constexpr FlagSet jumps{.unknown = no_name, .names = jump_names};
constexpr FlagSet returns{.unknown = no_name, .names = return_names};
constexpr FlagSet misc_operations{.unknown = no_name, .names = misc_names};
constexpr FlagSet no_names{.unknown = no_name, .names = {}};
constexpr FlagSet ancillary{.unknown = "SKF_AD_???", .names = ancillary_names};

enum class Use : std::uint8_t { seccomp, socket };

// The parts of an instruction's code, by its class (linux/bpf_common.h, linux/filter.h).
ValueRef opcode(Context& c, std::uint16_t wide) {
  const std::uint8_t code = static_cast<std::uint8_t>(wide);  // the other byte has no meaning
  const ValueRef kind = c.symbol(classes, code & 7u);
  const std::uint64_t operation = code & 0xf0u;
  switch (code & 7) {
    case BPF_LD:
    case BPF_LDX: return c.joined("|", kind, c.symbol(sizes, code & 0x18u), c.symbol(modes, code & 0xe0u));
    case BPF_ALU: return c.joined("|", kind, c.symbol(sources, code & 8u), c.symbol(alu_operations, operation));
    case BPF_JMP: return c.joined("|", kind, c.symbol(sources, code & 8u), c.symbol(jumps, operation));
    case BPF_RET: {
      const ValueRef what = c.symbol(returns, code & 0x18u);
      if ((code & 0xe0) == 0) return c.joined("|", kind, what);
      return c.joined("|", kind, what, c.symbol(no_names, code & 0xe0u));
    }
    case BPF_MISC: return c.joined("|", kind, c.symbol(misc_operations, code & 0xf8u));
    default: return (code & 0xf8) == 0 ? kind : c.joined("|", kind, c.symbol(no_names, code & 0xf8u));
  }
}

// Offsets from here on are not into the packet: linux/filter.h, SKF_AD_OFF.
ValueRef packet_offset(Context& c, std::uint32_t k) {
  constexpr auto ancillary_start = static_cast<std::uint32_t>(SKF_AD_OFF);
  constexpr auto network_start = static_cast<std::uint32_t>(SKF_NET_OFF);
  constexpr auto link_start = static_cast<std::uint32_t>(SKF_LL_OFF);
  if (k >= ancillary_start) {
    return c.joined("+", c.word("SKF_AD_OFF", ancillary_start), c.symbol(ancillary, k - ancillary_start));
  }
  if (k >= network_start) return c.joined("+", c.word("SKF_NET_OFF", network_start), c.udec(k - network_start));
  if (k >= link_start) return c.joined("+", c.word("SKF_LL_OFF", link_start), c.udec(k - link_start));
  return c.hex(k);
}

ValueRef verdict(Context& c, std::uint32_t k) {
  const ValueRef action = c.symbol(seccomp_actions, k & 0xffff0000u);  // SECCOMP_RET_ACTION_FULL
  return (k & 0xffff) == 0 ? action : c.joined("|", action, c.hex(k & 0xffffu));
}

ValueRef constant(Context& c, Use use, std::uint16_t code, std::uint32_t k) {
  if (use == Use::seccomp && (code & 7) == BPF_RET) return verdict(c, k);
  if (use == Use::socket && (code & 7) == BPF_LD && (code & 0xe0) == BPF_ABS) return packet_offset(c, k);
  return c.hex(k);
}

ValueRef instruction(Context& c, Use use, RemoteAddr at) {
  const auto op = c.load<sock_filter>(at);
  if (!op) return nullptr;
  const ValueRef code = opcode(c, op->code);
  const ValueRef k = constant(c, use, op->code, op->k);
  if (op->jt == 0 && op->jf == 0) return c.macro("BPF_STMT", code, k);
  return c.macro("BPF_JUMP", code, k, c.hex(op->jt), c.hex(op->jf));
}

ValueRef instructions(Context& c, Use use, std::uint64_t count, std::uint64_t addr) {
  if (c.abbreviate() || addr == 0) return c.pointer(addr);
  constexpr std::uint64_t most = BPF_MAXINSNS;  // the kernel takes no more
  const std::uint64_t shown = std::min(count, most);
  Collector<ValueRef> items(c.arena());
  for (std::uint64_t i = 0; i < shown; ++i) {
    const RemoteAddr at = RemoteAddr(addr) + i * sizeof(sock_filter);
    const ValueRef item = instruction(c, use, at);
    if (item == nullptr && i == 0) return c.make(Unread{at});
    items.add(item != nullptr ? item : c.make(Unread{.addr = at, .in_list = true}));
    if (item == nullptr) return c.make(List{items.items(), false});
  }
  return c.make(List{items.items(), shown < count});
}

ValueRef program(Context& c, Use use, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t count = s.u16();
  const std::uint64_t filter = s.ulong();
  if (s.failed()) return nullptr;
  s.add("len", c.udec(count));
  s.add("filter", instructions(c, use, count, filter));
  return s.done();
}

}  // namespace

const FlagSet seccomp_actions{.unknown = "SECCOMP_RET_???", .names = action_names};

ValueRef seccomp_program(Context& c, RemoteAddr addr) { return program(c, Use::seccomp, addr); }
ValueRef socket_program(Context& c, RemoteAddr addr) { return program(c, Use::socket, addr); }

}  // namespace spoor::abi
