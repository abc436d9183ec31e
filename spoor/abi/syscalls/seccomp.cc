// seccomp(2).
#include "spoor/abi/args.h"
#include "spoor/abi/bpf_filter.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name operation_names[] = {
    {0, "SECCOMP_SET_MODE_STRICT"},
    {1, "SECCOMP_SET_MODE_FILTER"},
    {2, "SECCOMP_GET_ACTION_AVAIL"},
    {3, "SECCOMP_GET_NOTIF_SIZES"},
};
constexpr FlagSet operations{.unknown = "SECCOMP_SET_MODE_???", .names = operation_names};

constexpr Name filter_flag_names[] = {
    {0x01, "SECCOMP_FILTER_FLAG_TSYNC"},       {0x02, "SECCOMP_FILTER_FLAG_LOG"},
    {0x04, "SECCOMP_FILTER_FLAG_SPEC_ALLOW"},  {0x08, "SECCOMP_FILTER_FLAG_NEW_LISTENER"},
    {0x10, "SECCOMP_FILTER_FLAG_TSYNC_ESRCH"}, {0x20, "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"},
};
constexpr FlagSet filter_flags{.unknown = "SECCOMP_FILTER_FLAG_???", .names = filter_flag_names};
constexpr std::uint64_t new_listener = 0x08;

ValueRef action_at(Context& c, RemoteAddr addr) {
  const auto action = c.load<std::uint32_t>(addr);
  if (!action) return nullptr;
  const ValueRef items[] = {c.symbol(seccomp_actions, *action)};
  return c.list(items);
}

ValueRef notification_sizes(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("seccomp_notif", c.udec(s.u16()));
  s.add("seccomp_notif_resp", c.udec(s.u16()));
  s.add("seccomp_data", c.udec(s.u16()));
  return s.done();
}

constexpr Arg operation = choice("op", operations);
constexpr Arg set_filter[] = {operation, flags("flags", filter_flags), in<seccomp_program>("uargs")};
constexpr Arg ask_action[] = {operation, hex32("flags"), in<action_at>("uargs")};
constexpr Arg ask_sizes[] = {operation, hex32("flags"), out<notification_sizes>("uargs")};
constexpr Arg other[] = {operation, hex32("flags"), ptr("uargs")};

std::span<const Arg> seccomp_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[0])) {
    case 1: return set_filter;
    case 2: return ask_action;
    case 3: return ask_sizes;
    default: return other;
  }
}

// A filter with a listener makes a descriptor for it.
ValueRef listener(Context& c) {
  const bool asked = static_cast<std::uint32_t>(c.arg(0)) == 1 && (c.arg(1) & new_listener) != 0;
  return asked ? c.fd(c.call().result) : nullptr;
}

constexpr Syscall rows[] = {
    {.name = "seccomp", .numbers = {317, 354, 277}, .shape = seccomp_args, .result = listener},
};

}  // namespace

extern const std::span<const Syscall> rows_seccomp;
const std::span<const Syscall> rows_seccomp = rows;

}  // namespace spoor::abi
