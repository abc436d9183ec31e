// One system call as it was caught.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>

#include "spoor/abi/abi.h"

namespace spoor::abi {

// How far the call has come. `unfinished`: the task died or was let go inside it.
enum class CallState : std::uint8_t { entered, finished, unfinished };

struct Call {
  pid_t tid = 0;
  pid_t pid = 0;  // thread group
  Abi abi = Abi::x86_64;
  CallState state = CallState::entered;
  bool is_error = false;  // as the kernel says (PTRACE_GET_SYSCALL_INFO), not guessed from the value
  std::uint64_t nr = 0;   // without the x32 bit
  std::array<std::uint64_t, 6> args{};
  std::int64_t result = 0;        // -errno where is_error
  std::uint64_t instruction = 0;  // where the call was made
  std::uint64_t stack = 0;
  std::int64_t entered_ns = 0;   // CLOCK_REALTIME
  std::int64_t duration_ns = 0;  // by CLOCK_MONOTONIC, 0 until finished
  std::int64_t system_ns = 0;    // CPU time that the task spent in it; 0 where nobody asked for it

  bool finished() const { return state == CallState::finished; }
  bool failed() const { return finished() && is_error; }
  int error() const { return failed() ? static_cast<int>(-result) : 0; }
};

}  // namespace spoor::abi
