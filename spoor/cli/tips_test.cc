#include "spoor/cli/tips.h"

#include <gtest/gtest.h>

namespace spoor::cli {
namespace {

std::string tip(std::string_view words) {
  const auto choice = parse_tip_choice("--tips", words);
  return choice ? tip_text(*choice) : "error: " + choice.error().message();
}

TEST(TipsTest, ByNumberAndForm) {
  EXPECT_TRUE(tip("0").starts_with("tip: `spoor trace -P FILE"));
  EXPECT_EQ(tip("id:0"), tip("0,compact"));
  EXPECT_EQ(tip("format:full,id:1").find(tip("1").substr(5, 20)), tip("full,1").find("`spoor trace --json"));
  EXPECT_TRUE(tip("full,1").starts_with("+-"));
  EXPECT_EQ(tip("none"), "");
  EXPECT_EQ(tip("3,none"), "");
}

TEST(TipsTest, AnyNumberGivesOne) {
  EXPECT_TRUE(tip("300000").starts_with("tip: "));
  EXPECT_TRUE(tip("random").starts_with("tip: "));
  EXPECT_TRUE(tip("").starts_with("tip: "));
}

TEST(TipsTest, BadWordsAreNamed) {
  for (const char* words : {"foo", "id:full", "format:3", "-1"})
    EXPECT_EQ(tip(words), "error: --tips cannot be '" + std::string(words) + "'");
}

}  // namespace
}  // namespace spoor::cli
