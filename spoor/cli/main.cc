#include <fmt/format.h>

#include <exception>
#include <span>

#include "spoor/cli/command.h"

// spoor's own code does not throw; what libraries throw ends here.
int main(int argc, char** argv) {
  try {
    return spoor::cli::run_command_line({argv, static_cast<std::size_t>(argc)});
  } catch (const std::exception& error) {
    fmt::print(stderr, "spoor: {}\n", error.what());
    return spoor::cli::exit_failure;
  }
}
