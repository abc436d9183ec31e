// Mounting, the old way and the new one (fsopen(2), move_mount(2) and their kin), and swap.
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/mount.h and the kernel's include/linux/fs.h. The magic number of long ago fills the upper half.
constexpr std::uint64_t magic_mask = 0xffff0000, magic = 0xc0ed0000;
constexpr std::uint64_t ms_remount = 1 << 5, ms_bind = 1 << 12, ms_move = 1 << 13;
constexpr std::uint64_t ms_unbindable = 1 << 17, ms_private = 1 << 18, ms_slave = 1 << 19, ms_shared = 1 << 20;
constexpr Name mount_names[] = {
    {magic, "MS_MGC_VAL", magic_mask},
    {1 << 0, "MS_RDONLY"},
    {1 << 1, "MS_NOSUID"},
    {1 << 2, "MS_NODEV"},
    {1 << 3, "MS_NOEXEC"},
    {1 << 4, "MS_SYNCHRONOUS"},
    {ms_remount, "MS_REMOUNT"},
    {1 << 6, "MS_MANDLOCK"},
    {1 << 7, "MS_DIRSYNC"},
    {1 << 8, "MS_NOSYMFOLLOW"},
    {1 << 10, "MS_NOATIME"},
    {1 << 11, "MS_NODIRATIME"},
    {ms_bind, "MS_BIND"},
    {ms_move, "MS_MOVE"},
    {1 << 14, "MS_REC"},
    {1 << 15, "MS_SILENT"},
    {1 << 16, "MS_POSIXACL"},
    {ms_unbindable, "MS_UNBINDABLE"},
    {ms_private, "MS_PRIVATE"},
    {ms_slave, "MS_SLAVE"},
    {ms_shared, "MS_SHARED"},
    {1 << 21, "MS_RELATIME"},
    {1 << 22, "MS_KERNMOUNT"},
    {1 << 23, "MS_I_VERSION"},
    {1 << 24, "MS_STRICTATIME"},
    {1 << 25, "MS_LAZYTIME"},
    {1 << 26, "MS_SUBMOUNT"},
    {1 << 27, "MS_NOREMOTELOCK"},
    {1 << 28, "MS_NOSEC"},
    {1 << 29, "MS_BORN"},
    {1 << 30, "MS_ACTIVE"},
    {0x80000000, "MS_NOUSER"},
};
constexpr FlagSet mount_flags{.unknown = "MS_???", .names = mount_names};

constexpr Name propagation_names[] = {
    {ms_unbindable, "MS_UNBINDABLE"}, {ms_private, "MS_PRIVATE"}, {ms_slave, "MS_SLAVE"}, {ms_shared, "MS_SHARED"}};
constexpr FlagSet propagations{.unknown = "MS_???", .names = propagation_names};

constexpr Name umount_names[] = {{1, "MNT_FORCE"}, {2, "MNT_DETACH"}, {4, "MNT_EXPIRE"}, {8, "UMOUNT_NOFOLLOW"}};
constexpr FlagSet umount_flags{.unknown = "MNT_???", .names = umount_names};

constexpr Name fsopen_names[] = {{1, "FSOPEN_CLOEXEC"}};
constexpr FlagSet fsopen_flags{.unknown = "FSOPEN_???", .names = fsopen_names};

constexpr Name fsmount_names[] = {{1, "FSMOUNT_CLOEXEC"}};
constexpr FlagSet fsmount_flags{.unknown = "FSMOUNT_???", .names = fsmount_names};

constexpr Name fspick_names[] = {
    {1, "FSPICK_CLOEXEC"}, {2, "FSPICK_SYMLINK_NOFOLLOW"}, {4, "FSPICK_NO_AUTOMOUNT"}, {8, "FSPICK_EMPTY_PATH"}};
constexpr FlagSet fspick_flags{.unknown = "FSPICK_???", .names = fspick_names};

constexpr Name open_tree_names[] = {
    {1, "OPEN_TREE_CLONE"},       {02000000, "OPEN_TREE_CLOEXEC"}, {0x100, "AT_SYMLINK_NOFOLLOW"},
    {0x200, "AT_REMOVEDIR"},      {0x400, "AT_SYMLINK_FOLLOW"},    {0x800, "AT_NO_AUTOMOUNT"},
    {0x1000, "AT_EMPTY_PATH"},    {0x8000, "AT_RECURSIVE"},
};
constexpr FlagSet open_tree_flags{.unknown = "OPEN_TREE_???", .names = open_tree_names};

constexpr Name setattr_names[] = {
    {0x100, "AT_SYMLINK_NOFOLLOW"}, {0x800, "AT_NO_AUTOMOUNT"}, {0x1000, "AT_EMPTY_PATH"}, {0x8000, "AT_RECURSIVE"},
};
constexpr FlagSet setattr_flags{.unknown = "AT_???", .names = setattr_names};

