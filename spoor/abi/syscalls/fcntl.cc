// fcntl(2), whose third argument and result are what its command says, and flock(2).
#include "spoor/abi/file_values.h"
#include "spoor/abi/names.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// asm-generic/fcntl.h, linux/fcntl.h
enum Command : std::uint32_t {
  dup_fd = 0,
  get_fd = 1,
  set_fd = 2,
  get_fl = 3,
  set_fl = 4,
  get_lk = 5,
  set_lk = 6,
  set_lkw = 7,
  set_own = 8,
  get_own = 9,
  set_sig = 10,
  get_sig = 11,
  get_lk64 = 12,
  set_lk64 = 13,
  set_lkw64 = 14,
  set_own_ex = 15,
  get_own_ex = 16,
  ofd_get_lk = 36,
  ofd_set_lk = 37,
  ofd_set_lkw = 38,
  set_lease = 1024,
  get_lease = 1025,
  notify = 1026,
  dup_fd_query = 1027,
  created_query = 1028,
  dup_fd_cloexec = 1030,
  set_pipe_size = 1031,
  get_pipe_size = 1032,
  add_seals = 1033,
  get_seals = 1034,
  get_rw_hint = 1035,
  set_rw_hint = 1036,
  get_file_rw_hint = 1037,
  set_file_rw_hint = 1038,
};
constexpr Name command_names[] = {
    {dup_fd, "F_DUPFD"},
    {get_fd, "F_GETFD"},
    {set_fd, "F_SETFD"},
    {get_fl, "F_GETFL"},
    {set_fl, "F_SETFL"},
    {get_lk, "F_GETLK"},
    {set_lk, "F_SETLK"},
    {set_lkw, "F_SETLKW"},
    {set_own, "F_SETOWN"},
    {get_own, "F_GETOWN"},
    {set_sig, "F_SETSIG"},
    {get_sig, "F_GETSIG"},
    {get_lk64, "F_GETLK64"},
    {set_lk64, "F_SETLK64"},
    {set_lkw64, "F_SETLKW64"},
    {set_own_ex, "F_SETOWN_EX"},
    {get_own_ex, "F_GETOWN_EX"},
    {17, "F_GETOWNER_UIDS"},
    {ofd_get_lk, "F_OFD_GETLK"},
    {ofd_set_lk, "F_OFD_SETLK"},
    {ofd_set_lkw, "F_OFD_SETLKW"},
    {set_lease, "F_SETLEASE"},
    {get_lease, "F_GETLEASE"},
    {notify, "F_NOTIFY"},
    {dup_fd_query, "F_DUPFD_QUERY"},
    {created_query, "F_CREATED_QUERY"},
    {1029, "F_CANCELLK"},
    {dup_fd_cloexec, "F_DUPFD_CLOEXEC"},
    {set_pipe_size, "F_SETPIPE_SZ"},
    {get_pipe_size, "F_GETPIPE_SZ"},
    {add_seals, "F_ADD_SEALS"},
    {get_seals, "F_GET_SEALS"},
    {get_rw_hint, "F_GET_RW_HINT"},
    {set_rw_hint, "F_SET_RW_HINT"},
    {get_file_rw_hint, "F_GET_FILE_RW_HINT"},
    {set_file_rw_hint, "F_SET_FILE_RW_HINT"},
};
constexpr FlagSet commands{.unknown = "F_???", .names = command_names};

constexpr Name fd_flag_names[] = {{1, "FD_CLOEXEC"}};
constexpr FlagSet fd_flags{.unknown = "FD_???", .names = fd_flag_names};

constexpr Name lock_type_names[] = {{0, "F_RDLCK"}, {1, "F_WRLCK"}, {2, "F_UNLCK"}, {4, "F_EXLCK"}, {8, "F_SHLCK"}};
constexpr FlagSet lock_types{.unknown = "F_???", .names = lock_type_names};

constexpr Name owner_names[] = {{0, "F_OWNER_TID"}, {1, "F_OWNER_PID"}, {2, "F_OWNER_PGRP"}};
constexpr FlagSet owner_types{.unknown = "F_OWNER_???", .names = owner_names};

constexpr Name notify_names[] = {
    {0x01, "DN_ACCESS"}, {0x02, "DN_MODIFY"}, {0x04, "DN_CREATE"},        {0x08, "DN_DELETE"},
    {0x10, "DN_RENAME"}, {0x20, "DN_ATTRIB"}, {0x80000000, "DN_MULTISHOT"},
};
constexpr FlagSet notify_flags{.unknown = "DN_???", .names = notify_names};

