// io_uring_setup(2), io_uring_enter(2), io_uring_register(2).
#include "spoor/abi/args.h"
#include "spoor/abi/sigset.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/syscalls/uring_names.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr std::uint64_t setup_attach_wq = 0x20;

// --- setup ---

void add_offsets(Context& c, StructReader& s, std::string_view name, std::span<const std::string_view> members) {
  Collector<Field> fields(c.arena());
  for (const std::string_view member : members) fields.add({member, c.udec(s.u32())});
  const std::uint64_t reserved = s.u32();
  const std::uint64_t user_address = s.aligned_u64();
  if (reserved != 0) fields.add({"resv1", c.hex(reserved)});
  fields.add({"user_addr", c.hex(user_address)});
  s.add(name, c.make(Struct{fields.items()}));
}

// struct io_uring_params. The kernel fills in the rest of what the caller asked with.
ValueRef params(Context& c, const Arg&, std::uint64_t raw) {
  static constexpr std::string_view sq_members[] = {"head",  "tail",    "ring_mask", "ring_entries",
                                                    "flags", "dropped", "array"};
  static constexpr std::string_view cq_members[] = {"head",     "tail", "ring_mask", "ring_entries",
                                                    "overflow", "cqes", "flags"};
  return c.pointee(raw, [&](RemoteAddr addr) -> ValueRef {
    StructReader s(c, addr);
    const std::uint64_t sq_entries = s.u32();
    const std::uint64_t cq_entries = s.u32();
    const std::uint64_t bits = s.u32();
    s.add("flags", c.flags(uring_names::setup_flags, bits));
    s.add("sq_thread_cpu", c.hex(s.u32()));
    s.add("sq_thread_idle", c.udec(s.u32()));
    const std::uint64_t features = s.u32();
    const std::int64_t wq_fd = s.i32();
    if ((bits & setup_attach_wq) != 0) s.add("wq_fd", c.fd(wq_fd));
    const std::uint64_t reserved[] = {s.u32(), s.u32(), s.u32()};
    if ((reserved[0] | reserved[1] | reserved[2]) != 0) {
      const ValueRef words[] = {c.hex(reserved[0]), c.hex(reserved[1]), c.hex(reserved[2])};
      s.add("resv", c.list(words));
    }
    if (c.call().failed()) return s.done();
    s.add("sq_entries", c.udec(sq_entries));
    s.add("cq_entries", c.udec(cq_entries));
    s.add("features", c.flags(uring_names::features, features));
    add_offsets(c, s, "sq_off", sq_members);
    add_offsets(c, s, "cq_off", cq_members);
    return s.done();
  });
}

// --- enter ---

ValueRef enter_argument(Context& c, const Arg&, std::uint64_t raw) {
  if (c.arg(5) != sigset_size) return c.pointer(raw);  // with IORING_ENTER_EXT_ARG a struct, and no mask
  return c.pointee(raw, [&](RemoteAddr addr) { return decode_sigset8(c, addr); });
}

// --- register ---

std::uint64_t count_of(const Context& c) { return static_cast<std::uint32_t>(c.arg(3)); }

ValueRef descriptors(Context& c, std::uint64_t addr, std::uint64_t count) {
  return c.pointee(addr, [&](RemoteAddr at) {
    return c.array(at, count, 4, [&](RemoteAddr element) -> ValueRef {
      const auto fd = c.load<std::int32_t>(element);
      return fd ? c.fd(*fd) : nullptr;
    });
  });
}
ValueRef vectors(Context& c, std::uint64_t addr, std::uint64_t count) {
  return c.pointee(addr, [&](RemoteAddr at) {
    return c.array(at, count, 2 * pointer_size(c.abi()), [&](RemoteAddr element) {
      StructReader s(c, element);
      s.add("iov_base", c.pointer(s.ulong()));
      s.add("iov_len", c.udec(s.ulong()));
      return s.done();
    });
  });
}
ValueRef tags(Context& c, std::uint64_t addr, std::uint64_t count) {
  return c.pointee(addr, [&](RemoteAddr at) {
    return c.array(at, count, 8, [&](RemoteAddr element) -> ValueRef {
      const auto tag = c.load<std::uint64_t>(element);
      return tag ? c.hex(*tag) : nullptr;
    });
  });
}

ValueRef descriptor_list(Context& c, const Arg&, std::uint64_t raw) { return descriptors(c, raw, count_of(c)); }
ValueRef vector_list(Context& c, const Arg&, std::uint64_t raw) { return vectors(c, raw, count_of(c)); }

// struct io_uring_files_update
ValueRef files_update(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("offset", c.udec(s.u32()));
  const std::uint64_t reserved = s.u32();
  if (reserved != 0) s.add("resv", c.hex(reserved));
  const std::uint64_t list = s.aligned_u64();
  if (s.failed()) return nullptr;
  s.add("fds", descriptors(c, list, count_of(c)));
  return s.done();
}

using ListFn = ValueRef (*)(Context&, std::uint64_t, std::uint64_t);

// struct io_uring_rsrc_register and io_uring_rsrc_update2: nr_args is their size.
template <ListFn List>
ValueRef resources(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t count = s.u32();
  s.add("nr", c.udec(count));
  s.add("flags", c.hex(s.u32()));
  const std::uint64_t reserved = s.aligned_u64();
  if (reserved != 0) s.add("resv2", c.hex(reserved));
  const std::uint64_t data = s.aligned_u64();
  const std::uint64_t tag_list = s.aligned_u64();
  if (s.failed()) return nullptr;
  s.add("data", List(c, data, count));
  s.add("tags", tags(c, tag_list, count));
  return s.done();
}
template <ListFn List>
ValueRef resource_update(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("offset", c.udec(s.u32()));
  const std::uint64_t reserved = s.u32();
  if (reserved != 0) s.add("resv", c.hex(reserved));
  const std::uint64_t data = s.aligned_u64();
  const std::uint64_t tag_list = s.aligned_u64();
  const std::uint64_t count = s.u32();
  const std::uint64_t reserved2 = s.u32();
  if (s.failed()) return nullptr;
  s.add("data", List(c, data, count));
  s.add("tags", tags(c, tag_list, count));
  s.add("nr", c.udec(count));
  if (reserved2 != 0) s.add("resv2", c.hex(reserved2));
  return s.done();
}

