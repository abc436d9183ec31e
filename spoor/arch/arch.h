// What differs from CPU to CPU, as data: one filled struct each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "spoor/base/error.h"

namespace spoor::arch {

// A general register: its name, and where it stands in the kernel's user_regs_struct, which is what NT_PRSTATUS gives
// and PTRACE_PEEKUSER addresses.
struct Register {
  std::string_view name;
  std::size_t offset;
};

struct Arch {
  std::string_view name;  // "x86_64"
  std::span<const Register> registers;
  std::size_t register_set_size;  // bytes of the NT_PRSTATUS set
  std::size_t pc, sp, flags;      // offsets into it
  std::size_t syscall_number, syscall_result;
  std::array<std::size_t, 6> syscall_args;
  std::array<std::size_t, 6> compat_syscall_args;  // of the 32-bit ABI
  std::array<std::byte, 1> trap_instruction;       // software breakpoint
  std::uint64_t trap_pc_offset;                    // how far behind the trap the pc is when it hits
  std::size_t debug_registers;                     // offset of the first in struct user
  int debug_register_count;
};

// The CPU that this build runs on.
const Arch& native();

}  // namespace spoor::arch
