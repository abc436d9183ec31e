// Times as the kernel's interfaces lay them out. All take the address of the struct and give nullptr where it cannot be
// read, so that they fit arg::in<> and arg::out<>; the read_* forms take a member of a bigger struct.
#pragma once

#include "spoor/abi/context.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {

// struct timespec, timeval, itimerspec and itimerval of the caller's ABI: two kernel longs a time, which means 32 bits
// on i386 and 64 bits on x32.
ValueRef decode_timespec(Context& c, RemoteAddr addr);
ValueRef decode_timeval(Context& c, RemoteAddr addr);
ValueRef decode_itimerspec(Context& c, RemoteAddr addr);
ValueRef decode_itimerval(Context& c, RemoteAddr addr);

// struct __kernel_timespec and __kernel_itimerspec: 64 bits everywhere (i386's *64 and *_time64 calls).
ValueRef decode_timespec64(Context& c, RemoteAddr addr);
ValueRef decode_itimerspec64(Context& c, RemoteAddr addr);

ValueRef read_timespec(Context& c, StructReader& from);
ValueRef read_timespec64(Context& c, StructReader& from);
ValueRef read_timeval(Context& c, StructReader& from);

constexpr std::size_t timespec_size(Abi abi) { return 2 * kernel_long_size(abi); }  // timeval's too
inline constexpr std::size_t timespec64_size = 16;

// struct timex of adjtimex(2) in the caller's ABI, and the one with 64-bit members (clock_adjtime64).
ValueRef decode_timex(Context& c, RemoteAddr addr);
ValueRef decode_timex64(Context& c, RemoteAddr addr);

// What is left of a sleep: written only by calls that a signal interrupted and that may be restarted
// (restart_syscall(2)); otherwise the kernel leaves it alone, and the address is all there is to show.
bool remaining_time_written(const Context& c);

// "2023-11-14T22:13:20+0000" in the tracer's time zone, with nine digits of a second where `nanoseconds` is not 0, in
// the arena; empty for times that no calendar has, and for 0, which is no time but the lack of one.
std::string_view calendar_time(Context& c, std::int64_t seconds, std::uint64_t nanoseconds = 0);

}  // namespace spoor::abi
