#include "spoor/abi/decode.h"

#include "spoor/abi/args.h"
#include "spoor/abi/catalog.h"

namespace spoor::abi {
namespace {

// A number no table knows: six raw registers.
constexpr Arg unknown_args[] = {arg::hex("arg0"), arg::hex("arg1"), arg::hex("arg2"),
                                arg::hex("arg3"), arg::hex("arg4"), arg::hex("arg5")};

std::uint64_t raw_value(const Event& event, const Arg& spec, std::size_t position) {
  return event.raw[spec.slot == Arg::own_position ? position : spec.slot];
}

// The row of the call, or of the one that it stands for.
void find_row(Event& event, Context& context) {
  const Call& call = *event.call;
  event.raw = call.args;
  event.row = Catalog::instance().find(call.abi, call.nr);
  if (event.row != nullptr && event.row->inner != nullptr) {
    const Syscall* inner = event.row->inner(context, event.raw);
    if (inner != nullptr) event.row = inner;
  }
  event.spec = event.row != nullptr ? event.row->args_of(call) : std::span<const Arg>(unknown_args);
  // Bare numbers are those of all arguments that the call can have, used or not.
  if (context.options().raw && event.row != nullptr && !event.row->fixed_args().empty())
    event.spec = event.row->fixed_args();
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
