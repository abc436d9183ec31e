#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

using abi::Abi;
using Words = std::array<std::uint32_t, 32>;
using Longs = std::array<std::uint64_t, 32>;

FakeCall on(Abi abi) {
  FakeCall call;
  call.abi = abi;
  call.memory.put_object(0x1000, Words{5, 6, 7, 8});
  return call;
}

TEST(Clocks, TimeStructsHaveTheirAbisWidth) {
  FakeCall call = on(Abi::i386);
  EXPECT_EQ(call.text("clock_gettime", {1, 0x1000}), "clock_gettime(CLOCK_MONOTONIC, {tv_sec=5, tv_nsec=6})");
  EXPECT_EQ(call.text("clock_gettime64", {0, 0x1000}),
            "clock_gettime64(CLOCK_REALTIME, {tv_sec=25769803781, tv_nsec=34359738375})");
  EXPECT_EQ(
      call.text("timer_settime", {5, 1, 0x1000, 0}),
      "timer_settime(5, TIMER_ABSTIME, {it_interval={tv_sec=5, tv_nsec=6}, it_value={tv_sec=7, tv_nsec=8}}, NULL)");
  EXPECT_EQ(call.text("setitimer", {2, 0x1000, 0x1000}, -22),
            "setitimer(ITIMER_PROF, {it_interval={tv_sec=5, tv_usec=6}, it_value={tv_sec=7, tv_usec=8}}, 0x1000)");
  call = on(Abi::x32);
  EXPECT_EQ(call.text("clock_gettime", {1, 0x1000}),
            "clock_gettime(CLOCK_MONOTONIC, {tv_sec=25769803781, tv_nsec=34359738375})");
}

TEST(Clocks, FailedCallsAndUnreadableMemoryShowAddresses) {
  FakeCall call = on(Abi::x86_64);
  EXPECT_EQ(call.text("clock_gettime", {99, 0x1000}, -22), "clock_gettime(0x63 /* CLOCK_??? */, 0x1000)");
  EXPECT_EQ(call.text("clock_settime", {0, 0x1078}), "clock_settime(CLOCK_REALTIME, 0x1078)");
  EXPECT_EQ(call.text("settimeofday", {0, 0x1000}), "settimeofday(NULL, {tz_minuteswest=5, tz_dsttime=6})");
}

TEST(Clocks, RemainingTimeIsShownWhereTheKernelWroteIt) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{5, 6});
  call.memory.put_object(0x2000, Longs{1, 2});
  constexpr std::int64_t interrupted = -516;  // ERESTART_RESTARTBLOCK
  EXPECT_EQ(call.text("nanosleep", {0x1000, 0x2000}), "nanosleep({tv_sec=5, tv_nsec=6}, 0x2000)");
  EXPECT_EQ(call.text("nanosleep", {0x1000, 0x2000}, -4), "nanosleep({tv_sec=5, tv_nsec=6}, 0x2000)");
  EXPECT_EQ(call.text("nanosleep", {0x1000, 0x2000}, interrupted),
            "nanosleep({tv_sec=5, tv_nsec=6}, {tv_sec=1, tv_nsec=2})");
  EXPECT_EQ(call.text("clock_nanosleep", {0, 0, 0x1000, 0x2000}, interrupted),
            "clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=5, tv_nsec=6}, {tv_sec=1, tv_nsec=2})");
  EXPECT_EQ(call.text("clock_nanosleep", {0, 1, 0x1000, 0x2000}, interrupted),
            "clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, {tv_sec=5, tv_nsec=6}, 0x2000)");
}

TEST(Clocks, DatesAreRemarks) {
  setenv("TZ", "UTC", 1);
  tzset();
  FakeCall call;
  call.memory.put_object(0x1000, std::uint64_t{1700000000});
  call.memory.put_object(0x2000, std::uint64_t{0});
  call.memory.put_object(0x3000, ~std::uint64_t{0} >> 1);
  EXPECT_EQ(call.text("time", {0x1000}, 123),
            "time([1700000000 /* 2023-11-14T22:13:20+0000 */]) (1970-01-01T00:02:03+0000)");
  EXPECT_EQ(call.text("time", {0x2000}, 0), "time([0])");
  EXPECT_EQ(call.text("time", {0x3000}, 0), "time([9223372036854775807])");
  call.abi = Abi::i386;
  EXPECT_EQ(call.text("stime", {0x1000}), "stime([1700000000 /* 2023-11-14T22:13:20+0000 */])");
}