constexpr Name seal_names[] = {
    {0x01, "F_SEAL_SEAL"},  {0x02, "F_SEAL_SHRINK"},       {0x04, "F_SEAL_GROW"},
    {0x08, "F_SEAL_WRITE"}, {0x10, "F_SEAL_FUTURE_WRITE"}, {0x20, "F_SEAL_EXEC"},
};
constexpr FlagSet seals{.unknown = "F_SEAL_???", .names = seal_names};

constexpr Name hint_names[] = {
    {0, "RWH_WRITE_LIFE_NOT_SET"}, {1, "RWH_WRITE_LIFE_NONE"}, {2, "RWH_WRITE_LIFE_SHORT"},
    {3, "RWH_WRITE_LIFE_MEDIUM"},  {4, "RWH_WRITE_LIFE_LONG"}, {5, "RWH_WRITE_LIFE_EXTREME"},
};
constexpr FlagSet hints{.unknown = "RWH_WRITE_LIFE_???", .names = hint_names};

constexpr Name flock_names[] = {
    {0x01, "LOCK_SH"},   {0x02, "LOCK_EX"}, {0x04, "LOCK_NB"},   {0x08, "LOCK_UN"},
    {0x20, "LOCK_MAND"}, {0xc0, "LOCK_RW"}, {0x40, "LOCK_READ"}, {0x80, "LOCK_WRITE"},
};
constexpr FlagSet flock_flags{.unknown = "LOCK_???", .names = flock_names};

// --- structs ---

// struct flock, struct flock64. The process that holds the lock is an answer: part of it only when `answered`.
ValueRef lock(Context& c, RemoteAddr addr, bool wide, bool answered) {
  StructReader s(c, addr);
  s.add("l_type", c.symbol(lock_types, s.u16()));
  s.add("l_whence", c.symbol(seek_names, s.u16()));
  s.add("l_start", c.dec(wide ? s.i64() : s.kernel_slong()));
  s.add("l_len", c.dec(wide ? s.i64() : s.kernel_slong()));
  if (answered) s.add("l_pid", c.pid(s.i32()));
  return s.done();
}
ValueRef set_lock(Context& c, RemoteAddr addr) { return lock(c, addr, false, false); }
ValueRef got_lock(Context& c, RemoteAddr addr) { return lock(c, addr, false, true); }
ValueRef set_lock64(Context& c, RemoteAddr addr) { return lock(c, addr, true, false); }
ValueRef got_lock64(Context& c, RemoteAddr addr) { return lock(c, addr, true, true); }

// struct f_owner_ex
ValueRef owner(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("type", c.symbol(owner_types, s.u32()));
  s.add("pid", c.pid(s.i32()));
  return s.done();
}

ValueRef hint(Context& c, RemoteAddr addr) {
  const auto value = c.load<std::uint64_t>(addr);
  if (!value) return nullptr;
  const ValueRef items[] = {c.symbol(hints, *value)};
  return c.list(items);
}

ValueRef decode_signal(Context& c, const Arg&, std::uint64_t raw) {
  const auto number = static_cast<std::int32_t>(raw);
  return signal_name(number).empty() ? c.dec(number) : c.symbol(signal_names, static_cast<std::uint64_t>(number));
}

// --- one list of arguments per kind of command ---

constexpr Arg first = fd("fd");
constexpr Arg second = choice("cmd", commands);

constexpr Arg with_nothing[] = {first, second};
constexpr Arg with_number[] = {first, second, slong("arg")};
constexpr Arg with_fd[] = {first, second, fd("arg")};
constexpr Arg with_fd_flags[] = {first, second, flags("arg", fd_flags)};
constexpr Arg with_open_flags[] = {first, second, open_flags("arg")};
constexpr Arg with_pid[] = {first, second, pid("arg")};
constexpr Arg with_signal[] = {first, second, custom("arg", decode_signal)};
constexpr Arg with_lock_in[] = {first, second, in<set_lock>("arg")};
constexpr Arg with_lock_out[] = {first, second, out<got_lock>("arg")};
constexpr Arg with_lock64_in[] = {first, second, in<set_lock64>("arg")};
constexpr Arg with_lock64_out[] = {first, second, out<got_lock64>("arg")};
constexpr Arg with_owner_in[] = {first, second, in<owner>("arg")};
constexpr Arg with_owner_out[] = {first, second, out<owner>("arg")};
constexpr Arg with_lease[] = {first, second, choice_long("arg", lock_types)};
constexpr Arg with_notify[] = {first, second, flags_long("arg", notify_flags)};
constexpr Arg with_seals[] = {first, second, flags_long("arg", seals)};
constexpr Arg with_hint_in[] = {first, second, in<hint>("arg")};
constexpr Arg with_hint_out[] = {first, second, out<hint>("arg")};
constexpr Arg with_unknown[] = {first, second, hex("arg")};

