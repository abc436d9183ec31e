// As plain.cc, for calls that i386 alone has, and for those that take their arguments differently there: 64-bit values
// in two registers, 16-bit ids, one pointer to all of the arguments (kernel: arch/x86/entry/syscalls/syscall_32.tbl).

#include <span>

#include "spoor/abi/args.h"
#include "spoor/abi/syscall.h"

namespace spoor::abi {

namespace {

using namespace arg;

// An old 16-bit user or group id; 0xffff is -1 there (kernel: include/linux/highuid.h).
ValueRef decode_id16(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t id = raw & 0xffff;
  return id == 0xffff ? c.dec(-1) : c.udec(id);
}
constexpr Arg id16(std::string_view name) { return custom(name, decode_id16); }

constexpr Syscall rows[] = {
    // --- memory ---
    {"break", {.i386 = 17}, {}, Ret::dec, Class::memory},
    // --- processes, threads and scheduling ---
    {"nice", {.i386 = 34}, {i32("increment")}},
    {"vm86old", {.i386 = 113}, {ptr("user_vm86")}},
    {"vm86", {.i386 = 166}, {i32("cmd"), hex("arg"), hex("arg3"), hex("arg4"), hex("arg5")}},
    // --- time ---
    {"ftime", {.i386 = 35}, {}},
    // --- credentials and security ---
    {"setuid", {.i386 = 23}, {id16("uid")}, Ret::dec, Class::creds},
    {"getuid", {.i386 = 24}, {}, Ret::dec, Class::creds | Class::pure},
    {"setgid", {.i386 = 46}, {id16("gid")}, Ret::dec, Class::creds},
    {"getgid", {.i386 = 47}, {}, Ret::dec, Class::creds | Class::pure},
    {"geteuid", {.i386 = 49}, {}, Ret::dec, Class::creds | Class::pure},
    {"getegid", {.i386 = 50}, {}, Ret::dec, Class::creds | Class::pure},
    {"setreuid", {.i386 = 70}, {id16("ruid"), id16("euid")}, Ret::dec, Class::creds},
    {"setregid", {.i386 = 71}, {id16("rgid"), id16("egid")}, Ret::dec, Class::creds},
    {"setfsuid", {.i386 = 138}, {id16("uid")}, Ret::dec, Class::creds},
    {"setfsgid", {.i386 = 139}, {id16("gid")}, Ret::dec, Class::creds},
    {"setresuid", {.i386 = 164}, {id16("ruid"), id16("euid"), id16("suid")}, Ret::dec, Class::creds},
    {"setresgid", {.i386 = 170}, {id16("rgid"), id16("egid"), id16("sgid")}, Ret::dec, Class::creds},
    {"getuid32", {.i386 = 199}, {}, Ret::dec, Class::creds | Class::pure},
    {"getgid32", {.i386 = 200}, {}, Ret::dec, Class::creds | Class::pure},
    {"geteuid32", {.i386 = 201}, {}, Ret::dec, Class::creds | Class::pure},
    {"getegid32", {.i386 = 202}, {}, Ret::dec, Class::creds | Class::pure},
    {"setreuid32", {.i386 = 203}, {uid("ruid"), uid("euid")}, Ret::dec, Class::creds},
    {"setregid32", {.i386 = 204}, {uid("rgid"), uid("egid")}, Ret::dec, Class::creds},
    {"setresuid32", {.i386 = 208}, {uid("ruid"), uid("euid"), uid("suid")}, Ret::dec, Class::creds},
    {"setresgid32", {.i386 = 210}, {uid("rgid"), uid("egid"), uid("sgid")}, Ret::dec, Class::creds},
    {"setuid32", {.i386 = 213}, {uid("uid")}, Ret::dec, Class::creds},
    {"setgid32", {.i386 = 214}, {uid("gid")}, Ret::dec, Class::creds},
    {"setfsuid32", {.i386 = 215}, {uid("uid")}, Ret::dec, Class::creds},
    {"setfsgid32", {.i386 = 216}, {uid("gid")}, Ret::dec, Class::creds},
    // --- the rest ---
    {"stty", {.i386 = 31}, {hex("arg1"), hex("arg2")}},
    {"gtty", {.i386 = 32}, {hex("arg1"), hex("arg2")}},
    {"prof", {.i386 = 44}, {}},
    {"lock", {.i386 = 53}, {}},
    {"mpx", {.i386 = 56}, {}},
    {"ulimit", {.i386 = 58}, {i32("cmd"), hex("newlimit")}},
    {"profil", {.i386 = 98}, {ptr("buf"), ulong("bufsiz"), ulong("offset"), ulong("scale")}},
    {"idle", {.i386 = 112}, {}},
    {"bdflush", {.i386 = 134}, {hex("func"), hex("data")}},
};

}  // namespace

extern const std::span<const Syscall> rows_plain_i386;
const std::span<const Syscall> rows_plain_i386 = rows;

}  // namespace spoor::abi
