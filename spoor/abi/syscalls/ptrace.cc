// ptrace(2): each request with arguments of its own.
#include "spoor/abi/args.h"
#include "spoor/abi/audit_arch.h"
#include "spoor/abi/catalog.h"
#include "spoor/abi/names.h"
#include "spoor/abi/siginfo.h"
#include "spoor/abi/sigset.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/syscalls/ptrace_names.h"

namespace spoor::abi {
namespace {

using namespace arg;

ValueRef bracketed(Context& c, ValueRef item) {
  const ValueRef items[] = {item};
  return c.list(items);
}

// --- registers: struct user_regs_struct of the caller, which is the CPU's own only for a tracee of the same kind ---

constexpr std::string_view registers64[] = {
    "r15", "r14",      "r13", "r12", "rbp",    "rbx", "r11", "r10",     "r9",      "r8", "rax", "rcx", "rdx", "rsi",
    "rdi", "orig_rax", "rip", "cs",  "eflags", "rsp", "ss",  "fs_base", "gs_base", "ds", "es",  "fs",  "gs"};
constexpr std::string_view registers32[] = {"ebx", "ecx", "edx",      "esi", "edi", "ebp",    "eax", "xds", "xes",
                                            "xfs", "xgs", "orig_eax", "eip", "xcs", "eflags", "esp", "xss"};

// `size` bytes of them are there.
ValueRef registers_in(Context& c, RemoteAddr addr, std::uint64_t size) {
  const bool narrow = c.abi() == Abi::i386;
  const std::size_t width = narrow ? 4 : 8;
  const auto names = narrow ? std::span<const std::string_view>(registers32) : registers64;
  if (size == 0 || size % width != 0) return nullptr;
  const std::size_t count = std::min<std::uint64_t>(names.size(), size / width);
  if (c.load_bytes(addr, count * width).size() < count * width) return nullptr;
  Collector<Field> fields(c.arena());
  for (std::size_t i = 0; i < count; ++i) {
    fields.add({names[i], c.hex(c.load_uint(addr + i * width, width).value_or(0))});
  }
  return c.make(Struct{.fields = fields.items(), .more = size / width > names.size()});
}
ValueRef registers(Context& c, RemoteAddr addr) {
  return registers_in(c, addr, c.abi() == Abi::i386 ? 4 * std::size(registers32) : 8 * std::size(registers64));
}

ValueRef hex_words(Context& c, StructReader& s, std::size_t count) {
  const RemoteAddr start = s.position();
  s.skip(count * 4);
  return c.array(start, count, 4, [&](RemoteAddr at) -> ValueRef {
    const auto word = c.load<std::uint32_t>(at);
    return word ? c.hex(*word) : nullptr;
  });
}

// struct user_fpregs_struct: FXSAVE's layout on x86-64, FSAVE's on i386.
ValueRef float_registers64(Context& c, RemoteAddr addr) {
  constexpr std::size_t size = 512;
  if (c.load_bytes(addr, size).size() < size) return nullptr;
  StructReader s(c, addr);
  for (const std::string_view name : {"cwd", "swd", "ftw", "fop"}) s.add(name, c.hex(s.u16()));
  for (const std::string_view name : {"rip", "rdp"}) s.add(name, c.hex(s.aligned_u64()));
  for (const std::string_view name : {"mxcsr", "mxcr_mask"}) s.add(name, c.hex(s.u32()));
  s.add("st_space", hex_words(c, s, 32));
  s.add("xmm_space", hex_words(c, s, 64));
  s.add("padding", hex_words(c, s, 24));
  return s.done();
}
ValueRef float_registers32(Context& c, RemoteAddr addr) {
  constexpr std::size_t size = 108;
  if (c.load_bytes(addr, size).size() < size) return nullptr;
  StructReader s(c, addr);
  for (const std::string_view name : {"cwd", "swd", "twd", "fip", "fcs", "foo", "fos"}) s.add(name, c.hex(s.u32()));
  s.add("st_space", hex_words(c, s, 20));
  return s.done();
}
ValueRef float_registers(Context& c, RemoteAddr addr) {
  return c.abi() == Abi::i386 ? float_registers32(c, addr) : float_registers64(c, addr);
}

// The bytes of a register set, where their layout is known.
ValueRef register_set(Context& c, std::uint64_t addr, std::uint64_t size) {
  const std::uint64_t floats = c.abi() == Abi::i386 ? 108 : 512;
  const std::uint64_t type = c.arg(2);
  return c.pointee(addr, [&](RemoteAddr at) -> ValueRef {
    if (type == 1) return registers_in(c, at, size);                 // NT_PRSTATUS
    if (type == 2 && size >= floats) return float_registers(c, at);  // NT_FPREGSET
    return nullptr;
  });
}

// A struct iovec whose length the kernel may shorten to what it filled in.
ValueRef register_iovec(Context& c, std::uint64_t raw, bool contents) {
  return c.pointee(raw, [&](RemoteAddr addr) -> ValueRef {
    StructReader s(c, addr);
    const std::uint64_t base = s.ulong();
    const std::uint64_t size = s.ulong();
    s.add("iov_base", contents ? register_set(c, base, size) : c.pointer(base));
    s.add("iov_len", c.udec(size));
    return s.done();
  });
}
ValueRef register_iovec_in(Context& c, const Arg&, std::uint64_t raw) { return register_iovec(c, raw, true); }

std::optional<std::uint64_t> length_of(const Value* value) {
  const auto* parts = value == nullptr ? nullptr : std::get_if<Struct>(value);
  const auto* length = parts == nullptr ? nullptr : std::get_if<UInt>(parts->fields.back().value);
  return length == nullptr ? std::nullopt : std::optional(length->value);
}
ValueRef register_iovec_out(Context& c, const Arg&, std::uint64_t raw) {
  const ValueRef before = c.at_entry();
  const bool done = c.at_exit() && !c.call().failed();
  const ValueRef now = register_iovec(c, raw, done);
  if (!c.at_exit()) return now;
  const auto asked = length_of(before);
  const auto filled = length_of(now);
  if (!asked || !filled) return before == nullptr ? now : before;
  if (!done || *asked == *filled) return now;
  const auto& parts = std::get<Struct>(*now);
  const Field fields[] = {parts.fields[0], {"iov_len", c.joined(" => ", c.udec(*asked), c.udec(*filled))},
};
  return c.fields(fields);
}

// --- single words ---

// Where in struct user.
ValueRef user_offset(Context& c, const Arg&, std::uint64_t raw) {
  const bool narrow = c.abi() == Abi::i386;
  const FlagSet& set = narrow ? ptrace_names::user32 : ptrace_names::user64;
  const std::uint64_t offset = narrow ? static_cast<std::uint32_t>(raw) : raw;
  const Name* below = nullptr;
  for (const Name& name : set.names)
    if (name.bits <= offset) below = &name;
  if (below->bits == offset) return c.constant(below->name, offset);
  if (offset > set.names.back().bits) return c.hex(offset);
  return c.sum(c.hex(offset), "+", c.word(below->name, below->bits), c.udec(offset - below->bits));
}

ValueRef address_at(Context& c, RemoteAddr addr) {
  const auto word = c.load_word(addr);
  return word ? bracketed(c, c.pointer(*word)) : nullptr;
}
ValueRef number_at(Context& c, RemoteAddr addr) {
  const auto word = c.load_word(addr);
  return word ? bracketed(c, c.udec(*word)) : nullptr;
}

// --- signals ---

ValueRef mask(Context& c, const Arg&, std::uint64_t raw) {
  if (c.at_exit() && c.call().failed()) return c.pointer(raw);
  if (c.arg(2) > sigset_size) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return decode_sigset(c, addr, c.arg(2)); });
}

