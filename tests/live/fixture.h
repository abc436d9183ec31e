// What the live tests share: the built spoor, the programs to trace, a folder that goes away, and no process left
// behind.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/live/process.h"

namespace spoor::live {

class Live : public testing::Test {
 protected:
  Live();
  ~Live() override;

  // {spoor, arguments...}
  static std::vector<std::string> spoor(std::vector<std::string> arguments);
  static std::string program(const std::string& name);
  // The same, where the program only starts once a line is on its standard input: time to attach to it.
  static std::vector<std::string> held(std::vector<std::string> command);
  std::string file(const std::string& name) const { return folder_ / name; }

  // The process is in the state of one that never had a tracer.
  static void expect_untraced(pid_t pid);
  // All threads of the process have this tracer.
  static bool is_traced(pid_t pid, pid_t tracer);

 private:
  std::filesystem::path folder_;
};

// Whether spoor itself is built with sanitizers, which make it slow: repetitions are fewer then.
inline constexpr bool sanitized = SPOOR_LIVE_SANITIZED;

}  // namespace spoor::live
