// Bytes as C string literals, the way strace writes them.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace spoor {

using Buffer = fmt::memory_buffer;

inline void append(Buffer& out, std::string_view text) { out.append(text.data(), text.data() + text.size()); }

enum class QuoteStyle : std::uint8_t {
  octal,          // C escapes; what cannot be printed as octal, as short as the next byte allows (default)
  hex_non_ascii,  // strings that hold anything beyond ASCII text wholly as \xNN (strace's -x)
  hex,            // every byte as \xNN (-xx)
  hex_chars,      // only the bytes that cannot be printed as \xNN (--strings-in-hex=non-ascii-chars)
};

// Appends `bytes` in double quotes; a double quote, a backslash and control characters are escaped.
void append_quoted(Buffer& out, std::string_view bytes, QuoteStyle style);

}  // namespace spoor
