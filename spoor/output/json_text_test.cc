#include "spoor/output/json_text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include <nlohmann/json.hpp>

namespace spoor::output {
namespace {

std::string json_of(std::string_view bytes, bool cut = false) {
  Buffer out;
  append_json_bytes(out, bytes, cut);
  return {out.data(), out.size()};
}

std::string from_base64(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned group = 0;
  int bits = 0;
  for (const char c : text) {
    if (c == '=') break;
    group = group << 6 | static_cast<unsigned>(digits.find(c));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<char>(group >> bits & 0xff));
  }
  return bytes;
}

// The documented way back.
std::string bytes_of(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.contains("base64")) return from_base64(value["base64"].get<std::string>());
  return value["text"].get<std::string>();
}

TEST(JsonBytes, TextIsAPlainString) {
  EXPECT_EQ(json_of("plain"), R"("plain")");
  EXPECT_EQ(json_of(""), R"("")");
  EXPECT_EQ(json_of("gr\xc3\xbc\xc3\x9f \xf0\x9f\x90\xbe"), "\"gr\xc3\xbc\xc3\x9f \xf0\x9f\x90\xbe\"");
  EXPECT_EQ(json_of("a\"b\\c\n\r\t\b\f\x01\x7f"), "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\x7f\"");
  EXPECT_EQ(json_of(std::string_view("a\0b", 3)), R"("a\u0000b")");
}

TEST(JsonBytes, WhatIsNotUtf8KeepsItsBytes) {
  EXPECT_EQ(json_of("caf\xe9"), "{\"text\":\"caf\xef\xbf\xbd\",\"base64\":\"Y2Fm6Q==\"}");
  EXPECT_EQ(json_of("caf\xe9", true), "{\"text\":\"caf\xef\xbf\xbd\",\"base64\":\"Y2Fm6Q==\",\"cut\":true}");
}

TEST(JsonBytes, CutStringsSaySo) { EXPECT_EQ(json_of("abc", true), R"({"text":"abc","cut":true})"); }

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF, no sequence that breaks off.
TEST(JsonBytes, OnlyStrictUtf8IsText) {
  for (const char* bytes : {"\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                            "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xff", "\x80", "\xc3("})
    EXPECT_NE(json_of(bytes).find("base64"), std::string::npos) << json_of(bytes);
  for (const char* bytes :
       {"\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
    EXPECT_EQ(json_of(bytes), '"' + std::string(bytes) + '"');
}

TEST(JsonBytes, AnyBytesComeBack) {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    const auto length = random() % 12;
    for (unsigned i = 0; i < length; ++i) {
      const auto pick = random() % 4;
      if (pick == 0)
        bytes += "\xe2\x82\xac";
      else
        bytes.push_back(static_cast<char>(pick == 1 ? random() % 256 : random() % 128));
    }
    const auto value = nlohmann::json::parse(json_of(bytes, round % 2 == 0), nullptr, false);
    ASSERT_FALSE(value.is_discarded()) << json_of(bytes);
    ASSERT_EQ(bytes_of(value), bytes);
  }
}

TEST(JsonNumbers, HexIsAString) {
  Buffer out;
  append_json_hex(out, 0);
  append_json_hex(out, 0x7ffd0123);
  append_json_hex(out, ~std::uint64_t{0});
  EXPECT_EQ(std::string(out.data(), out.size()), R"("0x0""0x7ffd0123""0xffffffffffffffff")");
}

}  // namespace
}  // namespace spoor::output
