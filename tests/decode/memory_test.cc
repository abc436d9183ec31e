#include <gtest/gtest.h>

#include <array>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using abi::Abi;
using Words = std::array<std::uint32_t, 32>;
using Longs = std::array<std::uint64_t, 16>;

constexpr std::uint64_t minus_one = ~0ull;

TEST(Memory, Mmap) {
  FakeCall call;
  EXPECT_EQ(call.text("mmap", {0, 4096, 3, 0x22, minus_one, 0}),
            "mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)");
  EXPECT_EQ(call.text("mmap", {0x1000, 8192, 5, 0x812, 3, 0x1000}),
            "mmap(0x1000, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3, 0x1000)");
  EXPECT_EQ(call.text("mmap", {0, 1, 0, 0, 3, 0}), "mmap(NULL, 1, PROT_NONE, MAP_FILE, 3, 0)");
  EXPECT_EQ(call.text("mmap", {0, 1, 0x02000010, 3, 3, 0}),
            "mmap(NULL, 1, PROT_GROWSUP|0x10, MAP_SHARED_VALIDATE, 3, 0)");
}

TEST(Memory, MmapFlagsWithSizesAndOddTypes) {
  const auto shown = [](std::uint64_t flags) {
    FakeCall call;
    const std::string text = call.text("mmap", {0, 1, 0, flags, 3, 0});
    return text.substr(25, text.size() - 25 - 7);
  };
  EXPECT_EQ(shown(0x54040022), "MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|21<<MAP_HUGE_SHIFT");
  EXPECT_EQ(shown(0x78000022), "MAP_PRIVATE|MAP_ANONYMOUS|30<<MAP_HUGE_SHIFT");
  EXPECT_EQ(shown(0x4), "0x4 /* MAP_??? */");
  EXPECT_EQ(shown(0x26), "0x6 /* MAP_??? */|MAP_ANONYMOUS");
  EXPECT_EQ(shown(0x602), "MAP_PRIVATE|0x600");
  EXPECT_EQ(shown(0xfc000602), "MAP_PRIVATE|0x600|63<<MAP_HUGE_SHIFT");
  EXPECT_EQ(shown(0x100000002), "MAP_PRIVATE");
}

TEST(Memory, MmapOfI386) {
  FakeCall call;
  call.abi = Abi::i386;
  call.memory.put_object(0x1000, Words{0x2000, 4096, 3, 0x22, 0xffffffff, 0xfffff000});
  EXPECT_EQ(call.text("mmap", {0x1000}),
            "mmap(0x2000, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0xfffff000)");
  EXPECT_EQ(call.text("mmap", {1}), "mmap(0x1)");
  EXPECT_EQ(call.text("mmap2", {0, 4096, 1, 1, 3, 0xffffffff}),
            "mmap2(NULL, 4096, PROT_READ, MAP_SHARED, 3, 0xffffffff000)");
}

TEST(Memory, MremapShowsTheNewAddressWhereItIsUsed) {
  FakeCall call;
  EXPECT_EQ(call.text("mremap", {0x1000, 1, 2, 3, 0x9000}),
            "mremap(0x1000, 1, 2, MREMAP_MAYMOVE|MREMAP_FIXED, 0x9000)");
  EXPECT_EQ(call.text("mremap", {0x1000, 1, 2, 5, 0x9000}), "mremap(0x1000, 1, 2, MREMAP_MAYMOVE|MREMAP_DONTUNMAP)");
  EXPECT_EQ(call.text("mremap", {0x1000, 1, 2, 2, 0x9000}), "mremap(0x1000, 1, 2, MREMAP_FIXED)");
}

TEST(Memory, Mincore) {
  FakeCall call;
  call.memory.put(0x1000, std::string("\x01\x81\x00", 3));
  EXPECT_EQ(call.text("mincore", {0x4000, 8193, 0x1000}), "mincore(0x4000, 8193, [1, 1, 0])");
  EXPECT_EQ(call.text("mincore", {0x4000, 8193, 0x1000}, -12), "mincore(0x4000, 8193, 0x1000)");
  EXPECT_EQ(call.text("mincore", {0x4000, 0, 0x1000}), "mincore(0x4000, 0, [])");
}

