#include "spoor/cli/interrupts.h"

#include <sys/time.h>

#include <csignal>
#include <iterator>

namespace spoor::cli {
namespace {

constexpr int watched[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGALRM, SIGTSTP};

volatile sig_atomic_t noted_signal = 0;
volatile sig_atomic_t ticked = 0;

void note_signal(int signal) {
  noted_signal = signal;
  // A signal that comes just before wait(2) blocks would go unnoticed until the next stop: wake it again soon.
  constexpr itimerval soon{.it_interval = {.tv_sec = 0, .tv_usec = 10'000},
                           .it_value = {.tv_sec = 0, .tv_usec = 10'000}};
  ::setitimer(ITIMER_REAL, &soon, nullptr);
}

void note_nothing(int) {}

void note_tick(int) { ticked = 1; }

}  // namespace

Interrupts::Interrupts(bool block_stop_key) {
  ::sigprocmask(SIG_SETMASK, nullptr, &original_mask_);
  for (std::size_t i = 0; i < std::size(watched); ++i) {
    struct sigaction action{};
    action.sa_handler = watched[i] == SIGALRM ? note_tick : watched[i] == SIGPIPE ? note_nothing : note_signal;
    ::sigaction(watched[i], nullptr, &old_[i]);
    if (watched[i] == SIGTSTP) {
      if (!block_stop_key) continue;
      action.sa_handler = note_nothing;
    }
    if (old_[i].sa_handler != SIG_IGN || watched[i] == SIGALRM) ::sigaction(watched[i], &action, nullptr);
  }
}

Interrupts::~Interrupts() {
  tick_every(0);
  for (std::size_t i = 0; i < std::size(watched); ++i) ::sigaction(watched[i], &old_[i], nullptr);
}

// SIGALRM alone: the others are left to be ignored.
std::vector<int> Interrupts::ignored_before() const {
  for (std::size_t i = 0; i < std::size(watched); ++i)
    if (watched[i] == SIGALRM && old_[i].sa_handler == SIG_IGN) return {SIGALRM};
  return {};
}

bool Interrupts::any() const { return noted_signal != 0 || ticked != 0; }

int Interrupts::take() {
  const int signal = noted_signal;
  noted_signal = 0;
  if (signal != 0) tick_every(0);
  return signal;
}

bool Interrupts::take_tick() {
  const bool fired = ticked != 0;
  ticked = 0;
  return fired;
}

void Interrupts::tick_every(int milliseconds) {
  const itimerval period{.it_interval = {.tv_sec = 0, .tv_usec = milliseconds * 1000},
                         .it_value = {.tv_sec = 0, .tv_usec = milliseconds * 1000}};
  ::setitimer(ITIMER_REAL, &period, nullptr);
}

}  // namespace spoor::cli
