// struct msghdr of sendmsg(2) and recvmsg(2), with its control messages (cmsg(3)).
#pragma once

#include <cstdint>
#include <optional>

#include "spoor/abi/iovec.h"
#include "spoor/abi/sockaddr.h"

namespace spoor::abi {

struct MessageView {
  std::uint64_t bytes = UINT64_MAX;            // over all buffers: what a call received
  std::optional<std::int64_t> name_size = {};  // received: msg_namelen as it was at entry
  BufferFn show = nullptr;                     // how bytes are shown; nullptr: as text
};

// The msghdr that `s` stands at. The value is nullptr where it cannot be read.
ValueRef message_header(Context& c, StructReader& s, const MessageView& view);

// msg_namelen of the msghdr at `addr`; nothing where the msghdr cannot be read.
std::optional<std::int64_t> message_name_size(Context& c, RemoteAddr addr);

// sizeof(struct mmsghdr): a msghdr and what was sent or received.
constexpr std::uint64_t mmsghdr_size(Abi abi) { return abi == Abi::x86_64 ? 64 : 32; }

}  // namespace spoor::abi
