#include "spoor/cli/nearest.h"

#include <algorithm>
#include <vector>

namespace spoor::cli {
namespace {

// Optimal string alignment distance, three rows of the table at a time.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({replace, last[j] + 1, now[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

Nearest::Nearest(std::string_view word) : word_(word), distance_(std::max<std::size_t>(word.size() / 3, 1) + 1) {}

void Nearest::consider(std::string_view candidate) {
  const std::size_t distance = edits(word_, candidate);
  if (distance >= distance_) return;
  distance_ = distance;
  best_ = candidate;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  Nearest search(word);
  for (const std::string_view candidate : candidates) search.consider(candidate);
  return search.best();
}

}  // namespace spoor::cli
