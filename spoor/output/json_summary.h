// Totals as JSON lines: a `summary` record for each call that was made (docs/json.md).
#pragma once

#include <memory>

#include "spoor/output/json.h"
#include "spoor/output/summary.h"

namespace spoor::output {

// A record for each call of each process, where the options want one table a process, and then for each call of all of
// them; each with a line end. `time_ns`: what the records say was the time.
void append_json_summary(Buffer& out, const SummaryKeeper& totals, const SummaryOptions& options, std::int64_t time_ns);

// -c and -C: the totals behind the other records, or alone.
class JsonSummarySink : public PassingSink {
 public:
  JsonSummarySink(const SinkOptions& options, std::unique_ptr<JsonSink> records);

  void entered(const abi::Event& event) override;
  void finished(const abi::Event& event) override;
  void signalled(const abi::SignalEvent& event) override;
  void stopped(const abi::StopEvent& event) override;
  void born(const abi::BirthEvent& event) override;
  void executed(const abi::ExecEvent& event) override;
  void exited(const abi::ExitEvent& event) override;
  void detached(const abi::DetachEvent& event) override;
  void end() override;
  bool wants_values() const override { return lines_; }

 private:
  JsonSink& records_;
  bool lines_;
  SummaryOptions options_;
  SummaryKeeper keeper_;
};

}  // namespace spoor::output
