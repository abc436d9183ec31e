// Each program of tests/programs runs under spoor as it runs alone, and the trace of it is whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "tests/live/fixture.h"
#include "tests/live/trace_json.h"
#include "tests/live/trace_text.h"

namespace spoor::live {
namespace {

using testing::AnyOf;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;

struct Program {
  std::string name;
  int tasks = 0;                          // how many tasks it is, from first to last; 0 where that is left to chance
  std::map<std::string, int> calls = {};  // how often it makes these calls
  std::vector<std::string> arguments = {};
  TraceKind kind = {};
  std::string variant = {};  // tells apart several of one name
};

// A pid namespace's ids are not those of the trace; a task killed in a call that makes one never says which it made.
constexpr TraceKind births_unseen{.births_seen = false, .complete = true};

const std::vector<Program> programs = {
    {.name = "affinity", .tasks = 13},
    {.name = "altstack", .tasks = 1},
    {.name = "bad_pointers", .tasks = 1, .calls = {{"uname", 8}, {"connect", 8}, {"pipe2", 9}}},
    {.name = "busy_calls", .tasks = 1, .calls = {{"getuid", 501}}},
    {.name = "clone_kinds", .tasks = 12},
    {.name = "clone_untraced", .tasks = 21, .calls = {{"execve", 6}}},
    {.name = "closed_stdout", .tasks = 1},
    {.name = "compute_beside_calls", .tasks = 2},
    {.name = "daemonize", .tasks = 3, .calls = {{"setsid", 1}}},
    {.name = "eventloop", .tasks = 2},
    {.name = "exec_fail", .tasks = 2, .calls = {{"execve", 21}, {"execveat", 4}}},
    {.name = "exec_from_thread", .tasks = 51, .calls = {{"execve", 11}}},
    {.name = "exec_storm", .tasks = 1, .calls = {{"execve", 61}}},
    {.name = "exit_group_thread", .kind = births_unseen},
    {.name = "exit_signal"},
    {.name = "exit_signal", .tasks = 1, .arguments = {"15"}, .variant = "SIGTERM"},
    {.name = "exit_signal", .tasks = 1, .arguments = {"9"}, .variant = "SIGKILL"},
    {.name = "exit_signal", .tasks = 1, .arguments = {"11"}, .variant = "SIGSEGV"},
    {.name = "exit_signal", .tasks = 1, .arguments = {"5"}, .variant = "SIGTRAP"},
    {.name = "exit_signal", .tasks = 1, .arguments = {"2"}, .variant = "SIGINT"},
    {.name = "exit_signal", .tasks = 1, .arguments = {"40"}, .variant = "realtime"},
    {.name = "exit_status", .tasks = 1},
    {.name = "exit_status", .tasks = 1, .arguments = {"3"}, .variant = "3"},
    {.name = "exit_status", .tasks = 1, .arguments = {"255", "exit"}, .variant = "255_by_exit"},
    {.name = "fault", .tasks = 1},
    {.name = "fork_storm", .tasks = 361, .calls = {{"exit_group", 361}}},
    {.name = "group_stop"},
    {.name = "huge_argv", .tasks = 3, .calls = {{"execve", 4}}},
    {.name = "i386_hello", .tasks = 1},
    {.name = "inherited", .tasks = 1},
    {.name = "int80", .tasks = 2},
    {.name = "itimer", .tasks = 1},
    {.name = "kill_in_syscall", .tasks = 83, .kind = births_unseen},
    {.name = "leader_exit", .tasks = 11},
    {.name = "live_tasks", .tasks = 21},
    {.name = "many_fds", .tasks = 1, .calls = {{"execve", 2}}},
    {.name = "nested_attach_storm", .tasks = 41},
    {.name = "nested_seize", .tasks = 3},
    {.name = "nested_traceme", .tasks = 3},
    {.name = "non_utf8_paths", .tasks = 2, .calls = {{"symlink", 10}, {"rename", 18}}},
    {.name = "orphan", .tasks = 21},
    {.name = "own_seccomp", .tasks = 11},
    {.name = "own_sigtrap", .tasks = 9},
    {.name = "pid_namespace", .tasks = 7, .kind = births_unseen},
    {.name = "restarts", .tasks = 13},
    {.name = "seccomp_notify", .tasks = 2},
    {.name = "sessions", .tasks = 5},
    {.name = "shebang", .tasks = 3, .calls = {{"execve", 3}}},
    {.name = "sigqueue", .tasks = 2},
    {.name = "stop_continue", .tasks = 9},
    {.name = "terminal_stop", .tasks = 4},
    {.name = "thread_storm", .tasks = 401, .calls = {{"tgkill", 320}}},
    {.name = "vfork_exec_storm", .tasks = 79, .calls = {{"execve", 76}}},
    {.name = "vfork_semantics", .tasks = 32, .calls = {{"execve", 11}}},
    {.name = "x32_call", .tasks = 1},
};

enum class How { full, json, file_calls, attached };

const std::map<How, std::string> names_of_how = {
    {How::full, "full"}, {How::json, "json"}, {How::file_calls, "file_calls"}, {How::attached, "attached"}};

void PrintTo(const Program& program, std::ostream* out) {
  *out << program.name;
  for (const auto& argument : program.arguments) *out << " " << argument;
}

void PrintTo(How how, std::ostream* out) { *out << names_of_how.at(how); }

using Case = std::tuple<Program, How>;

std::string name_of(const testing::TestParamInfo<Case>& info) {
  const auto& [program, how] = info.param;
  return program.name + (program.variant.empty() ? "" : "_" + program.variant) + "_" + names_of_how.at(how);
}

class ProgramTest : public Live, public testing::WithParamInterface<Case> {
 protected:
  std::vector<std::string> command() const {
    const auto& wanted = std::get<Program>(GetParam());
    std::vector<std::string> command{program(wanted.name)};
    command.insert(command.end(), wanted.arguments.begin(), wanted.arguments.end());
    return command;
  }

