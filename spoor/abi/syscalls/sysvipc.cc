// System V IPC: shared memory, semaphores, message queues. Structs are those with IPC_64, which is all that x86-64 has
// and all that libraries ask for on i386. There the calls also come through ipc(2), which stands for all of them.
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include <algorithm>

#include "spoor/abi/args.h"
#include "spoor/abi/catalog.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr std::uint64_t ipc_64 = 0x100;

// --- vocabularies ---

constexpr Name get_flag_names[] = {SPOOR_NAME(IPC_CREAT), SPOOR_NAME(IPC_EXCL), SPOOR_NAME(IPC_NOWAIT)};
constexpr FlagSet get_flags{.unknown = "", .names = get_flag_names};
constexpr Name shm_get_names[] = {
    SPOOR_NAME(IPC_CREAT), SPOOR_NAME(IPC_EXCL), {04000, "SHM_HUGETLB"}, {010000, "SHM_NORESERVE"},
};
constexpr FlagSet shm_get_flags{.unknown = "", .names = shm_get_names};

constexpr Name attach_names[] = {
    {010000, "SHM_RDONLY"}, {020000, "SHM_RND"}, {040000, "SHM_REMAP"}, {0100000, "SHM_EXEC"},
};
constexpr FlagSet attach_flags{.unknown = "SHM_???", .names = attach_names};

constexpr Name shm_command_names[] = {
    {0, "IPC_RMID"},  {1, "IPC_SET"},     {2, "IPC_STAT"},  {3, "IPC_INFO"},  {11, "SHM_LOCK"},
    {12, "SHM_UNLOCK"}, {13, "SHM_STAT"}, {14, "SHM_INFO"}, {15, "SHM_STAT_ANY"},
};
constexpr FlagSet shm_commands{.unknown = "SHM_???", .names = shm_command_names};
constexpr Name sem_command_names[] = {
    {0, "IPC_RMID"}, {1, "IPC_SET"},  {2, "IPC_STAT"},  {3, "IPC_INFO"},  {11, "GETPID"},
    {12, "GETVAL"},  {13, "GETALL"},  {14, "GETNCNT"},  {15, "GETZCNT"},  {16, "SETVAL"},
    {17, "SETALL"},  {18, "SEM_STAT"}, {19, "SEM_INFO"}, {20, "SEM_STAT_ANY"},
};
constexpr FlagSet sem_commands{.unknown = "SEM_???", .names = sem_command_names};
constexpr Name msg_command_names[] = {
    {0, "IPC_RMID"},  {1, "IPC_SET"},   {2, "IPC_STAT"},     {3, "IPC_INFO"},
    {11, "MSG_STAT"}, {12, "MSG_INFO"}, {13, "MSG_STAT_ANY"},
};
constexpr FlagSet msg_commands{.unknown = "MSG_???", .names = msg_command_names};

constexpr Name sem_flag_names[] = {{010000, "SEM_UNDO"}, {04000, "IPC_NOWAIT"}};
constexpr FlagSet sem_flags{.unknown = "SEM_???", .names = sem_flag_names};
constexpr Name msg_flag_names[] = {
    {010000, "MSG_NOERROR"}, {020000, "MSG_EXCEPT"}, {040000, "MSG_COPY"}, {04000, "IPC_NOWAIT"},
};
constexpr FlagSet msg_flags{.unknown = "MSG_???", .names = msg_flag_names};

// --- arguments ---

constexpr Name key_names[] = {{IPC_PRIVATE, "IPC_PRIVATE"}};
constexpr FlagSet keys{.unknown = "", .names = key_names};

ValueRef key(Context& c, const Arg&, std::uint64_t raw) { return c.symbol(keys, static_cast<std::uint32_t>(raw)); }

// Flags, a mode in their last nine bits, and for shared memory the size of a huge page in their first six.
ValueRef creation(Context& c, const FlagSet& set, std::uint64_t raw, bool huge_pages) {
  constexpr unsigned huge_shift = 26;
  const std::uint64_t value = static_cast<std::uint32_t>(raw);
  const ValueRef mode_bits = c.mode(value & 0777);
  const std::uint64_t huge = huge_pages ? value >> huge_shift : 0;
  const std::uint64_t bits = value & ~std::uint64_t{0777} & ~(huge << huge_shift);
  Collector<ValueRef> parts(c.arena());
  if (bits != 0) parts.add(c.flags(set, bits));
  if (huge != 0) parts.add(c.joined("<<", c.udec(huge), c.constant("SHM_HUGE_SHIFT", huge_shift, UInt::Base::dec)));
  parts.add(mode_bits);
  return c.make(Joined{parts.items()});
}
ValueRef shm_creation(Context& c, const Arg&, std::uint64_t raw) { return creation(c, shm_get_flags, raw, true); }
ValueRef plain_creation(Context& c, const Arg&, std::uint64_t raw) { return creation(c, get_flags, raw, false); }

