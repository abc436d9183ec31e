// Events as JSON lines: one self-contained object for each finished call, signal, stop, exec, birth, exit and detach
// (docs/json.md). Nothing is written at a call's entry.
#pragma once

#include <optional>
#include <unordered_map>

#include "spoor/base/arena.h"
#include "spoor/output/options.h"
#include "spoor/output/sink.h"
#include "spoor/output/stream.h"

namespace spoor::output {

class JsonSink : public Sink {
 public:
  // `stream`: what all records go to; none: each task has a file of its own, named by options.destination.
  JsonSink(const SinkOptions& options, std::optional<Stream> stream);

  void finished(const abi::Event&) override;
  void signalled(const abi::SignalEvent&) override;
  void stopped(const abi::StopEvent&) override;
  void born(const abi::BirthEvent&) override;
  void executed(const abi::ExecEvent&) override;
  void exited(const abi::ExitEvent&) override;
  void detached(const abi::DetachEvent&) override;
  void flush(bool idle) override;
  void end() override;
  int failed() const override { return failed_; }

  // Writes whole records that are no event's, where all tasks share a stream.
  void write(std::string_view records);

 private:
  // The stream for a task's records, or nullptr where its file could not be made.
  Stream* stream_of(pid_t tid);
  // Starts a record: `{"type":…,"pid":…,"tid":…,"comm":…,"time_ns":…`. nullptr: there is nowhere to write it to.
  Buffer* begin(std::string_view type, pid_t pid, pid_t tid, std::string_view comm, std::int64_t time_ns);
  void finish(pid_t tid);
  void close(pid_t tid);

  SinkOptions options_;
  std::optional<Stream> shared_;
  std::unordered_map<pid_t, Stream> own_;
  Arena arena_;  // for the siginfo of signals
  int failed_ = 0;
};

// How records name an ABI.
std::string_view json_abi_name(abi::Abi abi);

// One call as an object without a line end. `instruction`: with the address it was made from.
void append_json_call(Buffer& out, const abi::Event& event, bool instruction);

}  // namespace spoor::output
