#include <fmt/format.h>

#include <cstdio>

#include "spoor/cli/command.h"
#include "spoor/cli/option_text.h"

namespace spoor::cli {
namespace {

int run(const Invocation& invocation) {
  const std::string shell = invocation.words.size() == 1 ? invocation.words[0] : std::string{};
  if (shell == "--help" || shell == "-h") {
    fmt::print("usage: spoor completion bash|zsh|fish\n\nPrints a script that completes spoor's command lines.\n");
    return 0;
  }
  const std::string script = completion_script(shell);
  if (script.empty()) {
    fmt::print(stderr, "spoor: completion for which shell?\nhint: spoor completion bash|zsh|fish\n");
    return exit_failure;
  }
  std::fputs(script.c_str(), stdout);
  return 0;
}

const CommandRegistration registration({"completion", "print a completion script for bash, zsh or fish", run});

}  // namespace
}  // namespace spoor::cli
