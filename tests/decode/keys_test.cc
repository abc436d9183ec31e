#include <gtest/gtest.h>

#include "tests/decode/bytes.h"
#include "tests/decode/fake_call.h"

namespace spoor::testing {
namespace {

TEST(Keys, SpecialKeysHaveNames) {
  FakeCall call;
  call.memory.put(0x1000, std::string("user\0desc\0data\0", 15));
  EXPECT_EQ(call.text("add_key", {0x1000, 0x1005, 0x100a, 4, 0xfffffffd}, 99),
            R"(add_key("user", "desc", "data", 4, KEY_SPEC_SESSION_KEYRING))");
  EXPECT_EQ(call.text("request_key", {0x1000, 0x1005, 0, 77}, -126), R"(request_key("user", "desc", NULL, 77))");
  EXPECT_EQ(call.text("keyctl", {8, 5, 0xffffffff}), "keyctl(KEYCTL_LINK, 5, KEY_SPEC_THREAD_KEYRING)");
}

TEST(Keys, OperationsDecideAboutTheArguments) {
  FakeCall call;
  call.memory.put(0x1000, std::string("keyring;0\0xyz", 13));
  EXPECT_EQ(call.text("keyctl", {6, 5, 0x1000, 64}, 10), R"(keyctl(KEYCTL_DESCRIBE, 5, "keyring;0", 64))");
  EXPECT_EQ(call.text("keyctl", {6, 5, 0x1000, 3}, 10), R"(keyctl(KEYCTL_DESCRIBE, 5, "key", 3))");
  EXPECT_EQ(call.text("keyctl", {6, 5, 0x1000, 64}, -126), "keyctl(KEYCTL_DESCRIBE, 5, 0x1000, 64)");
  EXPECT_EQ(call.text("keyctl", {11, 5, 0x1000, 64}, 7), R"(keyctl(KEYCTL_READ, 5, "keyring", 64))");
  EXPECT_EQ(call.text("keyctl", {5, 5, 0x3f000001}),
            "keyctl(KEYCTL_SETPERM, 5, KEY_POS_VIEW|KEY_POS_READ|KEY_POS_WRITE|"
            "KEY_POS_SEARCH|KEY_POS_LINK|KEY_POS_SETATTR|KEY_OTH_VIEW)");
  EXPECT_EQ(call.text("keyctl", {14, 77}, -22), "keyctl(KEYCTL_SET_REQKEY_KEYRING, 77 /* KEY_REQKEY_DEFL_??? */)");
  EXPECT_EQ(call.text("keyctl", {19, 5, 6, 13, 7}, -1), "keyctl(KEYCTL_REJECT, 5, 6, EACCES, 7)");
  EXPECT_EQ(call.text("keyctl", {99, 1, 2, 3, 4}, -95), "keyctl(0x63 /* KEYCTL_??? */, 0x1, 0x2, 0x3, 0x4)");
  call.memory.put(0x1000, "\x41\x02");
  EXPECT_EQ(call.text("keyctl", {31, 0x1000, 5}, 2),
            "keyctl(KEYCTL_CAPABILITIES, [KEYCTL_CAPS0_CAPABILITIES|KEYCTL_CAPS0_RESTRICT_KEYRING, "
            "KEYCTL_CAPS1_NS_KEY_TAG], 5)");
}

TEST(Keys, PublicKeyOperations) {
  FakeCall call;
  call.memory.put(0x1000, words({5, 3, 2, 0, 0, 0, 0, 0, 0, 0}, 4));
  call.memory.put(0x2000, std::string("enc=raw\0", 8));
  call.memory.put(0x3000, "abcdef");
  const auto answer = [](FakeMemory& m) { m.put(0x4000, "xyz"); };
  EXPECT_EQ(call.text("keyctl", {25, 0x1000, 0x2000, 0x3000, 0x4000}, 3, answer),
            R"(keyctl(KEYCTL_PKEY_ENCRYPT, {key_id=5, in_len=3, out_len=2}, "enc=raw", "abc", "xyz"))");
  EXPECT_EQ(call.text("keyctl", {27, 0x1000, 0x2000, 0x3000, 0x4000}, -126),
            R"(keyctl(KEYCTL_PKEY_SIGN, {key_id=5, in_len=3, out_len=2}, "enc=raw", "abc", 0x4000))");
  EXPECT_EQ(call.text("keyctl", {28, 0x1000, 0x2000, 0x3000, 0x3003}),
            R"(keyctl(KEYCTL_PKEY_VERIFY, {key_id=5, in_len=3, in2_len=2}, "enc=raw", "abc", "de"))");
  call.memory.put(0x1000, words({5, 3, 2, 0, 0, 0, 7, 0, 0, 0}, 4));
  EXPECT_EQ(call.text("keyctl", {26, 0x1000, 0, 0, 0}, -14),
            "keyctl(KEYCTL_PKEY_DECRYPT, {key_id=5, in_len=3, out_len=2, __spare=[0, 0, 0, 0x7, 0, 0, 0]}, NULL, NULL, "
            "NULL)");
}

TEST(Keys, WhatAPublicKeyCanDo) {
  FakeCall call;
  call.memory.put(0x1000, words({3, 2048}, 4) + words({11, 22, 33, 44}, 2) + std::string(40, '\0'));
  EXPECT_EQ(call.text("keyctl", {24, 5, 0, 0, 0x1000}),
            "keyctl(KEYCTL_PKEY_QUERY, 5, 0, NULL, {supported_ops=KEYCTL_SUPPORTS_ENCRYPT|KEYCTL_SUPPORTS_DECRYPT, "
            "key_size=2048, max_data_size=11, max_sig_size=22, max_enc_size=33, max_dec_size=44})");
  EXPECT_EQ(call.text("keyctl", {24, 5, 0, 0, 0x1000}, -126), "keyctl(KEYCTL_PKEY_QUERY, 5, 0, NULL, 0x1000)");
}

}  // namespace
}  // namespace spoor::testing
