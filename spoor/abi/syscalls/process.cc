// Birth and end of tasks: fork, clone, exec, exit; namespaces and pidfds.
#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>

#include <array>
#include <utility>

#include "spoor/abi/args.h"
#include "spoor/abi/clone_flags.h"
#include "spoor/abi/names.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr std::uint64_t clone_into_cgroup = 0x200000000;

// --- clone ---

// Flags, and the exit signal in the low byte: clone(2).
ValueRef flags_and_signal(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t bits = raw & ~std::uint64_t{CSIGNAL};
  const std::uint64_t signal = raw & CSIGNAL;
  if (signal == 0) return c.flags(clone_flags, bits);
  const ValueRef name = c.symbol(signal_names, signal);
  return bits == 0 ? name : c.joined("|", c.flags(clone_flags, bits), name);
}

ValueRef bracketed(Context& c, ValueRef item) {
  const ValueRef items[] = {item};
  return c.list(items);
}

// Where the kernel stored what it made: a descriptor with CLONE_PIDFD, a thread id otherwise.
ValueRef stored_id(Context& c, std::uint64_t addr, bool is_fd) {
  if (addr == 0 || c.call().failed() || !c.call().finished()) return c.pointer(addr);
  const auto id = c.load<std::int32_t>(RemoteAddr(addr));
  if (!id) return c.make(Unread{RemoteAddr(addr)});
  return bracketed(c, is_fd ? c.fd(*id) : c.pid(*id));
}

ValueRef parent_id(Context& c, const Arg&, std::uint64_t raw) {
  return stored_id(c, raw, (c.arg(0) & CLONE_PIDFD) != 0);
}

constexpr Arg clone_stack = ptr("child_stack").from_slot(1).with_name();
constexpr Arg clone_word = custom("flags", flags_and_signal).from_slot(0).with_name();
constexpr Arg clone_parent = custom("parent_tid", parent_id, Direction::out).from_slot(2).with_name();
// Shown behind what the call stores, and so only at its end.
constexpr Arg clone_tls = custom("tls", detail::pointer, Direction::out).with_name();
constexpr Arg clone_child = custom("child_tidptr", detail::pointer, Direction::out).with_name();

// The arguments that a call's flags give a meaning to, in the order people know them. x86-64 takes tls last, i386 (and
// the generic table) child_tidptr: CONFIG_CLONE_BACKWARDS of the kernel.
struct CloneShape {
  std::array<Arg, 5> args{};
  std::size_t count = 0;
};
constexpr CloneShape clone_shape(std::size_t choice, bool backwards) {
  CloneShape shape;
  shape.args[shape.count++] = clone_stack;
  shape.args[shape.count++] = clone_word;
  if ((choice & 1) != 0) shape.args[shape.count++] = clone_parent;
  if ((choice & 2) != 0) shape.args[shape.count++] = clone_tls.from_slot(backwards ? 3 : 4);
  if ((choice & 4) != 0) shape.args[shape.count++] = clone_child.from_slot(backwards ? 4 : 3);
  return shape;
}
template <std::size_t... I>
constexpr auto clone_shapes(bool backwards, std::index_sequence<I...>) {
  return std::array<CloneShape, sizeof...(I)>{clone_shape(I, backwards)...};
}
constexpr auto forward_shapes = clone_shapes(false, std::make_index_sequence<8>());
constexpr auto backward_shapes = clone_shapes(true, std::make_index_sequence<8>());

