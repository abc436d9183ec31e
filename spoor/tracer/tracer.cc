#include "spoor/tracer/tracer.h"

#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <set>

#include "spoor/arch/arch.h"
#include "spoor/sys/proc.h"
#include "spoor/tracer/clock.h"
#include "spoor/tracer/handover.h"
#include "spoor/tracer/untraced.h"

namespace spoor::tracer {
namespace {

constexpr int syscall_signal = SIGTRAP | 0x80;  // PTRACE_O_TRACESYSGOOD

bool is_stop_signal(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

abi::Abi abi_of(const sys::SyscallInfo& info, std::uint64_t& nr) {
  if (info.audit_arch == abi::audit_arch_i386) return abi::Abi::i386;
  if ((nr & abi::x32_bit) == 0 || nr == ~std::uint64_t{0} || static_cast<std::int32_t>(nr) < 0) return abi::Abi::x86_64;
  nr &= ~abi::x32_bit;
  return abi::Abi::x32;
}

bool is_exec(const sys::SyscallInfo& info) { return info.nr == SYS_execve || info.nr == SYS_execveat; }

bool is_affinity_call(const abi::Call& call) {
  if (call.abi == abi::Abi::i386) return call.nr == 241 || call.nr == 242;
  return call.nr == SYS_sched_setaffinity || call.nr == SYS_sched_getaffinity;
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- Stop

pid_t Stop::tid() const { return tracee_->tid; }

Memory& Stop::memory() const {
  if (tracer_->memory_of_ != tracee_->tid) {
    tracer_->memory_.bind(tracee_->tid);
    tracer_->memory_of_ = tracee_->tid;
  }
  return tracer_->memory_;
}

Result<void> Stop::write(RemoteAddr addr, std::span<const std::byte> bytes) const {
  tracer_->memory_of_ = 0;
  return sys::write_memory(tracee_->tid, addr, bytes);
}

Result<arch::Registers> Stop::registers() const { return arch::Registers::load(tracee_->tid); }

Result<void> Stop::set_registers(const arch::Registers& registers) const { return registers.store(tracee_->tid); }

Result<void> Stop::signal_info(std::span<std::byte, 128> into) const { return sys::signal_info(tracee_->tid, into); }

std::uint64_t Stop::instruction() const {
  const auto info = sys::syscall_info(tracee_->tid);
  return info ? info->instruction : 0;
}

Result<void> Stop::resume(How how, int signal) && {
  if (as<GroupStop>() != nullptr) {
    tracee_->phase = Tracee::Phase::listening;
    return tracer_->resume(*tracee_, sys::Resume::listen, 0);
  }
  constexpr sys::Resume ways[] = {sys::Resume::cont, sys::Resume::syscall, sys::Resume::step};
  return tracer_->resume(*tracee_, ways[static_cast<std::size_t>(how)], signal);
}

Result<void> Stop::detach(int signal) && {
  Tracer& tracer = *tracer_;
  const pid_t tid = tracee_->tid;
  tracer.placement_.let_go(*tracee_);
  const auto detached = sys::detach(tid, signal);
  // ESRCH: killed meanwhile; its end comes out of next().
  if (detached) tracer.forget(tid);
  if (!detached && detached.error().code != ESRCH) return detached;
  return {};
}

// -------------------------------------------------------------------------------------------------------------- Tracer

Tracer::Tracer(TracerOptions options) : options_(options) {}

Tracer::~Tracer() {
  if (!tracees_.empty()) detach_all();
}

Tracee* Tracer::find(pid_t tid) {
  if (latest_ != nullptr && latest_->tid == tid) return latest_;
  const auto found = tracees_.find(tid);
  return found == tracees_.end() ? nullptr : (latest_ = found->second.get());
}

Tracee& Tracer::add(pid_t tid, pid_t pid) {
  auto task = std::make_unique<Tracee>();
  task->tid = tid;
  task->pid = pid;
  return *(tracees_[tid] = std::move(task));
}

void Tracer::forget(pid_t tid) {
  const auto found = tracees_.find(tid);
  if (found == tracees_.end()) return;
  placement_.gone(*found->second);
  if (latest_ == found->second.get()) latest_ = nullptr;
  buried_ = std::move(found->second);
  tracees_.erase(found);
}

Result<pid_t> Tracer::launch(const Program& program, Daemon where) {
  auto launch = where == Daemon::none ? Launch::fork(program) : Launch::fork_tracer(program, where);
  if (!launch) return std::unexpected(launch.error());
  const pid_t pid = launch->pid();
  const auto seized = sys::seize(pid, {.follow = options_.follow,
                                       .seccomp = options_.seccomp,
                                       .exit_stops = options_.exit_stops,
                                       .kill_on_exit = options_.kill_on_exit});
  if (!seized) {
    ::kill(pid, SIGKILL);
    if (where == Daemon::none) (void)sys::wait_for(pid, true);
    return std::unexpected(seized.error());
  }
  Tracee& task = add(pid, pid);
  task.phase = Tracee::Phase::starting;
  task.filtered = !program.filter.empty();
  (void)sys::interrupt(pid);  // so that it is under PTRACE_SYSCALL before it gets to exec
  launches_.emplace(pid, std::move(*launch));
  return pid;
}

Result<void> Tracer::seize_thread(pid_t tid, pid_t pid) {
  const auto seized = sys::seize(tid, {.follow = options_.follow,
                                       .seccomp = false,
                                       .exit_stops = options_.exit_stops,
                                       .kill_on_exit = options_.kill_on_exit});
  if (!seized) return seized;
  add(tid, pid);
  (void)sys::interrupt(tid);
  return {};
}

// Threads may be born while we look: PTRACE_O_TRACECLONE catches the children of those already seized, another look
// catches those of the others, until a look finds nothing new.
Result<void> Tracer::attach(pid_t pid) {
  const auto status = sys::task_status(pid);
  if (!status) return fail(ESRCH, "attach", pid);
  const pid_t leader = status->tgid != 0 ? status->tgid : pid;
  std::set<pid_t> tried;
  bool any = false;
  Error first_error;
  for (bool stable = false; !stable;) {
    stable = true;
    for (const pid_t tid : sys::threads_of(leader)) {
      if (find(tid) != nullptr || !tried.insert(tid).second) continue;
      stable = false;
      if (auto seized = seize_thread(tid, leader); seized) {
        any = true;
      } else if (seized.error().code != ESRCH && !find(tid)) {
        // EPERM where the thread was born of a seized one meanwhile is no failure: its own stop announces it.
        const auto now = sys::task_status(tid);
        if (now && now->tracer == ::getpid()) continue;
        first_error = seized.error();
      }
    }
  }
  if (!any && !find(leader)) return first_error.code != 0 ? std::unexpected(first_error) : fail(ESRCH, "attach", pid);
  return {};
}

Result<void> Tracer::interrupt(pid_t tid) { return sys::interrupt(tid); }

Wait Tracer::next() {
  buried_.reset();
  for (;;) {
    if (!owed_.empty()) {
      Tracee* task = find(owed_.front());
      owed_.pop_front();
      if (task == nullptr || !task->owed) continue;
      return stop(*task, *std::exchange(task->owed, std::nullopt));
    }
    if (!handed_over_.empty()) {
      const HandedOver told = handed_over_.front().first;
      buried_ = std::move(handed_over_.front().second);
      handed_over_.pop_front();
      return told;
    }
    if (tracees_.empty()) return Done{};
    sys::Waited waited;
    if (!replay_.empty()) {
      waited = replay_.front();
      replay_.pop_front();
    } else if (const auto changed = sys::wait_any(true); changed) {
      waited = *changed;
    } else if (changed.error().code == EINTR) {
      return Idle{};
    } else {  // ECHILD: the kernel knows of no tracee any more
      tracees_.clear();
      return Done{};
    }
    if (auto result = handle(waited)) return std::move(*result);
  }
}

std::optional<Wait> Tracer::handle(sys::Waited waited) {
  if (WIFEXITED(waited.status) || WIFSIGNALED(waited.status)) return ended(waited);
  if (!WIFSTOPPED(waited.status)) return std::nullopt;
  Tracee* task = find(waited.tid);
  if (task == nullptr) {
    // A child whose parent's event is still to come: it waits for that, so that it is born of somebody.
    early_[waited.tid] = waited.status;
    return std::nullopt;
  }
  if (task->phase != Tracee::Phase::starting) task->phase = Tracee::Phase::stopped;
  if (memory_of_ == task->tid) memory_of_ = 0;
  const int signal = WSTOPSIG(waited.status);
  const auto event = static_cast<sys::Event>(waited.status >> 16);
  if (event != sys::Event::none) return event_stop(*task, event, signal);
  if (signal == syscall_signal) return syscall_stop(*task);
  if (task->phase == Tracee::Phase::starting) {
    go_on(*task, sys::Resume::syscall, signal);
    return std::nullopt;
  }
  return stop(*task, SignalDelivery{signal});
}

std::optional<Wait> Tracer::ended(sys::Waited waited) {
  early_.erase(waited.tid);
  Tracee* task = find(waited.tid);
  if (task == nullptr) return Foreign{waited.tid, waited.status};
  Gone gone{.tid = task->tid, .pid = task->pid, .status = waited.status};
  if (const auto launch = launches_.find(waited.tid); launch != launches_.end()) {
    gone.exec_error = launch->second.exec_error();
    launches_.erase(launch);
  }
  resume_waiting_for(*task);
  forget(waited.tid);
  gone.tracee = buried_.get();
  release_orphans();
  return gone;
}

// A parent killed between making a child and reporting it leaves the child without the event that it waits for.
void Tracer::release_orphans() {
  for (const auto& [tid, status] : early_) {
    const auto info = sys::task_status(tid);
    add(tid, info && info->tgid != 0 ? info->tgid : tid);
    replay_.push_back({tid, status});
  }
  early_.clear();
}

std::optional<Wait> Tracer::event_stop(Tracee& task, sys::Event event, int signal) {
  switch (event) {
    case sys::Event::stop: return stop_event(task, signal);
    case sys::Event::fork:
    case sys::Event::vfork:
    case sys::Event::clone: return birth(task, event);
    case sys::Event::exec: return exec(task);
    case sys::Event::seccomp: return seccomp_stop(task);
    case sys::Event::exit: {
      const auto status = sys::event_message(task.tid);
      return stop(task, Exiting{status ? static_cast<int>(*status) : 0});
    }
    default: go_on(task, sys::Resume::syscall); return std::nullopt;
  }
}

// PTRACE_EVENT_STOP: a first stop, PTRACE_INTERRUPT, a group-stop, or SIGCONT that ends one.
std::optional<Wait> Tracer::stop_event(Tracee& task, int signal) {
  if (task.phase == Tracee::Phase::starting) {
    if (const auto launch = launches_.find(task.tid); launch != launches_.end()) launch->second.go();
    if (is_stop_signal(signal)) {
      go_on(task, sys::Resume::listen);
    } else {
      go_on(task, sys::Resume::syscall);
    }
    return std::nullopt;
  }
  if (!task.announced) {
    task.announced = true;
    if (std::exchange(task.flag_taken, false)) put_untraced_flag_back(task.call, task.tid);
    // A task that was attached while stopped is in a group-stop, which its next stop then tells.
    if (is_stop_signal(signal)) task.owed = GroupStop{signal};
    return stop(task, NewTask{task.parent});
  }
  // No other kind of stop will do: what it tells would be lost.
  if (const Tracee* waiting = waiting_for(task)) {
    give_up(task, waiting->pid);
    resume_waiting_for(task);
    return std::nullopt;
  }
  task.wanted_by = 0;
  if (is_stop_signal(signal)) return stop(task, GroupStop{signal});
  return stop(task, Interrupted{});
}

std::optional<Wait> Tracer::birth(Tracee& parent, sys::Event event) {
  const auto message = sys::event_message(parent.tid);
  if (!message) return std::nullopt;  // killed meanwhile: its end is on the way
  const auto child_tid = static_cast<pid_t>(*message);
  Tracee* child = find(child_tid);
  if (child == nullptr) {
    // A thread is in its parent's group; whether clone(2) made one its flags say, but clone3's are in memory: ask
    // /proc.
    pid_t pid = child_tid;
    if (event == sys::Event::clone) {
      const auto info = sys::task_status(child_tid);
      if (info && info->tgid != 0) pid = info->tgid;
    }
    child = &add(child_tid, pid);
    child->parent = parent.tid;
    child->filtered = parent.filtered;
    child->flag_taken = parent.flag_taken;
    if (parent.flag_taken) child->call = parent.call;
    placement_.born(*child, &parent);
    latest_ = &parent;
  }
  if (const auto early = early_.find(child_tid); early != early_.end()) {
    replay_.push_back({child_tid, early->second});
    early_.erase(early);
  }
  return stop(parent, Birth{child_tid, event});
}

// The task of another id is now the leader; the kernel reports no end for the old leader (ptrace(2), "execve(2) under
// ptrace").
std::optional<Wait> Tracer::exec(Tracee& task) {
  const auto message = sys::event_message(task.tid);
  const pid_t leader = task.tid;
  const pid_t former = message ? static_cast<pid_t>(*message) : leader;
  Tracee* survivor = &task;
  if (former != leader && tracees_.contains(former)) {
    auto moved = std::move(tracees_[former]);
    tracees_.erase(former);
    placement_.gone(task);
    latest_ = nullptr;
    moved->tid = leader;
    moved->call.tid = leader;
    survivor = moved.get();
    buried_ = std::move(tracees_[leader]);
    tracees_[leader] = std::move(moved);
  }
  survivor->phase = Tracee::Phase::stopped;
  launches_.erase(leader);
  return stop(*survivor, Exec{former});
}

void Tracer::enter_call(Tracee& task, const sys::SyscallInfo& info) {
  abi::Call& call = task.call;
  std::uint64_t nr = info.nr;
  call.abi = abi_of(info, nr);
  call.nr = nr;
  call.tid = task.tid;
  call.pid = task.pid;
  call.state = abi::CallState::entered;
  call.is_error = false;
  call.args = info.args;
  call.result = 0;
  call.instruction = info.instruction;
  call.stack = info.stack;
  call.duration_ns = 0;
  call.entered_ns = realtime_ns();
  task.entered_ns = monotonic_ns();
  call.system_ns = 0;
  if (options_.cpu_times) task.cpu_ns = cpu_times_.of(task.tid);
  task.in_call = true;
}

void Tracer::finish_call(Tracee& task, const sys::SyscallInfo& info) {
  abi::Call& call = task.call;
  call.state = abi::CallState::finished;
  call.result = info.result;
  call.is_error = info.is_error;
  call.duration_ns = monotonic_ns() - task.entered_ns;
  // From the one stop to the other a task runs in the kernel only.
  if (options_.cpu_times && task.cpu_ns != 0) call.system_ns = cpu_times_.of(task.tid) - task.cpu_ns;
  task.in_call = false;
  if (std::exchange(task.flag_taken, false)) put_untraced_flag_back(call, task.tid);
  if (placement_.holding() && is_affinity_call(call))
    placement_.call_finished(task, call.args[0] == 0 ? &task : find(static_cast<pid_t>(call.args[0])));
}

// Until its own exec a launched task runs our code: nothing of that is the program's.
std::optional<Wait> Tracer::starting_stop(Tracee& task, const sys::SyscallInfo& info) {
  if (info.op == sys::SyscallInfo::Op::entry && is_exec(info)) {
    enter_call(task, info);
    if (task.announced) return stop(task, SyscallEnter{});
    task.announced = true;
    task.owed = SyscallEnter{};
    return stop(task, NewTask{0});
  }
  if (info.op == sys::SyscallInfo::Op::exit && task.in_call) {  // exec failed
    finish_call(task, info);
    return stop(task, SyscallExit{});
  }
  go_on(task, sys::Resume::syscall);
  return std::nullopt;
}

std::optional<Wait> Tracer::syscall_stop(Tracee& task) {
  const auto info = sys::syscall_info(task.tid);
  if (!info) return std::nullopt;  // killed meanwhile
  if (task.phase == Tracee::Phase::starting) return starting_stop(task, *info);
  if (info->op == sys::SyscallInfo::Op::entry) {
    enter_call(task, *info);
    return stop(task, SyscallEnter{});
  }
  if (!task.in_call) {
    // The end of a call whose beginning was before we came: an attached task's, a new child's return from fork.
    go_on(task, task.filtered ? sys::Resume::cont : sys::Resume::syscall);
    return std::nullopt;
  }
  finish_call(task, *info);
  return stop(task, SyscallExit{});
}

std::optional<Wait> Tracer::seccomp_stop(Tracee& task) {
  const auto data = sys::event_message(task.tid);
  const auto info = sys::syscall_info(task.tid);
  if (!data || !info) return std::nullopt;  // killed meanwhile
  // A filter of the program's own asks for a tracer that the program does not have: its call is not made and fails with
  // ENOSYS (seccomp(2), SECCOMP_RET_TRACE), which is in the result's register at entry.
  if (*data != filter_mark) (void)sys::poke_user(task.tid, arch::native().syscall_number, ~std::uint64_t{0});
  if (task.phase == Tracee::Phase::starting || task.in_call) {
    // Its syscall-enter-stop came before (seccomp runs after it since Linux 4.8).
    go_on(task, sys::Resume::syscall);
    return std::nullopt;
  }
  enter_call(task, *info);
  return stop(task, Seccomp{static_cast<std::uint32_t>(*data)});
}

Wait Tracer::stop(Tracee& task, StopReason reason) {
  if (options_.place) placement_.stopped(task, monotonic_ns());
  return Stop(*this, task, reason);
}

Result<void> Tracer::resume(Tracee& task, sys::Resume how, int signal) {
  if (task.owed) {  // it stands still until that was handed out too
    owed_.push_back(task.tid);
    return {};
  }
  if (memory_of_ == task.tid) memory_of_ = 0;
  if (task.in_call && options_.follow && !task.flag_taken && asks_for_untraced(task)) {
    take_untraced_flag(task);
    task.flag_taken = true;
  }
  if (options_.hand_over && hands_over(task, how)) return {};
  if (how != sys::Resume::listen && task.phase != Tracee::Phase::starting) task.phase = Tracee::Phase::running;
  if (task.wanted_by != 0)
    (void)sys::interrupt(task.tid);  // any stop takes an interrupt back that was asked for before it
  task.resumed_ns = monotonic_ns();
  auto resumed = sys::resume(task.tid, how, signal);
  if (!resumed && resumed.error().code == ESRCH) return {};  // killed: its end comes out of next()
  return resumed;
}

void Tracer::go_on(Tracee& task, sys::Resume how, int signal) { (void)resume(task, how, signal); }

// Whether `task`, about to enter its call, does not go on under us, or not yet.
bool Tracer::hands_over(Tracee& task, sys::Resume how) {
  if (!task.in_call || task.phase != Tracee::Phase::stopped) return false;
  const auto request = requested_tracer(task);
  Tracee* wanted = request ? find(request->tracee) : nullptr;
  // Calls that our filter sends to a tracer would fail under another one.
  if (wanted == nullptr || wanted->filtered) return false;
  if (wanted == &task) {
    give_up(task, request->tracer);
    return true;
  }
  if (wanted->pid == task.pid || wanted->phase == Tracee::Phase::starting || wanted->waits_to_go) return false;
  wanted->wanted_by = task.tid;
  task.waits_to_go = how;
  (void)sys::interrupt(wanted->tid);
  return true;
}

void Tracer::give_up(Tracee& task, pid_t to) {
  const HandedOver told{.tid = task.tid, .pid = task.pid, .to = to};
  placement_.let_go(task);
  if (!sys::detach(task.tid, 0)) return;  // killed meanwhile: its end comes out of next()
  forget(task.tid);
  handed_over_.emplace_back(told, std::move(buried_));
}

// The task whose ptrace call asks for `task`; nullptr where none does, or it was killed meanwhile.
Tracee* Tracer::waiting_for(const Tracee& task) {
  Tracee* waiting = task.wanted_by != 0 ? find(task.wanted_by) : nullptr;
  return waiting != nullptr && waiting->waits_to_go ? waiting : nullptr;
}

// `task` is no tracee of ours any more.
void Tracer::resume_waiting_for(const Tracee& task) {
  Tracee* waiting = waiting_for(task);
  if (waiting == nullptr) return;
  const sys::Resume how = *std::exchange(waiting->waits_to_go, std::nullopt);
  waiting->phase = Tracee::Phase::running;
  (void)sys::resume(waiting->tid, how, 0);
}

void Tracer::tick() {
  const std::int64_t now = monotonic_ns();
  for (const auto& [tid, task] : tracees_)
    if (task->held) placement_.tick(*task, now);
}

void Tracer::detach_stopped(Tracee& task, int signal) {
  placement_.let_go(task);
  if (task.filtered) ::kill(task.pid, SIGKILL);
  if (sys::detach(task.tid, signal)) forget(task.tid);
}

void Tracer::detach_all() {
  for (const auto& [tid, status] : early_) {
    add(tid, tid);
    replay_.push_back({tid, status});
  }
  early_.clear();
  std::vector<pid_t> tids;
  tids.reserve(tracees_.size());
  for (const auto& [tid, task] : tracees_) tids.push_back(tid);
  for (const pid_t tid : tids) {
    Tracee& task = *tracees_.at(tid);
    const bool replayed = std::ranges::any_of(replay_, [tid](const auto& waited) { return waited.tid == tid; });
    if (task.phase == Tracee::Phase::stopped && !replayed) {
      detach_stopped(task, 0);
    } else if (!replayed) {
      (void)sys::interrupt(tid);
    }
  }
  while (!tracees_.empty()) {
    sys::Waited waited;
    if (!replay_.empty()) {
      waited = replay_.front();
      replay_.pop_front();
    } else if (const auto changed = sys::wait_any(true); changed) {
      waited = *changed;
    } else if (changed.error().code == EINTR) {
      continue;
    } else {
      break;
    }
    Tracee* task = find(waited.tid);
    if (!WIFSTOPPED(waited.status)) {
      if (task != nullptr) forget(waited.tid);
      continue;
    }
    if (task == nullptr) task = &add(waited.tid, waited.tid);
    const int signal = WSTOPSIG(waited.status);
    const bool delivery = (waited.status >> 16) == 0 && signal != syscall_signal;
    detach_stopped(*task, delivery ? signal : 0);
  }
  early_.clear();
  launches_.clear();
}

}  // namespace spoor::tracer
