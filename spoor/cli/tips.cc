#include "spoor/cli/tips.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <random>

namespace spoor::cli {
namespace {

constexpr std::string_view tips[] = {
    "`spoor trace -P FILE PROGRAM` shows only the calls that touch FILE.",
    "`spoor trace --json PROGRAM | jq` works on records: every value has a name, and no digit is lost.",
    "`spoor trace -c -w PROGRAM` says where the time goes, with the median and the 99th percentile of each call.",
    "`-e trace=%file,%net` keeps all other calls from even stopping the program.",
    "`-y` follows descriptors to their files, `-yy` to the two ends of their connections.",
    "`-e trace='/^open'` takes an extended regular expression for the names of calls.",
    "`spoor doctor` says what this machine lets a tracer do, and what to change.",
    "`-o '|COMMAND'` hands the trace to a command, and waits for its end.",
    "`-Z` shows only the calls that failed.",
    "`--summary-by=process` makes a table a process.",
};

std::string in_frame(std::string_view tip) {
  const std::string rule = fmt::format("+{:-<{}}+\n", "", tip.size() + 2);
  return rule + fmt::format("| {} |\n", tip) + rule;
}

bool apply_word(std::string_view word, TipChoice& choice) {
  const bool is_id = word.starts_with("id:");
  const bool is_format = word.starts_with("format:");
  if (is_id || is_format) word.remove_prefix(word.find(':') + 1);
  constexpr std::string_view formats[] = {"none", "compact", "full"};
  const auto format = std::ranges::find(formats, word);
  if (!is_id && format != std::end(formats)) {
    choice.format = static_cast<TipFormat>(format - std::begin(formats));
    return true;
  }
  if (is_format) return false;
  choice.id = -1;
  if (word == "random") return true;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), choice.id);
  return error == std::errc() && end == word.data() + word.size() && choice.id >= 0;
}

}  // namespace

Result<TipChoice> parse_tip_choice(std::string_view option, std::string_view text) {
  TipChoice choice{.format = TipFormat::compact, .id = -1};
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    if (!apply_word(word, choice)) {
      Error error;
      error.detail = std::string(option) + " cannot be '" + std::string(word) + "'";
      error.hint = "it can be none, compact, full, a number or random";
      return std::unexpected(std::move(error));
    }
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  return choice;
}

std::string tip_text(const TipChoice& choice) {
  if (choice.format == TipFormat::none) return {};
  const std::size_t id = choice.id >= 0 ? static_cast<std::size_t>(choice.id) : std::random_device{}();
  const std::string_view tip = tips[id % std::size(tips)];
  return choice.format == TipFormat::full ? in_frame(tip) : fmt::format("tip: {}\n", tip);
}

}  // namespace spoor::cli
