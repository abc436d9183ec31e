// bpf(2): a command, and a union of structs that it reads a part of.
#include <algorithm>

#include "spoor/abi/args.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/syscalls/bpf_names.h"

namespace spoor::abi {
namespace {

using namespace arg;

// union bpf_attr as the caller gave it: bytes beyond its size are zero, as they are to the kernel.
struct Attributes {
  static constexpr std::size_t capacity = 4096;
  std::span<const std::byte> bytes;
  std::uint64_t size;

  std::uint64_t at(std::size_t offset, std::size_t width) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width && offset + i < bytes.size(); ++i) {
      value |= std::to_integer<std::uint64_t>(bytes[offset + i]) << 8 * i;
    }
    return value;
  }
};

using MemberFn = ValueRef (*)(Context&, const Attributes&, std::size_t offset);

// One member. Those of the first version of a command's struct are always shown (`since` is 0), later ones where the
// caller's struct is longer than `since` bytes.
struct Member {
  std::string_view name;
  std::size_t offset;
  std::size_t end;
  MemberFn value;
  std::size_t since = 0;
  bool (*means)(const Attributes&) = nullptr;  // whether it means anything, beside the other members
};

// --- kinds of members ---

ValueRef number(Context& c, const Attributes& a, std::size_t offset) { return c.udec(a.at(offset, 4)); }
ValueRef number64(Context& c, const Attributes& a, std::size_t offset) { return c.udec(a.at(offset, 8)); }
ValueRef bits(Context& c, const Attributes& a, std::size_t offset) { return c.hex(a.at(offset, 4)); }
ValueRef bits64(Context& c, const Attributes& a, std::size_t offset) { return c.hex(a.at(offset, 8)); }
ValueRef address(Context& c, const Attributes& a, std::size_t offset) { return c.pointer(a.at(offset, 8)); }
ValueRef descriptor(Context& c, const Attributes& a, std::size_t offset) {
  return c.fd(static_cast<std::int32_t>(a.at(offset, 4)));
}
template <const FlagSet& Set>
ValueRef flags32(Context& c, const Attributes& a, std::size_t offset) {
  return c.flags(Set, a.at(offset, 4));
}
template <const FlagSet& Set>
ValueRef flags64(Context& c, const Attributes& a, std::size_t offset) {
  return c.flags(Set, a.at(offset, 8));
}
template <const FlagSet& Set>
ValueRef choice64(Context& c, const Attributes& a, std::size_t offset) {
  return c.symbol(Set, a.at(offset, 8));
}
template <const FlagSet& Set>
ValueRef choice32(Context& c, const Attributes& a, std::size_t offset) {
  return c.symbol(Set, a.at(offset, 4));
}
ValueRef text_at(Context& c, const Attributes& a, std::size_t offset) {
  const std::uint64_t addr = a.at(offset, 8);
  const ValueRef text = addr == 0 ? nullptr : c.string(RemoteAddr(addr));
  return text != nullptr ? text : c.pointer(addr);
}
ValueRef path_at_member(Context& c, const Attributes& a, std::size_t offset) {
  const std::uint64_t addr = a.at(offset, 8);
  const ValueRef text = addr == 0 ? nullptr : c.path(RemoteAddr(addr));
  return text != nullptr ? text : c.pointer(addr);
}
// char[16]
ValueRef name_in(Context& c, const Attributes& a, std::size_t offset) {
  constexpr std::size_t longest = 16;  // BPF_OBJ_NAME_LEN
  Collector<char> text(c.arena());
  for (std::size_t i = 0; i < longest; ++i) {
    const std::uint64_t letter = a.at(offset + i, 1);
    if (letter == 0) break;
    text.add(static_cast<char>(letter));
  }
  const std::string_view all(text.items().data(), text.size());
  const std::string_view shown = all.substr(0, c.options().string_limit);
  return c.make(Str{.bytes = shown, .cut = shown.size() < all.size()});
}
ValueRef kernel_version(Context& c, const Attributes& a, std::size_t offset) {
  const std::uint64_t version = a.at(offset, 4);
  return c.macro_of(c.hex(version), "KERNEL_VERSION", c.udec(version >> 16), c.udec(version >> 8 & 0xff),
                    c.udec(version & 0xff));
}
// A log of as many bytes as the member before says, which the kernel ends with a NUL.
ValueRef log_text(Context& c, const Attributes& a, std::size_t offset) {
  const std::uint64_t addr = a.at(offset, 8);
  if (addr == 0 || !c.at_exit()) return c.pointer(addr);
  const ValueRef text = c.string(RemoteAddr(addr));
  return text != nullptr ? text : c.pointer(addr);
}

