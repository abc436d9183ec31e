#include "spoor/output/colour.h"

#include <string>

namespace spoor::output {
namespace {

constexpr std::string_view reset = "\033[0m";

void append_painted(Buffer& out, std::string_view text, std::string_view style) {
  if (style.empty() || text.empty()) return append(out, text);
  append(out, style);
  append(out, text);
  append(out, reset);
}

// The length of the quoted string at the start of `text`, its quotes included.
std::size_t quoted_length(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i + 1;
  }
  return text.size();
}

// The length of the `<…>` at the start of `text`, or 0 where it is not what stands behind a descriptor.
std::size_t target_length(std::string_view text) {
  if (text.size() < 2 || text[1] == '<' || text[1] == ' ' || text[1] == '=' || text[1] == '.') return 0;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<') ++depth;
    if (text[i] == '>' && (i == 0 || text[i - 1] != '-') && --depth == 0) return i + 1;
  }
  return 0;
}

// Arguments: strings and descriptors' targets stand out.
void append_args(Buffer& out, std::string_view text, const Theme& theme) {
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find_first_of("\"<"), text.size());
    append(out, text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) return;
    const bool string = text.front() == '"';
    const std::size_t length = string ? quoted_length(text) : target_length(text);
    if (length == 0) {
      append(out, text.substr(0, 1));
      text.remove_prefix(1);
      continue;
    }
    append_painted(out, text.substr(0, length), string ? theme.string : theme.target);
    text.remove_prefix(length);
  }
}

}  // namespace

// The sixteen colours that every terminal lets its owner choose.
const Theme default_theme{
    .prefix = "\033[2m",
    .name = "\033[1m",
    .string = "\033[32m",
    .target = "\033[36m",
    .error = "\033[31m",
    .result = "",
    .signal = "\033[33m",
    .end = "\033[35m",
    .faint = "\033[2m",
};

std::string_view Painter::style(Part part) const {
  switch (part) {
    case Part::prefix: return theme_->prefix;
    case Part::name: return theme_->name;
    case Part::error: return theme_->error;
    case Part::result: return theme_->result;
    case Part::signal: return theme_->signal;
    case Part::end: return theme_->end;
    case Part::faint: return theme_->faint;
    case Part::args: break;
  }
  return {};
}

std::size_t Painter::paint(Buffer& out, std::size_t from, Part part) const {
  if (theme_ == nullptr || from >= out.size()) return 0;
  const std::string text(out.data() + from, out.size() - from);
  const std::size_t before = out.size();
  out.resize(from);
  if (part == Part::args) {
    append_args(out, text, *theme_);
  } else {
    append_painted(out, text, style(part));
  }
  return out.size() - before;
}

}  // namespace spoor::output
