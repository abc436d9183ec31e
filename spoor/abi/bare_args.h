// Calls as bare numbers.
#pragma once

#include <array>

#include "spoor/abi/args.h"

namespace spoor::abi {

// One argument a register, in the order of the registers, as hexadecimal numbers: all that the call can have, used or
// not. The second is how many there are.
struct BareArgs {
  std::array<Arg, max_args> args{};
  std::size_t count = 0;
};

constexpr BareArgs bare_args(std::span<const Arg> spec) {
  BareArgs bare;
  for (std::size_t i = 0; i < spec.size(); ++i) {
    const std::size_t slot = spec[i].slot == Arg::own_position ? i : spec[i].slot;
    bare.args[slot] = arg::hex(spec[i].name);
    if (slot >= bare.count) bare.count = slot + 1;
  }
  for (std::size_t i = 0; i < bare.count; ++i) {
    if (bare.args[i].name.empty()) bare.args[i] = arg::hex("high");  // of 64 bits in two registers
  }
  return bare;
}

}  // namespace spoor::abi