constexpr Name move_names[] = {
    {0x1, "MOVE_MOUNT_F_SYMLINKS"},    {0x2, "MOVE_MOUNT_F_AUTOMOUNTS"},  {0x4, "MOVE_MOUNT_F_EMPTY_PATH"},
    {0x10, "MOVE_MOUNT_T_SYMLINKS"},   {0x20, "MOVE_MOUNT_T_AUTOMOUNTS"}, {0x40, "MOVE_MOUNT_T_EMPTY_PATH"},
    {0x100, "MOVE_MOUNT_SET_GROUP"},   {0x200, "MOVE_MOUNT_BENEATH"},
};
constexpr FlagSet move_flags{.unknown = "MOVE_MOUNT_???", .names = move_names};

constexpr Name attr_names[] = {
    {0x1, "MOUNT_ATTR_RDONLY"},      {0x2, "MOUNT_ATTR_NOSUID"},       {0x4, "MOUNT_ATTR_NODEV"},
    {0x8, "MOUNT_ATTR_NOEXEC"},      {0x10, "MOUNT_ATTR_NOATIME"},     {0x20, "MOUNT_ATTR_STRICTATIME"},
    {0x80, "MOUNT_ATTR_NODIRATIME"}, {0x100000, "MOUNT_ATTR_IDMAP"},   {0x200000, "MOUNT_ATTR_NOSYMFOLLOW"},
};
constexpr FlagSet attr_flags{.unknown = "MOUNT_ATTR_???", .names = attr_names};

constexpr Name swap_names[] = {
    {0x08000, "SWAP_FLAG_PREFER"},
    {0x10000, "SWAP_FLAG_DISCARD"},
    {0x20000, "SWAP_FLAG_DISCARD_ONCE"},
    {0x40000, "SWAP_FLAG_DISCARD_PAGES"},
};
constexpr FlagSet swap_flags{.unknown = "SWAP_FLAG_???", .names = swap_names};

// --- mount(2) ---

// What the kernel will not look at is not followed either: the type when something that is mounted already is changed,
// the options too unless it is a remount.
constexpr std::uint64_t ignores_data = ms_bind | ms_move | ms_shared | ms_private | ms_slave | ms_unbindable;

std::uint64_t flags_without_magic(const Context& c) {
  const std::uint64_t all = c.arg(3);
  return (all & magic_mask) == magic ? all & ~magic_mask : all;
}
ValueRef decode_type(Context& c, const Arg& spec, std::uint64_t raw) {
  const bool ignored = (flags_without_magic(c) & (ms_remount | ignores_data)) != 0;
  return ignored ? arg::detail::pointer(c, spec, raw) : arg::detail::string(c, spec, raw);
}
ValueRef decode_options(Context& c, const Arg& spec, std::uint64_t raw) {
  const std::uint64_t all = flags_without_magic(c);
  const bool ignored = (all & ms_remount) == 0 && (all & ignores_data) != 0;
  return ignored ? arg::detail::pointer(c, spec, raw) : arg::detail::string(c, spec, raw);
}

// --- fsconfig(2): what a command takes ---

constexpr Name config_names[] = {
    {0, "FSCONFIG_SET_FLAG"},  {1, "FSCONFIG_SET_STRING"},     {2, "FSCONFIG_SET_BINARY"},
    {3, "FSCONFIG_SET_PATH"},  {4, "FSCONFIG_SET_PATH_EMPTY"}, {5, "FSCONFIG_SET_FD"},
    {6, "FSCONFIG_CMD_CREATE"}, {7, "FSCONFIG_CMD_RECONFIGURE"}, {8, "FSCONFIG_CMD_CREATE_EXCL"},
};
constexpr FlagSet config_commands{.unknown = "FSCONFIG_???", .names = config_names};

ValueRef decode_binary(Context& c, const Arg&, std::uint64_t raw) {
  const auto size = static_cast<std::int32_t>(c.arg(4));
  if (raw == 0 || size < 0) return c.pointer(raw);
  const ValueRef bytes = c.buffer(RemoteAddr(raw), static_cast<std::uint64_t>(size));
  if (bytes == nullptr) return nullptr;
  Str hex = std::get<Str>(*bytes);
  hex.hex = true;
  return c.make(hex);
}

constexpr Arg config_fd = fd("fd");
constexpr Arg config_command = choice("cmd", config_commands);
constexpr Arg config_flag[] = {config_fd, config_command, string("key"), ptr("value"), i32("aux")};
constexpr Arg config_string[] = {config_fd, config_command, string("key"), string("value"), i32("aux")};
constexpr Arg config_binary[] = {config_fd, config_command, string("key"), custom("value", decode_binary), i32("aux")};
constexpr Arg config_path[] = {config_fd, config_command, string("key"), path_at<4>("value"), dirfd("aux")};
constexpr Arg config_other_fd[] = {config_fd, config_command, string("key"), ptr("value"), fd("aux")};
constexpr Arg config_plain[] = {config_fd, config_command, ptr("key"), ptr("value"), i32("aux")};

std::span<const Arg> config_shape(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[1])) {
    case 0: return config_flag;
    case 1: return config_string;
    case 2: return config_binary;
    case 3:
    case 4: return config_path;
    case 5: return config_other_fd;
    default: return config_plain;
  }
}

// --- mount_setattr(2) ---

constexpr std::uint64_t mount_attr_size = 32;  // MOUNT_ATTR_SIZE_VER0

