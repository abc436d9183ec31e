// A made-up call for decoding tests: bytes at addresses, arguments, a result; gives the text of the decoded call.
#pragma once

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "spoor/abi/catalog.h"
#include "spoor/abi/decode.h"
#include "spoor/output/value_text.h"

namespace spoor::testing {

constexpr std::uint64_t at_fdcwd = 0xffffff9c;  // as a 32-bit argument
constexpr std::uint64_t buffer = 0x3000;        // an address to put what an argument points to

class FakeMemory : public Memory {
 public:
  // A readable stretch; reading ends at its end, as at an unmapped page.
  void put(std::uint64_t addr, std::string_view bytes) { segments_[addr] = std::string(bytes); }
  template <typename T>
  void put_object(std::uint64_t addr, const T& object) {
    put(addr, {reinterpret_cast<const char*>(&object), sizeof object});
  }

  std::size_t read(RemoteAddr addr, std::span<std::byte> into) override {
    auto segment = segments_.upper_bound(addr.value());
    if (segment == segments_.begin()) return 0;
    --segment;
    const std::uint64_t offset = addr.value() - segment->first;
    if (offset >= segment->second.size()) return 0;
    const std::size_t count = std::min<std::size_t>(into.size(), segment->second.size() - offset);
    std::memcpy(into.data(), segment->second.data() + offset, count);
    return count;
  }

 private:
  std::map<std::uint64_t, std::string> segments_;
};

struct FakeCall {
  FakeMemory memory;
  abi::DecodeOptions options;
  abi::Facts facts;
  abi::Abi abi = abi::Abi::x86_64;
  std::uint64_t stack = 0;
  output::ValueStyle style;
  std::string result_text;  // of the last call; empty where the result is but a number

  // "openat(AT_FDCWD, "x", O_RDONLY)", and behind the arguments " = (note)" where the result has a note. A negative
  // result above -4096 is an error. `at_exit` may change the memory, as the kernel does.
  template <typename AtExit = void (*)(FakeMemory&)>
  std::string text(
      std::string_view name, std::initializer_list<std::uint64_t> args, std::int64_t result = 0,
      AtExit at_exit = [](FakeMemory&) {}) {
    abi::Call call;
    const abi::Syscall* row = abi::Catalog::instance().find(abi, name);
    if (row == nullptr) return "no such call";
    call.nr = static_cast<std::uint64_t>(row->numbers.of(abi));
    return run(call, args, result, at_exit);
  }
  // The same for a number, named or not.
  std::string text(std::uint64_t nr, std::initializer_list<std::uint64_t> args, std::int64_t result = 0) {
    abi::Call call;
    call.nr = nr;
    return run(call, args, result, [](FakeMemory&) {});
  }

 private:
  template <typename AtExit>
  std::string run(abi::Call& call, std::initializer_list<std::uint64_t> args, std::int64_t result, AtExit at_exit) {
    call.abi = abi;
    call.stack = stack;
    std::copy(args.begin(), args.end(), call.args.begin());
    Arena arena;
    abi::Event event = abi::decode_entry(call, memory, facts, arena, options);
    call.state = abi::CallState::finished;
    call.result = result;
    call.is_error = result < 0 && result > -4096;
    at_exit(memory);
    abi::decode_exit(event, memory, facts, arena, options);
    Buffer shown;
    if (event.result != nullptr) output::append_value(shown, *event.result, style);
    result_text = {shown.data(), shown.size()};
    return render(event.row != nullptr ? event.row->name : "?", event, style);
  }

 public:
  static std::string render(std::string_view name, const abi::Event& event, const output::ValueStyle& style = {}) {
    Buffer out;
    append(out, name);
    append(out, "(");
    for (std::size_t i = 0; i < event.spec.size(); ++i) {
      if (i != 0) append(out, ", ");
      if (event.spec[i].named) append(out, std::string(event.spec[i].name) + "=");
      output::append_value(out, *event.args[i], style);
    }
    append(out, ")");
    if (event.note != nullptr) {
      append(out, " (");
      output::append_value(out, *event.note, style);
      append(out, ")");
    }
    return {out.data(), out.size()};
  }
};

}  // namespace spoor::testing