TEST(Clocks, Timex) {
  FakeCall call;
  Words words{};
  for (std::uint32_t i = 0; i < words.size(); ++i) words[i] = i + 1;
  call.abi = Abi::i386;
  call.memory.put_object(0x1000, words);
  EXPECT_EQ(call.text("adjtimex", {0x1000}, 1),
            "adjtimex({modes=ADJ_OFFSET, offset=2, freq=3, maxerror=4, esterror=5, status=STA_PPSFREQ|STA_PPSTIME, "
            "constant=7, precision=8, tolerance=9, time={tv_sec=10, tv_usec=11}, tick=12, ppsfreq=13, jitter=14, "
            "shift=15, stabil=16, jitcnt=17, calcnt=18, errcnt=19, stbcnt=20, tai=21}) (TIME_INS)");
  call.abi = Abi::x86_64;
  Longs longs{};
  for (std::uint32_t i = 0; i < longs.size(); ++i) longs[i] = i + 1;
  longs[0] = 0x8001;
  call.memory.put_object(0x1000, longs);
  EXPECT_EQ(call.text("clock_adjtime", {0, 0x1000}, 0),
            "clock_adjtime(CLOCK_REALTIME, {modes=ADJ_OFFSET_SINGLESHOT, offset=2, freq=3, maxerror=4, esterror=5, "
            "status=STA_PPSFREQ|STA_PPSTIME, constant=7, precision=8, tolerance=9, time={tv_sec=10, tv_usec=11}, "
            "tick=12, ppsfreq=13, jitter=14, shift=15, stabil=16, jitcnt=17, calcnt=18, errcnt=19, stbcnt=20, tai=21}) "
            "(TIME_OK)");
  EXPECT_EQ(call.text("adjtimex", {0x1000}, -1), "adjtimex(0x1000)");
}

TEST(Clocks, TimerCreate) {
  FakeCall call;
  call.memory.put_object(0x3000, std::uint32_t{7});
  call.memory.put_object(0x1000, Longs{0, SIGUSR1});
  EXPECT_EQ(call.text("timer_create", {1, 0x1000, 0x3000}),
            "timer_create(CLOCK_MONOTONIC, {sigev_signo=SIGUSR1, sigev_notify=SIGEV_SIGNAL}, [7])");
  EXPECT_EQ(call.text("timer_create", {1, 0, 0x3000}, -22), "timer_create(CLOCK_MONOTONIC, NULL, 0x3000)");
  call.memory.put_object(0x1000, Longs{0x1122334455667788, SIGUSR1 | 4ull << 32, 123});
  EXPECT_EQ(call.text("timer_create", {1, 0x1000, 0x3000}),
            "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=1432778632, sival_ptr=0x1122334455667788}, "
            "sigev_signo=SIGUSR1, sigev_notify=SIGEV_THREAD_ID, sigev_notify_thread_id=123}, [7])");
  call.memory.put_object(0x1000, Longs{0, 99 | 2ull << 32, 0x10, 0x20});
  EXPECT_EQ(call.text("timer_create", {1, 0x1000, 0x3000}),
            "timer_create(CLOCK_MONOTONIC, {sigev_signo=99, sigev_notify=SIGEV_THREAD, sigev_notify_function=0x10, "
            "sigev_notify_attributes=0x20}, [7])");
  call.abi = Abi::i386;
  call.memory.put_object(0x1000, Words{5, SIGUSR1, 7});
  EXPECT_EQ(call.text("timer_create", {1, 0x1000, 0x3000}),
            "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=5, sival_ptr=0x5}, sigev_signo=10, "
            "sigev_notify=0x7 /* SIGEV_??? */}, [7])");
}

TEST(Clocks, Timerfd) {
  FakeCall call = on(Abi::x86_64);
  EXPECT_EQ(call.text("timerfd_create", {7, 02004000}, 3), "timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC|TFD_NONBLOCK)");
  EXPECT_EQ(call.text("timerfd_settime", {3, 7, 0, 0}, -22),
            "timerfd_settime(3, TFD_TIMER_ABSTIME|TFD_TIMER_CANCEL_ON_SET|0x4, NULL, NULL)");
}