template <const FlagSet& Set>
ValueRef command(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t value = static_cast<std::uint32_t>(raw);
  if ((value & ipc_64) == 0) return c.symbol(Set, value);
  return c.joined("|", c.constant("IPC_64", ipc_64), c.symbol(Set, value & ~ipc_64));
}

// --- structs ---

// struct ipc64_perm (asm-generic/ipcbuf.h). All of it, or what IPC_SET looks at.
void add_permissions(Context& c, StructReader& s, std::string_view name, bool all) {
  const bool narrow = c.abi() == Abi::i386;
  const std::uint64_t key_value = s.u32();
  Collector<Field> fields(c.arena());
  const auto id = [&](std::uint64_t value) { return value == 0xffffffff ? c.dec(-1) : c.udec(value); };
  fields.add({"uid", id(s.u32())});
  fields.add({"gid", id(s.u32())});
  const std::uint64_t creator = s.u32();
  const std::uint64_t creator_group = s.u32();
  const std::uint64_t mode_bits = narrow ? s.u16() : s.u32();
  fields.add({"mode", c.mode(mode_bits)});
  if (all) {
    fields.add({"key", c.udec(key_value)});
    fields.add({"cuid", id(creator)});
    fields.add({"cgid", id(creator_group)});
  }
  s.skip((narrow ? 36u : 48u) - s.offset());
  s.add(name, c.make(Struct{fields.items()}));
}

// A time of 64 bits; on i386 in two words, of which strace, and so this, shows the lower.
std::uint64_t time_of(Context& c, StructReader& s) {
  const std::uint64_t seconds = s.kernel_ulong();
  if (c.abi() == Abi::i386) s.skip(4);
  return seconds;
}

ValueRef shm_state(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  add_permissions(c, s, "shm_perm", true);
  s.add("shm_segsz", c.udec(s.kernel_ulong()));
  const std::uint64_t attached = time_of(c, s);
  const std::uint64_t detached = time_of(c, s);
  const std::uint64_t changed = time_of(c, s);
  s.add("shm_cpid", c.pid(s.i32()));
  s.add("shm_lpid", c.pid(s.i32()));
  s.add("shm_nattch", c.udec(s.kernel_ulong()));
  s.add("shm_atime", c.udec(attached));
  s.add("shm_dtime", c.udec(detached));
  s.add("shm_ctime", c.udec(changed));
  return s.done();
}
ValueRef shm_change(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  add_permissions(c, s, "shm_perm", false);
  return s.done();
}
ValueRef shm_limits(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const std::string_view name : {"shmmax", "shmmin", "shmmni", "shmseg", "shmall"}) {
    s.add(name, c.udec(s.kernel_ulong()));
  }
  return s.done();
}
ValueRef shm_usage(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("used_ids", c.dec(s.i32()));
  for (const std::string_view name : {"shm_tot", "shm_rss", "shm_swp", "swap_attempts", "swap_successes"}) {
    s.add(name, c.udec(s.kernel_ulong()));
  }
  return s.done();
}

ValueRef sem_state(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  add_permissions(c, s, "sem_perm", true);
  // x86 keeps an unused word behind each time: asm/sembuf.h.
  const std::size_t unused = c.abi() == Abi::i386 ? 0 : 8;
  s.add("sem_otime", c.udec(time_of(c, s)));
  s.skip(unused);
  s.add("sem_ctime", c.udec(time_of(c, s)));
  s.skip(unused);
  s.add("sem_nsems", c.udec(s.kernel_ulong()));
  return s.done();
}
ValueRef sem_change(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  add_permissions(c, s, "sem_perm", false);
  return s.done();
}
ValueRef sem_limits(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const std::string_view name :
       {"semmap", "semmni", "semmns", "semmnu", "semmsl", "semopm", "semume", "semusz", "semvmx", "semaem"}) {
    s.add(name, c.dec(s.i32()));
  }
  return s.done();
}

