#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

// struct iocb: data, key and flags, opcode and priority and descriptor, buffer, bytes, offset.
std::string block(std::uint64_t opcode, std::uint64_t fd, std::uint64_t buffer, std::uint64_t bytes) {
  return words({0x11, 0, opcode | fd << 32, buffer, bytes, 7, 0, 0});
}

TEST(Aio, BlocksByCommand) {
  FakeCall call;
  call.memory.put(0x1000, words({0x2000, 1}));
  call.memory.put(0x2000, block(1, 4, 0x3000, 5));
  call.memory.put(0x3000, "hello");
  EXPECT_EQ(call.text("io_submit", {0x77, 2, 0x1000}, 1),
            "io_submit(0x77, 2, [{aio_data=0x11, aio_lio_opcode=IOCB_CMD_PWRITE, aio_fildes=4, aio_buf=\"hello\", "
            "aio_nbytes=5, aio_offset=7}, 0x1])");
  EXPECT_EQ(call.text("io_cancel", {0x77, 0x2000, 0}, -22),
            "io_cancel(0x77, {aio_data=0x11, aio_lio_opcode=IOCB_CMD_PWRITE, aio_fildes=4}, NULL)");
  call.memory.put(0x2000, block(8, 4, 0x4000, 1));
  call.memory.put(0x4000, words({0x3000, 3}));
  EXPECT_EQ(call.text("io_submit", {0x77, 1, 0x1000}, 1),
            "io_submit(0x77, 1, [{aio_data=0x11, aio_lio_opcode=IOCB_CMD_PWRITEV, aio_fildes=4, "
            "aio_buf=[{iov_base=\"hel\", iov_len=3}], aio_offset=7}])");
  call.memory.put(0x2000, block(5, 4, 1, 0));
  EXPECT_EQ(call.text("io_submit", {0x77, 1, 0x1000}, 1),
            "io_submit(0x77, 1, [{aio_data=0x11, aio_lio_opcode=IOCB_CMD_POLL, aio_fildes=4, aio_buf=POLLIN}])");
  call.memory.put(0x2000, words({0, 0, 0, 0, 0, 0, 0, 1 | 9ull << 32}));
  EXPECT_EQ(call.text("io_submit", {0x77, 1, 0x1000}, 1),
            "io_submit(0x77, 1, [{aio_data=0, aio_lio_opcode=IOCB_CMD_PREAD, aio_fildes=0, aio_buf=NULL, aio_nbytes=0, "
            "aio_offset=0, aio_flags=IOCB_FLAG_RESFD, aio_resfd=9}])");
  EXPECT_EQ(call.text("io_submit", {0x77, ~std::uint64_t{0}, 0x1000}, -22), "io_submit(0x77, -1, 0x1000)");
}

TEST(Aio, EventsAsManyAsCame) {
  FakeCall call;
  call.memory.put(0x1000, words({0x11, 0x2000, 5, 0, 9, 9, 9, 9}));
  EXPECT_EQ(call.text("io_getevents", {0x77, 1, 4, 0x1000, 0}, 1),
            "io_getevents(0x77, 1, 4, [{data=0x11, obj=0x2000, res=5, res2=0}], NULL)");
  call.memory.put(0x1000, words({0x77}));
  EXPECT_EQ(call.text("io_setup", {8, 0x1000}), "io_setup(8, [0x77])");
  call.memory.put(0x1000, words({0x2000, 8}));
  call.memory.put(0x2000, words({1}));
  EXPECT_EQ(call.text("io_pgetevents", {0x77, 0, 4, 0, 0, 0x1000}),
            "io_pgetevents(0x77, 0, 4, NULL, NULL, {sigmask=[HUP], sigsetsize=8})");
}

}  // namespace
}  // namespace spoor::testing
