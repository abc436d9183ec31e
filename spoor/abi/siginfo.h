// siginfo_t: what a signal says about its cause (sigaction(2), "The siginfo_t argument to a SA_SIGINFO handler").
#pragma once

#include <cstddef>
#include <span>

#include "spoor/abi/context.h"

namespace spoor::abi {

inline constexpr std::size_t siginfo_size = 128;  // on every ABI

// A siginfo_t of siginfo_size bytes as the ABI `layout` has it. PTRACE_GETSIGINFO gives a 64-bit tracer Abi::x86_64
// whatever the tracee is. `caller` is the tracee's own ABI, which decides how SIGSYS names the call. The value lives in
// `arena`; it is an empty struct for signal number 0, which is how the kernel says "none" (waitid(2) with WNOHANG).
ValueRef siginfo_value(Arena& arena, Facts& facts, std::span<const std::byte> bytes, Abi layout = Abi::x86_64,
                       Abi caller = Abi::x86_64);

// The same from the caller's memory, for arg::in<> and arg::out<>; nullptr where it cannot be read.
ValueRef decode_siginfo(Context& c, RemoteAddr addr);

}  // namespace spoor::abi
