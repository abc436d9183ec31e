#include "spoor/abi/decode.h"

#include "spoor/abi/bare_args.h"
#include "spoor/abi/catalog.h"

namespace spoor::abi {
namespace {

// A number no table knows: six raw registers.
constexpr Arg unknown_args[] = {arg::hex("arg0"), arg::hex("arg1"), arg::hex("arg2"),
                                arg::hex("arg3"), arg::hex("arg4"), arg::hex("arg5")};

std::uint64_t raw_value(const Event& event, const Arg& spec, std::size_t position) {
  return event.raw[spec.slot == Arg::own_position ? position : spec.slot];
}

// The kernel's calls for 32-bit programs, which x32 shares, have numbers of their own (kernel: syscall_64.tbl).
constexpr std::uint64_t first_x32_number = 512;

// What such a call is given is 32 bits wide, but for the pointers and offsets of preadv, pwritev, preadv2 and pwritev2.
void narrow(std::array<std::uint64_t, max_args>& args, std::uint64_t nr) {
  const bool vectors = nr == 534 || nr == 535 || nr == 546 || nr == 547;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!vectors || i == 2) args[i] = static_cast<std::uint32_t>(args[i]);
  }
}

// The row of the call, or of the one that it stands for.
void find_row(Event& event, Context& context) {
  const Call& call = *event.call;
  event.raw = call.args;
  if (call.abi == Abi::x32 && call.nr >= first_x32_number) narrow(event.raw, call.nr);
  event.row = Catalog::instance().find(call.abi, call.nr);
  if (event.row != nullptr && event.row->inner != nullptr) {
    const Syscall* inner = event.row->inner(context, event.raw);
    if (inner != nullptr) event.row = inner;
  }
  Call meant = call;
  meant.args = event.raw;
  event.spec = event.row != nullptr ? event.row->args_of(meant) : std::span<const Arg>(unknown_args);
  if (context.options().raw && event.row != nullptr) {
    const auto fixed = event.row->fixed_args();
    const BareArgs bare = bare_args(fixed.empty() ? event.spec : fixed);
    event.spec = context.arena().copy(std::span<const Arg>(bare.args).first(bare.count));
  }
  context.set_args(event.raw);
}

ValueRef decode_one(Context& c, const Arg& spec, std::uint64_t raw) {
  if (c.options().raw) return arg::detail::hex(c, spec, raw);
  const ValueRef value = spec.decode(c, spec, raw);
  return value != nullptr ? value : c.make(Unread{RemoteAddr(raw)});
}

void decode_result(Context& c, Event& event) {
  if (c.call().failed() || !c.call().finished()) return;
  if (c.options().raw) {
    event.result = c.hex(static_cast<std::uint64_t>(c.call().result));
    return;
  }
  if (event.row == nullptr) return;
  if (event.row->ret == Ret::fd) event.result = c.fd(c.call().result);
  if (event.row->ret == Ret::pid) event.result = c.pid(c.call().result);
  if (event.row->result != nullptr) event.result = event.row->result(c);
  if (event.row->note != nullptr) event.note = event.row->note(c);
}

}  // namespace

Event decode_entry(const Call& call, Memory& memory, Facts& facts, Arena& arena, const DecodeOptions& options) {
  Event event;
  event.call = &call;
  Context context(call, Context::Phase::entry, memory, facts, arena, options);
  find_row(event, context);
  for (std::size_t i = 0; i < event.spec.size(); ++i) {
    const Arg& spec = event.spec[i];
    if (spec.direction == Direction::out) continue;
    const std::uint64_t raw = raw_value(event, spec, i);
    // What an inout argument gives at entry may be nothing: its exit decides.
    event.args[i] = spec.direction == Direction::inout && !options.raw ? spec.decode(context, spec, raw)
                                                                       : decode_one(context, spec, raw);
  }
  return event;
}

void decode_exit(Event& event, Memory& memory, Facts& facts, Arena& arena, const DecodeOptions& options) {
  const Call& call = *event.call;
  Context context(call, Context::Phase::exit, memory, facts, arena, options);
  context.set_args(event.raw);
  context.set_entry_values(event.args);
  for (std::size_t i = 0; i < event.spec.size(); ++i) {
    const Arg& spec = event.spec[i];
    if (spec.direction == Direction::in) continue;
    const std::uint64_t raw = raw_value(event, spec, i);
    if (call.finished()) {
      context.set_at_entry(event.args[i]);
      event.args[i] = decode_one(context, spec, raw);
    } else if (event.args[i] == nullptr) {
      event.args[i] = context.pointer(raw);
    }
  }
  decode_result(context, event);
}

}  // namespace spoor::abi
