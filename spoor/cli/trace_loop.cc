// The trace itself: stops come in, events go to the sink.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <unordered_map>

#include "spoor/abi/catalog.h"
#include "spoor/abi/decode.h"
#include "spoor/cli/command.h"
#include "spoor/cli/interrupts.h"
#include "spoor/cli/program.h"
#include "spoor/cli/report.h"
#include "spoor/cli/trace_options.h"
#include "spoor/sys/proc.h"
#include "spoor/tracer/clock.h"
#include "spoor/tracer/task_names.h"
#include "spoor/tracer/tracer.h"

namespace spoor::cli {
namespace {

using tracer::Gone;
using tracer::How;
using tracer::Stop;
using tracer::Tracee;

tracer::NameOptions name_options(const TraceOptions& options) {
  return {.descriptors = options.fds.any() || options.resolve_paths,
          .sockets = options.fds.socket,
          .devices = options.fds.dev,
          .pidfds = options.fds.pidfd,
          .eventfds = options.fds.eventfd,
          .signalfds = options.fds.signalfd,
          .commands = options.pid_comms,
          .outer_pids = options.outer_pids,
          .directory_of_fdcwd = options.directory_of_fdcwd};
}

constexpr int quick_tick_ms = 2;  // where a task may have to be let go from a CPU
constexpr int slow_tick_ms = 50;

// What events go to before the output is opened.
class NoOutput : public output::Sink {
 public:
  void finished(const abi::Event&) override {}
};

class TraceLoop {
 public:
  explicit TraceLoop(TraceOptions options)
      : options_(std::move(options)), interrupts_(options_.interruptible == 4), names_(name_options(options_)) {}

  int run();

 private:
  // What the loop keeps of a task beside the tracer's Tracee.
  struct Task {
    Arena arena;
    abi::Event event;
    bool shown = false;               // the sink has seen the beginning of the call that the task is in
    abi::Abi abi = abi::Abi::x86_64;  // of its last call
    std::string comm;
  };

  std::optional<int> start();
  std::optional<int> launch();
  bool attach();
  bool open_output();
  bool open_for_program(const Task& task);
  void close_program();
  void loop();
  void on(Stop stop);
  void on(const Gone& gone);
  void on(const tracer::HandedOver& handed);
  void on(const tracer::Foreign& foreign);
  void idle(bool sleeping);
  void enter(Stop& stop);
  void leave(Stop& stop);
  void birth(Stop& stop);
  void note_abi(const abi::Call& call);
  bool executed(Stop& stop, pid_t former);
  void signal(Stop& stop, int number);
  How onward(const Tracee& tracee) const;
  void let_go(int signal);
  bool ends_program() const;
  void end_program();
  void wait_for_program();
  int finish();
  Task& task(pid_t tid) { return tasks_[tid]; }
  void note_command(Task& task, pid_t tid);
  void keep_awake();

