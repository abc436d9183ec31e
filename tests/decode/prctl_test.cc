#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Prctl, OptionsDecideAboutTheArguments) {
  FakeCall call;
  call.memory.put(0x1000, std::string("exactly15bytes.\0", 16));
  EXPECT_EQ(call.text("prctl", {15, 0x1000}), R"(prctl(PR_SET_NAME, "exactly15bytes."...))");
  EXPECT_EQ(call.text("prctl", {16, 0x1000}), R"(prctl(PR_GET_NAME, "exactly15bytes."))");
  EXPECT_EQ(call.text("prctl", {16, 0x1000}, -14), "prctl(PR_GET_NAME, 0x1000)");
  EXPECT_EQ(call.text("prctl", {1, 15, 3, 4, 5}), "prctl(PR_SET_PDEATHSIG, SIGTERM)");
  EXPECT_EQ(call.text("prctl", {1, ~std::uint64_t{0}}, -22), "prctl(PR_SET_PDEATHSIG, 18446744073709551615)");
  EXPECT_EQ(call.text("prctl", {38, 1, 0, 0, 0}), "prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)");
  EXPECT_EQ(call.text("prctl", {24, 99}, -22), "prctl(PR_CAPBSET_DROP, 0x63 /* CAP_??? */)");
  EXPECT_EQ(call.text("prctl", {47, 2, 13, 0, 0}), "prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_RAW, 0, 0)");
  EXPECT_EQ(call.text("prctl", {47, 4, 0, 0, 0}), "prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)");
  EXPECT_EQ(call.text("prctl", {0x59616d61, ~std::uint64_t{0}}), "prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY)");
  EXPECT_EQ(call.text("prctl", {0x12345678, 1, 2, 3, 4}, -22), "prctl(0x12345678 /* PR_??? */, 0x1, 0x2, 0x3, 0x4)");
  EXPECT_EQ(call.text("prctl", {53, 1, 2}), "prctl(PR_SET_SPECULATION_CTRL, PR_SPEC_INDIRECT_BRANCH, PR_SPEC_ENABLE)");
  EXPECT_EQ(call.text("prctl", {62, 9, 1, 3, 5}, -22),
            "prctl(PR_SCHED_CORE, 0x9 /* PR_SCHED_CORE_??? */, 1, 0x3 /* PIDTYPE_SID */, 0x5)");
  EXPECT_EQ(call.text("prctl", {50, 0x60010}, -22),
            "prctl(PR_SVE_SET_VL, PR_SVE_SET_VL_ONEXEC|PR_SVE_VL_INHERIT|0x10)");
}

TEST(Prctl, ResultsAreRead) {
  FakeCall call;
  EXPECT_EQ(call.text("prctl", {3}, 1), "prctl(PR_GET_DUMPABLE) (SUID_DUMP_USER)");
  EXPECT_EQ(call.text("prctl", {27}, 0x11), "prctl(PR_GET_SECUREBITS) (SECBIT_NOROOT|SECBIT_KEEP_CAPS)");
  EXPECT_EQ(call.text("prctl", {27}, 0), "prctl(PR_GET_SECUREBITS)");
  EXPECT_EQ(call.text("prctl", {52, 0}, 3),
            "prctl(PR_GET_SPECULATION_CTRL, PR_SPEC_STORE_BYPASS) (PR_SPEC_PRCTL|PR_SPEC_ENABLE)");
}

TEST(Prctl, OutputsComeFromMemory) {
  FakeCall call;
  call.memory.put(0x1000, words({15}));
  EXPECT_EQ(call.text("prctl", {2, 0x1000}), "prctl(PR_GET_PDEATHSIG, [SIGTERM])");
  EXPECT_EQ(call.text("prctl", {37, 0x1000}), "prctl(PR_GET_CHILD_SUBREAPER, [15])");
  EXPECT_EQ(call.text("prctl", {40, 0x1000}), "prctl(PR_GET_TID_ADDRESS, [0xf])");
}

TEST(ArchPrctl, BasesAndFeatures) {
  FakeCall call;
  call.memory.put(0x1000, words({0xe7}));
  EXPECT_EQ(call.text("arch_prctl", {0x1002, 0x7000}), "arch_prctl(ARCH_SET_FS, 0x7000)");
  EXPECT_EQ(call.text("arch_prctl", {0x1003, 0x1000}), "arch_prctl(ARCH_GET_FS, [0xe7])");
  EXPECT_EQ(call.text("arch_prctl", {0x1011, 0x1000}, 1), "arch_prctl(ARCH_GET_CPUID)");
  EXPECT_EQ(call.text("arch_prctl", {0x1022, 0x1000}),
            "arch_prctl(ARCH_GET_XCOMP_PERM, [0xe7 /* XFEATURE_MASK_FPSSE|XFEATURE_MASK_YMM|XFEATURE_MASK_AVX512 */])");
  EXPECT_EQ(call.text("arch_prctl", {0x1023, 18}, -95),
            "arch_prctl(ARCH_REQ_XCOMP_PERM, 0x12 /* XFEATURE_XTILE_DATA */)");
}

}  // namespace
}  // namespace spoor::testing
