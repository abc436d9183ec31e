// File handles (name_to_handle_at(2)) and the attributes of inodes (file_getattr(2)).
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/fcntl.h: some of the bits mean other things to other calls.
constexpr Name handle_names[] = {
    {0x400, "AT_SYMLINK_FOLLOW"}, {0x1000, "AT_EMPTY_PATH"},      {0x200, "AT_HANDLE_FID"},
    {0x1, "AT_HANDLE_MNT_ID_UNIQUE"}, {0x2, "AT_HANDLE_CONNECTABLE"},
};
constexpr FlagSet handle_flags{.unknown = "AT_???", .names = handle_names};
constexpr std::uint64_t mount_id_unique = 1;

constexpr std::uint64_t max_handle = 128;  // MAX_HANDLE_SZ

// Handles mean nothing to read: hex throughout.
ValueRef handle_bytes(Context& c, RemoteAddr addr, std::uint64_t size) {
  const std::uint64_t shown = std::min(size, max_handle);
  const auto bytes = c.load_bytes(addr, shown);
  if (bytes.size() < shown) return c.word("???");
  return c.make(
      Str{.bytes = {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, .cut = shown < size, .hex = true});
}

// struct file_handle as the caller filled it in.
ValueRef known_handle(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t size = s.u32();
  s.add("handle_bytes", c.udec(size));
  s.add("handle_type", c.dec(s.i32()));
  s.add("f_handle", handle_bytes(c, s.position(), size));
  return s.done();
}

// At entry the caller says how much room there is; at exit the kernel has said how much it took, or would take.
ValueRef decode_handle(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::uint64_t header = 8;
  if (raw == 0 || !c.options().dereference) return c.pointer(raw);
  const RemoteAddr addr(raw);
  if (c.load_bytes(addr, header).size() < header) return c.at_exit() ? c.at_entry() : nullptr;
  StructReader s(c, addr);
  const ValueRef size = c.udec(s.u32());
  if (!c.at_exit()) {
    s.add("handle_bytes", size);
    return s.done();
  }
  constexpr int overflow = 75;  // EOVERFLOW: too little room
  const bool answered = !c.call().failed() || c.call().error() == overflow;
  const ValueRef entry = c.at_entry();
  if (!answered || entry == nullptr || !std::holds_alternative<Struct>(*entry)) return entry;
  const ValueRef before = std::get<Struct>(*entry).fields[0].value;
  const std::uint64_t given = std::get<UInt>(*before).value, taken = std::get<UInt>(*size).value;
  s.add("handle_bytes", given == taken ? size : c.make(Change{before, size, false}));
  if (c.call().failed()) return s.done();
  s.add("handle_type", c.dec(s.i32()));
  s.add("f_handle", handle_bytes(c, s.position(), taken));
  return s.done();
}

// AT_HANDLE_MNT_ID_UNIQUE asks for 64 bits.
ValueRef decode_mount_id(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) -> ValueRef {
    const bool wide = (c.arg(4) & mount_id_unique) != 0;
    const auto id = c.load_uint(addr, wide ? 8 : 4);
    if (!id) return nullptr;
    const ValueRef items[] = {wide ? c.udec(*id) : c.dec(static_cast<std::int32_t>(*id))};
    return c.list(items);
  });
}

// linux/fs.h
constexpr Name xflag_names[] = {
    {0x1, "FS_XFLAG_REALTIME"},      {0x2, "FS_XFLAG_PREALLOC"},    {0x8, "FS_XFLAG_IMMUTABLE"},
    {0x10, "FS_XFLAG_APPEND"},       {0x20, "FS_XFLAG_SYNC"},       {0x40, "FS_XFLAG_NOATIME"},
    {0x80, "FS_XFLAG_NODUMP"},       {0x100, "FS_XFLAG_RTINHERIT"}, {0x200, "FS_XFLAG_PROJINHERIT"},
    {0x400, "FS_XFLAG_NOSYMLINKS"},  {0x800, "FS_XFLAG_EXTSIZE"},   {0x1000, "FS_XFLAG_EXTSZINHERIT"},
    {0x2000, "FS_XFLAG_NODEFRAG"},   {0x4000, "FS_XFLAG_FILESTREAM"}, {0x8000, "FS_XFLAG_DAX"},
    {0x10000, "FS_XFLAG_COWEXTSIZE"}, {0x80000000, "FS_XFLAG_HASATTR"},
};
constexpr FlagSet xflags{.unknown = "FS_XFLAG_???", .names = xflag_names};

constexpr std::uint64_t file_attr_size = 24;  // FILE_ATTR_SIZE_VER0

// struct file_attr
ValueRef file_attr(Context& c, RemoteAddr addr, std::uint64_t size) {
  StructReader s(c, addr);
  s.add("fa_xflags", c.flags(xflags, s.aligned_u64()));
  s.add("fa_extsize", c.udec(s.u32()));
  s.add("fa_nextents", c.udec(s.u32()));
  s.add("fa_projid", c.udec(s.u32()));
  s.add("fa_cowextsize", c.udec(s.u32()));
  if (!s.failed()) s.add_tail(size);
  return s.done();
}
ValueRef decode_file_attr(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t size = c.arg(3);
  if (size < file_attr_size || c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return file_attr(c, addr, size); });
}

constexpr Classes at_file = Class::file | Class::desc;

constexpr Syscall rows[] = {
    {"name_to_handle_at",
     {303, 341, 264},
     {dirfd("dfd"), path_at<0>("name"), custom("handle", decode_handle, Direction::inout),
      custom("mnt_id", decode_mount_id, Direction::out), flags("flag", handle_flags)},
     Ret::dec,
     at_file},
    {"open_by_handle_at",
     {304, 342, 265},
     {fd("mountdirfd"), in<known_handle>("handle"), open_flags("flags")},
     Ret::fd,
     Class::desc},
    {"file_getattr",
     {468, 468, 468},
     {dirfd("dfd"), path_at<0>("filename"), custom("ufattr", decode_file_attr, Direction::out), ulong("usize"),
      at_flags("at_flags")},
     Ret::dec,
     at_file},
    {"file_setattr",
     {469, 469, 469},
     {dirfd("dfd"), path_at<0>("filename"), custom("ufattr", decode_file_attr), ulong("usize"), at_flags("at_flags")},
     Ret::dec,
     at_file},
    {"lookup_dcookie",
     {.x86_64 = 212, .generic = 18},
     {ulong("cookie64"), out_buffer("buf"), ulong("len")}},
    {"lookup_dcookie",
     {.i386 = 253},
     {offset64("cookie64", 0), out_buffer("buf").from_slot(2), ulong("len").from_slot(3)}},
};

}  // namespace

extern const std::span<const Syscall> rows_handles;
const std::span<const Syscall> rows_handles = rows;

}  // namespace spoor::abi
