#include "spoor/output/text.h"

#include <gtest/gtest.h>
#include <sys/signal.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "spoor/abi/catalog.h"
#include "spoor/abi/decode.h"

namespace spoor::output {
namespace {

using namespace abi;

// A sink that writes to a file, and made-up calls whose arguments are given as Values.
class Text : public ::testing::Test {
 protected:
  Text() {
    std::string name = std::filesystem::temp_directory_path() / "spoor-text-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    options_.destination.path = folder_ / "out";
    options_.program = "strace";
  }
  ~Text() override { std::filesystem::remove_all(folder_); }

  TextSink& sink() {
    if (!sink_) {
      auto stream = Stream::create(options_.destination.path, false);
      sink_.emplace(options_, std::move(*stream));
    }
    return *sink_;
  }

  // What has been written; the sink is at its end then.
  std::string written() {
    sink().end();
    return contents(options_.destination.path);
  }
  static std::string contents(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  template <typename T>
  ValueRef value(T alternative) {
    return arena_.make<Value>(alternative);
  }

  struct Made {
    Call call;
    Event event;
  };

  // read(3, "…", 9), with the buffer not known yet.
  Made& enter_read(pid_t tid) {
    Made& made = enter(tid, "read");
    made.event.args[0] = value(FdRef{3, {}, {}});
    made.event.args[1] = nullptr;
    made.event.args[2] = value(UInt{9});
    sink().entered(made.event);
    return made;
  }
  void finish_read(Made& made, std::int64_t result) {
    made.call.state = CallState::finished;
    made.call.result = result;
    made.call.is_error = result < 0;
    made.event.args[1] = result < 0 ? value(Pointer{RemoteAddr(0x1000)}) : value(Str{"hello"});
    sink().finished(made.event);
  }
  Made& enter(pid_t tid, std::string_view name) {
    Made& made = made_.emplace_back();
    const Syscall* row = Catalog::instance().find(Abi::x86_64, name);
    made.call.tid = made.call.pid = tid;
    made.call.nr = static_cast<std::uint64_t>(row->numbers.x86_64);
    made.call.entered_ns = 1'000'000'002'500'000'000;
    made.call.duration_ns = 72'839;
    made.call.instruction = 0x7f00;
    made.event.call = &made.call;
    made.event.row = row;
    made.event.spec = row->args_of(made.call);
    return made;
  }
  void finish(Made& made, std::int64_t result) {
    made.call.state = CallState::finished;
    made.call.result = result;
    made.call.is_error = result < 0;
    sink().finished(made.event);
  }

  SinkOptions options_;
  std::filesystem::path folder_;
  std::optional<TextSink> sink_;
  Arena arena_;
  std::deque<Made> made_;
};

TEST_F(Text, AlignsResults) {
  finish_read(enter_read(7), 5);
  finish_read(enter_read(7), -9);
  EXPECT_EQ(written(),
            "read(3, \"hello\", 9)                     = 5\n"
            "read(3, 0x1000, 9)                      = -1 EBADF (Bad file descriptor)\n");
}

TEST_F(Text, RestartsHaveNoResult) {
  finish_read(enter_read(7), -512);
  EXPECT_EQ(written(),
            "read(3, 0x1000, 9)                      = ? ERESTARTSYS (To be restarted if SA_RESTART is set)\n");
}

TEST_F(Text, SplitsALineWhereAnotherTaskComesBetween) {
  options_.text.many_tasks = true;
  Made& first = enter_read(7);
  Made& second = enter_read(8);
  finish_read(second, 5);
  finish_read(first, 5);
  EXPECT_EQ(written(),
            "7     read(3,  <unfinished ...>\n"
            "8     read(3, \"hello\", 9)               = 5\n"
            "7     <... read resumed>\"hello\", 9)     = 5\n");
}

TEST_F(Text, ContinuesALineThatWasShownWhileIdle) {
  Made& call = enter_read(7);
  sink().flush(true);
  EXPECT_EQ(contents(options_.destination.path), "read(3, ");
  finish_read(call, 5);
  EXPECT_EQ(written(), "read(3, \"hello\", 9)                     = 5\n");
}

TEST_F(Text, ASignalSplitsTheLineOfItsOwnTask) {
  Made& call = enter_read(7);
  sink().stopped({.tid = 7, .pid = 7, .time_ns = 1, .signal = SIGSTOP});
  finish_read(call, 5);
  EXPECT_EQ(written(),
            "read(3,  <unfinished ...>\n"
            "--- stopped by SIGSTOP ---\n"
            "<... read resumed>\"hello\", 9)           = 5\n");
}

TEST_F(Text, ATaskKilledInsideACall) {
  Made& call = enter_read(7);
  call.call.state = CallState::unfinished;
  call.event.args[1] = value(Pointer{RemoteAddr(0x1000)});
  sink().finished(call.event);
  sink().exited({.tid = 7, .pid = 7, .time_ns = 1, .status = SIGKILL});
  EXPECT_EQ(written(),
            "read(3,  <unfinished ...>)              = ?\n"
            "+++ killed by SIGKILL +++\n");
}

TEST_F(Text, ExitStatusAndCore) {
  sink().exited({.tid = 7, .pid = 7, .time_ns = 1, .status = 3 << 8});
  sink().exited({.tid = 8, .pid = 8, .time_ns = 1, .status = SIGSEGV | 0x80});
  EXPECT_EQ(written(), "+++ exited with 3 +++\n+++ killed by SIGSEGV (core dumped) +++\n");
}

TEST_F(Text, QuietAboutExits) {
  options_.quiet.exit = true;
  sink().exited({.tid = 7, .pid = 7, .time_ns = 1, .status = 0});
  EXPECT_EQ(written(), "");
}

TEST_F(Text, Prefixes) {
  options_.text.clock = ClockStyle::epoch;
  options_.text.clock_precision = Precision::ms;
  options_.text.since_last = Precision::us;
  options_.text.call_time = Precision::us;
  options_.text.syscall_number = true;
  options_.text.instruction_pointer = true;
  options_.text.column = 0;
  finish_read(enter_read(7), 5);
  sink().exited({.tid = 7, .pid = 7, .time_ns = 1'000'000'003'000'000'000, .status = 0});
  EXPECT_EQ(written(),
            "1000000002.500 (+     0.000000) [   0] [0000000000007f00] read(3, \"hello\", 9) = 5 <0.000072>\n"
            "1000000003.000 (+     0.500000) [   0] [????????????????] +++ exited with 0 +++\n");
}

TEST_F(Text, ACommandNameStandsDirectlyBehindItsNumber) {
  options_.text.many_tasks = options_.text.commands = true;
  sink().exited({.tid = 7, .pid = 7, .time_ns = 1, .status = 0, .comm = "cat"});
  sink().exited({.tid = 8, .pid = 8, .time_ns = 1, .status = 0});
  EXPECT_EQ(written(), "7<cat> +++ exited with 0 +++\n8     +++ exited with 0 +++\n");
}

TEST_F(Text, ANumberWithoutARow) {
  Made& made = enter(7, "read");
  made.call.nr = 0x1c7;
  made.event.row = nullptr;
  made.event.spec = made.event.spec.first(1);
  made.event.args[0] = value(UInt{1, UInt::Base::hex});
  sink().entered(made.event);
  finish(made, -38);
  EXPECT_EQ(written(), "syscall_0x1c7(0x1)                      = -1 ENOSYS (Function not implemented)\n");
}

TEST_F(Text, ADetachedTaskEndsItsLine) {
  options_.quiet.attach = true;
  enter_read(7);
  sink().detached({.tid = 7, .pid = 7, .time_ns = 1});
  EXPECT_EQ(written(), "read(3,  <detached ...>\n");
}

TEST_F(Text, ATaskThatGotAnotherTracer) {
  enter_read(7);
  sink().detached({.tid = 7, .pid = 7, .time_ns = 1, .comm = {}, .tracer = 5});
  EXPECT_EQ(written(),
            "read(3,  <detached ...>\n"
            "+++ handed over to process 5, which traces it now +++\n");
}

TEST_F(Text, AHandedOverTaskInterruptsTheLineOfAnother) {
  options_.text.many_tasks = true;
  Made& made = enter(5, "getpid");
  sink().entered(made.event);
  sink().detached({.tid = 7, .pid = 7, .time_ns = 1, .comm = {}, .tracer = 5});
  finish(made, 5);
  EXPECT_EQ(written(),
            "5     getpid( <unfinished ...>\n"
            "7     +++ handed over to process 5, which traces it now +++\n"
            "5     <... getpid resumed>)             = 5\n");
}

TEST_F(Text, ExecByAThreadThatIsNotTheLeader) {
  options_.text.many_tasks = true;
  sink().born({.tid = 7, .pid = 7, .parent = 0, .time_ns = 1});
  Made& made = enter(8, "getpid");
  sink().entered(made.event);
  sink().executed({.tid = 7, .former_tid = 8, .time_ns = 1});
  made.call.tid = 7;
  finish(made, 0);
  EXPECT_EQ(written(),
            "8     getpid( <pid changed to 7 ...>\n"
            "7     +++ superseded by execve in pid 8 +++\n"
            "7     <... getpid resumed>)             = 0\n");
}

TEST_F(Text, AFileATask) {
  options_.destination.separate = true;
  sink_.emplace(options_, std::nullopt);
  Made& first = enter_read(7);
  finish_read(enter_read(8), 5);
  finish_read(first, 5);
  sink().exited({.tid = 7, .pid = 7, .time_ns = 1, .status = 0});
  sink().end();
  EXPECT_EQ(contents(options_.destination.path + ".7"),
            "read(3, \"hello\", 9)                     = 5\n+++ exited with 0 +++\n");
  EXPECT_EQ(contents(options_.destination.path + ".8"), "read(3, \"hello\", 9)                     = 5\n");
}

TEST_F(Text, ColourChangesNoCharacter) {
  finish_read(enter_read(7), 5);
  const std::string plain = written();
  sink_.reset();
  options_.text.colour = true;
  finish_read(enter_read(7), 5);
  std::string coloured = written();
  EXPECT_NE(coloured, plain);
  for (std::size_t at; (at = coloured.find('\033')) != std::string::npos;)
    coloured.erase(at, coloured.find('m', at) - at + 1);
  EXPECT_EQ(coloured, plain);
}

TEST_F(Text, DumpsWhatWasRead) {
  options_.text.dump_reads.insert(3);
  Made& call = enter_read(7);
  call.call.args[0] = 3;
  finish_read(call, 5);
  EXPECT_EQ(written(),
            "read(3, \"hello\", 9)                     = 5\n"
            " | 00000  68 65 6c 6c 6f                                    hello            |\n");
}

TEST_F(Text, TheLineOfADumpedCallIsCutAllTheSame) {
  options_.text.dump_reads.insert(3);
  options_.text.string_limit = 2;
  Made& call = enter_read(7);
  call.call.args[0] = 3;
  finish_read(call, 5);
  EXPECT_TRUE(written().starts_with("read(3, \"he\"..., 9)"));
}

TEST_F(Text, SaysThatTheDiskIsFull) {
  options_.destination.path = "/dev/full";
  sink_.emplace(options_, std::move(*Stream::create("/dev/full", false)));
  finish_read(enter_read(7), 5);
  sink().flush(false);
  EXPECT_EQ(sink().failed(), ENOSPC);
}

}  // namespace
}  // namespace spoor::output