// --- instructions: struct bpf_insn ---

constexpr Name class_names[] = {
    {0, "BPF_LD"}, {1, "BPF_LDX"}, {2, "BPF_ST"}, {3, "BPF_STX"},
    {4, "BPF_ALU"}, {5, "BPF_JMP"}, {6, "BPF_JMP32"}, {7, "BPF_ALU64"},
};
constexpr Name size_names[] = {{0x00, "BPF_W"}, {0x08, "BPF_H"}, {0x10, "BPF_B"}, {0x18, "BPF_DW"}};
constexpr Name mode_names[] = {{0x00, "BPF_IMM"}, {0x20, "BPF_ABS"},   {0x40, "BPF_IND"},
                               {0x60, "BPF_MEM"}, {0x80, "BPF_MEMSX"}, {0xc0, "BPF_ATOMIC"}};
constexpr Name source_names[] = {{0, "BPF_K"}, {8, "BPF_X"}};
constexpr Name alu_names[] = {
    {0x00, "BPF_ADD"}, {0x10, "BPF_SUB"}, {0x20, "BPF_MUL"}, {0x30, "BPF_DIV"},  {0x40, "BPF_OR"},
    {0x50, "BPF_AND"}, {0x60, "BPF_LSH"}, {0x70, "BPF_RSH"}, {0x80, "BPF_NEG"},  {0x90, "BPF_MOD"},
    {0xa0, "BPF_XOR"}, {0xb0, "BPF_MOV"}, {0xc0, "BPF_ARSH"}, {0xd0, "BPF_END"},
};
constexpr Name jump_names[] = {
    {0x00, "BPF_JA"},   {0x10, "BPF_JEQ"},  {0x20, "BPF_JGT"},  {0x30, "BPF_JGE"},  {0x40, "BPF_JSET"},
    {0x50, "BPF_JNE"},  {0x60, "BPF_JSGT"}, {0x70, "BPF_JSGE"}, {0x80, "BPF_CALL"}, {0x90, "BPF_EXIT"},
    {0xa0, "BPF_JLT"},  {0xb0, "BPF_JLE"},  {0xc0, "BPF_JSLT"}, {0xd0, "BPF_JSLE"},
};
constexpr FlagSet classes{.unknown = "BPF_???", .names = class_names};
constexpr FlagSet sizes{.unknown = "BPF_???", .names = size_names};
constexpr FlagSet modes{.unknown = "BPF_???", .names = mode_names};
constexpr FlagSet sources{.unknown = "BPF_???", .names = source_names};
constexpr FlagSet alu_operations{.unknown = "BPF_???", .names = alu_names};
constexpr FlagSet jumps{.unknown = "BPF_???", .names = jump_names};

ValueRef opcode(Context& c, std::uint64_t code) {
  const ValueRef kind = c.symbol(classes, code & 7);
  switch (code & 7) {
    case 0:
    case 1:
    case 2:
    case 3: return c.joined("|", kind, c.symbol(sizes, code & 0x18), c.symbol(modes, code & 0xe0));
    case 5:
    case 6: return c.joined("|", kind, c.symbol(sources, code & 8), c.symbol(jumps, code & 0xf0));
    default: return c.joined("|", kind, c.symbol(sources, code & 8), c.symbol(alu_operations, code & 0xf0));
  }
}

