#include "spoor/cli/option_parser.h"

#include <gtest/gtest.h>

#include <set>

#include "spoor/cli/option_text.h"

namespace spoor::cli {
namespace {

std::string problem(const std::vector<std::string>& words) {
  const auto line = parse_command_line(words);
  return line ? "" : line.error().message() + " / " + line.error().hint;
}

TEST(OptionParser, LettersTogetherAndArgumentsJoinedOrApart) {
  const auto line = parse_command_line({"-ffo", "out", "-s5", "--trace=open", "--signal", "HUP", "ls", "-l"});
  ASSERT_TRUE(line);
  ASSERT_EQ(line->options.size(), 6U);
  EXPECT_EQ(line->options[0].option->what, Opt::follow);
  EXPECT_EQ(line->options[2].argument, "out");
  EXPECT_EQ(line->options[3].argument, "5");
  EXPECT_EQ(line->options[4].argument, "open");
  EXPECT_EQ(line->options[5].argument, "HUP");
  EXPECT_EQ(line->rest, (std::vector<std::string>{"ls", "-l"}));
}

TEST(OptionParser, StopsBehindTwoDashes) {
  const auto line = parse_command_line({"--", "-x"});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->rest, std::vector<std::string>{"-x"});
}

TEST(OptionParser, LongNamesCanBeCutShort) {
  const auto line = parse_command_line({"--follow"});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->options[0].option->what, Opt::follow);
}

TEST(OptionParser, LettersTakeNoOptionalArgument) {
  const auto line = parse_command_line({"-qr", "ls"});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->options.size(), 2U);
  EXPECT_FALSE(line->options[0].has_argument);
}

TEST(OptionParser, SaysWhatIsWrong) {
  EXPECT_EQ(problem({"-Q"}), "no option -Q / `--help` lists the options");
  EXPECT_EQ(problem({"--folow-forks"}), "no option --folow-forks / did you mean --follow-forks?");
  EXPECT_EQ(problem({"-o"}), "-o needs an argument / `--help` lists the options");
  EXPECT_EQ(problem({"--trace"}), "--trace needs an argument / `--help` lists the options");
  EXPECT_EQ(problem({"--follow-forks=1"}), "--follow-forks takes no argument / ");
}

TEST(OptionTable, NoLetterAndNoNameTwice) {
  std::set<std::string> seen;
  for (const Option& option : trace_options_table()) {
    if (option.letter != 0) {
      EXPECT_TRUE(seen.insert(std::string(1, option.letter)).second) << option.letter;
    }
    if (!option.name.empty()) {
      EXPECT_TRUE(seen.insert(std::string(option.name)).second) << option.name;
    }
  }
}

TEST(OptionText, ListsEveryOptionEverywhere) {
  const std::string texts[] = {options_help("spoor trace"), options_manual("spoor trace"), completion_script("bash"),
                               completion_script("zsh"), completion_script("fish")};
  for (const Option& option : trace_options_table()) {
    if (option.help.empty() || option.what == Opt::refused || option.name.empty()) continue;
    std::string escaped;
    for (const char c : option.name) escaped += c == '-' ? "\\-" : std::string(1, c);
    EXPECT_NE(texts[0].find("--" + std::string(option.name)), std::string::npos) << option.name;
    EXPECT_NE(texts[1].find("\\-\\-" + escaped), std::string::npos) << option.name;
    EXPECT_NE(texts[2].find("--" + std::string(option.name)), std::string::npos) << option.name;
    EXPECT_NE(texts[3].find("--" + std::string(option.name)), std::string::npos) << option.name;
    EXPECT_NE(texts[4].find("-l " + std::string(option.name)), std::string::npos) << option.name;
  }
  EXPECT_EQ(completion_script("tcsh"), "");
}

}  // namespace
}  // namespace spoor::cli
