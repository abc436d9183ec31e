#include "spoor/cli/option_table.h"

namespace spoor::cli {
namespace {

using enum Opt;
using enum Argument;

constexpr std::string_view precisions = "s ms us ns";

// In the order in which --help lists them.
constexpr Option table[] = {
    {expression, 'e', "", required, "EXPR", Group::general,
     "NAME=SET, short for --NAME=SET: trace (default), signal, status, abbrev, verbose, raw, read, write, quiet, "
     "decode-fds, decode-pids. A SET is a list of words, all, none, or with ! before it everything but those",
     "trace= signal= status= abbrev= verbose= raw= read= write= quiet= decode-fds= decode-pids="},

    {environment, 'E', "env", required, "VAR=VAL", Group::startup,
     "put VAR=VAL into the program's environment; VAR alone removes it"},
    {attach, 'p', "attach", required, "PID", Group::startup,
     "trace a running process and its threads; may be repeated, or a list: -p \"$(pidof PROG)\""},
    {user, 'u', "user", required, "USER", Group::startup, "run the program as USER, setuid programs included"},
    {argv0, 0, "argv0", required, "NAME", Group::startup, "what the program sees as its own name"},

    {detach_on, 'b', "detach-on", required, "execve", Group::tracing, "let a process go when it runs another program",
     "execve"},
    {daemonize, 'D', "daemonize", optional, "HOW", Group::tracing,
     "trace from a grandchild, so that the program is a direct child of the caller; -DD: in a process group of its "
     "own, "
     "-DDD: in a session of its own",
     "grandchild pgroup pgrp session"},
    {follow, 'f', "follow-forks", none, "", Group::tracing,
     "trace children too (spoor trace does anyway); -ff: each into a file of its own, as --output-separately"},
    {follow, 'F'},
    {no_follow, 0, "no-follow", none, "", Group::tracing, "do not trace children"},
    {hand_over, 0, "hand-over", none, "", Group::tracing,
     "let traced debuggers have the processes that they debug, which are no longer traced then (spoor trace does "
     "anyway)"},
    {no_hand_over, 0, "no-hand-over", none, "", Group::tracing,
     "keep them: a traced debugger's ptrace calls fail with EPERM"},
    {interruptible, 'I', "interruptible", required, "WHEN", Group::tracing,
     "when fatal signals may end the trace: 1 or anywhere, 2 or waiting, 3 or never, 4 or never_tstp (nor ^Z stop it)",
     "anywhere waiting never never_tstp"},
    {kill_on_exit, 0, "kill-on-exit", none, "", Group::tracing, "kill the traced processes when spoor ends"},

    {trace, 0, "trace", required, "SET", Group::filtering,
     "system calls to trace: names, numbers, %classes, /regular expressions; ?NAME may be unknown; @64, @32 and @x32 "
     "choose an ABI. Classes: %clock %creds %desc %file %fstat %fstatfs %ipc %lstat %memory %net %process %pure "
     "%signal %stat %%stat %statfs %%statfs",
     "all none %clock %creds %desc %file %fstat %fstatfs %ipc %lstat %memory %net %process %pure %signal %stat %%stat "
     "%statfs %%statfs"},
    {signal, 0, "signal", required, "SET", Group::filtering, "signals to show", "all none"},
    {status, 0, "status", required, "SET", Group::filtering, "show calls by how they end",
     "all none successful failed unfinished unavailable detached"},
    {trace_path, 'P', "trace-path", required, "PATH", Group::filtering,
     "show calls that name PATH or have a descriptor of it; may be repeated", "FILE"},
    {successful_only, 'z', "successful-only", none, "", Group::filtering, "show calls that succeeded"},
    {failed_only, 'Z', "failed-only", none, "", Group::filtering, "show calls that failed"},
    {seccomp_bpf, 0, "seccomp-bpf", none, "", Group::filtering,
     "say so when calls that are not traced cannot be kept from stopping the program (spoor tries anyway)"},

    {columns, 'a', "columns", required, "COLUMN", Group::output, "where results are aligned (40)"},
    {abbrev, 0, "abbrev", required, "SET", Group::output, "calls whose large structures are shortened (all)"},
    {verbose, 0, "verbose", required, "SET", Group::output,
     "calls whose structures are shown, not their addresses (all)"},
    {raw, 0, "raw", required, "SET", Group::output, "calls whose arguments are shown as bare numbers"},
    {read, 0, "read", required, "SET", Group::output, "descriptors: dump all that is read from them"},
    {write, 0, "write", required, "SET", Group::output, "descriptors: dump all that is written to them"},
    {quiet, 'q', "quiet", optional, "SET", Group::output,
     "leave messages out: -q about attaching and personalities, -qq about exits too, -qqq all",
     "all none attach exit path-resolution personality thread-execve superseded"},
    {quiet, 0, "silent", optional},
    {quiet, 0, "silence", optional},
    {instruction_pointer, 'i', "instruction-pointer", none, "", Group::output, "show where each call was made"},
    {syscall_number, 'n', "syscall-number", none, "", Group::output, "show the number of each call"},
    {arg_names, 'N', "arg-names", none, "", Group::output, "show the names of arguments"},
    {output, 'o', "output", required, "FILE", Group::output,
     "write to FILE, or to a command: '|COMMAND' or '!COMMAND'; default is standard error", "FILE"},
    {append, 'A', "output-append-mode", none, "", Group::output, "append to the file of -o"},
    {separate, 0, "output-separately", none, "", Group::output, "each task into a file of its own, FILE.TID"},
    {since_last, 'r', "relative-timestamps", optional, "PRECISION", Group::output,
     "show the time since the line before", precisions},
    {string_limit, 's', "string-limit", required, "SIZE", Group::output, "bytes of strings to show (32)"},
    {timestamps, 't', "absolute-timestamps", optional, "[FORMAT,]PRECISION", Group::output,
     "show the time of day; -tt: with microseconds, -ttt: as seconds since 1970 with microseconds",
     "none time unix s ms us ns"},
    {timestamps, 0, "timestamps", optional},
    {call_time, 'T', "syscall-times", optional, "PRECISION", Group::output, "show how long each call took", precisions},
    {no_abbrev, 'v', "no-abbrev", none, "", Group::output, "show everything in full: environments, structures"},
    {strings_in_hex, 'x', "strings-in-hex", optional, "HOW", Group::output,
     "strings with anything but text in hex; -xx: all strings", "none all non-ascii non-ascii-chars"},
    {constants, 'X', "const-print-style", required, "STYLE", Group::output, "how constants are shown",
     "abbrev raw verbose"},
    {decode_fds, 'y', "decode-fds", optional, "SET", Group::output,
     "what to show of descriptors; -y: their paths, -yy: everything",
     "all none path socket dev pidfd eventfd signalfd"},
    {decode_fds, 0, "decode-fd", optional},
    {decode_pids, 'Y', "decode-pids", optional, "SET", Group::output,
     "what to show of processes; -Y: their command names; pidns: what they are called in spoor's pid namespace",
     "comm pidns none"},
    {decode_pids, 0, "decode-pid", optional},
    {decode_pids, 0, "pidns-translation", none},
    {always_show_pid, 0, "always-show-pid", none, "", Group::output, "begin every line with the task's number"},
    {relative_paths, 0, "relative-paths", none, "", Group::output,
     "paths as the program gave them, where spoor trace would make them absolute"},
    {colour, 0, "color", optional, "WHEN", Group::output,
     "auto (spoor trace, on a terminal unless NO_COLOR is set), always or never", "auto always never"},
    {format, 0, "format", required, "NAME", Group::output, "the form of the output"},
    {json, 0, "json", none, "", Group::output, "short for --format=json: one record a line"},

    {summary_only, 'c', "summary-only", none, "", Group::statistics,
     "count calls, errors and time, and show only that"},
    {summary, 'C', "summary", none, "", Group::statistics, "the same, behind the usual output"},
    {overhead, 'O', "summary-syscall-overhead", required, "TIME", Group::statistics,
     "what tracing adds to each call, to be taken off; a number with s, ms, us (default) or ns"},
    {sort_by, 'S', "summary-sort-by", required, "COLUMN", Group::statistics, "the order of the table (time)",
     "time min-time median-time p99-time max-time avg-time calls errors name nothing"},
    {summary_columns, 'U', "summary-columns", required, "LIST", Group::statistics, "the columns of the table",
     "time-percent total-time min-time median-time p99-time max-time avg-time calls errors name"},
    {wall_clock, 'w', "summary-wall-clock", none, "", Group::statistics,
     "count the time from each call's beginning to its end, where otherwise the CPU time spent in it counts"},
    {summary_by, 0, "summary-by", required, "WHAT", Group::statistics, "one table for all, or one a process",
     "all process"},

    {debug, 'd', "debug", none, "", Group::miscellaneous, "say on standard error what spoor does, and why not"},
    {tips, 0, "tips", optional, "[ID,]FORMAT", Group::miscellaneous,
     "show a tip at the end: its number or random, and none, compact or full", "none compact full random"},
    {help, 'h', "help", none, "", Group::miscellaneous, "show this"},
    {version, 'V', "version", none, "", Group::miscellaneous, "show spoor's version"},

    {refused, 'k', "stack-traces", optional, "", Group::miscellaneous, "spoor cannot show stack traces yet"},
    {refused, 0, "stack-trace", optional, "", Group::miscellaneous, "spoor cannot show stack traces yet"},
    {refused, 0, "inject", required, "", Group::miscellaneous, "spoor cannot change calls yet"},
    {refused, 0, "fault", required, "", Group::miscellaneous, "spoor cannot make calls fail yet"},
    {refused, 0, "kvm", required, "", Group::miscellaneous, "spoor does not show exits of virtual CPUs"},
};

}  // namespace

std::span<const Option> trace_options_table() { return table; }

std::string_view heading(Group group) {
  switch (group) {
    case Group::general: return "General";
    case Group::startup: return "Startup";
    case Group::tracing: return "Tracing";
    case Group::filtering: return "Filtering";
    case Group::output: return "Output";
    case Group::statistics: return "Statistics";
    case Group::miscellaneous: return "Miscellaneous";
  }
  return {};
}

}  // namespace spoor::cli
