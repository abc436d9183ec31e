// Attaching to running programs and letting them go again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "tests/live/fixture.h"
#include "tests/live/trace_text.h"

namespace spoor::live {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class AttachTest : public Live {
 protected:
  static std::unique_ptr<Process> start(const std::string& name) {
    auto process = std::make_unique<Process>(Launch{.command = {program(name)}, .keep_input_open = true});
    process->wait_for([&] { return process->out().ends_with("ready\n"); });
    return process;
  }

  std::unique_ptr<Process> attach(const Process& target, std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"trace", "-o", file("trace"), "-p", std::to_string(target.pid())});
    return std::make_unique<Process>(Launch{.command = spoor(options)});
  }

  // Asks the target, which answers with a line.
  static std::string ask(Process& target) {
    auto before = target.out().size();
    target.write_input("?");
    target.wait_for([&] { return target.out().size() > before && target.out().ends_with('\n'); });
    return target.out().substr(before);
  }

  void expect_whole_trace(const TraceKind& kind) const {
    EXPECT_THAT(read_trace(read_file(file("trace")), kind).faults, IsEmpty());
  }
};

constexpr TraceKind part_of_it{.births_seen = false, .complete = false};

cpu_set_t cpus_of(pid_t tid) {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  sched_getaffinity(tid, sizeof cpus, &cpus);
  return cpus;
}

// Ctrl-C, SIGTERM and a spoor that is killed: the program goes on at once, with all its threads, and has lost nothing.
TEST_F(AttachTest, AgainAndAgainUnderLoad) {
  const int rounds = sanitized ? 40 : 200;
  auto target = start("attach_target");
  cpu_set_t cpus = cpus_of(target->pid());
  long answered = 0;
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    auto tracer = attach(*target);
    // Some are interrupted while they still attach.
    if (round % 4 != 3) {
      ASSERT_TRUE(eventually([&] { return tracer_of(target->pid(), target->pid()) == tracer->pid(); }));
      ASSERT_TRUE(eventually([&] { return !read_file(file("trace")).empty(); }));
    }
    tracer->signal(round % 3 == 2 ? SIGTERM : SIGINT);
    Outcome outcome = tracer->finish();
    EXPECT_FALSE(WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 125) << outcome.err;
    expect_untraced(target->pid());
    for (pid_t tid : tasks_of(target->pid())) {
      cpu_set_t now = cpus_of(tid);
      EXPECT_TRUE(CPU_COUNT(&now) == 0 || CPU_EQUAL(&now, &cpus)) << "task " << tid << " has other CPUs";
    }
    expect_whole_trace(part_of_it);
    long now = std::atol(ask(*target).c_str());
    EXPECT_GT(now, answered);
    answered = now;
  }
  target->signal(SIGTERM);
  target->close_input();
  Outcome outcome = target->finish();
  EXPECT_EQ(describe_status(outcome.status), "exited with 0");
  EXPECT_THAT(outcome.out, HasSubstr("OK\n"));
}

TEST_F(AttachTest, AllThreadsAreAttachedTo) {
  auto target = start("attach_target");
  auto tracer = attach(*target);
  EXPECT_TRUE(eventually([&] { return is_traced(target->pid(), tracer->pid()); })) << describe(target->pid());
  target->signal(SIGTERM);
  target->close_input();
  EXPECT_THAT(target->finish().out, HasSubstr("OK\n"));
  EXPECT_EQ(describe_status(tracer->finish().status), "exited with 0");
  expect_whole_trace({.births_seen = false, .complete = true});
}

// A spoor that is killed cannot restore anything; the kernel lets its tracees go.
TEST_F(AttachTest, KilledSpoorLeavesNoneStopped) {
  auto target = start("attach_target");
  for (int round = 0; round < (sanitized ? 5 : 20); ++round) {
    auto tracer = attach(*target);
    ASSERT_TRUE(eventually([&] { return is_traced(target->pid(), tracer->pid()); }));
    tracer->signal(SIGKILL);
    tracer->finish();
    EXPECT_TRUE(eventually([&] { return is_traced(target->pid(), 0); })) << describe(target->pid());
    ask(*target);
  }
  target->signal(SIGTERM);
  target->close_input();
  EXPECT_THAT(target->finish().out, HasSubstr("OK\n"));
}

