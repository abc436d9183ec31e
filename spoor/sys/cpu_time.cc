#include "spoor/sys/cpu_time.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <string>

namespace spoor::sys {
namespace {

std::int64_t read_time(int file) {
  char text[64];
  const ssize_t size = file >= 0 ? ::pread(file, text, sizeof text, 0) : 0;
  std::int64_t time = 0;
  if (size > 0) std::from_chars(text, text + size, time);
  return time;
}

}  // namespace

std::int64_t CpuTimes::of(pid_t tid) {
  Entry& entry = open_[static_cast<std::size_t>(tid) % open_.size()];
  if (entry.tid == tid) {
    // 0: the file is that of an earlier task of this number.
    if (const std::int64_t time = read_time(entry.file.get()); time != 0) return time;
  }
  const std::string path = "/proc/" + std::to_string(tid) + "/schedstat";
  entry.file = Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  entry.tid = tid;
  return read_time(entry.file.get());
}

}  // namespace spoor::sys
