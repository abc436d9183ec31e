// What options of the command do, seen on real programs.
#include <gmock/gmock.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/live/fixture.h"

namespace spoor::live {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

class CommandTest : public Live {
 protected:
  Outcome traced(std::vector<std::string> words) const {
    words.insert(words.begin() + 1, {"-o", file("trace")});
    return run({.command = spoor(std::move(words))});
  }
  std::string trace() const { return read_file(file("trace")); }
  std::vector<json> records() const {
    std::vector<json> all;
    std::istringstream lines(trace());
    for (std::string line; std::getline(lines, line);) all.push_back(json::parse(line));
    return all;
  }
};

std::ptrdiff_t count(const std::string& text, std::string_view piece) {
  std::ptrdiff_t found = 0;
  for (std::size_t at = text.find(piece); at != text.npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

// The program changes to x32 and back three times, whichever of its calls are asked for.
TEST_F(CommandTest, PersonalitiesOfCallsThatAreNotShown) {
  for (const std::vector<std::string>& options : std::vector<std::vector<std::string>>{
           {}, {"-e", "trace=none"}, {"-e", "trace=getppid"}, {"-P", "/nonexistent"}, {"-c"}}) {
    std::vector<std::string> words = spoor({"strace"});
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(program("x32_call"));
    const std::string text = run({.command = words}).err;
    EXPECT_EQ(count(text, "runs in x32 mode. ]"), 3) << text;
    EXPECT_EQ(count(text, "runs in 64 bit mode. ]"), 3) << text;
  }
}

TEST_F(CommandTest, X32NumbersHaveTheirBit) {
  const std::string text = run({.command = spoor({"strace", "-n", "-e", "trace=getpid@x32", program("x32_call")})}).err;
  EXPECT_THAT(text, HasSubstr("[1073741863] getpid()"));
}

// -i before a signal: where the task was, not where its last call was made.
TEST_F(CommandTest, InstructionOfASignal) {
  Outcome outcome = traced({"strace", "-i", program("fault"), "say"});
  ASSERT_THAT(outcome.out, HasSubstr("OK\n"));
  const std::string address = outcome.out.substr(2, outcome.out.find('\n') - 2);
  EXPECT_THAT(trace(), ContainsRegex("\\[0*" + address + "\\] --- SIGILL "));
  outcome = traced({"trace", "--json", "-i", program("fault"), "say"});
  std::string instruction;
  for (const json& record : records())
    if (record["type"] == "signal") instruction = record["instruction"];
  EXPECT_THAT(outcome.out, HasSubstr(instruction + "\n"));
  EXPECT_NE(instruction, "");
}

TEST_F(CommandTest, TotalsAsRecords) {
  ASSERT_EQ(traced({"trace", "--json", "-c", program("busy_calls"), "500"}).out, "OK\n");
  bool seen = false;
  for (const json& record : records()) {
    EXPECT_EQ(record["type"], "summary");
    EXPECT_EQ(record["clock"], "system");
    if (record["syscall"] != "getuid") continue;
    seen = true;
    EXPECT_EQ(record["calls"], 251);
    EXPECT_GT(record["total_ns"], 0);
    EXPECT_LE(record["min_ns"], record["median_ns"]);
    EXPECT_LE(record["median_ns"], record["p99_ns"]);
    EXPECT_LE(record["p99_ns"], record["max_ns"]);
  }
  EXPECT_TRUE(seen);
}

TEST_F(CommandTest, TotalsOfEachProcessBehindTheRecords) {
  ASSERT_EQ(
      traced({"trace", "--json", "-C", "-w", "--summary-by=process", "/bin/sh", "-c", "/bin/true; exit 0"}).status, 0);
  std::vector<json> all = records();
  const auto first = std::ranges::find(all, "summary", [](const json& record) { return record["type"]; });
  EXPECT_GT(first - all.begin(), 10);
  int of_processes = 0, of_all = 0;
  for (auto record = first; record != all.end(); ++record) {
    EXPECT_EQ((*record)["type"], "summary");
    EXPECT_EQ((*record)["clock"], "wall");
    if ((*record)["syscall"] != "exit_group" && (*record)["syscall"] != "execve") continue;
    record->contains("pid") ? ++of_processes : ++of_all;
  }
  EXPECT_EQ(of_processes, 2);  // exec is counted, exit_group never returns
  EXPECT_EQ(of_all, 1);
}

// More processes than spoor may have files open, each with a trace of its own.
TEST_F(CommandTest, OneFileATaskWithFewDescriptors) {
  auto few_files = [] {
    constexpr rlimit few{24, 24};
    if (setrlimit(RLIMIT_NOFILE, &few) != 0) _exit(99);
  };
  for (const char* format : {"--format=text", "--json"}) {
    Outcome outcome = run({.command = spoor({"trace", format, "-ff", "-o", file("trace"), program("live_tasks"), "60"}),
                           .prepare = few_files});
    EXPECT_EQ(outcome.out, "OK\n") << outcome.err;
    EXPECT_EQ(describe_status(outcome.status), "exited with 0") << outcome.err;
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(file("trace")).parent_path())) {
      ++files;
      EXPECT_THAT(read_file(entry.path()), ContainsRegex("exited with 0|\"code\":0"));
      std::filesystem::remove(entry.path());
    }
    EXPECT_EQ(files, 61);
  }
}

// The kernel lets nobody but root install a filter without it (seccomp(2)); root's programs keep their set-user-ID.
TEST_F(CommandTest, FilterOfAUserSetsNoNewPrivs) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to be somebody else";
  auto become_nobody = [] {
    constexpr uid_t nobody = 65534;
    if (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0) _exit(99);
  };
  const std::vector<std::string> look = {"/bin/grep", "NoNewPrivs", "/proc/self/status"};
  const auto command = [&](std::vector<std::string> words) {
    words.insert(words.end(), look.begin(), look.end());
    return spoor(words);
  };
  Outcome outcome = run({.command = command({"trace", "-e", "trace=%net"}), .prepare = become_nobody});
  if (describe_status(outcome.status) == "exited with 99") GTEST_SKIP() << "nobody cannot run spoor from here";
  EXPECT_EQ(outcome.out, "NoNewPrivs:\t1\n") << outcome.err;
  EXPECT_EQ(run({.command = command({"trace"}), .prepare = become_nobody}).out, "NoNewPrivs:\t0\n");
  EXPECT_EQ(run({.command = command({"trace", "-e", "trace=%net"})}).out, "NoNewPrivs:\t0\n");
}

