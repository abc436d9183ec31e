// Vocabularies of sockets that more than one file needs.
#pragma once

#include "spoor/abi/flags.h"

namespace spoor::abi {

extern const FlagSet address_families;
extern const FlagSet socket_types;
extern const FlagSet socket_flags;
extern const FlagSet inet_protocols;
extern const FlagSet netlink_protocols;
extern const FlagSet ethernet_protocols;
extern const FlagSet arp_hardware;
extern const FlagSet message_flags;

}  // namespace spoor::abi
