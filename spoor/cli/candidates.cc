#include "spoor/cli/candidates.h"

#include <algorithm>

#include "spoor/abi/catalog.h"
#include "spoor/abi/names.h"

namespace spoor::cli {
namespace {

constexpr std::string_view expression_name = "expression";

bool takes_calls(Opt what) {
  return what == Opt::expression || what == Opt::trace || what == Opt::abbrev || what == Opt::verbose ||
         what == Opt::raw;
}

const Option* find(std::string_view name) {
  for (const Option& option : trace_options_table())
    if (takes_set(option) && candidates_name(option) == name) return &option;
  return nullptr;
}

class Candidates {
 public:
  // `kept`: what of the word stays as it is; `begun`: what is to be completed.
  Candidates(std::string_view kept, std::string_view begun) : kept_(kept), begun_(begun) {}

  void consider(std::string_view word) {
    if (word.starts_with(begun_)) found_.push_back(std::string(kept_) + std::string(word));
  }
  void consider_list(std::string_view words) {
    while (!words.empty()) {
      const std::size_t length = std::min(words.find(' '), words.size());
      if (length != 0) consider(words.substr(0, length));
      words.remove_prefix(std::min(length + 1, words.size()));
    }
  }
  void consider_calls() {
    for (const abi::Syscall* row : abi::Catalog::instance().rows()) consider(row->name);
  }
  void consider_signals() {
    for (int signal = 1; signal < 32; ++signal) consider(abi::signal_name(signal));
  }
  std::vector<std::string> take() {
    std::ranges::sort(found_);
    const auto repeated = std::ranges::unique(found_);
    found_.erase(repeated.begin(), repeated.end());
    return std::move(found_);
  }

 private:
  std::string_view kept_;
  std::string_view begun_;
  std::vector<std::string> found_;
};

}  // namespace

bool takes_set(const Option& option) {
  switch (option.what) {
    case Opt::expression:
    case Opt::trace:
    case Opt::signal:
    case Opt::status:
    case Opt::abbrev:
    case Opt::verbose:
    case Opt::raw:
    case Opt::quiet:
    case Opt::decode_fds:
    case Opt::decode_pids: return true;
    default: return false;
  }
}

std::string_view candidates_name(const Option& option) {
  return option.what == Opt::expression ? expression_name : option.name;
}

std::vector<std::string> candidates(std::string_view name, std::string_view word) {
  const std::size_t equals = word.find('=');
  if (name == expression_name && equals != word.npos) {
    std::vector<std::string> found = candidates(word.substr(0, equals), word.substr(equals + 1));
    for (std::string& candidate : found) candidate.insert(0, word.substr(0, equals + 1));
    return found;
  }
  const Option* option = find(name);
  if (option == nullptr) return {};
  const std::size_t start = std::max(word.rfind(',') + 1, std::size_t{word.starts_with('!') ? 1u : 0u});
  Candidates found(word.substr(0, start), word.substr(start));
  found.consider_list(option->words);
  if (takes_calls(option->what)) found.consider_calls();
  if (option->what == Opt::signal) found.consider_signals();
  return found.take();
}

}  // namespace spoor::cli
