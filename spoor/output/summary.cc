#include "spoor/output/summary.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "spoor/output/call_text.h"
#include "spoor/output/print.h"

namespace spoor::output {

// --- histogram: below 16 ns a class of its own for each; above, the four bits behind the leading one choose ---

std::size_t Histogram::class_of(std::uint64_t ns) {
  if (ns < classes_per_doubling) return static_cast<std::size_t>(ns);
  const auto shift = static_cast<unsigned>(std::bit_width(ns)) - 5;
  return std::size_t{shift} * classes_per_doubling + static_cast<std::size_t>(ns >> shift);
}

std::uint64_t Histogram::upper_end(std::size_t index) {
  if (index < 2 * std::size_t{classes_per_doubling}) return index;
  const std::size_t shift = index / classes_per_doubling - 1;
  const std::uint64_t leading = index - shift * classes_per_doubling;
  return ((leading + 1) << shift) - 1;
}

void Histogram::add(std::int64_t ns) {
  const std::size_t index = class_of(static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0)));
  if (index >= counts_.size()) counts_.resize(index + 1);
  ++counts_[index];
  ++total_;
}

std::int64_t Histogram::quantile(double q) const {
  if (total_ == 0) return 0;
  const auto wanted =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(total_))));
  std::uint64_t seen = 0;
  for (std::size_t index = 0; index < counts_.size(); ++index) {
    seen += counts_[index];
    if (seen >= wanted) return static_cast<std::int64_t>(upper_end(index));
  }
  return static_cast<std::int64_t>(upper_end(counts_.size() - 1));
}

// The histogram tells the upper end of a class: no call took longer than the longest.
std::int64_t CallTotals::quantile_ns(double q) const { return std::clamp(times.quantile(q), min_ns, max_ns); }

void CallTotals::add(std::int64_t ns, bool error) {
  min_ns = calls == 0 ? ns : std::min(min_ns, ns);
  max_ns = std::max(max_ns, ns);
  ++calls;
  if (error) ++errors;
  total_ns += ns;
  times.add(ns);
}

// --- summary ---

void Summary::add(const abi::Event& event, const SummaryOptions& options) {
  const abi::Call& call = *event.call;
  const std::pair key(call.abi, call.nr);
  if (last_ == nullptr || last_key_ != key) {
    Entry& entry = calls_[key];
    if (entry.name.empty()) {
      Buffer name;
      append_call_name(name, event);
      entry.name.assign(name.data(), name.size());
    }
    last_ = &entry;  // a map's entries stay where they are
    last_key_ = key;
  }
  const std::int64_t time = options.wall_clock ? call.duration_ns : call.system_ns;
  last_->totals.add(std::max<std::int64_t>(time - options.overhead_ns, 0), call.failed());
}

std::vector<Summary::Row> Summary::rows(abi::Abi abi, SummaryOrder order) const {
  std::vector<Row> rows;
  for (const auto& [key, entry] : calls_)
    if (key.first == abi) rows.push_back({abi, key.second, entry.name, &entry.totals});
  const auto descending = [&](auto&& measure) {
    std::ranges::stable_sort(rows, std::ranges::greater(), [&](const Row& row) { return measure(*row.totals); });
  };
  switch (order) {
    case SummaryOrder::total: descending([](const CallTotals& t) { return t.total_ns; }); break;
    case SummaryOrder::min: descending([](const CallTotals& t) { return t.min_ns; }); break;
    case SummaryOrder::median: descending([](const CallTotals& t) { return t.quantile_ns(0.5); }); break;
    case SummaryOrder::p99: descending([](const CallTotals& t) { return t.quantile_ns(0.99); }); break;
    case SummaryOrder::max: descending([](const CallTotals& t) { return t.max_ns; }); break;
    case SummaryOrder::average: descending([](const CallTotals& t) { return t.average_ns(); }); break;
    case SummaryOrder::calls: descending([](const CallTotals& t) { return t.calls; }); break;
    case SummaryOrder::errors: descending([](const CallTotals& t) { return t.errors; }); break;
    case SummaryOrder::name: std::ranges::stable_sort(rows, {}, &Row::name); break;
    case SummaryOrder::nothing: break;
  }
  return rows;
}

// --- tables ---

namespace {

struct ColumnLook {
  std::string_view title;
  int width;
};

ColumnLook look(SummaryColumn column) {
  switch (column) {
    case SummaryColumn::percent: return {"% time", 6};
    case SummaryColumn::total: return {"seconds", 11};
    case SummaryColumn::min: return {"shortest", 8};
    case SummaryColumn::median: return {"median", 8};
    case SummaryColumn::p99: return {"p99", 8};
    case SummaryColumn::max: return {"longest", 8};
    case SummaryColumn::average: return {"usecs/call", 11};
    case SummaryColumn::calls: return {"calls", 9};
    case SummaryColumn::errors: return {"errors", 9};
    case SummaryColumn::name: return {"syscall", 16};
  }
  return {"", 0};
}

// The name is set to the left, and its padding left out at the end of a line; all else is set to the right.
void append_name(Buffer& out, std::string_view name, bool last) {
  if (last)
    append(out, name);
  else
    print(out, "{:<16}", name);
}

void append_cell(Buffer& out, SummaryColumn column, const CallTotals& t, double percent) {
  const auto seconds = [](std::int64_t ns) { return static_cast<double>(ns) / 1e9; };
  const int width = look(column).width;
  switch (column) {
    case SummaryColumn::percent: return print(out, "{:{}.2f}", percent, width);
    case SummaryColumn::total: return print(out, "{:{}.6f}", seconds(t.total_ns), width);
    case SummaryColumn::min: return print(out, "{:{}.6f}", seconds(t.min_ns), width);
    case SummaryColumn::median: return print(out, "{:{}.6f}", seconds(t.quantile_ns(0.5)), width);
    case SummaryColumn::p99: return print(out, "{:{}.6f}", seconds(t.quantile_ns(0.99)), width);
    case SummaryColumn::max: return print(out, "{:{}.6f}", seconds(t.max_ns), width);
    case SummaryColumn::average: return print(out, "{:{}}", t.average_ns() / 1000, width);
    case SummaryColumn::calls: return print(out, "{:{}}", t.calls, width);
    case SummaryColumn::errors:
      return t.errors != 0 ? print(out, "{:{}}", t.errors, width) : print(out, "{:{}}", "", width);
    case SummaryColumn::name: return;
  }
}

class Table {
 public:
  Table(Buffer& out, const std::vector<SummaryColumn>& columns) : out_(out), columns_(columns) {}

