#include "spoor/arch/registers.h"

#include <elf.h>

#include <cerrno>

#include "spoor/sys/ptrace.h"

namespace spoor::arch {
namespace {

const Register* find(std::string_view name) {
  for (const Register& known : native().registers)
    if (known.name == name) return &known;
  return nullptr;
}

// Larger than any XSAVE area known today (AMX makes it about 11 KiB).
constexpr std::size_t largest_float_area = 16384;

}  // namespace

Result<Registers> Registers::load(pid_t tid) {
  // A 32-bit task's set would come in its own, smaller layout: PEEKUSER words are 64-bit registers for both.
  Registers registers;
  registers.words_.resize(native().register_set_size / sizeof(std::uint64_t));
  const auto into = std::as_writable_bytes(std::span(registers.words_));
  const auto size = sys::register_set(tid, NT_PRSTATUS, into);
  if (!size) return std::unexpected(size.error());
  if (*size == into.size()) return registers;
  for (const Register& known : native().registers) {
    const auto word = sys::peek_user(tid, known.offset);
    if (!word) return std::unexpected(word.error());
    registers.set_at(known.offset, *word);
  }
  return registers;
}

Result<void> Registers::store(pid_t tid) const {
  const auto before = load(tid);
  if (!before) return std::unexpected(before.error());
  for (const Register& known : native().registers) {
    if (at(known.offset) == before->at(known.offset)) continue;
    if (auto stored = sys::poke_user(tid, known.offset, at(known.offset)); !stored) return stored;
  }
  return {};
}

std::optional<std::uint64_t> Registers::get(std::string_view name) const {
  const Register* known = find(name);
  return known != nullptr ? std::optional(at(known->offset)) : std::nullopt;
}

bool Registers::set(std::string_view name, std::uint64_t value) {
  const Register* known = find(name);
  if (known != nullptr) set_at(known->offset, value);
  return known != nullptr;
}

Result<std::vector<std::byte>> load_float_registers(pid_t tid) {
  std::vector<std::byte> area(largest_float_area);
  const auto size = sys::register_set(tid, NT_X86_XSTATE, area);
  if (!size) return std::unexpected(size.error());
  area.resize(*size);
  return area;
}

Result<void> store_float_registers(pid_t tid, std::span<const std::byte> area) {
  return sys::set_register_set(tid, NT_X86_XSTATE, area);
}

Result<std::uint64_t> load_debug_register(pid_t tid, int index) {
  if (index < 0 || index >= native().debug_register_count) return fail(EINVAL, "read a debug register of", tid);
  return sys::peek_user(tid, native().debug_registers + static_cast<std::size_t>(index) * 8);
}

Result<void> store_debug_register(pid_t tid, int index, std::uint64_t value) {
  if (index < 0 || index >= native().debug_register_count) return fail(EINVAL, "write a debug register of", tid);
  return sys::poke_user(tid, native().debug_registers + static_cast<std::size_t>(index) * 8, value);
}

}  // namespace spoor::arch
