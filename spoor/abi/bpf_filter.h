// Classic BPF programs (linux/filter.h: struct sock_fprog), as seccomp(2), prctl(2) and SO_ATTACH_FILTER take them.
#pragma once

#include "spoor/abi/context.h"

namespace spoor::abi {

// {len=2, filter=[BPF_STMT(…), BPF_JUMP(…)]} of the struct sock_fprog at `addr`; abbreviated, the instructions stay an
// address. nullptr where the struct cannot be read. The two differ in what an instruction's constant means: what the
// kernel is to do with a call, or an offset into a packet.
ValueRef seccomp_program(Context& c, RemoteAddr addr);
ValueRef socket_program(Context& c, RemoteAddr addr);

// SECCOMP_RET_ALLOW … (linux/seccomp.h), without their data.
extern const FlagSet seccomp_actions;

}  // namespace spoor::abi
