#include "spoor/sys/remote_memory.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "spoor/base/fd.h"
#include "spoor/sys/ptrace.h"

namespace spoor::sys {
namespace {

constexpr std::size_t page = 4096;
constexpr std::size_t max_pieces = 64;  // pages per process_vm_readv

// One remote piece a page: a call that meets an unreadable page then still gives the pages before it.
std::size_t split_by_page(RemoteAddr addr, std::size_t size, iovec (&pieces)[max_pieces]) {
  std::size_t count = 0;
  while (size > 0 && count < max_pieces) {
    const std::size_t part = std::min(size, page - addr.value() % page);
    pieces[count++] = {reinterpret_cast<void*>(addr.value()), part};
    addr = addr + part;
    size -= part;
  }
  return count;
}

Fd open_mem(pid_t tid, int flags) {
  return Fd(::open(("/proc/" + std::to_string(tid) + "/mem").c_str(), flags | O_CLOEXEC));
}

std::size_t read_by_words(pid_t tid, RemoteAddr addr, std::span<std::byte> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const std::uint64_t skip = (addr.value() + done) % 8;
    const auto value = peek(tid, RemoteAddr(addr.value() + done - skip));
    if (!value) break;
    const std::size_t part = std::min<std::size_t>(8 - skip, into.size() - done);
    std::memcpy(into.data() + done, reinterpret_cast<const std::byte*>(&*value) + skip, part);
    done += part;
  }
  return done;
}

std::size_t read_by_file(pid_t tid, RemoteAddr addr, std::span<std::byte> into) {
  const Fd mem = open_mem(tid, O_RDONLY);
  if (!mem) return read_by_words(tid, addr, into);
  std::size_t done = 0;
  while (done < into.size()) {
    const std::size_t part = std::min(into.size() - done, page - (addr.value() + done) % page);
    const ssize_t got = ::pread(mem.get(), into.data() + done, part, static_cast<off_t>(addr.value() + done));
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

bool refused(int error) { return error == EPERM || error == ENOSYS || error == EACCES; }

}  // namespace

std::size_t read_memory(pid_t tid, RemoteAddr addr, std::span<std::byte> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    iovec remote[max_pieces];
    const std::size_t count = split_by_page(addr + done, into.size() - done, remote);
    std::size_t want = 0;
    for (std::size_t i = 0; i < count; ++i) want += remote[i].iov_len;
    const iovec local{into.data() + done, want};
    const ssize_t got = ::process_vm_readv(tid, &local, 1, remote, count, 0);
    if (got < 0 && refused(errno)) return done + read_by_file(tid, addr + done, into.subspan(done));
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
    if (static_cast<std::size_t>(got) < want) break;
  }
  return done;
}

Result<void> write_memory(pid_t tid, RemoteAddr addr, std::span<const std::byte> from, bool force) {
  if (!force) {
    const iovec local{const_cast<std::byte*>(from.data()), from.size()};
    const iovec remote{reinterpret_cast<void*>(addr.value()), from.size()};
    const ssize_t put = ::process_vm_writev(tid, &local, 1, &remote, 1, 0);
    if (put == static_cast<ssize_t>(from.size())) return {};
    if (put >= 0) return fail(EFAULT, "write memory of", tid);
    if (!refused(errno)) return errno_error("write memory of", tid);
  }
  const Fd mem = open_mem(tid, O_RDWR);
  if (!mem) return errno_error("open memory of", tid);
  const ssize_t put = ::pwrite(mem.get(), from.data(), from.size(), static_cast<off_t>(addr.value()));
  if (put < 0) return errno_error("write memory of", tid);
  if (put != static_cast<ssize_t>(from.size())) return fail(EFAULT, "write memory of", tid);
  return {};
}

}  // namespace spoor::sys
