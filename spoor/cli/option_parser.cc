#include "spoor/cli/option_parser.h"

#include <getopt.h>

#include "spoor/cli/nearest.h"

namespace spoor::cli {
namespace {

int getopt_argument(Argument argument) {
  switch (argument) {
    case Argument::none: return no_argument;
    case Argument::required: return required_argument;
    case Argument::optional: return optional_argument;
  }
  return no_argument;
}

// Long names give `first_long` + their row, letters themselves.
constexpr int first_long = 0x1000;

struct Grammar {
  std::string letters = "+:";  // stop at the first word that is no option; tell a missing argument apart
  std::vector<::option> names;

  Grammar() {
    int row = 0;
    for (const Option& option : trace_options_table()) {
      if (option.letter != 0) {
        letters += option.letter;
        // Optional arguments are for the long names: -q must not swallow what stands behind it.
        if (option.argument == Argument::required) letters += ':';
      }
      if (!option.name.empty())
        names.push_back({option.name.data(), getopt_argument(option.argument), nullptr, first_long + row});
      ++row;
    }
    names.push_back({});
  }
};

const Option* by_letter(int letter) {
  for (const Option& option : trace_options_table())
    if (option.letter != 0 && option.letter == letter) return &option;
  return nullptr;
}

std::unexpected<Error> bad(std::string detail, std::string hint) {
  return std::unexpected(
      Error{.code = 0, .operation = {}, .tid = 0, .detail = std::move(detail), .hint = std::move(hint)});
}

std::unexpected<Error> unknown_option(const std::string& word) {
  if (!word.starts_with("--")) return bad("no option " + word, "`--help` lists the options");
  const std::string name = word.substr(2, word.find('=') == std::string::npos ? word.npos : word.find('=') - 2);
  Nearest search(name);
  for (const Option& option : trace_options_table()) search.consider(option.name);
  if (search.best().empty()) return bad("no option --" + name, "`--help` lists the options");
  return bad("no option --" + name, "did you mean --" + std::string(search.best()) + "?");
}

}  // namespace

Result<CommandLine> parse_command_line(const std::vector<std::string>& words) {
  static const Grammar grammar;
  std::vector<std::string> copies = words;
  std::vector<char*> argv = {const_cast<char*>("spoor")};  // getopt moves the pointers, never the characters
  for (std::string& word : copies) argv.push_back(word.data());
  const int argc = static_cast<int>(argv.size());
  argv.push_back(nullptr);

  CommandLine line;
  optind = 0;  // glibc: begin anew
  opterr = 0;
  for (;;) {
    const int word = optind == 0 ? 1 : optind;
    const int found = ::getopt_long(argc, argv.data(), grammar.letters.c_str(), grammar.names.data(), nullptr);
    if (found == -1) break;
    const std::string spelling = word < argc ? argv[static_cast<std::size_t>(word)] : "";
    if (found == ':') {
      const bool is_long = optopt >= first_long;
      const std::string name = is_long ? spelling : std::string("-") + static_cast<char>(optopt);
      return bad(name + " needs an argument", "`--help` lists the options");
    }
    if (found == '?' && optopt >= first_long)
      return bad("--" + std::string(trace_options_table()[static_cast<std::size_t>(optopt - first_long)].name) +
                     " takes no argument",
                 {});
    if (found == '?') return unknown_option(optopt != 0 ? std::string("-") + static_cast<char>(optopt) : spelling);
    const Option* option =
        found >= first_long ? &trace_options_table()[static_cast<std::size_t>(found - first_long)] : by_letter(found);
    Given given{.option = option, .spelling = {}, .has_argument = optarg != nullptr, .argument = {}};
    given.spelling = found >= first_long ? "--" + std::string(option->name) : std::string("-") + option->letter;
    if (optarg != nullptr) given.argument = optarg;
    line.options.push_back(std::move(given));
  }
  line.rest.assign(argv.begin() + optind, argv.begin() + argc);
  return line;
}

}  // namespace spoor::cli
