#include "spoor/output/json.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "spoor/abi/siginfo.h"
#include "spoor/output/format.h"
#include "tests/decode/fake_call.h"

namespace spoor::output {
namespace {

using namespace abi;

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class JsonTest : public ::testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/spoor_json_XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
    options_.destination.path = folder_ + "/out";
  }
  void TearDown() override { ASSERT_EQ(std::system(("rm -r " + folder_).c_str()), 0); }

  std::unique_ptr<Sink> open() {
    auto sink = find_format("json")->make(options_);
    EXPECT_TRUE(sink.has_value());
    return sink ? std::move(*sink) : nullptr;
  }
  std::string written() { return contents(options_.destination.path); }

  std::string folder_;
  SinkOptions options_;
};

// A call as the trace loop gives it, with raw arguments only where no row says more.
struct Made {
  explicit Made(std::string_view name, std::array<std::uint64_t, 6> args = {}) {
    call.tid = 12;
    call.pid = 11;
    row = Catalog::instance().find(call.abi, name);
    call.nr = row != nullptr ? static_cast<std::uint64_t>(row->numbers.of(call.abi)) : 0x1c7f;
    call.args = args;
    call.entered_ns = 1'764'111'844'123'456'789;
  }
  const Event& finish(std::int64_t result) {
    event = decode_entry(call, memory, facts, arena, {});
    call.state = CallState::finished;
    call.result = result;
    call.is_error = result < 0 && result > -4096;
    call.duration_ns = 1'500;
    decode_exit(event, memory, facts, arena, {});
    event.comm = "caf\xe9";
    return event;
  }
  const Event& leave_unfinished() {
    event = decode_entry(call, memory, facts, arena, {});
    call.state = CallState::unfinished;
    decode_exit(event, memory, facts, arena, {});
    return event;
  }

  Call call;
  const Syscall* row;
  spoor::testing::FakeMemory memory;
  Facts facts;
  Arena arena;
  Event event;
};

std::string json_of(const Event& event, bool instruction = false) {
  Buffer out;
  append_json_call(out, event, instruction);
  return {out.data(), out.size()};
}

TEST_F(JsonTest, AFinishedCall) {
  Made made("close", {3});
  EXPECT_EQ(json_of(made.finish(0)),
            "{\"type\":\"call\",\"pid\":11,\"tid\":12,\"comm\":{\"text\":\"caf\xef\xbf\xbd\",\"base64\":\"Y2Fm6Q==\"},"
            "\"time_ns\":1764111844123456789,\"duration_ns\":1500,\"abi\":\"x86_64\",\"nr\":3,\"syscall\":\"close\","
            "\"args\":{\"fd\":{\"fd\":3}},\"result\":0}");
}

TEST_F(JsonTest, AFailedCallSaysWhy) {
  Made made("close", {3});
  EXPECT_NE(json_of(made.finish(-9))
                .find(R"("result":-1,"error":{"errno":9,"name":"EBADF","message":"Bad file descriptor"}})"),
            std::string::npos);
}

TEST_F(JsonTest, ARestartedCallHasNoResult) {
  Made made("close", {3});
  const std::string json = json_of(made.finish(-512));
  EXPECT_EQ(json.find("\"result\""), std::string::npos);
  EXPECT_NE(json.find(R"("error":{"errno":512,"name":"ERESTARTSYS",)"), std::string::npos);
}

TEST_F(JsonTest, AnUnfinishedCallSaysSo) {
  Made made("read", {3, 0x1000, 10});
  const std::string json = json_of(made.leave_unfinished());
  EXPECT_NE(json.find(R"("args":{"fd":{"fd":3},"buf":{"address":"0x1000"},"count":10},"unfinished":true})"),
            std::string::npos);
  EXPECT_EQ(json.find("duration"), std::string::npos);
  EXPECT_EQ(json.find("\"result\""), std::string::npos);
}

TEST_F(JsonTest, AnUnknownCallHasItsNumber) {
  Made made("no such call", {1, 2});
  made.call.instruction = 0x4010;
  EXPECT_NE(
      json_of(made.finish(0x10), true)
          .find(R"("nr":7295,"syscall":"syscall_0x1c7f","instruction":"0x4010","args":{"arg0":1,"arg1":2,"arg2":0,)"
                R"("arg3":0,"arg4":0,"arg5":0},"result":16,"result_hex":"0x10"})"),
      std::string::npos);
}

