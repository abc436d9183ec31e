#include "tests/live/trace_text.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace spoor::live {

namespace {

class TextReader {
 public:
  explicit TextReader(const TraceKind& kind) : kind_(kind) {}

  void line(std::string_view text) {
    line_ = text;
    pid_t tid = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), tid);
    if (error != std::errc() || *end != ' ') return fault("no task id");
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    trace_.tasks.insert(tid);
    if (first_ == 0) first_ = tid;
    if (trace_.ends.contains(tid)) fault("a line of an ended task");
    if (text.starts_with("+++ "))
      ended(tid, text.substr(4));
    else if (text.starts_with("[ Process PID="))
      ;  // runs in 32 bit mode, and the like
    else if (text.starts_with("--- "))
      ++trace_.signals;
    else if (text.starts_with("<... "))
      resumed(tid, text.substr(5));
    else
      began(tid, text);
  }

  TraceText finish() && {
    for (pid_t tid : trace_.tasks) {
      if (kind_.complete && !trace_.ends.contains(tid)) fault_of(tid, "never ends");
      if (kind_.births_seen && tid != first_ && !trace_.births.contains(tid)) fault_of(tid, "was never born");
    }
    for (auto [tid, times] : trace_.births) {
      if (!kind_.births_seen) break;
      if (times != 1) fault_of(tid, "is born more than once");
      if (kind_.complete && !trace_.ends.contains(tid)) fault_of(tid, "is born and never ends");
    }
    return std::move(trace_);
  }

 private:
  void fault(std::string_view what) { trace_.faults.push_back(fmt::format("{}: {}", what, line_)); }
  void fault_of(pid_t tid, std::string_view what) { trace_.faults.push_back(fmt::format("task {} {}", tid, what)); }

  void ended(pid_t tid, std::string_view how) {
    constexpr std::string_view by_exec = "superseded by execve in pid ";
    if (how.starts_with(by_exec)) return superseded(tid, how.substr(by_exec.size()));
    auto end = how.find(" +++");
    if (end == std::string_view::npos) fault("no end of an exit line");
    trace_.ends.emplace(tid, how.substr(0, end));
    open_.erase(tid);
  }

  void resumed(pid_t tid, std::string_view text) {
    std::string name(text.substr(0, text.find(' ')));
    auto open = open_.find(tid);
    if (open == open_.end() || open->second != name) return fault("resumes a call that was not interrupted");
    open_.erase(open);
    result(name, text);
  }

  void began(pid_t tid, std::string_view text) {
    auto parenthesis = text.find('(');
    if (parenthesis == std::string_view::npos) return fault("neither call, signal nor end");
    std::string name(text.substr(0, parenthesis));
    if (name.find(' ') != std::string::npos) return fault("no name of a call");
    if (open_.contains(tid)) fault(fmt::format("begins inside of {}", open_[tid]));
    ++trace_.calls[name];
    if (text.ends_with(" <unfinished ...>")) {
      open_[tid] = name;
    } else if (text.ends_with(" ...>") && text.find("<pid changed to ") != std::string_view::npos) {
      open_[tid] = name;
    } else {
      result(name, text);
    }
  }

  // A thread that execs takes the id of its process, and goes on in its call under that; its own is gone.
  void superseded(pid_t tid, std::string_view by) {
    pid_t thread = 0;
    std::from_chars(by.data(), by.data() + by.size(), thread);
    open_.erase(tid);
    if (auto call = open_.extract(thread)) {
      call.key() = tid;
      open_.insert(std::move(call));
    }
    trace_.ends.emplace(thread, "moved by exec");
  }

  void result(std::string_view name, std::string_view text) {
    if (name != "clone" && name != "clone3" && name != "fork" && name != "vfork") return;
    if (text.ends_with(" <detached ...>")) return;  // let go inside the call: nobody saw what came of it
    auto equals = text.rfind(" = ");
    if (equals == std::string_view::npos) return fault("no result");
    pid_t child = 0;
    text.remove_prefix(equals + 3);
    std::from_chars(text.data(), text.data() + text.size(), child);
    if (child > 0) ++trace_.births[child];
  }

  TraceKind kind_;
  TraceText trace_;
  std::map<pid_t, std::string> open_;  // the interrupted call of each task
  pid_t first_ = 0;
  std::string_view line_;
};

}  // namespace

TraceText read_trace(std::string_view text, const TraceKind& kind) {
  TextReader reader(kind);
  while (!text.empty()) {
    auto end = text.find('\n');
    reader.line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return std::move(reader).finish();
}

}  // namespace spoor::live
