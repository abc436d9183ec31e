// How descriptors that are no plain files are described, from what /proc/PID/fdinfo (proc(5)) tells of them. Each gives
// "" where that does not say enough.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spoor::tracer {

// /proc/TID/fdinfo/FD, "" where it cannot be read.
std::string fd_info(pid_t tid, int fd);

std::string pidfd_text(std::string_view info);     // pid:123
std::string eventfd_text(std::string_view info);   // {eventfd-count=0x1, eventfd-id=30, eventfd-semaphore=0}
std::string signalfd_text(std::string_view info);  // signalfd:[INT TERM]

// "char 1:3" for the device behind a link of /proc/PID/fd, "char 5:2 @/dev/pts/0" for the master of a terminal; "" for
// what is no device.
std::string device_text(const std::string& fd_path, std::string_view info);

// The number in "socket:[123]".
std::optional<std::uint64_t> inode_of_socket(std::string_view target);

}  // namespace spoor::tracer