std::span<const Arg> clone_args(const Call& call) {
  const std::uint64_t bits = call.args[0];
  std::size_t choice = 0;
  if ((bits & (CLONE_PARENT_SETTID | CLONE_PIDFD)) != 0) choice |= 1;
  if ((bits & CLONE_SETTLS) != 0) choice |= 2;
  if ((bits & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0) choice |= 4;
  const CloneShape& shape = call.abi == Abi::i386 ? backward_shapes[choice] : forward_shapes[choice];
  return std::span(shape.args).first(shape.count);
}

// --- clone3 ---

// struct clone_args (linux/sched.h), as much of it as the caller's size says; the rest is zero.
struct CloneArgs {
  std::uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
};
constexpr std::uint64_t smallest_clone_args = 64;  // CLONE_ARGS_SIZE_VER0

ValueRef tid_list(Context& c, std::uint64_t addr, std::uint64_t count) {
  constexpr std::uint64_t deepest = 32;  // MAX_PID_NS_LEVEL: no namespace lies deeper
  if (addr == 0 || count == 0 || count > deepest) return c.pointer(addr);
  const ValueRef list = c.array(RemoteAddr(addr), count, 4, [&](RemoteAddr at) -> ValueRef {
    const auto tid = c.load<std::int32_t>(at);
    return tid ? c.dec(*tid) : nullptr;
  });
  return list != nullptr ? list : c.pointer(addr);
}

// The end of a struct that is longer than spoor knows: only what is not zero is worth showing.
void add_unknown_tail(Context& c, Collector<Field>& fields, RemoteAddr addr, std::uint64_t known, std::uint64_t size) {
  constexpr std::uint64_t page = 4096;  // the kernel takes no longer struct
  if (size <= known || size > page) return;
  const auto tail = c.load_bytes(addr + known, size - known);
  if (tail.size() < size - known) return;
  const std::string_view bytes(reinterpret_cast<const char*>(tail.data()), tail.size());
  if (bytes.find_first_not_of('\0') == std::string_view::npos) return;
  const std::string remark = fmt::format("bytes {}..{}", known, size - 1);
  const ValueRef shown = c.make(Str{.bytes = bytes, .hex = true});
  fields.add({{}, c.make(Noted{.value = shown, .note = c.arena().copy(remark), .before = true})});
}

ValueRef clone3_input(Context& c, RemoteAddr addr, std::uint64_t size) {
  CloneArgs a{};
  const auto bytes = std::as_writable_bytes(std::span(&a, 1));
  if (!c.read(addr, bytes.first(std::min<std::uint64_t>(size, sizeof a)))) return nullptr;
  Collector<Field> fields(c.arena());
  fields.add({"flags", c.flags(clone3_flags, a.flags)});
  if ((a.flags & CLONE_PIDFD) != 0) fields.add({"pidfd", c.pointer(a.pidfd)});
  if ((a.flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0) fields.add({"child_tid", c.pointer(a.child_tid)});
  if ((a.flags & CLONE_PARENT_SETTID) != 0) fields.add({"parent_tid", c.pointer(a.parent_tid)});
  const bool is_signal = a.exit_signal != 0 && !name_of(signal_names, a.exit_signal).empty();
  fields.add({"exit_signal", is_signal ? c.symbol(signal_names, a.exit_signal) : c.udec(a.exit_signal)});
  fields.add({"stack", c.pointer(a.stack)});
  fields.add({"stack_size", c.hex(a.stack_size)});
  if ((a.flags & CLONE_SETTLS) != 0) fields.add({"tls", c.pointer(a.tls)});
  if (a.set_tid != 0 || a.set_tid_size != 0) {
    fields.add({"set_tid", tid_list(c, a.set_tid, a.set_tid_size)});
    fields.add({"set_tid_size", c.udec(a.set_tid_size)});
  }
  const bool into_cgroup = size >= sizeof a && (a.flags & clone_into_cgroup) != 0;
  if (a.cgroup > 0x7fffffff) {
    fields.add({"cgroup", c.udec(a.cgroup)});
  } else if (a.cgroup != 0 || into_cgroup) {
    fields.add({"cgroup", c.fd(static_cast<std::int64_t>(a.cgroup))});
  }
  add_unknown_tail(c, fields, addr, sizeof a, size);
  return c.make(Struct{fields.items()});
}

// What the kernel stored through the addresses in the struct, which it leaves as it was.
ValueRef clone3_output(Context& c, RemoteAddr addr) {
  std::uint64_t words[4] = {};  // flags, pidfd, child_tid, parent_tid
  if (!c.read(addr, std::as_writable_bytes(std::span(words)))) return nullptr;
  Collector<Field> fields(c.arena());
  if ((words[0] & CLONE_PIDFD) != 0) fields.add({"pidfd", stored_id(c, words[1], true)});
  if ((words[0] & CLONE_PARENT_SETTID) != 0) fields.add({"parent_tid", stored_id(c, words[3], false)});
  return fields.size() == 0 ? nullptr : c.make(Struct{fields.items()});
}

ValueRef clone3_args(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t size = c.abi() == Abi::x86_64 ? c.arg(1) : c.arg(1) & 0xffffffff;
  if (!c.at_exit()) {
    if (size < smallest_clone_args) return c.pointer(raw);
    return c.pointee(raw, [&](RemoteAddr addr) { return clone3_input(c, addr, size); });
  }
  const ValueRef before = c.at_entry();
  if (c.call().failed() || !c.call().finished() || before == nullptr || !std::holds_alternative<Struct>(*before)) {
    return before;
  }
  const ValueRef after = clone3_output(c, RemoteAddr(raw));
  return after == nullptr ? before : c.make(Change{.before = before, .after = after, .brackets = false});
}

// --- exec ---

ValueRef string_or_address(Context& c, std::uint64_t addr) {
  const ValueRef text = c.string(RemoteAddr(addr));
  return text != nullptr ? text : c.pointer(addr);
}

// A NULL-terminated array of strings, at most `limit` of them.
ValueRef string_array(Context& c, std::uint64_t addr, std::uint64_t limit) {
  Collector<ValueRef> items(c.arena());
  const std::size_t size = pointer_size(c.abi());
  for (std::uint64_t i = 0;; ++i) {
    const RemoteAddr at = RemoteAddr(addr) + i * size;
    const auto element = c.load_word(at);
    if (!element) {
      if (i == 0) return nullptr;
      items.add(c.make(Unread{.addr = at, .in_list = true}));
      return c.make(List{items.items(), false});
    }
    if (*element == 0) return c.make(List{items.items(), false});
    if (i == limit) return c.make(List{items.items(), true});
    items.add(string_or_address(c, *element));
  }
}

ValueRef argv(Context& c, const Arg&, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) {
    return string_array(c, addr.value(), c.abbreviate() ? c.options().string_limit : Context::longest_array);
  });
}

