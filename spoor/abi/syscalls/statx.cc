// statx(2)
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/fcntl.h; how to synchronise is a field of two bits.
constexpr Name statx_flag_names[] = {
    {0x0000, "AT_STATX_SYNC_AS_STAT", 0x6000},
    {0x2000, "AT_STATX_FORCE_SYNC", 0x6000},
    {0x4000, "AT_STATX_DONT_SYNC", 0x6000},
    {0x6000, "AT_STATX_FORCE_SYNC|AT_STATX_DONT_SYNC", 0x6000},
    {0x100, "AT_SYMLINK_NOFOLLOW"},
    {0x200, "AT_REMOVEDIR"},
    {0x400, "AT_SYMLINK_FOLLOW"},
    {0x800, "AT_NO_AUTOMOUNT"},
    {0x1000, "AT_EMPTY_PATH"},
    {0x8000, "AT_RECURSIVE"},
};
constexpr FlagSet statx_flags{.unknown = "AT_STATX_???", .names = statx_flag_names};

// linux/stat.h
enum : std::uint64_t {
  has_type = 0x1,
  has_mode = 0x2,
  has_nlink = 0x4,
  has_uid = 0x8,
  has_gid = 0x10,
  has_atime = 0x20,
  has_mtime = 0x40,
  has_ctime = 0x80,
  has_ino = 0x100,
  has_size = 0x200,
  has_blocks = 0x400,
  has_btime = 0x800,
  has_mnt_id = 0x1000,
  has_dioalign = 0x2000,
  has_mnt_id_unique = 0x4000,
  has_subvol = 0x8000,
  has_write_atomic = 0x10000,
  has_dio_read_align = 0x20000,
};
constexpr Name mask_names[] = {
    {0xfff, "STATX_ALL"},
    {0x7ff, "STATX_BASIC_STATS"},
    {has_type, "STATX_TYPE"},
    {has_mode, "STATX_MODE"},
    {has_nlink, "STATX_NLINK"},
    {has_uid, "STATX_UID"},
    {has_gid, "STATX_GID"},
    {has_atime, "STATX_ATIME"},
    {has_mtime, "STATX_MTIME"},
    {has_ctime, "STATX_CTIME"},
    {has_ino, "STATX_INO"},
    {has_size, "STATX_SIZE"},
    {has_blocks, "STATX_BLOCKS"},
    {has_btime, "STATX_BTIME"},
    {has_mnt_id, "STATX_MNT_ID"},
    {has_dioalign, "STATX_DIOALIGN"},
    {has_mnt_id_unique, "STATX_MNT_ID_UNIQUE"},
    {has_subvol, "STATX_SUBVOL"},
    {has_write_atomic, "STATX_WRITE_ATOMIC"},
    {has_dio_read_align, "STATX_DIO_READ_ALIGN"},
};
constexpr FlagSet mask_flags{.unknown = "STATX_???", .names = mask_names};

constexpr Name attribute_names[] = {
    {0x4, "STATX_ATTR_COMPRESSED"},
    {0x10, "STATX_ATTR_IMMUTABLE"},
    {0x20, "STATX_ATTR_APPEND"},
    {0x40, "STATX_ATTR_NODUMP"},
    {0x800, "STATX_ATTR_ENCRYPTED"},
    {0x1000, "STATX_ATTR_AUTOMOUNT"},
    {0x2000, "STATX_ATTR_MOUNT_ROOT"},
    {0x100000, "STATX_ATTR_VERITY"},
    {0x200000, "STATX_ATTR_DAX"},
    {0x400000, "STATX_ATTR_WRITE_ATOMIC"},
};
constexpr FlagSet attribute_flags{.unknown = "STATX_ATTR_???", .names = attribute_names};

struct Timestamp {
  std::int64_t seconds;
  std::uint64_t nanoseconds;
};

// The struct is laid out by hand to be the same for every ABI.
struct Statx {
  std::uint64_t mask, blksize, attributes, nlink, uid, gid, mode, ino, size, blocks, attributes_mask;
  Timestamp atime, btime, ctime, mtime;
  std::uint64_t rdev_major, rdev_minor, dev_major, dev_minor, mnt_id, dio_mem_align, dio_offset_align, subvol;
  std::uint64_t atomic_min, atomic_max, atomic_segments_max, dio_read_offset_align, atomic_max_opt;
};

Timestamp read_timestamp(StructReader& s) {
  Timestamp time{};
  time.seconds = static_cast<std::int64_t>(s.aligned_u64());
  time.nanoseconds = s.u32();
  s.skip(4);
  return time;
}

