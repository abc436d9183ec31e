#include "spoor/tracer/placement.h"

#include <sys/syscall.h>

#include <algorithm>
#include <span>

#include "spoor/sys/remote_memory.h"

namespace spoor::tracer {
namespace {

// A task that needs less than this between two stops gains more from cheap stops than it loses by sharing the CPU:
// alone it loses nothing, beside other held tasks it waits for them.
constexpr std::int64_t quick_alone_ns = 300'000;
constexpr std::int64_t quick_in_company_ns = 60'000;
constexpr int quick_stops_to_hold = 6;
constexpr int stops_until_next_try = 500;  // where a task could not be held
constexpr std::int64_t computing_ns = 1'000'000;

constexpr std::uint64_t x86_64_setaffinity = SYS_sched_setaffinity;
constexpr std::uint64_t x86_64_getaffinity = SYS_sched_getaffinity;
constexpr std::uint64_t i386_setaffinity = 241;
constexpr std::uint64_t i386_getaffinity = 242;

bool is_call(const abi::Call& call, std::uint64_t x86_64, std::uint64_t i386) {
  return call.nr == (call.abi == abi::Abi::i386 ? i386 : x86_64);
}

cpu_set_t only(int cpu) {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  CPU_SET(static_cast<std::size_t>(cpu), &mask);
  return mask;
}

int first_of(const cpu_set_t& mask) {
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
    if (CPU_ISSET(static_cast<std::size_t>(cpu), &mask)) return cpu;
  return -1;
}

}  // namespace

Placement::Placement() { ::sched_getaffinity(0, sizeof own_, &own_); }

Placement::~Placement() {
  if (cpu_ >= 0) ::sched_setaffinity(0, sizeof own_, &own_);
}

// The tracer goes where the task may run: the other way round would break the task's own restriction.
bool Placement::move_to_cpu_of(const cpu_set_t& mask) {
  if (cpu_ >= 0 && held_ > 0) return CPU_ISSET(static_cast<std::size_t>(cpu_), &mask);
  const int here = ::sched_getcpu();
  const int cpu = here >= 0 && CPU_ISSET(static_cast<std::size_t>(here), &mask) ? here : first_of(mask);
  if (cpu < 0) return false;
  const cpu_set_t wanted = only(cpu);
  if (::sched_setaffinity(0, sizeof wanted, &wanted) != 0) return false;
  cpu_ = cpu;
  return true;
}

bool Placement::hold(Tracee& task) {
  if (::sched_getaffinity(task.tid, sizeof task.own_mask, &task.own_mask) != 0) return false;
  if (CPU_COUNT(&task.own_mask) < 2) return false;  // there is nothing to choose
  if (!move_to_cpu_of(task.own_mask)) return false;
  const cpu_set_t mask = only(cpu_);
  if (::sched_setaffinity(task.tid, sizeof mask, &mask) != 0) return false;
  task.held = true;
  ++held_;
  return true;
}

void Placement::stopped(Tracee& task, std::int64_t now) {
  const std::int64_t ran = now - task.resumed_ns;
  const bool quick = ran < (held_ <= (task.held ? 1u : 0u) ? quick_alone_ns : quick_in_company_ns);
  if (!quick && task.quick_stops > 0) task.quick_stops = 0;
  if (task.held || (!quick && task.quick_stops == 0)) return;
  if (++task.quick_stops < quick_stops_to_hold) return;
  task.quick_stops = hold(task) ? 0 : -stops_until_next_try;
}

void Placement::born(Tracee& task, const Tracee* parent) {
  if (parent == nullptr || !parent->held) return;
  task.own_mask = parent->own_mask;
  task.held = true;
  ++held_;
}

void Placement::call_finished(Tracee& caller, Tracee* target) {
  const abi::Call& call = caller.call;
  if (target == nullptr || !target->held || call.is_error) return;
  if (is_call(call, x86_64_setaffinity, i386_setaffinity)) {
    // The kernel has set, and checked, the mask that was asked for: that is the task's own now, and the hold is over.
    target->held = false;
    target->quick_stops = 0;
    count_down();
  } else if (is_call(call, x86_64_getaffinity, i386_getaffinity)) {
    const auto size = std::min<std::size_t>(static_cast<std::size_t>(call.result), sizeof target->own_mask);
    const auto own = std::as_bytes(std::span(&target->own_mask, 1)).first(size);
    // Refused only when the memory vanished between the kernel's write and now; the task then cannot read it either.
    (void)sys::write_memory(caller.tid, RemoteAddr(call.args[2]), own);
  }
}

void Placement::tick(Tracee& task, std::int64_t now) {
  const bool computing = task.phase == Tracee::Phase::running && !task.in_call;
  if (task.held && computing && now - task.resumed_ns > computing_ns) let_go(task);
}

void Placement::let_go(Tracee& task) {
  if (!task.held) return;
  ::sched_setaffinity(task.tid, sizeof task.own_mask, &task.own_mask);
  task.held = false;
  task.quick_stops = 0;
  count_down();
}

void Placement::gone(const Tracee& task) {
  if (task.held) count_down();
}

void Placement::count_down() {
  if (--held_ > 0) return;
  ::sched_setaffinity(0, sizeof own_, &own_);
  cpu_ = -1;
}

}  // namespace spoor::tracer
