// What a launched program gets, and what becomes of it when spoor is signalled.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "tests/live/fixture.h"
#include "tests/live/trace_text.h"

namespace spoor::live {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class LaunchTest : public Live {
 protected:
  std::vector<std::string> traced(std::vector<std::string> command, std::vector<std::string> options = {}) const {
    std::vector<std::string> arguments{"trace", "-o", file("trace")};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.emplace_back("--");
    arguments.insert(arguments.end(), command.begin(), command.end());
    return spoor(arguments);
  }

  std::unique_ptr<Process> start(std::vector<std::string> options = {}) const {
    auto process = std::make_unique<Process>(
        Launch{.command = traced({program("until_signal")}, options), .keep_input_open = true});
    process->wait_for([&] { return process->out() == "ready\n"; });
    return process;
  }
};

// As unusual as it gets: what the program sees is what it would see without spoor.
TEST_F(LaunchTest, InheritsEverything) {
  auto unusual = [] {
    sigset_t mask;
    sigemptyset(&mask);
    for (int signal : {SIGUSR1, SIGCHLD, SIGTRAP, SIGINT, SIGTERM, SIGALRM, SIGRTMIN, SIGSTOP, SIGSEGV})
      sigaddset(&mask, signal);
    sigprocmask(SIG_BLOCK, &mask, nullptr);
    for (int signal : {SIGHUP, SIGPIPE, SIGQUIT, SIGUSR2, SIGTTOU, SIGCONT, SIGALRM, SIGTSTP})
      ::signal(signal, SIG_IGN);
    rlimit limit{.rlim_cur = 300, .rlim_max = 400};
    setrlimit(RLIMIT_NOFILE, &limit);
    limit = {.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
    setrlimit(RLIMIT_CORE, &limit);
    dup2(0, 7);
    dup2(0, 250);
    umask(027);
    nice(3);
    if (chdir("/usr/lib") != 0) _exit(98);
    setenv("SPOOR_LIVE", "\xff = \n", 1);
  };
  const std::vector<std::string> wanted{program("inherited"), "folder=/usr/lib", "umask=27", "descriptors=0 1 2 7 250",
                                        "nice=3"};
  Outcome alone = run({.command = wanted, .prepare = unusual});
  ASSERT_THAT(alone.out, HasSubstr("OK\n"));
  for (const auto& options : std::vector<std::vector<std::string>>{{}, {"-e", "trace=%file"}}) {
    Outcome outcome = run({.command = traced(wanted, options), .prepare = unusual});
    EXPECT_EQ(outcome.out, alone.out);
    EXPECT_EQ(describe_status(outcome.status), "exited with 0");
  }
}

// A descriptor that was closed is closed for the program, and none of spoor's own files has taken its place.
TEST_F(LaunchTest, ClosedDescriptorsStayClosed) {
  for (int closed : {0, 1, 2}) {
    auto close_one = [closed] { close(closed); };
    const std::string test =
        "[ ! -e /proc/self/fd/" + std::to_string(closed) + " ] || exit 9; echo to stdout 2>/dev/null; exit 5";
    Outcome outcome = run({.command = traced({"/bin/sh", "-c", test}), .prepare = close_one});
    EXPECT_EQ(describe_status(outcome.status), "exited with 5") << "descriptor " << closed << ": " << outcome.err;
    auto trace = read_trace(read_file(file("trace")), {});
    EXPECT_THAT(trace.faults, IsEmpty());
    EXPECT_EQ(trace.ends.size(), 1U);
  }
}

// Ctrl-C goes to all of the terminal's group: the program handles it in its way, and spoor goes with it.
TEST_F(LaunchTest, InterruptReachesTheProgram) {
  auto tracer = start();
  tracer->signal_group(SIGINT);
  Outcome outcome = tracer->finish();
  EXPECT_EQ(describe_status(outcome.status), "exited with 3") << outcome.err;
  auto trace = read_trace(read_file(file("trace")), {});
  EXPECT_THAT(trace.faults, IsEmpty());
  EXPECT_EQ(trace.ends.size(), 1U);
}

class FatalSignalTest : public LaunchTest, public testing::WithParamInterface<int> {};

// Asked to end itself, spoor lets the program live, untraced; its output is whole up to there.
TEST_P(FatalSignalTest, ProgramLivesOn) {
  auto tracer = start();
  tracer->write_input("?");
  tracer->wait_for([&] { return tracer->out() == "ready\nalive 1\n"; });
  tracer->signal(GetParam());
  Outcome outcome = tracer->end();
  EXPECT_NE(describe_status(outcome.status), "exited with 0");
  auto text = read_file(file("trace"));
  EXPECT_THAT(read_trace(text, {.births_seen = true, .complete = false}).faults, IsEmpty());
  EXPECT_THAT(text, HasSubstr("alive 1"));
  expect_untraced(std::atoi(text.c_str()));
  tracer->write_input("?");
  tracer->wait_for([&] { return tracer->out() == "ready\nalive 1\nalive 2\n"; });
}

INSTANTIATE_TEST_SUITE_P(Live, FatalSignalTest, testing::Values(SIGTERM, SIGHUP),
                         [](const auto& parameter) { return parameter.param == SIGTERM ? "SIGTERM" : "SIGHUP"; });

// With calls left out by a filter in the kernel a program cannot outlive its tracer: the calls that the filter hands
// over would fail.
TEST_F(LaunchTest, FilteredProgramEndsWithKilledSpoor) {
  auto tracer = start({"-e", "trace=%file"});
  tracer->signal(SIGKILL);
  Outcome outcome = tracer->finish();
  EXPECT_EQ(describe_status(outcome.status), "killed by signal 9");
}

}  // namespace
}  // namespace spoor::live
