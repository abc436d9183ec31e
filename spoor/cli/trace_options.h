// What `spoor trace` was asked to do: the result of parsing its command line, and the input of the trace loop.
#pragma once

#include <sys/types.h>

#include <bitset>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "spoor/abi/abi.h"
#include "spoor/abi/context.h"
#include "spoor/base/error.h"
#include "spoor/cli/tips.h"
#include "spoor/output/number_set.h"
#include "spoor/output/sink.h"

namespace spoor::cli {

// A set of system calls, per ABI (names mean different numbers on each). Unknown numbers (no row) are members when
// `unknown` is set: `all` has them, a list of names has not.
class SyscallSet {
 public:
  static constexpr std::size_t max_numbers = 1024;
  bool contains(abi::Abi abi, std::uint64_t nr) const {
    return nr < max_numbers ? bits_[static_cast<std::size_t>(abi)][nr] : unknown_;
  }
  void insert(abi::Abi abi, std::uint64_t nr) { bits_[static_cast<std::size_t>(abi)].set(nr); }
  void fill() {
    for (auto& bits : bits_) bits.set();
    unknown_ = true;
  }
  void invert() {
    for (auto& bits : bits_) bits.flip();
    unknown_ = !unknown_;
  }
  bool everything() const { return unknown_ && bits_[0].all() && bits_[1].all() && bits_[2].all(); }
  bool nothing() const { return !unknown_ && bits_[0].none() && bits_[1].none() && bits_[2].none(); }

 private:
  std::bitset<max_numbers> bits_[3];
  bool unknown_ = false;
};

// How fully descriptors are described in the output (strace's -y, -yy, --decode-fds).
struct FdDetails {
  bool path = false;
  bool socket = false;
  bool dev = false;
  bool pidfd = false;
  bool eventfd = false;
  bool signalfd = false;
  bool any() const { return path || socket || dev || pidfd || eventfd || signalfd; }
};

// What the trace loop needs to know. How events look is the sink's own matter.
struct TraceOptions {
  // --- what to trace ---
  std::vector<std::string> program;      // argv; [0] is looked up in PATH. Empty: attach only
  std::optional<std::string> argv0;      // --argv0
  std::vector<std::string> environment;  // -E, in order: "VAR=VAL" sets, "VAR" removes
  std::optional<std::string> user;       // -u
  std::vector<pid_t> attach;             // -p
  bool follow = true;                    // -f
  std::optional<SyscallSet> detach_on;   // -b: detach when one of these is entered successfully (execve)
  int daemonize = 0;                     // -D, -DD, -DDD
  int interruptible = 0;                 // -I 1..4; 0: the default for how it was called
  bool kill_on_exit = false;             // --kill-on-exit
  bool hand_over = false;                // --hand-over: debuggers in the traced tree get their tracees

  // --- which events reach the sink ---
  SyscallSet trace;                      // -e trace=
  bool seccomp_filter = true;            // keep calls outside `trace` out in the kernel where that is safe
  bool seccomp_filter_demanded = false;  // --seccomp-bpf: say so when it cannot be had
  std::bitset<65> signals;               // -e signal=, bit n = signal n
  bool cpu_times = false;                // calls come with the CPU time spent in them
  bool task_commands = false;            // events carry the command name of their task

  // --- how calls are decoded ---
  std::size_t string_limit = 32;              // -s
  SyscallSet abbreviate, dereference, raw;    // -e abbrev= verbose= raw=
  FdDetails fds;                              // -y …
  bool outer_pids = false;                    // --decode-pids=pidns
  bool pid_comms = false;                     // -Y
  bool resolve_paths = false;                 // absolute paths
  output::NumberSet dump_reads, dump_writes;  // -e read= write=: calls on these are decoded without a string limit
  bool directory_of_fdcwd = false;            // AT_FDCWD</cwd>

  TipChoice tip;                 // --tips
  bool debug = false;            // -d
  bool flush_each_stop = false;  // the output is watched as it comes: a terminal, a pipe, inherited stderr

  // Opens the output. Late: once the program has been started, so that nothing is left where that fails; else as soon
  // as it can be told that there is something to trace.
  std::function<Result<std::unique_ptr<output::Sink>>()> open_output;
  bool open_late = false;

  static constexpr std::size_t whole_strings = 1u << 30;

  abi::DecodeOptions decode_options(const abi::Call& call) const {
    const auto [abi, nr] = std::pair(call.abi, call.nr);
    const auto fd = static_cast<std::int32_t>(call.args[0]);
    return {.string_limit = dump_reads.contains(fd) || dump_writes.contains(fd) ? whole_strings : string_limit,
            .abbreviate = abbreviate.contains(abi, nr),
            .dereference = dereference.contains(abi, nr),
            .raw = raw.contains(abi, nr),
            .resolve_paths = resolve_paths};
  }
};

// Runs the trace to its end. Returns spoor's exit status; where the traced program was killed by a signal, spoor kills
// itself by the same one and does not return. Errors are written to stderr.
int run_trace(TraceOptions options);

}  // namespace spoor::cli
