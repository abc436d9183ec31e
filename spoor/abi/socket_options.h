// Vocabularies of setsockopt(2) and getsockopt(2).
#pragma once

#include <cstdint>

#include "spoor/abi/flags.h"

namespace spoor::abi {

extern const FlagSet socket_levels;   // SOL_SOCKET …
extern const FlagSet control_levels;  // the same names: the comment on unknown values differs

// Names of the options of a level; nullptr for levels whose options have none. A few numbers mean one option to
// getsockopt and another to setsockopt.
const FlagSet* set_options(std::uint32_t level);
const FlagSet* get_options(std::uint32_t level, std::uint32_t option);

}  // namespace spoor::abi