// The program's core is its own; spoor dies of the same signal without one.
TEST_F(CommandTest, CoreOfTheProgramAlone) {
  const auto cores_allowed = [folder = std::filesystem::path(file("trace")).parent_path()] {
    constexpr rlimit any{RLIM_INFINITY, RLIM_INFINITY};
    if (setrlimit(RLIMIT_CORE, &any) != 0 || chdir(folder.c_str()) != 0) _exit(99);
  };
  const std::vector<std::string> dies = {"/bin/sh", "-c", "kill -ABRT $$"};
  const Outcome alone = run({.command = dies, .prepare = cores_allowed});
  if (!WIFSIGNALED(alone.status) || !WCOREDUMP(alone.status)) GTEST_SKIP() << "no cores are dumped here";
  Outcome outcome =
      run({.command = spoor({"trace", "-o", file("trace"), dies[0], dies[1], dies[2]}), .prepare = cores_allowed});
  ASSERT_TRUE(WIFSIGNALED(outcome.status)) << outcome.err;
  EXPECT_EQ(WTERMSIG(outcome.status), SIGABRT);
  EXPECT_FALSE(WCOREDUMP(outcome.status));
  EXPECT_THAT(trace(), HasSubstr("+++ killed by SIGABRT (core dumped) +++\n"));
}

// What the namespace calls 2 has another number here.
TEST_F(CommandTest, PidsOfANamespace) {
  Outcome outcome = traced({"strace", "-f", "--decode-pids=pidns", program("pid_namespace")});
  if (outcome.out.starts_with("skipped")) GTEST_SKIP() << outcome.out;
  ASSERT_EQ(outcome.out, "OK\n");
  EXPECT_THAT(trace(), ContainsRegex("getpid\\(\\) += 1 /\\* [0-9]+ in strace's PID NS \\*/"));
  EXPECT_THAT(trace(), ContainsRegex("clone.* = 2 /\\* [0-9]+ in strace's PID NS \\*/"));
  EXPECT_THAT(trace(), ContainsRegex("gettid\\(\\) += 3 /\\* [0-9]+ in strace's PID NS \\*/"));
  outcome = traced({"strace", "-f", program("pid_namespace")});
  EXPECT_THAT(trace(), Not(HasSubstr("PID NS")));
}

TEST_F(CommandTest, Tips) {
  EXPECT_THAT(traced({"trace", "--tips", "/bin/true"}).err, testing::StartsWith("tip: "));
  EXPECT_EQ(traced({"trace", "--tips=none", "/bin/true"}).err, "");
}

// -I 2, strace's default where the trace does not go to a file: the signal that ends spoor ends the program.
TEST_F(CommandTest, InterruptibleWaiting) {
  for (const char* option : {"-I2", "-I1"}) {
    Process tracer({.command = spoor({"strace", option, "-o", file("trace"), "/bin/sh", "-c",
                                      "echo $$; trap '' INT; read -r line; echo went on"}),
                    .keep_input_open = true});
    ASSERT_TRUE(tracer.wait_for([&] { return tracer.out().ends_with("\n"); }));
    const pid_t program = std::stoi(tracer.out());
    tracer.signal(SIGTERM);
    EXPECT_EQ(describe_status(tracer.end().status), "killed by signal 15");
    if (std::string_view(option) == "-I2") {
      EXPECT_TRUE(eventually([&] { return state_of(program, program) == 'Z' || state_of(program, program) == 0; }));
    } else {
      expect_untraced(program);
      tracer.write_input("\n");
      EXPECT_TRUE(tracer.wait_for([&] { return tracer.out().ends_with("went on\n"); }));
    }
  }
}

// -I 3: nothing but the program's end ends the trace.
TEST_F(CommandTest, InterruptibleNever) {
  Process tracer(
      {.command = spoor({"strace", "-I3", "-o", file("trace"), program("until_signal")}), .keep_input_open = true});
  ASSERT_TRUE(tracer.wait_for([&] { return tracer.out() == "ready\n"; }));
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGQUIT}) tracer.signal(signal);
  tracer.write_input("?");
  ASSERT_TRUE(tracer.wait_for([&] { return tracer.out() == "ready\nalive 1\n"; }));
  tracer.close_input();
  EXPECT_EQ(describe_status(tracer.finish().status), "exited with 4");
  EXPECT_THAT(trace(), AllOf(HasSubstr("alive 1"), HasSubstr("+++ exited with 4 +++")));
}

}  // namespace
}  // namespace spoor::live
