// Strings, bytes and numbers as JSON (RFC 8259), appended to a buffer.
#pragma once

#include <cstdint>
#include <string_view>

#include "spoor/base/quote.h"

namespace spoor::output {

// A JSON string. Bytes that are no part of a UTF-8 sequence become U+FFFD each; returns whether there were none.
bool append_json_string(Buffer& out, std::string_view bytes);

// The rule by which any bytes survive exactly (docs/json.md, "Bytes"): a JSON string where they are whole and UTF-8,
// else
//   {"text": lossy string, "base64": all of them where they are not UTF-8, "cut": true where there were more}
void append_json_bytes(Buffer& out, std::string_view bytes, bool cut = false);

// "0x7f…", in quotes.
void append_json_hex(Buffer& out, std::uint64_t value);

inline void append_json_int(Buffer& out, std::int64_t value) {
  const fmt::format_int digits(value);
  out.append(digits.data(), digits.data() + digits.size());
}
inline void append_json_uint(Buffer& out, std::uint64_t value) {
  const fmt::format_int digits(value);
  out.append(digits.data(), digits.data() + digits.size());
}

}  // namespace spoor::output
