#include "spoor/abi/catalog.h"

namespace spoor::abi {

// One declaration per file of abi/syscalls/: the family `files` defines `rows_files`.
#define FAMILY(name) extern const std::span<const Syscall> rows_##name;
#include "spoor/abi/families.inc"
#undef FAMILY

Catalog::Catalog() {
  const std::span<const Syscall> families[] = {
#define FAMILY(name) rows_##name,
#include "spoor/abi/families.inc"
#undef FAMILY
  };
  for (const auto family : families)
    for (const Syscall& row : family) rows_.push_back(&row);
  for (const Abi abi : {Abi::x86_64, Abi::i386, Abi::x32}) {
    auto& table = by_number_[static_cast<std::size_t>(abi)];
    for (const Syscall* row : rows_) {
      const int number = row->numbers.of(abi);
      if (number < 0) continue;
      const auto index = static_cast<std::size_t>(number);
      if (index >= table.size()) table.resize(index + 1);
      table[index] = row;
    }
  }
}

const Catalog& Catalog::instance() {
  static const Catalog catalog;
  return catalog;
}

const Syscall* Catalog::find(Abi abi, std::string_view name) const {
  for (const Syscall* row : rows_)
    if (row->name == name && row->numbers.of(abi) >= 0) return row;
  return nullptr;
}

std::string_view personality_name(Abi abi) {
  switch (abi) {
    case Abi::x86_64: return "64";
    case Abi::i386: return "32";
    case Abi::x32: return "x32";
  }
  return {};
}

}  // namespace spoor::abi