// `0x7ffd… /* 23 vars */`
ValueRef counted_environment(Context& c, RemoteAddr addr) {
  const std::size_t size = pointer_size(c.abi());
  constexpr std::uint64_t most = std::uint64_t{1} << 20;  // execve(2) takes 6 MiB of strings and pointers to them
  std::uint64_t count = 0;
  std::optional<std::uint64_t> element;
  while (count < most && (element = c.load_word(addr + count * size)) && *element != 0) ++count;
  if (!element && count == 0) return nullptr;
  const std::string remark = fmt::format("{} var{}{}", count, count == 1 ? "" : "s", element ? "" : ", unterminated");
  return c.note(c.pointer(addr.value()), remark);
}

ValueRef environment(Context& c, const Arg&, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.abbreviate() ? counted_environment(c, addr) : string_array(c, addr.value(), Context::longest_array);
  });
}

constexpr Name execveat_names[] = {
    SPOOR_NAME(AT_SYMLINK_NOFOLLOW),
    SPOOR_NAME(AT_EMPTY_PATH),
    {0x10000, "AT_EXECVE_CHECK"},
};
constexpr FlagSet execveat_flags{.unknown = "AT_???", .names = execveat_names};

// --- pidfds, kcmp ---

constexpr Name pidfd_names[] = {{0x800, "PIDFD_NONBLOCK"}, {0x80, "PIDFD_THREAD"}};
constexpr FlagSet pidfd_flags{.unknown = "PIDFD_???", .names = pidfd_names};

constexpr Name kcmp_names[] = {
    {0, "KCMP_FILE"}, {1, "KCMP_VM"}, {2, "KCMP_FILES"},   {3, "KCMP_FS"},
    {4, "KCMP_SIGHAND"}, {5, "KCMP_IO"}, {6, "KCMP_SYSVSEM"}, {7, "KCMP_EPOLL_TFD"},
};
constexpr FlagSet kcmp_types{.unknown = "KCMP_???", .names = kcmp_names};

