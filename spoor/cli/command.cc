#include "spoor/cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "spoor/base/version.h"
#include "spoor/cli/candidates.h"
#include "spoor/cli/nearest.h"

namespace spoor::cli {
namespace {

std::vector<Command>& registry() {
  static std::vector<Command> commands;
  return commands;
}

void print_help() {
  fmt::print("spoor {}: traces Linux processes\n\nusage: spoor COMMAND [ARGUMENT...]\n\ncommands:\n", version);
  for (const Command& command : commands()) fmt::print("  {:12} {}\n", command.name, command.summary);
  fmt::print("\n`spoor COMMAND --help` says more. Called by the name strace, spoor acts as `spoor strace`.\n");
}

int unknown_command(std::string_view word) {
  fmt::print(stderr, "spoor: no command '{}'\n", word);
  Nearest search(word);
  for (const Command& command : commands()) search.consider(command.name);
  if (search.best().empty())
    fmt::print(stderr, "hint: `spoor --help` lists the commands\n");
  else
    fmt::print(stderr, "hint: did you mean '{}'?\n", search.best());
  return exit_failure;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

CommandRegistration::CommandRegistration(const Command& command) {
  auto& all = registry();
  all.insert(std::ranges::upper_bound(all, command.name, {}, &Command::name), command);
}

std::span<const Command> commands() { return registry(); }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(registry(), name, &Command::name);
  return found != registry().end() ? &*found : nullptr;
}

int run_command_line(std::span<const char* const> argv) {
  std::vector<std::string> words(argv.begin() + std::min<std::ptrdiff_t>(std::ssize(argv), 1), argv.end());
  const std::string_view called = argv.empty() ? std::string_view("spoor") : base_name(argv[0]);
  if (called == "strace") return find_command("strace")->run({"strace", std::move(words)});
  if (words.empty()) {
    print_help();
    return exit_failure;
  }
  const std::string first = words.front();
  if (first == "--help" || first == "-h" || first == "help") {
    print_help();
    return 0;
  }
  if (first == "--version" || first == "-V") {
    fmt::print("spoor {}\n", version);
    return 0;
  }
  if (first == "--commands") {  // for completion scripts
    for (const Command& known : commands()) fmt::print("{}\n", known.name);
    return 0;
  }
  if (first == "--candidates") {  // for them too
    if (words.size() == 3)
      for (const std::string& word : candidates(words[1], words[2])) fmt::print("{}\n", word);
    return 0;
  }
  const Command* command = find_command(first);
  if (command == nullptr) return unknown_command(first);
  words.erase(words.begin());
  return command->run({"spoor " + first, std::move(words)});
}

}  // namespace spoor::cli
