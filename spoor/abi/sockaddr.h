// Socket addresses (<linux/socket.h>, struct sockaddr_*), and the parts of them that other structs hold too.
#pragma once

#include <cstdint>
#include <span>

#include "spoor/abi/args.h"
#include "spoor/abi/net_names.h"

namespace spoor::abi {

// The address of `size` bytes at `addr`; what lies beyond sizeof(struct sockaddr_storage) is not looked at. nullptr
// where it is too short to hold even a family, or cannot be read. An address too short for its family, and one of a
// family that has no decoder, show their bytes as sa_data.
ValueRef sockaddr(Context& c, RemoteAddr addr, std::uint64_t size);
ValueRef sockaddr(Context& c, std::span<const std::byte> bytes);  // one that was read already

// `raw` is in network byte order, as it stands in memory.
ValueRef net_port(Context& c, std::uint16_t raw);                     // htons(80)
ValueRef inet_address(Context& c, std::uint32_t raw);                 // inet_addr("127.0.0.1")
ValueRef inet6_text(Context& c, std::span<const std::byte> address);  // "::1"
ValueRef inet6_pton(Context& c, std::span<const std::byte> address, std::string_view into);
ValueRef network_interface(Context& c, std::uint32_t index);  // if_nametoindex("lo"), or the number
ValueRef hardware_address(Context& c, std::span<const std::byte> address,
                          std::span<const std::byte> all = {});  // 01:02:03:04:05:06
ValueRef ethernet_protocol(Context& c, std::uint16_t raw);       // htons(ETH_P_IP)

// A char array that should end with a NUL: cut before its last byte, and marked so, where it does not.
ValueRef terminated_chars(Context& c, std::span<const std::byte> chars);
// A text made here, in place of a value.
ValueRef made_word(Context& c, std::string_view text, std::uint64_t value = 0);

namespace arg {
namespace detail {
ValueRef sockaddr_in(Context&, const Arg&, std::uint64_t);
}
// An address whose size (an int) is raw argument Length.
template <std::uint8_t Length>
constexpr Arg sockaddr_in(std::string_view name) {
  return {.name = name, .decode = detail::sockaddr_in, .index = Length};
}
}  // namespace arg

}  // namespace spoor::abi
