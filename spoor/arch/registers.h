// A stopped task's registers, read and written as a whole.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "spoor/arch/arch.h"
#include "spoor/base/error.h"

namespace spoor::arch {

// A copy of the general registers: 64-bit values, also of a 32-bit task. Changes reach the task by store().
class Registers {
 public:
  static Result<Registers> load(pid_t tid);
  Result<void> store(pid_t tid) const;

  std::uint64_t at(std::size_t offset) const { return words_[offset / sizeof(std::uint64_t)]; }
  void set_at(std::size_t offset, std::uint64_t value) { words_[offset / sizeof(std::uint64_t)] = value; }

  // By name ("rax", "rip"); nullopt, or false, for a name that the CPU does not have.
  std::optional<std::uint64_t> get(std::string_view name) const;
  bool set(std::string_view name, std::uint64_t value);

  std::uint64_t pc() const { return at(native().pc); }
  std::uint64_t sp() const { return at(native().sp); }

 private:
  std::vector<std::uint64_t> words_;
};

// Floating-point and vector registers as the XSAVE area that NT_X86_XSTATE gives (Intel SDM 1, chapter 13).
Result<std::vector<std::byte>> load_float_registers(pid_t tid);
Result<void> store_float_registers(pid_t tid, std::span<const std::byte> area);

// Debug registers 0..7; writing one that would watch kernel memory, or an invalid control word, is EINVAL or EIO.
Result<std::uint64_t> load_debug_register(pid_t tid, int index);
Result<void> store_debug_register(pid_t tid, int index, std::uint64_t value);

}  // namespace spoor::arch
