#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(SharedMemory, FlagsModeAndPageSize) {
  FakeCall call;
  EXPECT_EQ(call.text("shmget", {0, 4096, 01600}, 5), "shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600)");
  EXPECT_EQ(call.text("shmget", {0xffffffff, 0, 0xffffffff}, -22),
            "shmget(0xffffffff, 0, IPC_CREAT|IPC_EXCL|SHM_HUGETLB|SHM_NORESERVE|0x3ffe000|63<<SHM_HUGE_SHIFT|0777)");
  EXPECT_EQ(call.text("shmat", {1, 0, 010000}, 0x7000), "shmat(1, NULL, SHM_RDONLY)");
}

std::string permissions64() { return words({0x77, 1, 2, 3, 4, 0600, 0, 0, 0, 0, 0, 0}, 4); }
std::string permissions32() { return words({0x77, 1, 2, 3, 4, 0600, 0, 0, 0}, 4); }

TEST(SharedMemory, StateInBothLayouts) {
  FakeCall call;
  call.memory.put(0x1000, permissions64() + words({4096, 10, 11, 12, 5 | 6ull << 32, 7, 0, 0}));
  const std::string shown =
      "shmctl(1, IPC_STAT, {shm_perm={uid=1, gid=2, mode=0600, key=119, cuid=3, cgid=4}, shm_segsz=4096, shm_cpid=5, "
      "shm_lpid=6, shm_nattch=7, shm_atime=10, shm_dtime=11, shm_ctime=12})";
  EXPECT_EQ(call.text("shmctl", {1, 2, 0x1000}), shown);
  EXPECT_EQ(call.text("shmctl", {1, 1, 0x1000}), "shmctl(1, IPC_SET, {shm_perm={uid=1, gid=2, mode=0600}})");
  EXPECT_EQ(call.text("shmctl", {1, 0x100, 1}, -22), "shmctl(1, IPC_64|IPC_RMID, 0x1)");
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, permissions32() + words({4096, 10, 0, 11, 0, 12, 0, 5, 6, 7, 0, 0}, 4));
  EXPECT_EQ(call.text("shmctl", {1, 2, 0x1000}), shown);
}

TEST(Semaphores, OperationsAndState) {
  FakeCall call;
  call.memory.put(0x1000, words({0, 1, 0x1000, 1, 0xffff, 0xa34}, 2));
  EXPECT_EQ(call.text("semop", {1, 0x1000, 3}, -14),
            "semop(1, [{sem_num=0, sem_op=1, sem_flg=SEM_UNDO}, {sem_num=1, sem_op=-1, sem_flg=IPC_NOWAIT|0x234}, "
            "... /* 0x100c */], 3)");
  EXPECT_EQ(call.text("semctl", {1, 2, 16, 5}), "semctl(1, 2, SETVAL, 0x5)");
  const std::string shown =
      "semctl(1, 0, IPC_STAT, {sem_perm={uid=1, gid=2, mode=0600, key=119, cuid=3, cgid=4}, sem_otime=8, sem_ctime=9, "
      "sem_nsems=3})";
  call.memory.put(0x1000, permissions64() + words({8, 0, 9, 0, 3, 0, 0}));
  EXPECT_EQ(call.text("semctl", {1, 0, 2, 0x1000}), shown);
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, permissions32() + words({8, 0, 9, 0, 3, 0, 0}, 4));
  EXPECT_EQ(call.text("semctl", {1, 0, 2, 0x1000}), shown);
}

TEST(Ipc, StandsForTheOtherCalls) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, words({0, 1, 0x1000}, 2));
  const auto ipc = [&](std::initializer_list<std::uint64_t> args) { return call.text("ipc", args); };
  EXPECT_EQ(ipc({1, 7, 1, 0, 0x1000}), "semop(7, [{sem_num=0, sem_op=1, sem_flg=SEM_UNDO}], 1)");
  EXPECT_EQ(ipc({2, 0, 3, 01600}), "semget(IPC_PRIVATE, 3, IPC_CREAT|0600)");
  call.memory.put(0x2000, words({5, 6}, 4));
  EXPECT_EQ(ipc({4, 7, 1, 0, 0x1000, 0x2000}),
            "semtimedop(7, [{sem_num=0, sem_op=1, sem_flg=SEM_UNDO}], 1, {tv_sec=5, tv_nsec=6})");
  call.memory.put(0x3000, words({7}, 4) + "hello");
  EXPECT_EQ(ipc({11, 1, 5, 04000, 0x3000}), R"(msgsnd(1, {mtype=7, mtext="hello"}, 5, IPC_NOWAIT))");
  EXPECT_EQ(ipc({12 | 1 << 16, 1, 5, 0, 0x3000, 0xffffffff}), R"(msgrcv(1, {mtype=7, mtext="hello"}, 5, -1, 0))");
  EXPECT_EQ(ipc({13, 0, 0600}), "msgget(IPC_PRIVATE, 0600)");
  EXPECT_EQ(ipc({22, 0, 0, 0, 0x7000}), "shmdt(0x7000)");
  EXPECT_EQ(ipc({23, 0, 4096, 01600}), "shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600)");
  EXPECT_EQ(ipc({99, 1, 2, 3, 4, 5}), "ipc(99, 1, 0x2, 0x3, 0x4, 0x5)");
}

