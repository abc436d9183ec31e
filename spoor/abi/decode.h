// Call + bytes -> Event. Pure: what it knows of the process comes through Memory and Facts.
#pragma once

#include "spoor/abi/context.h"
#include "spoor/abi/event.h"

namespace spoor::abi {

// Decodes what is known at syscall-enter: input arguments, while their memory is what the kernel will read. Outputs
// stay nullptr. `call`, and `arena`, must outlive the event.
Event decode_entry(const Call& call, Memory& memory, Facts& facts, Arena& arena, const DecodeOptions& options);

// Completes the event of decode_entry() after the call has finished, or was left unfinished (its outputs are then
// addresses). event.call is the finished Call.
void decode_exit(Event& event, Memory& memory, Facts& facts, Arena& arena, const DecodeOptions& options);

}  // namespace spoor::abi
