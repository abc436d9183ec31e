// The subcommands: each is one file of commands/, and registers itself.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spoor::cli {

// spoor's own failures, told apart from the exit statuses of the programs it runs (as env(1) and timeout(1) do).
inline constexpr int exit_failure = 125;

// A command line without the words that selected the command. `name` is how the user called it: "spoor trace", or
// "strace" where spoor runs under that name.
struct Invocation {
  std::string name;
  std::vector<std::string> words;
};

struct Command {
  std::string_view name;
  std::string_view summary;       // one line of `spoor --help`
  int (*run)(const Invocation&);  // gives the exit status
};

// Declared once, as a constant with static storage, in the command's file.
class CommandRegistration {
 public:
  explicit CommandRegistration(const Command& command);
};

// Sorted by name.
std::span<const Command> commands();
const Command* find_command(std::string_view name);

// All of main() but the process: runs the command that `argv` names.
int run_command_line(std::span<const char* const> argv);

}  // namespace spoor::cli
