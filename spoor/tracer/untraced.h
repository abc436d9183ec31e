// Children made with CLONE_UNTRACED are followed like all others.
#pragma once

#include "spoor/tracer/tracee.h"

namespace spoor::tracer {

// Whether the call that `task` is entering asks for a child that its tracer must not follow (clone(2), CLONE_UNTRACED).
// Reads clone3's flags from the task's memory.
bool asks_for_untraced(const Tracee& task);

// Takes the flag out of what the kernel is about to read: a register, or clone3's struct.
void take_untraced_flag(const Tracee& task);

// Puts it back, in the parent when the call is over, and in the child (`of`) before its first instruction: programs may
// look at both.
void put_untraced_flag_back(const abi::Call& call, pid_t of);

}  // namespace spoor::tracer
