// ioctls of files, file systems and block devices (ioctl_ficlonerange(2), ioctl_fideduperange(2), ioctl_fslabel(2),
// ioctl_iflags(2); Documentation/filesystems/fiemap.rst).
#include <linux/blkpg.h>
#include <linux/blktrace_api.h>
#include <linux/blkzoned.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/hdreg.h>

#include "spoor/abi/ioctl_request.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi::ioctl {
namespace {

constexpr Name inode_bits[] = {
    SPOOR_NAME(FS_SECRM_FL),     SPOOR_NAME(FS_UNRM_FL),         SPOOR_NAME(FS_COMPR_FL),
    SPOOR_NAME(FS_SYNC_FL),      SPOOR_NAME(FS_IMMUTABLE_FL),    SPOOR_NAME(FS_APPEND_FL),
    SPOOR_NAME(FS_NODUMP_FL),    SPOOR_NAME(FS_NOATIME_FL),      SPOOR_NAME(FS_DIRTY_FL),
    SPOOR_NAME(FS_COMPRBLK_FL),  SPOOR_NAME(FS_NOCOMP_FL),       SPOOR_NAME(FS_ENCRYPT_FL),
    SPOOR_NAME(FS_INDEX_FL),     SPOOR_NAME(FS_IMAGIC_FL),       SPOOR_NAME(FS_JOURNAL_DATA_FL),
    SPOOR_NAME(FS_NOTAIL_FL),    SPOOR_NAME(FS_DIRSYNC_FL),      SPOOR_NAME(FS_TOPDIR_FL),
    SPOOR_NAME(FS_HUGE_FILE_FL), SPOOR_NAME(FS_EXTENT_FL),       SPOOR_NAME(FS_VERITY_FL),
    SPOOR_NAME(FS_EA_INODE_FL),  SPOOR_NAME(FS_EOFBLOCKS_FL),    SPOOR_NAME(FS_NOCOW_FL),
    SPOOR_NAME(FS_DAX_FL),       SPOOR_NAME(FS_INLINE_DATA_FL),  SPOOR_NAME(FS_PROJINHERIT_FL),
    SPOOR_NAME(FS_CASEFOLD_FL),  SPOOR_NAME(FS_RESERVED_FL),
};
constexpr FlagSet inode_flags{"FS_???_FL", inode_bits};

constexpr Name xflag_bits[] = {
    SPOOR_NAME(FS_XFLAG_REALTIME),   SPOOR_NAME(FS_XFLAG_PREALLOC),   SPOOR_NAME(FS_XFLAG_IMMUTABLE),
    SPOOR_NAME(FS_XFLAG_APPEND),     SPOOR_NAME(FS_XFLAG_SYNC),       SPOOR_NAME(FS_XFLAG_NOATIME),
    SPOOR_NAME(FS_XFLAG_NODUMP),     SPOOR_NAME(FS_XFLAG_RTINHERIT),  SPOOR_NAME(FS_XFLAG_PROJINHERIT),
    SPOOR_NAME(FS_XFLAG_NOSYMLINKS), SPOOR_NAME(FS_XFLAG_EXTSIZE),    SPOOR_NAME(FS_XFLAG_EXTSZINHERIT),
    SPOOR_NAME(FS_XFLAG_NODEFRAG),   SPOOR_NAME(FS_XFLAG_FILESTREAM), SPOOR_NAME(FS_XFLAG_DAX),
    SPOOR_NAME(FS_XFLAG_COWEXTSIZE), SPOOR_NAME(FS_XFLAG_HASATTR),
};
constexpr FlagSet xflags{"FS_XFLAG_???", xflag_bits};

ValueRef fsxattr(Context& c, RemoteAddr addr, bool get) {
  StructReader s(c, addr);
  s.add("fsx_xflags", c.flags(xflags, s.u32()));
  s.add("fsx_extsize", c.udec(s.u32()));
  const std::uint64_t extents = s.u32();
  if (get) s.add("fsx_nextents", c.udec(extents));
  s.add("fsx_projid", c.hex(s.u32()));
  s.add("fsx_cowextsize", c.udec(s.u32()));
  s.skip(8);
  return s.done();
}
ValueRef fsxattr_got(Context& c, RemoteAddr addr) { return fsxattr(c, addr, true); }
ValueRef fsxattr_set(Context& c, RemoteAddr addr) { return fsxattr(c, addr, false); }

// A label is never cut by the string limit: it is at most FSLABEL_MAX bytes.
ValueRef label_at(Context& c, RemoteAddr addr) {
  const auto bytes = c.load_bytes(addr, FSLABEL_MAX);
  if (bytes.size() < FSLABEL_MAX) return nullptr;
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t end = all.find('\0');
  if (end != all.npos) return c.make(Str{.bytes = all.substr(0, end)});
  return c.make(Str{.bytes = all.substr(0, all.size() - 1), .cut = true});
}

ValueRef clone_range_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("src_fd", c.fd(s.i64()));
  for (const auto name : {"src_offset", "src_length", "dest_offset"}) s.add(name, c.udec(s.aligned_u64()));
  return s.done();
}

