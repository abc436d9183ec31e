// Asking for mounts by their ids: statmount(2), listmount(2).
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/mount.h: what is asked for, and what a struct statmount holds.
enum : std::uint64_t {
  sb_basic = 0x1,
  mnt_basic = 0x2,
  propagate_from = 0x4,
  mnt_root = 0x8,
  mnt_point = 0x10,
  fs_type = 0x20,
  mnt_ns_id = 0x40,
  mnt_opts = 0x80,
  fs_subtype = 0x100,
  sb_source = 0x200,
};
constexpr Name mask_names[] = {
    {sb_basic, "STATMOUNT_SB_BASIC"},
    {mnt_basic, "STATMOUNT_MNT_BASIC"},
    {propagate_from, "STATMOUNT_PROPAGATE_FROM"},
    {mnt_root, "STATMOUNT_MNT_ROOT"},
    {mnt_point, "STATMOUNT_MNT_POINT"},
    {fs_type, "STATMOUNT_FS_TYPE"},
    {mnt_ns_id, "STATMOUNT_MNT_NS_ID"},
    {mnt_opts, "STATMOUNT_MNT_OPTS"},
    {fs_subtype, "STATMOUNT_FS_SUBTYPE"},
    {sb_source, "STATMOUNT_SB_SOURCE"},
    {0x400, "STATMOUNT_OPT_ARRAY"},
    {0x800, "STATMOUNT_OPT_SEC_ARRAY"},
    {0x1000, "STATMOUNT_SUPPORTED_MASK"},
    {0x2000, "STATMOUNT_MNT_UIDMAP"},
    {0x4000, "STATMOUNT_MNT_GIDMAP"},
};
constexpr FlagSet masks{.unknown = "STATMOUNT_???", .names = mask_names};

constexpr Name root_names[] = {{~std::uint64_t{0}, "LSMT_ROOT"}};
constexpr FlagSet mount_ids{.unknown = "", .names = root_names};

constexpr Name list_names[] = {{1, "LISTMOUNT_REVERSE"}};
constexpr FlagSet list_flags{.unknown = "LISTMOUNT_???", .names = list_names};

constexpr std::uint64_t request_size = 24;     // MNT_ID_REQ_SIZE_VER0
constexpr std::uint64_t request_with_ns = 32;  // MNT_ID_REQ_SIZE_VER1

// struct mnt_id_req, which says its own size; what `param` means is the call's matter.
template <bool Mask>
ValueRef request(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t size = s.u32();
  if (size < request_size) return nullptr;
  s.add("size", c.udec(size));
  const std::uint64_t ns_fd = s.u32();
  if (ns_fd != 0) s.add("mnt_ns_fd", c.fd(static_cast<std::int32_t>(ns_fd)));
  s.add("mnt_id", c.symbol(mount_ids, s.aligned_u64()));
  const std::uint64_t param = s.aligned_u64();
  s.add("param", Mask ? c.flags(masks, param) : c.hex(param));
  if (size >= request_with_ns) s.add("mnt_ns_id", c.hex(s.aligned_u64()));
  if (!s.failed()) s.add_tail(size);
  return s.done();
}

// Strings stand behind the struct, members say where.
constexpr std::uint64_t strings_offset = 512;  // offsetof(struct statmount, str)

ValueRef string_at(Context& c, RemoteAddr start, std::uint64_t offset) {
  const RemoteAddr addr = start + (strings_offset + offset);
  const ValueRef text = c.string(addr);
  return text != nullptr ? text : c.pointer(addr.value());
}

struct Statmount {
  std::uint64_t size, opts, mask, dev_major, dev_minor, magic, sb_flags, type, id, parent, old_id, old_parent, attr;
  std::uint64_t propagation, peer_group, master, from, root, point, ns_id, subtype, source;
};

Statmount read_statmount(StructReader& s) {
  Statmount m{};
  for (auto* member : {&m.size, &m.opts}) *member = s.u32();
  m.mask = s.aligned_u64();
  for (auto* member : {&m.dev_major, &m.dev_minor}) *member = s.u32();
  m.magic = s.aligned_u64();
  for (auto* member : {&m.sb_flags, &m.type}) *member = s.u32();
  for (auto* member : {&m.id, &m.parent}) *member = s.aligned_u64();
  for (auto* member : {&m.old_id, &m.old_parent}) *member = s.u32();
  for (auto* member : {&m.attr, &m.propagation, &m.peer_group, &m.master, &m.from}) *member = s.aligned_u64();
  for (auto* member : {&m.root, &m.point}) *member = s.u32();
  m.ns_id = s.aligned_u64();
  for (auto* member : {&m.subtype, &m.source}) *member = s.u32();
  return m;
}

void add_mount(Context& c, StructReader& s, const Statmount& m) {
  s.add("mnt_id", c.hex(m.id));
  s.add("mnt_parent_id", c.hex(m.parent));
  s.add("mnt_id_old", c.udec(m.old_id));
  s.add("mnt_parent_id_old", c.udec(m.old_parent));
  s.add("mnt_attr", c.hex(m.attr));
  s.add("mnt_propagation", c.hex(m.propagation));
  s.add("mnt_peer_group", c.hex(m.peer_group));
  s.add("mnt_master", c.hex(m.master));
}

ValueRef statmount(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const Statmount m = read_statmount(s);
  const auto has = [&](std::uint64_t bit) { return (m.mask & bit) != 0; };
  s.add("size", c.udec(m.size));
  s.add("mask", c.flags(masks, m.mask));
  if (has(sb_basic)) {
    s.add("sb_dev_major", c.udec(m.dev_major));
    s.add("sb_dev_minor", c.udec(m.dev_minor));
    s.add("sb_magic", c.hex(m.magic));
    s.add("sb_flags", c.hex(m.sb_flags));
  }
  if (has(mnt_basic) && !c.abbreviate()) add_mount(c, s, m);
  if (has(fs_type)) s.add("fs_type", string_at(c, addr, m.type));
  if (has(fs_subtype)) s.add("fs_subtype", string_at(c, addr, m.subtype));
  if (has(sb_source)) s.add("sb_source", string_at(c, addr, m.source));
  if (has(mnt_root)) s.add("mnt_root", string_at(c, addr, m.root));
  if (has(mnt_point)) s.add("mnt_point", string_at(c, addr, m.point));
  if (has(mnt_opts)) s.add("mnt_opts", string_at(c, addr, m.opts));
  if (has(propagate_from)) s.add("propagate_from", c.hex(m.from));
  if (has(mnt_ns_id)) s.add("mnt_ns_id", c.hex(m.ns_id));
  return s.done(c.abbreviate() && has(mnt_basic));
}

// As many ids as the call returned.
ValueRef decode_ids(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    constexpr std::size_t size = 8;
    return c.array(addr, static_cast<std::uint64_t>(c.call().result), size, [&](RemoteAddr at) -> ValueRef {
      const auto id = c.load<std::uint64_t>(at);
      return id ? c.hex(*id) : nullptr;
    });
  });
}

constexpr Syscall rows[] = {
    {"statmount",
     {457, 457, 457},
     {in<request<true>>("req"), out<statmount>("buf"), ulong("bufsize"), hex32("flags")}},
    {"listmount",
     {458, 458, 458},
     {in<request<false>>("req"), custom("mnt_ids", decode_ids, Direction::out), ulong("nr_mnt_ids"),
      flags("flags", list_flags)}},
};

}  // namespace

extern const std::span<const Syscall> rows_statmount;
const std::span<const Syscall> rows_statmount = rows;

}  // namespace spoor::abi
