// Watching files: inotify(7) and fanotify(7).
#include "spoor/abi/file_values.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/inotify.h
constexpr Name init_names[] = {{04000, "IN_NONBLOCK"}, {02000000, "IN_CLOEXEC"}};
constexpr FlagSet init_flags{.unknown = "IN_???", .names = init_names};

constexpr Name event_names[] = {
    {0x1, "IN_ACCESS"},           {0x2, "IN_MODIFY"},           {0x4, "IN_ATTRIB"},
    {0x8, "IN_CLOSE_WRITE"},      {0x10, "IN_CLOSE_NOWRITE"},   {0x20, "IN_OPEN"},
    {0x40, "IN_MOVED_FROM"},      {0x80, "IN_MOVED_TO"},        {0x100, "IN_CREATE"},
    {0x200, "IN_DELETE"},         {0x400, "IN_DELETE_SELF"},    {0x800, "IN_MOVE_SELF"},
    {0x2000, "IN_UNMOUNT"},       {0x4000, "IN_Q_OVERFLOW"},    {0x8000, "IN_IGNORED"},
    {0x1000000, "IN_ONLYDIR"},    {0x2000000, "IN_DONT_FOLLOW"}, {0x4000000, "IN_EXCL_UNLINK"},
    {0x10000000, "IN_MASK_CREATE"}, {0x20000000, "IN_MASK_ADD"}, {0x40000000, "IN_ISDIR"},
    {0x80000000, "IN_ONESHOT"},
};
constexpr FlagSet event_flags{.unknown = "IN_???", .names = event_names};

// linux/fanotify.h
constexpr Name class_names[] = {{0, "FAN_CLASS_NOTIF"}, {4, "FAN_CLASS_CONTENT"}, {8, "FAN_CLASS_PRE_CONTENT"}};
constexpr FlagSet classes{.unknown = "FAN_CLASS_???", .names = class_names};
constexpr std::uint64_t class_bits = 0xc;

constexpr Name group_names[] = {
    {0x1, "FAN_CLOEXEC"},          {0x2, "FAN_NONBLOCK"},       {0x10, "FAN_UNLIMITED_QUEUE"},
    {0x20, "FAN_UNLIMITED_MARKS"}, {0x40, "FAN_ENABLE_AUDIT"},  {0x80, "FAN_REPORT_PIDFD"},
    {0x100, "FAN_REPORT_TID"},     {0x200, "FAN_REPORT_FID"},   {0x400, "FAN_REPORT_DIR_FID"},
    {0x800, "FAN_REPORT_NAME"},    {0x1000, "FAN_REPORT_TARGET_FID"}, {0x2000, "FAN_REPORT_FD_ERROR"},
    {0x4000, "FAN_REPORT_MNT"},
};
constexpr FlagSet group_flags{.unknown = "FAN_???", .names = group_names};

constexpr Name mark_names[] = {
    {0x1, "FAN_MARK_ADD"},          {0x2, "FAN_MARK_REMOVE"},  {0x4, "FAN_MARK_DONT_FOLLOW"},
    {0x8, "FAN_MARK_ONLYDIR"},      {0x110, "FAN_MARK_MNTNS"}, {0x10, "FAN_MARK_MOUNT"},
    {0x20, "FAN_MARK_IGNORED_MASK"}, {0x40, "FAN_MARK_IGNORED_SURV_MODIFY"}, {0x80, "FAN_MARK_FLUSH"},
    {0x100, "FAN_MARK_FILESYSTEM"}, {0x200, "FAN_MARK_EVICTABLE"}, {0x400, "FAN_MARK_IGNORE"},
};
constexpr FlagSet mark_flags{.unknown = "FAN_MARK_???", .names = mark_names};

