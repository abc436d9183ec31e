#include "spoor/output/format.h"

#include <algorithm>
#include <vector>

namespace spoor::output {
namespace {

std::vector<Format>& registry() {
  static std::vector<Format> formats;
  return formats;
}

}  // namespace

FormatRegistration::FormatRegistration(const Format& format) {
  auto& all = registry();
  all.insert(std::ranges::upper_bound(all, format.name, {}, &Format::name), format);
}

std::span<const Format> formats() { return registry(); }

const Format* find_format(std::string_view name) {
  const auto found = std::ranges::find(registry(), name, &Format::name);
  return found != registry().end() ? &*found : nullptr;
}

}  // namespace spoor::output
