// Sinks that pass on some of the events: by how calls ended, by the paths they touch.
#pragma once

#include <bitset>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "spoor/output/sink.h"

namespace spoor::output {

// Passes everything on; the filters below hold back calls.
class PassingSink : public Sink {
 public:
  explicit PassingSink(std::unique_ptr<Sink> next) : next_(std::move(next)) {}
  void entered(const abi::Event& event) override { next_->entered(event); }
  void finished(const abi::Event& event) override { next_->finished(event); }
  void abi_changed(const abi::AbiEvent& event) override { next_->abi_changed(event); }
  void signalled(const abi::SignalEvent& event) override { next_->signalled(event); }
  void stopped(const abi::StopEvent& event) override { next_->stopped(event); }
  void born(const abi::BirthEvent& event) override { next_->born(event); }
  void executed(const abi::ExecEvent& event) override { next_->executed(event); }
  void exited(const abi::ExitEvent& event) override { next_->exited(event); }
  void detached(const abi::DetachEvent& event) override { next_->detached(event); }
  void flush(bool idle) override { next_->flush(idle); }
  void end() override { next_->end(); }
  int failed() const override { return next_->failed(); }
  bool wants_values() const override { return next_->wants_values(); }

 protected:
  std::unique_ptr<Sink> next_;
};

// strace's -e status=. `unavailable` never happens: the kernel always tells.
enum class Status : std::uint8_t { successful, failed, unfinished, unavailable, detached };
using Statuses = std::bitset<5>;

// A call is passed on when it has returned and its status is known, all of it at once: lines are never split.
class StatusFilter : public PassingSink {
 public:
  StatusFilter(Statuses wanted, std::unique_ptr<Sink> next) : PassingSink(std::move(next)), wanted_(wanted) {}
  void entered(const abi::Event&) override {}
  void finished(const abi::Event& event) override;

 private:
  Statuses wanted_;
};

// strace's -P: calls that name one of the paths, or have a descriptor of it, as known when the call is made.
class PathFilter : public PassingSink {
 public:
  PathFilter(std::vector<std::string> paths, std::unique_ptr<Sink> next)
      : PassingSink(std::move(next)), paths_(std::move(paths)) {}
  void entered(const abi::Event& event) override;
  void finished(const abi::Event& event) override;
  void executed(const abi::ExecEvent& event) override;
  void exited(const abi::ExitEvent& event) override;
  bool wants_values() const override { return true; }

 private:
  bool matches(const abi::Value& value) const;
  bool matches_path(std::string_view path) const;

  std::vector<std::string> paths_;
  std::unordered_set<pid_t> inside_;  // tasks inside a call that was passed on
};

}  // namespace spoor::output
