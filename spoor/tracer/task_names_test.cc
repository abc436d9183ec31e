#include "spoor/tracer/task_names.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>

#include "spoor/abi/catalog.h"

namespace spoor::tracer {
namespace {

// This process is looked at; what it does is told as a tracer would tell it.
class TaskNamesTest : public ::testing::Test {
 protected:
  TaskNamesTest() {
    names.bind(::getpid(), ::getpid());
    fd = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    std::filesystem::rename(path, old_name = path + ".old");
  }
  ~TaskNamesTest() override {
    ::close(fd);
    std::filesystem::remove(old_name);
    std::filesystem::remove(new_name);
  }

  std::string target(int of) { return std::string(names.descriptor(of).target); }
  // From now on a look at /proc gives another name than what is remembered.
  void rename_unseen() { std::filesystem::rename(old_name, new_name = path + ".new"); }
  void finished(std::uint64_t nr, std::uint64_t first, std::uint64_t second, std::int64_t result) {
    abi::Call call;
    call.nr = nr;
    call.args = {first, second};
    call.result = result;
    call.is_error = result < 0;
    call.state = abi::CallState::finished;
    abi::Event event;
    event.call = &call;
    event.row = abi::Catalog::instance().find(call.abi, nr);
    names.entered(event);
    names.finished(event);
  }

  std::string path = ::testing::TempDir() + "task_names_test." + std::to_string(::getpid());
  std::string old_name, new_name;
  TaskNames names{{.descriptors = true}};
  int fd = -1;
};

TEST_F(TaskNamesTest, ACopyHasTheNameOfItsOriginal) {
  ASSERT_EQ(target(fd), old_name);
  rename_unseen();
  for (const auto& [nr, command] : std::initializer_list<std::pair<std::uint64_t, std::uint64_t>>{
           {SYS_dup, 0}, {SYS_dup3, 100}, {SYS_fcntl, F_DUPFD}, {SYS_fcntl, F_DUPFD_CLOEXEC}}) {
    finished(nr, static_cast<std::uint64_t>(fd), command, 100);
    EXPECT_EQ(target(100), old_name) << nr;
    finished(SYS_close, 100, 0, 0);
    EXPECT_EQ(target(100), "") << nr;
  }
}

TEST_F(TaskNamesTest, ACopyOfWhatIsNotKnownIsLookedUp) {
  ASSERT_EQ(target(fd), old_name);
  rename_unseen();
  finished(SYS_dup2, 99, static_cast<std::uint64_t>(fd), fd);
  EXPECT_EQ(target(fd), new_name);
}

TEST_F(TaskNamesTest, OtherFcntlsAndFailedCopiesChangeNothing) {
  ASSERT_EQ(target(fd), old_name);
  rename_unseen();
  finished(SYS_fcntl, static_cast<std::uint64_t>(fd), F_GETFL, 0x8002);
  finished(SYS_dup2, 99, static_cast<std::uint64_t>(fd), -EBADF);
  EXPECT_EQ(target(fd), old_name);
  finished(SYS_rename, 0, 0, 0);
  EXPECT_EQ(target(fd), new_name);
}

TEST_F(TaskNamesTest, HighDescriptorsAreNotRemembered) {
  ASSERT_EQ(target(fd), old_name);
  const int high = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
  finished(SYS_fcntl, static_cast<std::uint64_t>(fd), F_DUPFD, 5'000'000);
  EXPECT_EQ(target(5'000'000), "");
  EXPECT_EQ(target(high), old_name);
  ::close(high);
}

}  // namespace
}  // namespace spoor::tracer
