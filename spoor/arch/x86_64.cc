#include <sys/user.h>

#include "spoor/arch/arch.h"

namespace spoor::arch {
namespace {

#define REGISTER(name) {#name, offsetof(user_regs_struct, name)}
constexpr Register registers[] = {
    REGISTER(rax), REGISTER(rbx), REGISTER(rcx), REGISTER(rdx), REGISTER(rsi),     REGISTER(rdi),
    REGISTER(rbp), REGISTER(rsp), REGISTER(r8),  REGISTER(r9),  REGISTER(r10),     REGISTER(r11),
    REGISTER(r12), REGISTER(r13), REGISTER(r14), REGISTER(r15), REGISTER(rip),     REGISTER(eflags),
    REGISTER(cs),  REGISTER(ss),  REGISTER(ds),  REGISTER(es),  REGISTER(fs),      REGISTER(gs),
    REGISTER(fs_base), REGISTER(gs_base), REGISTER(orig_rax),
};
#undef REGISTER

constexpr Arch x86_64{
    .name = "x86_64",
    .registers = registers,
    .register_set_size = sizeof(user_regs_struct),
    .pc = offsetof(user_regs_struct, rip),
    .sp = offsetof(user_regs_struct, rsp),
    .flags = offsetof(user_regs_struct, eflags),
    .syscall_number = offsetof(user_regs_struct, orig_rax),
    .syscall_result = offsetof(user_regs_struct, rax),
    .syscall_args = {offsetof(user_regs_struct, rdi), offsetof(user_regs_struct, rsi), offsetof(user_regs_struct, rdx),
                     offsetof(user_regs_struct, r10), offsetof(user_regs_struct, r8), offsetof(user_regs_struct, r9)},
    .compat_syscall_args = {offsetof(user_regs_struct, rbx), offsetof(user_regs_struct, rcx),
                            offsetof(user_regs_struct, rdx), offsetof(user_regs_struct, rsi),
                            offsetof(user_regs_struct, rdi), offsetof(user_regs_struct, rbp)},
    .trap_instruction = {std::byte{0xcc}},
    .trap_pc_offset = 1,
    .debug_registers = offsetof(user, u_debugreg),
    .debug_register_count = 8,
};

}  // namespace

const Arch& native() { return x86_64; }

}  // namespace spoor::arch
