// Walks a C struct in the caller's memory, member by member, as the caller's ABI lays it out, and builds the Value.
#pragma once

#include <algorithm>

#include "spoor/abi/context.h"

namespace spoor::abi {

// One description serves x86-64, i386 and x32: each member is aligned and sized as that ABI does it. A member that
// cannot be read makes the whole struct unreadable: done() then gives nullptr.
//
//   StructReader s(c, addr);
//   s.add("tv_sec", c.dec(s.kernel_slong()));
//   s.add("tv_nsec", c.udec(s.kernel_ulong()));
//   return s.done();
class StructReader {
 public:
  StructReader(Context& context, RemoteAddr addr) : c_(context), start_(addr), fields_(context.arena()) {}

  std::uint64_t u8() { return take(1, 1); }
  std::uint64_t u16() { return take(2, 2); }
  std::uint64_t u32() { return take(4, 4); }
  std::uint64_t u64() { return take(8, align64(c_.abi())); }
  std::uint64_t aligned_u64() { return take(8, 8); }  // __aligned_u64, or packed by hand
  std::int64_t i16() { return static_cast<std::int16_t>(u16()); }
  std::int64_t i32() { return static_cast<std::int32_t>(u32()); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  // unsigned long, size_t, void* of the caller's ABI
  std::uint64_t ulong() { return take(pointer_size(c_.abi()), pointer_size(c_.abi())); }
  std::int64_t slong() { return sign(ulong(), pointer_size(c_.abi())); }
  // __kernel_ulong_t, __kernel_long_t: 8 bytes on x32 too
  std::uint64_t kernel_ulong() { return take(kernel_long_size(c_.abi()), kernel_long_size(c_.abi())); }
  std::int64_t kernel_slong() { return sign(kernel_ulong(), kernel_long_size(c_.abi())); }

  // Bytes in place: a char array member. The span is `size` long, or empty when unreadable.
  std::span<const std::byte> bytes(std::size_t size) {
    const auto data = c_.load_bytes(position(), size);
    if (data.size() < size) failed_ = true;
    offset_ += size;
    return data.size() < size ? std::span<const std::byte>{} : data;
  }
  // A char array member that ends at its first NUL.
  ValueRef chars(std::size_t size) {
    const auto data = bytes(size);
    const std::string_view all(reinterpret_cast<const char*>(data.data()), data.size());
    const std::string_view text = all.substr(0, std::min(all.find('\0'), all.size()));
    const std::string_view shown = text.substr(0, c_.options().string_limit);
    return c_.make(Str{.bytes = shown, .cut = shown.size() < text.size()});
  }

  void skip(std::size_t size) { offset_ += size; }
  void align(std::size_t alignment) { offset_ = (offset_ + alignment - 1) & ~(alignment - 1); }
  RemoteAddr position() const { return start_ + offset_; }
  std::size_t offset() const { return offset_; }
  bool failed() const { return failed_; }

  // What the caller gave beyond the members read so far, where `size`, the whole struct's, says that there is more and
  // that is not all zeros (bytes past the first page are not looked at).
  void add_tail(std::uint64_t size) {
    const std::size_t end = std::min<std::uint64_t>(size, 4096);
    if (end <= offset_) return;
    const auto rest = c_.load_bytes(position(), end - offset_);
    const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
    if (rest.size() < end - offset_) {
      fields_.add({{}, c_.word("???")});
    } else if (text.find_first_not_of('\0') != std::string_view::npos) {
      fields_.add({{}, c_.make(Tail{offset_, text})});
    }
  }

  void add(std::string_view name, ValueRef value) { fields_.add({name, value}); }
  // `more`: fields that were left out for brevity.
  ValueRef done(bool more = false) {
    return failed_ ? nullptr : c_.make(Struct{fields_.items(), more, Struct::Style::braces});
  }

 private:
  std::uint64_t take(std::size_t size, std::size_t alignment) {
    align(alignment);
    const auto value = c_.load_uint(position(), size);
    offset_ += size;
    if (!value) failed_ = true;
    return value.value_or(0);
  }
  static std::int64_t sign(std::uint64_t value, std::size_t size) {
    return size == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
  }

  Context& c_;
  RemoteAddr start_;
  std::size_t offset_ = 0;
  bool failed_ = false;
  Collector<Field> fields_;
};

}  // namespace spoor::abi
