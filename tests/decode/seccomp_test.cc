#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

// code, jt, jf, k: struct sock_filter
std::string instruction(std::uint64_t code, std::uint64_t jt, std::uint64_t jf, std::uint64_t k) {
  return words({code | jt << 16 | jf << 24 | k << 32});
}

TEST(Seccomp, ProgramsAreWrittenAsTheirMacros) {
  FakeCall call;
  call.options.abbreviate = false;
  call.memory.put(0x1000, words({4, 0x2000}));
  call.memory.put(0x2000, instruction(0x20, 0, 0, 4) + instruction(0x15, 1, 2, 0xc000003e) +
                              instruction(0x06, 0, 0, 0x5000d) + instruction(0x06, 0, 0, 0x12345678));
  EXPECT_EQ(call.text("seccomp", {1, 0, 0x1000}),
            "seccomp(SECCOMP_SET_MODE_FILTER, 0, {len=4, filter=[BPF_STMT(BPF_LD|BPF_W|BPF_ABS, 0x4), "
            "BPF_JUMP(BPF_JMP|BPF_K|BPF_JEQ, 0xc000003e, 0x1, 0x2), BPF_STMT(BPF_RET|BPF_K, SECCOMP_RET_ERRNO|0xd), "
            "BPF_STMT(BPF_RET|BPF_K, 0x12340000 /* SECCOMP_RET_??? */|0x5678)]})");
  call.options.abbreviate = true;
  EXPECT_EQ(call.text("prctl", {22, 2, 0x1000}), "prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, {len=4, filter=0x2000})");
}

TEST(Seccomp, OddInstructions) {
  FakeCall call;
  call.options.abbreviate = false;
  call.memory.put(0x1000, words({7, 0x2000}));
  call.memory.put(0x2000, instruction(0xff02, 0, 0, 1) + instruction(0xe2, 0, 0, 1) + instruction(0x3e, 0, 0, 5) +
                              instruction(0xb4, 0, 0, 0) + instruction(0x87, 0, 0, 0) + instruction(0x0f, 0, 0, 0));
  EXPECT_EQ(call.text("seccomp", {1, 8, 0x1000}, 3),
            "seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, {len=7, filter=["
            "BPF_STMT(BPF_ST, 0x1), BPF_STMT(BPF_ST|0xe0 /* BPF_??? */, 0x1), "
            "BPF_STMT(BPF_RET|0x18 /* BPF_??? */|0x20 /* BPF_??? */, SECCOMP_RET_KILL_THREAD|0x5), "
            "BPF_STMT(BPF_ALU|BPF_K|BPF_MOV, 0), BPF_STMT(BPF_MISC|BPF_TXA, 0), "
            "BPF_STMT(BPF_MISC|0x8 /* BPF_??? */, 0), ... /* 0x2030 */]})");
}

TEST(Seccomp, OtherOperations) {
  FakeCall call;
  call.memory.put(0x1000, words({0x7fff0000}, 4));
  EXPECT_EQ(call.text("seccomp", {2, 0, 0x1000}), "seccomp(SECCOMP_GET_ACTION_AVAIL, 0, [SECCOMP_RET_ALLOW])");
  EXPECT_EQ(call.text("seccomp", {0, 0, 0}), "seccomp(SECCOMP_SET_MODE_STRICT, 0, NULL)");
  call.memory.put(0x1000, words({80, 24, 64}, 2));
  EXPECT_EQ(call.text("seccomp", {3, 0, 0x1000}),
            "seccomp(SECCOMP_GET_NOTIF_SIZES, 0, {seccomp_notif=80, seccomp_notif_resp=24, seccomp_data=64})");
  EXPECT_EQ(call.text("seccomp", {9, 1, 0x1000}, -22), "seccomp(0x9 /* SECCOMP_SET_MODE_??? */, 0x1, 0x1000)");
}

}  // namespace
}  // namespace spoor::testing
