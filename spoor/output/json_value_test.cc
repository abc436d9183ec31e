#include "spoor/output/json_value.h"

#include <gtest/gtest.h>

#include <string>

namespace spoor::output {
namespace {

using namespace abi;

constexpr Name bit_names[] = {{1, "ONE"}, {2, "TWO"}};
constexpr FlagSet bits{"ONE_???", bit_names};
constexpr Name level_names[] = {{0, "LOW"}, {1, "HIGH"}};
constexpr FlagSet levels{"LEVEL_???", level_names, FlagSet::Rest::dec};

std::string json_of(const Value& value) {
  Buffer out;
  append_json_value(out, value);
  return {out.data(), out.size()};
}

TEST(JsonValue, NumbersAreExactIntegers) {
  EXPECT_EQ(json_of(Int{-1}), "-1");
  EXPECT_EQ(json_of(UInt{~std::uint64_t{0}}), "18446744073709551615");
  EXPECT_EQ(json_of(UInt{255, UInt::Base::hex}), "255");
}

TEST(JsonValue, NamesComeWithTheirValues) {
  EXPECT_EQ(json_of(Symbol{&levels, 1}), R"({"value":1,"name":"HIGH"})");
  EXPECT_EQ(json_of(Symbol{&levels, ~std::uint64_t{0}}), R"({"value":-1})");
  EXPECT_EQ(json_of(Flags{&bits, 3}), R"({"value":3,"flags":["ONE","TWO"]})");
  EXPECT_EQ(json_of(Flags{&bits, 0x42}), R"({"value":66,"flags":["TWO"],"rest":64})");
  EXPECT_EQ(json_of(Flags{&bits, 0}), R"({"value":0,"flags":[]})");
  EXPECT_EQ(json_of(Word{"ALL", 7}), R"({"value":7,"name":"ALL"})");
  EXPECT_EQ(json_of(Mode{0644}), R"({"value":420,"octal":"0644"})");
  EXPECT_EQ(json_of(Mode{0100644, true}), R"({"value":33188,"octal":"0100644","file_type":"S_IFREG"})");
  EXPECT_EQ(json_of(SignalSet{0x80000001}), R"({"value":2147483649,"signals":["SIGHUP","SIGRTMIN"]})");
}

TEST(JsonValue, WaitStatusSaysHowAChildEnded) {
  EXPECT_EQ(json_of(WaitStatus{0x100}), R"({"status":256,"exited":1})");
  EXPECT_EQ(json_of(WaitStatus{9}), R"({"status":9,"killed_by":{"value":9,"name":"SIGKILL"}})");
  EXPECT_EQ(json_of(WaitStatus{0x8b}),
            R"({"status":139,"killed_by":{"value":11,"name":"SIGSEGV"},"core_dumped":true})");
  EXPECT_EQ(json_of(WaitStatus{0x3057f}),
            R"({"status":198015,"stopped_by":{"value":5,"name":"SIGTRAP"},"event":"PTRACE_EVENT_CLONE"})");
  EXPECT_EQ(json_of(WaitStatus{0xffff}), R"({"status":65535,"continued":true})");
}

TEST(JsonValue, BytesThatAreNotTextAreHex) {
  EXPECT_EQ(json_of(Str{.bytes = std::string_view("\x00\xa9", 2), .hex = true}), R"({"hex":"00a9"})");
  EXPECT_EQ(json_of(Str{.bytes = "A", .cut = true, .hex = true}), R"({"hex":"41","cut":true})");
  EXPECT_EQ(json_of(Str{.bytes = "A", .abstract = true}), R"("\u0000A")");
}

TEST(JsonValue, PathsAreResolved) {
  EXPECT_EQ(json_of(Path{"/etc", false, "/home"}), R"({"path":"/etc","absolute":"/etc"})");
  EXPECT_EQ(json_of(Path{"x/../y", false, "/home"}), R"({"path":"x/../y","absolute":"/home/x/../y"})");
  EXPECT_EQ(json_of(Path{"./x", false, "/"}), R"({"path":"./x","absolute":"/x"})");
  EXPECT_EQ(json_of(Path{".", false, "/home"}), R"({"path":".","absolute":"/home"})");
  EXPECT_EQ(json_of(Path{"x", false, {}}), R"({"path":"x"})");
  EXPECT_EQ(json_of(Path{"", false, "/home"}), R"({"path":""})");
  EXPECT_EQ(json_of(Path{"\xff", false, "/h"}),
            "{\"path\":{\"text\":\"\xef\xbf\xbd\",\"base64\":\"/w==\"},"
            "\"absolute\":{\"text\":\"/h/\xef\xbf\xbd\",\"base64\":\"L2gv/w==\"}}");
}

TEST(JsonValue, DescriptorsAndProcessesSayWhatTheyAre) {
  EXPECT_EQ(json_of(FdRef{3, "/dev/null", "char 1:3"}), R"({"fd":3,"path":"/dev/null","detail":"char 1:3"})");
  EXPECT_EQ(json_of(FdRef{4, "pipe:[12]", {}}), R"({"fd":4,"target":"pipe:[12]"})");
  EXPECT_EQ(json_of(FdRef{-100, {}, {}}), R"({"fd":-100,"name":"AT_FDCWD"})");
  EXPECT_EQ(json_of(PidRef{7, "ls"}), R"({"pid":7,"comm":"ls"})");
}

TEST(JsonValue, AddressesAreHexStrings) {
  EXPECT_EQ(json_of(Pointer{RemoteAddr(0)}), "null");
  EXPECT_EQ(json_of(Pointer{RemoteAddr(0x7f00)}), R"({"address":"0x7f00"})");
  EXPECT_EQ(json_of(Unread{RemoteAddr(1)}), R"({"address":"0x1","unread":true})");
}

TEST(JsonValue, StructsAreObjectsAndListsArrays) {
  const Value one(Int{1}), two(Int{2});
  const Field fields[] = {{"a", &one}, {"", &two}, {"a", &two}, {"a", &one}};
  EXPECT_EQ(json_of(Struct{fields}), R"({"a":1,"1":2,"a#2":2,"a#3":1})");
  EXPECT_EQ(json_of(Struct{std::span(fields).first(1), true}), R"({"a":1,"more":true})");
  EXPECT_EQ(json_of(Struct{{}, true}), R"({"more":true})");
  const ValueRef items[] = {&one, &two};
  EXPECT_EQ(json_of(List{items}), "[1,2]");
  EXPECT_EQ(json_of(List{items, true}), R"({"items":[1,2],"more":true})");
  EXPECT_EQ(json_of(Macro{"makedev", items}), R"({"macro":"makedev","args":[1,2]})");
}

TEST(JsonValue, CombinationsKeepTheirParts) {
  const Value flags(Flags{&bits, 2}), level(Symbol{&levels, 1}), number(Int{5});
  const ValueRef known[] = {&flags, &level};
  EXPECT_EQ(json_of(Joined{known}),
            R"({"value":3,"operator":"|","parts":[{"value":2,"flags":["TWO"]},{"value":1,"name":"HIGH"}]})");
  const ValueRef mixed[] = {&flags, &number};
  EXPECT_EQ(json_of(Joined{mixed}), R"({"operator":"|","parts":[{"value":2,"flags":["TWO"]},5]})");
  const ValueRef factors[] = {&number, &number};
  EXPECT_EQ(json_of(Joined{factors, "*"}), R"({"operator":"*","parts":[5,5]})");
  EXPECT_EQ(json_of(Tail{24, std::string_view("\x05\0", 2)}), R"({"offset":24,"hex":"0500"})");
  EXPECT_EQ(json_of(Noted{&number, "5 vars"}), R"({"of":5,"note":"5 vars"})");
  EXPECT_EQ(json_of(Change{&number, &level, true}), R"({"before":5,"after":{"value":1,"name":"HIGH"}})");
}

}  // namespace
}  // namespace spoor::output
