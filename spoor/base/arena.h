// Memory for the values of one call: allocated in a row, given back all at once.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace spoor {

// What it hands out lives until reset() or the arena's end. Destructors are not run, so only trivially destructible
// types fit.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  std::byte* allocate(std::size_t size, std::size_t alignment) {
    const std::size_t start = (used_ + alignment - 1) & ~(alignment - 1);
    if (chunks_.empty() || start + size > chunk_size(current_)) return allocate_in_next(size);
    used_ = start + size;
    return chunks_[current_].bytes.get() + start;
  }

  template <typename T, typename... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  template <typename T>
  std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    auto* to = reinterpret_cast<T*>(allocate(items.size_bytes(), alignof(T)));
    std::memcpy(static_cast<void*>(to), items.data(), items.size_bytes());
    return {to, items.size()};
  }

  std::string_view copy(std::string_view text) {
    const auto chars = copy(std::span<const char>(text));
    return {chars.data(), chars.size()};
  }

  // Forgets everything handed out; keeps the first chunk for the next call.
  void reset() {
    if (chunks_.size() > 1) chunks_.resize(1);
    current_ = 0;
    used_ = 0;
  }

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };
  static constexpr std::size_t first_chunk = 2048;

  std::size_t chunk_size(std::size_t index) const { return chunks_[index].size; }

  std::byte* allocate_in_next(std::size_t size) {
    std::size_t capacity = chunks_.empty() ? first_chunk : chunks_.back().size * 2;
    while (capacity < size) capacity *= 2;
    chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(capacity), capacity});
    current_ = chunks_.size() - 1;
    used_ = size;
    return chunks_[current_].bytes.get();
  }

  std::vector<Chunk> chunks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
};

}  // namespace spoor
