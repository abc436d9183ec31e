// All rows, findable by number and by name.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "spoor/abi/abi.h"
#include "spoor/abi/syscall.h"

namespace spoor::abi {

// The rows of every file in abi/syscalls/, which CMake lists; built once, immutable, free to use from any thread.
class Catalog {
 public:
  static const Catalog& instance();

  // nullptr where the ABI has no such call. `nr` is without the x32 bit. A number of x86-64 that x32 has not gives a
  // row of bare numbers, `ioctl#64`, which neither rows() nor names lead to.
  const Syscall* find(Abi abi, std::uint64_t nr) const {
    const auto& table = by_number_[static_cast<std::size_t>(abi)];
    return nr < table.size() ? table[nr] : nullptr;
  }
  // The first row of that name that `abi` has.
  const Syscall* find(Abi abi, std::string_view name) const;

  std::span<const Syscall* const> rows() const { return rows_; }

 private:
  Catalog();
  void add_foreign();

  std::vector<const Syscall*> rows_;
  std::vector<const Syscall*> by_number_[3];
  std::deque<std::string> foreign_names_;
  std::deque<Syscall> foreign_rows_;
};

}  // namespace spoor::abi
