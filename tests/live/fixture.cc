#include "tests/live/fixture.h"

#include <stdlib.h>

#include <algorithm>

namespace spoor::live {

Live::Live() {
  adopt_orphans();
  std::string name = testing::TempDir() + "/spoor-live-XXXXXX";
  folder_ = mkdtemp(name.data());
}

Live::~Live() {
  kill_descendants();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::vector<std::string> Live::spoor(std::vector<std::string> arguments) {
  const char* other = getenv("SPOOR_LIVE_PROGRAM");
  arguments.insert(arguments.begin(), other ? other : SPOOR_LIVE_SPOOR);
  return arguments;
}

std::string Live::program(const std::string& name) { return std::string(SPOOR_LIVE_PROGRAMS) + "/" + name; }

std::vector<std::string> Live::held(std::vector<std::string> command) {
  command.insert(command.begin(), {"/bin/sh", "-c", R"(read -r line; exec "$@")", "sh"});
  return command;
}

void Live::expect_untraced(pid_t pid) {
  for (pid_t tid : tasks_of(pid)) {
    char state = state_of(pid, tid);
    EXPECT_TRUE(state != 'T' && state != 't') << "left stopped:\n" << describe(pid);
    EXPECT_EQ(tracer_of(pid, tid), 0) << "left traced:\n" << describe(pid);
  }
}

bool Live::is_traced(pid_t pid, pid_t tracer) {
  auto tasks = tasks_of(pid);
  return !tasks.empty() && std::ranges::all_of(tasks, [&](pid_t tid) { return tracer_of(pid, tid) == tracer; });
}

}  // namespace spoor::live
