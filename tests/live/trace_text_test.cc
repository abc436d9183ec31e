#include "tests/live/trace_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor::live {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string good =
    "10    vfork( <unfinished ...>\n"
    "11    getpid() = 11\n"
    "11    exit_group(3) = ?\n"
    "11    +++ exited with 3 +++\n"
    "10    <... vfork resumed>) = 11\n"
    "10    --- SIGCHLD {si_signo=SIGCHLD} ---\n"
    "10    +++ killed by SIGTERM +++\n";

TEST(TraceText, GoodOneIsCounted) {
  auto trace = read_trace(good, {});
  EXPECT_THAT(trace.faults, IsEmpty());
  EXPECT_EQ(trace.calls["vfork"], 1);
  EXPECT_EQ(trace.ends[11], "exited with 3");
  EXPECT_EQ(trace.births[11], 1);
  EXPECT_EQ(trace.signals, 1);
}

TEST(TraceText, ExecOfThread) {
  auto trace = read_trace(
      "10 clone3({}) = 12\n"
      "10 read(3 <unfinished ...>\n"
      "12 execve(\"/x\", [], 0x7 /* 1 var */ <pid changed to 10 ...>\n"
      "10 +++ superseded by execve in pid 12 +++\n"
      "10 <... execve resumed>) = 0\n"
      "10 +++ exited with 0 +++\n",
      {});
  EXPECT_THAT(trace.faults, IsEmpty());
}

struct Fault {
  std::string text, wanted;
};

TEST(TraceText, FaultsAreFound) {
  for (const auto& [text, wanted] : {
           Fault{"10 getpid() = 10\n", "never ends"},
           Fault{good + "10 getpid() = 10\n", "ended task"},
           Fault{good + "10 +++ exited with 0 +++\n", "ended task"},
           Fault{"10 read(3 <unfinished ...>\n10 getpid() = 1\n10 +++ exited with 0 +++\n", "inside of read"},
           Fault{"10 <... read resumed>) = 1\n10 +++ exited with 0 +++\n", "not interrupted"},
           Fault{"10 getpid() = 10\n12 getpid() = 12\n12 +++ exited with 0 +++\n10 +++ exited with 0 +++\n",
                 "never born"},
           Fault{"10 fork() = 11\n10 +++ exited with 0 +++\n", "is born and never ends"},
           Fault{"10 fork() = 11\n10 fork() = 11\n11 +++ exited with 0 +++\n10 +++ exited with 0 +++\n",
                 "more than once"},
           Fault{"10 half a li\n10 +++ exited with 0 +++\n", "neither call"},
           Fault{"garbage\n", "no task id"},
       })
    EXPECT_THAT(read_trace(text, {}).faults, Contains(HasSubstr(wanted))) << text;
}

}  // namespace
}  // namespace spoor::live
