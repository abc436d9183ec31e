// What a shell can complete the argument of an option with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "spoor/cli/option_table.h"

namespace spoor::cli {

// Whether the option takes a set: then candidates() knows its words.
bool takes_set(const Option& option);

// How completion scripts ask for an option's candidates: `spoor --candidates NAME WORD`.
std::string_view candidates_name(const Option& option);

// The words that begin like `word`, for the option that candidates_name() gave this name. Of a list (`read,wri`) the
// last word is completed, of an expression (`trace=op`) what stands behind the `=`; candidates have what stands before.
// Empty for a name that is not known.
std::vector<std::string> candidates(std::string_view name, std::string_view word);

}  // namespace spoor::cli
