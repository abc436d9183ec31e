// Constants as numbers, and as numbers with their names (-X raw, -X verbose).
#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

FakeCall with(output::ConstantStyle style) {
  FakeCall call;
  call.style.constants = style;
  return call;
}
FakeCall raw() { return with(output::ConstantStyle::raw); }
FakeCall verbose() { return with(output::ConstantStyle::verbose); }

const std::string address("\2\0\0\120\177\0\0\1\0\0\0\0\0\0\0\0", 16);
const std::string address6("\12\0\0\120\1\2\3\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0", 28);

TEST(Constants, AddressesAsTheirBytes) {
  FakeCall call = raw();
  call.memory.put(0x1000, address);
  EXPECT_EQ(call.text("connect", {3, 0x1000, 16}),
            R"(connect(3, {sa_family=0x2, sin_port="\x00\x50", sin_addr="\x7f\x00\x00\x01"}, 16))");
  call = verbose();
  call.memory.put(0x1000, address);
  EXPECT_EQ(call.text("connect", {3, 0x1000, 16}),
            R"(connect(3, {sa_family=0x2 /* AF_INET */, sin_port="\x00\x50" /* htons(80) */, )"
            R"(sin_addr="\x7f\x00\x00\x01" /* inet_addr("127.0.0.1") */}, 16))");
}

TEST(Constants, MemberThatAMacroFills) {
  FakeCall call = verbose();
  call.memory.put(0x1000, address6);
  const std::string shown = call.text("connect", {3, 0x1000, 28});
  EXPECT_NE(shown.find(R"(sin6_flowinfo="\x01\x02\x03\x04" /* htonl(16909060) */, )"
                       R"(sin6_addr="\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01" )"
                       R"(/* inet_pton(AF_INET6, "::1") */, sin6_scope_id=0})"),
            std::string::npos)
      << shown;
}

TEST(Constants, MacrosAsWhatTheyYield) {
  EXPECT_EQ(raw().text("ioprio_set", {1, 0, 16388}), "ioprio_set(0x1, 0, 16388)");
  EXPECT_EQ(verbose().text("ioprio_set", {1, 0, 16388}),
            "ioprio_set(0x1 /* IOPRIO_WHO_PROCESS */, 0, 16388 /* IOPRIO_PRIO_VALUE(0x2 /* IOPRIO_CLASS_BE */, 4) */)");
  EXPECT_EQ(raw().text("quotactl", {5768960, 0, 0, 0}), "quotactl(5768960, NULL)");
  EXPECT_EQ(verbose().text("quotactl", {5768960, 0, 0, 0}),
            "quotactl(5768960 /* QCMD(Q_XQUOTASYNC, USRQUOTA) */, NULL)");
}

TEST(Constants, SumsAsOneNumber) {
  EXPECT_EQ(raw().text("memfd_create", {0, 4 | 21u << 26}), "memfd_create(NULL, 0x54000004)");
  EXPECT_EQ(verbose().text("memfd_create", {0, 4 | 21u << 26}),
            "memfd_create(NULL, 0x54000004 /* MFD_HUGETLB|21<<MFD_HUGE_SHIFT */)");
  EXPECT_EQ(raw().text("ptrace", {3, 1, 0x81, 0}), "ptrace(0x3, 1, 0x81, NULL)");
  EXPECT_EQ(verbose().text("mount", {0, 0, 0, 0xc0ed0001, 0}),
            "mount(NULL, NULL, NULL, 0xc0ed0000 /* MS_MGC_VAL */|0x1 /* MS_RDONLY */, NULL)");
  EXPECT_EQ(raw().text("mmap", {0, 0, 0, ~0ull, 0, 0}), "mmap(NULL, 0, 0, 0xffffffffffffffff, 0, 0)");
}

TEST(Constants, TimesThatStandForOthers) {
  FakeCall call = verbose();
  call.memory.put(0x1000, words({7, (1l << 30) - 1, 5, (1l << 30) - 2}));
  EXPECT_EQ(call.text("utimensat", {3, 0, 0x1000, 0}),
            "utimensat(3, NULL, [{tv_sec=7, tv_nsec=1073741823} /* UTIME_NOW */, {tv_sec=5, tv_nsec=1073741822} "
            "/* UTIME_OMIT */], 0)");
}

TEST(Constants, RemarksOnResults) {
  EXPECT_EQ(raw().text("fcntl", {3, 1}, 1), "fcntl(3, 0x1) (flags 0x1)");
  EXPECT_EQ(raw().text("fcntl", {3, 3}, 1), "fcntl(3, 0x3) (flags O_WRONLY)");
  EXPECT_EQ(verbose().text("prctl", {27}, 0x10), "prctl(0x1b /* PR_GET_SECUREBITS */) (SECBIT_KEEP_CAPS)");
  EXPECT_EQ(raw().text("prctl", {27}, 0x10), "prctl(0x1b) ()");  // the text of a whole call leaves such a remark out
}

}  // namespace
}  // namespace spoor::testing
