// Where decoded events go: text, JSON lines, a summary.
#pragma once

#include <string_view>

#include "spoor/abi/event.h"

namespace spoor::output {

// Events come in the order in which the tracer saw them. What they refer to lives until the method returns; of an
// entered() event, until its finished() or the end of its task.
//
// Every call is entered() once and then either finished() once (call->state says `finished`, or `unfinished` where the
// task was killed, or let go, inside it) or, where the call never returns by its nature (exit_group), finished() with
// `unfinished` just before exited(). Calls that a filter leaves out are neither.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual void entered(const abi::Event&) {}
  virtual void finished(const abi::Event&) = 0;
  virtual void abi_changed(const abi::AbiEvent&) {}
  virtual void signalled(const abi::SignalEvent&) {}
  virtual void stopped(const abi::StopEvent&) {}
  virtual void born(const abi::BirthEvent&) {}
  virtual void executed(const abi::ExecEvent&) {}
  virtual void exited(const abi::ExitEvent&) {}
  virtual void detached(const abi::DetachEvent&) {}

  // Hands what is buffered to the kernel. `idle`: nothing has happened for a while, so partial lines are shown too.
  virtual void flush(bool /*idle*/) {}
  // The trace is over: totals are written, everything is flushed.
  virtual void end() {}
  // Whether output failed (disk full, closed pipe), with errno; 0 while all is well. A failed sink drops what it gets.
  virtual int failed() const { return 0; }
  // False: entered() and finished() need no decoded arguments, only the Call (a summary).
  virtual bool wants_values() const { return true; }
};

}  // namespace spoor::output
