#include "spoor/tracer/live_memory.h"

#include <algorithm>
#include <cstring>

namespace spoor::tracer {

const LiveMemory::Page& LiveMemory::page_at(std::uint64_t start) {
  for (const Page& page : pages_)
    if (page.start == start) return page;
  Page& page = pages_[next_];
  next_ = (next_ + 1) % pages_.size();
  page.start = start;
  page.readable = sys::read_memory(tid_, RemoteAddr(start), page.bytes) == page_size;
  return page;
}

std::size_t LiveMemory::read(RemoteAddr addr, std::span<std::byte> into) {
  // Big reads would only push the cached pages out.
  if (into.size() > page_size) return sys::read_memory(tid_, addr, into);
  std::size_t done = 0;
  while (done < into.size()) {
    const std::uint64_t at = addr.value() + done;
    if (at < addr.value()) break;  // past the end of the address space
    const std::size_t offset = at % page_size;
    const Page& page = page_at(at - offset);
    if (!page.readable) break;
    const std::size_t part = std::min(into.size() - done, page_size - offset);
    std::memcpy(into.data() + done, page.bytes.data() + offset, part);
    done += part;
  }
  return done;
}

}  // namespace spoor::tracer
