#include "spoor/output/filter.h"

#include <algorithm>

namespace spoor::output {

void StatusFilter::finished(const abi::Event& event) {
  const abi::Call& call = *event.call;
  const Status status = !call.finished() ? Status::unfinished : call.failed() ? Status::failed : Status::successful;
  if (wanted_.test(static_cast<std::size_t>(status))) next_->finished(event);
}

void PathFilter::entered(const abi::Event& event) {
  const bool match =
      std::ranges::any_of(event.values(), [this](abi::ValueRef value) { return value != nullptr && matches(*value); });
  if (!match) return;
  inside_.insert(event.call->tid);
  next_->entered(event);
}

void PathFilter::finished(const abi::Event& event) {
  if (inside_.erase(event.call->tid) != 0) next_->finished(event);
}

void PathFilter::executed(const abi::ExecEvent& event) {
  if (event.former_tid != event.tid) {
    inside_.erase(event.tid);
    if (inside_.erase(event.former_tid) != 0) inside_.insert(event.tid);
  }
  next_->executed(event);
}

void PathFilter::exited(const abi::ExitEvent& event) {
  inside_.erase(event.tid);
  next_->exited(event);
}

bool PathFilter::matches_path(std::string_view path) const { return std::ranges::find(paths_, path) != paths_.end(); }

bool PathFilter::matches(const abi::Value& value) const {
  if (const auto* fd = std::get_if<abi::FdRef>(&value)) return matches_path(fd->target);
  if (const auto* path = std::get_if<abi::Path>(&value)) {
    if (matches_path(path->bytes)) return true;
    if (path->base.empty() || path->bytes.starts_with('/')) return false;
    std::string whole(path->base);
    if (!whole.ends_with('/')) whole += '/';
    whole += path->bytes.starts_with("./") ? path->bytes.substr(2) : path->bytes;
    return matches_path(whole);
  }
  if (const auto* list = std::get_if<abi::List>(&value))
    return std::ranges::any_of(list->items, [this](abi::ValueRef item) { return matches(*item); });
  if (const auto* fields = std::get_if<abi::Struct>(&value))
    return std::ranges::any_of(fields->fields, [this](const abi::Field& field) { return matches(*field.value); });
  return false;
}

}  // namespace spoor::output
