#include <gtest/gtest.h>

#include <array>
#include <csignal>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using abi::Abi;
using Words = std::array<std::uint32_t, 8>;
using Longs = std::array<std::uint64_t, 4>;

FakeCall on(Abi abi) {
  FakeCall call;
  call.abi = abi;
  return call;
}

TEST(Signals, Sigaction) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{0x1234, 0x14000004, 0x7777, 3});
  call.memory.put_object(0x2000, Longs{0, 0, 0x7777, 0});
  EXPECT_EQ(call.text("rt_sigaction", {SIGINT, 0x1000, 0x2000, 8}),
            "rt_sigaction(SIGINT, {sa_handler=0x1234, sa_mask=[HUP INT], sa_flags=SA_RESTORER|SA_RESTART|SA_SIGINFO, "
            "sa_restorer=0x7777}, {sa_handler=SIG_DFL, sa_mask=[], sa_flags=0}, 8)");
  EXPECT_EQ(call.text("rt_sigaction", {34, 0, 0x2000, 8}, -22), "rt_sigaction(SIGRT_2, NULL, 0x2000, 8)");
  EXPECT_EQ(call.text("rt_sigaction", {99, 0x1010, 0, 8}), "rt_sigaction(99, 0x1010, NULL, 8)");
}

TEST(Signals, SigactionOfThirtyTwoBitAbis) {
  const std::string text =
      "{sa_handler=SIG_IGN, sa_mask=[HUP QUIT RT_32], sa_flags=SA_RESTORER|SA_NOCLDSTOP, sa_restorer=0x33}";
  for (const Abi abi : {Abi::i386, Abi::x32}) {
    FakeCall call = on(abi);
    call.memory.put_object(0x1000, Words{1, 0x04000001, 0x33, 5, 0x80000000});
    EXPECT_EQ(call.text("rt_sigaction", {SIGCHLD, 0x1000, 0, 8}), "rt_sigaction(SIGCHLD, " + text + ", NULL, 8)");
  }
  FakeCall call = on(Abi::i386);
  call.memory.put_object(0x1000, Words{0x11, 0xffffffff, 0x04000000, 0x33});
  EXPECT_EQ(call.text("sigaction", {SIGCHLD, 0x1000, 0}),
            "sigaction(SIGCHLD, {sa_handler=0x11, sa_mask=~[], sa_flags=SA_RESTORER, sa_restorer=0x33}, NULL)");
  EXPECT_EQ(call.text("signal", {SIGINT, 1}, 0), "signal(SIGINT, SIG_IGN) (SIG_DFL)");
  EXPECT_EQ(call.text("signal", {SIGINT, 0xffffffff}, 0x77), "signal(SIGINT, 0xffffffff)");
}

TEST(Signals, MasksAreInvertedFromTwoThirdsOn) {
  const auto shown = [](std::uint64_t mask) {
    FakeCall call;
    call.memory.put_object(0x1000, mask);
    return call.text("rt_sigprocmask", {2, 0x1000, 0, 8});
  };
  EXPECT_EQ(shown(0), "rt_sigprocmask(SIG_SETMASK, [], NULL, 8)");
  EXPECT_EQ(shown(~0ull), "rt_sigprocmask(SIG_SETMASK, ~[], NULL, 8)");
  EXPECT_EQ(shown(0xfffffffe7fffffff), "rt_sigprocmask(SIG_SETMASK, ~[RTMIN RT_1], NULL, 8)");
  EXPECT_TRUE(shown((1ull << 41) - 1).ends_with("RT_7 RT_8 RT_9], NULL, 8)"));
  EXPECT_TRUE(shown((1ull << 42) - 1).starts_with("rt_sigprocmask(SIG_SETMASK, ~[RT_11 RT_12 "));
}

TEST(Signals, OldMasksHaveRoomForThirtyTwoSignals) {
  FakeCall call = on(Abi::i386);
  call.memory.put_object(0x1000, Words{0x1fffff, 0xffffffff});
  EXPECT_EQ(call.text("sigprocmask", {0, 0x1000, 0x1000}, -22),
            "sigprocmask(SIG_BLOCK, ~[TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS RTMIN], 0x1000)");
  EXPECT_EQ(call.text("sigsuspend", {1, 2, 5}, -4), "sigsuspend([HUP QUIT])");
  EXPECT_EQ(call.text("ssetmask", {0xffffffff}, 5), "ssetmask(~[]) (old mask [HUP QUIT])");
  EXPECT_EQ(call.text("sgetmask", {}, 0), "sgetmask() (mask [])");
}

TEST(Signals, MasksOfOtherSizesStayAddresses) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{0x8000000000000001});
  EXPECT_EQ(call.text("rt_sigprocmask", {9, 0x1000, 0x1000, 4}, 0),
            "rt_sigprocmask(0x9 /* SIG_??? */, 0x1000, 0x1000, 4)");
  EXPECT_EQ(call.text("rt_sigsuspend", {0x1000, 16}, -22), "rt_sigsuspend(0x1000, 16)");
  EXPECT_EQ(call.text("rt_sigpending", {0x1000, 5}), "rt_sigpending([HUP], 5)");
  EXPECT_EQ(call.text("rt_sigpending", {0x1000, 8}), "rt_sigpending([HUP RT_32], 8)");
  EXPECT_EQ(call.text("rt_sigpending", {0x1000, 0}), "rt_sigpending(0x1000, 0)");
  EXPECT_EQ(call.text("signalfd4", {~0ull, 0x1000, 8, 02004001}, 3),
            "signalfd4(-1, [HUP RT_32], 8, SFD_CLOEXEC|SFD_NONBLOCK|0x1)");
}

