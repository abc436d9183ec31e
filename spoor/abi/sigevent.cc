#include "spoor/abi/sigevent.h"

#include "spoor/abi/names.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

constexpr std::uint64_t sigev_signal = 0;
constexpr std::uint64_t sigev_thread = 2;
constexpr std::uint64_t sigev_thread_id = 4;
constexpr Name notify_names[] = {
    {sigev_signal, "SIGEV_SIGNAL"},
    {1, "SIGEV_NONE"},
    {sigev_thread, "SIGEV_THREAD"},
    {sigev_thread_id, "SIGEV_THREAD_ID"},
};
constexpr FlagSet notifications{.unknown = "SIGEV_???", .names = notify_names};

ValueRef payload(Context& c, std::uint64_t word) {
  const Field fields[] = {{"sival_int", c.dec(static_cast<std::int32_t>(word))}, {"sival_ptr", c.pointer(word)}};
  return c.fields(fields);
}

}  // namespace

ValueRef decode_sigevent(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t word = s.ulong();
  const std::int64_t signal = s.i32();
  const std::uint64_t notify = s.u32();
  if (word != 0) s.add("sigev_value", payload(c, word));
  const bool has_signal = notify == sigev_signal || notify == sigev_thread || notify == sigev_thread_id;
  s.add("sigev_signo", has_signal ? c.symbol(signal_names, static_cast<std::uint64_t>(signal))
                                  : c.udec(static_cast<std::uint32_t>(signal)));
  s.add("sigev_notify", c.symbol(notifications, notify));
  if (notify == sigev_thread_id) s.add("sigev_notify_thread_id", c.pid(s.i32()));
  if (notify == sigev_thread) {
    s.add("sigev_notify_function", c.pointer(s.ulong()));
    s.add("sigev_notify_attributes", c.pointer(s.ulong()));
  }
  return s.done();
}

}  // namespace spoor::abi
