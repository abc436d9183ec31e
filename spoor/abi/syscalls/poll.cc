// Waiting for descriptors: poll(2), select(2) and their relatives.
#include <algorithm>

#include "spoor/abi/args.h"
#include "spoor/abi/sigset.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

// --- poll ---

constexpr Name poll_table[] = {
    {0x1, "POLLIN"}, {0x2, "POLLPRI"}, {0x4, "POLLOUT"}, {0x8, "POLLERR"}, {0x10, "POLLHUP"}, {0x20, "POLLNVAL"},
    {0x40, "POLLRDNORM"}, {0x80, "POLLRDBAND"}, {0x100, "POLLWRNORM"}, {0x200, "POLLWRBAND"}, {0x400, "POLLMSG"},
    {0x1000, "POLLREMOVE"}, {0x2000, "POLLRDHUP"},
};
constexpr FlagSet poll_events{.unknown = "POLL???", .names = poll_table};

constexpr std::size_t pollfd_size = 8;

ValueRef pollfd(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::int64_t fd = s.i32();
  s.add("fd", c.fd(fd));
  const std::uint64_t events = s.u16();
  if (fd >= 0) s.add("events", c.flags(poll_events, events));
  return s.done();
}

ValueRef polled(Context& c, const Arg& arg, std::uint64_t raw) {
  const auto count = static_cast<std::uint32_t>(c.arg(arg.index));
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, count, pollfd_size, [&](RemoteAddr at) { return pollfd(c, at); });
  });
}

// [{fd=4, revents=POLLOUT}]: those of the descriptors that something happened on. nullptr where they cannot be read.
ValueRef ready(Context& c) {
  const RemoteAddr addr(c.arg(0));
  const auto count = static_cast<std::uint32_t>(c.arg(1));
  Collector<ValueRef> items(c.arena());
  bool more = false;
  for (std::uint32_t i = 0; i < count && !more; ++i) {
    StructReader s(c, addr + i * pollfd_size);
    const std::int64_t fd = s.i32();
    s.u16();
    const std::uint64_t events = s.u16();
    if (s.failed()) return nullptr;
    if (events == 0) continue;
    more = c.abbreviate() && items.size() >= c.options().string_limit;
    if (more) break;
    s.add("fd", c.fd(fd));
    s.add("revents", c.flags(poll_events, events));
    items.add(s.done());
  }
  return c.make(List{.items = items.items(), .more = more});
}

ValueRef poll_note(Context& c) { return c.call().result == 0 ? c.word("Timeout") : ready(c); }

// With what is left of a timeout, which the kernel writes back for these calls (not so POSIX's).
template <ValueRef (*Time)(Context&, RemoteAddr)>
ValueRef ppoll_note(Context& c) {
  const ValueRef events = poll_note(c);
  if (c.call().result == 0 || events == nullptr || c.arg(2) == 0) return events;
  const ValueRef left = Time(c, RemoteAddr(c.arg(2)));
  if (left == nullptr) return events;
  const Field fields[] = {{"", events}, {"left", left}};
  return c.fields(fields, false, Struct::Style::phrase);
}

// --- select: sets of descriptors as bits ---

// The words that hold `count` bits; nothing where no set has so many.
std::span<const std::byte> set_bytes(Context& c, RemoteAddr addr, std::int32_t count) {
  constexpr std::int32_t most = 1024 * 1024;
  if (count <= 0) return {};
  const std::size_t bits = static_cast<std::size_t>(std::min(count, most));
  const std::size_t word = pointer_size(c.abi());
  const std::size_t size = ((bits + 7) / 8 + word - 1) / word * word;
  const auto bytes = c.load_bytes(addr, size);
  return bytes.size() < size ? std::span<const std::byte>{} : bytes;
}

// [3 5], nullptr where the set cannot be read.
ValueRef fd_set(Context& c, RemoteAddr addr) {
  const auto count = static_cast<std::int32_t>(c.arg(0));
  const auto bytes = set_bytes(c, addr, count);
  if (bytes.empty()) return nullptr;
  Collector<ValueRef> items(c.arena());
  for (std::size_t fd = 0; fd < std::min(bytes.size() * 8, static_cast<std::size_t>(count)); ++fd)
    if ((std::to_integer<unsigned>(bytes[fd / 8]) >> fd % 8 & 1) != 0) items.add(c.fd(static_cast<std::int64_t>(fd)));
  return c.make(List{.items = items.items(), .separator = " "});
}

