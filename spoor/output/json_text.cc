#include "spoor/output/json_text.h"

#include <algorithm>
#include <array>

namespace spoor::output {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

std::uint8_t byte_at(std::string_view bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

// What stands for itself inside a JSON string.
constexpr std::array<bool, 256> plain_table() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}
constexpr std::array<bool, 256> plain = plain_table();

// Length of the UTF-8 sequence that `bytes` starts with (RFC 3629: shortest form, no surrogates, up to U+10FFFF); 0 if
// none.
std::size_t utf8_length(std::string_view bytes) {
  const std::uint8_t first = byte_at(bytes, 0);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xc2 ? 0
                             : first < 0xe0 ? 2
                             : first < 0xf0 ? 3
                             : first < 0xf5 ? 4
                                            : 0;
  if (length < 2 || bytes.size() < length) return length < 2 ? length : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte_at(bytes, i) & 0xc0) != 0x80) return 0;
  const std::uint8_t second = byte_at(bytes, 1);
  const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const bool surrogate = first == 0xed && second > 0x9f;
  const bool too_big = first == 0xf4 && second > 0x8f;
  return overlong || surrogate || too_big ? 0 : length;
}

char letter_escape(std::uint8_t c) {
  switch (c) {
    case '\b': return 'b';
    case '\t': return 't';
    case '\n': return 'n';
    case '\f': return 'f';
    case '\r': return 'r';
    case '"': return '"';
    case '\\': return '\\';
    default: return '\0';
  }
}

void append_escape(Buffer& out, std::uint8_t c) {
  if (const char letter = letter_escape(c); letter != '\0') {
    const char escape[] = {'\\', letter};
    return out.append(escape, escape + 2);
  }
  const char escape[] = {'\\', 'u', '0', '0', hex_digits[c >> 4], hex_digits[c & 15]};
  out.append(escape, escape + 6);
}

// RFC 4648, section 4, with padding.
void append_base64(Buffer& out, std::string_view bytes) {
  constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = group << 8 | (j < count ? byte_at(bytes, i + j) : 0u);
    char chars[] = {digits[group >> 18], digits[group >> 12 & 63], digits[group >> 6 & 63], digits[group & 63]};
    for (std::size_t j = count + 1; j < 4; ++j) chars[j] = '=';
    out.append(chars, chars + 4);
  }
}

}  // namespace

bool append_json_string(Buffer& out, std::string_view bytes) {
  bool exact = true;
  out.push_back('"');
  std::size_t written = 0;  // all before it is in `out`
  for (std::size_t i = 0; i < bytes.size();) {
    const std::uint8_t c = byte_at(bytes, i);
    if (plain[c]) {
      ++i;
      continue;
    }
    const std::size_t length = utf8_length(bytes.substr(i));
    if (length > 1) {
      i += length;
      continue;
    }
    append(out, bytes.substr(written, i - written));
    if (length == 1) {
      append_escape(out, c);
    } else {
      append(out, "\xef\xbf\xbd");
      exact = false;
    }
    written = ++i;
  }
  append(out, bytes.substr(written));
  out.push_back('"');
  return exact;
}

void append_json_bytes(Buffer& out, std::string_view bytes, bool cut) {
  const std::size_t start = out.size();
  if (!cut && append_json_string(out, bytes)) return;
  out.resize(start);
  append(out, R"({"text":)");
  if (!append_json_string(out, bytes)) {
    append(out, R"(,"base64":")");
    append_base64(out, bytes);
    out.push_back('"');
  }
  if (cut) append(out, R"(,"cut":true)");
  out.push_back('}');
}

void append_json_hex(Buffer& out, std::uint64_t value) {
  char digits[19];
  char* start = digits + sizeof digits;
  *--start = '"';
  do {
    *--start = hex_digits[value & 15];
    value >>= 4;
  } while (value != 0);
  append(out, "\"0x");
  out.append(start, digits + sizeof digits);
}

}  // namespace spoor::output
