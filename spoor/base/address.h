// An address in a tracee: 64 bits wide whatever the tracee is, and never a host pointer.
#pragma once

#include <compare>
#include <cstdint>

namespace spoor {

class RemoteAddr {
 public:
  constexpr RemoteAddr() = default;
  constexpr explicit RemoteAddr(std::uint64_t value) : value_(value) {}

  constexpr std::uint64_t value() const { return value_; }
  constexpr bool is_null() const { return value_ == 0; }
  constexpr RemoteAddr operator+(std::uint64_t offset) const { return RemoteAddr(value_ + offset); }
  constexpr std::uint64_t operator-(RemoteAddr other) const { return value_ - other.value_; }
  constexpr auto operator<=>(const RemoteAddr&) const = default;

 private:
  std::uint64_t value_ = 0;
};

}  // namespace spoor
