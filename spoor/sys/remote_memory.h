// Bytes of another process, by whichever way the kernel allows.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <span>

#include "spoor/base/address.h"
#include "spoor/base/error.h"

namespace spoor::sys {

// Reads from `addr` on; returns how many bytes came before the first that cannot be read (0 when that is the first).
// process_vm_readv(2) page by page in one call; /proc/TID/mem, then PTRACE_PEEKDATA, where the call itself is refused.
// The last two need the task to be a stopped tracee.
std::size_t read_memory(pid_t tid, RemoteAddr addr, std::span<std::byte> into);

// All or nothing, except that a page that becomes unwritable midway leaves the earlier ones written. `force` also
// writes what the task itself may not (code), through /proc/TID/mem.
Result<void> write_memory(pid_t tid, RemoteAddr addr, std::span<const std::byte> from, bool force = false);

}  // namespace spoor::sys
