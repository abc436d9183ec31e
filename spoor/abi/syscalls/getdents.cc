// Reading directories: getdents(2), getdents64(2), and i386's readdir(2).
#include <fmt/format.h>

#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// dirent.h
constexpr Name type_names[] = {
    {0, "DT_UNKNOWN"}, {1, "DT_FIFO"}, {2, "DT_CHR"},   {4, "DT_DIR"},  {6, "DT_BLK"},
    {8, "DT_REG"},     {10, "DT_LNK"}, {12, "DT_SOCK"}, {14, "DT_WHT"},
};
constexpr FlagSet types{.unknown = "DT_???", .names = type_names};

std::uint64_t length_at(Context& c, RemoteAddr addr, std::size_t offset) {
  return c.load_uint(addr + offset, 2).value_or(0);
}

// Names end at their NUL; what fills the record up behind it is left out. As
// file names they are never cut by the string limit.
ValueRef name_of_entry(Context& c, RemoteAddr addr, std::uint64_t size) {
  const auto bytes = c.load_bytes(addr, size);
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return c.make(Path{.bytes = all.substr(0, std::min(all.find('\0'), all.size())), .cut = false, .base = {}});
}

// struct linux_dirent: the type stands in the record's last byte, since 2.6.4.
ValueRef old_entry(Context& c, RemoteAddr addr, std::uint64_t length) {
  StructReader s(c, addr);
  s.add("d_ino", c.udec(s.kernel_ulong()));
  s.add("d_off", c.udec(s.kernel_ulong()));
  s.add("d_reclen", c.udec(s.u16()));
  s.add("d_name", name_of_entry(c, s.position(), length - s.offset() - 1));
  s.add("d_type", c.symbol(types, c.load_uint(addr + (length - 1), 1).value_or(0)));
  return s.done();
}

// struct linux_dirent64, the same for every ABI.
ValueRef new_entry(Context& c, RemoteAddr addr, std::uint64_t length) {
  StructReader s(c, addr);
  s.add("d_ino", c.udec(s.aligned_u64()));
  s.add("d_off", c.dec(static_cast<std::int64_t>(s.aligned_u64())));
  s.add("d_reclen", c.udec(s.u16()));
  s.add("d_type", c.symbol(types, s.u8()));
  s.add("d_name", name_of_entry(c, s.position(), length - s.offset()));
  return s.done();
}

using EntryFn = ValueRef (*)(Context&, RemoteAddr, std::uint64_t length);

// As many records as fit into the bytes that the call returned: their number, or in full what they hold.
ValueRef entries(Context& c, std::uint64_t raw, std::size_t length_offset, EntryFn describe) {
  if (raw == 0 || c.call().failed() || !c.options().dereference) return c.pointer(raw);
  const auto size = static_cast<std::uint64_t>(c.call().result);
  const std::size_t header = length_offset + 3;
  Collector<ValueRef> items(c.arena());
  std::uint64_t count = 0;
  for (std::uint64_t at = 0; at + header < size; ++count) {
    const RemoteAddr addr(raw + at);
    const std::uint64_t length = length_at(c, addr, length_offset);
    if (length <= header || length > size - at) break;
    if (!c.abbreviate()) items.add(describe(c, addr, length));
    at += length;
  }
  if (!c.abbreviate()) return c.list(items.items());
  fmt::memory_buffer text;
  fmt::format_to(fmt::appender(text), "{} entries", count);
  return c.note(c.pointer(raw), {text.data(), text.size()});
}

ValueRef decode_old(Context& c, const Arg&, std::uint64_t raw) {
  return entries(c, raw, 2 * kernel_long_size(c.abi()), old_entry);
}
ValueRef decode_new(Context& c, const Arg&, std::uint64_t raw) { return entries(c, raw, 16, new_entry); }

// One entry, with the length of the name where its own should be (readdir(2)).
ValueRef one_entry(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("d_ino", c.udec(s.ulong()));
  s.add("d_off", c.udec(s.ulong()));
  const std::uint64_t length = s.u16();
  s.add("d_reclen", c.udec(length));
  s.add("d_name", name_of_entry(c, s.position(), length));
  return s.done();
}
ValueRef decode_one(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed() || c.call().result == 0) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return one_entry(c, addr); });
}

constexpr Syscall rows[] = {
    {"getdents",
     {78, 141},
     {fd("fd"), custom("dirent", decode_old, Direction::out), u32("count")},
     Ret::dec,
     Class::desc},
    {"getdents64",
     {217, 220, 61},
     {fd("fd"), custom("dirent", decode_new, Direction::out), u32("count")},
     Ret::dec,
     Class::desc},
    {"readdir",
     {.i386 = 89},
     {fd("fd"), custom("dirent", decode_one, Direction::out), ulong("count")},
     Ret::dec,
     Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_getdents;
const std::span<const Syscall> rows_getdents = rows;

}  // namespace spoor::abi
