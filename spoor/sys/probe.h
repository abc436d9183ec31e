// Finds out by doing it what this kernel, as whoever we are, lets a tracer do.
#pragma once

#include <string>
#include <vector>

namespace spoor::sys {

struct Finding {
  enum class State { good, limited, missing };
  State state;
  bool essential;      // without it nothing can be traced
  std::string what;    // "ptrace of own children"
  std::string detail;  // what was found
  std::string cost;    // what a lack costs; empty where it is good
  std::string hint;    // what to do about it, where something can be done
};

// Starts short-lived children and traces them; leaves nothing behind. Ordered as a reader wants it.
std::vector<Finding> probe();

}  // namespace spoor::sys
