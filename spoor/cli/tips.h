// strace's --tips: a line about something that spoor can do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "spoor/base/error.h"

namespace spoor::cli {

enum class TipFormat : std::uint8_t { none, compact, full };

struct TipChoice {
  TipFormat format = TipFormat::none;
  int id = -1;  // -1: any
};

// `[[id:]ID][,[format:]FORMAT]`, in any order; ID is a number or `random`.
Result<TipChoice> parse_tip_choice(std::string_view option, std::string_view text);

// With a line end; empty for `none`. A number beyond the last tip begins again with the first.
std::string tip_text(const TipChoice& choice);

}  // namespace spoor::cli
