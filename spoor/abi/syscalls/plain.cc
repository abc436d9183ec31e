// Memory, processes, signals, time and the rest: calls that no other file of this folder describes in full. Their
// numbers, names and classes are complete; arguments are descriptors, paths, numbers and addresses. A call that gets a
// full row loses its row here.

#include <span>

#include "spoor/abi/args.h"
#include "spoor/abi/syscall.h"

namespace spoor::abi {

namespace {

using namespace arg;

constexpr Syscall rows[] = {
    // --- System V and POSIX IPC ---
    {"mq_unlink", {241, 278, 181}, {string("u_name")}},
    // --- processes, threads and scheduling ---
    {"sched_yield", {24, 158, 124}, {}},
    {"getpid", {39, 20, 172}, {}, Ret::pid, Class::pure},
    {"setpgid", {109, 57, 154}, {pid("pid"), pid("pgid")}},
    {"getppid", {110, 64, 173}, {}, Ret::pid, Class::pure},
    {"getpgrp", {111, 65}, {}, Ret::pid, Class::pure},
    {"setsid", {112, 66, 157}, {}, Ret::pid},
    {"getpgid", {121, 132, 155}, {pid("pid")}, Ret::pid},
    {"getsid", {124, 147, 156}, {pid("pid")}, Ret::pid},
    {"uretprobe", {.x86_64 = 335}, {}},
    {"uprobe", {.x86_64 = 336}, {}},
    // --- credentials and security ---
    {"getuid", {.x86_64 = 102, .generic = 174}, {}, Ret::dec, Class::creds | Class::pure},
    {"getgid", {.x86_64 = 104, .generic = 176}, {}, Ret::dec, Class::creds | Class::pure},
    {"setuid", {.x86_64 = 105, .generic = 146}, {uid("uid")}, Ret::dec, Class::creds},
    {"setgid", {.x86_64 = 106, .generic = 144}, {uid("gid")}, Ret::dec, Class::creds},
    {"geteuid", {.x86_64 = 107, .generic = 175}, {}, Ret::dec, Class::creds | Class::pure},
    {"getegid", {.x86_64 = 108, .generic = 177}, {}, Ret::dec, Class::creds | Class::pure},
    {"setreuid", {.x86_64 = 113, .generic = 145}, {uid("ruid"), uid("euid")}, Ret::dec, Class::creds},
    {"setregid", {.x86_64 = 114, .generic = 143}, {uid("rgid"), uid("egid")}, Ret::dec, Class::creds},
    {"setresuid", {.x86_64 = 117, .generic = 147}, {uid("ruid"), uid("euid"), uid("suid")}, Ret::dec, Class::creds},
    {"setresgid", {.x86_64 = 119, .generic = 149}, {uid("rgid"), uid("egid"), uid("sgid")}, Ret::dec, Class::creds},
    {"setfsuid", {.x86_64 = 122, .generic = 151}, {uid("uid")}, Ret::dec, Class::creds},
    {"setfsgid", {.x86_64 = 123, .generic = 152}, {uid("gid")}, Ret::dec, Class::creds},
    // --- the rest ---
    {"vhangup", {153, 111, 58}, {}},
    {"_sysctl", {.x86_64 = 156, .i386 = 149, .x32 = no_x32}, {ptr("args")}},
    {"iopl", {172, 110}, {i32("level")}},
    {"create_module", {.x86_64 = 174, .i386 = 127, .x32 = no_x32}, {string("name"), ulong("size")}},
    {"get_kernel_syms", {.x86_64 = 177, .i386 = 130, .x32 = no_x32}, {ptr("table")}},
    {"query_module",
     {.x86_64 = 178, .i386 = 167, .x32 = no_x32},
     {string("name"), i32("which"), ptr("buf"), ulong("bufsize"), ptr("ret")}},
    {"afs_syscall", {183, 137}, {hex("arg1"), hex("arg2"), hex("arg3"), hex("arg4"), hex("arg5")}},
    {"tuxcall", {.x86_64 = 184}, {hex("arg1"), hex("arg2"), hex("arg3")}},
    {"security", {.x86_64 = 185}, {hex("arg1"), hex("arg2"), hex("arg3")}},
    {"gettid", {186, 224, 178}, {}, Ret::pid, Class::pure},
    {"vserver",
     {.x86_64 = 236, .i386 = 273, .x32 = no_x32},
     {hex("arg1"), hex("arg2"), hex("arg3"), hex("arg4"), hex("arg5")}},
};

}  // namespace

extern const std::span<const Syscall> rows_plain;
const std::span<const Syscall> rows_plain = rows;

}  // namespace spoor::abi
