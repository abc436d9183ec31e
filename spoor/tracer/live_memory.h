// A stopped task's memory, a page at a time.
#pragma once

#include <array>
#include <cstdint>

#include "spoor/base/memory.h"
#include "spoor/sys/remote_memory.h"

namespace spoor::tracer {

// Keeps the pages it read until it is bound anew: at one stop a decoder looks at the same few pages again and again,
// and while the task stands still (other threads may run: what they change meanwhile is anybody's race) they do not
// change.
class LiveMemory : public Memory {
 public:
  void bind(pid_t tid) {
    tid_ = tid;
    for (Page& page : pages_) page.start = none;
  }

  std::size_t read(RemoteAddr addr, std::span<std::byte> into) override;

 private:
  static constexpr std::size_t page_size = 4096;
  static constexpr std::uint64_t none = ~std::uint64_t{0};
  struct Page {
    std::uint64_t start = none;
    bool readable = false;
    std::array<std::byte, page_size> bytes;
  };

  const Page& page_at(std::uint64_t start);

  pid_t tid_ = 0;
  std::size_t next_ = 0;  // the page to give up next
  std::array<Page, 4> pages_;
};

}  // namespace spoor::tracer
