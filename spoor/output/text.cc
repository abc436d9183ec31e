#include "spoor/output/text.h"

#include <algorithm>

#include "spoor/abi/names.h"
#include "spoor/output/call_text.h"
#include "spoor/output/dump.h"
#include "spoor/output/print.h"
#include "spoor/output/signal_text.h"
#include "spoor/output/summary.h"

namespace spoor::output {
namespace {

std::string_view personality_words(abi::Abi abi) {
  switch (abi) {
    case abi::Abi::x86_64: return "64 bit";
    case abi::Abi::i386: return "32 bit";
    case abi::Abi::x32: return "x32";
  }
  return {};
}

// As the program gave it.
std::uint64_t number_of(const abi::Call& call) { return call.abi == abi::Abi::x32 ? call.nr | abi::x32_bit : call.nr; }

bool resumes(const abi::Event& event) { return event.row != nullptr && event.row->name == "restart_syscall"; }

}  // namespace

TextSink::TextSink(const SinkOptions& options, std::optional<Stream> stream)
    : options_(options),
      shared_(std::move(stream)),
      painter_(options.text.colour ? &default_theme : nullptr),
      limited_(options.text.values) {
  limited_.string_limit = options.text.string_limit;
}

// --- tasks and their streams ---

TextSink::Task& TextSink::task(pid_t tid) {
  if (last_task_ != nullptr && last_task_->tid == tid) return *last_task_;
  auto [found, fresh] = tasks_.try_emplace(tid);
  Task& t = found->second;
  if (fresh) {
    t.tid = tid;
    if (shared_)
      t.stream = &*shared_;
    else
      open_own_stream(t);
  }
  last_task_ = &t;
  return t;
}

void TextSink::open_own_stream(Task& t) {
  const Destination& to = options_.destination;
  auto stream = Stream::create_shut(to.path + "." + std::to_string(t.tid), to.append);
  if (stream) {
    t.own.emplace(std::move(*stream));
  } else {
    t.own.emplace(Stream::failing(stream.error().code));
  }
  t.stream = &*t.own;
}

bool TextSink::shows_pid() const {
  const TextOptions& text = options_.text;
  if (options_.destination.separate) return false;
  if (text.always_show_pid) return true;
  return options_.destination.standard_error() ? tasks_.size() > 1 : text.many_tasks;
}

// --- lines ---

void TextSink::take_line(Task& t) {
  announce_attached();
  Task* other = t.own ? &t : current_;
  if (other != nullptr) close_line(*other);
  if (!t.own) current_ = &t;
}

void TextSink::close_line(Task& t) {
  if (t.line == Line::waiting) write_beginning(t);
  if (t.line != Line::open) return;
  Buffer& out = t.stream->buffer();
  const std::size_t mark = out.size();
  append(out, " <unfinished ...>");
  painter_.paint(out, mark, Part::faint);
  end_line(t);
  t.line = Line::closed;
}

void TextSink::write_beginning(Task& t) {
  begin_line(t, t.event.call->entered_ns, t.show_pid, t.event.call->instruction);
  write_name(t, t.event);
  write_entry_args(t);
  t.line = Line::open;
}

void TextSink::begin_line(Task& t, std::int64_t time_ns, bool show_pid, std::uint64_t instruction,
                          bool has_instruction) {
  Buffer& out = t.stream->buffer();
  const TextOptions& text = options_.text;
  const std::size_t mark = out.size();
  t.line_start = mark;
  t.flushed_columns = 0;
  if (show_pid) append_pid(t);
  if (text.clock == ClockStyle::time) wall_.append(out, time_ns, text.clock_precision);
  if (text.clock == ClockStyle::epoch) append_seconds(out, time_ns, text.clock_precision);
  if (text.clock != ClockStyle::none) out.push_back(' ');
  if (text.since_last) {
    const std::int64_t since = last_line_ns_ == 0 ? 0 : std::max<std::int64_t>(time_ns - last_line_ns_, 0);
    if (text.clock != ClockStyle::none) append(out, "(+");
    append_seconds(out, since, *text.since_last, 6);
    append(out, text.clock != ClockStyle::none ? ") " : " ");
  }
  last_line_ns_ = time_ns;
  if (text.syscall_number) {
    if (static_cast<std::int64_t>(t.last_nr) < 0)
      append(out, "[???] ");
    else
      print(out, "[{:4}] ", t.last_nr);
  }
  if (text.instruction_pointer) {
    const std::size_t digits = abi::pointer_size(t.abi) * 2;
    if (has_instruction)
      print(out, "[{:0{}x}] ", instruction, digits);
    else
      print(out, "[{:?<{}}] ", "", digits);
  }
  t.line_start += painter_.paint(out, mark, Part::prefix);
}

void TextSink::append_pid(Task& t) {
  Buffer& out = t.stream->buffer();
  const bool brackets = options_.destination.standard_error();
  if (options_.text.commands && !t.comm.empty()) {
    brackets ? print(out, "[pid {:5}<{}>] ", t.tid, t.comm) : print(out, "{}<{}> ", t.tid, t.comm);
  } else {
    brackets ? print(out, "[pid {:5}] ", t.tid) : print(out, "{:<5} ", t.tid);
  }
}

void TextSink::note_command(Task& t, std::string_view comm) {
  if (options_.text.commands && t.comm != comm) t.comm = comm;
}

void TextSink::end_line(Task& t) {
  t.stream->buffer().push_back('\n');
  t.stream->settle();
}

void TextSink::abi_changed(const abi::AbiEvent& event) {
  Task& t = task(event.tid);
  t.abi = event.abi;
  if (options_.quiet.personality) return;
  take_line(t);
  begin_line(t, event.time_ns, shows_pid(), event.instruction);
  print(t.stream->buffer(), "[ Process PID={} runs in {} mode. ]", t.tid, personality_words(event.abi));
  end_line(t);
}

// --- calls ---

void TextSink::entered(const abi::Event& event) {
  Task& t = task(event.call->tid);
  note_command(t, event.comm);
  t.last_row = t.event.row;
  t.last_nr = number_of(*event.call);
  t.last_instruction = event.call->instruction;
  take_line(t);
  t.event = event;
  t.show_pid = shows_pid();
  t.line = Line::waiting;
}

void TextSink::finished(const abi::Event& event) {
  Task& t = task(event.call->tid);
  const abi::Call& call = *event.call;
  if (t.line == Line::none) {
    t.last_nr = number_of(call);
    t.last_instruction = call.instruction;
  }
  if (t.line == Line::open) {
    write_exit_args(t, event, true);
  } else if (t.line == Line::closed) {
    take_line(t);
    begin_line(t, call.entered_ns + call.duration_ns, shows_pid(), call.instruction);
    Buffer& out = t.stream->buffer();
    const std::size_t mark = out.size();
    append(out, "<... ");
    append_call_name(out, event);
    append(out, " resumed>");
    t.line_start += painter_.paint(out, mark, Part::faint);
    write_exit_args(t, event, true);
  } else {
    if (t.line == Line::none) take_line(t);
    begin_line(t, call.entered_ns, t.line == Line::waiting ? t.show_pid : shows_pid(), call.instruction);
    write_name(t, event);
    write_exit_args(t, event, false);
  }
  write_result(t, event);
  end_line(t);
  write_dump(t, event);
  note_command(t, event.comm);  // an exec changes it, behind its own line
  t.line = Line::none;
  if (!t.own && current_ == &t) current_ = nullptr;
}

void TextSink::write_name(Task& t, const abi::Event& event) {
  Buffer& out = t.stream->buffer();
  const std::size_t mark = out.size();
  append_call_name(out, event);
  t.line_start += painter_.paint(out, mark, Part::name);
  out.push_back('(');
}

// Calls whose data is dumped were decoded without a string limit; it holds for their lines all the same.
const ValueStyle& TextSink::style_for(const abi::Event& event) const {
  const auto fd = static_cast<std::int32_t>(event.call->args[0]);
  const TextOptions& text = options_.text;
  return text.dump_reads.contains(fd) || text.dump_writes.contains(fd) ? limited_ : text.values;
}

void TextSink::write_arg(Buffer& out, const abi::Event& event, std::size_t index) {
  const abi::Arg& spec = event.spec[index];
  if (spec.named || options_.text.arg_names) {
    append(out, spec.name);
    out.push_back('=');
  }
  append_value(out, *event.args[index], style_for(event));
}

// The arguments known at entry; of the first that is not, what it was before the call, where that is a struct.
void TextSink::write_entry_args(Task& t) {
  Buffer& out = t.stream->buffer();
  const abi::Event& event = t.event;
  const std::size_t mark = out.size();
  if (write_resumption(t)) return;
  const std::size_t known = args_at_entry(event);
  for (std::size_t i = 0; i < known; ++i) {
    if (i != 0) append(out, ", ");
    write_arg(out, event, i);
  }
  if (known < event.spec.size() && !comma_comes_late(event)) {
    if (known != 0) append(out, ", ");
    if (shows_before(event)) write_arg(out, event, known);
  }
  t.line_start += painter_.paint(out, mark, Part::args);
}

bool TextSink::shows_before(const abi::Event& event) {
  const std::size_t known = args_at_entry(event);
  if (known >= event.spec.size() || event.spec[known].direction != abi::Direction::inout) return false;
  return event.args[known] != nullptr && std::holds_alternative<abi::Struct>(*event.args[known]);
}

// restart_syscall names the call that the signal interrupted (restart_syscall(2) itself has no arguments).
bool TextSink::write_resumption(Task& t) {
  if (!resumes(t.event)) return false;
  print(t.stream->buffer(), "<... resuming interrupted {} ...>",
        t.last_row != nullptr ? t.last_row->name : std::string_view("system call"));
  return true;
}

void TextSink::write_exit_args(Task& t, const abi::Event& event, bool beginning_written) {
  Buffer& out = t.stream->buffer();
  const bool cut_short = !event.call->finished() && args_at_entry(event) < event.spec.size();
  if (!beginning_written && (cut_short || resumes(event))) {
    if (t.line == Line::none) t.event = event;
    write_entry_args(t);
    beginning_written = true;
  }
  const std::size_t mark = out.size();
  if (cut_short)
    append(out, " <unfinished ...>");
  else
    write_late_args(t, event, beginning_written);
  t.line_start += painter_.paint(out, mark, Part::args);
}

// All arguments, or those that write_entry_args() has left.
void TextSink::write_late_args(Task& t, const abi::Event& event, bool beginning_written) {
  Buffer& out = t.stream->buffer();
  std::size_t i = beginning_written ? args_at_entry(event) : 0;
  bool comma = beginning_written && i != 0 && comma_comes_late(event);
  if (beginning_written && shows_before(t.event)) {
    if (const auto* change = std::get_if<abi::Change>(event.args[i])) {
      append(out, " => ");
      append_value(out, *change->after, style_for(event));
    }
    ++i;
    comma = true;
  }
  for (; i < event.spec.size(); ++i) {
    if (comma) append(out, ", ");
    comma = true;
    write_arg(out, event, i);
  }
}

void TextSink::write_result(Task& t, const abi::Event& event) {
  Buffer& out = t.stream->buffer();
  append(out, ") ");
  for (std::size_t at = column(t); at < options_.text.column; ++at) out.push_back(' ');
  append(out, "= ");
  const std::size_t mark = out.size();
  append_call_result(out, event, options_.text.values);
  painter_.paint(out, mark, event.call->failed() ? Part::error : Part::result);
  if (options_.text.call_time && event.call->finished()) {
    append(out, " <");
    append_seconds(out, event.call->duration_ns, *options_.text.call_time);
    append(out, ">");
  }
}

void TextSink::write_dump(Task& t, const abi::Event& event) {
  append_dump(t.stream->buffer(), event, options_.text.dump_reads, options_.text.dump_writes);
  t.stream->settle();
}

// --- what happens between calls ---

void TextSink::signalled(const abi::SignalEvent& event) {
  Task& t = task(event.tid);
  note_command(t, event.comm);
  take_line(t);
  begin_line(t, event.time_ns, shows_pid(), event.instruction, event.instruction != 0);
  Buffer& out = t.stream->buffer();
  const std::size_t mark = out.size();
  append_signal(out, event, options_.text.values);
  painter_.paint(out, mark, Part::signal);
  end_line(t);
}

void TextSink::stopped(const abi::StopEvent& event) {
  Task& t = task(event.tid);
  note_command(t, event.comm);
  take_line(t);
  begin_line(t, event.time_ns, shows_pid(), t.last_instruction);
  Buffer& out = t.stream->buffer();
  const std::size_t mark = out.size();
  print(out, "--- stopped by {} ---", abi::signal_name(event.signal));
  painter_.paint(out, mark, Part::signal);
  end_line(t);
}

void TextSink::born(const abi::BirthEvent& event) {
  Task& t = task(event.tid);
  note_command(t, event.comm);
  if (event.parent == 0) {
    if (options_.attached) note_attached(event.pid);
    return;
  }
  if (const auto parent = tasks_.find(event.parent); parent != tasks_.end()) t.abi = parent->second.abi;
  announce(event.tid, "attached");
}

// A thread other than the leader called exec: it goes on under the leader's number, its line ends with that news.
void TextSink::executed(const abi::ExecEvent& event) {
  if (event.former_tid == event.tid || event.former_tid == 0) return;
  Task& former = task(event.former_tid);
  if (former.line == Line::waiting) write_beginning(former);
  if (former.line == Line::open) {
    print(former.stream->buffer(), " <pid changed to {} ...>", event.tid);
    end_line(former);
    former.line = Line::closed;
  }
  Task& t = task(event.tid);
  if (!former.own && current_ == &former) current_ = nullptr;
  t.event = former.event;
  t.abi = former.abi;
  t.last_nr = former.last_nr;
  t.last_instruction = former.last_instruction;
  const Line line = former.line;
  forget(former);
  if (!options_.quiet.thread_execve) {
    take_line(t);
    begin_line(t, event.time_ns, shows_pid(), t.last_instruction);
    print(t.stream->buffer(), "+++ superseded by execve in pid {} +++", event.former_tid);
    end_line(t);
  }
  t.line = line;
}

void TextSink::exited(const abi::ExitEvent& event) {
  Task& t = task(event.tid);
  note_command(t, event.comm);
  if (!options_.quiet.exit) {
    take_line(t);
    begin_line(t, event.time_ns, shows_pid(), 0, false);
    Buffer& out = t.stream->buffer();
    const std::size_t mark = out.size();
    append_end(out, event.status);
    painter_.paint(out, mark, Part::end);
    end_line(t);
  }
  forget(t);
}

void TextSink::detached(const abi::DetachEvent& event) {
  Task& t = task(event.tid);
  if (event.tracer == 0) announce(event.tid, "detached");
  if (t.line == Line::waiting) write_beginning(t);
  if (t.line == Line::open) {
    append(t.stream->buffer(), " <detached ...>");
    end_line(t);
  }
  if (event.tracer != 0) {
    t.line = Line::none;
    take_line(t);
    begin_line(t, event.time_ns, shows_pid(), 0, false);
    Buffer& out = t.stream->buffer();
    const std::size_t mark = out.size();
    print(out, "+++ handed over to process {}, which traces it now +++", event.tracer);
    painter_.paint(out, mark, Part::end);
    end_line(t);
  }
  forget(t);
}

// Attached processes come as one birth a thread, and are announced once all of them are there.
void TextSink::note_attached(pid_t pid) {
  if (attached_pid_ != pid) announce_attached();
  attached_pid_ = pid;
  ++attached_threads_;
}

void TextSink::announce_attached() {
  if (attached_threads_ == 0) return;
  Buffer what;
  append(what, "attached");
  if (attached_threads_ > 1) print(what, " with {} threads", attached_threads_);
  attached_threads_ = 0;
  announce(attached_pid_, {what.data(), what.size()});
}

void TextSink::announce(pid_t pid, std::string_view what) {
  if (options_.quiet.attach) return;
  Buffer message;
  print(message, "{}: Process {} {}\n", options_.program, pid, what);
  const std::string_view text(message.data(), message.size());
  if (!shared_ || !shared_->is_standard_error()) return write_message(text);
  if (current_ != nullptr && current_->line == Line::waiting) write_beginning(*current_);
  append(shared_->buffer(), text);
  if (current_ != nullptr) current_->line_start += text.size();
}

void TextSink::forget(Task& t) {
  if (current_ == &t) current_ = nullptr;
  if (last_task_ == &t) last_task_ = nullptr;
  if (t.own) {
    t.own->close();
    if (failed_ == 0) failed_ = t.own->failed();
  }
  tasks_.erase(t.tid);
}

// --- writing out ---

void TextSink::flush_stream(Task* open, Stream& stream) {
  if (open != nullptr && open->line == Line::open) {
    open->flushed_columns = column(*open);
    open->line_start = 0;
  }
  stream.flush();
  if (failed_ == 0) failed_ = stream.failed();
}

void TextSink::flush(bool idle) {
  announce_attached();
  if (shared_) {
    if (idle && current_ != nullptr && current_->line == Line::waiting) write_beginning(*current_);
    return flush_stream(current_, *shared_);
  }
  for (auto& [tid, t] : tasks_) {
    if (idle && t.line == Line::waiting) write_beginning(t);
    flush_stream(&t, *t.stream);
  }
}

void TextSink::write(std::string_view text) {
  if (shared_) append(shared_->buffer(), text);
}

void TextSink::end() {
  flush(true);
  if (!shared_) return;
  shared_->close();
  if (failed_ == 0) failed_ = shared_->failed();
}

namespace {

Result<std::unique_ptr<Sink>> make_text(const SinkOptions& options) {
  const Destination& to = options.destination;
  if (to.separate) return std::make_unique<TextSink>(options, std::nullopt);
  auto stream = open_stream(to);
  if (!stream) return std::unexpected(stream.error());
  if (!options.summary) return std::make_unique<TextSink>(options, std::move(*stream));
  SinkOptions lines = options;
  if (!options.lines) lines.quiet.exit = lines.quiet.thread_execve = true;  // what is left are the messages
  return std::make_unique<SummarySink>(options, std::make_unique<TextSink>(lines, std::move(*stream)));
}

const FormatRegistration registration({"text", "lines as strace writes them", make_text});

}  // namespace
}  // namespace spoor::output