// struct io_uring_restriction: what its second member means depends on the first.
ValueRef restriction(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t kind = s.u16();
  const std::uint64_t value = s.u8();
  s.add("opcode", c.symbol(uring_names::restrictions, kind));
  if (kind == 0) s.add("register_op", c.symbol(uring_names::registrations, value));
  if (kind == 1) s.add("sqe_op", c.symbol(uring_names::operations, value));
  if (kind == 2 || kind == 3) s.add("sqe_flags", c.flags(uring_names::sqe_flags, value));
  if (kind > 3) s.add("register_op", c.hex(value));
  return s.done();
}
ValueRef restriction_list(Context& c, const Arg&, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, count_of(c), 16, [&](RemoteAddr at) { return restriction(c, at); });
  });
}

// struct io_uring_probe
ValueRef probe(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("last_op", c.symbol(uring_names::operations, s.u8()));
  s.add("ops_len", c.udec(s.u8()));
  const ValueRef operations = c.array(addr + 16, count_of(c), 8, [&](RemoteAddr at) {
    StructReader op(c, at);
    op.add("op", c.symbol(uring_names::operations, op.u8()));
    op.u8();
    op.add("flags", c.flags(uring_names::probe_flags, op.u16()));
    return op.done();
  });
  s.add("ops", operations != nullptr ? operations : c.make(Unread{addr + 16}));
  return s.done();
}
ValueRef probe_out(Context& c, const Arg&, std::uint64_t raw) {
  return c.pointee(raw, [&](RemoteAddr addr) { return probe(c, addr); });
}

// struct io_uring_buf_reg
ValueRef buffer_ring(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("ring_addr", c.hex(s.aligned_u64()));
  s.add("ring_entries", c.udec(s.u32()));
  s.add("bgid", c.udec(s.u16()));
  const std::uint64_t bits = s.u16();
  if (bits != 0) s.add("flags", c.hex(bits));
  return s.done();
}

ValueRef cpu_set(Context& c, RemoteAddr addr) {
  const auto bytes = c.load_bytes(addr, count_of(c));
  if (bytes.size() < count_of(c)) return nullptr;
  Collector<ValueRef> cpus(c.arena());
  for (std::uint64_t cpu = 0; cpu < bytes.size() * 8; ++cpu) {
    if ((std::to_integer<unsigned>(bytes[cpu / 8]) >> cpu % 8 & 1u) != 0) cpus.add(c.udec(cpu));
  }
  return c.make(List{.items = cpus.items(), .separator = " "});
}

constexpr Arg ring = fd("fd");
constexpr Arg registration = choice("opcode", uring_names::registrations);
constexpr Arg count = u32("nr_args");

constexpr Arg other[] = {ring, registration, ptr("arg"), count};
constexpr Arg with_vectors[] = {ring, registration, custom("arg", vector_list), count};
constexpr Arg with_files[] = {ring, registration, custom("arg", descriptor_list), count};
constexpr Arg with_update[] = {ring, registration, in<files_update>("arg"), count};
constexpr Arg with_probe[] = {ring, registration, custom("arg", probe_out, Direction::out), count};
constexpr Arg with_restrictions[] = {ring, registration, custom("arg", restriction_list), count};
constexpr Arg with_files2[] = {ring, registration, in<resources<descriptors>>("arg"), count};
constexpr Arg with_files_update2[] = {ring, registration, in<resource_update<descriptors>>("arg"), count};
constexpr Arg with_buffers2[] = {ring, registration, in<resources<vectors>>("arg"), count};
constexpr Arg with_buffers_update2[] = {ring, registration, in<resource_update<vectors>>("arg"), count};
constexpr Arg with_cpus[] = {ring, registration, in<cpu_set>("arg"), count};
constexpr Arg with_buffer_ring[] = {ring, registration, in<buffer_ring>("arg"), count};

std::span<const Arg> register_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[1])) {
    case 0: return with_vectors;
    case 2:
    case 4:
    case 7: return with_files;
    case 6: return with_update;
    case 8: return with_probe;
    case 11: return with_restrictions;
    case 13: return with_files2;
    case 14: return with_files_update2;
    case 15: return with_buffers2;
    case 16: return with_buffers_update2;
    case 17: return with_cpus;
    case 22:
    case 23: return with_buffer_ring;
    default: return other;
  }
}

constexpr Syscall rows[] = {
    {"io_uring_setup",
     {425, 425, 425},
     {u32("entries"), custom("params", params, Direction::out)},
     Ret::fd,
     Class::desc},
    {"io_uring_enter",
     {426, 426, 426},
     {fd("fd"), u32("to_submit"), u32("min_complete"), flags("flags", uring_names::enter_flags),
      custom("argp", enter_argument), ulong("argsz")},
     Ret::dec,
     Class::desc | Class::signal},
    {.name = "io_uring_register",
     .numbers = {427, 427, 427},
     .classes = Class::desc | Class::memory,
     .shape = register_args},
};

}  // namespace

extern const std::span<const Syscall> rows_io_uring;
const std::span<const Syscall> rows_io_uring = rows;

}  // namespace spoor::abi