TEST(Signals, Waiting) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{0x200});
  call.memory.put_object(0x2000, std::array<std::uint32_t, 32>{SIGUSR1, 0, ~0u, 0, 5, 6});
  call.memory.put_object(0x3000, Longs{1, 2});
  EXPECT_EQ(call.text("rt_sigtimedwait", {0x1000, 0x2000, 0x3000, 8}, SIGUSR1),
            "rt_sigtimedwait([USR1], {si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=5, si_uid=6}, {tv_sec=1, tv_nsec=2}, "
            "8) (SIGUSR1)");
  EXPECT_EQ(call.text("rt_sigtimedwait", {0x1000, 0x2000, 0, 8}, -11), "rt_sigtimedwait([USR1], 0x2000, NULL, 8)");
  call.abi = Abi::i386;
  call.memory.put_object(0x3000, Words{1, 2, 3, 4});
  EXPECT_EQ(call.text("rt_sigtimedwait", {0, 0, 0x3000, 8}), "rt_sigtimedwait(NULL, NULL, {tv_sec=1, tv_nsec=2}, 8)");
  EXPECT_EQ(call.text("rt_sigtimedwait_time64", {0, 0, 0x3000, 8}),
            "rt_sigtimedwait_time64(NULL, NULL, {tv_sec=8589934593, tv_nsec=17179869187}, 8)");
}

TEST(Signals, RestartNamesWhatItResumes) {
  struct Interrupted : abi::Facts {
    std::string_view interrupted_call() override { return "nanosleep"; }
  } facts;
  FakeCall call;
  EXPECT_EQ(call.text("restart_syscall", {}), "restart_syscall(<... resuming interrupted system call ...>)");
  abi::Call raw;
  raw.nr = 219;
  Arena arena;
  const abi::Event event = abi::decode_entry(raw, call.memory, facts, arena, {});
  EXPECT_EQ(FakeCall::render("restart_syscall", event), "restart_syscall(<... resuming interrupted nanosleep ...>)");
}

TEST(Signals, Sending) {
  FakeCall call;
  EXPECT_EQ(call.text("kill", {static_cast<std::uint64_t>(-5), 64}), "kill(-5, SIGRT_32)");
  EXPECT_EQ(call.text("tgkill", {1, 2, 0}), "tgkill(1, 2, 0)");
  EXPECT_EQ(call.text("tkill", {1, 65}), "tkill(1, 65)");
  EXPECT_EQ(call.text("pidfd_send_signal", {3, SIGTERM, 0, 3}),
            "pidfd_send_signal(3, SIGTERM, NULL, PIDFD_SIGNAL_THREAD|PIDFD_SIGNAL_THREAD_GROUP)");
  call.memory.put_object(0x1000, std::array<char, 100>{});
  EXPECT_EQ(call.text("rt_tgsigqueueinfo", {1, 2, SIGTERM, 0x1000}), "rt_tgsigqueueinfo(1, 2, SIGTERM, 0x1000)");
}

TEST(Signals, AlternateStack) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{0x4000, 0x80000001, 8192});
  EXPECT_EQ(call.text("sigaltstack", {0x1000, 0x1000}, -1),
            "sigaltstack({ss_sp=0x4000, ss_flags=SS_ONSTACK|SS_AUTODISARM, ss_size=8192}, 0x1000)");
  call.abi = Abi::x32;
  call.memory.put_object(0x1000, Words{0x4000, 2, 4096});
  EXPECT_EQ(call.text("sigaltstack", {0, 0x1000}),
            "sigaltstack(NULL, {ss_sp=0x4000, ss_flags=SS_DISABLE, ss_size=4096})");
}

// Signal 1 where the mask is, whatever else is around it.
TEST(Signals, ReturnFromHandlerShowsTheMaskOfItsFrame) {
  const auto shown = [](Abi abi, std::string_view name, std::uint64_t low, std::uint64_t high) {
    std::string frame(1024, '\xee');
    frame.replace(low, 4, std::string("\1\0\0\0", 4));
    frame.replace(high, 4, std::string("\0\0\0\x80", 4));
    FakeCall call = on(abi);
    call.stack = 0x1000;
    call.memory.put(0x1000, frame);
    return call.text(name, {});
  };
  EXPECT_EQ(shown(Abi::x86_64, "rt_sigreturn", 296, 300), "rt_sigreturn({mask=[HUP RT_32]})");
  EXPECT_EQ(shown(Abi::x32, "rt_sigreturn", 280, 284), "rt_sigreturn({mask=[HUP RT_32]})");
  EXPECT_EQ(shown(Abi::i386, "rt_sigreturn", 248, 252), "rt_sigreturn({mask=[HUP RT_32]})");
  EXPECT_EQ(shown(Abi::i386, "sigreturn", 80, 712), "sigreturn({mask=[HUP RT_32]})");

  FakeCall call;
  call.stack = 0x9000;
  EXPECT_EQ(call.text("rt_sigreturn", {}), "rt_sigreturn({mask=0x9128})");
  call.abi = Abi::i386;
  EXPECT_EQ(call.text("sigreturn", {}), "sigreturn(0x9000)");
}

}  // namespace
}  // namespace spoor::testing
