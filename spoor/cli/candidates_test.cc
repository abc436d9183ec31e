#include "spoor/cli/candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace spoor::cli {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

TEST(CandidatesTest, CallsOfATraceSet) {
  EXPECT_THAT(candidates("trace", "op"), Contains("open"));
  EXPECT_THAT(candidates("trace", "op"), Each(StartsWith("op")));
  EXPECT_THAT(candidates("trace", "%fi"), ElementsAre("%file"));
  EXPECT_THAT(candidates("trace", "read,clos"), Contains("read,close"));
  EXPECT_THAT(candidates("trace", "!clos"), Contains("!close"));
}

TEST(CandidatesTest, Expressions) {
  EXPECT_THAT(candidates("expression", "trace=op"), Contains("trace=openat"));
  EXPECT_THAT(candidates("expression", "sig"), Contains("signal="));
  EXPECT_THAT(candidates("expression", "openat2"), ElementsAre("openat2"));
  EXPECT_THAT(candidates("expression", "signal=SIGIN"), ElementsAre("signal=SIGINT"));
  EXPECT_THAT(candidates("expression", "nonsense=op"), IsEmpty());
}

TEST(CandidatesTest, WordsOfOtherSets) {
  EXPECT_THAT(candidates("status", "fai"), ElementsAre("failed"));
  EXPECT_THAT(candidates("decode-pids", "path,p"), ElementsAre("path,pidns"));
  EXPECT_THAT(candidates("output", ""), IsEmpty());
}

}  // namespace
}  // namespace spoor::cli
