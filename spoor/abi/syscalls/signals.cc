// Signals: actions, masks, sending, waiting (signal(7)).
#include <linux/signalfd.h>
#include <signal.h>

#include <string>

#include "spoor/abi/args.h"
#include "spoor/abi/names.h"
#include "spoor/abi/siginfo.h"
#include "spoor/abi/sigset.h"
#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {
namespace {

using namespace arg;

// asm/signal.h of the kernel: glibc hides or renames some.
constexpr Name action_flag_names[] = {
    {0x04000000, "SA_RESTORER"},  {0x08000000, "SA_ONSTACK"},   {0x10000000, "SA_RESTART"},
    {0x20000000, "SA_INTERRUPT"}, {0x40000000, "SA_NODEFER"},   {0x80000000, "SA_RESETHAND"},
    {0x00000004, "SA_SIGINFO"},   {0x00000001, "SA_NOCLDSTOP"}, {0x00000002, "SA_NOCLDWAIT"},
};
constexpr FlagSet action_flags{.unknown = "SA_???", .names = action_flag_names};
constexpr std::uint64_t sa_restorer = 0x04000000;

constexpr Name handler_names[] = {{0, "SIG_DFL"}, {1, "SIG_IGN"}, {~std::uint64_t{0}, "SIG_ERR"}};
constexpr FlagSet handlers{.unknown = "", .names = handler_names};

constexpr Name how_names[] = {{0, "SIG_BLOCK"}, {1, "SIG_UNBLOCK"}, {2, "SIG_SETMASK"}};
constexpr FlagSet mask_changes{.unknown = "SIG_???", .names = how_names};

constexpr Name stack_flag_names[] = {{1, "SS_ONSTACK"}, {2, "SS_DISABLE"}, {0x80000000, "SS_AUTODISARM"}};
constexpr FlagSet stack_flags{.unknown = "SS_???", .names = stack_flag_names};

constexpr Name signalfd_flag_names[] = {SPOOR_NAME(SFD_CLOEXEC), SPOOR_NAME(SFD_NONBLOCK)};
constexpr FlagSet signalfd_flags{.unknown = "SFD_???", .names = signalfd_flag_names};

constexpr Name pidfd_signal_flag_names[] = {
    {1, "PIDFD_SIGNAL_THREAD"},
    {2, "PIDFD_SIGNAL_THREAD_GROUP"},
    {4, "PIDFD_SIGNAL_PROCESS_GROUP"},
};
constexpr FlagSet pidfd_signal_flags{.unknown = "PIDFD_SIGNAL_???", .names = pidfd_signal_flag_names};

// --- sigaction ---

void add_restorer(Context& c, StructReader& s, std::uint64_t flags, std::uint64_t restorer) {
  if ((flags & sa_restorer) != 0) s.add("sa_restorer", c.pointer(restorer));
}

// struct kernel_sigaction: the mask stands last, and 32-bit ABIs have it as two words.
ValueRef kernel_sigaction(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t handler = s.ulong();
  const std::uint64_t flags = s.ulong();
  const std::uint64_t restorer = s.ulong();
  const std::uint64_t low = s.u32();
  const std::uint64_t mask = low | s.u32() << 32;
  s.add("sa_handler", c.symbol(handlers, handler));
  s.add("sa_mask", c.make(SignalSet{mask}));
  s.add("sa_flags", c.flags(action_flags, flags));
  add_restorer(c, s, flags, restorer);
  return s.done();
}

// struct old_sigaction of i386's sigaction(2).
ValueRef old_sigaction(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t handler = s.ulong();
  const std::uint64_t mask = s.u32();
  const std::uint64_t flags = s.u32();
  const std::uint64_t restorer = s.ulong();
  s.add("sa_handler", c.symbol(handlers, handler));
  s.add("sa_mask", c.make(SignalSet{mask, 32}));
  s.add("sa_flags", c.flags(action_flags, flags));
  add_restorer(c, s, flags, restorer);
  return s.done();
}

constexpr Arg handler(std::string_view name) { return choice_long(name, handlers); }
ValueRef former_handler(Context& c) {
  const auto result = static_cast<std::uint64_t>(c.call().result);
  const std::string_view name = name_of(handlers, result);
  return name.empty() ? nullptr : c.word(name, result);
}

ValueRef decode_stack(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("ss_sp", c.pointer(s.ulong()));
  s.add("ss_flags", c.flags(stack_flags, s.u32()));
  s.add("ss_size", c.udec(s.ulong()));
  return s.done();
}

// --- masks ---

// A mask in a register: i386's sigsuspend and ssetmask.
ValueRef mask_value(Context& c, const Arg&, std::uint64_t raw) { return c.make(SignalSet{raw & 0xffffffff, 32}); }

ValueRef phrase_of_mask(Context& c, std::string_view words) {
  const Field fields[] = {{words, c.make(SignalSet{static_cast<std::uint32_t>(c.call().result), 32})}};
  return c.fields(fields, false, Struct::Style::phrase);
}
ValueRef current_mask(Context& c) { return phrase_of_mask(c, "mask"); }
ValueRef former_mask(Context& c) { return phrase_of_mask(c, "old mask"); }

// rt_sigpending(2) fills as many bytes as it is asked for, and no more than a mask has.
ValueRef pending(Context& c, const Arg& arg, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  return c.pointee(raw, [&](RemoteAddr addr) { return decode_sigset(c, addr, c.arg(arg.index)); });
}

// --- waiting and sending ---

ValueRef caught_signal(Context& c) {
  const auto result = static_cast<std::uint64_t>(c.call().result);
  const std::string_view name = name_of(signal_names, result);
  return name.empty() ? nullptr : c.word(name, result);
}

ValueRef interrupted_call(Context& c, const Arg&, std::uint64_t) {
  const std::string_view name = c.facts().interrupted_call();
  std::string words = "<... resuming interrupted ";
  words += name.empty() ? std::string_view("system call") : name;
  words += " ...>";
  return c.word(c.arena().copy(std::string_view(words)));
}

// --- the frames sigreturn(2) takes back (kernel: arch/x86/include/asm/sigframe.h) ---

// Where the mask lies, counted from the stack pointer at the call: the handler's return has popped the first word, the
// address of the restorer. x86-64: flags, link, stack_t and sigcontext of struct ucontext. x32: the same with 32-bit
// pointers and padding. i386: signal number, two pointers and siginfo_t come first.
constexpr std::uint64_t mask_in_frame(Abi abi) {
  switch (abi) {
    case Abi::x86_64: return 8 + 8 + 24 + 256;
    case Abi::x32: return 4 + 4 + 12 + 4 + 256;
    case Abi::i386: return 12 + 128 + 4 + 4 + 12 + 88;
  }
  return 0;
}

ValueRef mask_of_frame(Context& c, ValueRef mask) {
  const Field fields[] = {{"mask", mask}};
  return c.fields(fields);
}

ValueRef rt_frame(Context& c, const Arg&, std::uint64_t) {
  const RemoteAddr at = RemoteAddr(c.call().stack) + mask_in_frame(c.abi());
  const ValueRef mask = decode_sigset8(c, at);
  return mask_of_frame(c, mask != nullptr ? mask : c.make(Unread{at}));
}

// i386's sigreturn: struct sigcontext_32 holds the first 32 signals, the words behind the unused floating point state
// the others. The restorer has popped the signal number as well.
ValueRef old_frame(Context& c, const Arg&, std::uint64_t) {
  constexpr std::uint64_t old_mask = 80;
  constexpr std::uint64_t sigcontext_size = 88;
  constexpr std::uint64_t fpstate_size = 624;
  const RemoteAddr stack(c.call().stack);
  const auto low = c.load<std::uint32_t>(stack + old_mask);
  const auto high = c.load<std::uint32_t>(stack + (sigcontext_size + fpstate_size));
  if (!low || !high) return c.make(Unread{stack});
  return mask_of_frame(c, c.make(SignalSet{*low | std::uint64_t{*high} << 32}));
}

constexpr Classes process_signal = Class::process | Class::signal;

constexpr Syscall rows[] = {
    // --- actions ---
    {"rt_sigaction",
     {.x86_64 = 13, .i386 = 174, .generic = 134, .x32 = 512},
     {signal("sig"), in<kernel_sigaction>("act"), out<kernel_sigaction>("oact"), ulong("sigsetsize")},
     Ret::dec,
     Class::signal},
    {"sigaction",
     {.i386 = 67},
     {signal("sig"), in<old_sigaction>("act"), out<old_sigaction>("oact")},
     Ret::dec,
     Class::signal},
    {"signal", {.i386 = 48}, {signal("sig"), handler("handler")}, Ret::hex, Class::signal, nullptr, former_handler},
    {"sigaltstack",
     {.x86_64 = 131, .i386 = 186, .generic = 132, .x32 = 525},
     {in<decode_stack>("uss"), out<decode_stack>("uoss")},
     Ret::dec,
     Class::signal},
    {"rt_sigreturn",
     {.x86_64 = 15, .i386 = 173, .generic = 139, .x32 = 513},
     {custom("frame", rt_frame)},
     Ret::dec,
     Class::signal},
    {"sigreturn", {.i386 = 119}, {custom("frame", old_frame)}, Ret::dec, Class::signal},
    // --- masks ---
    {"rt_sigprocmask",
     {14, 175, 135},
     {choice("how", mask_changes), sigset<3>("nset"), out_sigset<3>("oset"), ulong("sigsetsize")},
     Ret::dec,
     Class::signal},
    {"sigprocmask",
     {.i386 = 126},
     {choice("how", mask_changes), in<decode_sigset4>("nset"), out<decode_sigset4>("oset")},
     Ret::dec,
     Class::signal},
    {"sgetmask", {.i386 = 68}, {}, Ret::hex, Class::signal, nullptr, current_mask},
    {"ssetmask", {.i386 = 69}, {custom("newmask", mask_value)}, Ret::hex, Class::signal, nullptr, former_mask},
    {"rt_sigpending",
     {.x86_64 = 127, .i386 = 176, .generic = 136, .x32 = 522},
     {custom("uset", pending, Direction::out, 1), ulong("sigsetsize")},
     Ret::dec,
     Class::signal},
    {"sigpending", {.i386 = 73}, {out<decode_sigset4>("uset")}, Ret::dec, Class::signal},
    {"rt_sigsuspend", {130, 179, 133}, {sigset<1>("unewset"), ulong("sigsetsize")}, Ret::dec, Class::signal},
    {"sigsuspend", {.i386 = 72}, {custom("mask", mask_value).from_slot(2)}, Ret::dec, Class::signal},
    // --- waiting ---
    {"rt_sigtimedwait",
     {.x86_64 = 128, .i386 = 177, .generic = 137, .x32 = 523},
     {sigset<3>("uthese"), out<decode_siginfo>("uinfo"), in<decode_timespec>("uts"), ulong("sigsetsize")},
     Ret::dec,
     Class::signal,
     nullptr,
     caught_signal},
    {"rt_sigtimedwait_time64",
     {.i386 = 421},
     {sigset<3>("uthese"), out<decode_siginfo>("uinfo"), in<decode_timespec64>("uts"), ulong("sigsetsize")},
     Ret::dec,
     Class::signal,
     nullptr,
     caught_signal},
    {"pause", {34, 29}, {}, Ret::dec, Class::signal},
    {"restart_syscall", {219, 0, 128}, {custom("call", interrupted_call)}},
    {"signalfd",
     {282, 321},
     {fd("ufd"), sigset<2>("user_mask"), ulong("sizemask")},
     Ret::fd,
     Class::desc | Class::signal},
    {"signalfd4",
     {289, 327, 74},
     {fd("ufd"), sigset<2>("user_mask"), ulong("sizemask"), flags("flags", signalfd_flags)},
     Ret::fd,
     Class::desc | Class::signal},
    // --- sending ---
    {"kill", {62, 37, 129}, {pid("pid"), signal("sig")}, Ret::dec, process_signal},
    {"tkill", {200, 238, 130}, {pid("pid"), signal("sig")}, Ret::dec, process_signal},
    {"tgkill", {234, 270, 131}, {pid("tgid"), pid("pid"), signal("sig")}, Ret::dec, process_signal},
    {"rt_sigqueueinfo",
     {.x86_64 = 129, .i386 = 178, .generic = 138, .x32 = 524},
     {pid("pid"), signal("sig"), in<decode_siginfo>("uinfo")},
     Ret::dec,
     process_signal},
    {"rt_tgsigqueueinfo",
     {.x86_64 = 297, .i386 = 335, .generic = 240, .x32 = 536},
     {pid("tgid"), pid("pid"), signal("sig"), in<decode_siginfo>("uinfo")},
     Ret::dec,
     process_signal},
    {"pidfd_send_signal",
     {424, 424, 424},
     {fd("pidfd"), signal("sig"), in<decode_siginfo>("info"), flags("flags", pidfd_signal_flags)},
     Ret::dec,
     Class::desc | process_signal},
};

}  // namespace

extern const std::span<const Syscall> rows_signals;
const std::span<const Syscall> rows_signals = rows;

}  // namespace spoor::abi