ValueRef msg_state(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  add_permissions(c, s, "msg_perm", true);
  s.add("msg_stime", c.udec(time_of(c, s)));
  s.add("msg_rtime", c.udec(time_of(c, s)));
  s.add("msg_ctime", c.udec(time_of(c, s)));
  s.kernel_ulong();  // msg_cbytes
  s.add("msg_qnum", c.udec(s.kernel_ulong()));
  s.add("msg_qbytes", c.udec(s.kernel_ulong()));
  s.add("msg_lspid", c.pid(s.i32()));
  s.add("msg_lrpid", c.pid(s.i32()));
  return s.done();
}
ValueRef msg_change(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  add_permissions(c, s, "msg_perm", false);
  for (int i = 0; i < 3; ++i) time_of(c, s);
  s.kernel_ulong();
  s.kernel_ulong();
  s.add("msg_qbytes", c.udec(s.kernel_ulong()));
  return s.done();
}
ValueRef msg_limits(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const std::string_view name : {"msgpool", "msgmap", "msgmax", "msgmnb", "msgmni", "msgssz", "msgtql"}) {
    s.add(name, c.dec(s.i32()));
  }
  s.add("msgseg", c.udec(s.u16()));
  return s.done();
}

ValueRef sem_operation(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("sem_num", c.udec(s.u16()));
  s.add("sem_op", c.dec(s.i16()));
  s.add("sem_flg", c.flags(sem_flags, s.u16()));
  return s.done();
}
ValueRef sem_operations(Context& c, const Arg&, std::uint64_t raw) {
  constexpr std::size_t size = 6;
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, static_cast<std::uint32_t>(c.arg(2)), size,
                   [&](RemoteAddr at) { return sem_operation(c, at); });
  });
}

// struct msgbuf: a long, and as many bytes as the caller says.
ValueRef message(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("mtype", c.dec(s.kernel_slong()));
  const std::uint64_t size = c.abi() == Abi::x86_64 ? c.arg(2) : static_cast<std::uint32_t>(c.arg(2));
  const ValueRef text = c.buffer(s.position(), size);
  if (text == nullptr) return nullptr;
  s.add("mtext", text);
  return s.done();
}

// --- shapes ---

constexpr Arg shm_head[] = {i32("shmid"), custom("cmd", command<shm_commands>)};
constexpr Arg shm_other[] = {shm_head[0], shm_head[1], ptr("buf")};
constexpr Arg shm_set[] = {shm_head[0], shm_head[1], in<shm_change>("buf")};
constexpr Arg shm_stat[] = {shm_head[0], shm_head[1], out<shm_state>("buf")};
constexpr Arg shm_info[] = {shm_head[0], shm_head[1], out<shm_limits>("buf")};
constexpr Arg shm_used[] = {shm_head[0], shm_head[1], out<shm_usage>("buf")};

std::span<const Arg> shmctl_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[1]) & ~ipc_64) {
    case 1: return shm_set;
    case 2:
    case 13:
    case 15: return shm_stat;
    case 3: return shm_info;
    case 14: return shm_used;
    default: return shm_other;
  }
}

constexpr Arg sem_head[] = {i32("semid"), i32("semnum"), custom("cmd", command<sem_commands>)};
constexpr Arg sem_other[] = {sem_head[0], sem_head[1], sem_head[2], ptr("arg")};
constexpr Arg sem_set[] = {sem_head[0], sem_head[1], sem_head[2], in<sem_change>("arg")};
constexpr Arg sem_stat[] = {sem_head[0], sem_head[1], sem_head[2], out<sem_state>("arg")};
constexpr Arg sem_info[] = {sem_head[0], sem_head[1], sem_head[2], out<sem_limits>("arg")};

std::span<const Arg> semctl_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[2]) & ~ipc_64) {
    case 1: return sem_set;
    case 2:
    case 18:
    case 20: return sem_stat;
    case 3:
    case 19: return sem_info;
    default: return sem_other;
  }
}

constexpr Arg msg_head[] = {i32("msqid"), custom("cmd", command<msg_commands>)};
constexpr Arg msg_other[] = {msg_head[0], msg_head[1], ptr("buf")};
constexpr Arg msg_set[] = {msg_head[0], msg_head[1], in<msg_change>("buf")};
constexpr Arg msg_stat[] = {msg_head[0], msg_head[1], out<msg_state>("buf")};
constexpr Arg msg_info[] = {msg_head[0], msg_head[1], out<msg_limits>("buf")};

