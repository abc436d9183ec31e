// Parts of a call's line that depend on the event alone.
#pragma once

#include "spoor/abi/event.h"
#include "spoor/output/value_text.h"

namespace spoor::output {

// `read`, `syscall_0x1c7`.
void append_call_name(Buffer& out, const abi::Event& event);

// How many arguments are known at entry: those before the first that the kernel gives.
std::size_t args_at_entry(const abi::Event& event);

// Whether the comma before the first argument of the exit is written at exit too (`clone(… <unfinished ...>`); other
// calls end their beginning with it (`read(3,  <unfinished ...>`).
bool comma_comes_late(const abi::Event& event);

// What stands behind `= `: a number, a descriptor, `-1 ENOENT (…)`, `?`.
void append_call_result(Buffer& out, const abi::Event& event, const ValueStyle& style);

}  // namespace spoor::output
