// struct sigevent: how timers and message queues notify (sigevent(3type)).
#pragma once

#include "spoor/abi/context.h"

namespace spoor::abi {

// nullptr where it cannot be read.
ValueRef decode_sigevent(Context& c, RemoteAddr addr);

}  // namespace spoor::abi
