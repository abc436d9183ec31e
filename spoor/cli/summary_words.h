// The words of -S, -U and -O.
#pragma once

#include <string_view>
#include <vector>

#include "spoor/base/error.h"
#include "spoor/output/options.h"

namespace spoor::cli {

Result<output::SummaryOrder> parse_summary_order(std::string_view word);

// `time-percent,calls,…`; the name is added last where it is not given.
Result<std::vector<output::SummaryColumn>> parse_summary_columns(std::string_view list);

// strace's, or, `full`, with least, median, 99th percentile and most.
std::vector<output::SummaryColumn> default_summary_columns(bool full);

// "10", "1.5ms": in ns, microseconds where no unit is given. `option` is named in errors.
Result<std::int64_t> parse_duration(std::string_view option, std::string_view text);

}  // namespace spoor::cli