TEST(Memory, AdviceLocksAndKeys) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{0x5000, 7});
  EXPECT_EQ(call.text("madvise", {0x1000, 1, 102}), "madvise(0x1000, 1, MADV_GUARD_INSTALL)");
  EXPECT_EQ(call.text("madvise", {0x1000, 1, 7}), "madvise(0x1000, 1, 0x7 /* MADV_??? */)");
  EXPECT_EQ(call.text("process_madvise", {3, 0x1000, 1, 20, 1}),
            "process_madvise(3, [{iov_base=0x5000, iov_len=7}], 1, MADV_COLD, 0x1)");
  EXPECT_EQ(call.text("mlockall", {7}), "mlockall(MCL_CURRENT|MCL_FUTURE|MCL_ONFAULT)");
  EXPECT_EQ(call.text("mlock2", {0x1000, 1, 2}), "mlock2(0x1000, 1, 0x2 /* MLOCK_??? */)");
  EXPECT_EQ(call.text("msync", {0x1000, 1, 7}), "msync(0x1000, 1, MS_SYNC|MS_ASYNC|MS_INVALIDATE)");
  EXPECT_EQ(call.text("pkey_alloc", {0, 3}), "pkey_alloc(0, PKEY_DISABLE_ACCESS|PKEY_DISABLE_WRITE)");
  EXPECT_EQ(call.text("brk", {0}), "brk(NULL)");
  EXPECT_EQ(call.text("map_shadow_stack", {0, 4096, 1}), "map_shadow_stack(NULL, 4096, SHADOW_STACK_SET_TOKEN)");
}

TEST(Mempolicy, NodeMasksAreWordsOfTheAbi) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{5, 0, 7});
  EXPECT_EQ(call.text("mbind", {0x4000, 1, 2, 0x1000, 65, 1}),
            "mbind(0x4000, 1, MPOL_BIND, [0x00000000000005], 65, MPOL_MF_STRICT)");
  EXPECT_EQ(call.text("mbind", {0x4000, 1, 0x8001, 0x1000, 129, 6}),
            "mbind(0x4000, 1, MPOL_PREFERRED|MPOL_F_STATIC_NODES, [0x00000000000005, 0000000000000000], 129, "
            "MPOL_MF_MOVE|MPOL_MF_MOVE_ALL)");
  EXPECT_EQ(call.text("set_mempolicy", {0x8009, 0x1000, 1}), "set_mempolicy(MPOL_F_STATIC_NODES|0x9, 0x1000, 1)");
  EXPECT_EQ(call.text("set_mempolicy", {0, 0x1000, 0}), "set_mempolicy(MPOL_DEFAULT, [], 0)");
  EXPECT_EQ(call.text("mbind", {0, 1, 2, 0x1000, minus_one, 0}),
            "mbind(NULL, 1, MPOL_BIND, 0x1000, 18446744073709551615, 0)");
  call.memory.put_object(0x2000, std::uint32_t{2});
  EXPECT_EQ(call.text("get_mempolicy", {0x2000, 0x1000, 64, 0x77, 3}),
            "get_mempolicy([MPOL_BIND], [0x00000000000005], 64, 0x77, MPOL_F_NODE|MPOL_F_ADDR)");
  call.abi = Abi::i386;
  EXPECT_EQ(call.text("migrate_pages", {9, 64, 0x1000, 0x1000}, -1),
            "migrate_pages(9, 64, [0x000005, 00000000], [0x000005, 00000000])");
}

TEST(Mempolicy, MovePages) {
  FakeCall call;
  call.memory.put_object(0x1000, std::array<std::uint64_t, 2>{0x5000, 0});
  call.memory.put_object(0x2000, std::array<std::int32_t, 2>{1, -1});
  call.memory.put_object(0x3000, std::array<std::int32_t, 2>{-2, 1});
  EXPECT_EQ(call.text("move_pages", {7, 2, 0x1000, 0x2000, 0x3000, 2}),
            "move_pages(7, 2, [0x5000, NULL], [1, -1], [-ENOENT, 1], MPOL_MF_MOVE)");
  EXPECT_EQ(call.text("move_pages", {7, 0, 0x1000, 0x2000, 0x3000, 2}, -1),
            "move_pages(7, 0, [], [], [], MPOL_MF_MOVE)");
  EXPECT_EQ(call.text("move_pages", {7, 3, 0x1000, 0, 0x3000, 1}, -14),
            "move_pages(7, 3, [0x5000, NULL, ... /* 0x1010 */], NULL, 0x3000, 0x1 /* MPOL_??? */)");
}

