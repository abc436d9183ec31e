// Security modules: lsm_get_self_attr(2), lsm_set_self_attr(2), lsm_list_modules(2).
#include "spoor/abi/args.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/lsm.h
constexpr Name attribute_names[] = {
    {0, "LSM_ATTR_UNDEF"},       {100, "LSM_ATTR_CURRENT"}, {101, "LSM_ATTR_EXEC"},       {102, "LSM_ATTR_FSCREATE"},
    {103, "LSM_ATTR_KEYCREATE"}, {104, "LSM_ATTR_PREV"},    {105, "LSM_ATTR_SOCKCREATE"},
};
constexpr FlagSet attributes{.unknown = "LSM_ATTR_???", .names = attribute_names};

constexpr Name module_names[] = {
    {0, "LSM_ID_UNDEF"},     {100, "LSM_ID_CAPABILITY"}, {101, "LSM_ID_SELINUX"},  {102, "LSM_ID_SMACK"},
    {103, "LSM_ID_TOMOYO"},  {104, "LSM_ID_APPARMOR"},   {105, "LSM_ID_YAMA"},     {106, "LSM_ID_LOADPIN"},
    {107, "LSM_ID_SAFESETID"}, {108, "LSM_ID_LOCKDOWN"}, {109, "LSM_ID_BPF"},      {110, "LSM_ID_LANDLOCK"},
    {111, "LSM_ID_IMA"},     {112, "LSM_ID_EVM"},        {113, "LSM_ID_IPE"},
};
constexpr FlagSet modules{.unknown = "LSM_ID_???", .names = module_names};

constexpr Name get_names[] = {{1, "LSM_FLAG_SINGLE"}};
constexpr FlagSet get_flags{.unknown = "LSM_FLAG_???", .names = get_names};

// struct lsm_ctx, which has its own length in it.
ValueRef context_struct(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("id", c.symbol(modules, s.aligned_u64()));
  s.add("flags", c.hex(s.aligned_u64()));
  s.add("len", c.udec(s.aligned_u64()));
  const std::uint64_t size = s.aligned_u64();
  s.add("ctx_len", c.udec(size));
  if (s.failed()) return nullptr;
  const ValueRef text = c.buffer(s.position(), size);
  s.add("ctx", text != nullptr ? text : c.make(Unread{s.position()}));
  return s.done();
}

// The result says how many there are, one behind the other.
ValueRef contexts_out(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) -> ValueRef {
    Collector<ValueRef> items(c.arena());
    const std::uint64_t count = std::min(static_cast<std::uint64_t>(c.call().result), Context::longest_array);
    for (std::uint64_t i = 0; i < count; ++i) {
      const ValueRef item = context_struct(c, addr);
      const auto length = c.load<std::uint64_t>(addr + 16);
      if (item == nullptr && i == 0) return nullptr;
      items.add(item != nullptr ? item : c.make(Unread{.addr = addr, .in_list = true}));
      if (item == nullptr || !length || *length == 0) break;
      addr = addr + *length;
    }
    return c.make(List{items.items()});
  });
}

// A size that the kernel corrects: `[256 => 40]`.
ValueRef size_at(Context& c, const Arg&, std::uint64_t raw) {
  const ValueRef value = c.pointee(raw, [&](RemoteAddr addr) -> ValueRef {
    const auto size = c.load<std::uint32_t>(addr);
    if (!size) return nullptr;
    const ValueRef items[] = {c.udec(*size)};
    return c.list(items);
  });
  const ValueRef before = c.at_entry();
  if (!c.at_exit() || before == nullptr) return value;
  const auto* old_list = std::get_if<List>(before);
  const auto* new_list = std::get_if<List>(value);
  if (old_list == nullptr || new_list == nullptr) return before;
  const auto number = [](const List& list) { return std::get<UInt>(*list.items[0]).value; };
  if (number(*old_list) == number(*new_list)) return before;
  return c.make(Change{.before = old_list->items[0], .after = new_list->items[0], .brackets = true});
}
constexpr Arg size_arg = custom("size", size_at, Direction::inout);

ValueRef module_ids(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, static_cast<std::uint64_t>(c.call().result), 8, [&](RemoteAddr at) -> ValueRef {
      const auto id = c.load<std::uint64_t>(at);
      return id ? c.symbol(modules, *id) : nullptr;
    });
  });
}

constexpr Arg attribute = choice("attr", attributes);

constexpr Syscall rows[] = {
    {"lsm_get_self_attr",
     {459, 459, 459},
     {attribute, custom("ctx", contexts_out, Direction::out), size_arg, flags("flags", get_flags)}},
    {"lsm_set_self_attr", {460, 460, 460}, {attribute, in<context_struct>("ctx"), u32("size"), hex32("flags")}},
    {"lsm_list_modules", {461, 461, 461}, {custom("ids", module_ids, Direction::out), size_arg, hex32("flags")}},
};

}  // namespace

extern const std::span<const Syscall> rows_lsm;
const std::span<const Syscall> rows_lsm = rows;

}  // namespace spoor::abi
