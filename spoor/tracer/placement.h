// Where tasks run while they are traced.
//
// A stop costs several times less when tracer and tracee share a CPU: the switch is then one context switch, not a
// wake-up of another CPU. Only restricting both to one CPU brings that about (measured: docs/benchmarks.md). A task
// that stops all the time is therefore *held* on the tracer's CPU, and let go as soon as it computes, or as holding it
// would keep others waiting. It is never felt: the task's own mask is kept, is what its sched_getaffinity(2) is
// answered from, and is put back when the task is let go, detached, or spoor ends.
// Only SIGKILL leaves no time for that: held tasks that were attached to stay on that CPU then; taskset(1) frees them.
#pragma once

#include <sched.h>

#include <cstdint>

#include "spoor/tracer/tracee.h"

namespace spoor::tracer {

class Placement {
 public:
  Placement();
  ~Placement();
  Placement(const Placement&) = delete;
  Placement& operator=(const Placement&) = delete;

  // At every stop of a task, `now` by CLOCK_MONOTONIC: may hold it.
  void stopped(Tracee& task, std::int64_t now);
  // A new task has its parent's mask, held or not (sched_setaffinity(2), "inherits").
  void born(Tracee& task, const Tracee* parent);
  // At the exit of a call: puts a task's own mask into what sched_getaffinity gave, and learns of sched_setaffinity.
  // `target` is the task the call was about (nullptr: not traced).
  void call_finished(Tracee& caller, Tracee* target);
  // Called every few milliseconds while holding(): lets a task go that computes.
  void tick(Tracee& task, std::int64_t now);
  void let_go(Tracee& task);
  void gone(const Tracee& task);

  bool holding() const { return held_ > 0; }

 private:
  bool hold(Tracee& task);
  bool move_to_cpu_of(const cpu_set_t& mask);
  void count_down();

  cpu_set_t own_{};  // the tracer's own mask
  int cpu_ = -1;     // where held tasks and the tracer are; -1: nowhere in particular
  unsigned held_ = 0;
};

}  // namespace spoor::tracer
