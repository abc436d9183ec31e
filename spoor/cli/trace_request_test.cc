#include "spoor/cli/trace_request.h"

#include <gtest/gtest.h>

namespace spoor::cli {
namespace {

Result<TraceRequest> request(const std::vector<std::string>& words, Defaults defaults = Defaults::strace) {
  const auto line = parse_command_line(words);
  if (!line) return std::unexpected(line.error());
  return make_request(*line, defaults, "strace");
}
std::string problem(const std::vector<std::string>& words) {
  const auto made = request(words);
  return made ? "" : made.error().message();
}

TEST(TraceRequest, TwoSetsOfDefaults) {
  const auto strace = request({"ls"});
  ASSERT_TRUE(strace);
  EXPECT_FALSE(strace->trace.follow);
  EXPECT_FALSE(strace->trace.fds.any());
  EXPECT_FALSE(strace->trace.resolve_paths);
  const auto trace = request({"ls"}, Defaults::trace);
  ASSERT_TRUE(trace);
  EXPECT_TRUE(trace->trace.follow);
  EXPECT_TRUE(trace->trace.fds.path && trace->trace.fds.socket);
  EXPECT_TRUE(trace->sink.text.values.absolute_paths);
}

TEST(TraceRequest, RepeatedLettersMeanMore) {
  EXPECT_TRUE(request({"-ff", "-o", "x", "ls"})->sink.destination.separate);
  EXPECT_FALSE(request({"-ff", "ls"})->sink.destination.separate);
  EXPECT_FALSE(request({"-q", "ls"})->sink.quiet.exit);
  EXPECT_TRUE(request({"-qq", "ls"})->sink.quiet.exit);
  EXPECT_TRUE(request({"-qqq", "ls"})->sink.quiet.thread_execve);
  EXPECT_EQ(request({"-ttt", "ls"})->sink.text.clock, output::ClockStyle::epoch);
  EXPECT_EQ(request({"-tt", "ls"})->sink.text.clock_precision, output::Precision::us);
  EXPECT_EQ(request({"-xx", "ls"})->sink.text.values.quotes, QuoteStyle::hex);
  EXPECT_FALSE(request({"-y", "ls"})->trace.fds.socket);
  EXPECT_TRUE(request({"-yy", "ls"})->trace.fds.pidfd);
  EXPECT_EQ(request({"-DD", "ls"})->trace.daemonize, 2);
}

TEST(TraceRequest, ExpressionsAreTheLongOptionsAndTheirOldNames) {
  EXPECT_TRUE(request({"-e", "openat", "ls"})->trace.trace.contains(abi::Abi::x86_64, 257));
  EXPECT_FALSE(request({"-e", "t=openat", "ls"})->trace.trace.contains(abi::Abi::x86_64, 0));
  EXPECT_TRUE(request({"-e", "quiet=exit", "ls"})->sink.quiet.exit);
  EXPECT_TRUE(request({"-e", "silent=exit", "ls"})->sink.quiet.exit);
  EXPECT_TRUE(request({"-e", "decode-fd=socket", "ls"})->trace.fds.socket);
  EXPECT_TRUE(request({"-e", "r=3", "ls"})->trace.dump_reads.contains(3));
  EXPECT_TRUE(request({"-e", "status=failed", "ls"})->statuses.test(1));
}

TEST(TraceRequest, Timestamps) {
  const auto made = request({"--absolute-timestamps=format:unix,precision:ns", "-r", "--syscall-times=ms", "ls"});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->sink.text.clock, output::ClockStyle::epoch);
  EXPECT_EQ(made->sink.text.clock_precision, output::Precision::ns);
  EXPECT_EQ(made->sink.text.since_last, output::Precision::us);
  EXPECT_EQ(made->sink.text.call_time, output::Precision::ms);
}

TEST(TraceRequest, ListsOfProcesses) {
  const auto made = request({"-p", "12, 13\n14", "-p", "12"});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->trace.attach, (std::vector<pid_t>{12, 13, 14}));
  EXPECT_TRUE(made->sink.attached);
}

TEST(TraceRequest, OutputToAFileIsQuietAboutAttaching) {
  EXPECT_TRUE(request({"-o", "x", "ls"})->sink.quiet.attach);
  EXPECT_FALSE(request({"-o", "x", "-p", "1"})->sink.quiet.attach);
  EXPECT_EQ(request({"-o", "|cat", "ls"})->sink.destination.command, "cat");
}

TEST(TraceRequest, WhatCannotBeIsRefused) {
  EXPECT_EQ(problem({}), "nothing to trace: no program, no -p PID");
  EXPECT_EQ(problem({"-p", "x"}), "-p needs a number, not 'x'");
  EXPECT_EQ(problem({"-D", "-p", "1"}), "-D needs a program to run");
  EXPECT_EQ(problem({"-s", "x", "ls"}), "-s needs a number, not 'x'");
  EXPECT_EQ(problem({"-k", "ls"}), "-k: spoor cannot show stack traces yet");
  EXPECT_EQ(problem({"-e", "inject=open:error=EIO", "ls"}), "-e inject: spoor cannot change calls yet");
  EXPECT_EQ(problem({"--fault=open", "ls"}), "--fault: spoor cannot make calls fail yet");
  EXPECT_EQ(problem({"-b", "open", "ls"}), "-b can only be execve, not 'open'");
  EXPECT_EQ(problem({"-c", "-ff", "-o", "x", "ls"}),
            "-c and -C count for all tasks: they cannot go with one file a task");
  EXPECT_EQ(problem({"-ff", "-o", "|cat", "ls"}), "one file a task cannot go into a command");
  EXPECT_EQ(problem({"-w", "ls"}), "-w needs -c or -C");
  EXPECT_EQ(problem({"-A", "ls"}), "-A needs -o FILE");
  EXPECT_EQ(problem({"-I", "5", "ls"}), "-I cannot be '5'");
  EXPECT_EQ(problem({"--format=xml", "ls"}), "no format 'xml'");
  EXPECT_EQ(problem({"-S", "tme", "-c", "ls"}), "no order 'tme'");
  EXPECT_EQ(problem({"-U", "calls,calls", "-c", "ls"}), "column 'calls' is there twice");
  EXPECT_EQ(problem({"-O", "5x", "-c", "ls"}), "-O needs a time, not '5x'");
}

TEST(TraceRequest, FilteringByPathNeedsPathsThatAreNotShown) {
  const auto made = request({"-P", "/etc/passwd", "ls"});
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->trace.fds.path);
  EXPECT_FALSE(made->sink.text.values.targets);
}

}  // namespace
}  // namespace spoor::cli
