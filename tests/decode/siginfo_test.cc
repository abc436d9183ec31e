#include "spoor/abi/siginfo.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

// Words of a siginfo_t: signal, errno, code, and from `words[3]` on what the layout has there.
std::string text_of(std::initializer_list<std::uint32_t> words, abi::Abi layout = abi::Abi::x86_64) {
  std::array<std::uint32_t, abi::siginfo_size / 4> raw{};
  std::copy(words.begin(), words.end(), raw.begin());
  Arena arena;
  abi::Facts facts;
  Buffer out;
  output::append_value(out, *abi::siginfo_value(arena, facts, std::as_bytes(std::span(raw)), layout, layout), {});
  return {out.data(), out.size()};
}

constexpr std::uint32_t code(int value) { return static_cast<std::uint32_t>(value); }

TEST(Siginfo, ChildThatExitedOrWasKilled) {
  EXPECT_EQ(text_of({SIGCHLD, 0, CLD_EXITED, 0, 7, 1000, 3, 0, 150, 0, 0, 0}),
            "{si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=7, si_uid=1000, si_status=3, si_utime=150 /* 1.50 s */, "
            "si_stime=0}");
  EXPECT_EQ(text_of({SIGCHLD, 0, CLD_DUMPED, 0, 7, ~0u, SIGSEGV}),
            "{si_signo=SIGCHLD, si_code=CLD_DUMPED, si_pid=7, si_uid=-1, si_status=SIGSEGV, si_utime=0, si_stime=0}");
}

TEST(Siginfo, SenderIsShownWhenThereIsOne) {
  EXPECT_EQ(text_of({SIGINT, 0, code(SI_KERNEL)}), "{si_signo=SIGINT, si_code=SI_KERNEL}");
  EXPECT_EQ(text_of({SIGTERM, 0, SI_USER, 0, 5, 6}), "{si_signo=SIGTERM, si_code=SI_USER, si_pid=5, si_uid=6}");
  EXPECT_EQ(text_of({SIGUSR1, 0, code(SI_QUEUE), 0, 5, 6}), "{si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=5, si_uid=6}");
  EXPECT_EQ(text_of({SIGUSR1, ENOENT, code(SI_QUEUE), 0, 5, 6, 7, 1}),
            "{si_signo=SIGUSR1, si_code=SI_QUEUE, si_errno=ENOENT, si_pid=5, si_uid=6, si_int=7, si_ptr=0x100000007}");
}

TEST(Siginfo, Faults) {
  EXPECT_EQ(text_of({SIGSEGV, 0, SEGV_MAPERR}), "{si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL}");
  EXPECT_EQ(text_of({SIGSEGV, 0, SEGV_BNDERR, 0, 0x10, 0, 0, 0, 0x20, 0, 0x30, 0}),
            "{si_signo=SIGSEGV, si_code=SEGV_BNDERR, si_addr=0x10, si_lower=0x20, si_upper=0x30}");
  EXPECT_EQ(text_of({SIGSEGV, 0, SEGV_PKUERR, 0, 0x10, 0, 0, 0, 3}),
            "{si_signo=SIGSEGV, si_code=SEGV_PKUERR, si_addr=0x10, si_pkey=3}");
  EXPECT_EQ(text_of({SIGBUS, 0, BUS_MCEERR_AO, 0, 0x10, 0, 12}),
            "{si_signo=SIGBUS, si_code=BUS_MCEERR_AO, si_addr=0x10, si_addr_lsb=0xc}");
  EXPECT_EQ(text_of({SIGTRAP, 0, 0x605}), "{si_signo=SIGTRAP, si_code=0x605, si_addr=NULL}");
}

TEST(Siginfo, TimersPollsAndRefusedCalls) {
  EXPECT_EQ(text_of({SIGALRM, 0, code(SI_TIMER), 0, 5, code(-6), code(-1), 1}),
            "{si_signo=SIGALRM, si_code=SI_TIMER, si_timerid=0x5, si_overrun=-6, si_int=-1, si_ptr=0x1ffffffff}");
  EXPECT_EQ(text_of({SIGIO, 0, POLL_IN, 0, 65, 0, 3}), "{si_signo=SIGIO, si_code=POLL_IN, si_band=65, si_fd=3}");
  EXPECT_EQ(text_of({SIGIO, 0, 9, 0, 65, 0, 3}), "{si_signo=SIGIO, si_code=0x9}");
  EXPECT_EQ(text_of({SIGSYS, 0, 1, 0, 0x10, 0, 0, 0xc000003e}),
            "{si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x10, si_syscall=__NR_read, "
            "si_arch=AUDIT_ARCH_X86_64}");
  EXPECT_EQ(text_of({SIGSYS, 0, 1, 0, 0, 0, 3, 0x40000003}),
            "{si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=NULL, si_syscall=3 /* read */, "
            "si_arch=AUDIT_ARCH_I386}");
}

TEST(Siginfo, OddValues) {
  EXPECT_EQ(text_of({0}), "{}");
  EXPECT_EQ(text_of({99, code(-2), code(-8)}),
            "{si_signo=99, si_code=0xfffffff8, si_errno=4294967294, si_pid=0, si_uid=0}");
}

TEST(Siginfo, ThirtyTwoBitLayouts) {
  EXPECT_EQ(text_of({SIGCHLD, 0, CLD_KILLED, 7, 8, SIGKILL, 1, 2}, abi::Abi::i386),
            "{si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=7, si_uid=8, si_status=SIGKILL, si_utime=1 /* 0.01 s */, "
            "si_stime=2 /* 0.02 s */}");
  EXPECT_EQ(text_of({SIGCHLD, 0, CLD_KILLED, 7, 8, SIGKILL, 1, 0, 2, 0}, abi::Abi::x32),
            "{si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=7, si_uid=8, si_status=SIGKILL, si_utime=1 /* 0.01 s */, "
            "si_stime=2 /* 0.02 s */}");
  EXPECT_EQ(text_of({SIGSEGV, 0, SEGV_BNDERR, 0x10, 0, 0x20, 0x30}, abi::Abi::i386),
            "{si_signo=SIGSEGV, si_code=SEGV_BNDERR, si_addr=0x10, si_lower=0x20, si_upper=0x30}");
  EXPECT_EQ(text_of({SIGIO, 0, POLL_OUT, 4, 3}, abi::Abi::i386),
            "{si_signo=SIGIO, si_code=POLL_OUT, si_band=4, si_fd=3}");
}

}  // namespace
}  // namespace spoor::testing
