#include "spoor/base/quote.h"

#include <algorithm>

namespace spoor {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

bool printable(unsigned char c) { return c >= 0x20 && c < 0x7f; }
bool text(unsigned char c) { return printable(c) || (c >= '\t' && c <= '\r'); }

void append_hex(Buffer& out, unsigned char c) {
  const char escape[] = {'\\', 'x', hex_digits[c >> 4], hex_digits[c & 15]};
  out.append(escape, escape + 4);
}

// Three digits only where a digit follows, which would otherwise be read as part of the escape.
void append_octal(Buffer& out, unsigned char c, bool digit_follows) {
  char escape[4] = {'\\'};
  char* end = escape + 1;
  if (digit_follows || c >= 0100) *end++ = static_cast<char>('0' + (c >> 6));
  if (digit_follows || c >= 010) *end++ = static_cast<char>('0' + ((c >> 3) & 7));
  *end++ = static_cast<char>('0' + (c & 7));
  out.append(escape, end);
}

char letter_escape(unsigned char c) {
  switch (c) {
    case '\t': return 't';
    case '\n': return 'n';
    case '\v': return 'v';
    case '\f': return 'f';
    case '\r': return 'r';
    case '"': return '"';
    case '\\': return '\\';
    default: return '\0';
  }
}

void append_escaped(Buffer& out, unsigned char c, bool digit_follows, QuoteStyle style) {
  if (const char letter = letter_escape(c); letter != '\0') {
    out.push_back('\\');
    out.push_back(letter);
  } else if (style == QuoteStyle::hex_chars) {
    append_hex(out, c);
  } else {
    append_octal(out, c, digit_follows);
  }
}

}  // namespace

void append_quoted(Buffer& out, std::string_view bytes, QuoteStyle style) {
  const bool all_hex = style == QuoteStyle::hex ||
                       (style == QuoteStyle::hex_non_ascii &&
                        !std::ranges::all_of(bytes, [](char c) { return text(static_cast<unsigned char>(c)); }));
  out.push_back('"');
  std::size_t plain = 0;  // start of the run that needs no escape
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (!all_hex && printable(c) && c != '"' && c != '\\') continue;
    append(out, bytes.substr(plain, i - plain));
    plain = i + 1;
    if (all_hex) {
      append_hex(out, c);
    } else {
      const bool digit_follows = plain < bytes.size() && bytes[plain] >= '0' && bytes[plain] <= '7';
      append_escaped(out, c, digit_follows, style);
    }
  }
  append(out, bytes.substr(std::min(plain, bytes.size())));
  out.push_back('"');
}

}  // namespace spoor
