#include "spoor/cli/sets.h"

#include <gtest/gtest.h>
#include <signal.h>

#include "spoor/cli/nearest.h"

namespace spoor::cli {
namespace {

using abi::Abi;

template <typename T>
std::string problem(const Result<T>& result) {
  return result ? "" : result.error().message() + " / " + result.error().hint;
}

constexpr std::uint64_t read_nr = 0, write_nr = 1, openat_nr = 257, mmap_nr = 9;

TEST(SyscallSet, NamesStandForTheirNumberOfEachAbi) {
  const auto set = parse_syscall_set("read,openat");
  ASSERT_TRUE(set);
  EXPECT_TRUE(set->contains(Abi::x86_64, read_nr));
  EXPECT_TRUE(set->contains(Abi::i386, 3));
  EXPECT_TRUE(set->contains(Abi::x86_64, openat_nr));
  EXPECT_FALSE(set->contains(Abi::x86_64, write_nr));
  EXPECT_FALSE(set->contains(Abi::x86_64, 100'000));
}

TEST(SyscallSet, NegatedHoldsAllOthersUnknownOnesToo) {
  const auto set = parse_syscall_set("!read,%memory");
  ASSERT_TRUE(set);
  EXPECT_FALSE(set->contains(Abi::x86_64, read_nr));
  EXPECT_FALSE(set->contains(Abi::x86_64, mmap_nr));
  EXPECT_TRUE(set->contains(Abi::x86_64, write_nr));
  EXPECT_TRUE(set->contains(Abi::x86_64, 100'000));
}

TEST(SyscallSet, PersonalitiesRegexesClassesAndNumbers) {
  const auto one = parse_syscall_set("read@32");
  ASSERT_TRUE(one);
  EXPECT_TRUE(one->contains(Abi::i386, 3));
  EXPECT_FALSE(one->contains(Abi::x86_64, read_nr));
  const auto regex = parse_syscall_set("/^open(at)?$");
  ASSERT_TRUE(regex);
  EXPECT_TRUE(regex->contains(Abi::x86_64, 2));
  EXPECT_TRUE(regex->contains(Abi::x86_64, openat_nr));
  EXPECT_FALSE(regex->contains(Abi::x86_64, 304));  // open_by_handle_at
  EXPECT_TRUE(parse_syscall_set("file")->contains(Abi::x86_64, openat_nr));
  EXPECT_TRUE(parse_syscall_set("%file")->contains(Abi::x86_64, openat_nr));
  EXPECT_TRUE(parse_syscall_set("1")->contains(Abi::x86_64, write_nr));
  EXPECT_TRUE(parse_syscall_set("all")->everything());
  EXPECT_TRUE(parse_syscall_set("none")->nothing());
  EXPECT_TRUE(parse_syscall_set("!none")->everything());
}

TEST(SyscallSet, BadWordsAreNamed) {
  EXPECT_EQ(problem(parse_syscall_set("read,opnat")), "no system call 'opnat' / did you mean 'openat'?");
  EXPECT_EQ(problem(parse_syscall_set("%fil")), "no class of system calls '%fil' / did you mean '%file'?");
  EXPECT_EQ(problem(parse_syscall_set("")), "no system call '' / ");
  EXPECT_EQ(problem(parse_syscall_set("?opnat")), "");
  EXPECT_NE(problem(parse_syscall_set("/(")).find("regular expression '('"), std::string::npos);
}

TEST(SignalSet, NamesNumbersAndNegation) {
  const auto set = parse_signal_set("hup,SIGTERM,9");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->count(), 3U);
  EXPECT_TRUE(set->test(SIGKILL));
  EXPECT_FALSE(parse_signal_set("!io")->test(SIGIO));
  EXPECT_TRUE(parse_signal_set("!io")->test(SIGHUP));
  EXPECT_EQ(problem(parse_signal_set("SIGTREM")), "no signal 'SIGTREM' / did you mean 'SIGTERM'?");
  EXPECT_EQ(problem(parse_signal_set("65")), "no signal '65' / ");
}

TEST(NumberSet, Descriptors) {
  EXPECT_TRUE(parse_number_set("3,5")->contains(5));
  EXPECT_FALSE(parse_number_set("!3,5")->contains(5));
  EXPECT_TRUE(parse_number_set("all")->contains(77));
  EXPECT_EQ(problem(parse_number_set("-1")), "no descriptor '-1' / ");
}

TEST(WordSet, AllNoneAndNegation) {
  constexpr SetWord words[] = {{"red", 1}, {"green", 2}};
  EXPECT_EQ(parse_word_set("colour", "all", words), 3U);
  EXPECT_EQ(parse_word_set("colour", "!red", words), 2U);
  EXPECT_EQ(parse_word_set("colour", "none", words), 0U);
  EXPECT_EQ(problem(parse_word_set("colour", "gren", words)), "no colour 'gren' / did you mean 'green'?");
}

TEST(NearestWord, CountsSwappedNeighboursOnce) {
  constexpr std::string_view words[] = {"read", "write", "openat"};
  EXPECT_EQ(nearest("raed", words), "read");
  EXPECT_EQ(nearest("opneat", words), "openat");
  EXPECT_EQ(nearest("completely different", words), "");
}

}  // namespace
}  // namespace spoor::cli
