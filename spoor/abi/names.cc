#include "spoor/abi/names.h"

#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace spoor::abi {
namespace {

constexpr Name signals[] = {
    SPOOR_NAME(SIGHUP),  SPOOR_NAME(SIGINT),  SPOOR_NAME(SIGQUIT),   SPOOR_NAME(SIGILL),    SPOOR_NAME(SIGTRAP),
    SPOOR_NAME(SIGABRT), SPOOR_NAME(SIGBUS),  SPOOR_NAME(SIGFPE),    SPOOR_NAME(SIGKILL),   SPOOR_NAME(SIGUSR1),
    SPOOR_NAME(SIGSEGV), SPOOR_NAME(SIGUSR2), SPOOR_NAME(SIGPIPE),   SPOOR_NAME(SIGALRM),   SPOOR_NAME(SIGTERM),
    SPOOR_NAME(SIGSTKFLT), SPOOR_NAME(SIGCHLD), SPOOR_NAME(SIGCONT), SPOOR_NAME(SIGSTOP),   SPOOR_NAME(SIGTSTP),
    SPOOR_NAME(SIGTTIN), SPOOR_NAME(SIGTTOU), SPOOR_NAME(SIGURG),    SPOOR_NAME(SIGXCPU),   SPOOR_NAME(SIGXFSZ),
    SPOOR_NAME(SIGVTALRM), SPOOR_NAME(SIGPROF), SPOOR_NAME(SIGWINCH), SPOOR_NAME(SIGIO),    SPOOR_NAME(SIGPWR),
    SPOOR_NAME(SIGSYS),
    {32, "SIGRTMIN"}, {33, "SIGRT_1"}, {34, "SIGRT_2"}, {35, "SIGRT_3"}, {36, "SIGRT_4"}, {37, "SIGRT_5"},
    {38, "SIGRT_6"}, {39, "SIGRT_7"}, {40, "SIGRT_8"}, {41, "SIGRT_9"}, {42, "SIGRT_10"}, {43, "SIGRT_11"},
    {44, "SIGRT_12"}, {45, "SIGRT_13"}, {46, "SIGRT_14"}, {47, "SIGRT_15"}, {48, "SIGRT_16"}, {49, "SIGRT_17"},
    {50, "SIGRT_18"}, {51, "SIGRT_19"}, {52, "SIGRT_20"}, {53, "SIGRT_21"}, {54, "SIGRT_22"}, {55, "SIGRT_23"},
    {56, "SIGRT_24"}, {57, "SIGRT_25"}, {58, "SIGRT_26"}, {59, "SIGRT_27"}, {60, "SIGRT_28"}, {61, "SIGRT_29"},
    {62, "SIGRT_30"}, {63, "SIGRT_31"}, {64, "SIGRT_32"},
};

constexpr Name file_types[] = {
    SPOOR_NAME(S_IFREG), SPOOR_NAME(S_IFSOCK), SPOOR_NAME(S_IFIFO), SPOOR_NAME(S_IFLNK),
    SPOOR_NAME(S_IFDIR), SPOOR_NAME(S_IFBLK),  SPOOR_NAME(S_IFCHR),
};

constexpr Name ptrace_events[] = {
    {1, "PTRACE_EVENT_FORK"},       {2, "PTRACE_EVENT_VFORK"}, {3, "PTRACE_EVENT_CLONE"},   {4, "PTRACE_EVENT_EXEC"},
    {5, "PTRACE_EVENT_VFORK_DONE"}, {6, "PTRACE_EVENT_EXIT"},  {7, "PTRACE_EVENT_SECCOMP"}, {128, "PTRACE_EVENT_STOP"},
};

constexpr Name errors[] = {
#define E(constant) {static_cast<std::uint64_t>(constant), #constant}  // SPOOR_NAME would see the number
    E(EPERM), E(ENOENT), E(ESRCH), E(EINTR), E(EIO), E(ENXIO), E(E2BIG), E(ENOEXEC), E(EBADF), E(ECHILD), E(EAGAIN),
    E(ENOMEM), E(EACCES), E(EFAULT), E(ENOTBLK), E(EBUSY), E(EEXIST), E(EXDEV), E(ENODEV), E(ENOTDIR), E(EISDIR),
    E(EINVAL), E(ENFILE), E(EMFILE), E(ENOTTY), E(ETXTBSY), E(EFBIG), E(ENOSPC), E(ESPIPE), E(EROFS), E(EMLINK),
    E(EPIPE), E(EDOM), E(ERANGE), E(EDEADLK), E(ENAMETOOLONG), E(ENOLCK), E(ENOSYS), E(ENOTEMPTY), E(ELOOP),
    E(ENOMSG), E(EIDRM), E(ECHRNG), E(EL2NSYNC), E(EL3HLT), E(EL3RST), E(ELNRNG), E(EUNATCH), E(ENOCSI), E(EL2HLT),
    E(EBADE), E(EBADR), E(EXFULL), E(ENOANO), E(EBADRQC), E(EBADSLT), E(EBFONT), E(ENOSTR), E(ENODATA), E(ETIME),
    E(ENOSR), E(ENONET), E(ENOPKG), E(EREMOTE), E(ENOLINK), E(EADV), E(ESRMNT), E(ECOMM), E(EPROTO), E(EMULTIHOP),
    E(EDOTDOT), E(EBADMSG), E(EOVERFLOW), E(ENOTUNIQ), E(EBADFD), E(EREMCHG), E(ELIBACC), E(ELIBBAD), E(ELIBSCN),
    E(ELIBMAX), E(ELIBEXEC), E(EILSEQ), E(ERESTART), E(ESTRPIPE), E(EUSERS), E(ENOTSOCK), E(EDESTADDRREQ),
    E(EMSGSIZE), E(EPROTOTYPE), E(ENOPROTOOPT), E(EPROTONOSUPPORT), E(ESOCKTNOSUPPORT), E(EOPNOTSUPP),
    E(EPFNOSUPPORT), E(EAFNOSUPPORT), E(EADDRINUSE), E(EADDRNOTAVAIL), E(ENETDOWN), E(ENETUNREACH), E(ENETRESET),
    E(ECONNABORTED), E(ECONNRESET), E(ENOBUFS), E(EISCONN), E(ENOTCONN), E(ESHUTDOWN), E(ETOOMANYREFS), E(ETIMEDOUT),
    E(ECONNREFUSED), E(EHOSTDOWN), E(EHOSTUNREACH), E(EALREADY), E(EINPROGRESS), E(ESTALE), E(EUCLEAN), E(ENOTNAM),
    E(ENAVAIL), E(EISNAM), E(EREMOTEIO), E(EDQUOT), E(ENOMEDIUM), E(EMEDIUMTYPE), E(ECANCELED), E(ENOKEY),
    E(EKEYEXPIRED), E(EKEYREVOKED), E(EKEYREJECTED), E(EOWNERDEAD), E(ENOTRECOVERABLE), E(ERFKILL), E(EHWPOISON),
#undef E
    // include/linux/errno.h of the kernel: seen only by tracers
    {512, "ERESTARTSYS"}, {513, "ERESTARTNOINTR"}, {514, "ERESTARTNOHAND"}, {515, "ENOIOCTLCMD"},
    {516, "ERESTART_RESTARTBLOCK"}, {517, "EPROBE_DEFER"}, {518, "EOPENSTALE"}, {519, "ENOPARAM"},
    {521, "EBADHANDLE"}, {522, "ENOTSYNC"}, {523, "EBADCOOKIE"}, {524, "ENOTSUPP"}, {525, "ETOOSMALL"},
    {526, "ESERVERFAULT"}, {527, "EBADTYPE"}, {528, "EJUKEBOX"}, {529, "EIOCBQUEUED"}, {530, "ERECALLCONFLICT"},
};

}  // namespace

