#include <gtest/gtest.h>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::literals;

TEST(Poll, ShowsWhatIsWaitedForAndWhatHappened) {
  FakeCall call;
  call.memory.put(0x1000, "\3\0\0\0\1\0\0\0\xff\xff\xff\xff\1\0\0\0\4\0\0\0\4\0\0\0"sv);
  const auto ready = [](FakeMemory& m) { m.put(0x1000, "\3\0\0\0\1\0\0\0\xff\xff\xff\xff\1\0\0\0\4\0\0\0\4\0\4\0"sv); };
  EXPECT_EQ(call.text("poll", {0x1000, 3, 0xffffffff}, 1, ready),
            "poll([{fd=3, events=POLLIN}, {fd=-1}, {fd=4, events=POLLOUT}], 3, -1) ([{fd=4, revents=POLLOUT}])");
}

TEST(Poll, TimesOut) {
  FakeCall call;
  EXPECT_EQ(call.text("poll", {0, 0, 5}, 0), "poll(NULL, 0, 5) (Timeout)");
  EXPECT_EQ(call.text("poll", {1, 3, 5}, -14), "poll(0x1, 3, 5)");
}

TEST(Poll, PpollTellsWhatIsLeft) {
  FakeCall call;
  call.memory.put(0x1000, "\3\0\0\0\1\0\1\0"sv);
  call.memory.put(0x2000, "\1\0\0\0\0\0\0\0\5\0\0\0\0\0\0\0"sv);
  call.memory.put(0x3000, "\2\x40\0\0\0\0\0\0"sv);
  EXPECT_EQ(call.text("ppoll", {0x1000, 1, 0x2000, 0x3000, 8}, 1),
            "ppoll([{fd=3, events=POLLIN}], 1, {tv_sec=1, tv_nsec=5}, [INT TERM], 8) "
            "([{fd=3, revents=POLLIN}], left {tv_sec=1, tv_nsec=5})");
}

TEST(Select, SetsAreBitsInWords) {
  FakeCall call;
  call.memory.put(0x1000, "\x28\0\0\0\0\0\0\0"sv);
  call.memory.put(0x2000, "\x10\0\0\0\0\0\0\0"sv);
  call.memory.put(0x3000, "\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0"sv);
  const auto ready = [](FakeMemory& m) {
    m.put(0x1000, "\x20\0\0\0\0\0\0\0"sv);
    m.put(0x2000, "\0\0\0\0\0\0\0\0"sv);
  };
  EXPECT_EQ(call.text("select", {6, 0x1000, 0x2000, 0, 0x3000}, 1, ready),
            "select(6, [3 5], [4], NULL, {tv_sec=1, tv_usec=2}) (in [5], left {tv_sec=1, tv_usec=2})");
  call.memory.put(0x2000, "\x10\0\0\0\0\0\0\0"sv);
  EXPECT_EQ(call.text("select", {6, 0x2000, 0, 0, 0}, 0), "select(6, [4], NULL, NULL, NULL) (Timeout)");
  EXPECT_EQ(call.text("select", {0xffffffff, 0x1000, 0, 0, 0}, -22), "select(-1, 0x1000, NULL, NULL, NULL)");
  EXPECT_EQ(call.text("select", {0, 0x1000, 0, 0, 0}, 0), "select(0, 0x1000, NULL, NULL, NULL) (Timeout)");
}

TEST(Select, CompatSetsAreWordsOfFourBytes) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, "\x28\0\0\0"sv);
  EXPECT_EQ(call.text("_newselect", {6, 0x1000, 0, 0, 0}, -9), "_newselect(6, [3 5], NULL, NULL, NULL)");
  call.memory.put(0x2000, "\6\0\0\0\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv);
  EXPECT_EQ(call.text("select", {0x2000}, -9), "select(6, [3 5], NULL, NULL, NULL)");
  EXPECT_EQ(call.text("select", {1}, -14), "select(0x1)");
}

TEST(Select, PselectTakesMaskAndSizeInOneStruct) {
  FakeCall call;
  call.memory.put(0x1000, "\0\x20\0\0\0\0\0\0\x8\0\0\0\0\0\0\0"sv);
  call.memory.put(0x2000, "\2\x40\0\0\0\0\0\0"sv);
  EXPECT_EQ(call.text("pselect6", {0, 0, 0, 0, 0, 0x1000}, 0),
            "pselect6(0, NULL, NULL, NULL, NULL, {sigmask=[INT TERM], sigsetsize=8}) (Timeout)");
}

TEST(Epoll, EventsGoBothWays) {
  FakeCall call;
  call.memory.put(0x1000, "\1\0\0\x80\7\0\0\0\1\0\0\0"sv);
  EXPECT_EQ(call.text("epoll_ctl", {3, 1, 4, 0x1000}),
            "epoll_ctl(3, EPOLL_CTL_ADD, 4, {events=EPOLLIN|EPOLLET, data=0x100000007})");
  EXPECT_EQ(call.text("epoll_ctl", {3, 2, 4, 0x1000}), "epoll_ctl(3, EPOLL_CTL_DEL, 4, 0x1000)");
  EXPECT_EQ(call.text("epoll_wait", {3, 0x1000, 16, 0xffffffff}, 1),
            "epoll_wait(3, [{events=EPOLLIN|EPOLLET, data=0x100000007}], 16, -1)");
  EXPECT_EQ(call.text("epoll_wait", {3, 0x1000, 16, 0}, 0), "epoll_wait(3, [], 16, 0)");
  EXPECT_EQ(call.text("epoll_wait", {3, 0x1000, 0, 0}, -22), "epoll_wait(3, 0x1000, 0, 0)");
}

}  // namespace
}  // namespace spoor::testing