ValueRef instruction(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t code = s.u8();
  const std::uint64_t registers = s.u8();
  s.add("code", opcode(c, code));
  s.add("dst_reg", c.symbol(bpf_names::registers, registers & 15));
  s.add("src_reg", c.symbol(bpf_names::registers, registers >> 4));
  s.add("off", c.dec(s.i16()));
  s.add("imm", c.hex(s.u32()));
  return s.done();
}

ValueRef instructions(Context& c, const Attributes& a, std::size_t offset) {
  constexpr std::size_t size = 8;
  const std::uint64_t addr = a.at(offset, 8);
  if (c.abbreviate()) return c.pointer(addr);
  return c.pointee(addr, [&](RemoteAddr at) {
    return c.array(at, a.at(4, 4), size, [&](RemoteAddr element) { return instruction(c, element); });
  });
}

// --- the structs ---

bool has_numa_node(const Attributes& a) {
  constexpr std::uint64_t map_numa_node = 0x04;
  return (a.at(16, 4) & map_numa_node) != 0;
}
bool replaces_program(const Attributes& a) {
  constexpr std::uint64_t replace = 0x04;
  return (a.at(8, 4) & replace) != 0;
}

constexpr Member map_create[] = {
    {"map_type", 0, 4, choice32<bpf_names::map_types>},
    {"key_size", 4, 8, number},
    {"value_size", 8, 12, number},
    {"max_entries", 12, 16, number},
    {"map_flags", 16, 20, flags32<bpf_names::map_flags>, 16},
    {"inner_map_fd", 20, 24, descriptor, 20},
    {"numa_node", 24, 28, number, 24, has_numa_node},
    {"map_name", 28, 44, name_in, 28},
    {"map_ifindex", 44, 48, number, 44},
    {"btf_fd", 48, 52, descriptor, 48},
    {"btf_key_type_id", 52, 56, number, 52},
    {"btf_value_type_id", 56, 60, number, 56},
    {"btf_vmlinux_value_type_id", 60, 64, number, 60},
    {"map_extra", 64, 72, number64, 64},
};
constexpr Member lookup[] = {
    {"map_fd", 0, 4, descriptor},
    {"key", 8, 16, address},
    {"value", 16, 24, address},
    {"flags", 24, 32, flags64<bpf_names::lookup_flags>, 24},
};
constexpr Member update[] = {
    {"map_fd", 0, 4, descriptor},
    {"key", 8, 16, address},
    {"value", 16, 24, address},
    {"flags", 24, 32, choice64<bpf_names::update_flags>},
};
constexpr Member next_key[] = {
    {"map_fd", 0, 4, descriptor},
    {"key", 8, 16, address},
    {"next_key", 16, 24, address},
};
constexpr Member program_load[] = {
    {"prog_type", 0, 4, choice32<bpf_names::program_types>},
    {"insn_cnt", 4, 8, number},
    {"insns", 8, 16, instructions},
    {"license", 16, 24, text_at},
    {"log_level", 24, 28, number, 24},
    {"log_size", 28, 32, number, 24},
    {"log_buf", 32, 40, log_text, 24},
    {"kern_version", 40, 44, kernel_version, 40},
    {"prog_flags", 44, 48, flags32<bpf_names::program_flags>, 44},
    {"prog_name", 48, 64, name_in, 48},
    {"prog_ifindex", 64, 68, number, 64},
    {"expected_attach_type", 68, 72, choice32<bpf_names::attach_types>, 68},
    {"prog_btf_fd", 72, 76, descriptor, 72},
    {"func_info_rec_size", 76, 80, number, 72},
    {"func_info", 80, 88, address, 72},
    {"func_info_cnt", 88, 92, number, 72},
    {"line_info_rec_size", 92, 96, number, 72},
    {"line_info", 96, 104, address, 72},
    {"line_info_cnt", 104, 108, number, 72},
    {"attach_btf_id", 108, 112, number, 108},
    {"attach_prog_fd", 112, 116, descriptor, 112},
    {"fd_array", 120, 128, address, 120},
};
constexpr Member object_path[] = {
    {"pathname", 0, 8, path_at_member},
    {"bpf_fd", 8, 12, descriptor},
    {"file_flags", 12, 16, flags32<bpf_names::open_flags>, 12},
    {"path_fd", 16, 20, descriptor, 16},
};
constexpr Member attach[] = {
    {"target_fd", 0, 4, descriptor},
    {"attach_bpf_fd", 4, 8, descriptor},
    {"attach_type", 8, 12, choice32<bpf_names::attach_types>},
    {"attach_flags", 12, 16, flags32<bpf_names::attach_flags>},
    {"replace_bpf_fd", 16, 20, descriptor, 16},
};
constexpr Member detach[] = {
    {"target_fd", 0, 4, descriptor},
    {"attach_type", 8, 12, choice32<bpf_names::attach_types>},
};
constexpr Member test_run[] = {
    {"prog_fd", 0, 4, descriptor},
    {"retval", 4, 8, number},
    {"data_size_in", 8, 12, number},
    {"data_size_out", 12, 16, number},
    {"data_in", 16, 24, address},
    {"data_out", 24, 32, address},
    {"repeat", 32, 36, number},
    {"duration", 36, 40, number},
    {"ctx_size_in", 40, 44, number, 40},
    {"ctx_size_out", 44, 48, number, 40},
    {"ctx_in", 48, 56, address, 40},
    {"ctx_out", 56, 64, address, 40},
    {"flags", 64, 68, flags32<bpf_names::test_flags>, 64},
    {"cpu", 68, 72, number, 64},
    {"batch_size", 72, 76, number, 72},
};
constexpr Member next_id[] = {
    {"start_id", 0, 4, number},
    {"next_id", 4, 8, number},
    {"open_flags", 8, 12, flags32<bpf_names::open_flags>, 8},
};
constexpr Member program_by_id[] = {
    {"prog_id", 0, 4, number}, {"next_id", 4, 8, number}, {"open_flags", 8, 12, flags32<bpf_names::open_flags>, 8},
};
constexpr Member map_by_id[] = {
    {"map_id", 0, 4, number}, {"next_id", 4, 8, number}, {"open_flags", 8, 12, flags32<bpf_names::open_flags>, 8},
};
constexpr Member btf_by_id[] = {{"btf_id", 0, 4, number}};
constexpr Member link_by_id[] = {{"link_id", 0, 4, number}};
constexpr Member map_only[] = {{"map_fd", 0, 4, descriptor}};
constexpr Member object_info[] = {
    {"bpf_fd", 0, 4, descriptor}, {"info_len", 4, 8, number}, {"info", 8, 16, address},
};
constexpr Member program_query[] = {
    {"target_fd", 0, 4, descriptor},
    {"attach_type", 4, 8, choice32<bpf_names::attach_types>},
    {"query_flags", 8, 12, flags32<bpf_names::query_flags>},
    {"attach_flags", 12, 16, flags32<bpf_names::attach_flags>},
    {"prog_ids", 16, 24, address},
    {"prog_cnt", 24, 28, number},
};
constexpr Member raw_tracepoint[] = {
    {"name", 0, 8, text_at}, {"prog_fd", 8, 12, descriptor}, {"cookie", 16, 24, bits64, 16},
};
constexpr Member btf_load[] = {
    {"btf", 0, 8, address},
    {"btf_log_buf", 8, 16, log_text},
    {"btf_size", 16, 20, number},
    {"btf_log_size", 20, 24, number},
    {"btf_log_level", 24, 28, number},
};
constexpr Member task_query[] = {
    {"pid", 0, 4, number},
    {"fd", 4, 8, number},
    {"flags", 8, 12, number},
    {"buf_len", 12, 16, number},
    {"buf", 16, 24, address},
    {"prog_id", 24, 28, number},
    {"fd_type", 28, 32, choice32<bpf_names::descriptor_types>},
    {"probe_offset", 32, 40, bits64},
    {"probe_addr", 40, 48, bits64},
};
constexpr Member batch[] = {
    {"in_batch", 0, 8, address},
    {"out_batch", 8, 16, address},
    {"keys", 16, 24, address},
    {"values", 24, 32, address},
    {"count", 32, 36, number},
    {"map_fd", 36, 40, descriptor},
    {"elem_flags", 40, 48, choice64<bpf_names::update_flags>},
    {"flags", 48, 56, bits64},
};
constexpr Member batch_delete[] = {batch[2], batch[4], batch[5], batch[6], batch[7]};
constexpr Member link_create[] = {
    {"prog_fd", 0, 4, descriptor},
    {"target_fd", 4, 8, descriptor},
    {"attach_type", 8, 12, choice32<bpf_names::attach_types>},
    {"flags", 12, 16, bits},
};
constexpr Member link_update[] = {
    {"link_fd", 0, 4, descriptor},
    {"new_prog_fd", 4, 8, descriptor},
    {"flags", 8, 12, flags32<bpf_names::attach_flags>},
    {"old_prog_fd", 12, 16, descriptor, 0, replaces_program},
};

