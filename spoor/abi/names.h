// Vocabularies that more than one family, or a sink, needs.
#pragma once

#include <string_view>

#include "spoor/abi/flags.h"

namespace spoor::abi {

extern const FlagSet signal_names;        // SIGHUP … SIGSYS; real-time signals have computed names: signal_name()
extern const FlagSet errno_names;         // ENOENT …, and the kernel's own ERESTARTSYS …
extern const FlagSet file_type_names;     // S_IFREG …
extern const FlagSet ptrace_event_names;  // PTRACE_EVENT_FORK …

// "SIGTERM", "SIGRTMIN", "SIGRT_5", or "" for what is no signal. `name` with or without SIG for the way back (0: none).
std::string_view signal_name(int signal);
int signal_number(std::string_view name);

// What strerror(3) says, in English whatever the locale; for the kernel's restart codes what they mean.
std::string_view error_description(int error);

}  // namespace spoor::abi
