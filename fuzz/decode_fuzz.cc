// Decodes an arbitrary call over arbitrary bytes, as text and as JSON values: whatever a program passes to the kernel
// must never bring the tracer down.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "spoor/abi/catalog.h"
#include "spoor/abi/decode.h"
#include "spoor/output/json_value.h"
#include "spoor/output/value_text.h"

namespace {

using namespace spoor;

// The input's bytes, again and again over the whole address space but for the pages whose number is a multiple of
// three: every pointer leads somewhere, and every long read meets an unmapped page.
class RepeatedMemory : public Memory {
 public:
  explicit RepeatedMemory(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::size_t read(RemoteAddr addr, std::span<std::byte> into) override {
    std::size_t done = 0;
    while (done < into.size() && ((addr.value() + done) >> 12) % 3 != 0) {
      into[done] =
          bytes_.empty() ? std::byte{0} : static_cast<std::byte>(bytes_[(addr.value() + done) % bytes_.size()]);
      ++done;
    }
    return done;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

// Takes values off the front of the input; zeros when it is used up.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}
  template <typename T>
  T take() {
    T value{};
    const std::size_t size = std::min(sizeof value, rest_.size());
    std::memcpy(&value, rest_.data(), size);
    rest_ = rest_.subspan(size);
    return value;
  }
  std::span<const std::uint8_t> rest() const { return rest_; }

 private:
  std::span<const std::uint8_t> rest_;
};

void write_all(const abi::Event& event) {
  Buffer out;
  for (const abi::ValueRef value : event.values()) {
    if (value == nullptr) continue;
    for (const auto style : {output::ConstantStyle::abbrev, output::ConstantStyle::raw, output::ConstantStyle::verbose})
      output::append_value(out, *value, {.constants = style, .absolute_paths = true});
    output::append_json_value(out, *value);
    out.clear();
  }
  if (event.result != nullptr) output::append_json_value(out, *event.result);
  if (event.note != nullptr) output::append_value(out, *event.note, {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  abi::Call call;
  call.abi = static_cast<abi::Abi>(input.take<std::uint8_t>() % 3);
  call.nr = input.take<std::uint16_t>() % 600;
  const auto flags = input.take<std::uint8_t>();
  for (std::uint64_t& argument : call.args) {
    // Small numbers reach more of the branches than 64 random bits do.
    argument = (flags & 1) != 0 ? input.take<std::uint8_t>() : input.take<std::uint64_t>();
    if (call.abi == abi::Abi::i386) argument = static_cast<std::uint32_t>(argument);
  }
  call.result = (flags & 1) != 0 ? input.take<std::int16_t>() : input.take<std::int64_t>();

  RepeatedMemory memory(input.rest());
  abi::Facts facts;
  Arena arena;
  const abi::DecodeOptions options{.string_limit = (flags & 2) != 0 ? 4096u : 32u,
                                   .abbreviate = (flags & 4) == 0,
                                   .dereference = (flags & 8) == 0,
                                   .raw = (flags & 16) != 0,
                                   .resolve_paths = true};
  abi::Event event = abi::decode_entry(call, memory, facts, arena, options);
  write_all(event);
  call.state = (flags & 32) != 0 ? abi::CallState::unfinished : abi::CallState::finished;
  call.is_error = (flags & 64) != 0;
  if (call.is_error) call.result = -(call.result & 0x3ff);
  abi::decode_exit(event, memory, facts, arena, options);
  write_all(event);
  return 0;
}
