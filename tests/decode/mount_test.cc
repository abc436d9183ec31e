#include <gtest/gtest.h>

#include <string>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using namespace std::string_literals;

constexpr std::uint64_t src = 0x1000, dir = 0x2000, type = 0x3000, data = 0x4000;

struct Mount : ::testing::Test {
  Mount() {
    call.memory.put(src, "src\0"s);
    call.memory.put(dir, "dir\0"s);
    call.memory.put(type, "ext4\0"s);
    call.memory.put(data, "opt\0"s);
  }
  FakeCall call;
};

TEST_F(Mount, FollowsOnlyWhatTheKernelLooksAt) {
  EXPECT_EQ(call.text("mount", {src, dir, type, 0, 0}), R"(mount("src", "dir", "ext4", 0, NULL))");
  EXPECT_EQ(call.text("mount", {src, dir, type, 0xc0ed0001, data}),
            R"(mount("src", "dir", "ext4", MS_MGC_VAL|MS_RDONLY, "opt"))");
  EXPECT_EQ(call.text("mount", {src, dir, type, 0x1000, data}), R"(mount("src", "dir", 0x3000, MS_BIND, 0x4000))");
  EXPECT_EQ(call.text("mount", {src, dir, type, 0x1020, data}),
            R"(mount("src", "dir", 0x3000, MS_REMOUNT|MS_BIND, "opt"))");
  EXPECT_EQ(call.text("umount2", {dir, 0xa}), R"(umount2("dir", MNT_DETACH|UMOUNT_NOFOLLOW))");
}

TEST_F(Mount, FsconfigByCommand) {
  EXPECT_EQ(call.text("fsconfig", {3, 0, src, 0, 0}), R"(fsconfig(3, FSCONFIG_SET_FLAG, "src", NULL, 0))");
  EXPECT_EQ(call.text("fsconfig", {3, 1, src, data, 0}), R"(fsconfig(3, FSCONFIG_SET_STRING, "src", "opt", 0))");
  EXPECT_EQ(call.text("fsconfig", {3, 2, src, data, 3}),
            R"(fsconfig(3, FSCONFIG_SET_BINARY, "src", "\x6f\x70\x74", 3))");
  EXPECT_EQ(call.text("fsconfig", {3, 3, src, dir, at_fdcwd}),
            R"(fsconfig(3, FSCONFIG_SET_PATH, "src", "dir", AT_FDCWD))");
  EXPECT_EQ(call.text("fsconfig", {3, 6, 0, 0, 0}), "fsconfig(3, FSCONFIG_CMD_CREATE, NULL, NULL, 0)");
  EXPECT_EQ(call.text("fsconfig", {3, 99, src, 5, 7}), "fsconfig(3, 0x63 /* FSCONFIG_??? */, 0x1000, 0x5, 7)");
}

TEST_F(Mount, FlagsOfTheNewCalls) {
  EXPECT_EQ(call.text("fsopen", {type, 1}, 3), R"(fsopen("ext4", FSOPEN_CLOEXEC))");
  EXPECT_EQ(call.text("fsmount", {3, 1, 0x85}, 4),
            "fsmount(3, FSMOUNT_CLOEXEC, MOUNT_ATTR_RDONLY|MOUNT_ATTR_NODEV|MOUNT_ATTR_NODIRATIME)");
  EXPECT_EQ(call.text("open_tree", {at_fdcwd, dir, 0x88001}, 4),
            R"(open_tree(AT_FDCWD, "dir", OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC|AT_RECURSIVE))");
  EXPECT_EQ(call.text("move_mount", {3, src, at_fdcwd, dir, 4}),
            R"(move_mount(3, "src", AT_FDCWD, "dir", MOVE_MOUNT_F_EMPTY_PATH))");
  EXPECT_EQ(call.text("swapon", {src, 0x8001}), R"(swapon("src", SWAP_FLAG_PREFER|1))");
  EXPECT_EQ(call.text("swapon", {src, 5}), R"(swapon("src", 5))");
  EXPECT_EQ(call.text("swapon", {src, 0x80000}), R"(swapon("src", 0x80000 /* SWAP_FLAG_??? */|0))");
}

TEST_F(Mount, MountSetattr) {
  const std::uint64_t attr[] = {0x100000, 1, 1 << 18, 3, 9};
  call.memory.put_object(data, attr);
  EXPECT_EQ(call.text("mount_setattr", {at_fdcwd, dir, 0x9000, data, 32}),
            R"(mount_setattr(AT_FDCWD, "dir", AT_EMPTY_PATH|AT_RECURSIVE, {attr_set=MOUNT_ATTR_IDMAP, )"
            "attr_clr=MOUNT_ATTR_RDONLY, propagation=MS_PRIVATE, userns_fd=3}, 32)");
  EXPECT_TRUE(call.text("mount_setattr", {at_fdcwd, dir, 0, data, 40})
                  .ends_with(R"(userns_fd=3, /* bytes 32..39 */ "\x09\x00\x00\x00\x00\x00\x00\x00"}, 40))"));
  EXPECT_TRUE(call.text("open_tree_attr", {at_fdcwd, dir, 1, data, 32}, 3).ends_with("userns_fd=3}, 32)"));
  EXPECT_TRUE(call.text("mount_setattr", {at_fdcwd, dir, 0, data, 31}).ends_with("0x4000, 31)"));
}

