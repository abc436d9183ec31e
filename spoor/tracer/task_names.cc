#include "spoor/tracer/task_names.h"

#include <fcntl.h>
#include <net/if.h>

#include "spoor/abi/syscall.h"
#include "spoor/sys/proc.h"
#include "spoor/tracer/fd_text.h"

namespace spoor::tracer {

using abi::Effect;

namespace {

// Of fcntl(2), on every CPU.
bool is_copy(const abi::Call& call) {
  const auto command = static_cast<std::uint32_t>(call.args[1]);
  return command == F_DUPFD || command == F_DUPFD_CLOEXEC;
}

}  // namespace

TaskNames::Known& TaskNames::remembered(int fd) {
  if (!options_.remember || fd >= most_remembered) {
    scratch_ = {};
    return scratch_;
  }
  auto& fds = processes_[pid_].fds;
  if (static_cast<std::size_t>(fd) >= fds.size()) fds.resize(static_cast<std::size_t>(fd) + 1);
  return fds[static_cast<std::size_t>(fd)];
}

bool TaskNames::describe(const std::string& fd_path, int fd, Known& into) {
  if (into.target.starts_with('/')) {
    if (options_.devices) into.detail = device_text(fd_path, fd_info(tid_, fd));
    return true;
  }
  const auto inode = inode_of_socket(into.target);
  if (inode && options_.sockets) {
    const auto protocol = sys::socket_protocol(fd_path);
    std::string text = protocol ? sockets_.describe(*protocol, *inode, tid_) : std::string();
    if (text.empty()) return true;
    into.target = std::move(text);
    // One without an address may be given one by any call; a stream without a peer, by another process.
    const bool bare = into.target.ends_with(":[" + std::to_string(*inode) + "]");
    return !bare && (!into.target.starts_with("UNIX-STREAM") || into.target.contains("->"));
  }
  std::string text;
  if (into.target == "anon_inode:[pidfd]" && options_.pidfds) text = pidfd_text(fd_info(tid_, fd));
  if (into.target == "anon_inode:[eventfd]" && options_.eventfds) text = eventfd_text(fd_info(tid_, fd));
  if (into.target == "anon_inode:[signalfd]" && options_.signalfds) text = signalfd_text(fd_info(tid_, fd));
  if (text.empty()) return true;
  into.target = std::move(text);
  return false;  // counts and masks change
}

bool TaskNames::look_up(int fd, Known& into) {
  into.target.clear();
  into.detail.clear();
  const std::string path = "/proc/" + std::to_string(tid_) + "/fd/" + std::to_string(fd);
  auto target = sys::read_link(path);
  if (!target) return true;
  into.target = std::move(*target);
  return describe(path, fd, into);
}

abi::Facts::Descriptor TaskNames::descriptor(int fd) {
  if (!options_.descriptors || fd < 0) return {};
  Known& known = remembered(fd);
  if (!known.known) known.known = look_up(fd, known);
  return {known.target, known.detail};
}

std::string_view TaskNames::interface(unsigned index) {
  char name[IF_NAMESIZE];
  interface_ = if_indextoname(index, name) != nullptr ? name : "";
  return interface_;
}

int TaskNames::netlink_protocol(int fd) {
  constexpr int none = -1;
  constexpr int unbound = 0xff;  // a netlink socket of a protocol that is not known yet
  if (fd < 0) return none;
  Known& known = remembered(fd);
  if (known.netlink) return *known.netlink;
  const std::string path = "/proc/" + std::to_string(tid_) + "/fd/" + std::to_string(fd);
  const auto inode = inode_of_socket(sys::read_link(path).value_or(""));
  if (!inode || sys::socket_protocol(path) != "NETLINK") {
    known.netlink = none;
    return none;
  }
  known.netlink = sockets_.netlink_protocol(*inode);
  return known.netlink.value_or(unbound);
}

std::string_view TaskNames::directory() {
  auto& directory = processes_[pid_].directory;
  if (!directory || !options_.remember) directory = sys::read_link("/proc/" + std::to_string(tid_) + "/cwd");
  return directory ? std::string_view(*directory) : std::string_view{};
}

std::string_view TaskNames::command(int pid) {
  if (!options_.commands) return {};
  const pid_t outer = options_.outer_pids ? pids_.outer(tid_, pid) : 0;
  comm_ = sys::command_name(outer != 0 ? outer : pid).value_or("");
  return comm_;
}

int TaskNames::outer_pid(int pid) { return options_.outer_pids ? pids_.outer(tid_, pid) : 0; }

std::string_view TaskNames::interrupted_call() {
  const auto found = interrupted_.find(tid_);
  return found == interrupted_.end() ? std::string_view{} : found->second;
}

// The names are the catalog's own, so they outlive the event.
void TaskNames::note_interruption(const abi::Event& event) {
  constexpr int restart_block = 516;  // ERESTART_RESTARTBLOCK: the next call is restart_syscall(2)
  if (event.call->error() == restart_block) {
    interrupted_[tid_] = event.row->name;
  } else if (!interrupted_.empty()) {
    interrupted_.erase(tid_);
  }
}

void TaskNames::forget_fd(std::int64_t fd) {
  const auto process = processes_.find(pid_);
  if (process == processes_.end() || fd < 0) return;
  auto& fds = process->second.fds;
  if (static_cast<std::size_t>(fd) < fds.size()) fds[static_cast<std::size_t>(fd)] = {};
}

void TaskNames::copy_fd(std::int64_t from, std::int64_t to) {
  forget_fd(to);
  const auto process = processes_.find(pid_);
  if (process == processes_.end() || to < 0 || to >= most_remembered) return;
  const auto& fds = process->second.fds;
  if (from < 0 || static_cast<std::size_t>(from) >= fds.size()) return;
  Known known = fds[static_cast<std::size_t>(from)];
  remembered(static_cast<int>(to)) = std::move(known);
}

void TaskNames::forget_all_names() {
  for (auto& [pid, process] : processes_) process = {};
}

void TaskNames::entered(const abi::Event& event) {
  if (event.row == nullptr) return;
  if (event.row->effect == Effect::closes_fd) forget_fd(static_cast<std::int32_t>(event.call->args[0]));
  if (event.row->effect == Effect::closes_many) processes_.erase(pid_);
}

void TaskNames::finished(const abi::Event& event) {
  if (event.row == nullptr) return;
  note_interruption(event);
  if (event.call->failed()) return;
  switch (event.row->effect) {
    case Effect::opens_fds:
    case Effect::connects:
    case Effect::closes_many:
    case Effect::moves_cwd: processes_.erase(pid_); break;
    case Effect::renames: forget_all_names(); break;
    case Effect::copies_fd: return copy_fd(static_cast<std::int32_t>(event.call->args[0]), event.call->result);
    case Effect::fcntl:
      if (is_copy(*event.call)) copy_fd(static_cast<std::int32_t>(event.call->args[0]), event.call->result);
      break;
    case Effect::closes_fd:
    case Effect::none: break;
  }
  if (event.row->ret == abi::Ret::fd) forget_fd(event.call->result);
}

}  // namespace spoor::tracer
