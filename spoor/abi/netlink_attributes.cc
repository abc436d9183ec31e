#include "spoor/abi/netlink_attributes.h"

#include <algorithm>

namespace spoor::abi::netlink {
namespace {

ValueRef attribute_type(Context& c, const FlagSet& names, std::uint16_t type) {
  static constexpr Name flag_table[] = {{0x8000, "NLA_F_NESTED"}, {0x4000, "NLA_F_NET_BYTEORDER"}};
  static constexpr FlagSet flags{.unknown = "", .names = flag_table};
  const ValueRef plain = c.symbol(names, type & 0x3fff);
  if ((type & 0xc000) == 0) return plain;
  const ValueRef parts[] = {c.flags(flags, type & 0xc000), plain};
  return c.make(Joined{.parts = c.arena().copy(std::span<const ValueRef>(parts))});
}

// One struct nlattr (`length` includes its four bytes) and its value.
ValueRef attribute(Context& c, Data data, const Attributes& known, std::uint8_t family) {
  constexpr std::size_t header_size = 4;
  const auto length = at<std::uint16_t>(data, 0);
  const auto type = at<std::uint16_t>(data, 2);
  const Field header[] = {{"nla_len", c.udec(length)}, {"nla_type", attribute_type(c, *known.names, type)}};
  const ValueRef head = c.fields(header);
  if (length <= header_size || data.size() <= header_size) return head;
  const Data value = data.subspan(header_size, std::min<std::size_t>(length, data.size()) - header_size);
  const auto found = std::ranges::find(known.values, type, &Attribute::type);
  const ValueRef decoded = found != known.values.end() ? found->decode(c, value, family) : nullptr;
  const ValueRef both[] = {head, decoded != nullptr ? decoded : raw_bytes(c, value)};
  return c.list(both);
}

}  // namespace

ValueRef named_words(Context& c, Data data, std::initializer_list<std::string_view> names) {
  constexpr std::size_t width = 4;
  if (data.size() < width * names.size()) return nullptr;
  Collector<Field> fields(c.arena());
  std::size_t offset = 0;
  for (const std::string_view name : names) {
    fields.add({name, c.udec(at<std::uint32_t>(data, offset))});
    offset += width;
  }
  return c.make(Struct{.fields = fields.items()});
}

// Attributes stand in a row, each aligned to four bytes (NLA_ALIGN).
ValueRef attributes(Context& c, Data data, const Attributes& known, std::uint8_t family) {
  constexpr std::size_t header_size = 4;
  Collector<ValueRef> items(c.arena());
  bool more = false;
  while (data.size() >= header_size) {
    if (c.abbreviate() && items.size() >= c.options().string_limit) {
      more = true;
      break;
    }
    items.add(attribute(c, data, known, family));
    const std::size_t length = at<std::uint16_t>(data, 0);
    const std::size_t next = (length + 3) & ~std::size_t{3};
    data = length < header_size || next > data.size() ? Data{} : data.subspan(next);
  }
  if (items.size() == 0) return raw_bytes(c, data);
  return items.size() == 1 && !more ? items.items()[0] : c.make(List{.items = items.items(), .more = more});
}

}  // namespace spoor::abi::netlink
