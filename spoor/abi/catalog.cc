#include "spoor/abi/catalog.h"

#include "spoor/abi/bare_args.h"

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
  add_foreign();
}

// Calls of x86-64 alone, made with the x32 bit: the kernel refuses them, and what their arguments would be nobody
// knows.
void Catalog::add_foreign() {
  auto& table = by_number_[static_cast<std::size_t>(Abi::x32)];
  for (const Syscall* row : by_number_[static_cast<std::size_t>(Abi::x86_64)]) {
    if (row == nullptr || find(Abi::x32, static_cast<std::uint64_t>(row->numbers.x86_64)) != nullptr) continue;
    Syscall& foreign = foreign_rows_.emplace_back();
    foreign.name = foreign_names_.emplace_back(std::string(row->name) + "#64");
    foreign.numbers = {.x32 = row->numbers.x86_64};
    foreign.args = bare_args(row->fixed_args().empty() ? row->args_of({}) : row->fixed_args()).args;
    table[static_cast<std::size_t>(row->numbers.x86_64)] = &foreign;
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
