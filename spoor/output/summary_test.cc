#include "spoor/output/summary.h"

#include <gtest/gtest.h>

#include "spoor/abi/catalog.h"

namespace spoor::output {
namespace {

class SummaryTest : public ::testing::Test {
 protected:
  void add(std::string_view name, std::int64_t ns, std::int64_t result = 0, abi::Abi abi = abi::Abi::x86_64,
           pid_t pid = 7) {
    abi::Call call;
    call.abi = abi;
    call.pid = call.tid = pid;
    call.state = abi::CallState::finished;
    call.system_ns = ns;
    call.duration_ns = 10 * ns;
    call.result = result;
    call.is_error = result < 0;
    abi::Event event;
    event.call = &call;
    event.row = abi::Catalog::instance().find(abi, name);
    call.nr = static_cast<std::uint64_t>(event.row->numbers.of(abi));
    keeper().finished(event);
  }
  SummaryKeeper& keeper() {
    if (!keeper_) keeper_.emplace(options_);
    return *keeper_;
  }
  std::string table() {
    Buffer out;
    keeper().append(out);
    return {out.data(), out.size()};
  }

  SummaryOptions options_{.columns = {SummaryColumn::percent, SummaryColumn::total, SummaryColumn::average,
                                      SummaryColumn::calls, SummaryColumn::errors, SummaryColumn::name}};
  std::optional<SummaryKeeper> keeper_;
};

TEST_F(SummaryTest, HasStracesForm) {
  add("close", 1'000'000);
  add("openat", 2'000'000, -2);
  add("openat", 1'000'000);
  EXPECT_EQ(table(),
            "% time     seconds  usecs/call     calls    errors syscall\n"
            "------ ----------- ----------- --------- --------- ----------------\n"
            " 75.00    0.003000        1500         2         1 openat\n"
            " 25.00    0.001000        1000         1           close\n"
            "------ ----------- ----------- --------- --------- ----------------\n"
            "100.00    0.004000        1333         3         1 total\n");
}

TEST_F(SummaryTest, NoCallsGiveNoTable) { EXPECT_EQ(table(), ""); }

TEST_F(SummaryTest, ColumnsInTheOrderAskedFor) {
  options_.columns = {SummaryColumn::name, SummaryColumn::max, SummaryColumn::min, SummaryColumn::errors};
  options_.order = SummaryOrder::name;
  add("openat", 2'000'000);
  add("close", 1'000'000);
  EXPECT_EQ(table(),
            "syscall           longest shortest    errors\n"
            "---------------- -------- -------- ---------\n"
            "close            0.001000 0.001000          \n"
            "openat           0.002000 0.002000          \n"
            "---------------- -------- -------- ---------\n"
            "total            0.002000 0.001000          \n");
}

TEST_F(SummaryTest, ATableForEachAbi) {
  options_.columns = {SummaryColumn::calls, SummaryColumn::name};
  add("getpid", 1);
  add("getpid", 1, 0, abi::Abi::i386);
  EXPECT_EQ(table(),
            "    calls syscall\n--------- ----------------\n        1 getpid\n--------- ----------------\n"
            "        1 total\n"
            "System call usage summary for 32 bit mode:\n"
            "    calls syscall\n--------- ----------------\n        1 getpid\n--------- ----------------\n"
            "        1 total\n");
}

TEST_F(SummaryTest, ATableForEachProcess) {
  options_.columns = {SummaryColumn::calls, SummaryColumn::name};
  options_.by_process = true;
  add("getpid", 1);
  add("close", 1, 0, abi::Abi::x86_64, 8);
  ASSERT_EQ(keeper().processes().size(), 2U);
  EXPECT_EQ(keeper().processes()[1]->summary.rows(abi::Abi::x86_64, SummaryOrder::name)[0].name, "close");
  EXPECT_EQ(keeper().all().rows(abi::Abi::x86_64, SummaryOrder::name).size(), 2U);
}

TEST_F(SummaryTest, WallClock) {
  options_.wall_clock = true;
  options_.overhead_ns = 400;
  add("close", 1'000);
  EXPECT_EQ(keeper().all().rows(abi::Abi::x86_64, SummaryOrder::name)[0].totals->total_ns, 9'600);
}

TEST_F(SummaryTest, OverheadIsTakenOff) {
  options_.overhead_ns = 400;
  add("close", 1'000);
  add("close", 100);
  EXPECT_EQ(keeper().all().rows(abi::Abi::x86_64, SummaryOrder::name)[0].totals->total_ns, 600);
}

TEST(HistogramTest, QuantilesAreWithinASixteenth) {
  Histogram times;
  for (std::int64_t ns = 1; ns <= 100'000; ++ns) times.add(ns);
  for (const double q : {0.01, 0.5, 0.99, 1.0}) {
    const double exact = q * 100'000;
    EXPECT_GE(static_cast<double>(times.quantile(q)), exact);
    EXPECT_LE(static_cast<double>(times.quantile(q)), exact * 17 / 16 + 1);
  }
}

TEST(HistogramTest, SmallTimesAreExact) {
  Histogram times;
  for (const std::int64_t ns : {0, 3, 15, 31}) times.add(ns);
  EXPECT_EQ(times.quantile(0.5), 3);
  EXPECT_EQ(times.quantile(1), 31);
}

TEST(CallTotals, QuantilesStayWithinWhatWasMeasured) {
  CallTotals totals;
  totals.add(27'100, false);
  EXPECT_EQ(totals.quantile_ns(0.5), 27'100);
  EXPECT_EQ(totals.quantile_ns(0.99), 27'100);
}

}  // namespace
}  // namespace spoor::output
