// The calling conventions a system call can come in by, and what they mean for sizes in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace spoor::abi {

// Told apart on every call, since one process may use all three: `int $0x80` from 64-bit code is an i386 call, bit 30
// of the number makes an x32 one (kernel: arch/x86/entry/common.c).
enum class Abi : std::uint8_t { x86_64, i386, x32 };

inline constexpr std::uint64_t x32_bit = 0x40000000;

// AUDIT_ARCH_* of <linux/audit.h>. x32 calls come with AUDIT_ARCH_X86_64.
inline constexpr std::uint32_t audit_arch_x86_64 = 0xc000003e;
inline constexpr std::uint32_t audit_arch_i386 = 0x40000003;

// sizeof(void*), and of `long`, as the calling code sees them.
constexpr std::size_t pointer_size(Abi abi) { return abi == Abi::x86_64 ? 8 : 4; }

// Alignment of a 64-bit integer in a struct: i386 aligns it to 4 (System V ABI, Intel386 supplement).
constexpr std::size_t align64(Abi abi) { return abi == Abi::i386 ? 4 : 8; }

// sizeof(__kernel_long_t): x32 keeps it at 8 bytes (asm/posix_types_x32.h).
constexpr std::size_t kernel_long_size(Abi abi) { return abi == Abi::i386 ? 4 : 8; }

// "64", "32", "x32": the names people select personalities by.
std::string_view personality_name(Abi abi);

}  // namespace spoor::abi
