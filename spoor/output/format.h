// The formats there are: each registers itself, from one file of this folder.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "spoor/base/error.h"
#include "spoor/output/options.h"
#include "spoor/output/sink.h"

namespace spoor::output {

// `make` opens what it writes to; its error says what could not be opened.
struct Format {
  std::string_view name;
  std::string_view help;
  Result<std::unique_ptr<Sink>> (*make)(const SinkOptions&);
};

// Declared once, as a constant with static storage, beside the sink: `const FormatRegistration text({"text", …});`.
class FormatRegistration {
 public:
  explicit FormatRegistration(const Format& format);
};

// Sorted by name.
std::span<const Format> formats();
const Format* find_format(std::string_view name);

}  // namespace spoor::output
