#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(IoUring, SetupShowsWhatTheKernelFilledIn) {
  FakeCall call;
  call.memory.put(0x1000, words({4, 8, 0x28, 0, 0, 3, 5, 0, 0, 0}, 4) +
                              words({1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 11, 12, 13, 14, 15, 16, 17, 0, 0, 0}, 4));
  EXPECT_EQ(call.text("io_uring_setup", {4, 0x1000}, 5),
            "io_uring_setup(4, {flags=IORING_SETUP_CQSIZE|IORING_SETUP_ATTACH_WQ, sq_thread_cpu=0, sq_thread_idle=0, "
            "wq_fd=5, sq_entries=4, cq_entries=8, features=IORING_FEAT_SINGLE_MMAP|IORING_FEAT_NODROP, "
            "sq_off={head=1, tail=2, ring_mask=3, ring_entries=4, flags=5, dropped=6, array=7, user_addr=0}, "
            "cq_off={head=11, tail=12, ring_mask=13, ring_entries=14, overflow=15, cqes=16, flags=17, user_addr=0}})");
  EXPECT_EQ(call.text("io_uring_setup", {4, 0x1000}, -22),
            "io_uring_setup(4, {flags=IORING_SETUP_CQSIZE|IORING_SETUP_ATTACH_WQ, sq_thread_cpu=0, sq_thread_idle=0, "
            "wq_fd=5})");
}

TEST(IoUring, Registrations) {
  FakeCall call;
  call.memory.put(0x1000, words({0, 0xffffffff}, 4));
  EXPECT_EQ(call.text("io_uring_register", {3, 2, 0x1000, 2}),
            "io_uring_register(3, IORING_REGISTER_FILES, [0, -1], 2)");
  call.memory.put(0x2000, words({1, 0x1000}));
  EXPECT_EQ(call.text("io_uring_register", {3, 6, 0x2000, 2}),
            "io_uring_register(3, IORING_REGISTER_FILES_UPDATE, {offset=1, fds=[0, -1]}, 2)");
  call.memory.put(0x2000, words({2, 0, 0x1000, 0}));
  EXPECT_EQ(call.text("io_uring_register", {3, 13, 0x2000, 32}),
            "io_uring_register(3, IORING_REGISTER_FILES2, {nr=2, flags=0, data=[0, -1], tags=NULL}, 32)");
  EXPECT_EQ(call.text("io_uring_register", {3, 99, 0x2000, 1}, -22),
            "io_uring_register(3, 0x63 /* IORING_REGISTER_??? */, 0x2000, 1)");
}

TEST(IoUring, EnterTakesASignalMask) {
  FakeCall call;
  call.memory.put(0x1000, words({1}));
  EXPECT_EQ(call.text("io_uring_enter", {3, 1, 2, 1, 0x1000, 8}),
            "io_uring_enter(3, 1, 2, IORING_ENTER_GETEVENTS, [HUP], 8)");
  EXPECT_EQ(call.text("io_uring_enter", {3, 1, 2, 8, 0x1000, 24}),
            "io_uring_enter(3, 1, 2, IORING_ENTER_EXT_ARG, 0x1000, 24)");
}

}  // namespace
}  // namespace spoor::testing
