#include "spoor/tracer/untraced.h"

#include <sys/syscall.h>

#include <span>

#include "spoor/arch/arch.h"
#include "spoor/sys/ptrace.h"
#include "spoor/sys/remote_memory.h"

namespace spoor::tracer {
namespace {

constexpr std::uint64_t clone_untraced = 0x00800000;
constexpr std::uint64_t i386_clone = 120;

bool is_clone3(const abi::Call& call) { return call.nr == SYS_clone3; }  // the same number on every ABI
bool is_clone(const abi::Call& call) { return call.nr == (call.abi == abi::Abi::i386 ? i386_clone : SYS_clone); }

// clone3's flags are the first member of its struct.
std::uint64_t flags_in_memory(const abi::Call& call, pid_t tid) {
  std::uint64_t flags = 0;
  const auto into = std::as_writable_bytes(std::span(&flags, 1));
  return sys::read_memory(tid, RemoteAddr(call.args[0]), into) == sizeof flags ? flags : 0;
}

void store(const abi::Call& call, pid_t tid, bool with_flag) {
  // A task killed meanwhile needs no flag; a struct that cannot be written makes the call fail before it is used.
  if (is_clone3(call)) {
    const std::uint64_t flags = flags_in_memory(call, tid);
    const std::uint64_t wanted = with_flag ? flags | clone_untraced : flags & ~clone_untraced;
    (void)sys::write_memory(tid, RemoteAddr(call.args[0]), std::as_bytes(std::span(&wanted, 1)), true);
    return;
  }
  const arch::Arch& arch = arch::native();
  const std::size_t offset = call.abi == abi::Abi::i386 ? arch.compat_syscall_args[0] : arch.syscall_args[0];
  (void)sys::poke_user(tid, offset, with_flag ? call.args[0] : call.args[0] & ~clone_untraced);
}

}  // namespace

bool asks_for_untraced(const Tracee& task) {
  const abi::Call& call = task.call;
  if (is_clone(call)) return (call.args[0] & clone_untraced) != 0;
  return is_clone3(call) && (flags_in_memory(call, task.tid) & clone_untraced) != 0;
}

void take_untraced_flag(const Tracee& task) { store(task.call, task.tid, false); }

void put_untraced_flag_back(const abi::Call& call, pid_t of) { store(call, of, true); }

}  // namespace spoor::tracer
