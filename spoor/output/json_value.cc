#include "spoor/output/json_value.h"

#include <sys/stat.h>

#include <bit>
#include <optional>
#include <string>

#include "spoor/abi/names.h"
#include "spoor/output/json_text.h"

namespace spoor::output {
namespace {

using namespace abi;

// Appends what the given Value alternatives look like; one function per alternative.
class Writer {
 public:
  explicit Writer(Buffer& out) : out_(out) {}

  void write(const Value& value) {
    std::visit([this](const auto& alternative) { put(alternative); }, static_cast<const Value::variant&>(value));
  }

 private:
  void text(std::string_view chars) { append(out_, chars); }
  // Names in our tables and in C structs are ASCII without anything to escape.
  void quoted(std::string_view name) {
    out_.push_back('"');
    text(name);
    out_.push_back('"');
  }

  void put(const Int& v) { append_json_int(out_, v.value); }
  void put(const UInt& v) { append_json_uint(out_, v.value); }

  void put(const Str& v) {
    if (v.abstract) return append_json_bytes(out_, '\0' + std::string(v.bytes), v.cut);  // as the kernel has it
    if (!v.hex) return append_json_bytes(out_, v.bytes, v.cut);
    text(R"({"hex":)");
    hex(v.bytes);
    text(v.cut ? R"(,"cut":true})" : "}");
  }
  void hex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    out_.push_back('"');
    for (const char c : bytes) {
      out_.push_back(digits[static_cast<std::uint8_t>(c) >> 4]);
      out_.push_back(digits[static_cast<std::uint8_t>(c) & 15]);
    }
    out_.push_back('"');
  }

  void put(const Path& v) {
    text(R"({"path":)");
    append_json_bytes(out_, v.bytes, v.cut);
    if (v.bytes.starts_with('/')) {
      text(R"(,"absolute":)");
      append_json_bytes(out_, v.bytes, v.cut);
    } else if (v.base.starts_with('/') && !v.bytes.empty()) {
      text(R"(,"absolute":)");
      joined_path(v);
    }
    text("}");
  }
  // The directory and the path behind it: as the kernel walks it, so `..` stays (what it means depends on symbolic
  // links).
  void joined_path(const Path& v) {
    std::string_view rest = v.bytes;
    while (rest.starts_with("./")) rest.remove_prefix(2);
    Buffer whole;
    append(whole, v.base);
    if (rest != "." && !rest.empty()) {
      if (!v.base.ends_with('/')) append(whole, "/");
      append(whole, rest);
    }
    append_json_bytes(out_, {whole.data(), whole.size()}, v.cut);
  }

  void number(const FlagSet& set, std::uint64_t value) {
    if (set.rest == FlagSet::Rest::dec) return append_json_int(out_, static_cast<std::int64_t>(value));
    append_json_uint(out_, value);
  }
  void put(const Symbol& v) {
    text(R"({"value":)");
    number(*v.set, v.value);
    if (const std::string_view name = name_of(*v.set, v.value); !name.empty()) {
      text(R"(,"name":)");
      quoted(name);
    }
    text("}");
  }
  void put(const Flags& v) {
    text(R"({"value":)");
    append_json_uint(out_, v.value);
    text(R"(,"flags":[)");
    bool first = true;
    const std::uint64_t rest = each_flag(*v.set, v.value, [&](std::string_view name) {
      if (name.empty()) return;  // how text shows that no bit is set
      if (!first) out_.push_back(',');
      first = false;
      quoted(name);
    });
    text("]");
    if (rest != 0) {
      text(R"(,"rest":)");
      append_json_uint(out_, rest);
    }
    text("}");
  }
  void put(const Word& v) {
    text(R"({"value":)");
    append_json_uint(out_, v.value);
    text(R"(,"name":)");
    append_json_string(out_, v.text);
    text("}");
  }

