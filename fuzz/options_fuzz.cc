// Command lines of any words: parsed, understood or refused with a message, never a crash.
#include <cstdint>
#include <string>
#include <vector>

#include "spoor/cli/trace_request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spoor;
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == '\n') {
      words.emplace_back();
    } else if (data[i] != '\0') {
      words.back().push_back(static_cast<char>(data[i]));
    }
  }
  const auto line = cli::parse_command_line(words);
  if (!line) return line.error().message().empty() ? __builtin_trap(), 0 : 0;
  for (const auto defaults : {cli::Defaults::strace, cli::Defaults::trace}) {
    const auto request = cli::make_request(*line, defaults, "spoor");
    if (!request && request.error().message().empty()) __builtin_trap();
  }
  return 0;
}
