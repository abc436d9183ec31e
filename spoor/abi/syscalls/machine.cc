// Calls that concern the machine as a whole: modules, kexec, reboot, the kernel's log; and Landlock and segments.
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/reboot.h>

#include "spoor/abi/args.h"
#include "spoor/abi/names.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// --- reboot, kexec, modules ---

constexpr Name magic_names[] = {
    SPOOR_NAME(LINUX_REBOOT_MAGIC1),  SPOOR_NAME(LINUX_REBOOT_MAGIC2),  SPOOR_NAME(LINUX_REBOOT_MAGIC2A),
    SPOOR_NAME(LINUX_REBOOT_MAGIC2B), SPOOR_NAME(LINUX_REBOOT_MAGIC2C),
};
constexpr FlagSet magics{.unknown = "LINUX_REBOOT_MAGIC_???", .names = magic_names};
constexpr Name reboot_names[] = {
    SPOOR_NAME(LINUX_REBOOT_CMD_CAD_OFF),    SPOOR_NAME(LINUX_REBOOT_CMD_RESTART),
    SPOOR_NAME(LINUX_REBOOT_CMD_POWER_OFF),  SPOOR_NAME(LINUX_REBOOT_CMD_CAD_ON),
    SPOOR_NAME(LINUX_REBOOT_CMD_RESTART2),   SPOOR_NAME(LINUX_REBOOT_CMD_HALT),
    SPOOR_NAME(LINUX_REBOOT_CMD_SW_SUSPEND), SPOOR_NAME(LINUX_REBOOT_CMD_KEXEC),
};
constexpr FlagSet reboots{.unknown = "LINUX_REBOOT_CMD_???", .names = reboot_names};

constexpr Arg reboot_all[] = {choice("magic1", magics), choice("magic2", magics), choice("cmd", reboots),
                              string("arg")};
std::span<const Arg> reboot_args(const Call& call) {
  const bool has_text = static_cast<std::uint32_t>(call.args[2]) == LINUX_REBOOT_CMD_RESTART2;
  return std::span(reboot_all).first(has_text ? 4 : 3);
}

constexpr Name kexec_arch_names[] = {
    {0, "KEXEC_ARCH_DEFAULT"},         {3u << 16, "KEXEC_ARCH_386"},    {4u << 16, "KEXEC_ARCH_68K"},
    {8u << 16, "KEXEC_ARCH_MIPS_LE"},  {10u << 16, "KEXEC_ARCH_MIPS"},  {15u << 16, "KEXEC_ARCH_PARISC"},
    {20u << 16, "KEXEC_ARCH_PPC"},     {21u << 16, "KEXEC_ARCH_PPC64"}, {22u << 16, "KEXEC_ARCH_S390"},
    {40u << 16, "KEXEC_ARCH_ARM"},     {42u << 16, "KEXEC_ARCH_SH"},    {50u << 16, "KEXEC_ARCH_IA_64"},
    {62u << 16, "KEXEC_ARCH_X86_64"},  {183u << 16, "KEXEC_ARCH_AARCH64"}, {243u << 16, "KEXEC_ARCH_RISCV"},
    {258u << 16, "KEXEC_ARCH_LOONGARCH"},
};
constexpr FlagSet kexec_archs{.unknown = "KEXEC_ARCH_???", .names = kexec_arch_names};
constexpr Name kexec_names[] = {{1, "KEXEC_ON_CRASH"},
                                {2, "KEXEC_PRESERVE_CONTEXT"},
                                {4, "KEXEC_UPDATE_ELFCOREHDR"},
                                {8, "KEXEC_CRASH_HOTPLUG_SUPPORT"}};
constexpr FlagSet kexec_flags{.unknown = "KEXEC_???", .names = kexec_names};
constexpr Name kexec_file_names[] = {
    {1, "KEXEC_FILE_UNLOAD"}, {2, "KEXEC_FILE_ON_CRASH"}, {4, "KEXEC_FILE_NO_INITRAMFS"}, {8, "KEXEC_FILE_DEBUG"},
};
constexpr FlagSet kexec_file_flags{.unknown = "KEXEC_FILE_???", .names = kexec_file_names};

std::uint64_t as_long(const Context& c, std::uint64_t raw) {
  return c.abi() == Abi::i386 ? static_cast<std::uint32_t>(raw) : raw;
}

ValueRef kexec_bits(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t value = as_long(c, raw);
  const ValueRef arch = c.symbol(kexec_archs, value & 0xffff0000);
  const std::uint64_t bits = value & ~std::uint64_t{0xffff0000};
  return bits == 0 ? arch : c.joined("|", arch, c.flags(kexec_flags, bits));
}

