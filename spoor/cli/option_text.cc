#include "spoor/cli/option_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "spoor/base/version.h"
#include "spoor/cli/candidates.h"
#include "spoor/cli/option_table.h"
#include "spoor/output/format.h"

namespace spoor::cli {
namespace {

constexpr std::size_t help_column = 30;
constexpr std::size_t help_width = 100;

// "  -o, --output=FILE"
std::string option_heading(const Option& option) {
  std::string text;
  if (option.letter != 0) text += std::string("-") + option.letter;
  if (option.letter != 0 && option.name.empty() && option.argument == Argument::required)
    text += " " + std::string(option.placeholder);
  if (option.name.empty()) return text;
  text += option.letter != 0 ? ", --" : "    --";
  text += option.name;
  if (option.argument == Argument::required) text += "=" + std::string(option.placeholder);
  if (option.argument == Argument::optional) text += "[=" + std::string(option.placeholder) + "]";
  return text;
}

// Breaks `text` into lines that fit behind an indent of help_column.
void append_wrapped(std::string& out, std::string_view text) {
  std::size_t column = help_column;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(' '), text.size());
    if (column + 1 + length > help_width) {
      out += "\n" + std::string(help_column, ' ');
      column = help_column;
    } else if (column != help_column) {
      out += ' ';
      ++column;
    }
    out += text.substr(0, length);
    column += length;
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  out += "\n";
}

std::string help_of(const Option& option) {
  std::string text(option.help);
  if (option.what != Opt::format) return text;
  text += ":";
  for (const output::Format& format : output::formats()) text += fmt::format(" {} ({})", format.name, format.help);
  return text;
}

// Calls f(option) for the rows that are listed, group after group.
template <typename Heading, typename Row>
void each_listed(Heading&& begin_group, Row&& row) {
  Group group = Group::miscellaneous;
  bool first = true;
  for (const Option& option : trace_options_table()) {
    if (option.help.empty() || option.what == Opt::refused) continue;
    if (first || option.group != group) begin_group(option.group);
    first = false;
    group = option.group;
    row(option);
  }
}

std::string_view purpose(std::string_view front) {
  return front.ends_with("strace") ? "traces system calls and signals, in strace's form and with strace's defaults"
                                   : "traces system calls and signals of a program and its children";
}

// --- manual page ---

// Text for man(7): hyphens that are typed, and lines that begin with a dot, are protected.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-')
      out += "\\-";
    else if (c == '\\')
      out += "\\e";
    else
      out += c;
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

// --- completion ---

// 'text' for a shell.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) c == '\'' ? out += "'\\''" : out += c;
  return out + "'";
}

}  // namespace

std::string options_help(std::string_view front) {
  std::string out =
      fmt::format("{} {}\n\nusage: {} [OPTION...] [--] PROGRAM [ARGUMENT...]\n       {} [OPTION...] -p PID\n", front,
                  purpose(front), front, front);
  each_listed([&](Group group) { out += fmt::format("\n{}:\n", heading(group)); },
              [&](const Option& option) {
                const std::string head = "  " + option_heading(option);
                out += head;
                if (head.size() + 2 > help_column)
                  out += "\n" + std::string(help_column, ' ');
                else
                  out += std::string(help_column - head.size(), ' ');
                append_wrapped(out, help_of(option));
              });
  return out;
}

std::string options_manual(std::string_view front) {
  std::string title(front);
  std::ranges::replace(title, ' ', '-');
  std::string out =
      fmt::format(".TH {} 1 \"\" \"spoor {}\"\n.SH NAME\n{} \\- {}\n", title, version, roff(title), purpose(front));
  out += fmt::format(
      ".SH SYNOPSIS\n.B {0}\n[\\fIOPTION\\fR...] [\\-\\-] \\fIPROGRAM\\fR [\\fIARGUMENT\\fR...]\n.br\n.B {0}\n"
      "[\\fIOPTION\\fR...] \\-p \\fIPID\\fR\n",
      front);
  out +=
      ".SH DESCRIPTION\nRuns the program, or attaches to the process, and writes a line for each system call, signal "
      "and end of a process. The form of the lines is that of\n.BR strace (1).\n.SH OPTIONS\n";
  each_listed([&](Group group) { out += fmt::format(".SS {}\n", heading(group)); },
              [&](const Option& option) {
                std::string head = option_heading(option);
                head.erase(0, head.find_first_not_of(' '));
                out += fmt::format(".TP\n\\fB{}\\fR\n{}.\n", roff(head), roff(help_of(option)));
              });
  out +=
      ".SH EXIT STATUS\nThat of the program; where a signal killed it, the same signal kills spoor. 125: spoor itself "
      "failed; 126: the program cannot be run; 127: there is no such program.\n.SH SEE ALSO\n.BR strace (1),\n"
      ".BR ptrace (2)\n";
  return out;
}