TEST(Clocks, TimesAreCountedInTicks) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{1, 0, 250, 4});
  EXPECT_EQ(call.text("times", {0x1000}, 10),
            "times({tms_utime=1 /* 0.01 s */, tms_stime=0, tms_cutime=250 /* 2.50 s */, tms_cstime=4 /* 0.04 s */})");
}

TEST(Waits, StatusSaysHowTheChildEnded) {
  const auto shown = [](std::uint32_t status) {
    FakeCall call;
    call.memory.put_object(0x1000, status);
    const std::string text = call.text("wait4", {~0ull, 0x1000, 0, 0}, 5);
    return text.substr(10, text.size() - 10 - 10);
  };
  EXPECT_EQ(shown(0x100), "[{WIFEXITED(s) && WEXITSTATUS(s) == 1}]");
  EXPECT_EQ(shown(9), "[{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}]");
  EXPECT_EQ(shown(0x8b), "[{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}]");
  EXPECT_EQ(shown(0x137f), "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}]");
  EXPECT_EQ(shown(0x857f), "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | 0x80}]");
  EXPECT_EQ(shown(0x3057f), "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP}|PTRACE_EVENT_CLONE<<16]");
  EXPECT_EQ(shown(0x8057f), "[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP}|0x8 /* PTRACE_EVENT_??? */<<16]");
  EXPECT_EQ(shown(0x77f05), "[{WIFSIGNALED(s) && WTERMSIG(s) == SIGTRAP}|PTRACE_EVENT_SECCOMP<<16|0x7f00]");
  EXPECT_EQ(shown(0xffff), "[{WIFCONTINUED(s)}]");
  EXPECT_EQ(shown(0x100ff), "[0x100ff]");
}

TEST(Waits, NothingIsShownWhereNoChildWasFound) {
  FakeCall call;
  call.memory.put_object(0x1000, Longs{});
  EXPECT_EQ(call.text("wait4", {~0ull, 0x1000, 0x20000003, 0x1000}, 0),
            "wait4(-1, 0x1000, WNOHANG|WSTOPPED|__WNOTHREAD, 0x1000)");
  EXPECT_EQ(call.text("wait4", {~0ull, 0x1000, 0, 0x1000}, -10), "wait4(-1, 0x1000, 0, 0x1000)");
  call.abi = Abi::i386;
  EXPECT_EQ(call.text("waitpid", {~0u, 0x1000, 8}, 5),
            "waitpid(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], WCONTINUED)");
}

TEST(Waits, Waitid) {
  FakeCall call;
  call.memory.put_object(0x1000, Words{SIGCHLD, 0, CLD_EXITED, 0, 4, 5});
  call.memory.put_object(0x2000, Words{});
  EXPECT_EQ(call.text("waitid", {1, 4, 0x1000, 0x01000004, 0x2000}),
            "waitid(P_PID, 4, {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=4, si_uid=5, si_status=0, si_utime=0, "
            "si_stime=0}, WEXITED|WNOWAIT, 0x2000)");
  EXPECT_EQ(call.text("waitid", {0, ~0u, 0x2000, 5, 0}), "waitid(P_ALL, -1, {}, WNOHANG|WEXITED, NULL)");
}

TEST(Waits, Rusage) {
  FakeCall call;
  Longs usage{};
  for (std::uint32_t i = 0; i < usage.size(); ++i) usage[i] = i + 1;
  call.memory.put_object(0x1000, usage);
  EXPECT_EQ(call.text("getrusage", {0xffffffff, 0x1000}),
            "getrusage(RUSAGE_CHILDREN, {ru_utime={tv_sec=1, tv_usec=2}, ru_stime={tv_sec=3, tv_usec=4}, ...})");
  call.options.abbreviate = false;
  EXPECT_EQ(call.text("getrusage", {0, 0x1000}),
            "getrusage(RUSAGE_SELF, {ru_utime={tv_sec=1, tv_usec=2}, ru_stime={tv_sec=3, tv_usec=4}, ru_maxrss=5, "
            "ru_ixrss=6, ru_idrss=7, ru_isrss=8, ru_minflt=9, ru_majflt=10, ru_nswap=11, ru_inblock=12, ru_oublock=13, "
            "ru_msgsnd=14, ru_msgrcv=15, ru_nsignals=16, ru_nvcsw=17, ru_nivcsw=18})");
}

}  // namespace
}  // namespace spoor::testing
