// The one seam for a tracee's bytes: live, captured, or made up in a test.
#pragma once

#include <cstddef>
#include <span>

#include "spoor/base/address.h"

namespace spoor {

class Memory {
 public:
  virtual ~Memory() = default;

  // Reads as many bytes from `addr` on as are readable without a gap, at most into.size(); returns how many.
  // A short count means that the byte after it cannot be read.
  virtual std::size_t read(RemoteAddr addr, std::span<std::byte> into) = 0;
};

}  // namespace spoor
