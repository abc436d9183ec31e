// AUDIT_ARCH_* of <linux/audit.h>: how seccomp, ptrace and SIGSYS name a CPU.
#pragma once

#include "spoor/abi/flags.h"

namespace spoor::abi {

extern const FlagSet audit_arch_names;

}  // namespace spoor::abi
