#include "spoor/output/dump.h"

#include <algorithm>

#include "spoor/output/print.h"

namespace spoor::output {
namespace {

enum class Way : std::uint8_t { none, read, write };

// The calls whose data is dumped. All have the descriptor first.
constexpr std::string_view readers[] = {"read", "pread64", "readv", "preadv", "preadv2", "recv", "recvfrom", "recvmsg"};
constexpr std::string_view writers[] = {"write",    "pwrite64", "writev", "pwritev",
                                        "pwritev2", "send",     "sendto", "sendmsg"};

Way way_of(const abi::Event& event) {
  if (event.row == nullptr) return Way::none;
  if (std::ranges::find(readers, event.row->name) != std::end(readers)) return Way::read;
  return std::ranges::find(writers, event.row->name) != std::end(writers) ? Way::write : Way::none;
}

constexpr std::size_t row_bytes = 16;

void append_row(Buffer& out, std::size_t offset, std::string_view bytes) {
  print(out, " | {:05x} ", offset);
  for (std::size_t i = 0; i < row_bytes; ++i) {
    if (i == row_bytes / 2) out.push_back(' ');
    if (i < bytes.size()) {
      print(out, " {:02x}", static_cast<unsigned char>(bytes[i]));
    } else {
      append(out, "   ");
    }
  }
  append(out, "  ");
  for (std::size_t i = 0; i < row_bytes; ++i) {
    const char c = i < bytes.size() ? bytes[i] : ' ';
    out.push_back(c >= ' ' && c <= '~' ? c : '.');
  }
  append(out, " |\n");
}

void append_rows(Buffer& out, std::string_view bytes) {
  for (std::size_t offset = 0; offset < bytes.size(); offset += row_bytes)
    append_row(out, offset, bytes.substr(offset, row_bytes));
}

// The list of buffers (struct iovec) in `value`: itself, or the field msg_iov of a message header.
const abi::List* vector_in(const abi::Value& value) {
  if (const auto* list = std::get_if<abi::List>(&value)) return list;
  if (const auto* change = std::get_if<abi::Change>(&value)) return vector_in(*change->after);
  const auto* header = std::get_if<abi::Struct>(&value);
  if (header == nullptr) return nullptr;
  for (const abi::Field& field : header->fields)
    if (field.name == "msg_iov") return std::get_if<abi::List>(field.value);
  return nullptr;
}

void append_vector(Buffer& out, const abi::List& buffers, std::uint64_t total) {
  std::size_t index = 0;
  for (const abi::ValueRef item : buffers.items) {
    const auto* iov = std::get_if<abi::Struct>(item);
    const auto* bytes = iov != nullptr && !iov->fields.empty() ? std::get_if<abi::Str>(iov->fields[0].value) : nullptr;
    if (bytes == nullptr) continue;
    const auto count = std::min<std::uint64_t>(bytes->bytes.size(), total);
    total -= count;
    if (count == 0) return;
    print(out, " * {} bytes in buffer {}\n", count, index++);
    append_rows(out, bytes->bytes.substr(0, count));
  }
}

}  // namespace

void append_dump(Buffer& out, const abi::Event& event, const NumberSet& reads, const NumberSet& writes) {
  const abi::Call& call = *event.call;
  if (!call.finished() || call.failed() || call.result <= 0 || event.spec.size() < 2) return;
  const Way way = way_of(event);
  if (way == Way::none) return;
  if (!(way == Way::read ? reads : writes).contains(static_cast<int>(call.args[0]))) return;
  const auto total = static_cast<std::uint64_t>(call.result);
  if (const auto* text = std::get_if<abi::Str>(event.args[1])) {
    append_rows(out, text->bytes.substr(0, total));
  } else if (const abi::List* buffers = vector_in(*event.args[1])) {
    append_vector(out, *buffers, total);
  }
}

}  // namespace spoor::output
