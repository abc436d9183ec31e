// Messages of NETLINK_SOCK_DIAG sockets (sock_diag(7)), which ss(8) asks.
#pragma once

#include "spoor/abi/netlink_attributes.h"

namespace spoor::abi {

extern const FlagSet sock_diag_types;  // SOCK_DIAG_BY_FAMILY …

// Adds what stands behind the header of a SOCK_DIAG_BY_FAMILY message: its struct, then its attributes. A request and
// its answers have different structs. False, and nothing added, for families without a decoder.
bool sock_diag_payload(Context& c, bool request, netlink::Data data, netlink::Parts& parts);

}  // namespace spoor::abi
