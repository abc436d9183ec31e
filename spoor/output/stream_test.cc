#include "spoor/output/stream.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "spoor/output/clock_text.h"
#include "spoor/output/format.h"
#include "spoor/output/number_set.h"

namespace spoor::output {
namespace {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = std::filesystem::temp_directory_path() / "spoor-stream-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string file(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(Stream, CreateEmptiesTheFileAndAppendKeepsIt) {
  const TemporaryFolder folder;
  const std::string path = folder.file("out");
  for (const bool append : {false, false, true}) {
    auto stream = Stream::create(path, append);
    ASSERT_TRUE(stream);
    spoor::append(stream->buffer(), "line\n");
    stream->close();
  }
  EXPECT_EQ(text_of(path), "line\nline\n");
}

TEST(Stream, SaysWhichFileCannotBeOpened) {
  const auto stream = Stream::create("/nonexistent/folder/out", false);
  ASSERT_FALSE(stream);
  EXPECT_EQ(stream.error().message(), "open: /nonexistent/folder/out: No such file or directory");
}

TEST(Stream, RemembersAFullDiskAndDropsTheRest) {
  auto stream = Stream::create("/dev/full", false);
  ASSERT_TRUE(stream);
  append(stream->buffer(), "x");
  stream->flush();
  EXPECT_EQ(stream->failed(), ENOSPC);
  EXPECT_EQ(stream->buffer().size(), 0U);
}

TEST(Stream, WaitsForTheCommandThatReads) {
  const TemporaryFolder folder;
  const std::string path = folder.file("sorted");
  auto stream = Stream::pipe_to("sort >" + path);
  ASSERT_TRUE(stream);
  append(stream->buffer(), "b\na\n");
  stream->close();
  EXPECT_EQ(text_of(path), "a\nb\n");
}

std::string seconds(std::int64_t ns, Precision precision, int width = 0) {
  Buffer out;
  append_seconds(out, ns, precision, width);
  return {out.data(), out.size()};
}

TEST(ClockText, CutsAtThePrecision) {
  EXPECT_EQ(seconds(1'999'999'999, Precision::s), "1");
  EXPECT_EQ(seconds(1'002'999'999, Precision::ms), "1.002");
  EXPECT_EQ(seconds(72'839, Precision::us), "0.000072");
  EXPECT_EQ(seconds(72'839, Precision::ns, 6), "     0.000072839");
}

TEST(NumberSet, InvertedHoldsAllOthers) {
  NumberSet set;
  EXPECT_TRUE(set.nothing());
  set.insert(3);
  EXPECT_TRUE(set.contains(3));
  EXPECT_FALSE(set.contains(4));
  set.invert();
  EXPECT_FALSE(set.contains(3));
  EXPECT_TRUE(set.contains(4000));
  EXPECT_FALSE(set.contains(-1));
}

TEST(Formats, AreFoundByName) {
  EXPECT_EQ(find_format("no such format"), nullptr);
  for (const Format& format : formats()) EXPECT_EQ(find_format(format.name)->help, format.help);
}

}  // namespace
}  // namespace spoor::output
