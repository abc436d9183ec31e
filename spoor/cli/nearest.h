// "Did you mean": the known word nearest to a mistyped one.
#pragma once

#include <span>
#include <string_view>

namespace spoor::cli {

// The candidate that takes the fewest edits (insert, remove, replace, swap neighbours) to reach, or an empty view where
// none is near enough to be what was meant.
class Nearest {
 public:
  explicit Nearest(std::string_view word);
  void consider(std::string_view candidate);
  std::string_view best() const { return best_; }

 private:
  std::string_view word_;
  std::string_view best_;
  std::size_t distance_;  // that a candidate has to come below
};

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace spoor::cli
