// Values as strace writes them.
#pragma once

#include <cstdint>

#include "spoor/abi/value.h"
#include "spoor/base/quote.h"

namespace spoor::output {

// strace's -X: names; bare numbers; numbers with the names as a comment.
enum class ConstantStyle : std::uint8_t { abbrev, raw, verbose };

struct ValueStyle {
  QuoteStyle quotes = QuoteStyle::octal;
  ConstantStyle constants = ConstantStyle::abbrev;
  bool absolute_paths = false;          // relative paths are written out from their directory
  bool targets = true;                  // descriptors are followed by what they are, where that is known
  std::size_t string_limit = SIZE_MAX;  // strings and lists that were decoded beyond it are cut here
};

void append_value(Buffer& out, const abi::Value& value, const ValueStyle& style);

}  // namespace spoor::output
