#include "spoor/output/call_text.h"

#include "spoor/abi/names.h"
#include "spoor/output/print.h"

namespace spoor::output {
namespace {

// The kernel's own codes for calls that are to be made again (include/linux/errno.h); no program ever sees them.
constexpr int first_restart_code = 512;
constexpr int last_restart_code = 516;

void append_error(Buffer& out, int error) {
  const bool restart = error >= first_restart_code && error <= last_restart_code && error != 515;
  append(out, restart ? "?" : "-1");
  const std::string_view name = abi::name_of(abi::errno_names, static_cast<std::uint64_t>(error));
  if (name.empty()) return print(out, " (errno {})", error);
  print(out, " {} ({})", name, abi::error_description(error));
}

void append_number(Buffer& out, const abi::Event& event) {
  const std::int64_t result = event.call->result;
  auto bits = static_cast<std::uint64_t>(result);
  if (abi::pointer_size(event.call->abi) == 4) bits &= 0xffffffff;
  const abi::Ret kind = event.row != nullptr ? event.row->ret : abi::Ret::dec;
  if (bits == 0 || (kind != abi::Ret::hex && kind != abi::Ret::oct)) {
    append(out, fmt::format_int(result).c_str());
  } else if (kind == abi::Ret::hex) {
    print(out, "{:#x}", bits);
  } else {
    print(out, "0{:o}", bits);
  }
}

}  // namespace

void append_call_name(Buffer& out, const abi::Event& event) {
  if (event.row != nullptr) return append(out, event.row->name);
  const std::uint64_t x32 = event.call->abi == abi::Abi::x32 ? abi::x32_bit : 0;
  print(out, "syscall_{:#x}", event.call->nr | x32);
}

std::size_t args_at_entry(const abi::Event& event) {
  std::size_t count = 0;
  while (count < event.spec.size() && event.spec[count].direction == abi::Direction::in) ++count;
  return count;
}

bool comma_comes_late(const abi::Event& event) { return event.row != nullptr && event.row->name == "clone"; }

void append_call_result(Buffer& out, const abi::Event& event, const ValueStyle& style) {
  const abi::Call& call = *event.call;
  if (!call.finished()) return append(out, "?");
  if (call.failed()) {
    append_error(out, call.error());
  } else if (event.result != nullptr) {
    append_value(out, *event.result, style);
  } else {
    append_number(out, event);
  }
  if (event.note == nullptr) return;
  Buffer note;
  append_value(note, *event.note, style);
  if (note.size() != 0) print(out, " ({})", std::string_view(note.data(), note.size()));
}

}  // namespace spoor::output
