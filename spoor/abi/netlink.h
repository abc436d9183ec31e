// Netlink messages (netlink(7)).
#pragma once

#include <cstdint>
#include <span>

#include "spoor/abi/context.h"

namespace spoor::abi {

// The messages in `size` bytes at `addr` that a socket of netlink protocol `protocol` (NETLINK_ROUTE = 0 …) sent or
// received. What is no message, and payloads of protocols without a decoder, show as bytes. nullptr where memory cannot
// be read.
ValueRef netlink_messages(Context& c, RemoteAddr addr, std::uint64_t size, int protocol);

// Bytes that nothing is known of, every one in hex, cut at the string limit.
ValueRef raw_bytes(Context& c, std::span<const std::byte> data);

}  // namespace spoor::abi