  void put(const Mode& v) {
    text(R"({"value":)");
    append_json_uint(out_, v.value);
    fmt::format_to(fmt::appender(out_), R"(,"octal":"{:#o}")", v.value);
    if (const auto type = name_of(file_type_names, v.value & S_IFMT); v.typed && !type.empty()) {
      text(R"(,"file_type":)");
      quoted(type);
    }
    text("}");
  }

  void put(const FdRef& v) {
    text(R"({"fd":)");
    append_json_int(out_, v.fd);
    if (v.fd == -100) text(R"(,"name":"AT_FDCWD")");
    if (!v.target.empty()) {
      constexpr std::string_view deleted = " (deleted)";  // the kernel's mark on the names of files that are gone
      const bool path = v.target.starts_with('/');
      const bool gone = path && v.target.ends_with(deleted);
      text(path ? R"(,"path":)" : R"(,"target":)");
      append_json_bytes(out_, v.target.substr(0, v.target.size() - (gone ? deleted.size() : 0)));
      if (gone) text(R"(,"deleted":true)");
    }
    if (!v.detail.empty()) {
      text(R"(,"detail":)");
      append_json_bytes(out_, v.detail);
    }
    text("}");
  }
  void put(const PidRef& v) {
    text(R"({"pid":)");
    append_json_int(out_, v.pid);
    if (!v.comm.empty()) {
      text(R"(,"comm":)");
      append_json_bytes(out_, v.comm);
    }
    if (v.outer != 0) {
      text(R"(,"outer":)");
      append_json_int(out_, v.outer);
    }
    text("}");
  }

  void put(const SignalSet& v) {
    text(R"({"value":)");
    append_json_uint(out_, v.mask);
    text(R"(,"signals":[)");
    for (std::uint64_t left = v.mask; left != 0; left &= left - 1) {
      if (left != v.mask) out_.push_back(',');
      quoted(signal_name(std::countr_zero(left) + 1));
    }
    text("]}");
  }

  void named_signal(std::string_view name, std::uint32_t signal) {
    fmt::format_to(fmt::appender(out_), R"(,"{}":)", name);
    put(Symbol{&signal_names, signal});
  }
  // What the macros of <sys/wait.h> say of it.
  void put(const WaitStatus& v) {
    fmt::format_to(fmt::appender(out_), R"({{"status":{})", v.status);
    const std::uint32_t low = v.status & 0x7f;
    if (v.status == 0xffff) {
      text(R"(,"continued":true)");
    } else if ((v.status & 0xff) == 0x7f) {
      named_signal("stopped_by", (v.status >> 8) & 0x7f);
    } else if (low == 0) {
      fmt::format_to(fmt::appender(out_), R"(,"exited":{})", (v.status >> 8) & 0xff);
    } else if (low != 0x7f) {
      named_signal("killed_by", low);
      if ((v.status & 0x80) != 0) text(R"(,"core_dumped":true)");
    }
    if (const auto event = name_of(ptrace_event_names, v.status >> 16); !event.empty()) {
      text(R"(,"event":)");
      quoted(event);
    }
    text("}");
  }

  void put(const Pointer& v) {
    if (v.addr.is_null()) return text("null");
    text(R"({"address":)");
    append_json_hex(out_, v.addr.value());
    text("}");
  }
  void put(const Unread& v) {
    text(R"({"address":)");
    append_json_hex(out_, v.addr.value());
    text(R"(,"unread":true})");
  }

  void put(const Struct& v) {
    text("{");
    for (std::size_t i = 0; i < v.fields.size(); ++i) {
      if (i != 0) out_.push_back(',');
      key(v.fields, i);
      write(*v.fields[i].value);
    }
    if (v.more) text(v.fields.empty() ? R"("more":true)" : R"(,"more":true)");
    text("}");
  }
  // A field's name, made unique: its position where it has none; `name#2` for the second of a name.
  void key(std::span<const Field> fields, std::size_t index) {
    const std::string_view name = fields[index].name;
    out_.push_back('"');
    if (name.empty()) {
      append_json_uint(out_, index);
    } else {
      text(name);
      std::size_t earlier = 0;
      for (std::size_t i = 0; i < index; ++i) earlier += fields[i].name == name ? 1 : 0;
      if (earlier != 0) {
        out_.push_back('#');
        append_json_uint(out_, earlier + 1);
      }
    }
    text("\":");
  }

  void list(std::span<const ValueRef> items) {
    text("[");
    bool first = true;
    for (const ValueRef item : items) {
      if (!first) out_.push_back(',');
      first = false;
      write(*item);
    }
    text("]");
  }
  void put(const List& v) {
    if (!v.more && !v.inverted) return list(v.items);
    text(R"({"items":)");
    list(v.items);
    if (v.more) text(R"(,"more":true)");
    if (v.inverted) text(R"(,"inverted":true)");
    text("}");
  }
  void put(const Macro& v) {
    text(R"({"macro":)");
    quoted(v.name);
    text(R"(,"args":)");
    list(v.args);
    text("}");
  }

  static std::optional<std::uint64_t> bits_of(const Value& value) {
    if (const auto* v = std::get_if<Flags>(&value)) return v->value;
    if (const auto* v = std::get_if<Symbol>(&value)) return v->value;
    if (const auto* v = std::get_if<Word>(&value)) return v->value;
    if (const auto* v = std::get_if<UInt>(&value)) return v->value;
    return std::nullopt;
  }
  void put(const Joined& v) {
    std::optional<std::uint64_t> whole;
    if (v.separator == "|") whole = 0;
    for (const ValueRef part : v.parts) {
      const auto bits = bits_of(*part);
      whole = whole && bits ? std::optional(*whole | *bits) : std::nullopt;
    }
    text("{");
    if (whole) {
      text(R"("value":)");
      append_json_uint(out_, *whole);
      text(",");
    }
    text(R"("operator":)");
    quoted(v.separator);
    text(R"(,"parts":)");
    list(v.parts);
    text("}");
  }

  void put(const Noted& v) {
    text(R"({"of":)");
    write(*v.value);
    text(R"(,"note":)");
    append_json_bytes(out_, v.note);
    text("}");
  }
  void put(const Tail& v) {
    text(R"({"offset":)");
    append_json_uint(out_, v.offset);
    text(R"(,"hex":)");
    hex(v.bytes);
    text("}");
  }
  void put(const Change& v) {
    text(R"({"before":)");
    write(*v.before);
    text(R"(,"after":)");
    write(*v.after);
    text("}");
  }

  Buffer& out_;
};

}  // namespace

void append_json_value(Buffer& out, const Value& value) { Writer(out).write(value); }

void append_json_signal(Buffer& out, int signal) {
  append_json_value(out, Symbol{&signal_names, static_cast<std::uint64_t>(signal)});
}

}  // namespace spoor::output
