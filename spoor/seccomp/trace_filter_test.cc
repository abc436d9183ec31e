#include "spoor/seccomp/trace_filter.h"

#include <gtest/gtest.h>
#include <linux/seccomp.h>

#include <cstddef>
#include <random>
#include <set>

namespace spoor::seccomp {
namespace {

// Runs the instructions that trace_filter() uses as the kernel does (Documentation/networking/filter.rst); gives the
// returned action, or 0 where the program is not well-formed.
std::uint32_t evaluate(const std::vector<sock_filter>& program, std::uint32_t arch, std::uint32_t nr) {
  std::uint32_t a = 0;
  for (std::size_t pc = 0; pc < program.size(); ++pc) {
    const sock_filter& in = program[pc];
    switch (in.code) {
      case BPF_LD | BPF_W | BPF_ABS: a = in.k == offsetof(seccomp_data, arch) ? arch : nr; break;
      case BPF_JMP | BPF_JA: pc += in.k; break;
      case BPF_JMP | BPF_JEQ | BPF_K: pc += a == in.k ? in.jt : in.jf; break;
      case BPF_JMP | BPF_JGE | BPF_K: pc += a >= in.k ? in.jt : in.jf; break;
      case BPF_JMP | BPF_JGT | BPF_K: pc += a > in.k ? in.jt : in.jf; break;
      case BPF_RET | BPF_K: return in.k;
      default: return 0;
    }
  }
  return 0;
}

std::set<std::uint32_t> random_set(std::mt19937& random, std::size_t most) {
  std::set<std::uint32_t> numbers;
  const std::size_t count = random() % (most + 1);
  while (numbers.size() < count) numbers.insert(random() % 1024);
  return numbers;
}

TracedCalls calls(const std::set<std::uint32_t>& numbers) { return {{numbers.begin(), numbers.end()}}; }

TEST(TraceFilter, TracesExactlyTheCallsListed) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const auto x86_64 = random_set(random, round);
    const auto i386 = random_set(random, 40);
    const auto x32 = random_set(random, 5 * (round % 100));
    const auto program = trace_filter(calls(x86_64), calls(i386), calls(x32));
    ASSERT_LE(program.size(), std::size_t{BPF_MAXINSNS});
    for (std::uint32_t nr = 0; nr < 1100; ++nr) {
      const auto expected = [nr](const auto& set) { return set.contains(nr) ? SECCOMP_RET_TRACE : SECCOMP_RET_ALLOW; };
      ASSERT_EQ(evaluate(program, abi::audit_arch_x86_64, nr), expected(x86_64)) << nr;
      ASSERT_EQ(evaluate(program, abi::audit_arch_i386, nr), expected(i386)) << nr;
      ASSERT_EQ(evaluate(program, abi::audit_arch_x86_64, nr | abi::x32_bit), expected(x32)) << nr;
    }
  }
}

TEST(TraceFilter, TracesEveryCallOfAnUnknownArch) {
  const auto program = trace_filter({}, {}, {});
  EXPECT_EQ(evaluate(program, 0xc00000b7, 5), SECCOMP_RET_TRACE);
  EXPECT_EQ(evaluate(program, abi::audit_arch_x86_64, 5), SECCOMP_RET_ALLOW);
}

}  // namespace
}  // namespace spoor::seccomp