ValueRef dedupe_info(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::int64_t fd = s.i64();
  const std::uint64_t offset = s.aligned_u64();
  const std::uint64_t deduped = s.aligned_u64();
  const std::int64_t status = s.i32();
  s.skip(4);
  if (c.at_exit()) {
    s.add("bytes_deduped", c.udec(deduped));
    s.add("status", c.dec(status));
  } else {
    s.add("dest_fd", c.fd(fd));
    s.add("dest_offset", c.udec(offset));
  }
  return s.done();
}
ValueRef dedupe_range_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t offset = s.aligned_u64();
  const std::uint64_t length = s.aligned_u64();
  const std::uint64_t count = s.u16();
  s.skip(6);
  if (s.failed()) return nullptr;
  if (!c.at_exit()) {
    s.add("src_offset", c.udec(offset));
    s.add("src_length", c.udec(length));
    s.add("dest_count", c.udec(count));
  }
  const RemoteAddr infos = s.position();
  const ValueRef info = count == 0 ? c.list({})
                                   : c.array(infos, count, sizeof(file_dedupe_range_info),
                                             [&](RemoteAddr at) { return dedupe_info(c, at); });
  s.add("info", info != nullptr ? info : c.pointer(infos.value()));
  return s.done();
}

constexpr Name fiemap_bits[] = {SPOOR_NAME(FIEMAP_FLAG_SYNC), SPOOR_NAME(FIEMAP_FLAG_XATTR),
                                SPOOR_NAME(FIEMAP_FLAG_CACHE)};
constexpr FlagSet fiemap_flags{"FIEMAP_FLAG_???", fiemap_bits};
constexpr Name extent_bits[] = {
    SPOOR_NAME(FIEMAP_EXTENT_LAST),           SPOOR_NAME(FIEMAP_EXTENT_UNKNOWN),
    SPOOR_NAME(FIEMAP_EXTENT_DELALLOC),       SPOOR_NAME(FIEMAP_EXTENT_ENCODED),
    SPOOR_NAME(FIEMAP_EXTENT_DATA_ENCRYPTED), SPOOR_NAME(FIEMAP_EXTENT_NOT_ALIGNED),
    SPOOR_NAME(FIEMAP_EXTENT_DATA_INLINE),    SPOOR_NAME(FIEMAP_EXTENT_DATA_TAIL),
    SPOOR_NAME(FIEMAP_EXTENT_UNWRITTEN),      SPOOR_NAME(FIEMAP_EXTENT_MERGED),
    SPOOR_NAME(FIEMAP_EXTENT_SHARED),
};
constexpr FlagSet extent_flags{"FIEMAP_EXTENT_???", extent_bits};

ValueRef fiemap_extent_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const auto name : {"fe_logical", "fe_physical", "fe_length"}) s.add(name, c.udec(s.aligned_u64()));
  s.skip(16);
  s.add("fe_flags", c.flags(extent_flags, s.u32()));
  return s.done();
}
ValueRef fiemap_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t start = s.aligned_u64();
  const std::uint64_t length = s.aligned_u64();
  const ValueRef flags = c.flags(fiemap_flags, s.u32());
  const std::uint64_t mapped = s.u32();
  const std::uint64_t room = s.u32();
  s.skip(4);
  if (s.failed()) return nullptr;
  if (!c.at_exit()) {
    s.add("fm_start", c.udec(start));
    s.add("fm_length", c.udec(length));
    s.add("fm_flags", flags);
    s.add("fm_extent_count", c.udec(room));
    return s.done();
  }
  s.add("fm_flags", flags);
  s.add("fm_mapped_extents", c.udec(mapped));
  if (c.abbreviate()) return s.done(true);
  const std::uint64_t count = std::min(mapped, room);
  const RemoteAddr extents = s.position();
  const ValueRef list = count == 0 ? c.list({}) : c.array(extents, count, sizeof(fiemap_extent), [&](RemoteAddr at) {
    return fiemap_extent_at(c, at);
  });
  s.add("fm_extents", list != nullptr ? list : c.pointer(extents.value()));
  return s.done();
}

ValueRef trim_range_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("start", c.hex(s.aligned_u64()));
  s.add("len", c.udec(s.aligned_u64()));
  s.add("minlen", c.udec(s.aligned_u64()));
  return s.done();
}