  // Launches it under spoor, or attaches to it before it starts; how the program itself ended.
  Outcome traced(How how) const {
    if (how == How::attached) return attached();
    std::vector<std::string> arguments{"trace", "-o", file("trace"), "--"};
    if (how == How::file_calls) arguments.insert(arguments.begin() + 1, {"-e", "trace=%file"});
    if (how == How::json) arguments.insert(arguments.begin() + 1, "--json");
    for (auto& word : command()) arguments.push_back(word);
    return run({.command = spoor(arguments)});
  }

  Outcome attached() const {
    Process program({.command = held(command()), .keep_input_open = true});
    Process tracer({.command = spoor({"trace", "-o", file("trace"), "-p", std::to_string(program.pid())})});
    EXPECT_TRUE(eventually([&] { return is_traced(program.pid(), tracer.pid()); })) << tracer.finish().err;
    program.write_input("\n");
    program.close_input();
    Outcome outcome = program.finish();
    Outcome of_tracer = tracer.finish();
    EXPECT_EQ(describe_status(of_tracer.status), "exited with 0") << of_tracer.err;
    return outcome;
  }
};

TEST_P(ProgramTest, RunsAsUntraced) {
  const auto& [wanted, how] = GetParam();
  // Through the same shell where it will be attached to: shells add to the environment.
  Process without(
      {.command = how == How::attached ? held(command()) : command(), .keep_input_open = how == How::attached});
  if (how == How::attached) without.write_input("\n");
  without.close_input();
  Outcome alone = without.finish();
  if (WIFEXITED(alone.status) && WEXITSTATUS(alone.status) == 77) GTEST_SKIP() << alone.out;
  if (WIFEXITED(alone.status) && WEXITSTATUS(alone.status) == (how == How::attached ? 126 : 99))
    GTEST_SKIP() << "cannot run here";
  ASSERT_THAT(alone.out, HasSubstr("OK\n")) << describe_status(alone.status);

  Outcome outcome = traced(how);
  EXPECT_EQ(outcome.out, alone.out);
  EXPECT_EQ(describe_status(outcome.status), describe_status(alone.status));
  EXPECT_EQ(outcome.err, alone.err);

  auto text = read_file(file("trace"));
  TraceKind kind = wanted.kind;
  if (how == How::file_calls) kind.births_seen = false;
  auto trace = how == How::json ? read_json_trace(text) : read_trace(text, kind);
  EXPECT_THAT(trace.faults, IsEmpty());
  if (wanted.tasks > 0) {
    EXPECT_EQ(trace.ends.size(), wanted.tasks);
  }
  for (const auto& [call, times] : wanted.calls) {
    if (how == How::file_calls && call != "execve") continue;
    // The shell that was attached to may have got to its own exec before the interrupt that follows the attach.
    const bool may_lack_one = how == How::attached && call == "execve";
    EXPECT_THAT(trace.calls[call], AnyOf(Eq(times), Eq(may_lack_one ? times - 1 : times))) << call;
  }
  if (HasFailure()) {
    constexpr std::size_t most = 20000;
    if (text.size() > most) text = "...\n" + text.substr(text.size() - most);
    std::cerr << text << "\n";
  }
}

INSTANTIATE_TEST_SUITE_P(Live, ProgramTest,
                         testing::Combine(testing::ValuesIn(programs),
                                          testing::Values(How::full, How::json, How::file_calls, How::attached)),
                         name_of);

}  // namespace
}  // namespace spoor::live
