// How a system call is described: one row, all CPUs' numbers in it, its arguments as values that know how to decode
// themselves.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "spoor/abi/call.h"
#include "spoor/abi/value.h"

namespace spoor::abi {

class Context;
struct Arg;

// Turns one raw argument into a Value. Returns nullptr for "nothing better than the address": unreadable memory.
// Called at entry, at exit, or at both, as the Arg's direction says; decode_exit() keeps what entry gave for `in`.
using DecodeFn = ValueRef (*)(Context&, const Arg&, std::uint64_t raw);

// in: decoded at entry. out: at exit. inout: at entry (the value is kept: Context::at_entry) and again at exit.
enum class Direction : std::uint8_t { in, out, inout };

struct Arg {
  std::string_view name;
  DecodeFn decode = nullptr;
  Direction direction = Direction::in;
  std::uint8_t index = 0;            // another raw argument that this one depends on: a length, a dirfd
  const void* data = nullptr;        // what `decode` needs: a FlagSet
  std::uint8_t slot = own_position;  // which raw argument it is, where that is not its place in the list
  bool named = false;                // text shows the name too: clone(child_stack=NULL, …)

  static constexpr std::uint8_t own_position = 0xff;

  constexpr Arg from_slot(std::uint8_t raw_index) const {
    Arg moved = *this;
    moved.slot = raw_index;
    return moved;
  }
  constexpr Arg with_name() const {
    Arg shown = *this;
    shown.named = true;
    return shown;
  }
};

// What the result is, for printing and for following descriptors.
enum class Ret : std::uint8_t { dec, hex, oct, fd, pid, none };

// strace's names for groups of calls (strace(1), "Filtering").
enum class Class : std::uint32_t {
  file = 1u << 0,     // takes a path
  desc = 1u << 1,     // takes or gives a descriptor
  process = 1u << 2,  // process life cycle
  network = 1u << 3,
  signal = 1u << 4,
  ipc = 1u << 5,     // System V IPC
  memory = 1u << 6,  // memory mappings
  creds = 1u << 7,
  clock = 1u << 8,
  stat = 1u << 9,  // %stat, %lstat, %fstat: the exact families
  lstat = 1u << 10,
  fstat = 1u << 11,
  stat_like = 1u << 12,  // %%stat: every one of them
  statfs = 1u << 13,
  fstatfs = 1u << 14,
  statfs_like = 1u << 15,
  pure = 1u << 16,  // no arguments, never fails
};
struct Classes {
  std::uint32_t bits = 0;
  constexpr Classes() = default;
  constexpr Classes(Class c) : bits(static_cast<std::uint32_t>(c)) {}  // NOLINT(google-explicit-constructor)
  constexpr bool has(Class c) const { return (bits & static_cast<std::uint32_t>(c)) != 0; }
  friend constexpr Classes operator|(Classes a, Classes b) {
    Classes c;
    c.bits = a.bits | b.bits;
    return c;
  }
};
constexpr Classes operator|(Class a, Class b) { return Classes(a) | Classes(b); }

// What a successful call changes in the process around it, for those that keep an account of descriptors and names.
enum class Effect : std::uint8_t {
  none,
  closes_fd,    // argument 0 is closed
  opens_fds,    // new descriptors besides (or instead of) the result: pipe, socketpair, recvmsg
  copies_fd,    // the result is another descriptor of what argument 0 is one of
  fcntl,        // copies_fd, under F_DUPFD and F_DUPFD_CLOEXEC
  closes_many,  // close_range, exec
  renames,      // names of open files may have changed: rename, unlink, mount
  connects,     // a socket's addresses may have changed: bind, connect, listen
  moves_cwd,    // the working directory, or the root, changed
};

// A number of -1: the CPU does not have the call. `generic`: the numbering that aarch64 and riscv64 share.
// x32 is the x86_64 number unless given; no_x32 says that there is none.
inline constexpr int same_as_x86_64 = -2;
inline constexpr int no_x32 = -1;
struct Numbers {
  int x86_64 = -1;
  int i386 = -1;
  int generic = -1;
  int x32 = same_as_x86_64;

  constexpr int of(Abi abi) const {
    if (abi == Abi::i386) return i386;
    if (abi == Abi::x86_64) return x86_64;
    return x32 == same_as_x86_64 ? x86_64 : x32;
  }
};

inline constexpr std::size_t max_args = 6;

struct Syscall {
  std::string_view name;
  Numbers numbers;
  std::array<Arg, max_args> args{};  // ends at the first without a name
  Ret ret = Ret::dec;
  Classes classes{};
  // For calls whose later arguments depend on earlier ones (fcntl, ioctl, prctl; open with and without O_CREAT):
  // the arguments of this very call, from the raw values known at entry. nullptr: `args`.
  std::span<const Arg> (*shape)(const Call&) = nullptr;
  // The remark behind a successful result: `(flags O_RDWR)`, `(Timeout)`. nullptr: none, as when it returns nullptr.
  ValueRef (*note)(Context&) = nullptr;
  Effect effect = Effect::none;
  // A better reading of a successful result, for calls where `ret` cannot tell (fcntl). nullptr: none, as when it
  // returns nullptr.
  ValueRef (*result)(Context&) = nullptr;
  // For calls that stand for others, whose arguments lie in memory (socketcall): the row of the call that is meant, its
  // arguments put into `args`. nullptr: none, as when it returns nullptr because there is no such call, or its
  // arguments cannot be read.
  const Syscall* (*inner)(Context&, std::array<std::uint64_t, max_args>& args) = nullptr;

  constexpr std::span<const Arg> fixed_args() const {
    std::size_t count = 0;
    while (count < max_args && !args[count].name.empty()) ++count;
    return std::span(args).first(count);
  }
  std::span<const Arg> args_of(const Call& call) const { return shape != nullptr ? shape(call) : fixed_args(); }
};

}  // namespace spoor::abi