// struct mount_attr
ValueRef mount_attr(Context& c, RemoteAddr addr, std::uint64_t size) {
  StructReader s(c, addr);
  s.add("attr_set", c.flags(attr_flags, s.aligned_u64()));
  s.add("attr_clr", c.flags(attr_flags, s.aligned_u64()));
  s.add("propagation", c.symbol(propagations, s.aligned_u64()));
  const std::uint64_t userns = s.aligned_u64();
  s.add("userns_fd", userns <= INT32_MAX ? c.fd(static_cast<std::int64_t>(userns)) : c.udec(userns));
  if (!s.failed()) s.add_tail(size);
  return s.done();
}
ValueRef decode_mount_attr(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t size = c.arg(4);
  if (size < mount_attr_size) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return mount_attr(c, addr, size); });
}
constexpr Arg mount_attr_in(std::string_view name) { return custom(name, decode_mount_attr); }

// --- swapon(2): flags, and the priority in the low bits ---

ValueRef decode_swap_flags(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::uint32_t priority_mask = 0x7fff;  // SWAP_FLAG_PRIO_MASK
  const auto all = static_cast<std::uint32_t>(raw);
  const ValueRef priority = c.dec(all & priority_mask);
  return (all & ~priority_mask) == 0 ? priority : c.joined("|", c.flags(swap_flags, all & ~priority_mask), priority);
}

constexpr Classes at_file = Class::file | Class::desc;

// The old magic number is a value of its own beside the bits (mount(2), "NOTES").
ValueRef decode_mount_flags(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t all = c.abi() == Abi::i386 ? static_cast<std::uint32_t>(raw) : raw;
  if ((all & magic_mask) != magic || all == magic) return c.flags(mount_flags, all);
  return c.joined("|", c.flags(mount_flags, magic), c.flags(mount_flags, all & ~magic_mask));
}

constexpr Syscall rows[] = {
    {"mount",
     {165, 21, 40},
     {path("dev_name"), path("dir_name"), custom("type", decode_type), custom("flags", decode_mount_flags),
      custom("data", decode_options)},
     Ret::dec,
     Class::file,
     nullptr,
     nullptr,
     Effect::renames},
    {"umount", {.i386 = 22}, {path("name")}, Ret::dec, Class::file, nullptr, nullptr, Effect::renames},
    {"umount2",
     {166, 52, 39},
     {path("name"), flags("flags", umount_flags)},
     Ret::dec,
     Class::file,
     nullptr,
     nullptr,
     Effect::renames},
    {"pivot_root",
     {155, 217, 41},
     {path("new_root"), path("put_old")},
     Ret::dec,
     Class::file,
     nullptr,
     nullptr,
     Effect::moves_cwd},
    {"fsopen", {430, 430, 430}, {string("fs_name"), flags("flags", fsopen_flags)}, Ret::fd, Class::desc},
    {"fsconfig",
     {431, 431, 431},
     {config_flag[0], config_flag[1], config_flag[2], config_flag[3], config_flag[4]},
     Ret::dec,
     at_file,
     config_shape},
    {"fsmount",
     {432, 432, 432},
     {fd("fs_fd"), flags("flags", fsmount_flags), flags("attr_flags", attr_flags)},
     Ret::fd,
     Class::desc},
    {"fspick", {433, 433, 433}, {dirfd("dfd"), path_at<0>("path"), flags("flags", fspick_flags)}, Ret::fd, at_file},
    {"open_tree",
     {428, 428, 428},
     {dirfd("dfd"), path_at<0>("filename"), flags("flags", open_tree_flags)},
     Ret::fd,
     at_file},
    {"open_tree_attr",
     {467, 467, 467},
     {dirfd("dfd"), path_at<0>("filename"), flags("flags", open_tree_flags), mount_attr_in("uattr"),
      ulong("usize")},
     Ret::fd,
     at_file},
    {"move_mount",
     {429, 429, 429},
     {dirfd("from_dfd"), path_at<0>("from_pathname"), dirfd("to_dfd"), path_at<2>("to_pathname"),
      flags("flags", move_flags)},
     Ret::dec,
     at_file,
     nullptr,
     nullptr,
     Effect::renames},
    {"mount_setattr",
     {442, 442, 442},
     {dirfd("dfd"), path_at<0>("path"), flags("flags", setattr_flags), mount_attr_in("uattr"), ulong("usize")},
     Ret::dec,
     at_file},
    {"swapon", {167, 87, 224}, {path("specialfile"), custom("swap_flags", decode_swap_flags)}, Ret::dec, Class::file},
    {"swapoff", {168, 115, 225}, {path("specialfile")}, Ret::dec, Class::file},
    {"sysfs", {139, 135}, {hex("option"), hex("arg1"), hex("arg2")}},
    {"nfsservctl", {.x86_64 = 180, .i386 = 169, .generic = 42, .x32 = no_x32}, {hex("cmd"), hex("argp"), hex("resp")}},
};

}  // namespace

extern const std::span<const Syscall> rows_mount;
const std::span<const Syscall> rows_mount = rows;

}  // namespace spoor::abi
