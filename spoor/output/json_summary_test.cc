#include "spoor/output/json_summary.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "spoor/abi/catalog.h"

namespace spoor::output {
namespace {

void add(SummaryKeeper& totals, std::string_view name, std::int64_t ns, pid_t pid, std::string_view comm) {
  abi::Call call;
  call.pid = call.tid = pid;
  call.state = abi::CallState::finished;
  call.system_ns = ns;
  call.duration_ns = 2 * ns;
  call.is_error = ns == 7;
  call.result = call.is_error ? -2 : 0;
  abi::Event event;
  event.call = &call;
  event.comm = comm;
  event.row = abi::Catalog::instance().find(call.abi, name);
  call.nr = static_cast<std::uint64_t>(event.row->numbers.of(call.abi));
  totals.finished(event);
}

std::string records(const SummaryOptions& options) {
  SummaryKeeper totals(options);
  add(totals, "close", 3, 5, "sh");
  add(totals, "close", 7, 5, "sh");
  add(totals, "read", 1, 6, "cat");
  Buffer out;
  append_json_summary(out, totals, options, 99);
  return {out.data(), out.size()};
}

TEST(JsonSummaryTest, ARecordForEachCall) {
  EXPECT_EQ(records({}),
            R"({"type":"summary","time_ns":99,"abi":"x86_64","nr":3,"syscall":"close","clock":"system","calls":2,)"
            R"("errors":1,"total_ns":10,"min_ns":3,"median_ns":3,"p99_ns":7,"max_ns":7})"
            "\n"
            R"({"type":"summary","time_ns":99,"abi":"x86_64","nr":0,"syscall":"read","clock":"system","calls":1,)"
            R"("errors":0,"total_ns":1,"min_ns":1,"median_ns":1,"p99_ns":1,"max_ns":1})"
            "\n");
}

TEST(JsonSummaryTest, WallClockAndAnotherOrder) {
  SummaryOptions options;
  options.order = SummaryOrder::nothing;
  options.wall_clock = true;
  const std::string text = records(options);
  EXPECT_NE(text.find(R"("syscall":"read","clock":"wall","calls":1,"errors":0,"total_ns":2,)"), text.npos) << text;
  EXPECT_LT(text.find("\"read\""), text.find("\"close\"")) << text;
}

TEST(JsonSummaryTest, ForEachProcessAndThenForAll) {
  SummaryOptions options;
  options.by_process = true;
  const std::string text = records(options);
  EXPECT_TRUE(text.starts_with(R"({"type":"summary","pid":5,"comm":"sh","time_ns":99,)")) << text;
  EXPECT_NE(text.find(R"({"type":"summary","pid":6,"comm":"cat","time_ns":99,"abi":"x86_64","nr":0,)"), text.npos);
  EXPECT_EQ(std::ranges::count(text, '\n'), 4);
}

}  // namespace
}  // namespace spoor::output
