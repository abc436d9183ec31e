// stat(2) in the five layouts that x86 has had, and ustat(2).
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

struct Time {
  std::int64_t seconds;
  std::uint64_t nanoseconds;
};

struct Stat {
  std::uint64_t dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks;
  Time atime, mtime, ctime;
  bool has_nanoseconds = true;
};

void add_time(Context& c, StructReader& s, std::string_view name, std::string_view nsec_name, const Stat& stat,
              const Time& time) {
  const ValueRef seconds = c.dec(time.seconds);
  const std::string_view date = calendar_time(c, time.seconds, time.nanoseconds);
  s.add(name, date.empty() ? seconds : c.note(seconds, date));
  if (stat.has_nanoseconds) s.add(nsec_name, c.udec(time.nanoseconds));
}

// Abbreviated to type, permissions and size, or the device number where there is no size.
ValueRef describe(Context& c, StructReader& s, const Stat& stat) {
  if (!c.abbreviate()) {
    s.add("st_dev", device(c, stat.dev));
    s.add("st_ino", c.udec(stat.ino));
  }
  s.add("st_mode", c.mode(stat.mode, true));
  if (!c.abbreviate()) {
    s.add("st_nlink", c.udec(stat.nlink));
    s.add("st_uid", id_value(c, stat.uid));
    s.add("st_gid", id_value(c, stat.gid));
    s.add("st_blksize", c.udec(stat.blksize));
    s.add("st_blocks", c.udec(stat.blocks));
  }
  const std::uint64_t type = stat.mode & 0170000;
  if (type == 0020000 || type == 0060000) {
    s.add("st_rdev", device(c, stat.rdev));
  } else {
    s.add("st_size", c.udec(stat.size));
  }
  if (c.abbreviate()) return s.done(true);
  add_time(c, s, "st_atime", "st_atime_nsec", stat, stat.atime);
  add_time(c, s, "st_mtime", "st_mtime_nsec", stat, stat.mtime);
  add_time(c, s, "st_ctime", "st_ctime_nsec", stat, stat.ctime);
  return s.done();
}

Time read_time(StructReader& s) {
  const std::int64_t seconds = s.kernel_slong();
  return {seconds, s.kernel_ulong()};
}

// asm/stat.h; x32 has the 64-bit one.
ValueRef stat64bit(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  Stat stat{};
  stat.dev = s.u64();
  stat.ino = s.u64();
  stat.nlink = s.u64();
  stat.mode = s.u32();
  stat.uid = s.u32();
  stat.gid = s.u32();
  stat.rdev = s.u64();
  stat.size = s.u64();
  stat.blksize = s.u64();
  stat.blocks = s.u64();
  stat.atime = read_time(s);
  stat.mtime = read_time(s);
  stat.ctime = read_time(s);
  return describe(c, s, stat);
}

// i386's struct stat, 16-bit ids and 32-bit sizes.
ValueRef stat32bit(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  Stat stat{};
  stat.dev = s.u32();
  stat.ino = s.u32();
  stat.mode = s.u16();
  stat.nlink = s.u16();
  stat.uid = s.u16();
  stat.gid = s.u16();
  stat.rdev = s.u32();
  stat.size = s.u32();
  stat.blksize = s.u32();
  stat.blocks = s.u32();
  stat.atime = read_time(s);
  stat.mtime = read_time(s);
  stat.ctime = read_time(s);
  return describe(c, s, stat);
}

ValueRef new_stat(Context& c, RemoteAddr addr) {
  return c.abi() == Abi::i386 ? stat32bit(c, addr) : stat64bit(c, addr);
}

// i386's struct stat64.
ValueRef stat64(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  Stat stat{};
  stat.dev = s.u64();
  s.skip(8);  // padding, and the inode number cut to 32 bits
  stat.mode = s.u32();
  stat.nlink = s.u32();
  stat.uid = s.u32();
  stat.gid = s.u32();
  stat.rdev = s.u64();
  s.skip(4);
  stat.size = s.u64();
  stat.blksize = s.u32();
  stat.blocks = s.u64();
  stat.atime = read_time(s);
  stat.mtime = read_time(s);
  stat.ctime = read_time(s);
  stat.ino = s.u64();
  return describe(c, s, stat);
}

// struct __old_kernel_stat
ValueRef old_stat(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  Stat stat{};
  stat.dev = s.u16();
  stat.ino = s.u16();
  stat.mode = s.u16();
  stat.nlink = s.u16();
  stat.uid = s.u16();
  stat.gid = s.u16();
  stat.rdev = s.u16();
  stat.size = s.u32();
  stat.atime.seconds = s.i32();
  stat.mtime.seconds = s.i32();
  stat.ctime.seconds = s.i32();
  stat.has_nanoseconds = false;
  return describe(c, s, stat);
}

ValueRef decode_device(Context& c, const Arg&, std::uint64_t raw) { return device(c, static_cast<std::uint32_t>(raw)); }

constexpr Classes stats = Class::file | Class::stat | Class::stat_like;
constexpr Classes lstats = Class::file | Class::lstat | Class::stat_like;
constexpr Classes fstats = Class::desc | Class::fstat | Class::stat_like;
constexpr Classes fstatats = Class::file | Class::desc | Class::fstat | Class::stat_like;

constexpr Syscall rows[] = {
    {"stat", {4, 106}, {path("filename"), out<new_stat>("statbuf")}, Ret::dec, stats},
    {"fstat", {5, 108, 80}, {fd("fd"), out<new_stat>("statbuf")}, Ret::dec, fstats},
    {"lstat", {6, 107}, {path("filename"), out<new_stat>("statbuf")}, Ret::dec, lstats},
    {"newfstatat",
     {.x86_64 = 262, .generic = 79},
     {dirfd("dfd"), path_at<0>("filename"), out<new_stat>("statbuf"), at_flags("flag")},
     Ret::dec,
     fstatats},
    {"stat64", {.i386 = 195}, {path("filename"), out<stat64>("statbuf")}, Ret::dec, stats},
    {"lstat64", {.i386 = 196}, {path("filename"), out<stat64>("statbuf")}, Ret::dec, lstats},
    {"fstat64", {.i386 = 197}, {fd("fd"), out<stat64>("statbuf")}, Ret::dec, fstats},
    {"fstatat64",
     {.i386 = 300},
     {dirfd("dfd"), path_at<0>("filename"), out<stat64>("statbuf"), at_flags("flag")},
     Ret::dec,
     fstatats},
    {"oldstat", {.i386 = 18}, {path("filename"), out<old_stat>("statbuf")}, Ret::dec, stats},
    {"oldfstat", {.i386 = 28}, {fd("fd"), out<old_stat>("statbuf")}, Ret::dec, fstats},
    {"oldlstat", {.i386 = 84}, {path("filename"), out<old_stat>("statbuf")}, Ret::dec, lstats},
    {"ustat", {136, 62}, {custom("dev", decode_device), ptr("ubuf")}, Ret::dec, Class::statfs_like},
};

}  // namespace

extern const std::span<const Syscall> rows_stat;
const std::span<const Syscall> rows_stat = rows;

}  // namespace spoor::abi
