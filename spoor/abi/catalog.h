// All rows, findable by number and by name.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "spoor/abi/abi.h"
#include "spoor/abi/syscall.h"

namespace spoor::abi {

// The rows of every file in abi/syscalls/, which CMake lists; built once, immutable, free to use from any thread.
class Catalog {
 public:
  static const Catalog& instance();

  // nullptr where the ABI has no such call. `nr` is without the x32 bit.
  const Syscall* find(Abi abi, std::uint64_t nr) const {
    const auto& table = by_number_[static_cast<std::size_t>(abi)];
    return nr < table.size() ? table[nr] : nullptr;
  }
  // The first row of that name that `abi` has.
  const Syscall* find(Abi abi, std::string_view name) const;

  std::span<const Syscall* const> rows() const { return rows_; }

 private:
  Catalog();

  std::vector<const Syscall*> rows_;
  std::vector<const Syscall*> by_number_[3];
};

}  // namespace spoor::abi
