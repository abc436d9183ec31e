#include "spoor/cli/sets.h"

#include <regex.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "spoor/abi/catalog.h"
#include "spoor/abi/names.h"
#include "spoor/cli/nearest.h"

namespace spoor::cli {
namespace {

using abi::Abi;
using abi::Class;

constexpr ClassName classes[] = {
    {"file", Class::file, true},       {"desc", Class::desc, true},     {"process", Class::process, true},
    {"network", Class::network, true}, {"net", Class::network, false},  {"signal", Class::signal, true},
    {"ipc", Class::ipc, true},         {"memory", Class::memory, true}, {"creds", Class::creds},
    {"clock", Class::clock},           {"stat", Class::stat},           {"lstat", Class::lstat},
    {"fstat", Class::fstat},           {"%stat", Class::stat_like},     {"statfs", Class::statfs},
    {"fstatfs", Class::fstatfs},       {"%statfs", Class::statfs_like}, {"pure", Class::pure},
};

constexpr Abi all_abis[] = {Abi::x86_64, Abi::i386, Abi::x32};

std::unexpected<Error> bad_word(std::string_view kind, std::string_view word, std::string_view near) {
  Error error;
  error.detail = "no " + std::string(kind) + " '" + std::string(word) + "'";
  if (!near.empty()) error.hint = "did you mean '" + std::string(near) + "'?";
  return std::unexpected(std::move(error));
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Calls f(word) -> Result<void> for each word between commas; a set without any word is an error of its own.
template <typename F>
Result<void> each_word(std::string_view kind, std::string_view text, F&& f) {
  if (text.empty()) return bad_word(kind, "", {});
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    if (const Result<void> done = f(text.substr(start, end - start)); !done) return done;
    start = end + 1;
  }
  return {};
}

bool take_negation(std::string_view& text) {
  if (!text.starts_with('!')) return false;
  text.remove_prefix(1);
  return true;
}

// --- system calls ---

struct SyscallWord {
  std::string_view text;
  bool optional = false;
  std::span<const Abi> abis = all_abis;
};

// Splits `?name@64`. An `@` of a regular expression stays where it is no personality.
SyscallWord split(std::string_view text) {
  static constexpr struct {
    std::string_view suffix;
    Abi abi[1];
  } personalities[] = {{"@64", {Abi::x86_64}}, {"@32", {Abi::i386}}, {"@x32", {Abi::x32}}};
  SyscallWord word;
  if (text.starts_with('?')) {
    word.optional = true;
    text.remove_prefix(1);
  }
  for (const auto& personality : personalities) {
    if (!text.ends_with(personality.suffix)) continue;
    text.remove_suffix(personality.suffix.size());
    word.abis = personality.abi;
    break;
  }
  word.text = text;
  return word;
}

template <typename Matches>
bool insert_rows(SyscallSet& set, const SyscallWord& word, Matches&& matches) {
  bool any = false;
  for (const abi::Syscall* row : abi::Catalog::instance().rows()) {
    if (!matches(*row)) continue;
    for (const Abi abi : word.abis) {
      const int nr = row->numbers.of(abi);
      if (nr < 0) continue;
      set.insert(abi, static_cast<std::uint64_t>(nr));
      any = true;
    }
  }
  return any;
}

const ClassName* class_named(std::string_view word) {
  const bool percent = word.starts_with('%');
  if (percent) word.remove_prefix(1);
  for (const ClassName& name : classes)
    if (name.name == word && (percent || name.bare)) return &name;
  return nullptr;
}

Result<bool> insert_regex(SyscallSet& set, const SyscallWord& word) {
  const std::string pattern(word.text.substr(1));
  regex_t regex;
  if (const int error = ::regcomp(&regex, pattern.c_str(), REG_EXTENDED | REG_NOSUB); error != 0) {
    char why[128];
    ::regerror(error, &regex, why, sizeof why);
    return fail(0, {}, 0, "regular expression '" + pattern + "': " + why);
  }
  const bool any = insert_rows(set, word, [&](const abi::Syscall& row) {
    return ::regexec(&regex, std::string(row.name).c_str(), 0, nullptr, 0) == 0;
  });
  ::regfree(&regex);
  return any;
}

std::string_view nearest_syscall(std::string_view word) {
  Nearest search(word);
  for (const abi::Syscall* row : abi::Catalog::instance().rows()) search.consider(row->name);
  if (word.starts_with('%')) {
    Nearest among_classes(word.substr(1));
    for (const ClassName& name : classes) among_classes.consider(name.name);
    return among_classes.best();
  }
  return search.best();
}

Result<void> insert_syscalls(SyscallSet& set, std::string_view text) {
  const SyscallWord word = split(text);
  if (word.text == "none") return {};
  bool any = false;
  if (word.text == "all") {
    for (const Abi abi : word.abis)
      for (std::uint64_t nr = 0; nr < SyscallSet::max_numbers; ++nr) set.insert(abi, nr);
    if (word.abis.size() == std::size(all_abis)) set.fill();
    any = true;
  } else if (word.text.starts_with('/')) {
    const auto matched = insert_regex(set, word);
    if (!matched) return std::unexpected(matched.error());
    any = *matched;
  } else if (const ClassName* name = class_named(word.text)) {
    insert_rows(set, word, [&](const abi::Syscall& row) { return row.classes.has(name->bit); });
    any = true;
  } else if (const auto nr = number(word.text); nr && *nr < SyscallSet::max_numbers) {
    for (const Abi abi : word.abis) set.insert(abi, *nr);
    any = true;
  } else {
    any = insert_rows(set, word, [&](const abi::Syscall& row) { return row.name == word.text; });
  }
  if (any || word.optional) return {};
  const std::string_view near = nearest_syscall(word.text);
  return bad_word(word.text.starts_with('%') ? "class of system calls" : "system call", text,
                  word.text.starts_with('%') && !near.empty() ? "%" + std::string(near) : std::string(near));
}

}  // namespace

std::span<const ClassName> class_names() { return classes; }

Result<SyscallSet> parse_syscall_set(std::string_view text) {
  const bool negated = take_negation(text);
  SyscallSet set;
  const auto done = each_word("system call", text, [&](std::string_view word) { return insert_syscalls(set, word); });
  if (!done) return std::unexpected(done.error());
  if (negated) set.invert();
  return set;
}

Result<std::bitset<65>> parse_signal_set(std::string_view text) {
  const bool negated = take_negation(text);
  std::bitset<65> set;
  const auto done = each_word("signal", text, [&](std::string_view word) -> Result<void> {
    if (word == "none") return {};
    if (word == "all") {
      set.set();
      return {};
    }
    std::string upper(word);
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const int signal = number(word) ? static_cast<int>(*number(word)) : abi::signal_number(upper);
    if (signal > 0 && signal < 65) {
      set.set(static_cast<std::size_t>(signal));
      return {};
    }
    Nearest search(upper);
    for (int known = 1; known < 32; ++known) {
      search.consider(abi::signal_name(known));
      search.consider(abi::signal_name(known).substr(3));
    }
    return bad_word("signal", word, search.best());
  });
  if (!done) return std::unexpected(done.error());
  if (negated) set.flip();
  return set;
}

Result<output::NumberSet> parse_number_set(std::string_view text) {
  constexpr std::uint32_t most = 1u << 20;  // no process has descriptors beyond (fs/file.c, sysctl_nr_open)
  const bool negated = take_negation(text);
  output::NumberSet set;
  const auto done = each_word("descriptor", text, [&](std::string_view word) -> Result<void> {
    if (word == "none") return {};
    if (word == "all") {
      set.fill();
      return {};
    }
    const auto fd = number(word);
    if (!fd || *fd > most) return bad_word("descriptor", word, {});
    set.insert(*fd);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  if (negated) set.invert();
  return set;
}

Result<std::uint32_t> parse_word_set(std::string_view kind, std::string_view text, std::span<const SetWord> words) {
  const bool negated = take_negation(text);
  std::uint32_t all = 0;
  for (const SetWord& word : words) all |= word.bits;
  std::uint32_t set = 0;
  const auto done = each_word(kind, text, [&](std::string_view given) -> Result<void> {
    if (given == "none") return {};
    if (given == "all") {
      set = all;
      return {};
    }
    const auto found = std::ranges::find(words, given, &SetWord::name);
    if (found != words.end()) {
      set |= found->bits;
      return {};
    }
    Nearest search(given);
    for (const SetWord& word : words) search.consider(word.name);
    return bad_word(kind, given, search.best());
  });
  if (!done) return std::unexpected(done.error());
  return negated ? all & ~set : set;
}

}  // namespace spoor::cli
