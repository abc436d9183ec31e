// What `spoor trace` and `spoor strace` have in common.
#pragma once

#include "spoor/cli/command.h"
#include "spoor/cli/trace_request.h"

namespace spoor::cli {

// Parses the words, says what is wrong with them, or runs the trace. Gives the exit status.
int trace_command(const Invocation& invocation, Defaults defaults);

}  // namespace spoor::cli
