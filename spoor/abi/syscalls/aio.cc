// Asynchronous I/O: io_submit(2) and its kin.
#include <linux/aio_abi.h>
#include <poll.h>

#include "spoor/abi/args.h"
#include "spoor/abi/sigset.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr Name command_names[] = {
    {0, "IOCB_CMD_PREAD"}, {1, "IOCB_CMD_PWRITE"}, {2, "IOCB_CMD_FSYNC"},  {3, "IOCB_CMD_FDSYNC"},
    {4, "IOCB_CMD_PREADX"}, {5, "IOCB_CMD_POLL"},  {6, "IOCB_CMD_NOOP"},   {7, "IOCB_CMD_PREADV"},
    {8, "IOCB_CMD_PWRITEV"},
};
constexpr FlagSet commands{.unknown = "IOCB_CMD_???", .names = command_names, .rest = FlagSet::Rest::dec};

constexpr Name rw_flag_names[] = {
    {0x01, "RWF_HIPRI"},  {0x02, "RWF_DSYNC"},    {0x04, "RWF_SYNC"},   {0x08, "RWF_NOWAIT"},
    {0x10, "RWF_APPEND"}, {0x20, "RWF_NOAPPEND"}, {0x40, "RWF_ATOMIC"}, {0x80, "RWF_DONTCACHE"},
};
constexpr FlagSet rw_flags{.unknown = "RWF_???", .names = rw_flag_names};

constexpr Name poll_names[] = {
    {0x0001, "POLLIN"},     {0x0002, "POLLPRI"},    {0x0004, "POLLOUT"},    {0x0008, "POLLERR"},
    {0x0010, "POLLHUP"},    {0x0020, "POLLNVAL"},   {0x0040, "POLLRDNORM"}, {0x0080, "POLLRDBAND"},
    {0x0100, "POLLWRNORM"}, {0x0200, "POLLWRBAND"}, {0x0400, "POLLMSG"},    {0x1000, "POLLREMOVE"},
    {0x2000, "POLLRDHUP"},
};
constexpr FlagSet poll_events{.unknown = "POLL???", .names = poll_names};

constexpr Name block_flag_names[] = {{1, "IOCB_FLAG_RESFD"}, {2, "IOCB_FLAG_IOPRIO"}};
constexpr FlagSet block_flags{.unknown = "IOCB_FLAG_???", .names = block_flag_names};

constexpr Name io_class_names[] = {
    {0, "IOPRIO_CLASS_NONE"}, {1, "IOPRIO_CLASS_RT"}, {2, "IOPRIO_CLASS_BE"}, {3, "IOPRIO_CLASS_IDLE"},
};
constexpr FlagSet io_classes{.unknown = "IOPRIO_CLASS_???", .names = io_class_names};

ValueRef vectors(Context& c, std::uint64_t raw, std::uint64_t count, bool contents) {
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, count, 2 * pointer_size(c.abi()), [&](RemoteAddr at) -> ValueRef {
      StructReader s(c, at);
      const std::uint64_t base = s.ulong();
      const std::uint64_t size = s.ulong();
      if (s.failed()) return nullptr;
      const ValueRef text = contents && base != 0 ? c.buffer(RemoteAddr(base), size) : nullptr;
      s.add("iov_base", text != nullptr ? text : c.pointer(base));
      s.add("iov_len", c.udec(size));
      return s.done();
    });
  });
}

// The buffer, by command, and what goes with it; io_cancel(2) has no interest in either.
void add_buffer(Context& c, StructReader& s, const iocb& block) {
  const bool write = block.aio_lio_opcode == IOCB_CMD_PWRITE || block.aio_lio_opcode == IOCB_CMD_PWRITEV;
  switch (block.aio_lio_opcode) {
    case IOCB_CMD_PREAD:
    case IOCB_CMD_PWRITE: {
      const ValueRef text =
          write && block.aio_buf != 0 ? c.buffer(RemoteAddr(block.aio_buf), block.aio_nbytes) : nullptr;
      s.add("aio_buf", text != nullptr ? text : c.pointer(block.aio_buf));
      s.add("aio_nbytes", c.udec(block.aio_nbytes));
      s.add("aio_offset", c.dec(block.aio_offset));
      break;
    }
    case IOCB_CMD_PREADV:
    case IOCB_CMD_PWRITEV:
      s.add("aio_buf", vectors(c, block.aio_buf, block.aio_nbytes, write));
      s.add("aio_offset", c.dec(block.aio_offset));
      break;
    case IOCB_CMD_POLL: s.add("aio_buf", c.flags(poll_events, block.aio_buf)); break;
    default: return;
  }
  if ((block.aio_flags & IOCB_FLAG_RESFD) == 0) return;
  s.add("aio_flags", c.flags(block_flags, block.aio_flags));
  s.add("aio_resfd", c.fd(static_cast<std::int32_t>(block.aio_resfd)));
}

