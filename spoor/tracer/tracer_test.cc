#include "spoor/tracer/tracer.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cstring>
#include <functional>
#include <set>

#include "spoor/arch/registers.h"

namespace spoor::tracer {
namespace {

Program shell(const std::string& script) {
  Program program;
  program.path = "/bin/sh";
  program.argv = {"sh", "-c", script};
  program.environment = {"PATH=/usr/bin:/bin"};
  sigemptyset(&program.signal_mask);
  return program;
}

struct Outcome {
  int status = -1;  // of the program
  int tasks = 0;    // NewTasks
  int ended = 0;    // Gones
};

// Runs the program to its end; `look` sees every stop before it is resumed.
Outcome run(const Program& program, const std::function<void(Stop&)>& look, TracerOptions options = {}) {
  Tracer tracer(options);
  const auto pid = tracer.launch(program);
  EXPECT_TRUE(pid.has_value());
  Outcome outcome;
  for (;;) {
    Wait wait = tracer.next();
    if (std::holds_alternative<Done>(wait)) return outcome;
    if (const auto* gone = std::get_if<Gone>(&wait)) {
      ++outcome.ended;
      if (gone->tid == *pid) outcome.status = gone->status;
    }
    auto* stop = std::get_if<Stop>(&wait);
    if (stop == nullptr) continue;
    look(*stop);
    if (stop->as<NewTask>() != nullptr) ++outcome.tasks;
    const auto* delivery = stop->as<SignalDelivery>();
    EXPECT_TRUE(std::move(*stop).resume(How::to_syscall, delivery != nullptr ? delivery->signal : 0));
  }
}

bool enters(const Stop& stop, std::uint64_t nr) {
  return stop.as<SyscallEnter>() != nullptr && stop.tracee().call.nr == nr;
}

TEST(Tracer, ReportsTheExecOfALaunchedProgramFirst) {
  std::vector<std::uint64_t> calls;
  const auto outcome = run(shell("exit 3"), [&](Stop& stop) {
    if (stop.as<SyscallEnter>() != nullptr) calls.push_back(stop.tracee().call.nr);
  });
  ASSERT_FALSE(calls.empty());
  EXPECT_EQ(calls.front(), std::uint64_t{SYS_execve});
  EXPECT_EQ(calls.back(), std::uint64_t{SYS_exit_group});
  EXPECT_TRUE(WIFEXITED(outcome.status));
  EXPECT_EQ(WEXITSTATUS(outcome.status), 3);
}

TEST(Tracer, PairsEveryEntryWithItsExit) {
  std::set<pid_t> inside;
  int exits = 0;
  run(shell("cat /dev/null; :"), [&](Stop& stop) {
    if (stop.as<SyscallEnter>() != nullptr) {
      EXPECT_TRUE(inside.insert(stop.tid()).second);
    }
    if (stop.as<SyscallExit>() != nullptr) {
      EXPECT_EQ(inside.erase(stop.tid()), 1u);
      EXPECT_TRUE(stop.tracee().call.finished());
      ++exits;
    }
  });
  EXPECT_GT(exits, 20);
}

TEST(Tracer, FollowsChildrenToTheirEnds) {
  const auto outcome = run(shell("cat /dev/null & cat /dev/null & wait"), [](Stop&) {});
  EXPECT_EQ(outcome.tasks, 3);
  EXPECT_EQ(outcome.ended, 3);
}

TEST(Tracer, LeavesChildrenAloneWhereAskedTo) {
  const auto outcome = run(shell("cat /dev/null; :"), [](Stop&) {}, {.follow = false});
  EXPECT_EQ(outcome.tasks, 1);
  EXPECT_EQ(outcome.ended, 1);
  EXPECT_EQ(outcome.status, 0);
}

TEST(Tracer, RegistersCanBeReadAndChanged) {
  const auto outcome = run(shell("exit 3"), [](Stop& stop) {
    if (!enters(stop, SYS_exit_group)) return;
    auto registers = stop.registers();
    ASSERT_TRUE(registers.has_value());
    EXPECT_EQ(registers->get("orig_rax"), std::uint64_t{SYS_exit_group});
    EXPECT_EQ(registers->get("rdi"), std::uint64_t{3});
    EXPECT_EQ(registers->pc(), stop.tracee().call.instruction);
    EXPECT_EQ(registers->sp(), stop.tracee().call.stack);
    EXPECT_TRUE(registers->set("rdi", 9));
    EXPECT_FALSE(registers->set("no such register", 9));
    EXPECT_TRUE(stop.set_registers(*registers));
  });
  EXPECT_EQ(WEXITSTATUS(outcome.status), 9);
}

TEST(Tracer, DebugAndFloatRegistersCanBeReadAndChanged) {
  run(shell("exit 0"), [](Stop& stop) {
    if (!enters(stop, SYS_exit_group)) return;
    const std::uint64_t watched = stop.tracee().call.stack & ~std::uint64_t{7};
    EXPECT_TRUE(arch::store_debug_register(stop.tid(), 0, watched));
    EXPECT_EQ(arch::load_debug_register(stop.tid(), 0).value_or(0), watched);
    EXPECT_FALSE(arch::store_debug_register(stop.tid(), 8, 0));
    auto area = arch::load_float_registers(stop.tid());
    ASSERT_TRUE(area.has_value());
    ASSERT_GE(area->size(), 512u);   // the legacy area of XSAVE
    (*area)[160] = std::byte{0x5a};  // low byte of xmm0
    (*area)[512] |= std::byte{2};    // XSTATE_BV: SSE state is present
    ASSERT_TRUE(arch::store_float_registers(stop.tid(), *area));
    EXPECT_EQ(arch::load_float_registers(stop.tid()).value()[160], std::byte{0x5a});
  });
}

TEST(Tracer, MemoryCanBeReadAndChanged) {
  const auto outcome = run(shell("cd /no/such/directory && exit 5; exit 6"), [](Stop& stop) {
    if (!enters(stop, SYS_chdir)) return;
    const RemoteAddr path(stop.tracee().call.args[0]);
    std::array<std::byte, 5> there{};
    ASSERT_EQ(stop.memory().read(path, there), there.size());
    EXPECT_EQ(std::memcmp(there.data(), "/no/s", 5), 0);
    EXPECT_TRUE(stop.write(path, std::as_bytes(std::span("/tmp"))));
    ASSERT_EQ(stop.memory().read(path, there), there.size());
    EXPECT_EQ(std::memcmp(there.data(), "/tmp", 5), 0);  // not what was cached
  });
  EXPECT_EQ(WEXITSTATUS(outcome.status), 5);
}

TEST(Tracer, UnmappedMemoryIsAShortRead) {
  run(shell("exit 0"), [](Stop& stop) {
    if (!enters(stop, SYS_exit_group)) return;
    std::array<std::byte, 64> there{};
    EXPECT_EQ(stop.memory().read(RemoteAddr(8), there), 0u);
    EXPECT_EQ(stop.memory().read(RemoteAddr(~std::uint64_t{0} - 7), there), 0u);
  });
}

TEST(Tracer, SaysWhyAProgramCouldNotBeRun) {
  Program program = shell("");
  program.path = "/no/such/program";
  Tracer tracer;
  ASSERT_TRUE(tracer.launch(program));
  int exec_error = 0;
  for (Wait wait = tracer.next(); !std::holds_alternative<Done>(wait); wait = tracer.next()) {
    if (const auto* gone = std::get_if<Gone>(&wait)) exec_error = gone->exec_error;
    if (auto* stop = std::get_if<Stop>(&wait)) {
      EXPECT_TRUE(std::move(*stop).resume(How::to_syscall));
    }
  }
  EXPECT_EQ(exec_error, ENOENT);
}

TEST(Tracer, AttachingToNothingIsAnError) {
  Tracer tracer;
  const auto attached = tracer.attach(0x3fffffff);
  ASSERT_FALSE(attached.has_value());
  EXPECT_EQ(attached.error().code, ESRCH);
  EXPECT_EQ(tracer.size(), 0u);
}

TEST(Tracer, DetachingLeavesTheProgramRunning) {
  const pid_t pid = ::fork();
  if (pid == 0)
    for (;;) ::pause();
  {
    Tracer tracer;
    ASSERT_TRUE(tracer.attach(pid));
    Wait wait = tracer.next();
    auto* stop = std::get_if<Stop>(&wait);
    ASSERT_NE(stop, nullptr);
    EXPECT_NE(stop->as<NewTask>(), nullptr);
    tracer.detach_all();
    EXPECT_EQ(tracer.size(), 0u);
  }
  ::kill(pid, SIGTERM);
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGTERM);
}

}  // namespace
}  // namespace spoor::tracer