TEST_F(JsonTest, EventsAreRecordsInTheOrderTheyCame) {
  siginfo_t info{};
  info.si_signo = SIGUSR1;
  info.si_code = SI_USER;
  info.si_pid = 5;
  info.si_uid = 6;
  const auto sink = open();
  sink->born({.tid = 12, .pid = 11, .parent = 11, .time_ns = 1, .comm = "a"});
  sink->born({.tid = 13, .pid = 13, .parent = 0, .time_ns = 2, .comm = "b"});
  sink->signalled(
      {.tid = 12, .pid = 11, .time_ns = 3, .signal = SIGUSR1, .info = std::as_bytes(std::span(&info, 1)), .comm = "a"});
  sink->stopped({.tid = 12, .pid = 11, .time_ns = 4, .signal = SIGSTOP, .comm = "a"});
  sink->executed({.tid = 11, .former_tid = 12, .time_ns = 5, .comm = "c"});
  sink->exited({.tid = 11, .pid = 11, .time_ns = 6, .status = 3 << 8, .comm = "c"});
  sink->exited({.tid = 13, .pid = 13, .time_ns = 7, .status = SIGKILL, .comm = "b"});
  sink->detached({.tid = 14, .pid = 14, .time_ns = 8, .comm = "d"});
  sink->end();
  EXPECT_EQ(written(), R"({"type":"birth","pid":11,"tid":12,"comm":"a","time_ns":1,"parent":11}
{"type":"birth","pid":13,"tid":13,"comm":"b","time_ns":2}
{"type":"signal","pid":11,"tid":12,"comm":"a","time_ns":3,"signal":{"value":10,"name":"SIGUSR1"},"info":{"si_signo":{"value":10,"name":"SIGUSR1"},"si_code":{"value":0,"name":"SI_USER"},"si_pid":{"pid":5},"si_uid":6}}
{"type":"stop","pid":11,"tid":12,"comm":"a","time_ns":4,"signal":{"value":19,"name":"SIGSTOP"}}
{"type":"exec","pid":11,"tid":11,"comm":"c","time_ns":5,"former_tid":12}
{"type":"exit","pid":11,"tid":11,"comm":"c","time_ns":6,"code":3}
{"type":"exit","pid":13,"tid":13,"comm":"b","time_ns":7,"signal":{"value":9,"name":"SIGKILL"},"core_dumped":false}
{"type":"detach","pid":14,"tid":14,"comm":"d","time_ns":8}
)");
}

TEST_F(JsonTest, EachTaskHasItsFileWhereAsked) {
  options_.destination.separate = true;
  const auto sink = open();
  Made made("close", {3});
  sink->finished(made.finish(0));
  sink->exited({.tid = 13, .pid = 13, .time_ns = 7, .status = 0, .comm = "b"});
  sink->end();
  EXPECT_EQ(contents(folder_ + "/out.12"), json_of(made.event) + "\n");
  EXPECT_EQ(contents(folder_ + "/out.13"), R"({"type":"exit","pid":13,"tid":13,"comm":"b","time_ns":7,"code":0})"
                                           "\n");
  EXPECT_EQ(sink->failed(), 0);
}

TEST_F(JsonTest, AFullDiskIsRememberedAndTheRestDropped) {
  options_.destination.path = "/dev/full";
  const auto sink = open();
  Made made("close", {3});
  sink->finished(made.finish(0));
  EXPECT_EQ(sink->failed(), 0);
  sink->flush(false);
  EXPECT_EQ(sink->failed(), ENOSPC);
  sink->finished(made.event);
  sink->end();
  EXPECT_EQ(sink->failed(), ENOSPC);
}

TEST_F(JsonTest, TotalsAlone) {
  options_.summary = true;
  options_.lines = false;
  const auto sink = open();
  EXPECT_FALSE(sink->wants_values());
  Made made("close", {3});
  sink->entered(made.event);
  sink->finished(made.finish(0));
  sink->exited({.tid = 1, .pid = 1, .time_ns = 5, .status = 0});
  sink->end();
  const std::string text = written();
  EXPECT_TRUE(text.starts_with(R"({"type":"summary","time_ns":)")) << text;
  EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
}

TEST_F(JsonTest, AFileThatCannotBeMadeIsAFailure) {
  options_.destination.path = folder_ + "/missing/out";
  EXPECT_FALSE(find_format("json")->make(options_).has_value());
  options_.destination.separate = true;
  const auto sink = open();
  sink->detached({.tid = 14, .pid = 14, .time_ns = 8, .comm = "d"});
  EXPECT_EQ(sink->failed(), ENOENT);
}

}  // namespace
}  // namespace spoor::output
