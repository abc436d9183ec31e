// Counts the system calls of a program and of all its children:  count_syscalls /bin/ls -l
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <string_view>

#include "spoor/abi/catalog.h"
#include "spoor/tracer/tracer.h"

using namespace spoor;

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: count_syscalls /path/to/program [argument...]\n");
    return 2;
  }
  tracer::Program program{.path = argv[1], .argv = {argv + 1, argv + argc}};
  for (char** variable = environ; *variable != nullptr; ++variable) program.environment.emplace_back(*variable);
  sigprocmask(SIG_SETMASK, nullptr, &program.signal_mask);

  tracer::Tracer tracer;
  if (const auto launched = tracer.launch(program); !launched) {
    fmt::print(stderr, "count_syscalls: {}\n", launched.error().message());
    return 1;
  }
  std::map<std::string_view, unsigned> counts;
  for (auto wait = tracer.next(); !std::holds_alternative<tracer::Done>(wait); wait = tracer.next()) {
    auto* stop = std::get_if<tracer::Stop>(&wait);
    if (stop == nullptr) continue;
    if (stop->as<tracer::SyscallEnter>() != nullptr) {
      const abi::Call& call = stop->tracee().call;
      const abi::Syscall* row = abi::Catalog::instance().find(call.abi, call.nr);
      ++counts[row != nullptr ? row->name : "unknown"];
    }
    const auto* signal = stop->as<tracer::SignalDelivery>();
    if (!std::move(*stop).resume(tracer::How::to_syscall, signal != nullptr ? signal->signal : 0)) return 1;
  }
  for (const auto& [name, count] : counts) fmt::print("{:8} {}\n", count, name);
  return 0;
}
