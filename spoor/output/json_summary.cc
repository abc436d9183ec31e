#include "spoor/output/json_summary.h"

#include <ctime>

#include "spoor/output/json_text.h"

namespace spoor::output {
namespace {

void append_number(Buffer& out, std::string_view name, std::int64_t value) {
  append(out, ",\"");
  append(out, name);
  append(out, "\":");
  append_json_int(out, value);
}

void append_totals(Buffer& out, const CallTotals& totals) {
  append_number(out, "calls", static_cast<std::int64_t>(totals.calls));
  append_number(out, "errors", static_cast<std::int64_t>(totals.errors));
  append_number(out, "total_ns", totals.total_ns);
  append_number(out, "min_ns", totals.min_ns);
  append_number(out, "median_ns", totals.quantile_ns(0.5));
  append_number(out, "p99_ns", totals.quantile_ns(0.99));
  append_number(out, "max_ns", totals.max_ns);
}

// `process`: whose calls these are; none: those of all processes.
void append_records(Buffer& out, const Summary& summary, const SummaryKeeper::Process* process,
                    const SummaryOptions& options, std::int64_t time_ns) {
  for (const abi::Abi abi : {abi::Abi::x86_64, abi::Abi::i386, abi::Abi::x32}) {
    for (const Summary::Row& row : summary.rows(abi, options.order)) {
      append(out, R"({"type":"summary")");
      if (process != nullptr) {
        append_number(out, "pid", process->pid);
        append(out, R"(,"comm":)");
        append_json_bytes(out, process->command);
      }
      append_number(out, "time_ns", time_ns);
      append(out, R"(,"abi":")");
      append(out, json_abi_name(abi));
      append(out, "\"");
      append_number(out, "nr", static_cast<std::int64_t>(row.nr));
      append(out, R"(,"syscall":)");
      append_json_string(out, row.name);
      append(out, options.wall_clock ? R"(,"clock":"wall")" : R"(,"clock":"system")");
      append_totals(out, *row.totals);
      append(out, "}\n");
    }
  }
}

std::int64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

void append_json_summary(Buffer& out, const SummaryKeeper& totals, const SummaryOptions& options,
                         std::int64_t time_ns) {
  for (const auto& process : totals.processes()) append_records(out, process->summary, process.get(), options, time_ns);
  append_records(out, totals.all(), nullptr, options, time_ns);
}

JsonSummarySink::JsonSummarySink(const SinkOptions& options, std::unique_ptr<JsonSink> records)
    : PassingSink(std::move(records)),
      records_(static_cast<JsonSink&>(*next_)),
      lines_(options.lines),
      options_(options.totals),
      keeper_(options.totals) {}

void JsonSummarySink::entered(const abi::Event& event) {
  if (lines_) records_.entered(event);
}

void JsonSummarySink::finished(const abi::Event& event) {
  keeper_.finished(event);
  if (lines_) records_.finished(event);
}

void JsonSummarySink::signalled(const abi::SignalEvent& event) {
  if (lines_) records_.signalled(event);
}

void JsonSummarySink::stopped(const abi::StopEvent& event) {
  if (lines_) records_.stopped(event);
}

void JsonSummarySink::born(const abi::BirthEvent& event) {
  if (lines_) records_.born(event);
}

void JsonSummarySink::executed(const abi::ExecEvent& event) {
  if (lines_) records_.executed(event);
}

void JsonSummarySink::exited(const abi::ExitEvent& event) {
  if (lines_) records_.exited(event);
}

void JsonSummarySink::detached(const abi::DetachEvent& event) {
  if (lines_) records_.detached(event);
}

void JsonSummarySink::end() {
  Buffer records;
  append_json_summary(records, keeper_, options_, now_ns());
  records_.write({records.data(), records.size()});
  records_.end();
}

}  // namespace spoor::output
