// Totals per system call: how often, how long, how many errors.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "spoor/abi/event.h"
#include "spoor/output/filter.h"
#include "spoor/output/options.h"
#include "spoor/output/text.h"

namespace spoor::output {

// Durations, counted in classes that grow with them: 16 to each doubling, so that a quantile is off by at most 1/16.
// Bounded in size (about 3 KiB at most) whatever is added.
class Histogram {
 public:
  void add(std::int64_t ns);
  // The duration that a share `q` (0 to 1) of the durations does not exceed; 0 where there are none.
  std::int64_t quantile(double q) const;
  void merge(const Histogram& other);

 private:
  static constexpr unsigned classes_per_doubling = 16;
  static std::size_t class_of(std::uint64_t ns);
  static std::uint64_t upper_end(std::size_t index);

  std::vector<std::uint32_t> counts_;
  std::uint64_t total_ = 0;
};

struct CallTotals {
  std::uint64_t calls = 0;
  std::uint64_t errors = 0;
  std::int64_t total_ns = 0;
  std::int64_t min_ns = 0;
  std::int64_t max_ns = 0;
  Histogram times;

  std::int64_t quantile_ns(double q) const;  // within min_ns and max_ns
  void add(std::int64_t ns, bool error);
  void merge(const CallTotals& other);
  std::int64_t average_ns() const { return calls == 0 ? 0 : total_ns / static_cast<std::int64_t>(calls); }
};

// The totals of any number of calls.
class Summary {
 public:
  struct Row {
    abi::Abi abi;
    std::uint64_t nr;
    std::string name;
    const CallTotals* totals;
  };

  // Counts a call that has returned, with the time that it took by the clock of the options.
  void add(const abi::Event& event, const SummaryOptions& options);
  // The rows of one ABI in this order; rows that are equal in it are sorted by number.
  std::vector<Row> rows(abi::Abi abi, SummaryOrder order) const;
  bool empty() const { return calls_.empty(); }

 private:
  struct Entry {
    std::string name;
    CallTotals totals;
  };
  std::map<std::pair<abi::Abi, std::uint64_t>, Entry> calls_;
  std::pair<abi::Abi, std::uint64_t> last_key_{};
  Entry* last_ = nullptr;
};

// Appends the tables of a summary in strace's form, one for each ABI that made calls.
void append_summary(Buffer& out, const Summary& summary, const SummaryOptions& options);

// The totals of a trace, one summary for all or one a process, for sinks to keep.
class SummaryKeeper {
 public:
  explicit SummaryKeeper(const SummaryOptions& options) : options_(options) {}
  void finished(const abi::Event& event);
  void append(Buffer& out) const;

  struct Process {
    pid_t pid;
    std::string command;
    Summary summary;
  };
  const Summary& all() const { return all_; }
  const std::vector<std::unique_ptr<Process>>& processes() const { return processes_; }

 private:
  SummaryOptions options_;
  Summary all_;
  std::vector<std::unique_ptr<Process>> processes_;  // in the order of their first calls
  std::unordered_map<pid_t, Process*> by_pid_;
};

// strace's -c and -C: the tables behind the lines, or alone.
class SummarySink : public PassingSink {
 public:
  SummarySink(const SinkOptions& options, std::unique_ptr<TextSink> text);

  void entered(const abi::Event& event) override;
  void finished(const abi::Event& event) override;
  void signalled(const abi::SignalEvent& event) override;
  void stopped(const abi::StopEvent& event) override;
  void end() override;
  bool wants_values() const override { return lines_; }

 private:
  TextSink& text_;
  bool lines_;
  SummaryKeeper keeper_;
};

}  // namespace spoor::output