Statx read_statx(StructReader& s) {
  Statx x{};
  for (auto* member : {&x.mask, &x.blksize}) *member = s.u32();
  x.attributes = s.aligned_u64();
  for (auto* member : {&x.nlink, &x.uid, &x.gid}) *member = s.u32();
  x.mode = s.u16();
  for (auto* member : {&x.ino, &x.size, &x.blocks, &x.attributes_mask}) *member = s.aligned_u64();
  for (auto* member : {&x.atime, &x.btime, &x.ctime, &x.mtime}) *member = read_timestamp(s);
  for (auto* member : {&x.rdev_major, &x.rdev_minor, &x.dev_major, &x.dev_minor}) *member = s.u32();
  x.mnt_id = s.aligned_u64();
  for (auto* member : {&x.dio_mem_align, &x.dio_offset_align}) *member = s.u32();
  x.subvol = s.aligned_u64();
  for (auto* member :
       {&x.atomic_min, &x.atomic_max, &x.atomic_segments_max, &x.dio_read_offset_align, &x.atomic_max_opt})
    *member = s.u32();
  return x;
}

void add_time(Context& c, StructReader& s, std::string_view name, const Timestamp& time) {
  const Field fields[] = {{"tv_sec", c.dec(time.seconds)}, {"tv_nsec", c.udec(time.nanoseconds)}};
  const ValueRef value = c.fields(fields);
  const std::string_view date = calendar_time(c, time.seconds, time.nanoseconds);
  s.add(name, date.empty() ? value : c.note(value, date));
}

void add_tail(Context& c, StructReader& s, const Statx& x) {
  s.add("stx_rdev_major", c.udec(x.rdev_major));
  s.add("stx_rdev_minor", c.udec(x.rdev_minor));
  s.add("stx_dev_major", c.udec(x.dev_major));
  s.add("stx_dev_minor", c.udec(x.dev_minor));
  if ((x.mask & (has_mnt_id | has_mnt_id_unique)) != 0) s.add("stx_mnt_id", c.hex(x.mnt_id));
  if ((x.mask & has_dioalign) != 0) {
    s.add("stx_dio_mem_align", c.udec(x.dio_mem_align));
    s.add("stx_dio_offset_align", c.udec(x.dio_offset_align));
  }
  if ((x.mask & has_subvol) != 0) s.add("stx_subvol", c.hex(x.subvol));
  if ((x.mask & has_write_atomic) != 0) {
    s.add("stx_atomic_write_unit_min", c.udec(x.atomic_min));
    s.add("stx_atomic_write_unit_max", c.udec(x.atomic_max));
    s.add("stx_atomic_write_segments_max", c.udec(x.atomic_segments_max));
  }
  if ((x.mask & has_dio_read_align) != 0) s.add("stx_dio_read_offset_align", c.udec(x.dio_read_offset_align));
  if ((x.mask & has_write_atomic) != 0) s.add("stx_atomic_write_unit_max_opt", c.udec(x.atomic_max_opt));
}

// Only what the mask says is there; abbreviated to what people look for.
ValueRef statx(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const Statx x = read_statx(s);
  const bool all = !c.abbreviate();
  const auto has = [&](std::uint64_t bits) { return (x.mask & bits) != 0; };
  s.add("stx_mask", c.flags(mask_flags, x.mask));
  if (all) s.add("stx_blksize", c.udec(x.blksize));
  s.add("stx_attributes", c.flags(attribute_flags, x.attributes));
  if (all && has(has_nlink)) s.add("stx_nlink", c.udec(x.nlink));
  if (all && has(has_uid)) s.add("stx_uid", id_value(c, x.uid));
  if (all && has(has_gid)) s.add("stx_gid", id_value(c, x.gid));
  if (has(has_type | has_mode)) s.add("stx_mode", c.mode(x.mode, true));
  if (all && has(has_ino)) s.add("stx_ino", c.udec(x.ino));
  if (has(has_size)) s.add("stx_size", c.udec(x.size));
  if (!all) return s.done(true);
  if (has(has_blocks)) s.add("stx_blocks", c.udec(x.blocks));
  s.add("stx_attributes_mask", c.flags(attribute_flags, x.attributes_mask));
  if (has(has_atime)) add_time(c, s, "stx_atime", x.atime);
  if (has(has_btime)) add_time(c, s, "stx_btime", x.btime);
  if (has(has_ctime)) add_time(c, s, "stx_ctime", x.ctime);
  if (has(has_mtime)) add_time(c, s, "stx_mtime", x.mtime);
  add_tail(c, s, x);
  return s.done();
}

constexpr Syscall rows[] = {
    {"statx",
     {332, 383, 291},
     {dirfd("dfd"), path_at<0>("filename"), flags("flags", statx_flags), flags("mask", mask_flags),
      out<statx>("buffer")},
     Ret::dec,
     Class::file | Class::desc | Class::fstat | Class::stat_like},
};

}  // namespace

extern const std::span<const Syscall> rows_statx;
const std::span<const Syscall> rows_statx = rows;

}  // namespace spoor::abi
