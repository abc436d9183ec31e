// A command line against the table of options.
#pragma once

#include <string>
#include <vector>

#include "spoor/base/error.h"
#include "spoor/cli/option_table.h"

namespace spoor::cli {

// One option as it was given: `spelling` is "-e" or "--trace". An optional argument that was not given, and the
// argument of an option that takes none, are absent.
struct Given {
  const Option* option;
  std::string spelling;
  bool has_argument = false;
  std::string argument;
};

struct CommandLine {
  std::vector<Given> options;
  std::vector<std::string> rest;  // from the first word that is no option, or behind --, on
};

// getopt_long(3)'s grammar: letters together (-ff), arguments joined or apart (-o FILE, -oFILE), long names cut short
// as long as they are unambiguous. Options end at the first word that is none.
Result<CommandLine> parse_command_line(const std::vector<std::string>& words);

}  // namespace spoor::cli
