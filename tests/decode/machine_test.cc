#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Machine, RebootHasATextOnlyToRestartWith) {
  FakeCall call;
  call.memory.put(0x1000, std::string("why\0", 4));
  EXPECT_EQ(call.text("reboot", {0xfee1dead, 672274793, 0xa1b2c3d4, 0x1000}, -1),
            R"(reboot(LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_RESTART2, "why"))");
  EXPECT_EQ(call.text("reboot", {1, 2, 3, 4}, -22),
            "reboot(0x1 /* LINUX_REBOOT_MAGIC_??? */, 0x2 /* LINUX_REBOOT_MAGIC_??? */, "
            "0x3 /* LINUX_REBOOT_CMD_??? */)");
}

TEST(Machine, KexecSegments) {
  FakeCall call;
  call.memory.put(0x1000, words({0x10, 1, 0x20, 2}));
  EXPECT_EQ(call.text("kexec_load", {0x5000, 1, 0x1000, 0x3e0001}, -1),
            "kexec_load(0x5000, 1, [{buf=0x10, bufsz=1, mem=0x20, memsz=2}], KEXEC_ARCH_X86_64|KEXEC_ON_CRASH)");
  EXPECT_EQ(call.text("kexec_load", {0x5000, 17, 0x1000, 0}, -1), "kexec_load(0x5000, 17, 0x1000, KEXEC_ARCH_DEFAULT)");
}

TEST(Machine, KernelLog) {
  FakeCall call;
  call.memory.put(0x1000, "text");
  EXPECT_EQ(call.text("syslog", {3, 0x1000, 5}, 4), R"(syslog(3 /* SYSLOG_ACTION_READ_ALL */, "text", 5))");
  EXPECT_EQ(call.text("syslog", {10, 0, 0}, 9), "syslog(10 /* SYSLOG_ACTION_SIZE_BUFFER */)");
  EXPECT_EQ(call.text("syslog", {8, 0, 99}, -22),
            "syslog(8 /* SYSLOG_ACTION_CONSOLE_LEVEL */, NULL, 99 /* LOGLEVEL_??? */)");
}

TEST(Machine, Segments) {
  FakeCall call;
  call.memory.put(0x1000, words({0xffffffff, 0x1000, 0xfffff, 0x55}, 4));
  EXPECT_EQ(call.text("modify_ldt", {1, 0x1000, 16}),
            "modify_ldt(1, {entry_number=-1, base_addr=0x001000, limit=0x0fffff, seg_32bit=1, contents=2, "
            "read_exec_only=0, limit_in_pages=1, seg_not_present=0, useable=1, lm=0}, 16)");
  EXPECT_EQ(call.text("modify_ldt", {0, 0x1000, 16}), "modify_ldt(0, 0x1000, 16)");
  EXPECT_EQ(call.text("get_thread_area", {0x1000}, -38), "get_thread_area({entry_number=-1, ...})");
  call.abi = abi::Abi::i386;
  EXPECT_EQ(call.text("set_thread_area", {0x1000}),
            "set_thread_area({entry_number=-1, base_addr=0x001000, limit=0x0fffff, seg_32bit=1, contents=2, "
            "read_exec_only=0, limit_in_pages=1, seg_not_present=0, useable=1})");
}

TEST(Landlock, RulesetsAndRules) {
  FakeCall call;
  call.memory.put(0x1000, words({5, 1, 3}));
  EXPECT_EQ(
      call.text("landlock_create_ruleset", {0x1000, 8, 0}, 3),
      "landlock_create_ruleset({handled_access_fs=LANDLOCK_ACCESS_FS_EXECUTE|LANDLOCK_ACCESS_FS_READ_FILE}, 8, 0)");
  EXPECT_EQ(call.text("landlock_create_ruleset", {0x1000, 24, 0}, 3),
            "landlock_create_ruleset({handled_access_fs=LANDLOCK_ACCESS_FS_EXECUTE|LANDLOCK_ACCESS_FS_READ_FILE, "
            "handled_access_net=LANDLOCK_ACCESS_NET_BIND_TCP, "
            "scoped=LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET|LANDLOCK_SCOPE_SIGNAL}, 24, 0)");
  EXPECT_EQ(call.text("landlock_create_ruleset", {0, 0, 1}, 7),
            "landlock_create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION)");
  call.memory.put(0x1000, words({4, 0xffffffff}));
  EXPECT_EQ(call.text("landlock_add_rule", {3, 1, 0x1000, 0}, -9),
            "landlock_add_rule(3, LANDLOCK_RULE_PATH_BENEATH, {allowed_access=LANDLOCK_ACCESS_FS_READ_FILE, "
            "parent_fd=-1}, 0)");
}

}  // namespace
}  // namespace spoor::testing