std::uint32_t command_of(const Call& call) { return static_cast<std::uint32_t>(call.args[1]); }

std::span<const Arg> fcntl_shape(const Call& call) {
  switch (command_of(call)) {
    case get_fd:
    case get_fl:
    case get_own:
    case get_sig:
    case get_lease:
    case get_pipe_size:
    case get_seals:
    case created_query: return with_nothing;
    case dup_fd:
    case dup_fd_cloexec:
    case set_pipe_size: return with_number;
    case dup_fd_query: return with_fd;
    case set_fd: return with_fd_flags;
    case set_fl: return with_open_flags;
    case set_own: return with_pid;
    case set_sig: return with_signal;
    case set_lk:
    case set_lkw: return with_lock_in;
    case get_lk: return with_lock_out;
    case ofd_set_lk:
    case ofd_set_lkw: return with_lock64_in;
    case ofd_get_lk: return with_lock64_out;
    case set_own_ex: return with_owner_in;
    case get_own_ex: return with_owner_out;
    case set_lease: return with_lease;
    case notify: return with_notify;
    case add_seals: return with_seals;
    case set_rw_hint:
    case set_file_rw_hint: return with_hint_in;
    case get_rw_hint:
    case get_file_rw_hint: return with_hint_out;
    default: return with_unknown;
  }
}

// i386's second fcntl: the commands on 64-bit locks are its own.
std::span<const Arg> fcntl64_shape(const Call& call) {
  switch (command_of(call)) {
    case set_lk64:
    case set_lkw64: return with_lock64_in;
    case get_lk64: return with_lock64_out;
    default: return fcntl_shape(call);
  }
}

// --- results ---

ValueRef fcntl_result(Context& c) {
  const auto result = c.call().result;
  switch (command_of(c.call())) {
    case dup_fd:
    case dup_fd_cloexec: return c.fd(result);
    case get_own: return c.pid(result);
    case get_fd:
    case get_fl:
    case get_lease:
    case get_seals: return c.hex(static_cast<std::uint64_t>(result));
    default: return nullptr;
  }
}

ValueRef remark(Context& c, std::string_view what, ValueRef value) {
  const Field fields[] = {{what, value}};
  return c.fields(fields, false, Struct::Style::phrase);
}

ValueRef fcntl_note(Context& c) {
  const auto result = static_cast<std::uint64_t>(c.call().result);
  switch (command_of(c.call())) {
    case get_fl: return remark(c, "flags", c.make(Flags{&open_flag_names, result, Naming::always}));
    case get_lease: return c.make(Symbol{&lock_types, result, Naming::always});
    case get_fd: return result == 0 ? nullptr : remark(c, "flags", c.flags(fd_flags, result));
    case get_seals: return result == 0 ? nullptr : remark(c, "seals", c.flags(seals, result));
    case get_sig: return result == 0 ? nullptr : c.make(Symbol{&signal_names, result, Naming::always});
    default: return nullptr;
  }
}

constexpr Syscall rows[] = {
    {"fcntl",
     {72, 55, 25},
     {first, second, hex("arg")},
     Ret::dec,
     Class::desc,
     fcntl_shape,
     fcntl_note,
     Effect::fcntl,
     fcntl_result},
    {"fcntl64",
     {.i386 = 221},
     {first, second, hex("arg")},
     Ret::dec,
     Class::desc,
     fcntl64_shape,
     fcntl_note,
     Effect::fcntl,
     fcntl_result},
    {"flock", {73, 143, 32}, {fd("fd"), flags("cmd", flock_flags)}, Ret::dec, Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_fcntl;
const std::span<const Syscall> rows_fcntl = rows;

}  // namespace spoor::abi
