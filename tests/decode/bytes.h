// Little-endian words as the bytes they are in memory.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

namespace spoor::testing {

inline std::string words(std::initializer_list<std::uint64_t> values, std::size_t size = 8) {
  std::string bytes;
  for (const std::uint64_t value : values) bytes.append(reinterpret_cast<const char*>(&value), size);
  return bytes;
}

}  // namespace spoor::testing
