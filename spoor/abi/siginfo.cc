#include "spoor/abi/siginfo.h"

#include <linux/audit.h>

#include <csignal>
#include <cstring>
#include <optional>
#include <string>

#include "spoor/abi/audit_arch.h"
#include "spoor/abi/catalog.h"
#include "spoor/abi/clock_ticks.h"
#include "spoor/abi/names.h"

namespace spoor::abi {
namespace {

// si_code is an int; its vocabularies hold it as 32 bits, the way it is printed where no name fits.
constexpr std::uint64_t code(int si_code) { return static_cast<std::uint32_t>(si_code); }

constexpr Name general_codes[] = {
    {code(0), "SI_USER"},      {code(0x80), "SI_KERNEL"}, {code(-1), "SI_QUEUE"}, {code(-2), "SI_TIMER"},
    {code(-3), "SI_MESGQ"},    {code(-4), "SI_ASYNCIO"},  {code(-5), "SI_SIGIO"}, {code(-6), "SI_TKILL"},
    {code(-7), "SI_DETHREAD"}, {code(-60), "SI_ASYNCNL"},
};
constexpr Name ill_codes[] = {
    {1, "ILL_ILLOPC"}, {2, "ILL_ILLOPN"}, {3, "ILL_ILLADR"}, {4, "ILL_ILLTRP"},   {5, "ILL_PRVOPC"},
    {6, "ILL_PRVREG"}, {7, "ILL_COPROC"}, {8, "ILL_BADSTK"}, {9, "ILL_BADIADDR"},
};
constexpr Name fpe_codes[] = {
    {1, "FPE_INTDIV"}, {2, "FPE_INTOVF"}, {3, "FPE_FLTDIV"}, {4, "FPE_FLTOVF"},  {5, "FPE_FLTUND"},
    {6, "FPE_FLTRES"}, {7, "FPE_FLTINV"}, {8, "FPE_FLTSUB"}, {14, "FPE_FLTUNK"}, {15, "FPE_CONDTRAP"},
};
constexpr Name segv_codes[] = {
    {1, "SEGV_MAPERR"},  {2, "SEGV_ACCERR"},  {3, "SEGV_BNDERR"},  {4, "SEGV_PKUERR"},  {5, "SEGV_ACCADI"},
    {6, "SEGV_ADIDERR"}, {7, "SEGV_ADIPERR"}, {8, "SEGV_MTEAERR"}, {9, "SEGV_MTESERR"}, {10, "SEGV_CPERR"},
};
constexpr Name bus_codes[] = {
    {1, "BUS_ADRALN"}, {2, "BUS_ADRERR"}, {3, "BUS_OBJERR"}, {4, "BUS_MCEERR_AR"}, {5, "BUS_MCEERR_AO"},
};
constexpr Name trap_codes[] = {
    {1, "TRAP_BRKPT"}, {2, "TRAP_TRACE"}, {3, "TRAP_BRANCH"}, {4, "TRAP_HWBKPT"}, {5, "TRAP_UNK"}, {6, "TRAP_PERF"},
};
constexpr Name chld_codes[] = {
    {1, "CLD_EXITED"},  {2, "CLD_KILLED"},  {3, "CLD_DUMPED"},
    {4, "CLD_TRAPPED"}, {5, "CLD_STOPPED"}, {6, "CLD_CONTINUED"},
};
constexpr Name poll_codes[] = {
    {1, "POLL_IN"}, {2, "POLL_OUT"}, {3, "POLL_MSG"}, {4, "POLL_ERR"}, {5, "POLL_PRI"}, {6, "POLL_HUP"},
};
constexpr Name sys_codes[] = {{1, "SYS_SECCOMP"}, {2, "SYS_USER_DISPATCH"}};

constexpr FlagSet general_set{.unknown = "", .names = general_codes};
constexpr FlagSet ill_set{.unknown = "", .names = ill_codes};
constexpr FlagSet fpe_set{.unknown = "", .names = fpe_codes};
constexpr FlagSet segv_set{.unknown = "", .names = segv_codes};
constexpr FlagSet bus_set{.unknown = "", .names = bus_codes};
constexpr FlagSet trap_set{.unknown = "", .names = trap_codes};
constexpr FlagSet chld_set{.unknown = "", .names = chld_codes};
constexpr FlagSet poll_set{.unknown = "", .names = poll_codes};
constexpr FlagSet sys_set{.unknown = "", .names = sys_codes};

// Codes from 1 on mean something else for each of these signals; all others mean the same for every signal.
const FlagSet& codes_of(int signal, int si_code) {
  if (!name_of(general_set, code(si_code)).empty()) return general_set;
  switch (signal) {
    case SIGILL: return ill_set;
    case SIGFPE: return fpe_set;
    case SIGSEGV: return segv_set;
    case SIGBUS: return bus_set;
    case SIGTRAP: return trap_set;
    case SIGCHLD: return chld_set;
    case SIGIO: return poll_set;
    case SIGSYS: return sys_set;
    default: return general_set;
  }
}

class SiginfoReader {
 public:
  SiginfoReader(Arena& arena, Facts& facts, std::span<const std::byte> bytes, Abi layout, Abi caller)
      : arena_(arena), facts_(facts), bytes_(bytes), layout_(layout), caller_(caller), fields_(arena) {}

