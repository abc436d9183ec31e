// The in-kernel filter that lets through, untraced, the calls nobody asked to see.
#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <vector>

#include "spoor/abi/abi.h"

namespace spoor::seccomp {

// Calls of one ABI to trace: ascending numbers, without the x32 bit.
struct TracedCalls {
  std::vector<std::uint32_t> numbers;
};

// A BPF program for SECCOMP_SET_MODE_FILTER: SECCOMP_RET_TRACE for the calls listed, SECCOMP_RET_ALLOW for the rest.
// The audit arch is looked at first, then the number by binary search, so that a call costs about log2 of the list.
// Calls of an arch that is neither x86-64 (x32 among it) nor i386 are traced. `data` is the event message of each stop.
std::vector<sock_filter> trace_filter(const TracedCalls& x86_64, const TracedCalls& i386, const TracedCalls& x32,
                                      std::uint16_t data = 0);

}  // namespace spoor::seccomp
