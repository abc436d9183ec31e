#include "spoor/output/filter.h"

#include <gtest/gtest.h>

namespace spoor::output {
namespace {

using namespace abi;

// Notes what reaches it.
class Recorder : public Sink {
 public:
  explicit Recorder(std::string& notes) : notes_(notes) {}
  void entered(const Event&) override { notes_ += 'e'; }
  void finished(const Event&) override { notes_ += 'f'; }

 private:
  std::string& notes_;
};

class Filters : public ::testing::Test {
 protected:
  void pass(Sink& sink, ValueRef value, std::int64_t result = 0, bool finished = true) {
    Call call;
    call.tid = call.pid = 7;
    static constexpr Arg spec[] = {{.name = "path"}};
    Event event;
    event.call = &call;
    event.spec = spec;
    event.args[0] = value;
    sink.entered(event);
    call.state = finished ? CallState::finished : CallState::unfinished;
    call.result = result;
    call.is_error = result < 0;
    sink.finished(event);
  }
  std::unique_ptr<Sink> recorder() { return std::make_unique<Recorder>(notes_); }

  std::string notes_;
  Value path_ = Path{.bytes = "inner/file", .cut = false, .base = "/folder"};
  Value fd_ = FdRef{3, "/etc/passwd", {}};
};

TEST_F(Filters, StatusPassesWholeCallsOnly) {
  StatusFilter failed(Statuses(2), recorder());
  pass(failed, &path_, 0);
  EXPECT_EQ(notes_, "");
  pass(failed, &path_, -2);
  EXPECT_EQ(notes_, "f");
  StatusFilter unfinished(Statuses(4), recorder());
  pass(unfinished, &path_, 0, false);
  EXPECT_EQ(notes_, "ff");
}

TEST_F(Filters, PathsMatchAsGivenAndFromTheirFolder) {
  for (const std::string_view path : {"inner/file", "/folder/inner/file"}) {
    notes_.clear();
    PathFilter filter({std::string(path)}, recorder());
    pass(filter, &path_);
    EXPECT_EQ(notes_, "ef") << path;
  }
  notes_.clear();
  PathFilter other({"/folder"}, recorder());
  pass(other, &path_);
  EXPECT_EQ(notes_, "");
}

TEST_F(Filters, DescriptorsMatchByTheirPath) {
  PathFilter filter({"/etc/passwd"}, recorder());
  pass(filter, &fd_);
  EXPECT_EQ(notes_, "ef");
}

}  // namespace
}  // namespace spoor::output
