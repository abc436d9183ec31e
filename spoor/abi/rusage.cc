#include "spoor/abi/rusage.h"

#include "spoor/abi/struct_reader.h"
#include "spoor/abi/timespec.h"

namespace spoor::abi {

ValueRef decode_rusage(Context& c, RemoteAddr addr) {
  constexpr std::string_view counters[] = {"ru_maxrss", "ru_ixrss",    "ru_idrss",   "ru_isrss",   "ru_minflt",
                                           "ru_majflt", "ru_nswap",    "ru_inblock", "ru_oublock", "ru_msgsnd",
                                           "ru_msgrcv", "ru_nsignals", "ru_nvcsw",   "ru_nivcsw"};
  StructReader s(c, addr);
  s.add("ru_utime", read_timeval(c, s));
  s.add("ru_stime", read_timeval(c, s));
  for (const std::string_view name : counters) {
    const std::uint64_t count = s.kernel_ulong();
    if (!c.abbreviate()) s.add(name, c.udec(count));
  }
  return s.done(c.abbreviate());
}

}  // namespace spoor::abi
