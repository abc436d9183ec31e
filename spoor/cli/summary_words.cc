#include "spoor/cli/summary_words.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "spoor/cli/nearest.h"

namespace spoor::cli {
namespace {

using output::SummaryColumn;
using output::SummaryOrder;

struct Word {
  std::string_view word;
  SummaryColumn column;
};

// strace's words, all of their spellings, and spoor's own.
constexpr Word words[] = {
    {"time-percent", SummaryColumn::percent},
    {"time", SummaryColumn::percent},
    {"total-time", SummaryColumn::total},
    {"time-total", SummaryColumn::total},
    {"min-time", SummaryColumn::min},
    {"time-min", SummaryColumn::min},
    {"shortest", SummaryColumn::min},
    {"median-time", SummaryColumn::median},
    {"time-median", SummaryColumn::median},
    {"median", SummaryColumn::median},
    {"p99-time", SummaryColumn::p99},
    {"time-p99", SummaryColumn::p99},
    {"p99", SummaryColumn::p99},
    {"max-time", SummaryColumn::max},
    {"time-max", SummaryColumn::max},
    {"longest", SummaryColumn::max},
    {"avg-time", SummaryColumn::average},
    {"time-avg", SummaryColumn::average},
    {"calls", SummaryColumn::calls},
    {"count", SummaryColumn::calls},
    {"errors", SummaryColumn::errors},
    {"error", SummaryColumn::errors},
    {"name", SummaryColumn::name},
    {"syscall", SummaryColumn::name},
    {"syscall-name", SummaryColumn::name},
};

std::unexpected<Error> unknown(std::string_view what, std::string_view word) {
  Nearest search(word);
  for (const Word& known : words) search.consider(known.word);
  Error error;
  error.detail = "no " + std::string(what) + " '" + std::string(word) + "'";
  if (!search.best().empty()) error.hint = "did you mean '" + std::string(search.best()) + "'?";
  return std::unexpected(std::move(error));
}

SummaryOrder order_of(SummaryColumn column) {
  switch (column) {
    case SummaryColumn::percent:
    case SummaryColumn::total: return SummaryOrder::total;
    case SummaryColumn::min: return SummaryOrder::min;
    case SummaryColumn::median: return SummaryOrder::median;
    case SummaryColumn::p99: return SummaryOrder::p99;
    case SummaryColumn::max: return SummaryOrder::max;
    case SummaryColumn::average: return SummaryOrder::average;
    case SummaryColumn::calls: return SummaryOrder::calls;
    case SummaryColumn::errors: return SummaryOrder::errors;
    case SummaryColumn::name: return SummaryOrder::name;
  }
  return SummaryOrder::total;
}

}  // namespace

Result<SummaryOrder> parse_summary_order(std::string_view word) {
  if (word == "nothing" || word == "none") return SummaryOrder::nothing;
  const auto found = std::ranges::find(words, word, &Word::word);
  if (found == std::end(words)) return unknown("order", word);
  return order_of(found->column);
}

Result<std::vector<SummaryColumn>> parse_summary_columns(std::string_view list) {
  std::vector<SummaryColumn> columns;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    const std::string_view word = list.substr(start, end - start);
    const auto found = std::ranges::find(words, word, &Word::word);
    if (found == std::end(words)) return unknown("column", word);
    if (std::ranges::find(columns, found->column) != columns.end())
      return fail(0, {}, 0, "column '" + std::string(word) + "' is there twice");
    columns.push_back(found->column);
    start = end + 1;
  }
  if (std::ranges::find(columns, SummaryColumn::name) == columns.end()) columns.push_back(SummaryColumn::name);
  return columns;
}

std::vector<SummaryColumn> default_summary_columns(bool full) {
  using enum SummaryColumn;
  if (full) return {percent, total, average, min, median, p99, max, calls, errors, name};
  return {percent, total, average, calls, errors, name};
}

Result<std::int64_t> parse_duration(std::string_view option, std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  double scale = 0;
  if (unit.empty() || unit == "us") scale = 1e3;
  if (unit == "s") scale = 1e9;
  if (unit == "ms") scale = 1e6;
  if (unit == "ns") scale = 1;
  if (error != std::errc() || scale == 0 || !(value >= 0) || value * scale > 9e18)
    return fail(0, {}, 0, std::string(option) + " needs a time, not '" + std::string(text) + "'");
  return static_cast<std::int64_t>(value * scale);
}

}  // namespace spoor::cli
