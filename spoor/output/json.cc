#include "spoor/output/json.h"

#include <sys/wait.h>

#include "spoor/abi/names.h"
#include "spoor/abi/siginfo.h"
#include "spoor/output/format.h"
#include "spoor/output/json_summary.h"
#include "spoor/output/json_text.h"
#include "spoor/output/json_value.h"

namespace spoor::output {
namespace {

using namespace abi;

void append_head(Buffer& out, std::string_view type, pid_t pid, pid_t tid, std::string_view comm,
                 std::int64_t time_ns) {
  append(out, R"({"type":")");
  append(out, type);
  append(out, R"(","pid":)");
  append_json_int(out, pid);
  append(out, R"(,"tid":)");
  append_json_int(out, tid);
  append(out, R"(,"comm":)");
  append_json_bytes(out, comm);
  append(out, R"(,"time_ns":)");
  append_json_int(out, time_ns);
}

void append_name(Buffer& out, const Event& event) {
  append(out, R"(,"syscall":")");
  if (event.row != nullptr) {
    append(out, event.row->name);
  } else {
    fmt::format_to(fmt::appender(out), "syscall_{:#x}", event.call->nr);
  }
  out.push_back('"');
}

void append_args(Buffer& out, const Event& event) {
  append(out, R"(,"args":{)");
  for (std::size_t i = 0; i < event.spec.size(); ++i) {
    append(out, i == 0 ? "\"" : ",\"");
    append(out, event.spec[i].name);
    append(out, "\":");
    append_json_value(out, *event.args[i]);
  }
  append(out, "}");
}

// An errno of 512 and more is the kernel's own (include/linux/errno.h): the call is made again, or the caller sees
// EINTR.
constexpr int first_kernel_code = 512;

void append_json_error(Buffer& out, int error) {
  if (error < first_kernel_code) append(out, R"(,"result":-1)");
  append(out, R"(,"error":{"errno":)");
  append_json_int(out, error);
  if (const auto name = name_of(errno_names, static_cast<std::uint64_t>(error)); !name.empty()) {
    append(out, R"(,"name":")");
    append(out, name);
    append(out, R"(","message":)");
    append_json_string(out, error_description(error));
  }
  append(out, "}");
}

void append_result(Buffer& out, const Event& event) {
  const Call& call = *event.call;
  if (call.failed()) return append_json_error(out, call.error());
  const Ret kind = event.row != nullptr ? event.row->ret : Ret::hex;
  append(out, R"(,"result":)");
  append_json_int(out, call.result);
  if (kind == Ret::hex) {
    append(out, R"(,"result_hex":)");
    append_json_hex(out, static_cast<std::uint64_t>(call.result));
  }
  if (event.result != nullptr) {
    append(out, R"(,"result_value":)");
    append_json_value(out, *event.result);
  }
}

Result<std::unique_ptr<Sink>> make_json(const SinkOptions& options) {
  const Destination& to = options.destination;
  if (to.separate) return std::make_unique<JsonSink>(options, std::nullopt);
  auto stream = open_stream(to);
  if (!stream) return std::unexpected(stream.error());
  auto records = std::make_unique<JsonSink>(options, std::move(*stream));
  if (!options.summary) return records;
  return std::make_unique<JsonSummarySink>(options, std::move(records));
}

const FormatRegistration json({"json", "one JSON object a line for every call and event", make_json});

}  // namespace

std::string_view json_abi_name(Abi abi) {
  switch (abi) {
    case Abi::x86_64: return "x86_64";
    case Abi::i386: return "i386";
    case Abi::x32: return "x32";
  }
  return "";
}

void append_json_call(Buffer& out, const Event& event, bool instruction) {
  const Call& call = *event.call;
  append_head(out, "call", call.pid, call.tid, event.comm, call.entered_ns);
  if (call.finished()) {
    append(out, R"(,"duration_ns":)");
    append_json_int(out, call.duration_ns);
  }
  append(out, R"(,"abi":")");
  append(out, json_abi_name(call.abi));
  append(out, R"(","nr":)");
  append_json_uint(out, call.nr);
  append_name(out, event);
  if (instruction) {
    append(out, R"(,"instruction":)");
    append_json_hex(out, call.instruction);
  }
  append_args(out, event);
  if (call.finished()) {
    append_result(out, event);
  } else {
    append(out, R"(,"unfinished":true)");
  }
  if (event.note != nullptr) {
    append(out, R"(,"note":)");
    append_json_value(out, *event.note);
  }
  append(out, "}");
}

JsonSink::JsonSink(const SinkOptions& options, std::optional<Stream> stream)
    : options_(options), shared_(std::move(stream)) {}

Stream* JsonSink::stream_of(pid_t tid) {
  if (shared_) return &*shared_;
  if (const auto found = own_.find(tid); found != own_.end()) return &found->second;
  auto stream = Stream::create_shut(fmt::format("{}.{}", options_.destination.path, tid), options_.destination.append);
  if (!stream) {
    failed_ = stream.error().code;
    return nullptr;
  }
  return &own_.emplace(tid, std::move(*stream)).first->second;
}

Buffer* JsonSink::begin(std::string_view type, pid_t pid, pid_t tid, std::string_view comm, std::int64_t time_ns) {
  Stream* stream = failed_ == 0 ? stream_of(tid) : nullptr;
  if (stream == nullptr) return nullptr;
  append_head(stream->buffer(), type, pid, tid, comm, time_ns);
  return &stream->buffer();
}

void JsonSink::finish(pid_t tid) {
  Stream& stream = *stream_of(tid);
  append(stream.buffer(), "}\n");
  stream.settle();
  if (failed_ == 0) failed_ = stream.failed();
}

void JsonSink::close(pid_t tid) {
  const auto own = own_.find(tid);
  if (own == own_.end()) return;
  own->second.close();
  if (failed_ == 0) failed_ = own->second.failed();
  own_.erase(own);
}

void JsonSink::finished(const Event& event) {
  Stream* stream = failed_ == 0 ? stream_of(event.call->tid) : nullptr;
  if (stream == nullptr) return;
  append_json_call(stream->buffer(), event, options_.text.instruction_pointer);
  append(stream->buffer(), "\n");
  stream->settle();
  failed_ = stream->failed();
}

void JsonSink::signalled(const SignalEvent& event) {
  Buffer* out = begin("signal", event.pid, event.tid, event.comm, event.time_ns);
  if (out == nullptr) return;
  append(*out, R"(,"signal":)");
  append_json_signal(*out, event.signal);
  if (options_.text.instruction_pointer) {
    append(*out, R"(,"instruction":)");
    append_json_hex(*out, event.instruction);
  }
  if (event.info.size() == siginfo_size) {
    Facts nothing;
    append(*out, R"(,"info":)");
    append_json_value(*out, *siginfo_value(arena_, nothing, event.info));
    arena_.reset();
  }
  finish(event.tid);
}

void JsonSink::stopped(const StopEvent& event) {
  Buffer* out = begin("stop", event.pid, event.tid, event.comm, event.time_ns);
  if (out == nullptr) return;
  append(*out, R"(,"signal":)");
  append_json_signal(*out, event.signal);
  finish(event.tid);
}

void JsonSink::born(const BirthEvent& event) {
  Buffer* out = begin("birth", event.pid, event.tid, event.comm, event.time_ns);
  if (out == nullptr) return;
  if (event.parent != 0) {
    append(*out, R"(,"parent":)");
    append_json_int(*out, event.parent);
  }
  finish(event.tid);
}

// The leader calls itself by the pid; a thread that called exec has become it.
void JsonSink::executed(const ExecEvent& event) {
  Buffer* out = begin("exec", event.tid, event.tid, event.comm, event.time_ns);
  if (out == nullptr) return;
  append(*out, R"(,"former_tid":)");
  append_json_int(*out, event.former_tid);
  finish(event.tid);
  if (event.former_tid != event.tid) close(event.former_tid);
}

void JsonSink::exited(const ExitEvent& event) {
  if (Buffer* out = begin("exit", event.pid, event.tid, event.comm, event.time_ns); out != nullptr) {
    if (WIFSIGNALED(event.status)) {
      append(*out, R"(,"signal":)");
      append_json_signal(*out, WTERMSIG(event.status));
      append(*out, WCOREDUMP(event.status) ? R"(,"core_dumped":true)" : R"(,"core_dumped":false)");
    } else {
      append(*out, R"(,"code":)");
      append_json_int(*out, WEXITSTATUS(event.status));
    }
    finish(event.tid);
  }
  close(event.tid);
}

void JsonSink::detached(const DetachEvent& event) {
  if (Buffer* out = begin("detach", event.pid, event.tid, event.comm, event.time_ns)) {
    if (event.tracer != 0) {
      append(*out, R"(,"tracer":)");
      append_json_int(*out, event.tracer);
    }
    finish(event.tid);
  }
  close(event.tid);
}

void JsonSink::write(std::string_view records) {
  if (shared_) append(shared_->buffer(), records);
}

void JsonSink::flush(bool) {
  const auto flush_one = [this](Stream& stream) {
    stream.flush();
    if (failed_ == 0) failed_ = stream.failed();
  };
  if (shared_) flush_one(*shared_);
  for (auto& [tid, stream] : own_) flush_one(stream);
}

void JsonSink::end() {
  flush(false);
  if (shared_) shared_->close();
  own_.clear();
}

}  // namespace spoor::output
