// What spoor says on stderr, in one form.
#pragma once

#include <string>

#include "spoor/base/error.h"

namespace spoor::cli {

// "spoor: attach 1234: Operation not permitted", and a line "hint: …" where there is one.
void report(const Error& error);

// "spoor: …"
void note(const std::string& text);

// The error of an attach with what is known of its cause as the hint.
Error with_attach_hint(Error error);

}  // namespace spoor::cli
