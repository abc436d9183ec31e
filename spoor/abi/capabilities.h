// CAP_* (linux/capability.h).
#pragma once

#include "spoor/abi/flags.h"

namespace spoor::abi {

extern const FlagSet capability_names;      // one capability by its number: CAP_CHOWN
extern const FlagSet low_capability_bits;   // a mask's first 32 bits: 1<<CAP_CHOWN
extern const FlagSet high_capability_bits;  // the 32 bits after them

}  // namespace spoor::abi