  TraceOptions options_;
  std::unique_ptr<output::Sink> sink_ = std::make_unique<NoOutput>();
  bool opened_ = false;
  bool refused_ = false;  // the output could not be opened when the program had been started already
  std::int64_t program_born_ns_ = 0;
  Interrupts interrupts_;
  tracer::TaskNames names_;
  std::unique_ptr<tracer::Tracer> tracer_;
  std::unordered_map<pid_t, Task> tasks_;
  pid_t program_ = 0;  // the launched program
  int program_status_ = 0;
  bool program_ended_ = false;
  int ended_by_ = 0;     // the signal that ended the trace early
  bool silent_ = false;  // output has ended; tasks that cannot live untraced are kept going
  int tick_ms_ = 0;
  int unflushed_ms_ = 0;  // since output was last flushed
  bool active_ = false;   // something came since the last tick
  int exec_error_ = 0;
};

std::optional<int> TraceLoop::launch() {
  auto program = resolve_program(options_);
  if (!program) {
    report(program.error());
    return exit_status_of_refused(program.error());
  }
  FilterPlan plan = plan_filter(options_);
  if (!plan.why_not.empty() && (options_.debug || options_.seccomp_filter_demanded))
    note("no in-kernel filter: " + std::string(plan.why_not));
  program->signal_mask = interrupts_.original_mask();
  program->ignored_signals = interrupts_.ignored_before();
  program->no_new_privs = plan.no_new_privs;
  program->filter = std::move(plan.filter);
  const bool filtered = !program->filter.empty();
  if (filtered) {
    // Calls that the filter hides may close and reopen descriptors.
    auto names = name_options(options_);
    names.remember = false;
    names_ = tracer::TaskNames(names);
  }
  tracer_ = std::make_unique<tracer::Tracer>(tracer::TracerOptions{.follow = options_.follow,
                                                                   .kill_on_exit = options_.kill_on_exit || filtered,
                                                                   .seccomp = filtered,
                                                                   .hand_over = options_.hand_over,
                                                                   .cpu_times = options_.cpu_times});
  const auto pid = tracer_->launch(*program, static_cast<tracer::Daemon>(options_.daemonize));
  if (!pid) {
    report(pid.error());
    return 125;
  }
  program_ = *pid;
  return std::nullopt;
}

// Whether any of the processes could be attached.
bool TraceLoop::attach() {
  bool any = false;
  for (const pid_t pid : options_.attach) {
    const auto attached = tracer_->attach(pid);
    if (!attached) report(with_attach_hint(attached.error()));
    any = any || attached.has_value();
  }
  return any;
}

bool TraceLoop::open_output() {
  auto sink = options_.open_output();
  if (!sink) report(sink.error());
  if (sink) sink_ = std::move(*sink);
  opened_ = sink.has_value();
  return opened_;
}

// The program is at its exec, of which nothing has been written yet.
bool TraceLoop::open_for_program(const Task& task) {
  if (!open_output()) return false;
  sink_->born({program_, program_, 0, program_born_ns_, task.comm});
  if (task.shown) sink_->entered(task.event);
  return true;
}

// Ends a program that has not begun.
void TraceLoop::close_program() {
  refused_ = silent_ = true;
  if (program_ != 0) ::kill(program_, SIGKILL);
}

std::optional<int> TraceLoop::start() {
  const bool launches = !options_.program.empty();
  if (launches && !options_.open_late && !open_output()) return exit_failure;
  if (launches) {
    if (const auto failed = launch()) return failed;
  } else {
    tracer_ = std::make_unique<tracer::Tracer>(tracer::TracerOptions{.follow = options_.follow,
                                                                     .kill_on_exit = options_.kill_on_exit,
                                                                     .hand_over = options_.hand_over,
                                                                     .cpu_times = options_.cpu_times});
  }
  const bool attached = attach();
  if (!launches && !attached) return exit_failure;
  if (attached && !opened_ && !open_output()) {
    close_program();
    tracer_->detach_all();
    return exit_failure;
  }
  return std::nullopt;
}

int TraceLoop::run() {
  if (const auto failed = start()) return *failed;
  loop();
  return finish();
}

void TraceLoop::loop() {
  for (;;) {
    if (options_.flush_each_stop && !silent_) sink_->flush(false);
    tracer::Wait wait = tracer_->next();
    if (std::holds_alternative<tracer::Done>(wait)) return;
    std::visit(
        abi::Match{[this](Stop& stop) { on(std::move(stop)); }, [this](Gone& gone) { on(gone); },
                   [this](tracer::HandedOver& task) { on(task); }, [this](tracer::Foreign& foreign) { on(foreign); },
                   [](tracer::Done&) {}, [this](tracer::Idle&) { idle(true); }},
        wait);
    // Where stops never end, wait(2) is never interrupted.
    if (interrupts_.any()) idle(false);
    keep_awake();
    if (ended_by_ != 0 && !silent_) return;
  }
}

// A timer runs while there is something it could do: output to show, or a task to let go from a CPU.
void TraceLoop::keep_awake() {
  active_ = true;
  if (tick_ms_ != 0) return;
  tick_ms_ = tracer_->wants_ticks() ? quick_tick_ms : slow_tick_ms;
  interrupts_.tick_every(tick_ms_);
}

// Signals and ticks, noticed by a wait that would sleep or between two stops. Output waits for a pause, but not long.
void TraceLoop::idle(bool sleeping) {
  if (interrupts_.take_tick()) {
    if (sleeping) tracer_->tick();
    unflushed_ms_ += tick_ms_;
    if (!silent_ && (sleeping || unflushed_ms_ >= slow_tick_ms)) {
      sink_->flush(true);
      unflushed_ms_ = 0;
    }
    const int wanted = tracer_->wants_ticks() ? quick_tick_ms : active_ ? slow_tick_ms : 0;
    active_ = false;
    if (wanted != tick_ms_) interrupts_.tick_every(wanted);
    tick_ms_ = wanted;
  }
  const int signal = interrupts_.take();
  if (signal != 0) {
    tick_ms_ = 0;
    // The terminal sends SIGINT and SIGQUIT to the traced program too: what comes of them is for it to say, unless -I
    // asks for strace's way.
    const bool programs_own =
        options_.interruptible == 0 && program_ != 0 && !program_ended_ && (signal == SIGINT || signal == SIGQUIT);
    if (!programs_own && options_.interruptible < 3) let_go(signal);
  }
  if (sink_->failed() != 0 && !silent_) let_go(0);
}

// With -I 2 the signal that ends the trace is the launched program's too, as strace does it.
bool TraceLoop::ends_program() const {
  return ended_by_ != 0 && options_.interruptible == 2 && program_ != 0 && !program_ended_;
}

void TraceLoop::end_program() {
  ::kill(program_, SIGCONT);
  ::kill(program_, ended_by_);
}

// The trace ends here; the tracees go on. Those under a filter need a tracer: they keep this one, which is silent.
void TraceLoop::let_go(int signal) {
  if (signal != 0) ended_by_ = signal;
  const bool filtered = tracer_->options().seccomp && !silent_;
  if (filtered && tracer_->size() > 0) {
    sink_->flush(true);
    silent_ = true;
    if (ends_program()) return end_program();
    note("the trace ends here; spoor stays until the program ends, since the program runs under an in-kernel filter");
    return;
  }
  if (ended_by_ == 0) ended_by_ = SIGPIPE;
}

How TraceLoop::onward(const Tracee& tracee) const {
  if (!tracee.filtered) return How::to_syscall;
  return tracee.in_call ? How::to_syscall : How::run;
}

void TraceLoop::on(Stop stop) {
  const Tracee& tracee = stop.tracee();
  int deliver = 0;
  const auto& reason = stop.reason();
  if (std::holds_alternative<tracer::SyscallEnter>(reason) || std::holds_alternative<tracer::Seccomp>(reason)) {
    enter(stop);
  } else if (std::holds_alternative<tracer::SyscallExit>(reason)) {
    leave(stop);
  } else if (const auto* delivery = stop.as<tracer::SignalDelivery>()) {
    signal(stop, delivery->signal);
    deliver = delivery->signal;
  } else if (const auto* group = stop.as<tracer::GroupStop>()) {
    if (!silent_ && options_.signals[static_cast<std::size_t>(group->signal)])
      sink_->stopped({tracee.tid, tracee.pid, tracer::realtime_ns(), group->signal, task(tracee.tid).comm});
  } else if (std::holds_alternative<tracer::NewTask>(reason)) {
    birth(stop);
  } else if (const auto* exec = stop.as<tracer::Exec>()) {
    if (executed(stop, exec->former_tid)) return;
  }
  const How how = onward(tracee);
  if (const auto resumed = std::move(stop).resume(how, deliver); !resumed) report(resumed.error());
}

void TraceLoop::note_command(Task& task, pid_t tid) {
  if (options_.task_commands) task.comm = sys::command_name(tid).value_or("");
}

void TraceLoop::birth(Stop& stop) {
  const Tracee& tracee = stop.tracee();
  Task& born = task(tracee.tid);
  note_command(born, tracee.tid);
  const pid_t parent = stop.as<tracer::NewTask>()->parent;
  if (const auto maker = tasks_.find(parent); maker != tasks_.end()) born.abi = maker->second.abi;
  if (tracee.pid == tracee.tid) names_.forget(tracee.pid);
  if (!opened_) program_born_ns_ = tracer::realtime_ns();
  if (!silent_) sink_->born({tracee.tid, tracee.pid, parent, tracer::realtime_ns(), born.comm});
}

bool TraceLoop::executed(Stop& stop, pid_t former) {
  const pid_t tid = stop.tid();
  if (former != tid) {
    tasks_.erase(tid);
    auto node = tasks_.extract(former);
    if (!node.empty()) {
      node.key() = tid;
      tasks_.insert(std::move(node));
    }
  }
  Task& task = this->task(tid);
  if (!opened_ && !silent_ && !open_for_program(task)) {
    close_program();
    return true;
  }
  note_command(task, tid);
  task.event.comm = task.comm;
  names_.executed(stop.tracee().pid);
  if (!silent_) sink_->executed({tid, former, tracer::realtime_ns(), task.comm});
  const abi::Call& call = stop.tracee().call;
  if (!options_.detach_on || !options_.detach_on->contains(call.abi, call.nr)) return false;
  sink_->detached({tid, stop.tracee().pid, tracer::realtime_ns(), task.comm});
  tasks_.erase(tid);
  if (const auto detached = std::move(stop).detach(); !detached) report(detached.error());
  return true;
}

// Also for calls that are not shown: those that follow are made in the same way.
void TraceLoop::note_abi(const abi::Call& call) {
  Task& task = this->task(call.tid);
  if (silent_ || task.abi == call.abi) return;
  task.abi = call.abi;
  sink_->abi_changed({call.tid, call.pid, call.entered_ns, call.abi, call.instruction, task.comm});
}

void TraceLoop::enter(Stop& stop) {
  Tracee& tracee = stop.tracee();
  const abi::Call& call = tracee.call;
  note_abi(call);
  if (silent_ || !options_.trace.contains(call.abi, call.nr)) return;
  Task& task = this->task(tracee.tid);
  task.arena.reset();
  if (sink_->wants_values()) {
    names_.bind(tracee.tid, tracee.pid);
    const auto decode_options = options_.decode_options(call);
    task.event = abi::decode_entry(call, stop.memory(), names_, task.arena, decode_options);
    names_.entered(task.event);
  } else {
    task.event = {};
    task.event.call = &call;
    task.event.row = abi::Catalog::instance().find(call.abi, call.nr);
  }
  task.event.comm = task.comm;
  task.shown = true;
  sink_->entered(task.event);
}

void TraceLoop::leave(Stop& stop) {
  Tracee& tracee = stop.tracee();
  Task& task = this->task(tracee.tid);
  if (!std::exchange(task.shown, false) || silent_) return;
  const abi::Call& call = tracee.call;
  if (sink_->wants_values()) {
    names_.bind(tracee.tid, tracee.pid);
    names_.finished(task.event);
    const auto decode_options = options_.decode_options(call);
    abi::decode_exit(task.event, stop.memory(), names_, task.arena, decode_options);
  }
  constexpr std::uint64_t pr_set_name = 15;  // <linux/prctl.h>
  if (task.event.row != nullptr && task.event.row->name == "prctl" && call.args[0] == pr_set_name)
    note_command(task, tracee.tid);
  sink_->finished(task.event);
}

void TraceLoop::signal(Stop& stop, int number) {
  if (silent_ || !options_.signals[static_cast<std::size_t>(number)]) return;
  std::array<std::byte, 128> info{};
  const bool known = stop.signal_info(info).has_value();
  const Tracee& tracee = stop.tracee();
  sink_->signalled({tracee.tid, tracee.pid, tracer::realtime_ns(), number,
                    known ? std::span<const std::byte>(info) : std::span<const std::byte>{}, task(tracee.tid).comm,
                    stop.instruction()});
}

void TraceLoop::on(const Gone& gone) {
  Task& task = this->task(gone.tid);
  if (!silent_) {
    // Killed before its first stop: it was born all the same.
    if (!gone.tracee->announced)
      sink_->born({gone.tid, gone.pid, gone.tracee->parent, tracer::realtime_ns(), task.comm});
    if (std::exchange(task.shown, false)) {
      gone.tracee->call.state = abi::CallState::unfinished;
      if (sink_->wants_values()) {
        // Nothing of the task can be read any more: its outputs are addresses.
        names_.bind(gone.tid, gone.pid);
        struct NoMemory : Memory {
          std::size_t read(RemoteAddr, std::span<std::byte>) override { return 0; }
        } no_memory;
        const abi::Call& call = gone.tracee->call;
        abi::decode_exit(task.event, no_memory, names_, task.arena, options_.decode_options(call));
      }
      sink_->finished(task.event);
    }
    sink_->exited({gone.tid, gone.pid, tracer::realtime_ns(), gone.status, task.comm});
  }
  if (gone.tid == gone.pid) names_.forget(gone.pid);
  tasks_.erase(gone.tid);
  if (gone.tid != program_) return;
  program_status_ = gone.status;
  program_ended_ = true;
  exec_error_ = gone.exec_error;
}

void TraceLoop::on(const tracer::HandedOver& handed) {
  if (!silent_) {
    const std::string comm = task(handed.tid).comm;
    sink_->detached({handed.tid, handed.pid, tracer::realtime_ns(), comm, handed.to});
  }
  tasks_.erase(handed.tid);
}

void TraceLoop::on(const tracer::Foreign& foreign) {
  if (foreign.pid != program_) return;
  program_status_ = foreign.status;
  program_ended_ = true;
}

// After the trace ended early the program goes on, and its end is still spoor's.
void TraceLoop::wait_for_program() {
  int status = 0;
  while (::waitpid(program_, &status, 0) < 0 && errno == EINTR) {
  }
}

[[noreturn]] void die_by(int signal) {
  // The program has dumped its core, where it has: ours would only hide it.
  constexpr rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  std::fflush(nullptr);
  ::signal(signal, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal);
  ::sigprocmask(SIG_UNBLOCK, &only, nullptr);
  ::raise(signal);
  ::_exit(128 + signal);
}

int TraceLoop::finish() {
  if (tracer_->size() > 0) {
    for (const auto& [tid, task] : tasks_) {
      if (const Tracee* tracee = tracer_->find(tid))
        sink_->detached({tid, tracee->pid, tracer::realtime_ns(), task.comm});
    }
    tracer_->detach_all();
    if (ends_program()) end_program();
  }
  interrupts_.tick_every(0);
  if (!silent_ || sink_->failed() == 0) sink_->end();
  if (refused_) return exit_failure;
  std::fputs(tip_text(options_.tip).c_str(), stderr);
  const int output_error = sink_->failed();
  if (output_error != 0) {
    report({.code = output_error, .operation = "write the trace", .tid = 0, .detail = {}, .hint = {}});
    if (program_ != 0 && !program_ended_) wait_for_program();
    return 125;
  }
  if (exec_error_ != 0) {
    report({.code = exec_error_,
            .operation = "run",
            .tid = 0,
            .detail = "'" + options_.program.front() + "'",
            .hint = {}});
    return exec_error_ == ENOENT ? 127 : 126;
  }
  if (ended_by_ != 0) die_by(ended_by_);
  if (program_ == 0) return 0;
  if (WIFSIGNALED(program_status_)) die_by(WTERMSIG(program_status_));
  return WEXITSTATUS(program_status_);
}

}  // namespace

int run_trace(TraceOptions options) { return TraceLoop(std::move(options)).run(); }

}  // namespace spoor::cli