// (in [5], out [4], left {…}): the sets that anything is left in.
template <ValueRef (*Time)(Context&, RemoteAddr)>
ValueRef select_note(Context& c) {
  if (c.call().result == 0) return c.word("Timeout");
  static constexpr std::string_view names[] = {"in", "out", "except"};
  Collector<Field> fields(c.arena());
  for (std::size_t i = 0; i < std::size(names); ++i) {
    if (c.arg(i + 1) == 0) continue;
    const ValueRef set = fd_set(c, RemoteAddr(c.arg(i + 1)));
    if (set != nullptr && !std::get<List>(*set).items.empty()) fields.add({names[i], set});
  }
  const ValueRef left = c.arg(4) != 0 ? Time(c, RemoteAddr(c.arg(4))) : nullptr;
  if (left != nullptr) fields.add({"left", left});
  return fields.size() == 0 ? nullptr : c.make(Struct{.fields = fields.items(), .style = Struct::Style::phrase});
}

// pselect6's last argument: a pointer to a mask, and the mask's size.
ValueRef mask_and_size(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t mask = s.ulong();
  const std::uint64_t size = s.ulong();
  if (s.failed()) return nullptr;
  const ValueRef set = c.pointee(mask, [&](RemoteAddr at) {
    return size == sigset_size ? decode_sigset(c, at, size) : nullptr;  // the kernel takes no other size
  });
  s.add("sigmask", set);
  s.add("sigsetsize", c.udec(size));
  return s.done();
}

constexpr Arg polled_arg = custom("ufds", polled, Direction::in, 1);
constexpr Arg in_set = in<fd_set>("inp");
constexpr Arg out_set = in<fd_set>("outp");
constexpr Arg except_set = in<fd_set>("exp");

constexpr Syscall rows[] = {
    {.name = "poll",
     .numbers = {7, 168},
     .args = {polled_arg, u32("nfds"), i32("timeout_msecs")},
     .classes = Class::desc,
     .note = poll_note},
    {.name = "ppoll",
     .numbers = {271, 309, 73},
     .args = {polled_arg, u32("nfds"), in<decode_timespec>("tsp"), sigset<4>("sigmask"), ulong("sigsetsize")},
     .classes = Class::desc,
     .note = ppoll_note<decode_timespec>},
    {.name = "ppoll_time64",
     .numbers = {.i386 = 414},
     .args = {polled_arg, u32("nfds"), in<decode_timespec64>("tsp"), sigset<4>("sigmask"), ulong("sigsetsize")},
     .classes = Class::desc,
     .note = ppoll_note<decode_timespec64>},
    {.name = "select",
     .numbers = {.x86_64 = 23},
     .args = {i32("n"), in_set, out_set, except_set, in<decode_timeval>("tvp")},
     .classes = Class::desc,
     .note = select_note<decode_timeval>},
    {.name = "_newselect",
     .numbers = {.i386 = 142, .x32 = no_x32},
     .args = {i32("n"), in_set, out_set, except_set, in<decode_timeval>("tvp")},
     .classes = Class::desc,
     .note = select_note<decode_timeval>},
    {.name = "pselect6",
     .numbers = {270, 308, 72},
     .args = {i32("n"), in_set, out_set, except_set, in<decode_timespec>("tsp"), in<mask_and_size>("sig")},
     .classes = Class::desc,
     .note = select_note<decode_timespec>},
    {.name = "pselect6_time64",
     .numbers = {.i386 = 413, .x32 = no_x32},
     .args = {i32("n"), in_set, out_set, except_set, in<decode_timespec64>("tsp"), in<mask_and_size>("sig")},
     .classes = Class::desc,
     .note = select_note<decode_timespec64>},
};

}  // namespace

extern const std::span<const Syscall> rows_poll;
const std::span<const Syscall> rows_poll = rows;

}  // namespace spoor::abi