ValueRef peek_range(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("off", c.udec(s.aligned_u64()));
  s.add("flags", c.flags(ptrace_names::peek_flags, s.u32()));
  s.add("nr", c.dec(s.i32()));
  return s.done();
}

ValueRef peeked(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, static_cast<std::uint64_t>(c.call().result), siginfo_size,
                   [&](RemoteAddr at) { return decode_siginfo(c, at); });
  });
}

// --- PTRACE_GET_SYSCALL_INFO and seccomp ---

ValueRef call_number(Context& c, std::uint64_t number, std::uint32_t arch) {
  const bool is_x32 = (number & x32_bit) != 0;
  const bool known = arch == audit_arch_x86_64 || arch == audit_arch_i386;
  const Abi abi = arch == audit_arch_i386 ? Abi::i386 : is_x32 ? Abi::x32 : Abi::x86_64;
  const Syscall* row = known ? Catalog::instance().find(abi, number & ~x32_bit) : nullptr;
  if (row == nullptr) return c.udec(number);
  const std::string_view prefix = "__NR_";
  Collector<char> text(c.arena());
  for (const char letter : prefix) text.add(letter);
  for (const char letter : row->name) text.add(letter);
  return c.word({text.items().data(), text.size()}, number);
}

// struct ptrace_syscall_info (linux/ptrace.h), of which `size` bytes were filled in. Members that lie beyond are left
// out; entry, exit and seccomp are members of a union, told apart by op.
class SyscallInfo {
 public:
  SyscallInfo(Context& c, RemoteAddr addr, std::uint64_t size) : c_(c), addr_(addr), size_(size), fields_(c.arena()) {}

