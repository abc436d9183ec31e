// From what the command line says to run to what is handed to the tracer.
#pragma once

#include "spoor/base/error.h"
#include "spoor/cli/trace_options.h"
#include "spoor/tracer/launch.h"

namespace spoor::cli {

// Looks the program up in PATH as execvp(3) does, applies -E, -u and --argv0. Errors carry ENOENT (nothing of that
// name) or EACCES (nothing that may be run), with a hint.
Result<tracer::Program> resolve_program(const TraceOptions& options);

// spoor's exit status where the program cannot be run: 127 not found, 126 not executable, 125 else.
int exit_status_of_refused(const Error& error);

// The in-kernel filter for the calls asked for, or why there is none. Only tasks that were launched can have one, and
// only when all their children are traced too: a call that the filter hands to a tracer that is not there fails with
// ENOSYS.
struct FilterPlan {
  std::vector<sock_filter> filter;
  bool no_new_privs = false;
  std::string_view why_not;  // empty where there is a filter, or none is of use
};
FilterPlan plan_filter(const TraceOptions& options);

}  // namespace spoor::cli
