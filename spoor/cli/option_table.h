// The options of `spoor trace` and `spoor strace`: one table, from which the command line is parsed and the help, the
// manual page and the completions are made.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace spoor::cli {

enum class Group : std::uint8_t { general, startup, tracing, filtering, output, statistics, miscellaneous };

// What the user asks for. Several rows can stand for one (other names of it).
enum class Opt : std::uint8_t {
  expression,
  environment,
  attach,
  user,
  argv0,
  detach_on,
  daemonize,
  follow,
  no_follow,
  hand_over,
  no_hand_over,
  interruptible,
  kill_on_exit,
  trace,
  signal,
  status,
  trace_path,
  successful_only,
  failed_only,
  seccomp_bpf,
  columns,
  abbrev,
  verbose,
  raw,
  read,
  write,
  quiet,
  instruction_pointer,
  syscall_number,
  output,
  append,
  separate,
  since_last,
  string_limit,
  timestamps,
  call_time,
  no_abbrev,
  strings_in_hex,
  constants,
  decode_fds,
  decode_pids,
  arg_names,
  always_show_pid,
  relative_paths,
  colour,
  format,
  json,
  summary_only,
  summary,
  overhead,
  sort_by,
  summary_columns,
  wall_clock,
  summary_by,
  debug,
  help,
  tips,
  version,
  refused,  // known from strace; spoor does not have it
};

enum class Argument : std::uint8_t { none, required, optional };

struct Option {
  Opt what;
  char letter = 0;             // 0: none
  std::string_view name = {};  // long name, without the dashes; empty: none
  Argument argument = Argument::none;
  std::string_view placeholder = {};
  Group group = Group::general;
  std::string_view help = {};   // empty: another name of the row above, not listed; of refused options: the reason
  std::string_view words = {};  // what the argument can be, separated by spaces; "FILE" for file names
};

std::span<const Option> trace_options_table();

// "Filtering", as a heading.
std::string_view heading(Group group);

}  // namespace spoor::cli
