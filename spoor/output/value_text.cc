#include "spoor/output/value_text.h"

#include <sys/stat.h>

#include <algorithm>
#include <bit>

#include "spoor/abi/names.h"

namespace spoor::output {
namespace {

using namespace abi;

// Appends what the given Value alternatives look like; one function per alternative.
class Writer {
 public:
  Writer(Buffer& out, const ValueStyle& style) : out_(out), style_(style) {}

  void write(const Value& value) {
    std::visit([this](const auto& alternative) { put(alternative); }, static_cast<const Value::variant&>(value));
  }

 private:
  template <typename... Args>
  void print(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(fmt::appender(out_), format, std::forward<Args>(args)...);
  }
  void text(std::string_view chars) { append(out_, chars); }

  void hex(std::uint64_t number) {
    if (number == 0) return text("0");
    print("{:#x}", number);
  }
  void oct(std::uint64_t number) {
    if (number == 0) return text("0");
    print("0{:o}", number);
  }

  void put(const Int& v) { text(fmt::format_int(v.value).c_str()); }
  void put(const UInt& v) {
    if (v.base == UInt::Base::dec) text(fmt::format_int(v.value).c_str());
    if (v.base == UInt::Base::hex) hex(v.value);
    if (v.base == UInt::Base::oct) oct(v.value);
    if (v.base == UInt::Base::octet) v.value == 0 ? text("00") : hex(v.value);
  }
  void put(const Str& v) {
    if (v.abstract) text("@");
    const std::size_t limit = v.whole ? SIZE_MAX : style_.string_limit;
    append_quoted(out_, v.bytes.substr(0, limit), v.hex ? QuoteStyle::hex : style_.quotes);
    if (v.cut || v.bytes.size() > limit) text("...");
  }
  void put(const Path& v) {
    if (style_.absolute_paths && !v.base.empty() && !v.bytes.empty()) {
      Buffer whole;
      append(whole, v.base == "/" ? std::string_view{} : v.base);
      append(whole, "/");
      append(whole, v.bytes.starts_with("./") ? v.bytes.substr(2) : v.bytes == "." ? std::string_view{} : v.bytes);
      std::string_view joined(whole.data(), whole.size());
      if (joined.size() > 1 && joined.ends_with('/') && v.bytes == ".") joined.remove_suffix(1);
      append_quoted(out_, joined, style_.quotes);
    } else {
      append_quoted(out_, v.bytes, style_.quotes);
    }
    if (v.cut) text("...");
  }

  void number(const FlagSet& set, std::uint64_t value) {
    if (set.rest == FlagSet::Rest::hex) hex(value);
    if (set.rest == FlagSet::Rest::oct) oct(value);
    if (set.rest == FlagSet::Rest::dec) put(Int{static_cast<std::int64_t>(value)});
  }
  void unknown(const FlagSet& set, std::uint64_t value) {
    number(set, value);
    if (!set.unknown.empty()) print(" /* {} */", set.unknown);
  }

  // Such a value with its names, or, where only numbers are asked for, as nothing; false where it is as all others.
  template <typename T>
  bool put_by_name(const T& v) {
    if (v.naming == Naming::as_asked || style_.constants == ConstantStyle::abbrev) return false;
    if (v.naming == Naming::if_asked && style_.constants == ConstantStyle::raw) return true;
    T plain = v;
    plain.naming = Naming::as_asked;
    with_names(plain);
    return true;
  }
  template <typename T>
  void with_names(const T& v) {
    ValueStyle named = style_;
    named.constants = ConstantStyle::abbrev;
    Writer(out_, named).put(v);
  }
  // What stands for a number: that, or the number, or the number with it as a comment.
  template <typename T>
  void numbered(ValueRef value, T&& name) {
    const bool wanted = value != nullptr && style_.constants != ConstantStyle::abbrev;
    if (wanted) write(*value);
    if (wanted && style_.constants == ConstantStyle::raw) return;
    if (wanted) text(" /* ");
    name();
    if (wanted) text(" */");
  }

  void put(const Symbol& v) {
    if (put_by_name(v)) return;
    const std::string_view name = name_of(*v.set, v.value);
    if (style_.constants == ConstantStyle::raw) return number(*v.set, v.value);
    if (name.empty()) return unknown(*v.set, v.value);
    if (style_.constants == ConstantStyle::abbrev) return text(name);
    number(*v.set, v.value);
    print(" /* {} */", name);
  }