constexpr Name statistics_table[] = {{0, "BPF_STATS_RUN_TIME"}};
constexpr FlagSet statistics{.unknown = "BPF_STATS_???", .names = statistics_table};
constexpr Member enable_statistics[] = {{"type", 0, 4, choice32<statistics>}};
constexpr Member iterator_create[] = {{"link_fd", 0, 4, descriptor}, {"flags", 4, 8, bits}};
constexpr Member link_detach[] = {{"link_fd", 0, 4, descriptor}};
constexpr Member bind_map[] = {{"prog_fd", 0, 4, descriptor}, {"map_fd", 4, 8, descriptor}, {"flags", 8, 12, bits}};

// `group`: the name of the struct inside the union, where it has one.
struct Command {
  std::span<const Member> members;
  std::string_view group;
};
constexpr Command command_structs[] = {
    {map_create, ""},
    {lookup, ""},
    {update, ""},
    {std::span(next_key).first(2), ""},
    {next_key, ""},
    {program_load, ""},
    {object_path, ""},
    {object_path, ""},
    {attach, ""},
    {detach, ""},
    {test_run, "test"},
    {next_id, ""},
    {next_id, ""},
    {program_by_id, ""},
    {map_by_id, ""},
    {object_info, "info"},
    {program_query, "query"},
    {raw_tracepoint, "raw_tracepoint"},
    {btf_load, ""},
    {btf_by_id, ""},
    {task_query, "task_fd_query"},
    {lookup, ""},
    {map_only, ""},
    {next_id, ""},
    {batch, "batch"},
    {batch, "batch"},
    {std::span(batch).subspan(2), "batch"},
    {batch_delete, "batch"},
    {link_create, "link_create"},
    {link_update, "link_update"},
    {link_by_id, ""},
    {next_id, ""},
    {enable_statistics, "enable_stats"},
    {iterator_create, "iter_create"},
    {link_detach, "link_detach"},
    {bind_map, "prog_bind_map"},
};