TEST(Ipc, FollowsPointersToArguments) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  const auto ipc = [&](std::initializer_list<std::uint64_t> args) { return call.text("ipc", args); };
  // msgrcv of old: a pair of the buffer and the type.
  call.memory.put(0x1000, words({0x3000, 9}, 4));
  call.memory.put(0x3000, words({7}, 4) + "hello");
  EXPECT_EQ(ipc({12, 1, 5, 0, 0x1000}), R"(msgrcv(1, {mtype=7, mtext="hello"}, 5, 9, 0))");
  EXPECT_EQ(ipc({12, 1, 5, 0, 0x10}), "ipc(12, 1, 0x5, 0, 0x10, 0)");
  // shmat's result is where the third argument points to.
  call.memory.put(0x2000, words({0xf7000000}, 4));
  EXPECT_EQ(ipc({21, 1, 010000, 0x2000, 0}), "shmat(1, NULL, SHM_RDONLY)");
  EXPECT_EQ(call.result_text, "0xf7000000");
}

TEST(Ipc, DecodesStructsOfToday) {
  FakeCall call;
  call.abi = abi::Abi::i386;
  const auto ipc = [&](std::initializer_list<std::uint64_t> args) { return call.text("ipc", args); };
  call.memory.put(0x1000, words({0x4000}, 4));
  call.memory.put(0x4000, permissions32() + words({8, 0, 9, 0, 3, 0, 0}, 4));
  EXPECT_EQ(ipc({3, 1, 0, 0x102, 0x1000}),
            "semctl(1, 0, IPC_64|IPC_STAT, [{sem_perm={uid=1, gid=2, mode=0600, key=119, cuid=3, cgid=4}, sem_otime=8, "
            "sem_ctime=9, sem_nsems=3}])");
  EXPECT_EQ(ipc({3, 1, 0, 0x101, 0x1000}), "semctl(1, 0, IPC_64|IPC_SET, [{sem_perm={uid=1, gid=2, mode=0600}}])");
  EXPECT_EQ(ipc({3, 1, 0, 2, 0x1000}), "semctl(1, 0, IPC_STAT, [0x4000])");
  EXPECT_EQ(ipc({3, 1, 2, 16, 0x1000}), "semctl(1, 2, SETVAL, [0x4000])");
  EXPECT_EQ(ipc({3, 1, 2, 16, 0}), "semctl(1, 2, SETVAL, NULL)");
  EXPECT_EQ(ipc({24, 1, 0x101, 0, 0x4000}), "shmctl(1, IPC_64|IPC_SET, {shm_perm={uid=1, gid=2, mode=0600}})");
  EXPECT_EQ(ipc({24, 1, 1, 0, 0x4000}), "shmctl(1, IPC_SET, 0x4000)");
  EXPECT_EQ(ipc({14, 1, 1, 0, 0x4000}), "msgctl(1, IPC_SET, 0x4000)");
}

TEST(Messages, TextsAndState) {
  FakeCall call;
  call.memory.put(0x1000, words({7}) + "hello");
  EXPECT_EQ(call.text("msgsnd", {1, 0x1000, 5, 04000}), R"(msgsnd(1, {mtype=7, mtext="hello"}, 5, IPC_NOWAIT))");
  EXPECT_EQ(call.text("msgsnd", {1, 0x1000, 6, 0}, -14), "msgsnd(1, 0x1000, 6, 0)");
  EXPECT_EQ(call.text("msgrcv", {1, 0x1000, 5, ~std::uint64_t{0}, 0}, 5),
            R"(msgrcv(1, {mtype=7, mtext="hello"}, 5, -1, 0))");
  const std::string shown =
      "msgctl(1, IPC_STAT, {msg_perm={uid=1, gid=2, mode=0600, key=119, cuid=3, cgid=4}, msg_stime=8, msg_rtime=9, "
      "msg_ctime=10, msg_qnum=12, msg_qbytes=13, msg_lspid=14, msg_lrpid=15})";
  call.memory.put(0x1000, permissions64() + words({8, 9, 10, 11, 12, 13, 14 | 15ull << 32, 0, 0}));
  EXPECT_EQ(call.text("msgctl", {1, 2, 0x1000}), shown);
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, permissions32() + words({8, 0, 9, 0, 10, 0, 11, 12, 13, 14, 15, 0, 0}, 4));
  EXPECT_EQ(call.text("msgctl", {1, 2, 0x1000}), shown);
}

}  // namespace
}  // namespace spoor::testing