ValueRef kexec_segments(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::uint64_t most = 16;  // KEXEC_SEGMENT_MAX
  const std::uint64_t count = as_long(c, c.arg(1));
  if (count > most) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, count, 4 * pointer_size(c.abi()), [&](RemoteAddr at) {
      StructReader s(c, at);
      s.add("buf", c.pointer(s.ulong()));
      s.add("bufsz", c.udec(s.ulong()));
      s.add("mem", c.pointer(s.ulong()));
      s.add("memsz", c.udec(s.ulong()));
      return s.done();
    });
  });
}

constexpr Name module_init_names[] = {
    {1, "MODULE_INIT_IGNORE_MODVERSIONS"}, {2, "MODULE_INIT_IGNORE_VERMAGIC"}, {4, "MODULE_INIT_COMPRESSED_FILE"}};
constexpr FlagSet module_init_flags{.unknown = "MODULE_INIT_???", .names = module_init_names};
constexpr Name module_delete_names[] = {SPOOR_NAME(O_NONBLOCK), SPOOR_NAME(O_TRUNC)};
constexpr FlagSet module_delete_flags{.unknown = "O_???", .names = module_delete_names};

// --- syslog ---

constexpr Name log_action_names[] = {
    {0, "SYSLOG_ACTION_CLOSE"},       {1, "SYSLOG_ACTION_OPEN"},          {2, "SYSLOG_ACTION_READ"},
    {3, "SYSLOG_ACTION_READ_ALL"},    {4, "SYSLOG_ACTION_READ_CLEAR"},    {5, "SYSLOG_ACTION_CLEAR"},
    {6, "SYSLOG_ACTION_CONSOLE_OFF"}, {7, "SYSLOG_ACTION_CONSOLE_ON"},    {8, "SYSLOG_ACTION_CONSOLE_LEVEL"},
    {9, "SYSLOG_ACTION_SIZE_UNREAD"}, {10, "SYSLOG_ACTION_SIZE_BUFFER"},
};
constexpr FlagSet log_actions{.unknown = "SYSLOG_ACTION_???", .names = log_action_names, .rest = FlagSet::Rest::dec};
constexpr Name log_level_names[] = {
    {0, "LOGLEVEL_EMERG"},   {1, "LOGLEVEL_ALERT"},  {2, "LOGLEVEL_CRIT"}, {3, "LOGLEVEL_ERR"},
    {4, "LOGLEVEL_WARNING"}, {5, "LOGLEVEL_NOTICE"}, {6, "LOGLEVEL_INFO"}, {7, "LOGLEVEL_DEBUG"},
};
constexpr FlagSet log_levels{.unknown = "LOGLEVEL_???", .names = log_level_names, .rest = FlagSet::Rest::dec};

// The number with its name as a remark, whatever the style of constants.
template <const FlagSet& Set>
ValueRef numbered(Context& c, const Arg&, std::uint64_t raw) {
  const std::int32_t value = static_cast<std::int32_t>(raw);
  const std::string_view name = name_of(Set, static_cast<std::uint64_t>(value));
  return c.note(c.dec(value), name.empty() ? Set.unknown : name);
}

constexpr Arg log_action = custom("type", numbered<log_actions>);
constexpr Arg log_read[] = {log_action, out_buffer("buf"), i32("len")};
constexpr Arg log_level[] = {log_action, ptr("buf"), custom("len", numbered<log_levels>)};
constexpr Arg log_other[] = {log_action, ptr("buf"), i32("len")};

std::span<const Arg> syslog_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[0])) {
    case 0:
    case 1:
    case 5:
    case 6:
    case 7:
    case 9:
    case 10: return std::span(log_other).first(1);
    case 2:
    case 3:
    case 4: return log_read;
    case 8: return log_level;
    default: return log_other;
  }
}

// --- segments: struct user_desc (asm/ldt.h) ---

ValueRef zero_padded(Context& c, std::uint64_t value) {
  const std::string text = fmt::format("{:#08x}", value);
  return c.word(c.arena().copy(text), value);
}

ValueRef entry_number(Context& c, std::uint64_t value) { return value == 0xffffffff ? c.dec(-1) : c.udec(value); }