// What was stopped when spoor came stays so, while it is there and when it goes.
TEST_F(AttachTest, StoppedProgramStaysStopped) {
  auto target = start("attach_target");
  target->signal(SIGSTOP);
  auto is_stopped = [&] {
    for (pid_t tid : tasks_of(target->pid())) {
      char state = state_of(target->pid(), tid);
      if (state != 'T' && state != 't') return false;
    }
    return true;
  };
  ASSERT_TRUE(eventually(is_stopped));
  for (int round = 0; round < 3; ++round) {
    auto tracer = attach(*target);
    ASSERT_TRUE(eventually([&] { return is_traced(target->pid(), tracer->pid()); }));
    target->write_input("?");
    tracer->signal(SIGINT);
    tracer->finish();
    EXPECT_TRUE(is_traced(target->pid(), 0)) << describe(target->pid());
    EXPECT_TRUE(eventually(is_stopped)) << describe(target->pid());
  }
  EXPECT_EQ(target->out(), "ready\n");
  auto tracer = attach(*target);
  ASSERT_TRUE(eventually([&] { return is_traced(target->pid(), tracer->pid()); }));
  target->signal(SIGCONT);
  target->wait_for([&] { return target->out() != "ready\n"; });
  target->signal(SIGTERM);
  target->close_input();
  EXPECT_THAT(target->finish().out, HasSubstr("OK\n"));
  EXPECT_EQ(describe_status(tracer->finish().status), "exited with 0");
}

// A stop that comes while spoor is there outlives it too.
TEST_F(AttachTest, StoppedUnderSpoorStaysStopped) {
  auto target = start("until_signal");
  auto tracer = attach(*target);
  ASSERT_TRUE(eventually([&] { return is_traced(target->pid(), tracer->pid()); }));
  ask(*target);
  target->signal(SIGSTOP);
  ASSERT_TRUE(eventually([&] { return read_file(file("trace")).find("stopped by SIGSTOP") != std::string::npos; }));
  tracer->signal(SIGINT);
  tracer->finish();
  EXPECT_TRUE(eventually([&] { return state_of(target->pid(), target->pid()) == 'T'; })) << describe(target->pid());
  target->signal(SIGCONT);
  EXPECT_EQ(ask(*target), "alive 2\n");
}

// A call in which the program sleeps goes on over an attach and a detach.
TEST_F(AttachTest, SleepingCallIsNotDisturbed) {
  auto target = start("until_signal");
  for (int round = 1; round <= 10; ++round) {
    auto tracer = attach(*target);
    ASSERT_TRUE(eventually([&] { return is_traced(target->pid(), tracer->pid()); }));
    tracer->signal(SIGINT);
    tracer->finish();
    EXPECT_EQ(ask(*target), "alive " + std::to_string(round) + "\n");
  }
  target->close_input();
  EXPECT_EQ(describe_status(target->finish().status), "exited with 4");
}

TEST_F(AttachTest, SeveralAtOnce) {
  auto one = start("until_signal"), other = start("until_signal"), third = start("until_signal");
  auto ids = std::to_string(other->pid()) + "," + std::to_string(third->pid());
  auto tracer = attach(*one, {"-p", ids});
  for (auto* target : {&one, &other, &third}) {
    ASSERT_TRUE(eventually([&] { return is_traced((*target)->pid(), tracer->pid()); })) << tracer->finish().err;
    EXPECT_EQ(ask(**target), "alive 1\n");
  }
  // It goes on while one of them lives.
  one->close_input();
  other->close_input();
  one->finish();
  other->finish();
  EXPECT_EQ(ask(*third), "alive 2\n");
  EXPECT_TRUE(is_traced(third->pid(), tracer->pid()));
  third->close_input();
  third->finish();
  EXPECT_EQ(describe_status(tracer->finish().status), "exited with 0");
  auto trace = read_trace(read_file(file("trace")), {.births_seen = false, .complete = true});
  EXPECT_THAT(trace.faults, IsEmpty());
  EXPECT_EQ(trace.ends.size(), 3U);
}

// The whole group gets the terminal's Ctrl-C, the attached program none of it.
TEST_F(AttachTest, InterruptDetaches) {
  auto target = start("until_signal");
  auto tracer = attach(*target);
  ASSERT_TRUE(eventually([&] { return is_traced(target->pid(), tracer->pid()); }));
  ask(*target);
  // Back in its read, so that there is a call to be detached in.
  ASSERT_TRUE(eventually([&] { return state_of(target->pid(), target->pid()) == 'S'; }));
  tracer->signal_group(SIGINT);
  tracer->finish();
  expect_untraced(target->pid());
  EXPECT_THAT(read_file(file("trace")), HasSubstr("detached"));
  EXPECT_EQ(ask(*target), "alive 2\n");
}

}  // namespace
}  // namespace spoor::live
