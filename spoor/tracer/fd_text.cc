#include "spoor/tracer/fd_text.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <bit>
#include <charconv>

#include "spoor/abi/names.h"
#include "spoor/sys/proc.h"

namespace spoor::tracer {
namespace {

// What stands behind "key:" at the start of a line, without blanks around it.
std::string_view value_of(std::string_view info, std::string_view key) {
  while (!info.empty()) {
    const std::string_view line = info.substr(0, info.find('\n'));
    info.remove_prefix(std::min(line.size() + 1, info.size()));
    if (!line.starts_with(key) || line.substr(key.size(), 1) != ":") continue;
    const std::size_t start = line.find_first_not_of(" \t", key.size() + 1);
    return start == std::string_view::npos ? std::string_view{} : line.substr(start);
  }
  return {};
}

template <typename T>
std::optional<T> number_of(std::string_view text, int base) {
  T value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string fd_info(pid_t tid, int fd) {
  return sys::read_proc_file(fmt::format("/proc/{}/fdinfo/{}", tid, fd)).value_or("");
}

std::string pidfd_text(std::string_view info) {
  const auto pid = number_of<std::int64_t>(value_of(info, "Pid"), 10);
  return pid && *pid > 0 ? fmt::format("pid:{}", *pid) : std::string();  // -1: that process is gone
}

std::string eventfd_text(std::string_view info) {
  const auto count = number_of<std::uint64_t>(value_of(info, "eventfd-count"), 16);
  const auto id = number_of<int>(value_of(info, "eventfd-id"), 10);
  const auto semaphore = number_of<int>(value_of(info, "eventfd-semaphore"), 10);
  if (!count || !id || !semaphore) return {};
  const std::string shown = *count == 0 ? "0" : fmt::format("{:#x}", *count);
  return fmt::format("{{eventfd-count={}, eventfd-id={}, eventfd-semaphore={}}}", shown, *id, *semaphore);
}

std::string signalfd_text(std::string_view info) {
  const auto mask = number_of<std::uint64_t>(value_of(info, "sigmask"), 16);
  if (!mask) return {};
  std::string names;
  for (std::uint64_t rest = *mask; rest != 0; rest &= rest - 1) {
    const std::string_view name = abi::signal_name(std::countr_zero(rest) + 1);
    if (!names.empty()) names += ' ';
    names += name.starts_with("SIG") ? name.substr(3) : name;
  }
  return "signalfd:[" + names + "]";
}

std::string device_text(const std::string& fd_path, std::string_view info) {
  constexpr unsigned terminal_major = 5;  // /dev/ptmx, Documentation/admin-guide/devices.txt
  constexpr unsigned ptmx_minor = 2;
  struct stat status{};
  if (stat(fd_path.c_str(), &status) != 0 || (!S_ISCHR(status.st_mode) && !S_ISBLK(status.st_mode))) return {};
  const unsigned major_number = major(status.st_rdev);
  const unsigned minor_number = minor(status.st_rdev);
  std::string text = fmt::format("{} {}:{}", S_ISCHR(status.st_mode) ? "char" : "block", major_number, minor_number);
  if (!S_ISCHR(status.st_mode) || major_number != terminal_major || minor_number != ptmx_minor) return text;
  const std::string_view index = value_of(info, "tty-index");
  return index.empty() ? text : fmt::format("{} @/dev/pts/{}", text, index);
}

std::optional<std::uint64_t> inode_of_socket(std::string_view target) {
  constexpr std::string_view start = "socket:[";
  if (!target.starts_with(start) || !target.ends_with(']')) return std::nullopt;
  return number_of<std::uint64_t>(target.substr(start.size(), target.size() - start.size() - 1), 10);
}

}  // namespace spoor::tracer