  ValueRef value() {
    if (size_ == 0) return nullptr;
    const auto op = c_.load_uint(addr_, 1);
    if (!op) return nullptr;
    fields_.add({"op", c_.symbol(ptrace_names::syscall_infos, *op)});
    const auto arch = static_cast<std::uint32_t>(word(4, 4));
    if (size_ >= 8) fields_.add({"arch", c_.symbol(audit_arch_names, arch)});
    if (size_ >= 16) fields_.add({"instruction_pointer", c_.pointer(word(8, 8))});
    if (size_ >= 24) fields_.add({"stack_pointer", c_.pointer(word(16, 8))});
    if (size_ >= 32 && (*op == 1 || *op == 3)) add_entry(arch, *op == 3);
    if (size_ >= 32 && *op == 2) add_exit();
    return c_.make(Struct{fields_.items()});
  }

 private:
  std::uint64_t word(std::uint64_t offset, std::size_t size) {
    return size_ < offset + size ? 0 : c_.load_uint(addr_ + offset, size).value_or(0);
  }
  void add_entry(std::uint32_t arch, bool seccomp) {
    Collector<Field> inner(c_.arena());
    inner.add({"nr", call_number(c_, word(24, 8), arch)});
    constexpr std::uint64_t end_of_args = 80;
    const std::uint64_t count = (std::min(size_, end_of_args) - 32) / 8;
    Collector<ValueRef> args(c_.arena());
    for (std::uint64_t i = 0; i < count; ++i) args.add(c_.hex(word(32 + 8 * i, 8)));
    if (count != 0) inner.add({"args", c_.make(List{args.items()})});
    if (seccomp && size_ >= end_of_args + 4) inner.add({"ret_data", c_.hex(word(end_of_args, 4))});
    fields_.add({seccomp ? "seccomp" : "entry", c_.make(Struct{inner.items()})});
  }
  void add_exit() {
    Collector<Field> inner(c_.arena());
    inner.add({"rval", c_.dec(static_cast<std::int64_t>(word(24, 8)))});
    if (size_ >= 33) inner.add({"is_error", c_.udec(word(32, 1))});
    fields_.add({"exit", c_.make(Struct{inner.items()})});
  }

  Context& c_;
  RemoteAddr addr_;
  std::uint64_t size_;
  Collector<Field> fields_;
};

ValueRef syscall_info(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  const std::uint64_t filled = std::min(static_cast<std::uint64_t>(c.call().result), c.arg(2));
  return c.pointee(raw, [&](RemoteAddr addr) { return SyscallInfo(c, addr, filled).value(); });
}

constexpr Name log_names[] = {{0x02, "SECCOMP_FILTER_FLAG_LOG"}};
constexpr FlagSet metadata_flags{.unknown = "SECCOMP_FILTER_FLAG_???", .names = log_names};

// struct seccomp_metadata: the caller says which filter.
ValueRef metadata(Context& c, const Arg&, std::uint64_t raw) {
  if (c.arg(2) < 8) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    StructReader s(c, addr);
    s.add("filter_off", c.udec(s.aligned_u64()));
    if (!c.call().failed() && c.arg(2) >= 16) s.add("flags", c.flags(metadata_flags, s.aligned_u64()));
    return s.done();
  });
}