ValueRef segment(Context& c, RemoteAddr addr) {
  struct Bit {
    std::string_view name;
    unsigned shift;
    unsigned width;
  };
  static constexpr Bit bits[] = {{"seg_32bit", 0, 1},      {"contents", 1, 2},        {"read_exec_only", 3, 1},
                                 {"limit_in_pages", 4, 1}, {"seg_not_present", 5, 1}, {"useable", 6, 1}};
  StructReader s(c, addr);
  s.add("entry_number", entry_number(c, s.u32()));
  s.add("base_addr", zero_padded(c, s.u32()));
  s.add("limit", zero_padded(c, s.u32()));
  const std::uint64_t word = s.u32();
  for (const Bit& bit : bits) s.add(bit.name, c.udec(word >> bit.shift & ((1u << bit.width) - 1)));
  if (c.abi() == Abi::x86_64) s.add("lm", c.udec(word >> 7 & 1));
  return s.done();
}

ValueRef ldt_segment(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::uint64_t size = 16;
  if (as_long(c, c.arg(2)) != size) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return segment(c, addr); });
}

// Only the entry's number is the caller's; the rest is what the kernel knows of it.
ValueRef thread_area(Context& c, const Arg&, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) -> ValueRef {
    if (!c.call().failed()) return segment(c, addr);
    const auto number = c.load<std::uint32_t>(addr);
    if (!number) return nullptr;
    const Field fields[] = {{"entry_number", entry_number(c, *number)}};
    return c.fields(fields, true);
  });
}

// Allocated entries are answered by storing their number in the struct.
ValueRef new_thread_area(Context& c, const Arg&, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) { return segment(c, addr); });
}

constexpr Arg ldt_table[] = {i32("func"), ptr("ptr"), ulong("bytecount")};
constexpr Arg ldt_change[] = {i32("func"), custom("ptr", ldt_segment), ulong("bytecount")};
std::span<const Arg> ldt_args(const Call& call) {
  const auto function = static_cast<std::uint32_t>(call.args[0]);
  return function == 0 || function == 2 ? std::span<const Arg>(ldt_table) : ldt_change;
}

// --- Landlock: linux/landlock.h ---

constexpr Name ruleset_names[] = {{1, "LANDLOCK_CREATE_RULESET_VERSION"}, {2, "LANDLOCK_CREATE_RULESET_ERRATA"}};
constexpr FlagSet ruleset_flags{.unknown = "LANDLOCK_CREATE_RULESET_???", .names = ruleset_names};
constexpr Name file_access_names[] = {
    {0x0001, "LANDLOCK_ACCESS_FS_EXECUTE"},     {0x0002, "LANDLOCK_ACCESS_FS_WRITE_FILE"},
    {0x0004, "LANDLOCK_ACCESS_FS_READ_FILE"},   {0x0008, "LANDLOCK_ACCESS_FS_READ_DIR"},
    {0x0010, "LANDLOCK_ACCESS_FS_REMOVE_DIR"},  {0x0020, "LANDLOCK_ACCESS_FS_REMOVE_FILE"},
    {0x0040, "LANDLOCK_ACCESS_FS_MAKE_CHAR"},   {0x0080, "LANDLOCK_ACCESS_FS_MAKE_DIR"},
    {0x0100, "LANDLOCK_ACCESS_FS_MAKE_REG"},    {0x0200, "LANDLOCK_ACCESS_FS_MAKE_SOCK"},
    {0x0400, "LANDLOCK_ACCESS_FS_MAKE_FIFO"},   {0x0800, "LANDLOCK_ACCESS_FS_MAKE_BLOCK"},
    {0x1000, "LANDLOCK_ACCESS_FS_MAKE_SYM"},    {0x2000, "LANDLOCK_ACCESS_FS_REFER"},
    {0x4000, "LANDLOCK_ACCESS_FS_TRUNCATE"},    {0x8000, "LANDLOCK_ACCESS_FS_IOCTL_DEV"},
};
constexpr FlagSet file_access{.unknown = "LANDLOCK_ACCESS_FS_???", .names = file_access_names};
constexpr Name net_access_names[] = {{1, "LANDLOCK_ACCESS_NET_BIND_TCP"}, {2, "LANDLOCK_ACCESS_NET_CONNECT_TCP"}};
constexpr FlagSet net_access{.unknown = "LANDLOCK_ACCESS_NET_???", .names = net_access_names};
constexpr Name scope_names[] = {{1, "LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET"}, {2, "LANDLOCK_SCOPE_SIGNAL"}};
constexpr FlagSet scopes{.unknown = "LANDLOCK_SCOPE_???", .names = scope_names};
constexpr Name rule_names[] = {{1, "LANDLOCK_RULE_PATH_BENEATH"}, {2, "LANDLOCK_RULE_NET_PORT"}};
constexpr FlagSet rules{.unknown = "LANDLOCK_RULE_???", .names = rule_names};
constexpr Name restrict_names[] = {{1, "LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF"},
                                   {2, "LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON"},
                                   {4, "LANDLOCK_RESTRICT_SELF_LOG_SUBDOMAINS_OFF"}};
