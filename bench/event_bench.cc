// Nanoseconds an event: decode, text, JSON.
#include <benchmark/benchmark.h>
#include <fcntl.h>

#include "spoor/output/json.h"
#include "tests/decode/fake_call.h"

namespace {

using namespace spoor;

// One finished call with its memory.
struct Sample {
  Sample(std::string_view name, std::array<std::uint64_t, 6> args, std::int64_t result) {
    row = abi::Catalog::instance().find(call.abi, name);
    call.tid = call.pid = 4711;
    call.nr = static_cast<std::uint64_t>(row->numbers.of(call.abi));
    call.args = args;
    call.entered_ns = 1'764'111'844'123'456'789;
    call.duration_ns = 12'345;
    call.result = result;
    call.is_error = result < 0;
  }
  const abi::Event& decode() {
    arena.reset();
    call.state = abi::CallState::entered;
    event = abi::decode_entry(call, memory, facts, arena, options);
    call.state = abi::CallState::finished;
    abi::decode_exit(event, memory, facts, arena, options);
    event.comm = "sample";
    return event;
  }

  abi::Call call;
  const abi::Syscall* row = nullptr;
  testing::FakeMemory memory;
  abi::Facts facts;
  abi::DecodeOptions options;
  Arena arena;
  abi::Event event;
};

// `bytes`, followed by zeros up to `size`.
void put(Sample& sample, std::uint64_t addr, std::string_view bytes, std::size_t size) {
  std::string whole(bytes);
  whole.resize(size);
  sample.memory.put(addr, whole);
}

Sample openat_sample() {
  Sample sample("openat", {static_cast<std::uint64_t>(AT_FDCWD), 0x1000, O_RDONLY | O_CLOEXEC}, 3);
  put(sample, 0x1000, "/etc/ld.so.cache", 17);
  return sample;
}
Sample read_sample() {
  Sample sample("read", {3, 0x1000, 832}, 832);
  put(sample, 0x1000, "\177ELF\2\1\1\3", 832);
  return sample;
}
Sample stat_sample() {
  Sample sample("newfstatat", {3, 0x1000, 0x2000, 0x1000}, 0);
  put(sample, 0x1000, "", 1);
  put(sample, 0x2000, "", 144);
  return sample;
}

template <Sample (*Make)()>
void decode(benchmark::State& state) {
  Sample sample = Make();
  for (auto _ : state) benchmark::DoNotOptimize(sample.decode());
}

template <Sample (*Make)()>
void text(benchmark::State& state) {
  Sample sample = Make();
  const abi::Event& event = sample.decode();
  Buffer out;
  for (auto _ : state) {
    out.clear();
    for (const abi::ValueRef value : event.values()) output::append_value(out, *value, {});
    benchmark::DoNotOptimize(out.data());
  }
}

template <Sample (*Make)()>
void json(benchmark::State& state) {
  Sample sample = Make();
  const abi::Event& event = sample.decode();
  Buffer out;
  for (auto _ : state) {
    out.clear();
    output::append_json_call(out, event, false);
    benchmark::DoNotOptimize(out.data());
  }
}

BENCHMARK(decode<openat_sample>);
BENCHMARK(decode<read_sample>);
BENCHMARK(decode<stat_sample>);
BENCHMARK(text<openat_sample>);
BENCHMARK(text<read_sample>);
BENCHMARK(text<stat_sample>);
BENCHMARK(json<openat_sample>);
BENCHMARK(json<read_sample>);
BENCHMARK(json<stat_sample>);

}  // namespace
