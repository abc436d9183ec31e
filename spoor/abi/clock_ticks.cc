#include "spoor/abi/clock_ticks.h"

#include <fmt/format.h>

namespace spoor::abi {

ValueRef clock_ticks(Arena& arena, std::uint64_t count) {
  constexpr std::uint64_t user_hz = 100;
  const ValueRef plain = arena.make<Value>(UInt{count, UInt::Base::dec});
  if (count == 0) return plain;
  fmt::memory_buffer text;
  fmt::format_to(fmt::appender(text), "{}.{:02} s", count / user_hz, count % user_hz);
  return arena.make<Value>(Noted{plain, arena.copy(std::string_view(text.data(), text.size()))});
}

}  // namespace spoor::abi
