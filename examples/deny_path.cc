// Runs a program that no call may name one path to:  deny_path /etc/hostname /bin/cat /etc/hostname
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "spoor/abi/decode.h"
#include "spoor/arch/arch.h"
#include "spoor/tracer/tracer.h"

using namespace spoor;

static bool names_path(const abi::Event& event, std::string_view path) {
  return std::ranges::any_of(event.values(), [path](abi::ValueRef value) {
    const auto* given = value != nullptr ? std::get_if<abi::Path>(value) : nullptr;
    return given != nullptr && given->bytes == path;
  });
}

// A call whose number is changed to -1 at its entry is skipped; its result is what the result register holds then.
static void deny(pid_t tid) {
  (void)sys::poke_user(tid, arch::native().syscall_number, ~std::uint64_t{0});
  (void)sys::poke_user(tid, arch::native().syscall_result, static_cast<std::uint64_t>(-EACCES));
}

int main(int argc, char** argv) {
  if (argc < 3) return fmt::print(stderr, "usage: deny_path PATH /path/to/program [argument...]\n"), 2;
  tracer::Program program{.path = argv[2], .argv = {argv + 2, argv + argc}};
  for (char** variable = environ; *variable != nullptr; ++variable) program.environment.emplace_back(*variable);
  sigprocmask(SIG_SETMASK, nullptr, &program.signal_mask);

  tracer::Tracer tracer;
  const auto launched = tracer.launch(program);
  if (!launched) return fmt::print(stderr, "deny_path: {}\n", launched.error().message()), 1;
  abi::Facts facts;
  Arena arena;
  for (auto wait = tracer.next(); !std::holds_alternative<tracer::Done>(wait); wait = tracer.next()) {
    auto* stop = std::get_if<tracer::Stop>(&wait);
    if (stop == nullptr) continue;
    if (stop->as<tracer::SyscallEnter>() != nullptr) {
      arena.reset();
      if (names_path(abi::decode_entry(stop->tracee().call, stop->memory(), facts, arena, {}), argv[1]))
        deny(stop->tid());
    }
    const auto* signal = stop->as<tracer::SignalDelivery>();
    (void)std::move(*stop).resume(tracer::How::to_syscall, signal != nullptr ? signal->signal : 0);
  }
}
