// POSIX message queues.
#include <fcntl.h>

#include "spoor/abi/args.h"
#include "spoor/abi/file_values.h"
#include "spoor/abi/sigevent.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name queue_flag_names[] = {SPOOR_NAME(O_NONBLOCK)};
constexpr FlagSet queue_flags{.unknown = "O_???", .names = queue_flag_names};

// struct mq_attr. What mq_open(2) is given as flags means nothing to it.
template <bool NamedFlags>
ValueRef attributes(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t bits = s.kernel_ulong();
  s.add("mq_flags", NamedFlags ? c.flags(queue_flags, bits) : c.hex(bits));
  s.add("mq_maxmsg", c.dec(s.kernel_slong()));
  s.add("mq_msgsize", c.dec(s.kernel_slong()));
  s.add("mq_curmsgs", c.dec(s.kernel_slong()));
  return s.done();
}

ValueRef priority_at(Context& c, RemoteAddr addr) {
  const auto priority = c.load<std::uint32_t>(addr);
  if (!priority) return nullptr;
  const ValueRef items[] = {c.udec(*priority)};
  return c.list(items);
}

constexpr Arg open_existing[] = {string("u_name"), open_flags("oflag")};
constexpr Arg open_new[] = {string("u_name"), open_flags("oflag"), mode("mode"), in<attributes<false>>("u_attr")};

std::span<const Arg> mq_open_args(const Call& call) {
  return (call.args[1] & O_CREAT) != 0 ? std::span<const Arg>(open_new) : open_existing;
}

constexpr Syscall rows[] = {
    {.name = "mq_open",
     .numbers = {240, 277, 180},
     .ret = Ret::fd,
     .classes = Class::desc,
     .shape = mq_open_args},
    {"mq_timedsend",
     {242, 279, 182},
     {fd("mqdes"), buffer<2>("u_msg_ptr"), ulong("msg_len"), u32("msg_prio"), in<decode_timespec>("u_abs_timeout")},
     Ret::dec,
     Class::desc},
    {"mq_timedsend_time64",
     {.i386 = 418},
     {fd("mqdes"), buffer<2>("u_msg_ptr"), ulong("msg_len"), u32("msg_prio"), in<decode_timespec64>("u_abs_timeout")},
     Ret::dec,
     Class::desc},
    {"mq_timedreceive",
     {243, 280, 183},
     {fd("mqdes"), out_buffer("u_msg_ptr"), ulong("msg_len"), out<priority_at>("u_msg_prio"),
      in<decode_timespec>("u_abs_timeout")},
     Ret::dec,
     Class::desc},
    {"mq_timedreceive_time64",
     {.i386 = 419},
     {fd("mqdes"), out_buffer("u_msg_ptr"), ulong("msg_len"), out<priority_at>("u_msg_prio"),
      in<decode_timespec64>("u_abs_timeout")},
     Ret::dec,
     Class::desc},
    {"mq_notify",
     {.x86_64 = 244, .i386 = 281, .generic = 184, .x32 = 527},
     {fd("mqdes"), in<decode_sigevent>("u_notification")},
     Ret::dec,
     Class::desc},
    {"mq_getsetattr",
     {245, 282, 185},
     {fd("mqdes"), in<attributes<true>>("u_mqstat"), out<attributes<true>>("u_omqstat")},
     Ret::dec,
     Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_mqueue;
const std::span<const Syscall> rows_mqueue = rows;

}  // namespace spoor::abi
