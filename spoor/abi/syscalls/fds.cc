// Descriptors: making, copying and closing them, and moving bytes through them.
#include <fmt/format.h>

#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name close_range_names[] = {{2, "CLOSE_RANGE_UNSHARE"}, {4, "CLOSE_RANGE_CLOEXEC"}};
constexpr FlagSet close_range_flags{.unknown = "CLOSE_RANGE_???", .names = close_range_names};

constexpr Name eventfd_names[] = {{1, "EFD_SEMAPHORE"}, {02000000, "EFD_CLOEXEC"}, {04000, "EFD_NONBLOCK"}};
constexpr FlagSet eventfd_flags{.unknown = "EFD_???", .names = eventfd_names};

constexpr Name userfault_names[] = {{1, "UFFD_USER_MODE_ONLY"}, {04000, "O_NONBLOCK"}, {02000000, "O_CLOEXEC"}};
constexpr FlagSet userfault_flags{.unknown = "UFFD_???", .names = userfault_names};

// linux/memfd.h
constexpr Name memfd_names[] = {
    {0x01, "MFD_CLOEXEC"},     {0x02, "MFD_ALLOW_SEALING"}, {0x04, "MFD_HUGETLB"},
    {0x08, "MFD_NOEXEC_SEAL"}, {0x10, "MFD_EXEC"},
};
constexpr FlagSet memfd_flags{.unknown = "MFD_???", .names = memfd_names};

constexpr Name secret_names[] = {{02000000, "O_CLOEXEC"}};
constexpr FlagSet secret_flags{.unknown = "", .names = secret_names};

// The logarithm of the huge page size fills the top bits.
ValueRef decode_memfd_flags(Context& c, const Arg&, std::uint64_t raw) {
  constexpr unsigned shift = 26;
  const auto all = static_cast<std::uint32_t>(raw);
  const std::uint32_t size = all >> shift;
  const std::uint32_t rest = all & ((1u << shift) - 1);
  if (size == 0) return c.flags(memfd_flags, rest);
  char text[32];
  const auto end = fmt::format_to_n(text, sizeof text, "{}<<MFD_HUGE_SHIFT", size).out;
  const ValueRef huge =
      c.word(c.arena().copy(std::string_view(text, static_cast<std::size_t>(end - text))), all - rest);
  return rest == 0 ? c.sum(c.hex(all), "|", huge) : c.sum(c.hex(all), "|", c.flags(memfd_flags, rest), huge);
}

ValueRef in_brackets(Context& c, ValueRef item) {
  const ValueRef items[] = {item};
  return c.list(items);
}

ValueRef fd_pair(Context& c, RemoteAddr addr) {
  const auto fds = c.load<std::array<std::int32_t, 2>>(addr);
  if (!fds) return nullptr;
  const ValueRef items[] = {c.fd((*fds)[0]), c.fd((*fds)[1])};
  return c.list(items);
}

// loff_t is 64 bits wide for every ABI.
ValueRef offset_in(Context& c, RemoteAddr addr) {
  const auto offset = c.load<std::int64_t>(addr);
  return offset ? in_brackets(c, c.dec(*offset)) : nullptr;
}
ValueRef old_offset(Context& c, RemoteAddr addr) {
  if (c.abi() != Abi::i386) return offset_in(c, addr);
  const auto offset = c.load<std::int32_t>(addr);
  return offset ? in_brackets(c, c.dec(*offset)) : nullptr;
}

// sendfile(2) moves the offset on by what it sent.
template <ValueRef (*Offset)(Context&, RemoteAddr)>
ValueRef decode_moving_offset(Context& c, const Arg&, std::uint64_t raw) {
  if (!c.at_exit()) return c.pointee(raw, [&](RemoteAddr addr) { return Offset(c, addr); });
  const ValueRef before = c.at_entry();
  if (before == nullptr || !std::holds_alternative<List>(*before)) return before;
  if (c.call().failed() || c.call().result == 0) return before;
  const ValueRef after = Offset(c, RemoteAddr(raw));
  return c.make(Change{before, after != nullptr ? after : c.make(Unread{RemoteAddr(raw)}), false});
}
template <ValueRef (*Offset)(Context&, RemoteAddr)>
constexpr Arg moving_offset(std::string_view name) {
  return custom(name, decode_moving_offset<Offset>, Direction::inout);
}

// i386's _llseek(2): the offset's halves in two registers, the high one first; the new offset behind a pointer.
ValueRef decode_llseek_offset(Context& c, const Arg&, std::uint64_t raw) {
  return c.dec(static_cast<std::int64_t>(raw << 32 | static_cast<std::uint32_t>(c.arg(2))));
}

