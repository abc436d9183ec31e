// Messages of NETLINK_ROUTE sockets (rtnetlink(7)).
#pragma once

#include <cstdint>
#include <span>

#include "spoor/abi/context.h"

namespace spoor::abi {

extern const FlagSet rtnetlink_types;  // RTM_NEWLINK …
extern const FlagSet interface_flags;  // IFF_UP …

// Adds what stands behind the header of a message: its struct, then its attributes. False, and nothing added, for
// types without a decoder.
bool rtnetlink_payload(Context& c, std::uint16_t type, std::span<const std::byte> data, Collector<ValueRef>& parts);

}  // namespace spoor::abi
