// CLOCK_* of <linux/time.h>, for every call that takes a clockid_t.
#pragma once

#include "spoor/abi/flags.h"

namespace spoor::abi {

inline constexpr Name clock_id_names[] = {
    {0, "CLOCK_REALTIME"},          {1, "CLOCK_MONOTONIC"},          {2, "CLOCK_PROCESS_CPUTIME_ID"},
    {3, "CLOCK_THREAD_CPUTIME_ID"}, {4, "CLOCK_MONOTONIC_RAW"},      {5, "CLOCK_REALTIME_COARSE"},
    {6, "CLOCK_MONOTONIC_COARSE"},  {7, "CLOCK_BOOTTIME"},           {8, "CLOCK_REALTIME_ALARM"},
    {9, "CLOCK_BOOTTIME_ALARM"},    {10, "CLOCK_SGI_CYCLE"},         {11, "CLOCK_TAI"},
};
inline constexpr FlagSet clock_ids{.unknown = "CLOCK_???", .names = clock_id_names};

}  // namespace spoor::abi