ValueRef control_block(Context& c, RemoteAddr addr, bool with_buffer) {
  const auto block = c.load<iocb>(addr);
  if (!block) return nullptr;
  StructReader s(c, addr);
  s.add("aio_data", c.hex(block->aio_data));
  if (block->aio_key != 0) s.add("aio_key", c.udec(block->aio_key));
  const auto rw = static_cast<std::uint32_t>(block->aio_rw_flags);
  if (rw != 0) s.add("aio_rw_flags", c.flags(rw_flags, rw));
  s.add("aio_lio_opcode", c.symbol(commands, block->aio_lio_opcode));
  const auto priority = static_cast<std::uint16_t>(block->aio_reqprio);
  if ((block->aio_flags & IOCB_FLAG_IOPRIO) != 0) {
    const ValueRef args[] = {c.symbol(io_classes, priority >> 13u), c.udec(priority & 0x1fffu)};
    s.add("aio_reqprio", c.make(Macro{.name = "IOPRIO_PRIO_VALUE",
                                      .args = c.arena().copy(std::span<const ValueRef>(args)),
                                      .number = c.dec(block->aio_reqprio),
                                      .nested = true}));
  } else if (priority != 0) {
    s.add("aio_reqprio", c.dec(block->aio_reqprio));
  }
  s.add("aio_fildes", c.fd(static_cast<std::int32_t>(block->aio_fildes)));
  if (with_buffer) add_buffer(c, s, *block);
  return s.done();
}

ValueRef cancelled_block(Context& c, RemoteAddr addr) { return control_block(c, addr, false); }

ValueRef submitted_blocks(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t count = c.arg(1);
  const std::size_t size = pointer_size(c.abi());
  const bool negative = size == 4 ? static_cast<std::int32_t>(count) < 0 : static_cast<std::int64_t>(count) < 0;
  if (negative) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, count, size, [&](RemoteAddr at) -> ValueRef {
      const auto block = c.load_word(at);
      if (!block) return nullptr;
      return c.pointee(*block, [&](RemoteAddr where) { return control_block(c, where, true); });
    });
  });
}

ValueRef event(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("data", c.hex(s.aligned_u64()));
  s.add("obj", c.pointer(s.aligned_u64()));
  s.add("res", c.dec(static_cast<std::int64_t>(s.aligned_u64())));
  s.add("res2", c.dec(static_cast<std::int64_t>(s.aligned_u64())));
  return s.done();
}
ValueRef events(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::size_t size = 32;
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, static_cast<std::uint64_t>(c.call().result), size,
                   [&](RemoteAddr at) { return event(c, at); });
  });
}
constexpr Arg out_events = custom("events", events, Direction::out);

ValueRef context_at(Context& c, RemoteAddr addr) {
  const auto found = c.load_word(addr);
  if (!found) return nullptr;
  const ValueRef items[] = {c.pointer(*found)};
  return c.list(items);
}

// struct __aio_sigset
ValueRef mask_and_size(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t mask = s.ulong();
  const std::uint64_t size = s.ulong();
  if (s.failed()) return nullptr;
  const ValueRef set = mask == 0 || size != sigset_size ? nullptr : decode_sigset8(c, RemoteAddr(mask));
  s.add("sigmask", set != nullptr ? set : c.pointer(mask));
  s.add("sigsetsize", c.udec(size));
  return s.done();
}

constexpr Arg context = ptr("ctx_id");
constexpr Arg least = slong("min_nr");
constexpr Arg most = slong("nr");

constexpr Syscall rows[] = {
    {"io_setup",
     {.x86_64 = 206, .i386 = 245, .generic = 0, .x32 = 543},
     {u32("nr_events"), out<context_at>("ctxp")},
     Ret::dec,
     Class::memory},
    {"io_destroy", {207, 246, 1}, {ptr("ctx")}, Ret::dec, Class::memory},
    {"io_getevents", {208, 247, 4}, {context, least, most, out_events, in<decode_timespec>("timeout")}},
    {"io_submit",
     {.x86_64 = 209, .i386 = 248, .generic = 2, .x32 = 544},
     {context, most, custom("iocbpp", submitted_blocks)}},
    {"io_cancel", {210, 249, 3}, {context, in<cancelled_block>("iocb"), out<event>("result")}},
    {"io_pgetevents",
     {333, 385, 292},
     {context, least, most, out_events, in<decode_timespec>("timeout"), in<mask_and_size>("usig")}},
    {"io_pgetevents_time64",
     {.i386 = 416},
     {context, least, most, out_events, in<decode_timespec64>("timeout"), in<mask_and_size>("usig")}},
};

}  // namespace

extern const std::span<const Syscall> rows_aio;
const std::span<const Syscall> rows_aio = rows;

}  // namespace spoor::abi
