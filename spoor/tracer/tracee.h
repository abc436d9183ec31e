// What the tracer keeps of each task.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "spoor/abi/call.h"
#include "spoor/tracer/stop.h"

namespace spoor::tracer {

// State of one traced task. Owned by the Tracer; stable in memory until the task's Gone was handed out.
struct Tracee {
  enum class Phase : std::uint8_t {
    starting,  // launched, not yet at its own exec: its calls are spoor's, and hidden
    seized,    // seized or born, first stop still to come
    running,
    stopped,
    listening,  // in a group-stop, PTRACE_LISTEN
  };

  pid_t tid = 0;
  pid_t pid = 0;
  Phase phase = Phase::seized;
  bool in_call = false;            // between syscall-enter-stop and syscall-exit-stop: `call` is under way
  bool filtered = false;           // runs under spoor's seccomp filter: calls come as Seccomp stops
  bool announced = false;          // its NewTask was handed out
  std::optional<StopReason> owed;  // a second reason for the stop it is in: handed out before it runs again
  bool flag_taken = false;         // CLONE_UNTRACED was taken out of `call`: untraced.h
  pid_t parent = 0;
  pid_t wanted_by = 0;                     // the task that waits in its ptrace call for this one to be free: handover.h
  std::optional<sys::Resume> waits_to_go;  // how this task goes on once the one that it asked for is free
  abi::Call call;                          // the call it is in, or its last
  std::int64_t entered_ns = 0;             // CLOCK_MONOTONIC at its syscall-enter-stop
  std::int64_t cpu_ns = 0;                 // its CPU time at its syscall-enter-stop, where that is asked for
  std::int64_t resumed_ns = 0;             // CLOCK_MONOTONIC when it was last let run

  // --- placement.h ---
  bool held = false;    // restricted to the tracer's CPU; `own_mask` is what it believes
  int quick_stops = 0;  // stops in a row that came soon after the one before; below 0: not to be held for so many
  cpu_set_t own_mask{};
};

}  // namespace spoor::tracer
