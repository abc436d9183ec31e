// What is made from the table of options for people and shells to read.
#pragma once

#include <string>
#include <string_view>

namespace spoor::cli {

// `front` is how the command is called: "spoor trace", "strace".
std::string options_help(std::string_view front);

// A page for man(1), in the language of man(7).
std::string options_manual(std::string_view front);

// "bash", "zsh" or "fish"; empty for a shell that is not known. Covers all commands of spoor.
std::string completion_script(std::string_view shell);

}  // namespace spoor::cli
