// Reads a trace of JSON lines and says what cannot be right in it.
#pragma once

#include <string_view>

#include "tests/live/trace_text.h"

namespace spoor::live {

// As read_trace(): births have records of their own, so that each task must have one, and an end.
TraceText read_json_trace(std::string_view text);

}  // namespace spoor::live
