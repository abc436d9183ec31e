#include "spoor/cli/trace_command.h"

namespace spoor::cli {
namespace {

const CommandRegistration registration({
    "trace",
    "run a program, or attach to a process, and show its system calls and signals",
    [](const Invocation& invocation) { return trace_command(invocation, Defaults::trace); },
});

}  // namespace
}  // namespace spoor::cli