  ValueRef value() {
    signal_ = i32(0);
    code_ = i32(8);
    if (signal_ != 0) {
      add("si_signo", Symbol{&signal_names, static_cast<std::uint64_t>(std::int64_t{signal_})});
      add("si_code", Symbol{&codes_of(signal_, code_), code(code_)});
      if (const std::uint32_t error = u32(4); error != 0) add("si_errno", error_symbol(error));
      code_ > 0 ? from_kernel() : from_user();
    }
    return make(Struct{fields_.items(), false, Struct::Style::braces});
  }

 private:
  // The union begins where its pointers are aligned; the members in it are counted from there.
  std::size_t start() const { return layout_ == Abi::x86_64 ? 16 : 12; }
  std::size_t word() const { return pointer_size(layout_); }

  template <typename T>
  T load(std::size_t offset) const {
    T value{};
    if (offset + sizeof value <= bytes_.size()) std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }
  std::int32_t i32(std::size_t offset) const { return load<std::int32_t>(offset); }
  std::uint32_t u32(std::size_t offset) const { return load<std::uint32_t>(offset); }
  std::int32_t member_i32(std::size_t offset) const { return i32(start() + offset); }
  std::uint32_t member_u32(std::size_t offset) const { return u32(start() + offset); }
  std::uint64_t member_word(std::size_t offset) const {
    return word() == 8 ? load<std::uint64_t>(start() + offset) : member_u32(offset);
  }

  template <typename T>
  ValueRef make(T alternative) {
    return arena_.make<Value>(alternative);
  }
  template <typename T>
  void add(std::string_view name, T alternative) {
    fields_.add({name, make(alternative)});
  }
  void add_pointer(std::string_view name, std::size_t offset) { add(name, Pointer{RemoteAddr(member_word(offset))}); }

  static Symbol error_symbol(std::uint32_t error) {
    if (!name_of(errno_names, error).empty()) return {&errno_names, error};
    static constexpr FlagSet plain{.unknown = "", .names = {}, .rest = FlagSet::Rest::dec};
    return {&plain, error};
  }

  void add_sender() {
    const std::int32_t pid = member_i32(0);
    const std::string_view comm = pid > 0 ? facts_.command(pid) : std::string_view{};
    add("si_pid", PidRef{pid, arena_.copy(comm), pid > 0 ? facts_.outer_pid(pid) : 0});
    const std::uint32_t uid = member_u32(4);
    const bool none = uid == ~std::uint32_t{0};
    fields_.add({"si_uid", none ? make(Int{-1}) : make(UInt{uid, UInt::Base::dec})});
  }
  void add_payload() {
    add("si_int", Int{member_i32(8)});
    add_pointer("si_ptr", 8);
  }

  void from_user() {
    switch (code_) {
      case SI_USER:
      case SI_TKILL: add_sender(); break;
      case SI_TIMER:
        add("si_timerid", UInt{member_u32(0), UInt::Base::hex});
        add("si_overrun", Int{member_i32(4)});
        add_payload();
        break;
      case SI_SIGIO: band(); break;
      default:
        add_sender();
        if (member_word(8) != 0) add_payload();
    }
  }

  void from_kernel() {
    switch (signal_) {
      case SIGCHLD: child(); break;
      case SIGILL:
      case SIGFPE:
      case SIGSEGV:
      case SIGBUS:
      case SIGTRAP: fault(); break;
      case SIGIO:
        if (!name_of(poll_set, code(code_)).empty()) band();
        break;
      case SIGSYS: refused_call(); break;
      default:
        if (member_u32(0) != 0 || member_u32(4) != 0) add_sender();
        if (member_word(8) != 0) add_payload();
    }
  }

