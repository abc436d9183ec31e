// Attributes of netlink messages (struct nlattr, netlink(7)): a length, a type, a value, aligned to four bytes.
#pragma once

#include <initializer_list>

#include "spoor/abi/bytes.h"
#include "spoor/abi/netlink.h"

namespace spoor::abi::netlink {

using Data = std::span<const std::byte>;
using Parts = Collector<ValueRef>;

// Precondition: the bytes are there.
template <typename T>
T at(Data data, std::size_t offset) {
  return from_bytes<T>(data.subspan(offset));
}

// The value of an attribute; nullptr where the size does not fit, or it is not known: its bytes are shown then.
using AttributeFn = ValueRef (*)(Context&, Data, std::uint8_t family);

struct Attribute {
  std::uint16_t type;
  AttributeFn decode;
};

// What the attributes behind a struct are called, and how those are decoded whose values are more than bytes.
struct Attributes {
  const FlagSet* names;
  std::span<const Attribute> values;
};

inline ValueRef u8(Context& c, Data d, std::uint8_t) { return d.empty() ? nullptr : c.udec(at<std::uint8_t>(d, 0)); }
inline ValueRef u16(Context& c, Data d, std::uint8_t) {
  return d.size() < 2 ? nullptr : c.udec(at<std::uint16_t>(d, 0));
}
inline ValueRef u32(Context& c, Data d, std::uint8_t) {
  return d.size() < 4 ? nullptr : c.udec(at<std::uint32_t>(d, 0));
}
// As far as a NUL.
inline ValueRef text(Context& c, Data d, std::uint8_t) {
  const std::string_view all(reinterpret_cast<const char*>(d.data()), d.size());
  return c.text(all.substr(0, all.find('\0')));
}

// A struct of 32-bit numbers that are called so, in this order.
ValueRef named_words(Context& c, Data data, std::initializer_list<std::string_view> names);

// All attributes in `data`, one or a list. `family` is the address family of the message.
ValueRef attributes(Context& c, Data data, const Attributes& known, std::uint8_t family);

}  // namespace spoor::abi::netlink
