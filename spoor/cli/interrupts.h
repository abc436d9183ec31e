// The signals that spoor itself gets while it traces, and the timer that wakes it.
#pragma once

#include <signal.h>

#include <vector>

namespace spoor::cli {

// While an object lives, SIGINT, SIGQUIT, SIGTERM, SIGHUP and SIGPIPE are only noted, unless they were ignored already,
// and SIGALRM is the timer's. All of them have handlers, none is ignored, so that a program launched meanwhile starts
// with the dispositions that spoor found: exec resets handlers. One object at a time: signal handlers have no other
// place for their notes than static memory.
class Interrupts {
 public:
  explicit Interrupts(bool block_stop_key);  // also keep SIGTSTP from stopping spoor
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // Is there anything to take? Costs nothing.
  bool any() const;
  // The last signal noted since the last take(), 0 for none.
  int take();
  // Since the last call, did the timer fire?
  bool take_tick();
  // Makes wait(2) return with EINTR every `milliseconds`, 0 for never again.
  void tick_every(int milliseconds);

  // What the mask was when the object was made.
  const sigset_t& original_mask() const { return original_mask_; }
  // The signals that were ignored when the object was made and have a handler now.
  std::vector<int> ignored_before() const;

 private:
  sigset_t original_mask_{};
  struct sigaction old_[7];
};

}  // namespace spoor::cli
