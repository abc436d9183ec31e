#include "spoor/cli/trace_command.h"

#include <fmt/format.h>

#include <cstdio>

#include "spoor/base/version.h"
#include "spoor/cli/option_text.h"
#include "spoor/cli/program.h"
#include "spoor/cli/report.h"

namespace spoor::cli {

int trace_command(const Invocation& invocation, Defaults defaults) {
  const auto fail = [](const Error& error) {
    report(error);
    return exit_failure;
  };
  const auto line = parse_command_line(invocation.words);
  if (!line) return fail(line.error());
  const std::string program = defaults == Defaults::strace ? "strace" : "spoor";
  auto request = make_request(*line, defaults, program);
  if (!request) return fail(request.error());
  if (request->help) {
    std::fputs(options_help(invocation.name).c_str(), stdout);
    return 0;
  }
  if (request->version) {
    fmt::print("spoor {}\n", version);
    return 0;
  }
  // Before the output is opened: where there is nothing to run no file is made, and none is emptied.
  if (!request->trace.program.empty()) {
    if (const auto found = resolve_program(request->trace); !found) {
      report(found.error());
      return exit_status_of_refused(found.error());
    }
  }
  TraceOptions options = request->trace;
  options.open_output = [request = std::move(*request)] { return make_sink(request); };
  return run_trace(std::move(options));
}

}  // namespace spoor::cli
