// How spoor reports what went wrong: a value, never an exception.
#pragma once

#include <sys/types.h>

#include <expected>
#include <string>
#include <utility>

namespace spoor {

// One failed operation. `code` is an errno value (0 where none applies), `operation` names what was tried
// ("attach", "open"), `tid` the task it was tried on (0 for none), `detail` the object or the cause in words,
// `hint` the next step, where the cause is known.
struct [[nodiscard]] Error {
  int code = 0;
  std::string operation;
  pid_t tid = 0;
  std::string detail;
  std::string hint;

  // "attach 1234: Operation not permitted"; the hint is not part of it.
  std::string message() const;
};

template <typename T>
using Result = std::expected<T, Error>;

// An Error from the current errno.
std::unexpected<Error> errno_error(std::string operation, pid_t tid = 0, std::string detail = {});

// An Error with a stated code (0: the detail says it all).
std::unexpected<Error> fail(int code, std::string operation, pid_t tid = 0, std::string detail = {});

}  // namespace spoor