// Bytes beyond the members that are known, from offset `start` of the struct on.
Field extra_data(Context& c, std::span<const std::byte> bytes, std::size_t start) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const ValueRef hex = c.make(Str{.bytes = text, .hex = true, .whole = true});
  const std::string where = "bytes " + std::to_string(start) + ".." + std::to_string(start + bytes.size() - 1);
  return {"extra_data", c.note(hex, where)};
}

ValueRef attributes(Context& c, RemoteAddr addr, const Command& command, std::uint64_t size) {
  const std::size_t known = std::min<std::uint64_t>(size, Attributes::capacity);
  const Attributes a{.bytes = c.load_bytes(addr, known), .size = size};
  if (a.bytes.size() < known) return nullptr;
  Collector<Field> fields(c.arena());
  std::size_t end = 0;
  for (const Member& member : command.members) {
    if (member.since != 0 && size <= member.since) break;
    end = member.end;
    if (member.means != nullptr && !member.means(a)) continue;
    fields.add({member.name, member.value(c, a, member.offset)});
  }
  const std::span<const std::byte> extra = a.bytes.subspan(std::min(end, a.bytes.size()));
  const bool more = std::ranges::any_of(extra, [](std::byte byte) { return byte != std::byte{0}; });
  Collector<Field> outer(c.arena());
  if (!command.group.empty()) outer.add({command.group, c.make(Struct{fields.items()})});
  Collector<Field>& last = command.group.empty() ? fields : outer;
  if (more && !c.abbreviate()) last.add(extra_data(c, extra, end));
  return c.make(Struct{.fields = last.items(), .more = more && c.abbreviate()});
}

