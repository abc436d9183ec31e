// What a decoding function works with: the call, the caller's bytes, and an arena to make Values in.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "spoor/abi/call.h"
#include "spoor/abi/facts.h"
#include "spoor/abi/syscall.h"
#include "spoor/abi/value.h"
#include "spoor/base/arena.h"
#include "spoor/base/memory.h"

namespace spoor::abi {

struct DecodeOptions {
  std::size_t string_limit = 32;  // bytes of strings, elements of arrays where abbreviated
  bool abbreviate = true;         // leave out the less telling fields of big structs
  bool dereference = true;        // false: pointers to structs stay addresses (strace's -e verbose=none)
  bool raw = false;               // every argument as a bare number (strace's -e raw=)
  bool resolve_paths = false;     // note the directory of relative paths
};

class Context {
 public:
  enum class Phase : std::uint8_t { entry, exit };

  Context(const Call& call, Phase phase, Memory& memory, Facts& facts, Arena& arena, const DecodeOptions& options)
      : call_(call),
        args_(call.args),
        phase_(phase),
        memory_(memory),
        facts_(facts),
        arena_(arena),
        options_(options) {}

  const Call& call() const { return call_; }
  Abi abi() const { return call_.abi; }
  // Raw arguments: those of the call, unless it stands for another one (Syscall::inner).
  std::uint64_t arg(std::size_t index) const { return args_[index]; }
  void set_args(const std::array<std::uint64_t, max_args>& args) { args_ = args; }
  bool at_exit() const { return phase_ == Phase::exit; }
  const DecodeOptions& options() const { return options_; }
  bool abbreviate() const { return options_.abbreviate; }
  Facts& facts() { return facts_; }
  Memory& memory() { return memory_; }
  Arena& arena() { return arena_; }

  // For inout arguments at exit: what they were decoded to at entry (nullptr where that failed).
  ValueRef at_entry() const { return at_entry_; }
  void set_at_entry(ValueRef value) { at_entry_ = value; }

  // At exit, what the argument at `position` was decoded to at entry; nullptr for `out` arguments.
  ValueRef entry_value(std::size_t position) const { return entry_values_[position]; }
  void set_entry_values(const std::array<ValueRef, max_args>& values) { entry_values_ = values; }

  // --- the caller's memory ---

  // All or nothing.
  bool read(RemoteAddr addr, std::span<std::byte> into) { return memory_.read(addr, into) == into.size(); }

  template <typename T>
  std::optional<T> load(RemoteAddr addr) {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    if (!read(addr, std::as_writable_bytes(std::span(&value, 1)))) return std::nullopt;
    return value;
  }

  // An unsigned integer of 1, 2, 4 or 8 bytes.
  std::optional<std::uint64_t> load_uint(RemoteAddr addr, std::size_t size);

  // A pointer, size_t or long of the caller's ABI. load_kernel_long: __kernel_long_t, 8 bytes on x32 too.
  std::optional<std::uint64_t> load_word(RemoteAddr addr) { return load_uint(addr, pointer_size(abi())); }
  std::optional<std::uint64_t> load_kernel_long(RemoteAddr addr) { return load_uint(addr, kernel_long_size(abi())); }

  // Up to `size` bytes into the arena, as many as are readable.
  std::span<const std::byte> load_bytes(RemoteAddr addr, std::size_t size);

  // --- values ---

  template <typename T>
  ValueRef make(T alternative) {
    return arena_.make<Value>(alternative);
  }
  ValueRef dec(std::int64_t value) { return make(Int{value}); }
  ValueRef udec(std::uint64_t value) { return make(UInt{value, UInt::Base::dec}); }
  ValueRef hex(std::uint64_t value) { return make(UInt{value, UInt::Base::hex}); }
  ValueRef oct(std::uint64_t value) { return make(UInt{value, UInt::Base::oct}); }
  ValueRef pointer(std::uint64_t value) { return make(Pointer{RemoteAddr(value)}); }
  ValueRef word(std::string_view constant, std::uint64_t value = 0) { return make(Word{constant, value}); }
  // A name for a number, or for what `number` is.
  ValueRef constant(std::string_view name, std::uint64_t value, UInt::Base base = UInt::Base::hex) {
    return make(Word{name, value, make(UInt{value, base})});
  }
  ValueRef constant(std::string_view name, std::uint64_t value, ValueRef number) {
    return make(Word{name, value, number});
  }
  ValueRef symbol(const FlagSet& set, std::uint64_t value) { return make(Symbol{&set, value}); }
  ValueRef flags(const FlagSet& set, std::uint64_t value) { return make(Flags{&set, value}); }
  ValueRef mode(std::uint64_t value, bool typed = false) { return make(Mode{value, typed}); }
  ValueRef pid(std::int64_t value);
  ValueRef fd(std::int64_t value);  // AT_FDCWD stays -100: dirfd() names it
  ValueRef dirfd(std::int64_t value);
  ValueRef name_note(ValueRef value, std::string_view text) {
    return make(Noted{.value = value, .note = arena_.copy(text), .naming = true});
  }
  ValueRef note(ValueRef value, std::string_view text) { return make(Noted{value, arena_.copy(text)}); }
  // A text that is shown whole, whatever the string limit.
  ValueRef text(std::string_view bytes) { return make(Str{.bytes = arena_.copy(bytes), .whole = true}); }