  void child() {
    add_sender();
    const std::int32_t status = member_i32(8);
    if (code_ == CLD_EXITED) {
      add("si_status", Int{status});
    } else {
      add("si_status", Symbol{&signal_names, static_cast<std::uint64_t>(std::int64_t{status})});
    }
    // A clock_t has the size of a kernel long: on x32 8 bytes, but aligned to 4 (arch/x86 of the kernel).
    const std::size_t size = kernel_long_size(layout_);
    const std::size_t first = layout_ == Abi::x86_64 ? 16 : 12;
    fields_.add({"si_utime", ticks(first)});
    fields_.add({"si_stime", ticks(first + size)});
  }
  ValueRef ticks(std::size_t offset) {
    const std::uint64_t count =
        kernel_long_size(layout_) == 8 ? load<std::uint64_t>(start() + offset) : member_u32(offset);
    return clock_ticks(arena_, count);
  }

  void fault() {
    add_pointer("si_addr", 0);
    const std::size_t details = word();  // behind si_addr: si_addr_lsb, or bounds and keys aligned as pointers
    if (signal_ == SIGBUS && (code_ == BUS_MCEERR_AR || code_ == BUS_MCEERR_AO))
      add("si_addr_lsb", UInt{load<std::uint16_t>(start() + details), UInt::Base::hex});
    if (signal_ != SIGSEGV) return;
    if (code_ == SEGV_BNDERR) {
      add_pointer("si_lower", details + word());
      add_pointer("si_upper", details + 2 * word());
    }
    if (code_ == SEGV_PKUERR) add("si_pkey", UInt{member_u32(details + word()), UInt::Base::dec});
  }

  void band() {
    const std::int64_t events = word() == 8 ? static_cast<std::int64_t>(member_word(0)) : member_i32(0);
    add("si_band", Int{events});
    const std::int32_t fd = member_i32(word());
    if (fd < 0) return add("si_fd", Int{fd});
    const auto known = facts_.descriptor(fd);
    add("si_fd", FdRef{fd, arena_.copy(known.target), arena_.copy(known.detail)});
  }

  void refused_call() {
    add_pointer("si_call_addr", 0);
    const std::uint32_t number = member_u32(word());
    const std::uint32_t arch = member_u32(word() + 4);
    fields_.add({"si_syscall", call_name(number, arch)});
    add("si_arch", Symbol{&audit_arch_names, arch});
  }

  static std::optional<Abi> abi_of(std::uint32_t number, std::uint32_t arch) {
    if (arch == AUDIT_ARCH_I386) return Abi::i386;
    if (arch == AUDIT_ARCH_X86_64) return (number & x32_bit) != 0 ? Abi::x32 : Abi::x86_64;
    return std::nullopt;
  }
  ValueRef call_name(std::uint32_t number, std::uint32_t arch) {
    const ValueRef plain = make(UInt{number, UInt::Base::dec});
    const auto abi = abi_of(number, arch);
    if (!abi) return plain;
    const Syscall* row = Catalog::instance().find(*abi, number & ~static_cast<std::uint32_t>(x32_bit));
    if (row == nullptr) return plain;
    if (*abi != caller_) return make(Noted{.value = plain, .note = row->name, .naming = true});
    std::string name = "__NR_";
    name += row->name;
    return make(Word{arena_.copy(std::string_view(name)), number, plain});
  }

  Arena& arena_;
  Facts& facts_;
  std::span<const std::byte> bytes_;
  Abi layout_;
  Abi caller_;
  Collector<Field> fields_;
  std::int32_t signal_ = 0;
  std::int32_t code_ = 0;
};

}  // namespace

ValueRef siginfo_value(Arena& arena, Facts& facts, std::span<const std::byte> bytes, Abi layout, Abi caller) {
  return SiginfoReader(arena, facts, bytes, layout, caller).value();
}

ValueRef decode_siginfo(Context& c, RemoteAddr addr) {
  const auto bytes = c.load_bytes(addr, siginfo_size);
  if (bytes.size() < siginfo_size) return nullptr;
  return siginfo_value(c.arena(), c.facts(), bytes, c.abi(), c.abi());
}

}  // namespace spoor::abi
