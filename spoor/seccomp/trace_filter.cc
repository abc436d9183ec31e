#include "spoor/seccomp/trace_filter.h"

#include <linux/seccomp.h>

#include <cstddef>
#include <span>

namespace spoor::seccomp {
namespace {

constexpr sock_filter statement(unsigned code, std::uint32_t k) { return {static_cast<std::uint16_t>(code), 0, 0, k}; }
constexpr sock_filter allow = statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
constexpr sock_filter trace = statement(BPF_RET | BPF_K, SECCOMP_RET_TRACE);

struct Range {  // [first, last], inclusive
  std::uint32_t first;
  std::uint32_t last;
};

std::vector<Range> ranges_of(const std::vector<std::uint32_t>& numbers, std::uint32_t offset) {
  std::vector<Range> ranges;
  for (const std::uint32_t number : numbers) {
    if (!ranges.empty() && ranges.back().last + 1 == number + offset) {
      ranges.back().last = number + offset;
    } else {
      ranges.push_back({number + offset, number + offset});
    }
  }
  return ranges;
}

// A jump over `over` instructions when the condition does not hold; long ones take a jump of their own, since the
// offsets of a conditional jump have eight bits.
void skip_unless(std::vector<sock_filter>& program, unsigned condition, std::uint32_t k, std::size_t over) {
  if (over <= 255) {
    program.push_back({static_cast<std::uint16_t>(BPF_JMP | condition | BPF_K), 0, static_cast<std::uint8_t>(over), k});
    return;
  }
  program.push_back({static_cast<std::uint16_t>(BPF_JMP | condition | BPF_K), 1, 0, k});
  program.push_back(statement(BPF_JMP | BPF_JA, static_cast<std::uint32_t>(over)));
}

void append(std::vector<sock_filter>& program, const std::vector<sock_filter>& more) {
  program.insert(program.end(), more.begin(), more.end());
}

// The number is in the accumulator: returns by itself on every path.
std::vector<sock_filter> search(std::span<const Range> ranges) {
  if (ranges.empty()) return {allow};
  if (ranges.size() == 1) {
    const Range range = ranges.front();
    std::vector<sock_filter> program;
    // number > last: the third instruction on, `allow`; number >= first: `trace`.
    program.push_back({BPF_JMP | BPF_JGT | BPF_K, 2, 0, range.last});
    program.push_back({BPF_JMP | BPF_JGE | BPF_K, 0, 1, range.first});
    append(program, {trace, allow});
    return program;
  }
  const std::size_t half = ranges.size() / 2;
  const auto upper = search(ranges.subspan(half));
  std::vector<sock_filter> program;
  skip_unless(program, BPF_JGE, ranges[half].first, upper.size());
  append(program, upper);
  append(program, search(ranges.first(half)));
  return program;
}

}  // namespace

std::vector<sock_filter> trace_filter(const TracedCalls& x86_64, const TracedCalls& i386, const TracedCalls& x32,
                                      std::uint16_t data) {
  // x32 numbers have a bit of their own, so that both lists make one search.
  std::vector<Range> ranges = ranges_of(x86_64.numbers, 0);
  for (const Range range : ranges_of(x32.numbers, static_cast<std::uint32_t>(abi::x32_bit))) ranges.push_back(range);
  const auto native = search(ranges);
  const auto compat = search(ranges_of(i386.numbers, 0));

  std::vector<sock_filter> program;
  program.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)));
  std::vector<sock_filter> native_part{statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  append(native_part, native);
  skip_unless(program, BPF_JEQ, abi::audit_arch_x86_64, native_part.size());
  append(program, native_part);
  std::vector<sock_filter> compat_part{statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  append(compat_part, compat);
  skip_unless(program, BPF_JEQ, abi::audit_arch_i386, compat_part.size());
  append(program, compat_part);
  program.push_back(trace);
  for (sock_filter& instruction : program)
    if (instruction.code == trace.code && instruction.k == trace.k) instruction.k |= data;
  return program;
}

}  // namespace spoor::seccomp
