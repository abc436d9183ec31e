// Colour for terminals: escape sequences around the parts of a line, which otherwise stays as it is.
#pragma once

#include <string_view>

#include "spoor/base/quote.h"

namespace spoor::output {

// SGR sequences (ECMA-48), empty for "as the terminal has it".
struct Theme {
  std::string_view prefix;  // pid, times
  std::string_view name;    // of the call
  std::string_view string;  // "…"
  std::string_view target;  // <…> behind a descriptor
  std::string_view error;   // result of a call that failed
  std::string_view result;  // of one that did not
  std::string_view signal;  // --- … ---
  std::string_view end;     // +++ … +++
  std::string_view faint;   // <unfinished ...>
};

extern const Theme default_theme;

enum class Part : std::uint8_t { prefix, name, args, error, result, signal, end, faint };

// Puts colour around what has been appended since `from`; does nothing when off. Returns how many bytes that added, so
// that columns can be counted without them.
class Painter {
 public:
  explicit Painter(const Theme* theme) : theme_(theme) {}
  bool on() const { return theme_ != nullptr; }
  std::size_t paint(Buffer& out, std::size_t from, Part part) const;

 private:
  std::string_view style(Part part) const;

  const Theme* theme_;
};

}  // namespace spoor::output
