#include "spoor/cli/report.h"

#include <fmt/format.h>

#include <cstdio>

#include "spoor/sys/permission.h"

namespace spoor::cli {

void report(const Error& error) {
  std::string text = fmt::format("spoor: {}\n", error.message());
  if (!error.hint.empty()) text += fmt::format("hint: {}\n", error.hint);
  std::fputs(text.c_str(), stderr);
}

void note(const std::string& text) { std::fputs(fmt::format("spoor: {}\n", text).c_str(), stderr); }

Error with_attach_hint(Error error) {
  if (error.hint.empty() && error.tid != 0) error.hint = sys::why_not_attachable(error.tid, error.code);
  return error;
}

}  // namespace spoor::cli
