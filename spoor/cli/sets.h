// The sets that options take (strace(1), "Filtering"). Errors name the bad word, and the nearest good one as the hint.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>

#include "spoor/base/error.h"
#include "spoor/cli/trace_options.h"
#include "spoor/output/number_set.h"

namespace spoor::cli {

// `[!]word,…` of names, numbers, `%class`, `/regex`, `all`, `none`, each with an optional `?` before and `@64`, `@32`,
// `@x32` behind.
Result<SyscallSet> parse_syscall_set(std::string_view text);

// Names with or without SIG, numbers; bit n = signal n.
Result<std::bitset<65>> parse_signal_set(std::string_view text);

// Descriptors.
Result<output::NumberSet> parse_number_set(std::string_view text);

struct SetWord {
  std::string_view name;
  std::uint32_t bits;
};
// Words of a vocabulary, `kind` being what a member is called in errors; `all` has every bit of the vocabulary.
Result<std::uint32_t> parse_word_set(std::string_view kind, std::string_view text, std::span<const SetWord> words);

// The classes by their names, `%file` as "file", the older `%%stat` as "%stat"; nullptr-terminated use is not needed.
struct ClassName {
  std::string_view name;
  abi::Class bit;
  bool bare = false;  // also known without the % (strace of old)
};
std::span<const ClassName> class_names();

}  // namespace spoor::cli