std::span<const Arg> msgctl_args(const Call& call) {
  switch (static_cast<std::uint32_t>(call.args[1]) & ~ipc_64) {
    case 1: return msg_set;
    case 2:
    case 11:
    case 13: return msg_stat;
    case 3:
    case 12: return msg_info;
    default: return msg_other;
  }
}

// --- ipc(2) of i386: the other arguments in an order of its own (kernel: ipc/syscall.c) ---

// Where the raw arguments of ipc(call, first, second, third, ptr, fifth) are.
enum Place : std::uint8_t { call_number, first, second, third, pointed, fifth };

// Numbers of <linux/ipc.h>. `order`: the arguments of the call that is meant, as long as they are not call_number.
struct IpcCall {
  std::uint16_t number;
  std::string_view name;
  std::array<Place, 5> order;
};
constexpr IpcCall ipc_calls[] = {
    {1, "semop", {first, pointed, second}},
    {2, "semget", {first, second, third}},
    {3, "semctl", {first, second, third, pointed}},
    {4, "semtimedop", {first, pointed, second, fifth}},
    {11, "msgsnd", {first, pointed, second, third}},
    {12, "msgrcv", {first, pointed, second, fifth, third}},
    {13, "msgget", {first, second}},
    {14, "msgctl", {first, second, pointed}},
    {21, "shmat", {first, pointed, second}},
    {22, "shmdt", {pointed}},
    {23, "shmget", {first, second, third}},
    {24, "shmctl", {first, second, pointed}},
};

// shmat stores the address where the third argument points to, and returns 0.
ValueRef attached_at(Context& c) {
  const auto address = c.load_word(RemoteAddr(static_cast<std::uint32_t>(c.call().args[third])));
  return address ? c.hex(*address) : nullptr;
}
constexpr Syscall ipc_shmat{.name = "shmat",
                            .numbers = {},
                            .args = {i32("shmid"), ptr("shmaddr"), flags("shmflg", attach_flags)},
                            .ret = Ret::hex,
                            .classes = Class::ipc | Class::memory,
                            .result = attached_at};

// Without IPC_64 the structs are those of Linux 2.0, which are not decoded.
constexpr Syscall ipc_shmctl{
    .name = "shmctl", .numbers = {}, .args = {shm_other[0], shm_other[1], shm_other[2]}, .classes = Class::ipc};
constexpr Syscall ipc_msgctl{
    .name = "msgctl", .numbers = {}, .args = {msg_other[0], msg_other[1], msg_other[2]}, .classes = Class::ipc};

// The last argument of semctl lies behind the pointer.
ValueRef in_brackets(Context& c, const Arg& inner, std::uint64_t raw) {
  const ValueRef value = inner.decode(c, inner, raw);
  const ValueRef items[] = {value != nullptr ? value : c.make(Unread{RemoteAddr(raw)})};
  return c.list(items);
}
ValueRef semctl_argument(Context& c, const Arg&, std::uint64_t raw) {
  Call call = c.call();
  call.args[2] = c.arg(2);
  const bool known = (c.arg(2) & ipc_64) != 0;
  const Arg& inner = known ? semctl_args(call)[3] : sem_other[3];
  if (inner.direction == Direction::out && !c.at_exit()) return nullptr;
  if (inner.direction == Direction::in && c.at_exit()) return c.at_entry();
  return in_brackets(c, inner, raw);
}
constexpr Syscall ipc_semctl{
    .name = "semctl",
    .numbers = {},
    .args = {sem_head[0], sem_head[1], sem_head[2], custom("arg", semctl_argument, Direction::inout)},
    .classes = Class::ipc};
constexpr Syscall ipc_semctl_unread{.name = "semctl",
                                    .numbers = {},
                                    .args = {sem_other[0], sem_other[1], sem_other[2], sem_other[3]},
                                    .classes = Class::ipc};

