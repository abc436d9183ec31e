// ioctl(2): the request decides what the third argument is.
#include <algorithm>
#include <vector>

#include "spoor/abi/ioctl_request.h"

namespace spoor::abi {
namespace ioctl {
namespace {

ValueRef in_brackets(Context& c, ValueRef item) {
  const ValueRef items[] = {item};
  return c.list(items);
}

}  // namespace

ValueRef decode_request(Context& c, const Arg&, std::uint64_t raw) {
  return ioctl_name(c, static_cast<std::uint32_t>(raw));
}

ValueRef i32_at(Context& c, RemoteAddr addr) {
  const auto value = c.load<std::int32_t>(addr);
  return value ? in_brackets(c, c.dec(*value)) : nullptr;
}
ValueRef u16_at(Context& c, RemoteAddr addr) {
  const auto value = c.load_uint(addr, 2);
  return value ? in_brackets(c, c.udec(*value)) : nullptr;
}
ValueRef u32_at(Context& c, RemoteAddr addr) {
  const auto value = c.load_uint(addr, 4);
  return value ? in_brackets(c, c.udec(*value)) : nullptr;
}
ValueRef u64_at(Context& c, RemoteAddr addr) {
  const auto value = c.load_uint(addr, 8);
  return value ? in_brackets(c, c.udec(*value)) : nullptr;
}
ValueRef hex64_at(Context& c, RemoteAddr addr) {
  const auto value = c.load_uint(addr, 8);
  return value ? in_brackets(c, c.hex(*value)) : nullptr;
}
ValueRef ulong_at(Context& c, RemoteAddr addr) {
  const auto value = c.load_word(addr);
  return value ? in_brackets(c, c.udec(*value)) : nullptr;
}

namespace {

// All tables in one, sorted by number.
std::vector<const IoctlRequest*> collect() {
  std::vector<const IoctlRequest*> all;
  for (const auto table :
       {terminal_requests, file_requests, loop_requests, socket_requests, device_requests, kernel_requests})
    for (const IoctlRequest& request : table) all.push_back(&request);
  std::ranges::stable_sort(all, {}, &IoctlRequest::number);
  return all;
}

constexpr Arg unknown_request[] = {fd, request, address()};
constexpr Arg unknown_input_request[] = {fd, request, arg::ptr("arg")};  // of an input device: always an address

std::span<const Arg> args_of(const Call& call) {
  static const std::vector<const IoctlRequest*> requests = collect();
  const auto number = static_cast<std::uint32_t>(call.args[1]);
  const auto found = std::ranges::lower_bound(requests, number, {}, &IoctlRequest::number);
  if (found == requests.end() || (*found)->number != number)
    return (number >> 8 & 0xff) == 'E' ? unknown_input_request : unknown_request;
  return std::span((*found)->args).first((*found)->count);
}

}  // namespace
}  // namespace ioctl

namespace {

constexpr Syscall rows[] = {
    {.name = "ioctl",
     .numbers = {.x86_64 = 16, .i386 = 54, .generic = 29, .x32 = 514},
     .args = {ioctl::fd, ioctl::request, ioctl::address()},
     .classes = Class::desc,
     .shape = ioctl::args_of},
};

}  // namespace

extern const std::span<const Syscall> rows_ioctl;
const std::span<const Syscall> rows_ioctl = rows;

}  // namespace spoor::abi
