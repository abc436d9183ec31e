// Reading and writing through several buffers at once.
#include "spoor/abi/file_values.h"
#include "spoor/abi/iovec.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/fs.h
constexpr Name rwf_names[] = {
    {0x01, "RWF_HIPRI"},  {0x02, "RWF_DSYNC"},    {0x04, "RWF_SYNC"},   {0x08, "RWF_NOWAIT"},
    {0x10, "RWF_APPEND"}, {0x20, "RWF_NOAPPEND"}, {0x40, "RWF_ATOMIC"}, {0x80, "RWF_DONTCACHE"},
};
constexpr FlagSet rwf{.unknown = "RWF_???", .names = rwf_names};

constexpr Arg vec_in = iovec_in<2>("vec");
constexpr Arg vec_out = iovec_out<2>("vec");

constexpr Syscall rows[] = {
    {"readv",
     {.x86_64 = 19, .i386 = 145, .generic = 65, .x32 = 515},
     {fd("fd"), vec_out, ulong("vlen")},
     Ret::dec,
     Class::desc},
    {"writev",
     {.x86_64 = 20, .i386 = 146, .generic = 66, .x32 = 516},
     {fd("fd"), vec_in, ulong("vlen")},
     Ret::dec,
     Class::desc},
    {"preadv",
     {.x86_64 = 295, .i386 = 333, .generic = 69, .x32 = 534},
     {fd("fd"), vec_out, ulong("vlen"), offset64("pos", 3)},
     Ret::dec,
     Class::desc},
    {"pwritev",
     {.x86_64 = 296, .i386 = 334, .generic = 70, .x32 = 535},
     {fd("fd"), vec_in, ulong("vlen"), offset64("pos", 3)},
     Ret::dec,
     Class::desc},
    {"preadv2",
     {.x86_64 = 327, .i386 = 378, .generic = 286, .x32 = no_x32},
     {fd("fd"), vec_out, ulong("vlen"), offset64("pos", 3), flags("flags", rwf).from_slot(5)},
     Ret::dec,
     Class::desc},
    {"pwritev2",
     {.x86_64 = 328, .i386 = 379, .generic = 287, .x32 = no_x32},
     {fd("fd"), vec_in, ulong("vlen"), offset64("pos", 3), flags("flags", rwf).from_slot(5)},
     Ret::dec,
     Class::desc},
    {"preadv2",
     {.x32 = 546},
     {fd("fd"), vec_out, ulong("vlen"), slong("pos"), flags("flags", rwf)},
     Ret::dec,
     Class::desc},
    {"pwritev2",
     {.x32 = 547},
     {fd("fd"), vec_in, ulong("vlen"), slong("pos"), flags("flags", rwf)},
     Ret::dec,
     Class::desc},
    {"vmsplice",
     {.x86_64 = 278, .i386 = 316, .generic = 75, .x32 = 532},
     {fd("fd"), iovec_in<2>("uiov"), ulong("nr_segs"), flags("flags", splice_flag_names)},
     Ret::dec,
     Class::desc},
};

}  // namespace

extern const std::span<const Syscall> rows_vectors;
const std::span<const Syscall> rows_vectors = rows;

}  // namespace spoor::abi
