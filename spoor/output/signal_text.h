// Lines about signals and ends of tasks.
#pragma once

#include "spoor/abi/event.h"
#include "spoor/output/value_text.h"

namespace spoor::output {

// `--- SIGCHLD {si_signo=SIGCHLD, …} ---`
void append_signal(Buffer& out, const abi::SignalEvent& event, const ValueStyle& style);

// `+++ exited with 0 +++`, `+++ killed by SIGSEGV (core dumped) +++`; `status` as wait(2) gives it.
void append_end(Buffer& out, int status);

}  // namespace spoor::output
