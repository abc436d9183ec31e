#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(MessageQueues, OpenTakesAModeOnlyToCreate) {
  FakeCall call;
  call.memory.put(0x1000, std::string("q\0", 2));
  call.memory.put(0x2000, words({0x800, 10, 64, 1}));
  EXPECT_EQ(call.text("mq_open", {0x1000, 02000000, 1, 2}, 3), R"(mq_open("q", O_RDONLY|O_CLOEXEC))");
  EXPECT_EQ(call.text("mq_open", {0x1000, 0102, 0644, 0x2000}, 3),
            R"(mq_open("q", O_RDWR|O_CREAT, 0644, {mq_flags=0x800, mq_maxmsg=10, mq_msgsize=64, mq_curmsgs=1}))");
  EXPECT_EQ(call.text("mq_getsetattr", {3, 0x2000, 0}),
            "mq_getsetattr(3, {mq_flags=O_NONBLOCK, mq_maxmsg=10, mq_msgsize=64, mq_curmsgs=1}, NULL)");
}

TEST(MessageQueues, MessagesAndTheirPriority) {
  FakeCall call;
  call.memory.put(0x1000, "message");
  call.memory.put(0x2000, words({3}, 4));
  EXPECT_EQ(call.text("mq_timedsend", {3, 0x1000, 7, 3, 0}), R"(mq_timedsend(3, "message", 7, 3, NULL))");
  EXPECT_EQ(call.text("mq_timedreceive", {3, 0x1000, 64, 0x2000, 0}, 4),
            R"(mq_timedreceive(3, "mess", 64, [3], NULL))");
  EXPECT_EQ(call.text("mq_timedreceive", {3, 0x1000, 64, 0x2000, 0}, -11),
            "mq_timedreceive(3, 0x1000, 64, 0x2000, NULL)");
}

TEST(MessageQueues, AttributesOfI386) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x2000, words({0, 10, 64, 1}, 4));
  EXPECT_EQ(call.text("mq_getsetattr", {3, 0, 0x2000}),
            "mq_getsetattr(3, NULL, {mq_flags=0, mq_maxmsg=10, mq_msgsize=64, mq_curmsgs=1})");
}

}  // namespace
}  // namespace spoor::testing