namespace {

std::string option_words(std::string_view separator, bool with_equals) {
  std::string out;
  each_listed([](Group) {},
              [&](const Option& option) {
                if (option.letter != 0) out += fmt::format("-{}{}", option.letter, separator);
                if (!option.name.empty())
                  out += fmt::format("--{}{}{}", option.name,
                                     with_equals && option.argument == Argument::required ? "=" : "", separator);
              });
  return out;
}

std::string bash_script() {
  std::string out =
      "# Completion of spoor for bash, made by `spoor completion bash`.\n_spoor_options() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  [[ $word == = ]] && word=\n"
      "  if [[ ${COMP_WORDS[COMP_CWORD]} == = ]]; then\n"
      "    [[ ${COMP_WORDS[COMP_CWORD-2]-} == -e ]] && before=--$before\n"
      "  elif [[ $before == = ]]; then\n"
      "    before=${COMP_WORDS[COMP_CWORD-2]}\n"
      "    [[ ${COMP_WORDS[COMP_CWORD-3]-} == -e ]] && before=--$before\n"
      "  fi\n"
      "  case $before in\n";
  each_listed([](Group) {},
              [&](const Option& option) {
                if (option.words.empty() && option.argument != Argument::required) return;
                std::string names = option.letter != 0 && option.argument == Argument::required
                                        ? fmt::format("-{}", option.letter)
                                        : std::string{};
                if (!option.name.empty()) names += fmt::format("{}--{}", names.empty() ? "" : "|", option.name);
                if (names.empty()) return;
                std::string reply = fmt::format("compgen -W {} -- \"$word\"", quoted(option.words));
                if (option.words == "FILE") reply = "compgen -f -- \"$word\"";
                if (takes_set(option)) reply = fmt::format("spoor --candidates {} \"$word\"", candidates_name(option));
                out += fmt::format("    {}) mapfile -t COMPREPLY < <({}); {}return ;;\n", names, reply,
                                   takes_set(option) ? "compopt -o nospace; " : "");
              });
  out += fmt::format(
      "  esac\n  if [[ $word == -* ]]; then\n    mapfile -t COMPREPLY < <(compgen -W {} -- \"$word\")\n"
      "    [[ ${{COMPREPLY[0]-}} == *= ]] && compopt -o nospace\n  else\n"
      "    mapfile -t COMPREPLY < <(compgen -c -- \"$word\"; compgen -f -- \"$word\")\n  fi\n}}\n",
      quoted(option_words(" ", true)));
  out +=
      "_spoor() {\n  if ((COMP_CWORD == 1)); then\n    mapfile -t COMPREPLY < <(compgen -W \"$(spoor --commands) "
      "--help "
      "--version\" -- \"${COMP_WORDS[1]}\")\n  elif [[ ${COMP_WORDS[1]} == @(trace|strace) ]]; then\n    "
      "_spoor_options\n"
      "  elif [[ ${COMP_WORDS[1]} == completion ]]; then\n    mapfile -t COMPREPLY < <(compgen -W 'bash fish zsh' -- "
      "\"${COMP_WORDS[COMP_CWORD]}\")\n  fi\n}\ncomplete -F _spoor spoor\n";
  return out;
}

std::string zsh_script() {
  std::string out =
      "#compdef spoor\n# Completion of spoor for zsh, made by `spoor completion zsh`.\n"
      "_spoor_set() { compadd -S '' -- ${(f)\"$(spoor --candidates $1 $PREFIX)\"} }\n_spoor_options() {\n"
      "  _arguments -s -S \\\n";
  const auto spec = [](const Option& option, const std::string& name, bool required_joined) {
    std::string help = help_of(option);
    std::ranges::replace(help, '[', '(');
    std::ranges::replace(help, ']', ')');
    std::string text = "*" + name;
    if (option.argument == Argument::required) text += required_joined ? "=" : "+";
    if (option.argument == Argument::optional && required_joined) text += "=-";
    text += "[" + help + "]";
    if (option.argument == Argument::none || (option.argument == Argument::optional && !required_joined)) return text;
    std::string action = option.words == "FILE" ? "_files"
                         : option.words.empty() ? " "
                                                : "(" + std::string(option.words) + ")";
    if (takes_set(option)) action = fmt::format(" _spoor_set {}", candidates_name(option));
    return text + (option.argument == Argument::optional ? "::" : ":") + "argument:" + action;
  };
  each_listed([](Group) {},
              [&](const Option& option) {
                if (option.letter != 0)
                  out += "    " + quoted(spec(option, fmt::format("-{}", option.letter), false)) + " \\\n";
                if (!option.name.empty())
                  out += "    " + quoted(spec(option, fmt::format("--{}", option.name), true)) + " \\\n";
              });
  out +=
      "    '*::program:_normal'\n}\n_spoor() {\n  if ((CURRENT == 2)); then\n    compadd -- ${(f)\"$(spoor "
      "--commands)\"} "
      "--help --version\n    return\n  fi\n  local command=$words[2]\n  shift words\n  ((CURRENT--))\n  case $command "
      "in\n"
      "    trace|strace) _spoor_options ;;\n    completion) compadd bash fish zsh ;;\n  esac\n}\n"
      // As an autoloaded function the file is run at the first completion, which is then to be done.
      "if [[ $funcstack[1] == _spoor ]]; then _spoor; else compdef _spoor spoor; fi\n";
  return out;
}

std::string fish_script() {
  std::string out =
      "# Completion of spoor for fish, made by `spoor completion fish`.\n"
      "complete -c spoor -n __fish_use_subcommand -f -a '(spoor --commands)'\n"
      "complete -c spoor -n '__fish_seen_subcommand_from completion' -f -a 'bash fish zsh'\n";
  each_listed([](Group) {},
              [&](const Option& option) {
                out += "complete -c spoor -n '__fish_seen_subcommand_from trace strace'";
                if (option.letter != 0) out += fmt::format(" -s {}", option.letter);
                if (!option.name.empty()) out += fmt::format(" -l {}", option.name);
                if (option.argument == Argument::required) out += " -r";
                if (takes_set(option))
                  out += fmt::format(
                      " -f -a '(spoor --candidates {} (string replace -r \"^(-e|--[a-z-]+=)\" \"\" -- (commandline "
                      "-ct)))'",
                      candidates_name(option));
                else if (option.words == "FILE")
                  out += " -F";
                else if (!option.words.empty())
                  out += " -f -a " + quoted(option.words);
                out += " -d " + quoted(help_of(option)) + "\n";
              });
  return out;
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script();
  if (shell == "fish") return fish_script();
  return {};
}

}  // namespace spoor::cli