  // Names joined by |, then what no name covers. Returns whether there was any name.
  bool names(const FlagSet& set, std::uint64_t value, std::uint64_t& rest) {
    bool first = true;
    rest = each_flag(set, value, [&](std::string_view name) {
      if (!first) text("|");
      text(name);
      first = false;
    });
    return !first;
  }
  // None at all may have an empty name: then nothing is all that stands there.
  static bool is_silent(const Flags& v) {
    const auto none = std::ranges::find(v.set->names, std::uint64_t{0}, &Name::bits);
    return v.value == 0 && none != v.set->names.end() && none->name.empty();
  }
  void put(const Flags& v) {
    if (put_by_name(v) || is_silent(v)) return;
    std::uint64_t rest = 0;
    if (style_.constants == ConstantStyle::raw) return hex(v.value);
    if (style_.constants == ConstantStyle::verbose) {
      hex(v.value);
      const std::size_t mark = out_.size();
      text(" /* ");
      if (names(*v.set, v.value, rest)) {
        if (rest != 0) print("|{:#x}", rest);
        text(" */");
      } else {
        out_.resize(mark);
        if (v.value != 0 && !v.set->unknown.empty()) print(" /* {} */", v.set->unknown);
      }
      return;
    }
    const bool any = names(*v.set, v.value, rest);
    if (any && rest != 0) print("|{:#x}", rest);
    if (!any && v.value == 0) text("0");
    if (!any && v.value != 0) unknown(*v.set, v.value);
  }

  void put(const Word& v) {
    numbered(v.number, [&] { text(v.text); });
  }

  void put(const Mode& v) {
    if (!v.typed) return print("0{:02o}", v.value);
    if (style_.constants == ConstantStyle::raw) return oct(v.value);
    if (style_.constants == ConstantStyle::abbrev) return typed_mode(v.value);
    oct(v.value);
    if ((v.value & S_IFMT) != 0 && name_of(file_type_names, v.value & S_IFMT).empty()) return;  // no type that there is
    text(" /* ");
    typed_mode(v.value);
    text(" */");
  }
  void typed_mode(std::uint64_t mode) {
    const std::string_view name = name_of(file_type_names, mode & S_IFMT);
    if (name.empty() && (mode & S_IFMT) != 0) return oct(mode);  // no type that there is
    if (!name.empty()) print("{}|", name);
    if ((mode & S_ISUID) != 0) text("S_ISUID|");
    if ((mode & S_ISGID) != 0) text("S_ISGID|");
    if ((mode & S_ISVTX) != 0) text("S_ISVTX|");
    print("0{:02o}", mode & 0777);
  }

  void put(const FdRef& v) {
    const bool current_directory = v.fd == -100;
    const bool name_alone = current_directory && style_.constants == ConstantStyle::abbrev;
    if (!name_alone) put(Int{v.fd});
    if (name_alone) text("AT_FDCWD");
    if (current_directory && style_.constants == ConstantStyle::verbose) text(" /* AT_FDCWD */");
    if (v.target.empty() || !style_.targets) return;
    // The kernel's mark on the names of files that are gone stands outside, as strace has it.
    constexpr std::string_view deleted = " (deleted)";
    const bool path = v.target.starts_with('/');
    const bool gone = path && v.target.ends_with(deleted);
    text("<");
    path ? angle_quoted(v.target.substr(0, v.target.size() - (gone ? deleted.size() : 0))) : text(v.target);
    if (!v.detail.empty()) print("<{}>", v.detail);
    text(gone ? ">(deleted)" : ">");
  }
  // Escaped as in a string literal, and so that no < or > of a path ends it.
  void angle_quoted(std::string_view path) {
    Buffer literal;
    append_quoted(literal, path, QuoteStyle::octal);
    const std::string_view inner(literal.data() + 1, literal.size() - 2);
    for (std::size_t i = 0; i < inner.size(); ++i) {
      if (inner[i] != '<' && inner[i] != '>') {
        out_.push_back(inner[i]);
        continue;
      }
      const char next = i + 1 < inner.size() ? inner[i + 1] : '\0';
      const auto code = static_cast<unsigned>(inner[i]);
      next >= '0' && next <= '7' ? print("\\{:03o}", code) : print("\\{:o}", code);
    }
  }
  void put(const PidRef& v) {
    put(Int{v.pid});
    if (!v.comm.empty()) print("<{}>", v.comm);
    if (v.outer != 0) print(" /* {} in strace's PID NS */", v.outer);
  }

  void put(const SignalSet& v) {
    // The shorter way round, as strace does: the members, or `~` and the others when two thirds are members.
    const bool inverted = std::popcount(v.mask) >= v.width * 2 / 3;
    const std::uint64_t all = ~std::uint64_t{0} >> (64 - v.width);
    std::uint64_t shown = (inverted ? ~v.mask : v.mask) & all;
    text(inverted ? "~[" : "[");
    for (bool first = true; shown != 0; shown &= shown - 1, first = false) {
      if (!first) text(" ");
      const int signal = std::countr_zero(shown) + 1;
      const std::string_view name = signal_name(signal);
      const std::string_view short_name = name.starts_with("SIG") ? name.substr(3) : name;
      if (style_.constants == ConstantStyle::abbrev) {
        text(short_name);
      } else {
        put(Int{signal});
        if (style_.constants == ConstantStyle::verbose) print(" /* {} */", short_name);
      }
    }
    text("]");
  }

