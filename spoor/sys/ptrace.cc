#include "spoor/sys/ptrace.h"

#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace spoor::sys {
namespace {

// glibc's ptrace() takes its request as an enum of its own; pointers and numbers pass through the same word.
long request(__ptrace_request what, pid_t tid, std::uint64_t addr, std::uint64_t data) {
  return ::ptrace(what, tid, reinterpret_cast<void*>(addr), reinterpret_cast<void*>(data));
}

std::uint64_t word(const void* pointer) { return reinterpret_cast<std::uint64_t>(pointer); }

Result<void> plain(__ptrace_request what, const char* name, pid_t tid, std::uint64_t addr, std::uint64_t data) {
  if (request(what, tid, addr, data) == -1) return errno_error(name, tid);
  return {};
}

std::uint64_t option_bits(const TraceOptions& options) {
  std::uint64_t bits = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC;
  if (options.follow) bits |= PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE;
  if (options.seccomp) bits |= PTRACE_O_TRACESECCOMP;
  if (options.exit_stops) bits |= PTRACE_O_TRACEEXIT;
  if (options.kill_on_exit) bits |= PTRACE_O_EXITKILL;
  return bits;
}

Result<Waited> wait(pid_t tid, bool block) {
  int status = 0;
  const pid_t changed = ::wait4(tid, &status, __WALL | (block ? 0 : WNOHANG), nullptr);
  if (changed < 0) return errno_error("wait for tracees");
  return Waited{changed, status};
}

}  // namespace

Result<void> seize(pid_t tid, const TraceOptions& options) {
  return plain(PTRACE_SEIZE, "attach", tid, 0, option_bits(options));
}

Result<void> set_options(pid_t tid, const TraceOptions& options) {
  return plain(PTRACE_SETOPTIONS, "set trace options of", tid, 0, option_bits(options));
}

Result<void> interrupt(pid_t tid) { return plain(PTRACE_INTERRUPT, "interrupt", tid, 0, 0); }

Result<void> resume(pid_t tid, Resume how, int signal) {
  constexpr __ptrace_request requests[] = {PTRACE_CONT, PTRACE_SYSCALL, PTRACE_SINGLESTEP, PTRACE_LISTEN};
  const auto data = how == Resume::listen ? 0 : static_cast<std::uint64_t>(signal);
  return plain(requests[static_cast<std::size_t>(how)], "resume", tid, 0, data);
}

Result<void> detach(pid_t tid, int signal) {
  return plain(PTRACE_DETACH, "detach from", tid, 0, static_cast<std::uint64_t>(signal));
}

Result<std::uint64_t> event_message(pid_t tid) {
  unsigned long message = 0;
  if (request(PTRACE_GETEVENTMSG, tid, 0, word(&message)) == -1) return errno_error("read the event of", tid);
  return message;
}

Result<SyscallInfo> syscall_info(pid_t tid) {
  __ptrace_syscall_info raw;
  // The kernel fills as much as the stop has; what it returns is the full size.
  if (request(PTRACE_GET_SYSCALL_INFO, tid, sizeof raw, word(&raw)) <= 0)
    return errno_error("read the system call of", tid);
  SyscallInfo info;
  info.op = static_cast<SyscallInfo::Op>(raw.op);
  info.audit_arch = raw.arch;
  info.instruction = raw.instruction_pointer;
  info.stack = raw.stack_pointer;
  if (info.op == SyscallInfo::Op::exit) {
    info.result = raw.exit.rval;
    info.is_error = raw.exit.is_error != 0;
  } else if (info.op != SyscallInfo::Op::none) {
    // entry and seccomp agree on the place of nr and args
    info.nr = raw.entry.nr;
    std::memcpy(info.args.data(), raw.entry.args, sizeof raw.entry.args);
  }
  return info;
}

Result<void> signal_info(pid_t tid, std::span<std::byte, 128> into) {
  static_assert(sizeof(siginfo_t) == 128);
  return plain(PTRACE_GETSIGINFO, "read the signal of", tid, 0, word(into.data()));
}

Result<std::uint64_t> signal_mask(pid_t tid) {
  std::uint64_t mask = 0;
  if (request(PTRACE_GETSIGMASK, tid, sizeof mask, word(&mask)) == -1) return errno_error("read the mask of", tid);
  return mask;
}

Result<void> set_signal_mask(pid_t tid, std::uint64_t mask) {
  return plain(PTRACE_SETSIGMASK, "set the mask of", tid, sizeof mask, word(&mask));
}

Result<std::uint64_t> peek(pid_t tid, RemoteAddr addr) {
  errno = 0;
  const long value = request(PTRACE_PEEKDATA, tid, addr.value(), 0);
  if (errno != 0) return errno_error("read memory of", tid);
  return static_cast<std::uint64_t>(value);
}

Result<void> poke(pid_t tid, RemoteAddr addr, std::uint64_t value) {
  return plain(PTRACE_POKEDATA, "write memory of", tid, addr.value(), value);
}

Result<std::uint64_t> peek_user(pid_t tid, std::size_t offset) {
  errno = 0;
  const long value = request(PTRACE_PEEKUSER, tid, offset, 0);
  if (errno != 0) return errno_error("read a register of", tid);
  return static_cast<std::uint64_t>(value);
}

Result<void> poke_user(pid_t tid, std::size_t offset, std::uint64_t value) {
  return plain(PTRACE_POKEUSER, "write a register of", tid, offset, value);
}

Result<std::size_t> register_set(pid_t tid, unsigned note_type, std::span<std::byte> into) {
  iovec io{into.data(), into.size()};
  if (request(PTRACE_GETREGSET, tid, note_type, word(&io)) == -1) return errno_error("read registers of", tid);
  return io.iov_len;
}

Result<void> set_register_set(pid_t tid, unsigned note_type, std::span<const std::byte> from) {
  iovec io{const_cast<std::byte*>(from.data()), from.size()};  // the kernel only reads it
  return plain(PTRACE_SETREGSET, "write registers of", tid, note_type, word(&io));
}

Result<Waited> wait_any(bool block) { return wait(-1, block); }
Result<Waited> wait_for(pid_t tid, bool block) { return wait(tid, block); }

}  // namespace spoor::sys
