#include <fmt/format.h>

#include <cstdio>

#include "spoor/cli/command.h"
#include "spoor/cli/option_text.h"

namespace spoor::cli {
namespace {

int run(const Invocation& invocation) {
  const std::string page = invocation.words.size() == 1 ? invocation.words[0] : std::string{};
  if (page == "--help" || page == "-h") {
    fmt::print("usage: spoor manual trace|strace\n\nPrints the manual page: spoor manual trace | man -l -\n");
    return 0;
  }
  if (page != "trace" && page != "strace") {
    fmt::print(stderr, "spoor: which page?\nhint: spoor manual trace|strace\n");
    return exit_failure;
  }
  std::fputs(options_manual("spoor " + page).c_str(), stdout);
  return 0;
}

const CommandRegistration registration({"manual", "print a manual page", run});

}  // namespace
}  // namespace spoor::cli