// --- shapes ---

constexpr Arg request = choice_long("request", ptrace_names::requests);
constexpr Arg tracee = pid("pid");
constexpr Arg place = ptr("addr");
constexpr Arg signal_sent = signal("data");
constexpr Arg options = flags("data", ptrace_names::options);
constexpr Arg set_type = choice_long("addr", ptrace_names::notes);
constexpr Arg offset = custom("addr", user_offset);
constexpr Arg size = ulong("addr");

constexpr Arg plain[] = {request, tracee, place, ptr("data")};
constexpr Arg sends_signal[] = {request, tracee, place, signal_sent};
constexpr Arg sets_options[] = {request, tracee, place, options};
constexpr Arg peek[] = {request, tracee, place, out<address_at>("data")};
constexpr Arg peek_user[] = {request, tracee, offset, out<address_at>("data")};
constexpr Arg poke_user[] = {request, tracee, offset, ptr("data")};
constexpr Arg get_registers[] = {request, tracee, out<registers>("data").from_slot(3)};
constexpr Arg set_registers[] = {request, tracee, in<registers>("data").from_slot(3)};
constexpr Arg get_floats[] = {request, tracee, out<float_registers>("data").from_slot(3)};
constexpr Arg set_floats[] = {request, tracee, in<float_registers>("data").from_slot(3)};
constexpr Arg get_set[] = {request, tracee, set_type, custom("data", register_iovec_out, Direction::inout)};
constexpr Arg set_set[] = {request, tracee, set_type, custom("data", register_iovec_in)};
constexpr Arg event_message[] = {request, tracee, place, out<number_at>("data")};
constexpr Arg get_siginfo[] = {request, tracee, place, out<decode_siginfo>("data")};
constexpr Arg set_siginfo[] = {request, tracee, place, in<decode_siginfo>("data")};
constexpr Arg peek_siginfo[] = {request, tracee, in<peek_range>("addr"), custom("data", peeked, Direction::out)};
constexpr Arg get_mask[] = {request, tracee, size, custom("data", mask, Direction::out)};
constexpr Arg set_mask[] = {request, tracee, size, custom("data", mask)};
constexpr Arg get_info[] = {request, tracee, size, custom("data", syscall_info, Direction::out)};
constexpr Arg get_filter[] = {request, tracee, size, ptr("data")};
constexpr Arg get_metadata[] = {request, tracee, size, custom("data", metadata, Direction::out)};

std::span<const Arg> extended_args(std::uint64_t number) {
  switch (number) {
    case 0x4200:
    case 0x4206: return sets_options;
    case 0x4201: return event_message;
    case 0x4202: return get_siginfo;
    case 0x4203: return set_siginfo;
    case 0x4204: return get_set;
    case 0x4205: return set_set;
    case 0x4207:
    case 0x4208: return std::span(plain).first(2);
    case 0x4209: return peek_siginfo;
    case 0x420a: return get_mask;
    case 0x420b: return set_mask;
    case 0x420c: return get_filter;
    case 0x420d: return get_metadata;
    case 0x420e: return get_info;
    default: return plain;
  }
}

std::span<const Arg> ptrace_args(const Call& call) {
  switch (call.args[0]) {
    case 0: return std::span(plain).first(1);  // PTRACE_TRACEME
    case 1:
    case 2: return peek;
    case 3: return peek_user;
    case 6: return poke_user;
    case 8:
    case 16: return std::span(plain).first(2);
    case 7:
    case 9:
    case 17:
    case 24:
    case 31:
    case 32:
    case 33: return sends_signal;
    case 12: return get_registers;
    case 13: return set_registers;
    case 14: return get_floats;
    case 15: return set_floats;
    case 21: return sets_options;
    default: return extended_args(call.args[0]);
  }
}

constexpr Syscall rows[] = {
    {.name = "ptrace", .numbers = {.x86_64 = 101, .i386 = 26, .generic = 117, .x32 = 521}, .shape = ptrace_args},
};

}  // namespace

extern const std::span<const Syscall> rows_ptrace;
const std::span<const Syscall> rows_ptrace = rows;

}  // namespace spoor::abi