constexpr FlagSet restrict_flags{.unknown = "", .names = restrict_names};

// struct landlock_ruleset_attr, which has grown twice.
ValueRef ruleset(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t size = as_long(c, c.arg(1));
  if (size < 8) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    StructReader s(c, addr);
    s.add("handled_access_fs", c.flags(file_access, s.aligned_u64()));
    if (size >= 16) s.add("handled_access_net", c.flags(net_access, s.aligned_u64()));
    if (size >= 24) s.add("scoped", c.flags(scopes, s.aligned_u64()));
    return s.done(size > 24 || (size > 8 && size < 16) || (size > 16 && size < 24));
  });
}

ValueRef path_rule(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("allowed_access", c.flags(file_access, s.aligned_u64()));
  s.add("parent_fd", c.fd(s.i32()));
  return s.done();
}
ValueRef port_rule(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("allowed_access", c.flags(net_access, s.aligned_u64()));
  s.add("port", c.udec(s.aligned_u64()));
  return s.done();
}

constexpr Arg ruleset_fd = fd("ruleset_fd");
constexpr Arg rule_type = choice("rule_type", rules);
constexpr Arg rule_path[] = {ruleset_fd, rule_type, in<path_rule>("rule_attr"), hex32("flags")};
constexpr Arg rule_port[] = {ruleset_fd, rule_type, in<port_rule>("rule_attr"), hex32("flags")};
constexpr Arg rule_other[] = {ruleset_fd, rule_type, ptr("rule_attr"), hex32("flags")};
std::span<const Arg> rule_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[1])) {
    case 1: return rule_path;
    case 2: return rule_port;
    default: return rule_other;
  }
}

// A query has no ruleset to give a descriptor for.
ValueRef ruleset_result(Context& c) {
  return static_cast<std::uint32_t>(c.arg(2)) == 0 ? c.fd(c.call().result) : nullptr;
}

constexpr Syscall rows[] = {
    {.name = "reboot", .numbers = {169, 88, 142},
     .args = {hex32("magic1"), hex32("magic2"), hex32("op"), ptr("arg")}, .shape = reboot_args},
    {"kexec_load",
     {.x86_64 = 246, .i386 = 283, .generic = 104, .x32 = 528},
     {hex("entry"), ulong("nr_segments"), custom("segments", kexec_segments), custom("flags", kexec_bits)}},
    {"kexec_file_load",
     {.x86_64 = 320, .generic = 294},
     {fd("kernel_fd"), fd("initrd_fd"), ulong("cmdline_len"), buffer<2>("cmdline_ptr"),
      flags_long("flags", kexec_file_flags)},
     Ret::dec,
     Class::desc},
    {"init_module", {175, 128, 105}, {ptr("umod"), ulong("len"), string("uargs")}},
    {"finit_module",
     {313, 350, 273},
     {fd("fd"), string("uargs"), flags("flags", module_init_flags)},
     Ret::dec,
     Class::desc},
    {"delete_module", {176, 129, 106}, {string("name_user"), flags("flags", module_delete_flags)}},
    {"ioperm", {173, 101}, {hex("from"), hex("num"), i32("turn_on")}},
    {.name = "syslog", .numbers = {103, 103, 116}, .shape = syslog_args},
    {.name = "modify_ldt", .numbers = {154, 123}, .shape = ldt_args},
    {"set_thread_area", {.x86_64 = 205, .i386 = 243, .x32 = no_x32}, {custom("u_info", new_thread_area)}},
    {"get_thread_area", {.x86_64 = 211, .i386 = 244, .x32 = no_x32}, {custom("u_info", thread_area, Direction::out)}},
    {.name = "landlock_create_ruleset",
     .numbers = {444, 444, 444},
     .args = {custom("attr", ruleset), ulong("size"), flags("flags", ruleset_flags)},
     .classes = Class::desc,
     .result = ruleset_result},
    {.name = "landlock_add_rule", .numbers = {445, 445, 445}, .classes = Class::desc, .shape = rule_args},
    {"landlock_restrict_self",
     {446, 446, 446},
     {fd("ruleset_fd"), flags("flags", restrict_flags)},
     Ret::dec,
     Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_machine;
const std::span<const Syscall> rows_machine = rows;

}  // namespace spoor::abi
