// Calls by their numbers: those of another ABI, and those shown as bare numbers.
#include <gtest/gtest.h>

#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

constexpr std::uint64_t all = ~std::uint64_t{0};

TEST(Numbers, OfX8664AloneWithTheX32Bit) {
  FakeCall call;
  call.abi = abi::Abi::x32;
  const std::string ones = "0xffffffffffffffff";
  EXPECT_EQ(call.text(16, {all, all, all}, -38), "ioctl#64(" + ones + ", " + ones + ", " + ones + ")");
  EXPECT_EQ(call.text(327, {1, 2, 3, 4, 5, 6}, -38), "preadv2#64(0x1, 0x2, 0x3, 0x4, 0x5, 0x6)");
}

TEST(Numbers, OfX32AloneWithoutTheBit) {
  FakeCall call;
  EXPECT_EQ(call.text(514, {1, 2, 3, 4, 5, 6}, -38), "?(0x1, 0x2, 0x3, 0x4, 0x5, 0x6)");
}

TEST(Numbers, OfX32AloneTake32Bits) {
  FakeCall call;
  call.abi = abi::Abi::x32;
  EXPECT_EQ(call.text("rt_sigpending", {all, all}, -38), "rt_sigpending(0xffffffff, 4294967295)");
  EXPECT_EQ(call.text("preadv", {all, all, all, all}, -38), "preadv(-1, 0xffffffffffffffff, 4294967295, -1)");
}

TEST(BareNumbers, AreThoseOfAllRegistersInTheirOrder) {
  FakeCall call;
  call.options.raw = true;
  EXPECT_EQ(call.text("preadv2", {1, 2, 3, 4, 5, 6}), "preadv2(0x1, 0x2, 0x3, 0x4, 0x5, 0x6)");
  EXPECT_EQ(call.text("clone", {1, 2, 3, 4, 5}), "clone(0x1, 0x2, 0x3, 0x4, 0x5)");
  EXPECT_EQ(call.text("futex", {1, 1, 3, 4, 5, 6}), "futex(0x1, 0x1, 0x3, 0x4, 0x5, 0x6)");
  EXPECT_EQ(call.text("prctl", {1, 2, 3, 4, 5}), "prctl(0x1, 0x2, 0x3, 0x4, 0x5)");
}

}  // namespace
}  // namespace spoor::testing
