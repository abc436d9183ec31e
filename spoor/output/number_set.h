// A set of small numbers (descriptors) that can be "all but these".
#pragma once

#include <cstdint>
#include <vector>

namespace spoor::output {

class NumberSet {
 public:
  bool contains(std::int64_t number) const {
    if (number < 0) return false;
    const auto index = static_cast<std::uint64_t>(number);
    return index < members_.size() ? members_[index] : others_;
  }
  void insert(std::uint32_t number) {
    if (number >= members_.size()) members_.resize(number + 1, others_);
    members_[number] = true;
  }
  void fill() {
    members_.clear();
    others_ = true;
  }
  void invert() {
    members_.flip();
    others_ = !others_;
  }
  bool nothing() const {
    for (const bool member : members_)
      if (member) return false;
    return !others_;
  }

 private:
  std::vector<bool> members_;
  bool others_ = false;
};

}  // namespace spoor::output