  void signal_number(std::uint32_t signal) {
    const std::string_view name = signal_name(static_cast<int>(signal));
    name.empty() ? put(Int{signal}) : text(name);
  }
  // As the macros of <sys/wait.h> tell it, and whatever bits those leave: a ptrace event above all.
  void put(const WaitStatus& v) {
    constexpr std::uint32_t continued = 0xffff;
    constexpr std::uint32_t core = 0x80;
    constexpr std::uint32_t low7 = 0x7f;
    std::uint32_t rest = 0;
    if (v.status == continued) return text("{WIFCONTINUED(s)}");
    if ((v.status & 0xff) == low7) {
      const std::uint32_t signal = (v.status >> 8) & 0xff;
      text("{WIFSTOPPED(s) && WSTOPSIG(s) == ");
      signal_number(signal & low7);
      text((signal & core) != 0 ? " | 0x80}" : "}");  // PTRACE_O_TRACESYSGOOD
      rest = v.status & ~0xffffu;
    } else if ((v.status & low7) == 0) {
      print("{{WIFEXITED(s) && WEXITSTATUS(s) == {}}}", (v.status >> 8) & 0xff);
      rest = v.status & ~0xffffu;
    } else if ((v.status & low7) != low7) {
      text("{WIFSIGNALED(s) && WTERMSIG(s) == ");
      signal_number(v.status & low7);
      text((v.status & core) != 0 ? " && WCOREDUMP(s)}" : "}");
      rest = v.status & ~0xffu;
    } else {
      return hex(v.status);
    }
    if (const std::uint32_t event = rest >> 16; event != 0) {
      text("|");
      put(Symbol{&ptrace_event_names, event});
      text("<<16");
    }
    if ((rest & 0xffff) != 0) print("|{:#x}", rest & 0xffff);
  }

  void put(const Pointer& v) {
    if (v.addr.is_null()) return text("NULL");
    print("{:#x}", v.addr.value());
  }
  void put(const Unread& v) {
    if (v.in_list) return print("... /* {:#x} */", v.addr.value());
    put(Pointer{v.addr});
  }

  void put(const Struct& v) {
    const bool braces = v.style == Struct::Style::braces;
    const bool indexed = v.style == Struct::Style::indexed;
    if (braces) text("{");
    if (indexed) text("[");
    bool first = true;
    for (const Field& field : v.fields) {
      if (!first) text(", ");
      first = false;
      if (indexed) text("[");
      text(field.name);
      if (!field.name.empty()) text(braces ? "=" : indexed ? "]=" : " ");
      write(*field.value);
    }
    if (v.more) text(first ? "..." : ", ...");
    if (braces) text("}");
    if (indexed) text("]");
  }
  void list(std::span<const ValueRef> items, std::string_view separator) {
    bool first = true;
    for (const ValueRef item : items) {
      if (!first) text(separator);
      first = false;
      write(*item);
    }
  }
  void put(const List& v) {
    text(v.inverted ? "~[" : "[");
    list(v.items, v.separator);
    if (v.more && !v.items.empty()) text(v.separator);
    if (v.more) text("...");
    text("]");
  }
  void put(const Macro& v) {
    if (v.naming == Naming::if_asked && style_.constants == ConstantStyle::raw) return;
    const bool numbers = v.number != nullptr && style_.constants != ConstantStyle::abbrev;
    if (numbers && !v.member.empty()) print("{}=", v.member);
    Macro inner = v;
    inner.number = nullptr;
    if (numbers && !v.member.empty()) inner.args = v.args.first(v.args.size() - 1);
    numbered(v.number, [&] { numbers && !v.nested ? with_names(inner) : macro(inner); });
  }
  void macro(const Macro& v) {
    text(v.name);
    text("(");
    list(v.args, ", ");
    text(")");
  }
  void put(const Joined& v) {
    const bool numbers = v.number != nullptr && style_.constants != ConstantStyle::abbrev;
    const Joined inner{v.parts, v.separator};
    numbered(v.number, [&] { numbers ? with_names(inner) : list(v.parts, v.separator); });
  }
  void put(const Noted& v) {
    if (v.before) print("/* {} */ ", v.note);
    write(*v.value);
    if (v.naming && style_.constants == ConstantStyle::raw) return;
    if (!v.before) print(" /* {} */", v.note);
  }
  void put(const Tail& v) {
    print("/* bytes {}..{} */ ", v.offset, v.offset + v.bytes.size() - 1);
    append_quoted(out_, v.bytes, QuoteStyle::hex);
  }
  void put(const Change& v) {
    if (v.brackets) text("[");
    write(*v.before);
    text(" => ");
    write(*v.after);
    if (v.brackets) text("]");
  }

  Buffer& out_;
  const ValueStyle& style_;
};

}  // namespace

void append_value(Buffer& out, const Value& value, const ValueStyle& style) { Writer(out, style).write(value); }

}  // namespace spoor::output
