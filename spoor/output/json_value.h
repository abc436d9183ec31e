// Values as JSON. docs/json.md describes every form; docs/trace.schema.json holds them.
#pragma once

#include "spoor/abi/value.h"
#include "spoor/base/quote.h"

namespace spoor::output {

void append_json_value(Buffer& out, const abi::Value& value);

// A signal by number: {"value":11,"name":"SIGSEGV"}.
void append_json_signal(Buffer& out, int signal);

}  // namespace spoor::output
