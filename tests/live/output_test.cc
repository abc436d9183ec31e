// Where the trace goes: files that cannot take it, pipes that nobody reads, commands.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "tests/live/fixture.h"
#include "tests/live/trace_text.h"

namespace spoor::live {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class OutputTest : public Live {
 protected:
  // Many calls, so that more than one buffer is written.
  std::vector<std::string> many_calls(std::vector<std::string> options) const {
    options.insert(options.begin(), "trace");
    options.insert(options.end(), {"--", program("busy_calls"), "5000"});
    return spoor(options);
  }

  static void expect_whole(const std::string& text) {
    auto trace = read_trace(text, {});
    EXPECT_THAT(trace.faults, IsEmpty());
    EXPECT_EQ(trace.calls["getuid"], 2501);
  }
};

TEST_F(OutputTest, FullDiskLeavesTheProgramAlone) {
  Outcome outcome = run({.command = many_calls({"-o", "/dev/full"})});
  EXPECT_EQ(outcome.out, "OK\n");
  EXPECT_EQ(describe_status(outcome.status), "exited with 125");
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("spoor: "), HasSubstr("No space left on device")));
}

TEST_F(OutputTest, FullDiskUnderAFilterLeavesTheProgramAlone) {
  Outcome outcome = run({.command = many_calls({"-e", "trace=getuid", "-o", "/dev/full"})});
  EXPECT_EQ(outcome.out, "OK\n");
  EXPECT_EQ(describe_status(outcome.status), "exited with 125");
}

TEST_F(OutputTest, PipeThatNobodyReadsLeavesTheProgramAlone) {
  auto nobody_reads = [] {
    int ends[2];
    if (pipe(ends) != 0) _exit(98);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
  };
  Outcome outcome = run({.command = many_calls({}), .prepare = nobody_reads});
  EXPECT_EQ(outcome.out, "OK\n");
  EXPECT_EQ(describe_status(outcome.status), "exited with 125");
}

TEST_F(OutputTest, ClosedStderr) {
  Outcome outcome = run({.command = many_calls({"-o", file("trace")}), .prepare = [] { close(STDERR_FILENO); }});
  EXPECT_EQ(outcome.out, "OK\n");
  EXPECT_EQ(describe_status(outcome.status), "exited with 0");
  expect_whole(read_file(file("trace")));
}

TEST_F(OutputTest, CommandGetsAllOfIt) {
  Outcome outcome = run({.command = many_calls({"-o", "|cat >" + file("trace") + "; echo it ended"})});
  EXPECT_EQ(outcome.out, "OK\nit ended\n");
  EXPECT_EQ(describe_status(outcome.status), "exited with 0");
  expect_whole(read_file(file("trace")));
}

TEST_F(OutputTest, CommandThatDoesNotRead) {
  Outcome outcome = run({.command = many_calls({"-o", "|exit 0"})});
  EXPECT_EQ(outcome.out, "OK\n");
  EXPECT_EQ(describe_status(outcome.status), "exited with 125");
}

TEST_F(OutputTest, StderrOfTheProgramIsItsOwn) {
  Outcome outcome =
      run({.command = spoor({"trace", "-o", file("trace"), "--", "/bin/sh", "-c", "echo out; echo err >&2; exit 4"})});
  EXPECT_EQ(outcome.out, "out\n");
  EXPECT_EQ(outcome.err, "err\n");
  EXPECT_EQ(describe_status(outcome.status), "exited with 4");
}

TEST_F(OutputTest, OneFileATask) {
  Outcome outcome = run({.command = spoor({"trace", "-ff", "-o", file("trace"), "--", program("vfork_semantics")})});
  EXPECT_EQ(outcome.out, "OK\n");
  int files = 0;
  auto folder = std::filesystem::path(file("trace")).parent_path();
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    ++files;
    EXPECT_THAT(read_file(entry.path()),
                testing::ContainsRegex("\\+\\+\\+ (exited with|killed by) [^\n]* \\+\\+\\+\n$"));
  }
  EXPECT_EQ(files, 32);
}

TEST_F(OutputTest, AppendedTo) {
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(run({.command = spoor({"trace", "-A", "-o", file("trace"), "--", "/bin/true"})}).err, "");
  auto trace = read_trace(read_file(file("trace")), {.births_seen = false, .complete = true});
  EXPECT_THAT(trace.faults, IsEmpty());
  EXPECT_EQ(trace.ends.size(), 2U);
}

}  // namespace
}  // namespace spoor::live
