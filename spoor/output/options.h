// What a sink can be asked for. Each format takes what concerns it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "spoor/output/clock_text.h"
#include "spoor/output/number_set.h"
#include "spoor/output/value_text.h"

namespace spoor::output {

enum class ClockStyle : std::uint8_t { none, time, epoch };

// strace's -e quiet=: messages left out. `path_resolution` is the command line's own.
struct Quiet {
  bool attach = false;
  bool exit = false;
  bool path_resolution = false;
  bool personality = false;
  bool thread_execve = false;
};

// Where the output goes: standard error where `path` and `command` are empty.
struct Destination {
  std::string path;
  std::string command;  // sh -c, reading the output
  bool append = false;
  bool separate = false;  // one file a task: PATH.TID

  bool standard_error() const { return path.empty() && command.empty(); }
};

struct TextOptions {
  ValueStyle values;
  std::size_t string_limit = 32;
  std::size_t column = 40;  // of the `=` before results
  bool many_tasks = false;  // children are followed, or several processes attached
  bool always_show_pid = false;
  ClockStyle clock = ClockStyle::none;
  Precision clock_precision = Precision::s;
  std::optional<Precision> since_last;  // -r
  std::optional<Precision> call_time;   // -T
  bool instruction_pointer = false;
  bool syscall_number = false;
  bool arg_names = false;             // all of them, not only where strace shows them
  bool commands = false;              // command names behind task numbers
  NumberSet dump_reads, dump_writes;  // descriptors whose data is dumped
  bool colour = false;
};

enum class SummaryColumn : std::uint8_t { percent, total, min, median, p99, max, average, calls, errors, name };
enum class SummaryOrder : std::uint8_t { total, min, median, p99, max, average, calls, errors, name, nothing };

struct SummaryOptions {
  bool by_process = false;
  std::vector<SummaryColumn> columns;
  SummaryOrder order = SummaryOrder::total;
  bool wall_clock = false;       // times from a call's beginning to its end; else the CPU time spent in it
  std::int64_t overhead_ns = 0;  // taken off each call's time
};

struct SinkOptions {
  std::string program = "spoor";  // what messages begin with
  Destination destination;
  bool attached = false;  // tasks that nobody made were attached, not launched
  Quiet quiet;
  bool summary = false;  // totals at the end
  bool lines = true;     // events as they come; false with -c
  TextOptions text;
  SummaryOptions totals;
};

}  // namespace spoor::output
