// Names in the file system: making, moving, removing, looking at and changing what they stand for.
#include "spoor/abi/file_values.h"

namespace spoor::abi {
namespace {

using namespace arg;

// unistd.h; F_OK alone is no bit.
constexpr Name access_names[] = {{0, "F_OK"}, {4, "R_OK"}, {2, "W_OK"}, {1, "X_OK"}};
constexpr FlagSet access_modes{.unknown = "?_OK", .names = access_names};

// linux/fcntl.h: 0x200 is AT_EACCESS here, AT_REMOVEDIR elsewhere.
constexpr Name faccessat_names[] = {{0x100, "AT_SYMLINK_NOFOLLOW"}, {0x200, "AT_EACCESS"}, {0x1000, "AT_EMPTY_PATH"}};
constexpr FlagSet faccessat_flags{.unknown = "AT_???", .names = faccessat_names};

// linux/fs.h
constexpr Name rename_names[] = {{1, "RENAME_NOREPLACE"}, {2, "RENAME_EXCHANGE"}, {4, "RENAME_WHITEOUT"}};
constexpr FlagSet rename_flags{.unknown = "RENAME_??", .names = rename_names};

// An old 16-bit user or group id; 0xffff is -1 there (kernel: include/linux/highuid.h).
ValueRef decode_id16(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t id = raw & 0xffff;
  return id == 0xffff ? c.dec(-1) : c.udec(id);
}
constexpr Arg id16(std::string_view name) { return custom(name, decode_id16); }

constexpr Arg access_mode(std::string_view name) { return flags(name, access_modes); }

ValueRef decode_typed_mode(Context& c, const Arg&, std::uint64_t raw) { return c.mode(raw & 0xffff, true); }
ValueRef decode_device(Context& c, const Arg&, std::uint64_t raw) { return device(c, static_cast<std::uint32_t>(raw)); }
constexpr Arg typed_mode(std::string_view name) { return custom(name, decode_typed_mode); }
constexpr Arg device_number(std::string_view name) { return custom(name, decode_device); }

ValueRef decode_cwd(Context& c, const Arg&, std::uint64_t raw) {
  if (raw == 0 || c.call().failed()) return c.pointer(raw);
  return c.path(RemoteAddr(raw));
}

// mknod(2): "dev ... is ignored" unless the mode says a device.
bool makes_device(std::uint64_t mode) { return (mode & 0170000) == 0020000 || (mode & 0170000) == 0060000; }

constexpr Arg mknod_args[] = {path("filename"), typed_mode("mode"), device_number("dev")};
constexpr Arg mknodat_args[] = {dirfd("dfd"), path_at<0>("filename"), typed_mode("mode"), device_number("dev")};

std::span<const Arg> mknod_shape(const Call& call) {
  return std::span(mknod_args).first(makes_device(call.args[1]) ? 3 : 2);
}
std::span<const Arg> mknodat_shape(const Call& call) {
  return std::span(mknodat_args).first(makes_device(call.args[2]) ? 4 : 3);
}

ValueRef old_mask(Context& c) { return c.mode(static_cast<std::uint64_t>(c.call().result)); }

constexpr Classes at_file = Class::file | Class::desc;

constexpr Syscall rows[] = {
    // --- looking ---
    {"access", {21, 33}, {path("filename"), access_mode("mode")}, Ret::dec, Class::file},
    {"faccessat",
     {269, 307, 48},
     {dirfd("dfd"), path_at<0>("filename"), access_mode("mode")},
     Ret::dec,
     at_file},
    {"faccessat2",
     {439, 439, 439},
     {dirfd("dfd"), path_at<0>("filename"), access_mode("mode"), flags("flags", faccessat_flags)},
     Ret::dec,
     at_file},
    {"readlink", {89, 85}, {path("path"), out_buffer("buf"), ulong("bufsiz")}, Ret::dec, Class::file},
    {"readlinkat",
     {267, 305, 78},
     {dirfd("dfd"), path_at<0>("pathname"), out_buffer("buf"), ulong("bufsiz")},
     Ret::dec,
     at_file},
    {"getcwd",
     {79, 183, 17},
     {custom("buf", decode_cwd, Direction::out), ulong("size")},
     Ret::dec,
     Class::file},
    // --- moving about ---
    {"chdir", {80, 12, 49}, {path("filename")}, Ret::dec, Class::file, nullptr, nullptr, Effect::moves_cwd},
    {"fchdir", {81, 133, 50}, {fd("fd")}, Ret::dec, Class::desc, nullptr, nullptr, Effect::moves_cwd},
    {"chroot", {161, 61, 51}, {path("filename")}, Ret::dec, Class::file, nullptr, nullptr, Effect::moves_cwd},
    // --- names ---
    {"rename", {82, 38}, {path("oldname"), path("newname")}, Ret::dec, Class::file, nullptr, nullptr, Effect::renames},
    {"renameat",
     {264, 302, 38},
     {dirfd("olddfd"), path_at<0>("oldname"), dirfd("newdfd"), path_at<2>("newname")},
     Ret::dec,
     at_file,
     nullptr,
     nullptr,
     Effect::renames},
    {"renameat2",
     {316, 353, 276},
     {dirfd("olddfd"), path_at<0>("oldname"), dirfd("newdfd"), path_at<2>("newname"), flags("flags", rename_flags)},
     Ret::dec,
     at_file,
     nullptr,
     nullptr,
     Effect::renames},
    {"link", {86, 9}, {path("oldname"), path("newname")}, Ret::dec, Class::file},
    {"linkat",
     {265, 303, 37},
     {dirfd("olddfd"), path_at<0>("oldname"), dirfd("newdfd"), path_at<2>("newname"), at_flags("flags")},
     Ret::dec,
     at_file},
    {"symlink", {88, 83}, {path("oldname"), path("newname")}, Ret::dec, Class::file},
    {"symlinkat", {266, 304, 36}, {path("oldname"), dirfd("newdfd"), path_at<1>("newname")}, Ret::dec, at_file},
    {"unlink", {87, 10}, {path("pathname")}, Ret::dec, Class::file, nullptr, nullptr, Effect::renames},
    {"unlinkat",
     {263, 301, 35},
     {dirfd("dfd"), path_at<0>("pathname"), at_flags("flag")},
     Ret::dec,
     at_file,
     nullptr,
     nullptr,
     Effect::renames},
    {"mkdir", {83, 39}, {path("pathname"), mode("mode")}, Ret::dec, Class::file},
    {"mkdirat", {258, 296, 34}, {dirfd("dfd"), path_at<0>("pathname"), mode("mode")}, Ret::dec, at_file},
    {"rmdir", {84, 40}, {path("pathname")}, Ret::dec, Class::file, nullptr, nullptr, Effect::renames},
    {"mknod", {133, 14}, {mknod_args[0], mknod_args[1], mknod_args[2]}, Ret::dec, Class::file, mknod_shape},
    {"mknodat",
     {259, 297, 33},
     {mknodat_args[0], mknodat_args[1], mknodat_args[2], mknodat_args[3]},
     Ret::dec,
     at_file,
     mknodat_shape},
    // --- permissions and owners ---
    {"chmod", {90, 15}, {path("filename"), mode("mode")}, Ret::dec, Class::file},
    {"fchmod", {91, 94, 52}, {fd("fd"), mode("mode")}, Ret::dec, Class::desc},
    {"fchmodat", {268, 306, 53}, {dirfd("dfd"), path_at<0>("filename"), mode("mode")}, Ret::dec, at_file},
    {"fchmodat2",
     {452, 452, 452},
     {dirfd("dfd"), path_at<0>("filename"), mode("mode"), at_flags("flags")},
     Ret::dec,
     at_file},
    {"chown", {.x86_64 = 92}, {path("filename"), uid("user"), uid("group")}, Ret::dec, Class::file},
    {"chown", {.i386 = 182}, {path("filename"), id16("user"), id16("group")}, Ret::dec, Class::file},
    {"chown32", {.i386 = 212}, {path("filename"), uid("user"), uid("group")}, Ret::dec, Class::file},
    {"fchown", {.x86_64 = 93, .generic = 55}, {fd("fd"), uid("user"), uid("group")}, Ret::dec, Class::desc},
    {"fchown", {.i386 = 95}, {fd("fd"), id16("user"), id16("group")}, Ret::dec, Class::desc},
    {"fchown32", {.i386 = 207}, {fd("fd"), uid("user"), uid("group")}, Ret::dec, Class::desc},
    {"lchown", {.x86_64 = 94}, {path("filename"), uid("user"), uid("group")}, Ret::dec, Class::file},
    {"lchown", {.i386 = 16}, {path("filename"), id16("user"), id16("group")}, Ret::dec, Class::file},
    {"lchown32", {.i386 = 198}, {path("filename"), uid("user"), uid("group")}, Ret::dec, Class::file},
    {"fchownat",
     {260, 298, 54},
     {dirfd("dfd"), path_at<0>("filename"), uid("user"), uid("group"), at_flags("flag")},
     Ret::dec,
     at_file},
    {.name = "umask", .numbers = {95, 60, 166}, .args = {mode("mask")}, .ret = Ret::oct, .result = old_mask},
    // --- sizes ---
    {"truncate", {76, 92, 45}, {path("path"), ulong("length")}, Ret::dec, Class::file},
    {"truncate64", {.i386 = 193}, {path("path"), offset64("length", 1)}, Ret::dec, Class::file},
    // --- the rest ---
    {"uselib", {.x86_64 = 134, .i386 = 86, .x32 = no_x32}, {path("library")}, Ret::dec, Class::file},
    {"acct", {163, 51, 89}, {path("name")}, Ret::dec, Class::file},
};

}  // namespace

extern const std::span<const Syscall> rows_paths;
const std::span<const Syscall> rows_paths = rows;

}  // namespace spoor::abi