constexpr Name watch_names[] = {
    {0x1, "FAN_ACCESS"},         {0x2, "FAN_MODIFY"},          {0x4, "FAN_ATTRIB"},
    {0x8, "FAN_CLOSE_WRITE"},    {0x10, "FAN_CLOSE_NOWRITE"},  {0x20, "FAN_OPEN"},
    {0x40, "FAN_MOVED_FROM"},    {0x80, "FAN_MOVED_TO"},       {0x100, "FAN_CREATE"},
    {0x200, "FAN_DELETE"},       {0x400, "FAN_DELETE_SELF"},   {0x800, "FAN_MOVE_SELF"},
    {0x1000, "FAN_OPEN_EXEC"},   {0x4000, "FAN_Q_OVERFLOW"},   {0x8000, "FAN_FS_ERROR"},
    {0x10000, "FAN_OPEN_PERM"},  {0x20000, "FAN_ACCESS_PERM"}, {0x40000, "FAN_OPEN_EXEC_PERM"},
    {0x80000, "FAN_DIR_MODIFY"}, {0x100000, "FAN_PRE_ACCESS"}, {0x1000000, "FAN_MNT_ATTACH"},
    {0x2000000, "FAN_MNT_DETACH"}, {0x40000000, "FAN_ONDIR"},  {0x8000000, "FAN_EVENT_ON_CHILD"},
    {0x10000000, "FAN_RENAME"},
};
constexpr FlagSet watch_flags{.unknown = "FAN_???", .names = watch_names};

// The notification class is a field of two bits, the rest are flags.
ValueRef decode_group_flags(Context& c, const Arg&, std::uint64_t raw) {
  const ValueRef kind = c.symbol(classes, raw & class_bits);
  const std::uint64_t rest = static_cast<std::uint32_t>(raw) & ~class_bits;
  if (rest == 0) return kind;
  return c.joined("|", kind, c.flags(group_flags, rest));
}

// 64 bits: one register, or two of i386's.
ValueRef decode_watch_mask(Context& c, const Arg& spec, std::uint64_t raw) {
  const bool split = c.abi() == Abi::i386;
  const std::uint64_t high = split ? c.arg(spec.slot + 1u) << 32 : 0;
  return c.flags(watch_flags, split ? static_cast<std::uint32_t>(raw) | high : raw);
}

// No directory at all has a name of its own here.
ValueRef decode_watch_dirfd(Context& c, const Arg& spec, std::uint64_t raw) {
  const auto number = static_cast<std::int32_t>(raw);
  return number == -1 ? c.constant("FAN_NOFD", static_cast<std::uint64_t>(-1), c.dec(-1))
                      : arg::detail::dirfd(c, spec, raw);
}

constexpr Arg watch_mask = custom("mask", decode_watch_mask).from_slot(2);
constexpr Arg watch_dirfd = custom("dfd", decode_watch_dirfd);

constexpr Syscall rows[] = {
    {"inotify_init", {253, 291}, {}, Ret::fd, Class::desc},
    {"inotify_init1", {294, 332, 26}, {flags("flags", init_flags)}, Ret::fd, Class::desc},
    {"inotify_add_watch",
     {254, 292, 27},
     {fd("fd"), path("pathname"), flags("mask", event_flags)},
     Ret::dec,
     Class::file | Class::desc},
    {"inotify_rm_watch", {255, 293, 28}, {fd("fd"), i32("wd")}, Ret::dec, Class::desc},
    {"fanotify_init",
     {300, 338, 262},
     {custom("flags", decode_group_flags), open_flags("event_f_flags")},
     Ret::fd,
     Class::desc},
    {"fanotify_mark",
     {.x86_64 = 301, .generic = 263},
     {fd("fanotify_fd"), flags("flags", mark_flags), watch_mask, watch_dirfd, path_at<3>("pathname")},
     Ret::dec,
     Class::file | Class::desc},
    {"fanotify_mark",
     {.i386 = 339},
     {fd("fanotify_fd"), flags("flags", mark_flags), watch_mask, watch_dirfd.from_slot(4),
      path_at<4>("pathname").from_slot(5)},
     Ret::dec,
     Class::file | Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_notify;
const std::span<const Syscall> rows_notify = rows;

}  // namespace spoor::abi