ValueRef epoll_slot(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("efd", c.udec(s.u32()));
  s.add("tfd", c.udec(s.u32()));
  s.add("toff", c.udec(s.u32()));
  return s.done();
}

constexpr Arg kcmp_start[] = {pid("pid1"), pid("pid2"), choice("type", kcmp_types)};
constexpr Arg kcmp_files[] = {kcmp_start[0], kcmp_start[1], kcmp_start[2], fd("idx1"), fd("idx2")};
constexpr Arg kcmp_epoll[] = {kcmp_start[0], kcmp_start[1], kcmp_start[2], fd("idx1"), in<epoll_slot>("idx2")};
constexpr Arg kcmp_unknown[] = {kcmp_start[0], kcmp_start[1], kcmp_start[2], hex("idx1"), hex("idx2")};

std::span<const Arg> kcmp_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[2])) {
    case 0: return kcmp_files;
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6: return kcmp_start;
    case 7: return kcmp_epoll;
    default: return kcmp_unknown;
  }
}

// An address that is printed in hex even where it is none: set_tid_address(0).
constexpr Arg bare_address(std::string_view name) { return hex(name); }

constexpr Syscall rows[] = {
    {"fork", {57, 2}, {}, Ret::pid, Class::process},
    {"vfork", {58, 190}, {}, Ret::pid, Class::process},
    {.name = "clone",
     .numbers = {.x86_64 = 56},
     .args = {hex("flags"), ptr("child_stack"), ptr("parent_tid"), ptr("child_tidptr"), hex("tls")},
     .ret = Ret::pid, .classes = Class::process, .shape = clone_args},
    {.name = "clone",
     .numbers = {.i386 = 120, .generic = 220},
     .args = {hex("flags"), ptr("child_stack"), ptr("parent_tid"), hex("tls"), ptr("child_tidptr")},
     .ret = Ret::pid,
     .classes = Class::process,
     .shape = clone_args},
    {"clone3",
     {435, 435, 435},
     {custom("uargs", clone3_args, Direction::inout), ulong("size")},
     Ret::pid,
     Class::process},
    {.name = "execve",
     .numbers = {.x86_64 = 59, .i386 = 11, .generic = 221, .x32 = 520},
     .args = {path("filename"), custom("argv", argv), custom("envp", environment)},
     .classes = Class::file | Class::process,
     .effect = Effect::closes_many},
    {.name = "execveat",
     .numbers = {.x86_64 = 322, .i386 = 358, .generic = 281, .x32 = 545},
     .args = {dirfd("fd"), path_at<0>("filename"), custom("argv", argv), custom("envp", environment),
              flags("flags", execveat_flags)},
     .classes = Class::file | Class::desc | Class::process,
     .effect = Effect::closes_many},
    {"exit", {60, 1, 93}, {i32("error_code")}, Ret::none, Class::process},
    {"exit_group", {231, 252, 94}, {i32("error_code")}, Ret::none, Class::process},
    {"set_tid_address", {218, 258, 96}, {bare_address("tidptr")}},
    {"unshare", {272, 310, 97}, {flags_long("unshare_flags", unshare_flags)}},
    {"setns", {308, 346, 268}, {fd("fd"), flags("flags", namespace_flags)}, Ret::dec, Class::desc},
    {"pidfd_open", {434, 434, 434}, {pid("pid"), flags("flags", pidfd_flags)}, Ret::fd, Class::desc},
    {"pidfd_getfd", {438, 438, 438}, {fd("pidfd"), i32("fd"), hex32("flags")}, Ret::fd, Class::desc},
    {.name = "kcmp", .numbers = {312, 349, 272},
     .args = {pid("pid1"), pid("pid2"), i32("type"), hex("idx1"), hex("idx2")}, .shape = kcmp_args},
};

}  // namespace

extern const std::span<const Syscall> rows_process;
const std::span<const Syscall> rows_process = rows;

}  // namespace spoor::abi
