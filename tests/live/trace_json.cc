#include "tests/live/trace_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace spoor::live {

namespace {

class Reader {
 public:
  void line(std::string_view text) {
    const auto record = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!record.is_object() || !record.contains("type") || !record.contains("tid") || !record.contains("pid"))
      return fault("no record", text);
    const auto type = record.value("type", std::string());
    const auto tid = record.value("tid", pid_t{0});
    if (trace_.ends.contains(tid)) fault("a record of an ended task", text);
    trace_.tasks.insert(tid);
    if (type == "birth")
      ++trace_.births[tid];
    else if (!trace_.births.contains(tid))
      fault("a record of a task that was not born", text);
    if (type == "call") ++trace_.calls[record.value("syscall", std::string())];
    if (type == "signal") ++trace_.signals;
    if (type == "exit")
      trace_.ends[tid] = record.contains("code") ? fmt::format("exited with {}", record.value("code", -1)) : "killed";
    if (type == "detach") trace_.ends[tid] = "detached";
    if (type == "exec" && record.value("former_tid", tid) != tid)
      trace_.ends[record.value("former_tid", tid)] = "moved by exec";
  }

  TraceText finish() && {
    for (auto [tid, times] : trace_.births) {
      if (times != 1) trace_.faults.push_back(fmt::format("task {} is born more than once", tid));
      if (!trace_.ends.contains(tid)) trace_.faults.push_back(fmt::format("task {} never ends", tid));
    }
    return std::move(trace_);
  }

 private:
  void fault(std::string_view what, std::string_view line) {
    trace_.faults.push_back(fmt::format("{}: {}", what, line));
  }

  TraceText trace_;
};

}  // namespace

TraceText read_json_trace(std::string_view text) {
  Reader reader;
  while (!text.empty()) {
    auto end = text.find('\n');
    reader.line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return std::move(reader).finish();
}

}  // namespace spoor::live
