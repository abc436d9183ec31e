#include "spoor/base/error.h"

#include <cerrno>
#include <cstring>

namespace spoor {

std::string Error::message() const {
  std::string text = operation;
  if (tid != 0) text += " " + std::to_string(tid);
  if (!detail.empty()) text += (text.empty() ? "" : ": ") + detail;
  if (code != 0) text += std::string(": ") + std::strerror(code);
  return text;
}

std::unexpected<Error> errno_error(std::string operation, pid_t tid, std::string detail) {
  return fail(errno, std::move(operation), tid, std::move(detail));
}

std::unexpected<Error> fail(int code, std::string operation, pid_t tid, std::string detail) {
  return std::unexpected(
      Error{.code = code, .operation = std::move(operation), .tid = tid, .detail = std::move(detail), .hint = {}});
}

}  // namespace spoor
