// What lies in files and in the page cache: sizes, space, read-ahead, writing back.
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/falloc.h
constexpr Name allocate_names[] = {
    {0x01, "FALLOC_FL_KEEP_SIZE"},      {0x02, "FALLOC_FL_PUNCH_HOLE"}, {0x04, "FALLOC_FL_NO_HIDE_STALE"},
    {0x08, "FALLOC_FL_COLLAPSE_RANGE"}, {0x10, "FALLOC_FL_ZERO_RANGE"}, {0x20, "FALLOC_FL_INSERT_RANGE"},
    {0x40, "FALLOC_FL_UNSHARE_RANGE"},  {0x80, "FALLOC_FL_WRITE_ZEROES"},
};
constexpr FlagSet allocate_flags{.unknown = "FALLOC_FL_???", .names = allocate_names};

// linux/fadvise.h
constexpr Name advice_names[] = {
    {0, "POSIX_FADV_NORMAL"},   {1, "POSIX_FADV_RANDOM"},   {2, "POSIX_FADV_SEQUENTIAL"},
    {3, "POSIX_FADV_WILLNEED"}, {4, "POSIX_FADV_DONTNEED"}, {5, "POSIX_FADV_NOREUSE"},
};
constexpr FlagSet advices{.unknown = "POSIX_FADV_???", .names = advice_names};

// linux/fs.h
constexpr Name sync_names[] = {
    {1, "SYNC_FILE_RANGE_WAIT_BEFORE"}, {2, "SYNC_FILE_RANGE_WRITE"}, {4, "SYNC_FILE_RANGE_WAIT_AFTER"}};
constexpr FlagSet sync_flags{.unknown = "SYNC_FILE_RANGE_???", .names = sync_names};

constexpr Arg advice(std::string_view name) { return choice(name, advices); }

// struct cachestat_range, struct cachestat (linux/mman.h)
ValueRef cache_range(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("off", c.udec(s.aligned_u64()));
  s.add("len", c.udec(s.aligned_u64()));
  return s.done();
}
ValueRef cache_state(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const std::string_view name : {"nr_cache", "nr_dirty", "nr_writeback", "nr_evicted", "nr_recently_evicted"})
    s.add(name, c.udec(s.aligned_u64()));
  return s.done();
}

constexpr Syscall rows[] = {
    {"ftruncate", {77, 93, 46}, {fd("fd"), ulong("length")}, Ret::dec, Class::desc},
    {"ftruncate64", {.i386 = 194}, {fd("fd"), offset64("length", 1)}, Ret::dec, Class::desc},
    {"fallocate",
     {.x86_64 = 285, .generic = 47},
     {fd("fd"), flags("mode", allocate_flags), slong("offset"), slong("len")},
     Ret::dec,
     Class::desc},
    {"fallocate",
     {.i386 = 324},
     {fd("fd"), flags("mode", allocate_flags), offset64("offset", 2), offset64("len", 4)},
     Ret::dec,
     Class::desc},
    {"fadvise64",
     {.x86_64 = 221, .generic = 223},
     {fd("fd"), slong("offset"), ulong("len"), advice("advice")},
     Ret::dec,
     Class::desc},
    {"fadvise64",
     {.i386 = 250},
     {fd("fd"), offset64("offset", 1), ulong("len").from_slot(3), advice("advice").from_slot(4)},
     Ret::dec,
     Class::desc},
    {"fadvise64_64",
     {.i386 = 272},
     {fd("fd"), offset64("offset", 1), offset64("len", 3), advice("advice").from_slot(5)},
     Ret::dec,
     Class::desc},
    {"readahead", {.x86_64 = 187, .generic = 213}, {fd("fd"), slong("offset"), ulong("count")}, Ret::dec, Class::desc},
    {"readahead", {.i386 = 225}, {fd("fd"), offset64("offset", 1), ulong("count").from_slot(3)}, Ret::dec, Class::desc},
    {"cachestat",
     {451, 451, 451},
     {fd("fd"), in<cache_range>("cstat_range"), out<cache_state>("cstat"), hex32("flags")},
     Ret::dec,
     Class::desc},
    {"fsync", {74, 118, 82}, {fd("fd")}, Ret::dec, Class::desc},
    {"fdatasync", {75, 148, 83}, {fd("fd")}, Ret::dec, Class::desc},
    {"sync", {162, 36, 81}, {}},
    {"syncfs", {306, 344, 267}, {fd("fd")}, Ret::dec, Class::desc},
    {"sync_file_range",
     {.x86_64 = 277, .generic = 84},
     {fd("fd"), slong("offset"), slong("nbytes"), flags("flags", sync_flags)},
     Ret::dec,
     Class::desc},
    {"sync_file_range",
     {.i386 = 314},
     {fd("fd"), offset64("offset", 1), offset64("nbytes", 3), flags("flags", sync_flags).from_slot(5)},
     Ret::dec,
     Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_file_data;
const std::span<const Syscall> rows_file_data = rows;

}  // namespace spoor::abi
