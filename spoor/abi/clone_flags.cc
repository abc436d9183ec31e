#include "spoor/abi/clone_flags.h"

#include <sched.h>

namespace spoor::abi {
namespace {

// What only glibc's or the kernel's newer headers name is given by value.
constexpr Name clone_names[] = {
    SPOOR_NAME(CLONE_VM),
    SPOOR_NAME(CLONE_FS),
    SPOOR_NAME(CLONE_FILES),
    SPOOR_NAME(CLONE_SIGHAND),
    SPOOR_NAME(CLONE_PIDFD),
    SPOOR_NAME(CLONE_PTRACE),
    SPOOR_NAME(CLONE_VFORK),
    SPOOR_NAME(CLONE_PARENT),
    SPOOR_NAME(CLONE_THREAD),
    SPOOR_NAME(CLONE_NEWNS),
    SPOOR_NAME(CLONE_SYSVSEM),
    SPOOR_NAME(CLONE_SETTLS),
    SPOOR_NAME(CLONE_PARENT_SETTID),
    SPOOR_NAME(CLONE_CHILD_CLEARTID),
    SPOOR_NAME(CLONE_UNTRACED),
    SPOOR_NAME(CLONE_CHILD_SETTID),
    SPOOR_NAME(CLONE_NEWCGROUP),
    SPOOR_NAME(CLONE_NEWUTS),
    SPOOR_NAME(CLONE_NEWIPC),
    SPOOR_NAME(CLONE_NEWUSER),
    SPOOR_NAME(CLONE_NEWPID),
    SPOOR_NAME(CLONE_NEWNET),
    {0x80000000, "CLONE_IO"},  // an int, and negative, in <sched.h>
    // From here on clone3(2) only: the low byte of clone(2) is the exit signal.
    {0x80, "CLONE_NEWTIME"},
    {0x100000000, "CLONE_CLEAR_SIGHAND"},
    {0x200000000, "CLONE_INTO_CGROUP"},
};
constexpr std::size_t clone3_only = 3;

constexpr Name unshare_names[] = {
    {0x80, "CLONE_NEWTIME"},
    SPOOR_NAME(CLONE_VM),
    SPOOR_NAME(CLONE_FS),
    SPOOR_NAME(CLONE_FILES),
    SPOOR_NAME(CLONE_SIGHAND),
    SPOOR_NAME(CLONE_THREAD),
    SPOOR_NAME(CLONE_NEWNS),
    SPOOR_NAME(CLONE_SYSVSEM),
    SPOOR_NAME(CLONE_NEWCGROUP),
    SPOOR_NAME(CLONE_NEWUTS),
    SPOOR_NAME(CLONE_NEWIPC),
    SPOOR_NAME(CLONE_NEWUSER),
    SPOOR_NAME(CLONE_NEWPID),
    SPOOR_NAME(CLONE_NEWNET),
};

constexpr Name namespace_names[] = {
    {0x80, "CLONE_NEWTIME"},    SPOOR_NAME(CLONE_NEWNS),  SPOOR_NAME(CLONE_NEWCGROUP), SPOOR_NAME(CLONE_NEWUTS),
    SPOOR_NAME(CLONE_NEWIPC),   SPOOR_NAME(CLONE_NEWUSER), SPOOR_NAME(CLONE_NEWPID),    SPOOR_NAME(CLONE_NEWNET),
};

constexpr std::span<const Name> all(clone_names);

}  // namespace

const FlagSet clone_flags{.unknown = "CLONE_???", .names = all.first(all.size() - clone3_only)};
const FlagSet clone3_flags{.unknown = "CLONE_???", .names = all};
const FlagSet unshare_flags{.unknown = "CLONE_???", .names = unshare_names};
const FlagSet namespace_flags{.unknown = "CLONE_NEW???", .names = namespace_names};

}  // namespace spoor::abi
