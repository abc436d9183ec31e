// Numbers out of bytes that were read already.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>

namespace spoor::abi {

// The first sizeof(T) bytes as a T; precondition: there are as many.
template <typename T>
T from_bytes(std::span<const std::byte> bytes) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  std::memcpy(&value, bytes.first(sizeof(T)).data(), sizeof(T));
  return value;
}

}  // namespace spoor::abi
