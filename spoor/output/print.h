// fmt's formatting at the end of a Buffer.
#pragma once

#include "spoor/base/quote.h"

namespace spoor::output {

template <typename... Args>
void print(Buffer& out, fmt::format_string<Args...> format, Args&&... args) {
  fmt::format_to(fmt::appender(out), format, std::forward<Args>(args)...);
}

}  // namespace spoor::output
