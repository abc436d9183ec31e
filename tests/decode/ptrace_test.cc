#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Ptrace, RequestsDecideAboutTheArguments) {
  FakeCall call;
  call.memory.put(0x1000, words({0x55}));
  EXPECT_EQ(call.text("ptrace", {0, 1, 2, 3}), "ptrace(PTRACE_TRACEME)");
  EXPECT_EQ(call.text("ptrace", {16, 5, 2, 3}), "ptrace(PTRACE_ATTACH, 5)");
  EXPECT_EQ(call.text("ptrace", {7, 5, 0, 10}), "ptrace(PTRACE_CONT, 5, NULL, SIGUSR1)");
  EXPECT_EQ(call.text("ptrace", {7, 5, 1, 0}), "ptrace(PTRACE_CONT, 5, 0x1, 0)");
  EXPECT_EQ(call.text("ptrace", {0x4206, 5, 0, 0x100001}),
            "ptrace(PTRACE_SEIZE, 5, NULL, PTRACE_O_TRACESYSGOOD|PTRACE_O_EXITKILL)");
  EXPECT_EQ(call.text("ptrace", {2, 5, 0x77, 0x1000}), "ptrace(PTRACE_PEEKDATA, 5, 0x77, [0x55])");
  EXPECT_EQ(call.text("ptrace", {0x4201, 5, 0, 0x1000}), "ptrace(PTRACE_GETEVENTMSG, 5, NULL, [85])");
  EXPECT_EQ(call.text("ptrace", {0x12345, 5, 1, 0}, -3), "ptrace(0x12345 /* PTRACE_??? */, 5, 0x1, NULL)");
}

TEST(Ptrace, PlacesInTheUserArea) {
  FakeCall call;
  EXPECT_EQ(call.text("ptrace", {6, 5, 128, 0}), "ptrace(PTRACE_POKEUSER, 5, 8*RIP, NULL)");
  EXPECT_EQ(call.text("ptrace", {6, 5, 129, 9}), "ptrace(PTRACE_POKEUSER, 5, 8*RIP+1, 0x9)");
  EXPECT_EQ(call.text("ptrace", {6, 5, 856, 9}),
            "ptrace(PTRACE_POKEUSER, 5, offsetof(struct user, u_debugreg)+8, 0x9)");
  EXPECT_EQ(call.text("ptrace", {6, 5, 0x398, 9}), "ptrace(PTRACE_POKEUSER, 5, 0x398, 0x9)");
  call.abi = abi::Abi::i386;
  EXPECT_EQ(call.text("ptrace", {6, 5, 48, 9}), "ptrace(PTRACE_POKEUSER, 5, 4*EIP, 0x9)");
}

TEST(Ptrace, RegistersOfBothSizes) {
  FakeCall call;
  std::string registers;
  for (std::uint64_t i = 1; i <= 27; ++i) registers += words({i});
  call.memory.put(0x1000, registers);
  EXPECT_EQ(
      call.text("ptrace", {12, 5, 0, 0x1000}),
      "ptrace(PTRACE_GETREGS, 5, {r15=0x1, r14=0x2, r13=0x3, r12=0x4, rbp=0x5, rbx=0x6, r11=0x7, r10=0x8, r9=0x9, "
      "r8=0xa, rax=0xb, rcx=0xc, rdx=0xd, rsi=0xe, rdi=0xf, orig_rax=0x10, rip=0x11, cs=0x12, eflags=0x13, "
      "rsp=0x14, ss=0x15, fs_base=0x16, gs_base=0x17, ds=0x18, es=0x19, fs=0x1a, gs=0x1b})");
  EXPECT_EQ(call.text("ptrace", {12, 5, 0, 0x1000}, -3), "ptrace(PTRACE_GETREGS, 5, 0x1000)");
  call.abi = abi::Abi::i386;
  call.memory.put(0x1000, words({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}, 4));
  EXPECT_EQ(call.text("ptrace", {13, 5, 0, 0x1000}),
            "ptrace(PTRACE_SETREGS, 5, {ebx=0x1, ecx=0x2, edx=0x3, esi=0x4, edi=0x5, ebp=0x6, eax=0x7, xds=0x8, "
            "xes=0x9, xfs=0xa, xgs=0xb, orig_eax=0xc, eip=0xd, xcs=0xe, eflags=0xf, esp=0x10, xss=0x11})");
}

TEST(Ptrace, RegisterSetsAreShortenedByTheKernel) {
  FakeCall call;
  call.memory.put(0x1000, words({0x2000, 64}));
  call.memory.put(0x2000, words({1, 2}));
  EXPECT_EQ(call.text("ptrace", {0x4204, 5, 1, 0x1000}, 0, [](FakeMemory& m) { m.put(0x1000, words({0x2000, 16})); }),
            "ptrace(PTRACE_GETREGSET, 5, NT_PRSTATUS, {iov_base={r15=0x1, r14=0x2}, iov_len=64 => 16})");
  EXPECT_EQ(call.text("ptrace", {0x4204, 5, 0x202, 0x1000}, -3),
            "ptrace(PTRACE_GETREGSET, 5, NT_X86_XSTATE, {iov_base=0x2000, iov_len=16})");
}

TEST(Ptrace, SyscallInfoAsFarAsItGoes) {
  FakeCall call;
  call.memory.put(0x1000, words({1 | 0xc000003eull << 32, 0x10, 0x20, 110, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(call.text("ptrace", {0x420e, 5, 128, 0x1000}, 80),
            "ptrace(PTRACE_GET_SYSCALL_INFO, 5, 128, {op=PTRACE_SYSCALL_INFO_ENTRY, arch=AUDIT_ARCH_X86_64, "
            "instruction_pointer=0x10, stack_pointer=0x20, entry={nr=__NR_getppid, args=[0x1, 0x2, 0x3, 0x4, 0x5, "
            "0x6]}})");
  EXPECT_EQ(call.text("ptrace", {0x420e, 5, 18, 0x1000}, 80),
            "ptrace(PTRACE_GET_SYSCALL_INFO, 5, 18, {op=PTRACE_SYSCALL_INFO_ENTRY, arch=AUDIT_ARCH_X86_64, "
            "instruction_pointer=0x10})");
  call.memory.put(0x1000, words({2 | 0xc000003eull << 32, 0x10, 0x20, 7, 0}));
  EXPECT_EQ(call.text("ptrace", {0x420e, 5, 128, 0x1000}, 33),
            "ptrace(PTRACE_GET_SYSCALL_INFO, 5, 128, {op=PTRACE_SYSCALL_INFO_EXIT, arch=AUDIT_ARCH_X86_64, "
            "instruction_pointer=0x10, stack_pointer=0x20, exit={rval=7, is_error=0}})");
}

}  // namespace
}  // namespace spoor::testing
