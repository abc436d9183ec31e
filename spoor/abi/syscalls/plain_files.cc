// Files, descriptors and sockets: calls that no other file of this folder describes in full. Their numbers, names and
// classes are complete; arguments are descriptors, paths, numbers and addresses. A call that gets a full row loses its
// row here.

#include <span>

#include "spoor/abi/args.h"
#include "spoor/abi/syscall.h"

namespace spoor::abi {

namespace {

using namespace arg;

constexpr Syscall rows[] = {
    // --- files and descriptors ---
    {"epoll_ctl_old", {.x86_64 = 214, .x32 = no_x32}, {hex("epfd"), hex("op"), hex("fd"), hex("event")}},
    {"epoll_wait_old", {.x86_64 = 215, .x32 = no_x32}, {hex("epfd"), hex("events"), hex("maxevents"), hex("timeout")}},
    // --- asynchronous I/O ---
    {"getpmsg",
     {181, 188},
     {hex("arg1"), hex("arg2"), hex("arg3"), hex("arg4"), hex("arg5")},
     Ret::dec,
     Class::network},
    {"putpmsg",
     {182, 189},
     {hex("arg1"), hex("arg2"), hex("arg3"), hex("arg4"), hex("arg5")},
     Ret::dec,
     Class::network},
};

}  // namespace

extern const std::span<const Syscall> rows_plain_files;
const std::span<const Syscall> rows_plain_files = rows;

}  // namespace spoor::abi