TEST_F(Mount, QuotactlByCommand) {
  EXPECT_EQ(call.text("quotactl", {0x80000201, dir, 2, src}),
            R"(quotactl(QCMD(Q_QUOTAON, GRPQUOTA), "dir", QFMT_VFS_V0, "src"))");
  EXPECT_EQ(call.text("quotactl", {0x80000103, 0, 2, src}), "quotactl(QCMD(Q_SYNC, 0x3 /* ???QUOTA */), NULL)");
  EXPECT_EQ(call.text("quotactl", {0xffffffff, 0, 0xffffffff, 5}),
            "quotactl(QCMD(0xffffff /* Q_??? */, 0xff /* ???QUOTA */), NULL, -1, 0x5)");
  const std::uint64_t quota[] = {1, 2, 3, 4, 5, 6, 7, 8, 0x21};
  call.memory.put_object(data, quota);
  EXPECT_EQ(call.text("quotactl_fd", {4, 0x80000800, 1000, data}),
            "quotactl_fd(4, QCMD(Q_SETQUOTA, USRQUOTA), 1000, {dqb_bhardlimit=1, dqb_bsoftlimit=2, dqb_curspace=3, "
            "dqb_ihardlimit=4, dqb_isoftlimit=5, dqb_curinodes=6, ...})");
  call.options.abbreviate = false;
  EXPECT_TRUE(call.text("quotactl", {0x80000700, dir, 1000, data})
                  .ends_with("dqb_btime=7, dqb_itime=8, dqb_valid=QIF_BLIMITS|QIF_ITIME})"));
  EXPECT_EQ(call.text("quotactl", {0x580100, dir, 0, data}),
            R"(quotactl(QCMD(Q_XQUOTAON, USRQUOTA), "dir", [FS_QUOTA_UDQ_ACCT]))");
  EXPECT_EQ(call.text("quotactl", {0x80000500, dir, 0, data}, -3),
            R"(quotactl(QCMD(Q_GETINFO, USRQUOTA), "dir", 0x4000))");
}

struct Statmount {
  std::uint32_t size = 600, opts = 0;
  std::uint64_t mask = 0x3b;
  std::uint32_t dev_major = 254, dev_minor = 1;
  std::uint64_t magic = 0xef53;
  std::uint32_t sb_flags = 0, type = 0;
  std::uint64_t id = 0x80000001, parent = 0x80000000;
  std::uint32_t old_id = 26, old_parent = 1;
  std::uint64_t rest[5] = {0x200, 0x100000, 1, 0, 0};
  std::uint32_t root = 5, point = 7;
  std::byte pad[512 - 112] = {};
  char strings[16] = "ext4\0/\0/mnt";
};

TEST_F(Mount, StatmountShowsWhatItsMaskSays) {
  const std::uint64_t request[] = {24, 0x80000001, 0x3b};
  call.memory.put_object(src, request);
  call.memory.put_object(data, Statmount());
  EXPECT_EQ(call.text("statmount", {src, data, 1024, 0}),
            "statmount({size=24, mnt_id=0x80000001, param=STATMOUNT_SB_BASIC|STATMOUNT_MNT_BASIC|STATMOUNT_MNT_ROOT|"
            "STATMOUNT_MNT_POINT|STATMOUNT_FS_TYPE}, {size=600, mask=STATMOUNT_SB_BASIC|STATMOUNT_MNT_BASIC|"
            "STATMOUNT_MNT_ROOT|STATMOUNT_MNT_POINT|STATMOUNT_FS_TYPE, sb_dev_major=254, sb_dev_minor=1, "
            "sb_magic=0xef53, sb_flags=0, fs_type=\"ext4\", mnt_root=\"/\", mnt_point=\"/mnt\", ...}, 1024, 0)");
  const std::uint64_t all[] = {32, ~0ul, 5, 7};
  const std::uint64_t ids[] = {16, 17};
  call.memory.put_object(src, all);
  call.memory.put_object(data, ids);
  EXPECT_EQ(call.text("listmount", {src, data, 9, 1}, 2),
            "listmount({size=32, mnt_id=LSMT_ROOT, param=0x5, mnt_ns_id=0x7}, [0x10, 0x11], 9, LISTMOUNT_REVERSE)");
}

}  // namespace
}  // namespace spoor::testing
