#include "spoor/abi/context.h"

#include <algorithm>
#include <cerrno>
#include <climits>

namespace spoor::abi {
namespace {

// Reads up to `limit` bytes, page by page so that an unmapped page after the NUL is never touched, until the NUL.
struct TerminatedBytes {
  std::string_view bytes;
  bool terminated;
  bool unreadable;  // a byte before the NUL and the limit
};

TerminatedBytes read_terminated(Context& c, RemoteAddr addr, std::size_t limit) {
  constexpr std::size_t step = 256;  // most strings are short
  Collector<char> text(c.arena());
  std::byte piece[step];
  while (text.size() < limit) {
    const std::size_t want = std::min(step, limit - text.size());
    const std::size_t got = c.memory().read(addr + text.size(), std::span(piece).first(want));
    const auto* chars = reinterpret_cast<const char*>(piece);
    const auto* end = static_cast<const char*>(std::memchr(chars, 0, got));
    const std::size_t used = end != nullptr ? static_cast<std::size_t>(end - chars) : got;
    for (std::size_t i = 0; i < used; ++i) text.add(chars[i]);
    if (end != nullptr || got < want) return {{text.items().data(), text.size()}, end != nullptr, end == nullptr};
  }
  return {{text.items().data(), text.size()}, false, false};
}

}  // namespace

std::optional<std::uint64_t> Context::load_uint(RemoteAddr addr, std::size_t size) {
  std::uint64_t value = 0;  // every CPU spoor knows is little-endian
  if (!read(addr, std::as_writable_bytes(std::span(&value, 1)).first(size))) return std::nullopt;
  return value;
}

std::span<const std::byte> Context::load_bytes(RemoteAddr addr, std::size_t size) {
  std::byte* to = arena_.allocate(size, 8);
  return {to, memory_.read(addr, {to, size})};
}

ValueRef Context::pid(std::int64_t value) {
  const auto comm = value > 0 ? facts_.command(static_cast<int>(value)) : std::string_view{};
  // A negative number stands for a process group (kill(2)), which has its leader's number.
  const auto number = static_cast<int>(value < 0 ? -value : value);
  return make(PidRef{value, arena_.copy(comm), number > 0 ? facts_.outer_pid(number) : 0});
}

ValueRef Context::fd(std::int64_t value) {
  if (value < 0) return dec(value);
  const auto known = facts_.descriptor(static_cast<int>(value));
  return make(FdRef{value, arena_.copy(known.target), arena_.copy(known.detail)});
}

ValueRef Context::dirfd(std::int64_t value) {
  if (value != -100) return fd(value);  // AT_FDCWD of <linux/fcntl.h>
  const auto directory = facts_.shows_directory() ? facts_.directory() : std::string_view{};
  return make(FdRef{value, arena_.copy(directory), {}});
}

ValueRef Context::string(RemoteAddr addr) {
  const auto text = read_terminated(*this, addr, options_.string_limit + 1);
  if (text.unreadable) return nullptr;
  const bool cut = text.bytes.size() > options_.string_limit;
  return make(Str{.bytes = text.bytes.substr(0, options_.string_limit), .cut = cut});
}

ValueRef Context::buffer(RemoteAddr addr, std::uint64_t size) {
  const std::size_t shown = std::min<std::uint64_t>(size, options_.string_limit);
  const auto bytes = load_bytes(addr, shown);
  if (bytes.size() < shown) return nullptr;
  return make(Str{.bytes = {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, .cut = shown < size});
}

ValueRef Context::path(RemoteAddr addr, std::string_view base) {
  const auto text = read_terminated(*this, addr, PATH_MAX);
  if (text.unreadable) return nullptr;
  // PATH_MAX counts the NUL: a string that fills it without one is longer than any path.
  const bool cut = !text.terminated;
  const auto shown = cut ? text.bytes.substr(0, PATH_MAX - 1) : text.bytes;
  const bool relative = !shown.starts_with('/');
  return make(Path{.bytes = shown, .cut = cut, .base = relative ? arena_.copy(base) : std::string_view{}});
}

}  // namespace spoor::abi
