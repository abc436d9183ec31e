// Times counted in clock ticks, as times(2) and siginfo_t have them.
#pragma once

#include "spoor/abi/value.h"
#include "spoor/base/arena.h"

namespace spoor::abi {

// `150 /* 1.50 s */`, and a bare 0. A tick is USER_HZ of the kernel: 1/100 s on every CPU spoor knows.
ValueRef clock_ticks(Arena& arena, std::uint64_t count);

}  // namespace spoor::abi
