// Names of bits and of values.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace spoor::abi {

// One name. As a bit name it matches where (value & mask) == bits; a mask of 0 stands for `bits` itself, so that plain
// bits need one number and fields of several bits (O_ACCMODE, S_IFMT, CLONE's exit signal) need two.
struct Name {
  std::uint64_t bits;
  std::string_view name;
  std::uint64_t mask = 0;
};

// A vocabulary: names with their values, and the comment for values that have none ("O_???").
// Names of several bits stand before their parts (O_SYNC before O_DSYNC); a test holds this for every set.
struct FlagSet {
  std::string_view unknown;
  std::span<const Name> names;
  enum class Rest : std::uint8_t { hex, dec, oct } rest = Rest::hex;  // how a value without a name prints
};

// The name of exactly this value, or an empty view.
constexpr std::string_view name_of(const FlagSet& set, std::uint64_t value) {
  for (const Name& name : set.names)
    if (name.bits == value) return name.name;
  return {};
}

// Calls f(name) for every name contained in `value`, in the set's order; returns the bits no name covered.
// A name whose bits are 0 matches only through its mask, or when the whole value is 0.
template <typename F>
constexpr std::uint64_t each_flag(const FlagSet& set, std::uint64_t value, F&& f) {
  if (value == 0) {
    for (const Name& name : set.names) {
      if (name.bits != 0) continue;
      f(name.name);
      return 0;
    }
    return 0;
  }
  for (const Name& name : set.names) {
    const std::uint64_t mask = name.mask != 0 ? name.mask : name.bits;
    if (mask == 0 || (value & mask) != name.bits || (name.mask == 0 && name.bits == 0)) continue;
    f(name.name);
    value &= ~mask;
  }
  return value;
}

}  // namespace spoor::abi

// One row of a vocabulary from a constant of a header, named as the header names it.
#define SPOOR_NAME(constant) {static_cast<std::uint64_t>(constant), #constant}
