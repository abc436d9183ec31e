// One traced tree of processes.
#pragma once

#include <sys/types.h>

#include <deque>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "spoor/base/error.h"
#include "spoor/sys/cpu_time.h"
#include "spoor/tracer/launch.h"
#include "spoor/tracer/live_memory.h"
#include "spoor/tracer/placement.h"
#include "spoor/tracer/stop.h"
#include "spoor/tracer/tracee.h"

namespace spoor::tracer {

struct TracerOptions {
  bool follow = true;         // children and threads are traced from their first instruction
  bool exit_stops = false;    // Exiting stops are handed out
  bool kill_on_exit = false;  // every tracee dies with this process (PTRACE_O_EXITKILL)
  bool seccomp = false;       // tracees run under a filter of ours: Seccomp stops
  bool hand_over = false;     // tracees may get another tracer instead of us: HandedOver; see handover.h
  bool cpu_times = false;     // Call::system_ns is measured
  bool place = true;          // see placement.h
};

// Owns the tracees and hides what no user of it should meet: group-stops are kept with PTRACE_LISTEN, an exec from a
// thread changes the thread's id, a child's first stop may come before its parent's event, SIGKILL may end a task
// between any two calls. Pull, not callbacks: whoever holds a Stop may take as long as they like. All of it on one
// thread, since ptrace(2) ties tracees to the thread that attached.
class Tracer {
 public:
  explicit Tracer(TracerOptions options = {});
  ~Tracer();  // detaches from what is left
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  // Starts a program; its first stop is the syscall-enter-stop of its execve, announced by a NewTask.
  // With `where` not `none` the call returns in another process, which is the tracer: Launch::fork_tracer().
  Result<pid_t> launch(const Program& program, Daemon where = Daemon::none);

  // Takes over a running process with all its threads, or, where `pid` is a thread that is not a leader, that process.
  // Each thread's first stop comes out of next() as NewTask{0}. An error means that nothing is attached.
  Result<void> attach(pid_t pid);

  // The next thing that happens. Blocks; returns Idle when a signal handler ran.
  Wait next();

  // Asks a running task to stop; comes out as Interrupted.
  Result<void> interrupt(pid_t tid);

  // Lets every task go, in whatever state, with the signals that are under way; blocks until all are free. Tasks that
  // run under a filter of ours cannot live untraced: they are killed.
  void detach_all();

  // For a timer, every few milliseconds while wants_ticks().
  void tick();
  bool wants_ticks() const { return placement_.holding(); }

  Tracee* find(pid_t tid);
  std::size_t size() const { return tracees_.size(); }
  const TracerOptions& options() const { return options_; }

 private:
  friend class Stop;
  using Stopped = std::unique_ptr<Tracee>;

  Result<void> seize_thread(pid_t tid, pid_t pid);
  Tracee& add(pid_t tid, pid_t pid);
  std::optional<Wait> handle(sys::Waited waited);
  std::optional<Wait> ended(sys::Waited waited);
  std::optional<Wait> event_stop(Tracee& task, sys::Event event, int signal);
  std::optional<Wait> stop_event(Tracee& task, int signal);
  std::optional<Wait> birth(Tracee& parent, sys::Event event);
  std::optional<Wait> exec(Tracee& task);
  std::optional<Wait> syscall_stop(Tracee& task);
  std::optional<Wait> seccomp_stop(Tracee& task);
  std::optional<Wait> starting_stop(Tracee& task, const sys::SyscallInfo& info);
  void enter_call(Tracee& task, const sys::SyscallInfo& info);
  void finish_call(Tracee& task, const sys::SyscallInfo& info);
  Wait stop(Tracee& task, StopReason reason);
  void go_on(Tracee& task, sys::Resume how, int signal = 0);
  Result<void> resume(Tracee& task, sys::Resume how, int signal);
  void release_orphans();
  bool hands_over(Tracee& task, sys::Resume how);
  void give_up(Tracee& task, pid_t to);
  Tracee* waiting_for(const Tracee& task);
  void resume_waiting_for(const Tracee& task);
  void forget(pid_t tid);
  void detach_stopped(Tracee& task, int signal);

  TracerOptions options_;
  std::unordered_map<pid_t, std::unique_ptr<Tracee>> tracees_;
  Tracee* latest_ = nullptr;                    // the task of the last stop: the next is most often its own
  std::map<pid_t, int> early_;                  // first stops whose parent's event is still to come: tid -> wait status
  std::deque<sys::Waited> replay_;              // stops to be handled before the kernel is asked for more
  std::deque<pid_t> owed_;                      // tasks whose Tracee::owed is due
  std::unordered_map<pid_t, Launch> launches_;  // programs that are not yet at their exec
  // To be told, each with its Tracee, whose call may still be looked at then.
  std::deque<std::pair<HandedOver, std::unique_ptr<Tracee>>> handed_over_;
  std::unique_ptr<Tracee> buried_;  // the task of the last Gone or HandedOver
  LiveMemory memory_;
  pid_t memory_of_ = 0;
  Placement placement_;
  sys::CpuTimes cpu_times_;
};

}  // namespace spoor::tracer