constexpr Arg whence(std::string_view name) { return choice(name, seek_names); }

constexpr Syscall rows[] = {
    // --- bytes ---
    {"read", {0, 3, 63}, {fd("fd"), out_buffer("buf"), ulong("count")}, Ret::dec, Class::desc},
    {"write", {1, 4, 64}, {fd("fd"), buffer<2>("buf"), ulong("count")}, Ret::dec, Class::desc},
    {"pread64",
     {17, 180, 67},
     {fd("fd"), out_buffer("buf"), ulong("count"), offset64("pos", 3)},
     Ret::dec,
     Class::desc},
    {"pwrite64",
     {18, 181, 68},
     {fd("fd"), buffer<2>("buf"), ulong("count"), offset64("pos", 3)},
     Ret::dec,
     Class::desc},
    {"lseek", {8, 19, 62}, {fd("fd"), slong("offset"), whence("whence")}, Ret::dec, Class::desc},
    {"_llseek",
     {.i386 = 140},
     {fd("fd"), custom("offset", decode_llseek_offset), out<offset_in>("result").from_slot(3),
      whence("whence").from_slot(4)},
     Ret::dec,
     Class::desc},
    // --- copying descriptors and closing them ---
    {.name = "close", .numbers = {3, 6, 57}, .args = {fd("fd")}, .classes = Class::desc, .effect = Effect::closes_fd},
    {"close_range",
     {436, 436, 436},
     {u32("fd"), u32("max_fd"), flags("flags", close_range_flags)},
     Ret::dec,
     {},
     nullptr,
     nullptr,
     Effect::closes_many},
    {"dup", {32, 41, 23}, {fd("fildes")}, Ret::fd, Class::desc, nullptr, nullptr, Effect::copies_fd},
    {"dup2", {33, 63}, {fd("oldfd"), fd("newfd")}, Ret::fd, Class::desc, nullptr, nullptr, Effect::copies_fd},
    {"dup3",
     {292, 330, 24},
     {fd("oldfd"), fd("newfd"), flags("flags", open_only_flag_names)},
     Ret::fd,
     Class::desc,
     nullptr,
     nullptr,
     Effect::copies_fd},
    // --- making descriptors ---
    {"pipe", {22, 42}, {out<fd_pair>("fildes")}, Ret::dec, Class::desc, nullptr, nullptr, Effect::opens_fds},
    {"pipe2",
     {293, 331, 59},
     {out<fd_pair>("fildes"), flags("flags", open_only_flag_names)},
     Ret::dec,
     Class::desc,
     nullptr,
     nullptr,
     Effect::opens_fds},
    {"eventfd", {284, 323}, {u32("count")}, Ret::fd, Class::desc},
    {"eventfd2", {290, 328, 19}, {u32("count"), flags("flags", eventfd_flags)}, Ret::fd, Class::desc},
    {"memfd_create", {319, 356, 279}, {string("uname"), custom("flags", decode_memfd_flags)}, Ret::fd, Class::desc},
    {"memfd_secret", {447, 447, 447}, {flags("flags", secret_flags)}, Ret::fd, Class::desc},
    {"userfaultfd", {323, 374, 282}, {flags("flags", userfault_flags)}, Ret::fd, Class::desc},
    // --- from descriptor to descriptor ---
    {"sendfile",
     {40, 187, 71},
     {fd("out_fd"), fd("in_fd"), moving_offset<old_offset>("offset"), ulong("count")},
     Ret::dec,
     Class::desc | Class::network},
    {"sendfile64",
     {.i386 = 239},
     {fd("out_fd"), fd("in_fd"), moving_offset<offset_in>("offset"), ulong("count")},
     Ret::dec,
     Class::desc | Class::network},
    {"splice",
     {275, 313, 76},
     {fd("fd_in"), in<offset_in>("off_in"), fd("fd_out"), in<offset_in>("off_out"), ulong("len"),
      flags("flags", splice_flag_names)},
     Ret::dec,
     Class::desc},
    {"tee",
     {276, 315, 77},
     {fd("fdin"), fd("fdout"), ulong("len"), flags("flags", splice_flag_names)},
     Ret::dec,
     Class::desc},
    {"copy_file_range",
     {326, 377, 285},
     {fd("fd_in"), in<offset_in>("off_in"), fd("fd_out"), in<offset_in>("off_out"), ulong("len"), u32("flags")},
     Ret::dec,
     Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_fds;
const std::span<const Syscall> rows_fds = rows;

}  // namespace spoor::abi