const FlagSet signal_names{.unknown = "", .names = signals, .rest = FlagSet::Rest::dec};
const FlagSet errno_names{.unknown = "E???", .names = errors, .rest = FlagSet::Rest::dec};
const FlagSet ptrace_event_names{.unknown = "PTRACE_EVENT_???", .names = ptrace_events};
const FlagSet file_type_names{.unknown = "S_IF???", .names = file_types, .rest = FlagSet::Rest::oct};

std::string_view signal_name(int signal) {
  return signal <= 0 ? std::string_view{} : name_of(signal_names, static_cast<std::uint64_t>(signal));
}

int signal_number(std::string_view name) {
  const auto without = [](std::string_view text) { return text.starts_with("SIG") ? text.substr(3) : text; };
  for (const Name& known : signal_names.names)
    if (without(known.name) == without(name)) return static_cast<int>(known.bits);
  return 0;
}

std::string_view error_description(int error) {
  switch (error) {
    case 512: return "To be restarted if SA_RESTART is set";
    case 513: return "To be restarted";
    case 514: return "To be restarted if no handler";
    case 516: return "Interrupted by signal";
    default: break;
  }
  const char* text = strerrordesc_np(error);
  return text != nullptr ? text : std::string_view{};
}

}  // namespace spoor::abi
