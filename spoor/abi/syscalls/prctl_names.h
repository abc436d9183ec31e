// The vocabularies of prctl(2) and arch_prctl(2). Constants that kernels newer than 6.1 brought are given by value.
#pragma once

#include <asm/prctl.h>
#include <linux/prctl.h>
#include <linux/securebits.h>

#include "spoor/abi/flags.h"

namespace spoor::abi::prctl_names {

inline constexpr Name option_names[] = {
    SPOOR_NAME(PR_SET_PDEATHSIG),
    SPOOR_NAME(PR_GET_PDEATHSIG),
    SPOOR_NAME(PR_GET_DUMPABLE),
    SPOOR_NAME(PR_SET_DUMPABLE),
    SPOOR_NAME(PR_GET_UNALIGN),
    SPOOR_NAME(PR_SET_UNALIGN),
    SPOOR_NAME(PR_GET_KEEPCAPS),
    SPOOR_NAME(PR_SET_KEEPCAPS),
    SPOOR_NAME(PR_GET_FPEMU),
    SPOOR_NAME(PR_SET_FPEMU),
    SPOOR_NAME(PR_GET_FPEXC),
    SPOOR_NAME(PR_SET_FPEXC),
    SPOOR_NAME(PR_GET_TIMING),
    SPOOR_NAME(PR_SET_TIMING),
    SPOOR_NAME(PR_SET_NAME),
    SPOOR_NAME(PR_GET_NAME),
    SPOOR_NAME(PR_GET_ENDIAN),
    SPOOR_NAME(PR_SET_ENDIAN),
    SPOOR_NAME(PR_GET_SECCOMP),
    SPOOR_NAME(PR_SET_SECCOMP),
    SPOOR_NAME(PR_CAPBSET_READ),
    SPOOR_NAME(PR_CAPBSET_DROP),
    SPOOR_NAME(PR_GET_TSC),
    SPOOR_NAME(PR_SET_TSC),
    SPOOR_NAME(PR_GET_SECUREBITS),
    SPOOR_NAME(PR_SET_SECUREBITS),
    SPOOR_NAME(PR_SET_TIMERSLACK),
    SPOOR_NAME(PR_GET_TIMERSLACK),
    SPOOR_NAME(PR_TASK_PERF_EVENTS_DISABLE),
    SPOOR_NAME(PR_TASK_PERF_EVENTS_ENABLE),
    SPOOR_NAME(PR_MCE_KILL),
    SPOOR_NAME(PR_MCE_KILL_GET),
    SPOOR_NAME(PR_SET_MM),
    SPOOR_NAME(PR_SET_CHILD_SUBREAPER),
    SPOOR_NAME(PR_GET_CHILD_SUBREAPER),
    SPOOR_NAME(PR_SET_NO_NEW_PRIVS),
    SPOOR_NAME(PR_GET_NO_NEW_PRIVS),
    SPOOR_NAME(PR_GET_TID_ADDRESS),
    SPOOR_NAME(PR_SET_THP_DISABLE),
    SPOOR_NAME(PR_GET_THP_DISABLE),
    SPOOR_NAME(PR_MPX_ENABLE_MANAGEMENT),
    SPOOR_NAME(PR_MPX_DISABLE_MANAGEMENT),
    SPOOR_NAME(PR_SET_FP_MODE),
    SPOOR_NAME(PR_GET_FP_MODE),
    SPOOR_NAME(PR_CAP_AMBIENT),
    SPOOR_NAME(PR_SVE_SET_VL),
    SPOOR_NAME(PR_SVE_GET_VL),
    SPOOR_NAME(PR_GET_SPECULATION_CTRL),
    SPOOR_NAME(PR_SET_SPECULATION_CTRL),
    SPOOR_NAME(PR_PAC_RESET_KEYS),
    SPOOR_NAME(PR_SET_TAGGED_ADDR_CTRL),
    SPOOR_NAME(PR_GET_TAGGED_ADDR_CTRL),
    SPOOR_NAME(PR_SET_IO_FLUSHER),
    SPOOR_NAME(PR_GET_IO_FLUSHER),
    SPOOR_NAME(PR_SET_SYSCALL_USER_DISPATCH),
    SPOOR_NAME(PR_PAC_SET_ENABLED_KEYS),
    SPOOR_NAME(PR_PAC_GET_ENABLED_KEYS),
    SPOOR_NAME(PR_SCHED_CORE),
    SPOOR_NAME(PR_SME_SET_VL),
    SPOOR_NAME(PR_SME_GET_VL),
    {65, "PR_SET_MDWE"},
    {66, "PR_GET_MDWE"},
    {67, "PR_SET_MEMORY_MERGE"},
    {68, "PR_GET_MEMORY_MERGE"},
    {69, "PR_RISCV_V_SET_CONTROL"},
    {70, "PR_RISCV_V_GET_CONTROL"},
    {71, "PR_RISCV_SET_ICACHE_FLUSH_CTX"},
    {72, "PR_PPC_GET_DEXCR"},
    {73, "PR_PPC_SET_DEXCR"},
    {74, "PR_GET_SHADOW_STACK_STATUS"},
    {75, "PR_SET_SHADOW_STACK_STATUS"},
    {76, "PR_LOCK_SHADOW_STACK_STATUS"},
    {77, "PR_TIMER_CREATE_RESTORE_IDS"},
    {78, "PR_FUTEX_HASH"},
    {0x41555856, "PR_GET_AUXV"},
    SPOOR_NAME(PR_SET_VMA),
    SPOOR_NAME(PR_SET_PTRACER),
};
inline constexpr FlagSet options{.unknown = "PR_???", .names = option_names};

inline constexpr Name dumpable_names[] = {{0, "SUID_DUMP_DISABLE"}, {1, "SUID_DUMP_USER"}, {2, "SUID_DUMP_ROOT"}};
inline constexpr FlagSet dumpable{.unknown = "SUID_DUMP_???", .names = dumpable_names};

inline constexpr Name unalign_names[] = {SPOOR_NAME(PR_UNALIGN_NOPRINT), SPOOR_NAME(PR_UNALIGN_SIGBUS)};
inline constexpr FlagSet unalign{.unknown = "PR_UNALIGN_???", .names = unalign_names};

inline constexpr Name tsc_names[] = {SPOOR_NAME(PR_TSC_ENABLE), SPOOR_NAME(PR_TSC_SIGSEGV)};
inline constexpr FlagSet tsc{.unknown = "PR_TSC_???", .names = tsc_names};

inline constexpr Name securebit_names[] = {
    SPOOR_NAME(SECBIT_NOROOT),
    SPOOR_NAME(SECBIT_NOROOT_LOCKED),
    SPOOR_NAME(SECBIT_NO_SETUID_FIXUP),
    SPOOR_NAME(SECBIT_NO_SETUID_FIXUP_LOCKED),
    SPOOR_NAME(SECBIT_KEEP_CAPS),
    SPOOR_NAME(SECBIT_KEEP_CAPS_LOCKED),
    SPOOR_NAME(SECBIT_NO_CAP_AMBIENT_RAISE),
    SPOOR_NAME(SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED),
    {0x100, "SECBIT_EXEC_RESTRICT_FILE"},
    {0x200, "SECBIT_EXEC_RESTRICT_FILE_LOCKED"},
    {0x400, "SECBIT_EXEC_DENY_INTERACTIVE"},
    {0x800, "SECBIT_EXEC_DENY_INTERACTIVE_LOCKED"},
};
inline constexpr FlagSet securebits{.unknown = "SECBIT_???", .names = securebit_names};

inline constexpr Name mce_kill_names[] = {SPOOR_NAME(PR_MCE_KILL_CLEAR), SPOOR_NAME(PR_MCE_KILL_SET)};
inline constexpr FlagSet mce_kill{.unknown = "PR_MCE_KILL_???", .names = mce_kill_names};
inline constexpr Name mce_policy_names[] = {
    SPOOR_NAME(PR_MCE_KILL_LATE), SPOOR_NAME(PR_MCE_KILL_EARLY), SPOOR_NAME(PR_MCE_KILL_DEFAULT),
};
inline constexpr FlagSet mce_policies{.unknown = "PR_MCE_KILL_???", .names = mce_policy_names};

inline constexpr Name mm_field_names[] = {
    SPOOR_NAME(PR_SET_MM_START_CODE), SPOOR_NAME(PR_SET_MM_END_CODE),    SPOOR_NAME(PR_SET_MM_START_DATA),
    SPOOR_NAME(PR_SET_MM_END_DATA),   SPOOR_NAME(PR_SET_MM_START_STACK), SPOOR_NAME(PR_SET_MM_START_BRK),
    SPOOR_NAME(PR_SET_MM_BRK),        SPOOR_NAME(PR_SET_MM_ARG_START),   SPOOR_NAME(PR_SET_MM_ARG_END),
    SPOOR_NAME(PR_SET_MM_ENV_START),  SPOOR_NAME(PR_SET_MM_ENV_END),     SPOOR_NAME(PR_SET_MM_AUXV),
    SPOOR_NAME(PR_SET_MM_EXE_FILE),   SPOOR_NAME(PR_SET_MM_MAP),         SPOOR_NAME(PR_SET_MM_MAP_SIZE),
};
inline constexpr FlagSet mm_fields{.unknown = "PR_SET_MM_???", .names = mm_field_names};

inline constexpr Name fp_mode_names[] = {SPOOR_NAME(PR_FP_MODE_FR), SPOOR_NAME(PR_FP_MODE_FRE)};
inline constexpr FlagSet fp_modes{.unknown = "PR_FP_MODE_???", .names = fp_mode_names};

inline constexpr Name ambient_names[] = {
    SPOOR_NAME(PR_CAP_AMBIENT_IS_SET), SPOOR_NAME(PR_CAP_AMBIENT_RAISE), SPOOR_NAME(PR_CAP_AMBIENT_LOWER),
    SPOOR_NAME(PR_CAP_AMBIENT_CLEAR_ALL),
};
inline constexpr FlagSet ambient{.unknown = "PR_CAP_AMBIENT_???", .names = ambient_names};

inline constexpr Name sve_names[] = {SPOOR_NAME(PR_SVE_SET_VL_ONEXEC), SPOOR_NAME(PR_SVE_VL_INHERIT)};
inline constexpr FlagSet sve{.unknown = "", .names = sve_names};
inline constexpr Name sme_names[] = {SPOOR_NAME(PR_SME_SET_VL_ONEXEC), SPOOR_NAME(PR_SME_VL_INHERIT)};
inline constexpr FlagSet sme{.unknown = "", .names = sme_names};

inline constexpr Name speculation_names[] = {
    SPOOR_NAME(PR_SPEC_STORE_BYPASS), SPOOR_NAME(PR_SPEC_INDIRECT_BRANCH), SPOOR_NAME(PR_SPEC_L1D_FLUSH),
};
inline constexpr FlagSet speculations{.unknown = "PR_SPEC_???", .names = speculation_names};
inline constexpr Name speculation_setting_names[] = {
    SPOOR_NAME(PR_SPEC_ENABLE), SPOOR_NAME(PR_SPEC_DISABLE), SPOOR_NAME(PR_SPEC_FORCE_DISABLE),
    SPOOR_NAME(PR_SPEC_DISABLE_NOEXEC),
};
inline constexpr FlagSet speculation_settings{.unknown = "PR_SPEC_???", .names = speculation_setting_names};
inline constexpr Name speculation_state_names[] = {
    SPOOR_NAME(PR_SPEC_NOT_AFFECTED), SPOOR_NAME(PR_SPEC_PRCTL),         SPOOR_NAME(PR_SPEC_ENABLE),
    SPOOR_NAME(PR_SPEC_DISABLE),      SPOOR_NAME(PR_SPEC_FORCE_DISABLE), SPOOR_NAME(PR_SPEC_DISABLE_NOEXEC),
};
inline constexpr FlagSet speculation_state{.unknown = "PR_SPEC_???", .names = speculation_state_names};

inline constexpr Name reset_key_names[] = {SPOOR_NAME(PR_PAC_APIAKEY), SPOOR_NAME(PR_PAC_APIBKEY),
                                           SPOOR_NAME(PR_PAC_APDAKEY), SPOOR_NAME(PR_PAC_APDBKEY),
                                           SPOOR_NAME(PR_PAC_APGAKEY)};
inline constexpr FlagSet reset_keys{.unknown = "PR_PAC_???", .names = reset_key_names};
inline constexpr FlagSet enabled_keys{.unknown = "PR_PAC_???", .names = std::span(reset_key_names).first(4)};

inline constexpr Name tag_check_names[] = {
    {0, "PR_MTE_TCF_NONE"}, {2, "PR_MTE_TCF_SYNC"}, {4, "PR_MTE_TCF_ASYNC"}, {6, "PR_MTE_TCF_MASK"},
};
inline constexpr FlagSet tag_checks{.unknown = "PR_MTE_TCF_???", .names = tag_check_names};

inline constexpr Name dispatch_names[] = {
    {0, "PR_SYS_DISPATCH_OFF"}, {1, "PR_SYS_DISPATCH_ON"}, {2, "PR_SYS_DISPATCH_INCLUSIVE_ON"},
};
inline constexpr FlagSet dispatch{.unknown = "PR_SYS_DISPATCH_???", .names = dispatch_names};

inline constexpr Name sched_core_names[] = {
    SPOOR_NAME(PR_SCHED_CORE_GET), SPOOR_NAME(PR_SCHED_CORE_CREATE), SPOOR_NAME(PR_SCHED_CORE_SHARE_TO),
    SPOOR_NAME(PR_SCHED_CORE_SHARE_FROM),
};
inline constexpr FlagSet sched_core{.unknown = "PR_SCHED_CORE_???", .names = sched_core_names};
inline constexpr Name pid_type_names[] = {
    {0, "PIDTYPE_PID"}, {1, "PIDTYPE_TGID"}, {2, "PIDTYPE_PGID"}, {3, "PIDTYPE_SID"},
};
inline constexpr FlagSet pid_types{.unknown = "PIDTYPE_???", .names = pid_type_names};

inline constexpr Name vma_names[] = {SPOOR_NAME(PR_SET_VMA_ANON_NAME)};
inline constexpr FlagSet vma_attributes{.unknown = "PR_SET_VMA_???", .names = vma_names};

inline constexpr Name seccomp_mode_names[] = {
    {0, "SECCOMP_MODE_DISABLED"}, {1, "SECCOMP_MODE_STRICT"}, {2, "SECCOMP_MODE_FILTER"},
};
inline constexpr FlagSet seccomp_modes{.unknown = "SECCOMP_MODE_???", .names = seccomp_mode_names};

inline constexpr Name mdwe_names[] = {{1, "PR_MDWE_REFUSE_EXEC_GAIN"}, {2, "PR_MDWE_NO_INHERIT"}};
inline constexpr FlagSet mdwe{.unknown = "PR_MDWE_???", .names = mdwe_names};
inline constexpr Name thp_names[] = {{2, "PR_THP_DISABLE_EXCEPT_ADVISED"}};
inline constexpr FlagSet thp{.unknown = "PR_THP_???", .names = thp_names};
inline constexpr Name futex_hash_names[] = {{1, "PR_FUTEX_HASH_SET_SLOTS"}, {2, "PR_FUTEX_HASH_GET_SLOTS"}};
inline constexpr FlagSet futex_hash{.unknown = "PR_FUTEX_HASH_???", .names = futex_hash_names};
inline constexpr Name shadow_stack_names[] = {
    {1, "PR_SHADOW_STACK_ENABLE"}, {2, "PR_SHADOW_STACK_WRITE"}, {4, "PR_SHADOW_STACK_PUSH"},
};
inline constexpr FlagSet shadow_stack{.unknown = "PR_SHADOW_STACK_???", .names = shadow_stack_names};

inline constexpr Name arch_option_names[] = {
    SPOOR_NAME(ARCH_SET_GS),
    SPOOR_NAME(ARCH_SET_FS),
    SPOOR_NAME(ARCH_GET_FS),
    SPOOR_NAME(ARCH_GET_GS),
    SPOOR_NAME(ARCH_GET_CPUID),
    SPOOR_NAME(ARCH_SET_CPUID),
    SPOOR_NAME(ARCH_GET_XCOMP_SUPP),
    SPOOR_NAME(ARCH_GET_XCOMP_PERM),
    SPOOR_NAME(ARCH_REQ_XCOMP_PERM),
    SPOOR_NAME(ARCH_GET_XCOMP_GUEST_PERM),
    SPOOR_NAME(ARCH_REQ_XCOMP_GUEST_PERM),
    SPOOR_NAME(ARCH_MAP_VDSO_X32),
    SPOOR_NAME(ARCH_MAP_VDSO_32),
    SPOOR_NAME(ARCH_MAP_VDSO_64),
    {0x4001, "ARCH_GET_UNTAG_MASK"},
    {0x4002, "ARCH_ENABLE_TAGGED_ADDR"},
    {0x4003, "ARCH_GET_MAX_TAG_BITS"},
    {0x4004, "ARCH_FORCE_TAGGED_SVA"},
    {0x5001, "ARCH_SHSTK_ENABLE"},
    {0x5002, "ARCH_SHSTK_DISABLE"},
    {0x5003, "ARCH_SHSTK_LOCK"},
    {0x5004, "ARCH_SHSTK_UNLOCK"},
    {0x5005, "ARCH_SHSTK_STATUS"},
};
inline constexpr FlagSet arch_options{.unknown = "ARCH_???", .names = arch_option_names};

// States of the CPU that XSAVE keeps: the kernel's asm/fpu/types.h.
inline constexpr Name feature_names[] = {
    {0, "XFEATURE_FP"},
    {1, "XFEATURE_SSE"},
    {2, "XFEATURE_YMM"},
    {3, "XFEATURE_BNDREGS"},
    {4, "XFEATURE_BNDCSR"},
    {5, "XFEATURE_OPMASK"},
    {6, "XFEATURE_ZMM_Hi256"},
    {7, "XFEATURE_Hi16_ZMM"},
    {8, "XFEATURE_PT_UNIMPLEMENTED_SO_FAR"},
    {9, "XFEATURE_PKRU"},
    {10, "XFEATURE_PASID"},
    {15, "XFEATURE_LBR"},
    {17, "XFEATURE_XTILE_CFG"},
    {18, "XFEATURE_XTILE_DATA"},
};
inline constexpr FlagSet features{.unknown = "XFEATURE_???", .names = feature_names};
inline constexpr Name feature_mask_names[] = {
    {0x00003, "XFEATURE_MASK_FPSSE"},   {0x00001, "XFEATURE_MASK_FP"},      {0x00002, "XFEATURE_MASK_SSE"},
    {0x00004, "XFEATURE_MASK_YMM"},     {0x00008, "XFEATURE_MASK_BNDREGS"}, {0x00010, "XFEATURE_MASK_BNDCSR"},
    {0x000e0, "XFEATURE_MASK_AVX512"},  {0x00020, "XFEATURE_MASK_OPMASK"},  {0x00040, "XFEATURE_MASK_ZMM_Hi256"},
    {0x00080, "XFEATURE_MASK_Hi16_ZMM"}, {0x00100, "XFEATURE_MASK_PT"},     {0x00200, "XFEATURE_MASK_PKRU"},
    {0x00400, "XFEATURE_MASK_PASID"},   {0x08000, "XFEATURE_MASK_LBR"},     {0x60000, "XFEATURE_MASK_XTILE"},
    {0x20000, "XFEATURE_MASK_XTILE_CFG"}, {0x40000, "XFEATURE_MASK_XTILE_DATA"},
};
inline constexpr FlagSet feature_masks{.unknown = "XFEATURE_MASK_???", .names = feature_mask_names};

}  // namespace spoor::abi::prctl_names
