#include "spoor/cli/trace_command.h"

namespace spoor::cli {
namespace {

const CommandRegistration registration({
    "strace",
    "the same with strace's defaults and strace's text",
    [](const Invocation& invocation) { return trace_command(invocation, Defaults::strace); },
});

}  // namespace
}  // namespace spoor::cli
