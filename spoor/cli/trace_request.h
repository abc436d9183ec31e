// From the options given to what is to be done.
#pragma once

#include <string>
#include <vector>

#include "spoor/base/error.h"
#include "spoor/cli/option_parser.h"
#include "spoor/cli/trace_options.h"
#include "spoor/output/filter.h"
#include "spoor/output/format.h"

namespace spoor::cli {

// The two sets of defaults: strace's own, and those for reading.
enum class Defaults : std::uint8_t { strace, trace };

struct TraceRequest {
  bool help = false;
  bool version = false;
  TraceOptions trace;  // all but open_output
  output::SinkOptions sink;
  std::string format = "text";
  output::Statuses statuses = output::Statuses().set();
  std::vector<std::string> paths;  // -P, as given
};

// `name` is what messages begin with. Nothing is opened or started yet.
Result<TraceRequest> make_request(const CommandLine& line, Defaults defaults, std::string name);

// Opens the output, and puts the filters that the request asks for before its format.
Result<std::unique_ptr<output::Sink>> make_sink(const TraceRequest& request);

}  // namespace spoor::cli
