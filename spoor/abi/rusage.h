// struct rusage of getrusage(2) and the wait family.
#pragma once

#include "spoor/abi/context.h"

namespace spoor::abi {

// Abbreviated: the two times alone. nullptr where it cannot be read.
ValueRef decode_rusage(Context& c, RemoteAddr addr);

}  // namespace spoor::abi
