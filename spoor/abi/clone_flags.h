// CLONE_* (linux/sched.h), for those that create tasks and those that show namespaces.
#pragma once

#include "spoor/abi/flags.h"

namespace spoor::abi {

extern const FlagSet clone_flags;      // of clone(2): without the exit signal, which shares the word
extern const FlagSet clone3_flags;     // those, and what only clone3(2) takes
extern const FlagSet unshare_flags;    // what unshare(2) takes
extern const FlagSet namespace_flags;  // CLONE_NEW*: setns(2)

}  // namespace spoor::abi
