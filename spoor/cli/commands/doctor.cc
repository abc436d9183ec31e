// `spoor doctor`: can it work here, and how well?
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <optional>

#include "spoor/cli/command.h"
#include "spoor/cli/report.h"
#include "spoor/sys/permission.h"
#include "spoor/sys/probe.h"
#include "spoor/sys/proc.h"

namespace spoor::cli {
namespace {

using sys::Finding;

constexpr std::string_view usage =
    "usage: spoor doctor [PID]\n"
    "\n"
    "Tries out what this kernel lets spoor do, and says what each thing that is missing costs.\n"
    "With PID: why that process can, or cannot, be attached to.\n"
    "\n"
    "Exit status: 0 where programs can be traced (with PID: where it can be attached to), 1 where not.\n";

std::string_view mark(Finding::State state) {
  switch (state) {
    case Finding::State::good: return "ok     ";
    case Finding::State::limited: return "limited";
    case Finding::State::missing: return "MISSING";
  }
  return {};
}

void print(const Finding& finding) {
  fmt::print("{}  {:<24} {}\n", mark(finding.state), finding.what, finding.detail);
  if (!finding.cost.empty()) fmt::print("{:9}{:<24} {}\n", "", "", finding.cost);
  if (!finding.hint.empty()) fmt::print("{:9}{:<24} hint: {}\n", "", "", finding.hint);
}

int examine_all() {
  bool works = true;
  for (const Finding& finding : sys::probe()) {
    print(finding);
    works = works && !(finding.essential && finding.state == Finding::State::missing);
  }
  fmt::print("\n{}\n", works ? "spoor can trace programs here." : "spoor cannot trace programs here.");
  return works ? 0 : 1;
}

int examine(pid_t pid) {
  const auto status = sys::task_status(pid);
  if (!status) {
    fmt::print("process {}: {}\n", pid, sys::why_not_attachable(pid, ESRCH));
    return 1;
  }
  fmt::print("process {} ({}): uid {}, state {}\n", pid, status->name, status->uid, status->state);
  const std::string reason = sys::what_stands_in_the_way(pid);
  fmt::print("{}\n", reason.empty() ? "nothing known stands in the way of attaching to it"
                                    : "cannot be attached to: " + reason);
  return reason.empty() ? 0 : 1;
}

int run(const Invocation& invocation) {
  if (invocation.words.empty()) return examine_all();
  const std::string& word = invocation.words.front();
  if (word == "--help" || word == "-h") {
    fmt::print("{}", usage);
    return 0;
  }
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), pid);
  if (invocation.words.size() > 1 || error != std::errc{} || end != word.data() + word.size() || pid <= 0) {
    report({.code = 0,
            .operation = "doctor",
            .tid = 0,
            .detail = "'" + word + "' is no process id",
            .hint = "spoor doctor [PID]"});
    return exit_failure;
  }
  return examine(pid);
}

const CommandRegistration registration({"doctor", "find out whether and how well spoor works here", run});

}  // namespace
}  // namespace spoor::cli
