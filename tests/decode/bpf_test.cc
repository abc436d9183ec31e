#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Bpf, MembersAsFarAsTheStructGoes) {
  FakeCall call;
  std::string attributes =
      words({1, 4, 8, 16, 1, 0, 0}, 4) + std::string("map\0\0\0\0\0\0\0\0\0\0\0\0\0", 16) + words({0, 0}, 4);
  call.memory.put(0x1000, attributes);
  EXPECT_EQ(call.text("bpf", {0, 0x1000, 48}, 3),
            "bpf(BPF_MAP_CREATE, {map_type=BPF_MAP_TYPE_HASH, key_size=4, value_size=8, max_entries=16, "
            "map_flags=BPF_F_NO_PREALLOC, inner_map_fd=0, map_name=\"map\", map_ifindex=0}, 48)");
  call.memory.put(0x1000, words({5, 6, 7, 1, 9}));
  EXPECT_EQ(call.text("bpf", {1, 0x1000, 24}), "bpf(BPF_MAP_LOOKUP_ELEM, {map_fd=5, key=0x6, value=0x7}, 24)");
  EXPECT_EQ(call.text("bpf", {2, 0x1000, 32}),
            "bpf(BPF_MAP_UPDATE_ELEM, {map_fd=5, key=0x6, value=0x7, flags=BPF_NOEXIST}, 32)");
  EXPECT_EQ(call.text("bpf", {3, 0x1000, 40}, -22), "bpf(BPF_MAP_DELETE_ELEM, {map_fd=5, key=0x6, ...}, 40)");
  EXPECT_EQ(call.text("bpf", {15, 0x1000, 16}, -22),
            "bpf(BPF_OBJ_GET_INFO_BY_FD, {info={bpf_fd=5, info_len=0, info=0x6}}, 16)");
  EXPECT_EQ(call.text("bpf", {4, 0x1000, 3}, -22), "bpf(BPF_MAP_GET_NEXT_KEY, {map_fd=5, key=NULL, next_key=NULL}, 3)");
  EXPECT_EQ(call.text("bpf", {11, 0x1000, 12}, 0, [](FakeMemory& m) { m.put(0x1000, words({5 | 9ull << 32, 6})); }),
            "bpf(BPF_PROG_GET_NEXT_ID, {start_id=5, next_id=0 => 9, open_flags=0x6 /* BPF_F_??? */}, 12)");
  call.memory.put(0x1000, words({5, 6, 4, 7}, 4));
  EXPECT_EQ(call.text("bpf", {29, 0x1000, 16}),
            "bpf(BPF_LINK_UPDATE, {link_update={link_fd=5, new_prog_fd=6, flags=BPF_F_REPLACE, old_prog_fd=7}}, 16)");
  call.memory.put(0x1000, words({5, 6, 0, 7}, 4));
  EXPECT_EQ(call.text("bpf", {29, 0x1000, 16}),
            "bpf(BPF_LINK_UPDATE, {link_update={link_fd=5, new_prog_fd=6, flags=0}}, 16)");
  EXPECT_EQ(call.text("bpf", {32, 0x1000, 4}),
            "bpf(BPF_ENABLE_STATS, {enable_stats={type=0x5 /* BPF_STATS_??? */}}, 4)");
  EXPECT_EQ(call.text("bpf", {35, 0x1000, 12}),
            "bpf(BPF_PROG_BIND_MAP, {prog_bind_map={prog_fd=5, map_fd=6, flags=0}}, 12)");
  EXPECT_EQ(call.text("bpf", {99, 0x1000, 16}, -22), "bpf(0x63 /* BPF_??? */, 0x1000, 16)");
}

TEST(Bpf, BytesBehindTheMembers) {
  FakeCall call;
  call.options.abbreviate = false;
  call.memory.put(0x1000, words({5, 6, 0x0201}));
  EXPECT_EQ(call.text("bpf", {3, 0x1000, 20}, -22),
            R"(bpf(BPF_MAP_DELETE_ELEM, {map_fd=5, key=0x6, extra_data="\x01\x02\x00\x00" /* bytes 16..19 */}, 20))");
  EXPECT_EQ(call.text("bpf", {15, 0x1000, 18}, -22),
            R"(bpf(BPF_OBJ_GET_INFO_BY_FD, {info={bpf_fd=5, info_len=0, info=0x6}, )"
            R"(extra_data="\x01\x02" /* bytes 16..17 */}, 18))");
  call.memory.put(0x1000, words({5, 6, 0}));
  EXPECT_EQ(call.text("bpf", {3, 0x1000, 20}, -22), "bpf(BPF_MAP_DELETE_ELEM, {map_fd=5, key=0x6}, 20)");
}

TEST(Bpf, TheNextIdIsToldWhereTheStructReachesIt) {
  FakeCall call;
  const auto answer = [](FakeMemory& m) { m.put(0x1000, words({9ull << 32})); };
  call.memory.put(0x1000, words({0}));
  EXPECT_EQ(call.text("bpf", {11, 0x1000, 8}, 0, answer), "bpf(BPF_PROG_GET_NEXT_ID, {start_id=0, next_id=0 => 9}, 8)");
  call.memory.put(0x1000, words({0}));
  EXPECT_EQ(call.text("bpf", {11, 0x1000, 4}, 0, answer), "bpf(BPF_PROG_GET_NEXT_ID, {start_id=0, next_id=0}, 4)");
}

TEST(Bpf, Programs) {
  FakeCall call;
  call.options.abbreviate = false;
  call.memory.put(0x1000, words({1 | 2ull << 32, 0x2000, 0x3000, 0, 0, 0x050607}));
  call.memory.put(0x2000, words({0x05000000b7ull, 0x00000095}));
  call.memory.put(0x3000, std::string("GPL\0", 4));
  EXPECT_EQ(call.text("bpf", {5, 0x1000, 48}, 3),
            "bpf(BPF_PROG_LOAD, {prog_type=BPF_PROG_TYPE_SOCKET_FILTER, insn_cnt=2, "
            "insns=[{code=BPF_ALU64|BPF_K|BPF_MOV, dst_reg=BPF_REG_0, src_reg=BPF_REG_0, off=0, imm=0x5}, "
            "{code=BPF_JMP|BPF_K|BPF_EXIT, dst_reg=BPF_REG_0, src_reg=BPF_REG_0, off=0, imm=0}], license=\"GPL\", "
            "log_level=0, log_size=0, log_buf=NULL, kern_version=KERNEL_VERSION(5, 6, 7), prog_flags=0}, 48)");
}

}  // namespace
}  // namespace spoor::testing
