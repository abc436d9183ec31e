// Reads a trace in strace's text form and says what cannot be right in it.
#pragma once

#include <sys/types.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace spoor::live {

struct TraceText {
  // What is wrong: a task that ends twice or never, a line of an ended task, a call that begins inside of another, a
  // resumed call that was not interrupted, a task born twice or never.
  std::vector<std::string> faults;
  std::map<std::string, int, std::less<>> calls;  // how many times each call was begun
  std::map<pid_t, std::string> ends;              // how each task ended: "exited with 0"
  std::map<pid_t, int> births;                    // how many times a call returned this task as a new one
  std::set<pid_t> tasks;                          // those with any line
  int signals = 0;                                // "--- SIG... ---" lines
};

struct TraceKind {
  bool births_seen = true;  // all calls that make tasks are in it, and return the ids that the trace uses
  bool complete = true;     // it goes on to the end of each task
};

// Each line begins with the id of its task, as strace's -f -o has it.
TraceText read_trace(std::string_view text, const TraceKind& kind);

}  // namespace spoor::live