const Syscall* row_of_ipc(Context& c, const IpcCall& call, std::array<std::uint64_t, max_args>& args) {
  if (call.name == "shmat") return &ipc_shmat;
  if (call.name == "shmctl" && (args[1] & ipc_64) == 0) return &ipc_shmctl;
  if (call.name == "msgctl" && (args[1] & ipc_64) == 0) return &ipc_msgctl;
  if (call.name != "semctl") return Catalog::instance().find(Abi::x86_64, call.name);
  const auto argument = c.load_word(RemoteAddr(args[3]));
  if (!argument) return &ipc_semctl_unread;
  args[3] = *argument;
  return &ipc_semctl;
}

// Old callers put the buffer and the type of msgrcv into a pair that the pointer leads to.
bool load_old_receive(Context& c, std::array<std::uint64_t, max_args>& args) {
  const RemoteAddr pair(args[1]);
  const auto buffer = c.load_word(pair);
  const auto type = c.load_word(pair + pointer_size(c.abi()));
  if (!buffer || !type) return false;
  args[1] = *buffer;
  args[3] = *type;
  return true;
}

const Syscall* ipc_call(Context& c, std::array<std::uint64_t, max_args>& args) {
  const auto version = static_cast<std::uint16_t>(args[0] >> 16);
  const auto number = static_cast<std::uint16_t>(args[0]);
  const auto* call = std::ranges::find(ipc_calls, number, &IpcCall::number);
  if (call == std::end(ipc_calls)) return nullptr;
  std::array<std::uint64_t, max_args> ordered{};
  for (std::size_t i = 0; i < call->order.size() && call->order[i] != call_number; ++i) {
    ordered[i] = static_cast<std::uint32_t>(args[call->order[i]]);
  }
  if (call->name == "msgrcv" && version == 0 && !load_old_receive(c, ordered)) return nullptr;
  const Syscall* row = row_of_ipc(c, *call, ordered);
  args = ordered;
  return row;
}

constexpr Arg operations = custom("tsops", sem_operations);

constexpr Syscall rows[] = {
    {"shmget",
     {29, 395, 194},
     {custom("key", key), ulong("size"), custom("shmflg", shm_creation)},
     Ret::dec,
     Class::ipc},
    {"shmat",
     {30, 397, 196},
     {i32("shmid"), ptr("shmaddr"), flags("shmflg", attach_flags)},
     Ret::hex,
     Class::ipc | Class::memory},
    {"shmdt", {67, 398, 197}, {ptr("shmaddr")}, Ret::dec, Class::ipc | Class::memory},
    {.name = "shmctl", .numbers = {31, 396, 195}, .classes = Class::ipc, .shape = shmctl_args},
    {"semget",
     {64, 393, 190},
     {custom("key", key), i32("nsems"), custom("semflg", plain_creation)},
     Ret::dec,
     Class::ipc},
    {"semop", {.x86_64 = 65, .generic = 193}, {i32("semid"), operations, u32("nsops")}, Ret::dec, Class::ipc},
    {"semtimedop",
     {.x86_64 = 220, .generic = 192},
     {i32("semid"), operations, u32("nsops"), in<decode_timespec>("timeout")},
     Ret::dec,
     Class::ipc},
    {"semtimedop_time64",
     {.i386 = 420},
     {i32("semid"), operations, u32("nsops"), in<decode_timespec64>("timeout")},
     Ret::dec,
     Class::ipc},
    {.name = "semctl", .numbers = {66, 394, 191}, .classes = Class::ipc, .shape = semctl_args},
    {"msgget", {68, 399, 186}, {custom("key", key), custom("msgflg", plain_creation)}, Ret::dec, Class::ipc},
    {"msgsnd",
     {69, 400, 189},
     {i32("msqid"), in<message>("msgp"), ulong("msgsz"), flags("msgflg", msg_flags)},
     Ret::dec,
     Class::ipc},
    {"msgrcv",
     {70, 401, 188},
     {i32("msqid"), out<message>("msgp"), ulong("msgsz"), slong("msgtyp"), flags("msgflg", msg_flags)},
     Ret::dec,
     Class::ipc},
    {.name = "msgctl", .numbers = {71, 402, 187}, .classes = Class::ipc, .shape = msgctl_args},
    {.name = "ipc",
     .numbers = {.i386 = 117},
     .args = {i32("call"), i32("first"), hex("second"), hex("third"), ptr("ptr"), hex("fifth")},
     .classes = Class::ipc,
     .inner = ipc_call},
};

}  // namespace

extern const std::span<const Syscall> rows_sysvipc;
const std::span<const Syscall> rows_sysvipc = rows;

}  // namespace spoor::abi
