// Events as lines of text, in strace's form (strace(1), "DESCRIPTION").
//
// A call's line is written when the call returns. Only where another event comes in between is its beginning written
// first, closed by `<unfinished ...>`, and its end as `<... name resumed>`: the stream is the one that a tracer gives
// that writes at entry, in half as many pieces.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "spoor/output/clock_text.h"
#include "spoor/output/colour.h"
#include "spoor/output/format.h"
#include "spoor/output/options.h"
#include "spoor/output/sink.h"
#include "spoor/output/stream.h"

namespace spoor::output {

class TextSink : public Sink {
 public:
  // `stream`: what all tasks write to; none where options.destination.separate: each task has its own file then.
  TextSink(const SinkOptions& options, std::optional<Stream> stream);

  void entered(const abi::Event&) override;
  void finished(const abi::Event&) override;
  void abi_changed(const abi::AbiEvent&) override;
  void signalled(const abi::SignalEvent&) override;
  void stopped(const abi::StopEvent&) override;
  void born(const abi::BirthEvent&) override;
  void executed(const abi::ExecEvent&) override;
  void exited(const abi::ExitEvent&) override;
  void detached(const abi::DetachEvent&) override;
  void flush(bool idle) override;
  void end() override;
  int failed() const override { return failed_; }

  // Writes text that is no event's, where all tasks share a stream; no line may be open.
  void write(std::string_view text);

 private:
  // How much of the call a task is in has been written: nothing yet; its beginning, the line still open; its beginning,
  // the line closed.
  enum class Line : std::uint8_t { none, waiting, open, closed };

  struct Task {
    pid_t tid = 0;
    Stream* stream = nullptr;
    std::optional<Stream> own;  // -ff
    Line line = Line::none;
    bool show_pid = false;       // as it was when the call was entered
    std::string comm;            // where command names are shown
    abi::Event event;            // of the call the task is in
    std::size_t line_start = 0;  // where the open line starts in the buffer, or what of it was flushed:
    std::size_t flushed_columns = 0;
    abi::Abi abi = abi::Abi::x86_64;
    std::uint64_t last_nr = 0;
    std::uint64_t last_instruction = 0;
    const abi::Syscall* last_row = nullptr;  // of the call before the present one, which restart_syscall resumes
  };

  Task& task(pid_t tid);
  void open_own_stream(Task&);
  bool shows_pid() const;

  void take_line(Task&);        // ends whatever other line is open, so that this task can begin one
  void close_line(Task&);       // <unfinished ...>
  void write_beginning(Task&);  // waiting -> open
  void begin_line(Task&, std::int64_t time_ns, bool show_pid, std::uint64_t instruction, bool has_instruction = true);
  void append_pid(Task&);
  void note_command(Task&, std::string_view comm);
  void end_line(Task&);

  void write_name(Task&, const abi::Event&);
  void write_entry_args(Task&);
  bool write_resumption(Task&);
  static bool shows_before(const abi::Event&);
  void write_exit_args(Task&, const abi::Event&, bool beginning_written);
  void write_late_args(Task&, const abi::Event&, bool beginning_written);
  const ValueStyle& style_for(const abi::Event&) const;
  void write_arg(Buffer&, const abi::Event&, std::size_t index);
  void write_result(Task&, const abi::Event&);
  void write_dump(Task&, const abi::Event&);
  void note_attached(pid_t pid);
  void announce_attached();
  void announce(pid_t pid, std::string_view what);  // `strace: Process 123 attached`

  std::size_t column(const Task& t) const { return t.flushed_columns + t.stream->buffer().size() - t.line_start; }
  void forget(Task&);
  void flush_stream(Task* open, Stream&);

  SinkOptions options_;
  std::optional<Stream> shared_;
  std::unordered_map<pid_t, Task> tasks_;
  Task* last_task_ = nullptr;  // the one looked up last
  Task* current_ = nullptr;    // whose line is waiting or open, in the shared stream
  Painter painter_;
  ValueStyle limited_;
  WallClock wall_;
  std::int64_t last_line_ns_ = 0;
  pid_t attached_pid_ = 0;
  int attached_threads_ = 0;  // of that process, not announced yet
  int failed_ = 0;
};

}  // namespace spoor::output