// [start, length]
ValueRef range_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const ValueRef items[] = {c.udec(s.aligned_u64()), c.udec(s.aligned_u64())};
  return s.failed() ? nullptr : c.list(items);
}

ValueRef geometry_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("heads", c.udec(s.u8()));
  s.add("sectors", c.udec(s.u8()));
  s.add("cylinders", c.udec(s.u16()));
  s.add("start", c.udec(s.ulong()));
  return s.done();
}

constexpr Name partition_operations[] = {SPOOR_NAME(BLKPG_ADD_PARTITION), SPOOR_NAME(BLKPG_DEL_PARTITION),
                                         SPOOR_NAME(BLKPG_RESIZE_PARTITION)};
constexpr FlagSet partition_operation_names{"BLKPG_???", partition_operations};

ValueRef partition_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("start", c.dec(s.i64()));
  s.add("length", c.dec(s.i64()));
  s.add("pno", c.dec(s.i32()));
  s.add("devname", s.chars(BLKPG_DEVNAMELTH));
  s.add("volname", s.chars(BLKPG_VOLNAMELTH));
  return s.done();
}
ValueRef partition_operation_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("op", c.symbol(partition_operation_names, s.u32()));
  s.add("flags", c.dec(s.i32()));
  s.add("datalen", c.dec(s.i32()));
  const std::uint64_t data = s.ulong();
  s.add("data", c.pointee(data, [&](RemoteAddr at) { return partition_at(c, at); }));
  return s.done();
}

// Sizes of `long` and `size_t` in the numbers of i386 and x32.
constexpr std::uint32_t getflags32 = number(read, 'f', 1, 4), setflags32 = number(write, 'f', 2, 4),
                        getsize64_32 = number(read, 0x12, 114, 4), bszget32 = number(read, 0x12, 112, 4),
                        bszset32 = number(write, 0x12, 113, 4);

constexpr IoctlRequest rows[] = {
    row(FS_IOC_GETFLAGS, out<flags32_at<inode_flags>>()),
    row(FS_IOC_SETFLAGS, in<flags32_at<inode_flags>>()),
    row(getflags32, out<flags32_at<inode_flags>>()),
    row(setflags32, in<flags32_at<inode_flags>>()),
    row(FS_IOC_FSGETXATTR, out<fsxattr_got>()),
    row(FS_IOC_FSSETXATTR, in<fsxattr_set>()),
    row(FS_IOC_GETFSLABEL, out<label_at>()),
    row(FS_IOC_SETFSLABEL, in<label_at>()),
    row(FICLONE, descriptor()),
    row(FICLONERANGE, in<clone_range_at>()),
    row(FIDEDUPERANGE, inout<dedupe_range_at>()),
    row(FS_IOC_FIEMAP, inout<fiemap_at>()),
    row(FITRIM, in<trim_range_at>()),
    row(FIFREEZE),
    row(FITHAW),
    row(BLKGETSIZE, out<ulong_at>()),
    row(BLKGETSIZE64, out<u64_at>()),
    row(getsize64_32, out<u64_at>()),
    row(BLKSSZGET, out<i32_at>()),
    row(BLKPBSZGET, out<u32_at>()),
    row(BLKROGET, out<i32_at>()),
    row(BLKROSET, in<i32_at>()),
    row(BLKRRPART),
    row(BLKFLSBUF),
    row(BLKRAGET, out<ulong_at>()),
    row(BLKFRAGET, out<ulong_at>()),
    row(BLKRASET, number_ulong()),
    row(BLKFRASET, number_ulong()),
    row(BLKSECTGET, out<u16_at>()),
    row(BLKBSZGET, out<i32_at>()),
    row(BLKBSZSET, in<i32_at>()),
    row(bszget32, out<i32_at>()),
    row(bszset32, in<i32_at>()),
    row(BLKIOMIN, out<u32_at>()),
    row(BLKIOOPT, out<u32_at>()),
    row(BLKALIGNOFF, out<i32_at>()),
    row(BLKDISCARDZEROES, out<u32_at>()),
    row(BLKROTATIONAL, out<u16_at>()),
    row(BLKDISCARD, in<range_at>()),
    row(BLKSECDISCARD, in<range_at>()),
    row(BLKZEROOUT, in<range_at>()),
    row(BLKGETDISKSEQ, out<u64_at>()),
    row(BLKGETZONESZ, out<u32_at>()),
    row(BLKGETNRZONES, out<u32_at>()),
    row(BLKTRACESTART),
    row(BLKTRACESTOP),
    row(BLKTRACETEARDOWN),
    row(BLKPG, in<partition_operation_at>()),
    row(HDIO_GETGEO, out<geometry_at>()),
};

}  // namespace

extern const std::span<const IoctlRequest> file_requests = rows;

}  // namespace spoor::abi::ioctl