  void titles() {
    line([&](SummaryColumn column, bool last) {
      if (column == SummaryColumn::name)
        append_name(out_, look(column).title, last);
      else
        print(out_, "{:>{}}", look(column).title, look(column).width);
    });
  }
  void rule() {
    line([&](SummaryColumn column, bool) { print(out_, "{:-<{}}", "", look(column).width); });
  }
  void row(std::string_view name, const CallTotals& totals, double percent) {
    line([&](SummaryColumn column, bool last) {
      if (column == SummaryColumn::name)
        append_name(out_, name, last);
      else
        append_cell(out_, column, totals, percent);
    });
  }

 private:
  template <typename Cell>
  void line(Cell&& cell) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i != 0) out_.push_back(' ');
      cell(columns_[i], i + 1 == columns_.size());
    }
    out_.push_back('\n');
  }

  Buffer& out_;
  const std::vector<SummaryColumn>& columns_;
};

void append_table(Buffer& out, const std::vector<Summary::Row>& rows, const std::vector<SummaryColumn>& columns,
                  const CallTotals& sum) {
  Table table(out, columns);
  table.titles();
  table.rule();
  for (const Summary::Row& row : rows) {
    const double share =
        sum.total_ns == 0 ? 0 : 100.0 * static_cast<double>(row.totals->total_ns) / static_cast<double>(sum.total_ns);
    table.row(row.name, *row.totals, share);
  }
  table.rule();
  table.row("total", sum, 100.0);
}

}  // namespace

void Histogram::merge(const Histogram& other) {
  if (counts_.size() < other.counts_.size()) counts_.resize(other.counts_.size());
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i] += other.counts_[i];
  total_ += other.total_;
}

void CallTotals::merge(const CallTotals& other) {
  if (other.calls == 0) return;
  min_ns = calls == 0 ? other.min_ns : std::min(min_ns, other.min_ns);
  max_ns = std::max(max_ns, other.max_ns);
  calls += other.calls;
  errors += other.errors;
  total_ns += other.total_ns;
  times.merge(other.times);
}

void append_summary(Buffer& out, const Summary& summary, const SummaryOptions& options) {
  for (const abi::Abi abi : {abi::Abi::x86_64, abi::Abi::i386, abi::Abi::x32}) {
    const auto rows = summary.rows(abi, options.order);
    if (rows.empty()) continue;
    if (abi == abi::Abi::i386) append(out, "System call usage summary for 32 bit mode:\n");
    if (abi == abi::Abi::x32) append(out, "System call usage summary for x32 mode:\n");
    CallTotals sum;
    for (const Summary::Row& row : rows) sum.merge(*row.totals);
    append_table(out, rows, options.columns, sum);
  }
}

// --- sinks ---

void SummaryKeeper::finished(const abi::Event& event) {
  if (!event.call->finished()) return;
  all_.add(event, options_);
  if (!options_.by_process) return;
  Process*& process = by_pid_[event.call->pid];
  if (process == nullptr) {
    processes_.push_back(std::make_unique<Process>(Process{event.call->pid, {}, {}}));
    process = processes_.back().get();
  }
  if (process->command != event.comm) process->command = event.comm;
  process->summary.add(event, options_);
}

void SummaryKeeper::append(Buffer& out) const {
  for (const auto& process : processes_) {
    print(out, "Process {}", process->pid);
    if (!process->command.empty()) print(out, " ({})", process->command);
    spoor::append(out, ":\n");
    append_summary(out, process->summary, options_);
    spoor::append(out, "\n");
  }
  if (options_.by_process && !all_.empty()) spoor::append(out, "All processes:\n");
  append_summary(out, all_, options_);
}

SummarySink::SummarySink(const SinkOptions& options, std::unique_ptr<TextSink> text)
    : PassingSink(std::move(text)),
      text_(static_cast<TextSink&>(*next_)),
      lines_(options.lines),
      keeper_(options.totals) {}

void SummarySink::entered(const abi::Event& event) {
  if (lines_) text_.entered(event);
}

void SummarySink::finished(const abi::Event& event) {
  keeper_.finished(event);
  if (lines_) text_.finished(event);
}

void SummarySink::signalled(const abi::SignalEvent& event) {
  if (lines_) text_.signalled(event);
}

void SummarySink::stopped(const abi::StopEvent& event) {
  if (lines_) text_.stopped(event);
}

void SummarySink::end() {
  text_.flush(true);
  Buffer table;
  keeper_.append(table);
  text_.write({table.data(), table.size()});
  text_.end();
}

}  // namespace spoor::output