TEST(System, UnameShowsWholeStrings) {
  std::string names(6 * 65, '\0');
  names.replace(0, 5, "Linux");
  names.replace(65, 64, std::string(64, 'h'));
  names.replace(130, 3, "6.1");
  FakeCall call;
  call.memory.put(0x1000, names);
  EXPECT_EQ(call.text("uname", {0x1000}), "uname({sysname=\"Linux\", nodename=\"" + std::string(64, 'h') + "\", ...})");
  call.options.abbreviate = false;
  EXPECT_EQ(call.text("uname", {0x1000}), "uname({sysname=\"Linux\", nodename=\"" + std::string(64, 'h') +
                                              R"(", release="6.1", version="", machine="", domainname=""}))");
  EXPECT_EQ(call.text("uname", {0x1000}, -14), "uname(0x1000)");
}

TEST(System, Sysinfo) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
  EXPECT_EQ(call.text("sysinfo", {0x1000}),
            "sysinfo({uptime=1, loads=[2, 3, 4], totalram=5, freeram=6, sharedram=7, bufferram=8, totalswap=9, "
            "freeswap=10, procs=11, totalhigh=12, freehigh=13, mem_unit=14})");
  call.abi = Abi::i386;
  call.memory.put_object(0x1000, Words{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
  EXPECT_EQ(call.text("sysinfo", {0x1000}),
            "sysinfo({uptime=1, loads=[2, 3, 4], totalram=5, freeram=6, sharedram=7, bufferram=8, totalswap=9, "
            "freeswap=10, procs=11, totalhigh=12, freehigh=13, mem_unit=14})");
}

TEST(System, RandomBytesAreHex) {
  FakeCall call;
  call.memory.put(0x1000, std::string(40, 'a'));
  EXPECT_EQ(call.text("getrandom", {0x1000, 5, 3}, 2), R"(getrandom("\x61\x61", 5, GRND_NONBLOCK|GRND_RANDOM))");
  EXPECT_EQ(call.text("getrandom", {0x1000, 5, 4}, -11), "getrandom(0x1000, 5, GRND_INSECURE)");
  EXPECT_TRUE(call.text("getrandom", {0x1000, 40, 0}, 40).ends_with(R"(\x61"..., 40, 0))"));
}

TEST(System, Membarrier) {
  FakeCall call;
  EXPECT_EQ(call.text("membarrier", {0, 0, 5}, 3),
            "membarrier(MEMBARRIER_CMD_QUERY, 0) (MEMBARRIER_CMD_GLOBAL|MEMBARRIER_CMD_GLOBAL_EXPEDITED)");
  EXPECT_EQ(call.text("membarrier", {0x80, 1, 5}),
            "membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ, MEMBARRIER_CMD_FLAG_CPU, 5)");
  EXPECT_EQ(call.text("membarrier", {3, 2, 5}),
            "membarrier(0x3 /* MEMBARRIER_CMD_??? */, 0x2 /* MEMBARRIER_CMD_FLAG_??? */)");
}

TEST(System, MemoryOfOtherProcesses) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{0x2000, 5});
  call.memory.put(0x2000, "hello");
  EXPECT_EQ(call.text("process_vm_readv", {7, 0x1000, 1, 0x1000, 1, 0}, 3),
            "process_vm_readv(7, [{iov_base=\"hel\", iov_len=5}], 1, [{iov_base=0x2000, iov_len=5}], 1, 0)");
  EXPECT_EQ(call.text("process_vm_writev", {7, 0x1000, 1, 0x1000, 1, 0}, -3),
            "process_vm_writev(7, [{iov_base=\"hello\", iov_len=5}], 1, [{iov_base=0x2000, iov_len=5}], 1, 0)");
}

TEST(System, HostName) {
  FakeCall call;
  call.memory.put(0x1000, "host" + std::string(61, '.'));
  EXPECT_EQ(call.text("sethostname", {0x1000, 4}, -1), "sethostname(\"host\", 4)");
  EXPECT_EQ(call.text("sethostname", {0x1000, 65}, -22), "sethostname(0x1000, 65)");
  EXPECT_EQ(call.text("setdomainname", {0x1000, 0xffffffff}), "setdomainname(0x1000, 4294967295)");
}

}  // namespace
}  // namespace spoor::testing