  // A NUL-terminated string at `addr`, cut at the string limit; nullptr where its first byte, or a byte before the NUL
  // and the limit, cannot be read.
  ValueRef string(RemoteAddr addr);
  // `size` bytes at `addr`, cut at the string limit; nullptr where not all of those can be read.
  ValueRef buffer(RemoteAddr addr, std::uint64_t size);
  // A NUL-terminated path, never cut by the string limit (strace prints paths whole, up to PATH_MAX).
  ValueRef path(RemoteAddr addr, std::string_view base = {});

  ValueRef list(std::span<const ValueRef> items, bool more = false) { return make(List{arena_.copy(items), more}); }
  ValueRef fields(std::span<const Field> items, bool more = false, Struct::Style style = Struct::Style::braces) {
    return make(Struct{arena_.copy(items), more, style});
  }
  template <typename... V>
  ValueRef joined(std::string_view separator, V... parts) {
    const ValueRef items[] = {parts...};
    return make(Joined{arena_.copy(std::span<const ValueRef>(items)), separator});
  }
  template <typename... V>
  ValueRef sum(ValueRef number, std::string_view separator, V... parts) {
    const ValueRef items[] = {parts...};
    return make(Joined{arena_.copy(std::span<const ValueRef>(items)), separator, number});
  }
  template <typename... V>
  ValueRef macro_of(ValueRef number, std::string_view constant, V... args) {
    const ValueRef items[] = {args...};
    return make(Macro{constant, arena_.copy(std::span<const ValueRef>(items)), number});
  }
  // Bytes that are a number in the order of the network, or an address.
  ValueRef octets(std::span<const std::byte> bytes) {
    const std::string_view chars(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return make(Str{.bytes = arena_.copy(chars), .hex = true, .whole = true});
  }
  template <typename... V>
  ValueRef macro(std::string_view constant, V... args) {
    const ValueRef items[] = {args...};
    return make(Macro{constant, arena_.copy(std::span<const ValueRef>(items))});
  }

  // The value of something behind a pointer: NULL, or the address when it is not to be followed, else f(); where that
  // gives nullptr, the address again.
  template <typename F>
  ValueRef pointee(std::uint64_t addr, F&& f) {
    if (addr == 0 || !options_.dereference) return pointer(addr);
    const ValueRef value = f(RemoteAddr(addr));
    return value != nullptr ? value : make(Unread{RemoteAddr(addr)});
  }

  // An array of `count` elements of `size` bytes at `addr`, each decoded by element(RemoteAddr) -> ValueRef, at most
  // string_limit of them where abbreviated. A first element that cannot be read, or a count beyond the address space,
  // gives nullptr; a later one ends the list with an Unread in its place.
  template <typename F>
  ValueRef array(RemoteAddr addr, std::uint64_t count, std::size_t size, F&& element);

  // No array is followed further, whatever length the caller claims: it may have a terabyte mapped.
  static constexpr std::uint64_t longest_array = 65536;

 private:
  const Call& call_;
  std::array<std::uint64_t, max_args> args_;
  Phase phase_;
  Memory& memory_;
  Facts& facts_;
  Arena& arena_;
  const DecodeOptions& options_;
  ValueRef at_entry_ = nullptr;
  std::array<ValueRef, max_args> entry_values_{};
};

// Collects items whose number is not known beforehand.
template <typename T>
class Collector {
 public:
  explicit Collector(Arena& arena) : arena_(arena) {}
  void add(T item) {
    if (size_ == capacity_) grow();
    items_[size_++] = item;
  }
  std::size_t size() const { return size_; }
  std::span<const T> items() const { return {items_, size_}; }

 private:
  void grow() {
    const std::size_t capacity = capacity_ == 0 ? 8 : capacity_ * 2;
    auto* bigger = reinterpret_cast<T*>(arena_.allocate(capacity * sizeof(T), alignof(T)));
    if (size_ != 0) std::memcpy(static_cast<void*>(bigger), items_, size_ * sizeof(T));
    items_ = bigger;
    capacity_ = capacity;
  }

  Arena& arena_;
  T* items_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

template <typename F>
ValueRef Context::array(RemoteAddr addr, std::uint64_t count, std::size_t size, F&& element) {
  if (count > (UINT64_MAX - addr.value()) / size) return nullptr;
  const std::uint64_t most = options_.abbreviate ? options_.string_limit : longest_array;
  const std::uint64_t shown = count > most ? most : count;
  Collector<ValueRef> items(arena_);
  for (std::uint64_t i = 0; i < shown; ++i) {
    const RemoteAddr at = addr + i * size;
    const ValueRef value = element(at);
    if (value == nullptr && i == 0) return nullptr;
    items.add(value != nullptr ? value : make(Unread{.addr = at, .in_list = true}));
    if (value == nullptr) return make(List{items.items(), false});
  }
  return make(List{items.items(), shown < count});
}

}  // namespace spoor::abi
