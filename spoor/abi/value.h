// Decoded facts. A Value says what an argument is, typed; how it is written (strace's text, JSON) is the sinks' matter.
//
// Values live in the arena of their call: they are plain data, linked by pointers, never freed one by one. Strings are
// views into that arena or into constants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "spoor/abi/flags.h"
#include "spoor/base/address.h"

namespace spoor::abi {

struct Value;
using ValueRef = const Value*;

struct Int {
  std::int64_t value;
};

struct UInt {
  enum class Base : std::uint8_t { dec, hex, oct, octet };  // octet: hex of two digits at least, 0x1 but 00
  std::uint64_t value;
  Base base = Base::dec;
};

// Bytes of the tracee. `cut`: there were more than the string limit allowed. `hex`: not text by nature (hardware
// addresses, keys), so sinks write every byte in hex.
// `abstract`: a Unix socket's name outside of the file system, the NUL in front left out (unix(7)): @"name".
// `whole`: no sink cuts it at its string limit, as with names of sockets and texts of addresses.
struct Str {
  std::string_view bytes;
  bool cut = false;
  bool hex = false;
  bool abstract = false;
  bool whole = false;
};

// A path as given, and the absolute directory it is relative to (empty where unknown, or where the path is absolute).
struct Path {
  std::string_view bytes;
  bool cut = false;
  std::string_view base;
};

// Whether names give way to numbers where constants are asked for as numbers. `if_asked`: then nothing stands there.
enum class Naming : std::uint8_t { as_asked, always, if_asked };

// One value out of a vocabulary.
struct Symbol {
  const FlagSet* set;
  std::uint64_t value;
  Naming naming = Naming::as_asked;
};

// Any number of bits out of a vocabulary.
struct Flags {
  const FlagSet* set;
  std::uint64_t value;
  Naming naming = Naming::as_asked;
};

// A fixed word standing for a value (`NULL`, `FUTEX_BITSET_MATCH_ANY`, `-1`), `value` being what it stands for.
// `number`: what it is where constants are asked for as numbers; nullptr: the same word.
struct Word {
  std::string_view text;
  std::uint64_t value;
  ValueRef number = nullptr;
};

// A file mode; `typed` when the S_IFMT bits are part of it.
struct Mode {
  std::uint64_t value;
  bool typed = false;
};

// A descriptor of the tracee and, where asked for and known, what it is: a path, or `TCP:[127.0.0.1:1->127.0.0.1:2]`.
// `detail` is what stands behind the path for devices (`char 1:3`) and is empty otherwise.
struct FdRef {
  std::int64_t fd;
  std::string_view target;
  std::string_view detail;
};

struct PidRef {
  std::int64_t pid;
  std::string_view comm = {};
  std::int64_t outer = 0;  // what the tracer's pid namespace calls it; 0: the same, not known, or not asked for
};

// Signals 1..64, bit 0 being signal 1. `width`: how many signals the mask has room for (i386's old calls: 32).
struct SignalSet {
  std::uint64_t mask;
  std::uint8_t width = 64;
};

// How a child ended or stopped, as wait(2) stores it.
struct WaitStatus {
  std::uint32_t status;
};

struct Pointer {
  RemoteAddr addr;
};

// Memory that could not be read: the address it was wanted from. `in_list`: the items from here on of a list whose
// earlier items could be read.
struct Unread {
  RemoteAddr addr;
  bool in_list = false;
};

struct Field {
  std::string_view name;  // empty: by position
  ValueRef value;
};

// `more`: fields exist that were not decoded, because the output is abbreviated.
// braces `{a=1, b=2}`; phrase `in [5], left {…}` (name and value as words, for notes behind a result); indexed
// `[[A]=1, [B]=2]` (an array whose places have names).
struct Struct {
  enum class Style : std::uint8_t { braces, phrase, indexed };
  std::span<const Field> fields;
  bool more = false;
  Style style = Style::braces;
};

// `inverted`: the items are what a set lacks: `~[ICMP_ECHO]`.
struct List {
  std::span<const ValueRef> items;
  bool more = false;
  std::string_view separator = ", ";
  bool inverted = false;
};

// `htons(80)`, `makedev(0x8, 0x1)`, `_IOC(…)`, `inet_addr("127.0.0.1")`: written as C.
// `number`: what it yields, where constants are asked for as numbers; nullptr: its arguments are those asked for.
// `member`: the last argument is `&member`, and the number the value of that member: inet_pton(AF_INET6, …,
// &sin6_addr). `nested`: where numbers have their names behind them, so have the arguments.
struct Macro {
  std::string_view name;
  std::span<const ValueRef> args;
  ValueRef number = nullptr;
  std::string_view member = {};
  bool nested = false;
  Naming naming = Naming::as_asked;
};

// Several values or'ed together: `CLONE_VM|SIGCHLD`; or added: `SKF_AD_OFF+SKF_AD_CPU`, `8192*1024`.
// `number`: all of them, where constants are asked for as numbers; nullptr: each part is its own.
struct Joined {
  std::span<const ValueRef> parts;
  std::string_view separator = "|";
  ValueRef number = nullptr;
};

// A value with a remark, behind it or before it: `0x7ffd… /* 23 vars */`, `/* bytes 88..95 */ "\x01…"`.
// `naming`: it is a name, which is left out where constants are asked for as numbers.
struct Noted {
  ValueRef value;
  std::string_view note;
  bool before = false;
  bool naming = false;
};

// Bytes of a struct beyond the members that are known, from `offset` to its end: `/* bytes 24..31 */ "\x05…"`.
struct Tail {
  std::size_t offset;
  std::string_view bytes;
};

// What the caller gave, and what the kernel left there: `[28 => 16]` with brackets, `{…} => {…}` without.
struct Change {
  ValueRef before;
  ValueRef after;
  bool brackets;
};

struct Value : std::variant<Int, UInt, Str, Path, Symbol, Flags, Word, Mode, FdRef, PidRef, SignalSet, WaitStatus,
                            Pointer, Unread, Struct, List, Macro, Joined, Noted, Tail, Change> {
  using variant::variant;
};

// For std::visit with one lambda per alternative; a missing alternative does not compile.
template <typename... F>
struct Match : F... {
  using F::operator()...;
};
template <typename... F>
Match(F...) -> Match<F...>;

}  // namespace spoor::abi