ValueRef decode_attributes(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t size = static_cast<std::uint32_t>(c.arg(2));
  const auto number_of = static_cast<std::uint32_t>(c.arg(0));
  if (size == 0 || size > Attributes::capacity) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return attributes(c, addr, command_structs[number_of], size); });
}

// The kernel answers in the struct: `next_id=0 => 1`.
ValueRef decode_next_id(Context& c, const Arg& spec, std::uint64_t raw) {
  if (!c.at_exit()) return decode_attributes(c, spec, raw);
  const ValueRef before = c.at_entry();
  const auto* parts = before == nullptr ? nullptr : std::get_if<Struct>(before);
  const auto after = c.load<std::uint32_t>(RemoteAddr(raw) + next_id[1].offset);
  const bool reached = static_cast<std::uint32_t>(c.arg(2)) >= next_id[1].end;
  if (parts == nullptr || c.call().failed() || !after || !reached) return before;
  const ValueRef old_id = parts->fields[1].value;
  if (std::get<UInt>(*old_id).value == *after) return before;
  Collector<Field> fields(c.arena());
  for (const Field& field : parts->fields)
    fields.add(field.value != old_id ? field : Field{field.name, c.joined(" => ", old_id, c.udec(*after))});
  return c.make(Struct{.fields = fields.items(), .more = parts->more});
}

constexpr Arg command_arg = choice("cmd", bpf_names::commands);
constexpr Arg known_command[] = {command_arg, custom("uattr", decode_attributes), u32("size")};
constexpr Arg loads_program[] = {command_arg, custom("uattr", decode_attributes, Direction::out), u32("size")};
constexpr Arg asks_next_id[] = {command_arg, custom("uattr", decode_next_id, Direction::inout), u32("size")};
constexpr Arg other_command[] = {command_arg, ptr("uattr"), u32("size")};

std::span<const Arg> bpf_args(const Call& call) {
  constexpr std::uint32_t program_load_command = 5;
  constexpr std::uint32_t btf_load_command = 18;
  const auto number_of = static_cast<std::uint32_t>(call.args[0]);
  if (number_of >= std::size(command_structs)) return other_command;
  if (command_structs[number_of].members.data() == next_id) return asks_next_id;
  const bool logs = number_of == program_load_command || number_of == btf_load_command;
  return logs ? std::span<const Arg>(loads_program) : known_command;
}

// Which commands give a descriptor: bpf(2).
ValueRef bpf_result(Context& c) {
  switch (static_cast<std::uint32_t>(c.arg(0))) {
    case 0:
    case 5:
    case 7:
    case 13:
    case 14:
    case 17:
    case 18:
    case 19:
    case 28:
    case 30:
    case 33: return c.fd(c.call().result);
    default: return nullptr;
  }
}

constexpr Syscall rows[] = {
    {.name = "bpf", .numbers = {321, 357, 280}, .classes = Class::desc, .shape = bpf_args, .result = bpf_result},
};

}  // namespace

extern const std::span<const Syscall> rows_bpf;
const std::span<const Syscall> rows_bpf = rows;

}  // namespace spoor::abi
