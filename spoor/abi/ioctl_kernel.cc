// ioctls of the kernel's own objects: userfaultfd (ioctl_userfaultfd(2)), seccomp notifications (seccomp_unotify(2)),
// namespaces (ioctl_ns(2)), perf events, inotify, KVM.
#include <fmt/format.h>
#include <linux/inotify.h>
#include <linux/kvm.h>
#include <linux/nbd.h>
#include <linux/nsfs.h>
#include <linux/perf_event.h>
#include <linux/seccomp.h>
#include <linux/userfaultfd.h>

#include "spoor/abi/audit_arch.h"
#include "spoor/abi/catalog.h"
#include "spoor/abi/file_values.h"
#include "spoor/abi/ioctl_request.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi::ioctl {
namespace {

// --- userfaultfd ---

constexpr Name feature_bits[] = {
    SPOOR_NAME(UFFD_FEATURE_PAGEFAULT_FLAG_WP), SPOOR_NAME(UFFD_FEATURE_EVENT_FORK),
    SPOOR_NAME(UFFD_FEATURE_EVENT_REMAP),       SPOOR_NAME(UFFD_FEATURE_EVENT_REMOVE),
    SPOOR_NAME(UFFD_FEATURE_MISSING_HUGETLBFS), SPOOR_NAME(UFFD_FEATURE_MISSING_SHMEM),
    SPOOR_NAME(UFFD_FEATURE_EVENT_UNMAP),       SPOOR_NAME(UFFD_FEATURE_SIGBUS),
    SPOOR_NAME(UFFD_FEATURE_THREAD_ID),         SPOOR_NAME(UFFD_FEATURE_MINOR_HUGETLBFS),
    SPOOR_NAME(UFFD_FEATURE_MINOR_SHMEM),       SPOOR_NAME(UFFD_FEATURE_EXACT_ADDRESS),
    {1 << 12, "UFFD_FEATURE_WP_HUGETLBFS_SHMEM"}, {1 << 13, "UFFD_FEATURE_WP_UNPOPULATED"},
    {1 << 14, "UFFD_FEATURE_POISON"},           {1 << 15, "UFFD_FEATURE_WP_ASYNC"},
    {1 << 16, "UFFD_FEATURE_MOVE"},
};
constexpr FlagSet features{"UFFD_FEATURE_???", feature_bits};
constexpr Name api_request_bits[] = {{std::uint64_t{1} << _UFFDIO_REGISTER, "1<<_UFFDIO_REGISTER"},
                                     {std::uint64_t{1} << _UFFDIO_UNREGISTER, "1<<_UFFDIO_UNREGISTER"},
                                     {std::uint64_t{1} << _UFFDIO_API, "1<<_UFFDIO_API"}};
constexpr FlagSet api_requests{"_UFFDIO_???", api_request_bits};
constexpr Name range_request_bits[] = {
    {1 << 2, "1<<_UFFDIO_WAKE"},         {1 << 3, "1<<_UFFDIO_COPY"},     {1 << 4, "1<<_UFFDIO_ZEROPAGE"},
    {1 << 5, "1<<_UFFDIO_MOVE"},         {1 << 6, "1<<_UFFDIO_WRITEPROTECT"}, {1 << 7, "1<<_UFFDIO_CONTINUE"},
    {1 << 8, "1<<_UFFDIO_POISON"},
};
constexpr FlagSet range_requests{"_UFFDIO_???", range_request_bits};
constexpr Name register_bits[] = {SPOOR_NAME(UFFDIO_REGISTER_MODE_MISSING), SPOOR_NAME(UFFDIO_REGISTER_MODE_WP),
                                  SPOOR_NAME(UFFDIO_REGISTER_MODE_MINOR)};
constexpr FlagSet register_modes{"UFFDIO_REGISTER_MODE_???", register_bits};
constexpr Name copy_bits[] = {SPOOR_NAME(UFFDIO_COPY_MODE_DONTWAKE), SPOOR_NAME(UFFDIO_COPY_MODE_WP)};
constexpr FlagSet copy_modes{"UFFDIO_COPY_MODE_???", copy_bits};
constexpr Name zeropage_bits[] = {SPOOR_NAME(UFFDIO_ZEROPAGE_MODE_DONTWAKE)};
constexpr FlagSet zeropage_modes{"UFFDIO_ZEROPAGE_MODE_???", zeropage_bits};

ValueRef range_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("start", c.hex(s.aligned_u64()));
  s.add("len", c.hex(s.aligned_u64()));
  return s.done();
}
ValueRef api_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("api", c.hex(s.aligned_u64()));
  s.add("features", c.flags(features, s.aligned_u64()));
  const std::uint64_t requests = s.aligned_u64();
  if (c.at_exit()) s.add("ioctls", c.flags(api_requests, requests));
  return s.done();
}
ValueRef register_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const ValueRef range = range_at(c, addr);
  if (range == nullptr) return nullptr;
  s.skip(16);
  s.add("range", range);
  s.add("mode", c.flags(register_modes, s.aligned_u64()));
  const std::uint64_t requests = s.aligned_u64();
  if (c.at_exit()) s.add("ioctls", c.flags(range_requests, requests));
  return s.done();
}
ValueRef copy_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const auto name : {"dst", "src", "len"}) s.add(name, c.hex(s.aligned_u64()));
  s.add("mode", c.flags(copy_modes, s.aligned_u64()));
  const std::uint64_t copied = s.aligned_u64();
  if (c.at_exit()) s.add("copy", c.hex(copied));
  return s.done();
}
ValueRef zeropage_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const ValueRef range = range_at(c, addr);
  if (range == nullptr) return nullptr;
  s.skip(16);
  s.add("range", range);
  s.add("mode", c.flags(zeropage_modes, s.aligned_u64()));
  const std::uint64_t zeroed = s.aligned_u64();
  if (c.at_exit()) s.add("zeropage", c.hex(zeroed));
  return s.done();
}

// --- seccomp notifications ---

// __NR_openat, by the CPU that the notification names.
ValueRef call_number(Context& c, std::uint64_t nr, std::uint64_t arch) {
  if (arch != audit_arch_x86_64 && arch != audit_arch_i386) return c.dec(static_cast<std::int32_t>(nr));
  const Abi abi = arch == audit_arch_i386 ? Abi::i386 : (nr & x32_bit) != 0 ? Abi::x32 : Abi::x86_64;
  const Syscall* row = Catalog::instance().find(abi, nr & ~x32_bit);
  if (row == nullptr) return c.hex(nr);
  const Name only[] = {{nr, c.arena().copy(std::string_view(fmt::format("__NR_{}", row->name)))}};
  return c.make(Symbol{c.arena().make<FlagSet>(FlagSet{{}, c.arena().copy(std::span<const Name>(only))}), nr});
}

ValueRef read_data(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  const std::uint64_t nr = s.u32();
  const std::uint64_t arch = s.u32();
  s.add("nr", call_number(c, nr, arch));
  s.add("arch", c.symbol(audit_arch_names, arch));
  s.add("instruction_pointer", c.pointer(s.aligned_u64()));
  ValueRef args[6];
  for (ValueRef& arg : args) arg = c.hex(s.aligned_u64());
  s.add("args", c.list(args));
  return s.done();
}
ValueRef notification_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("id", c.hex(s.aligned_u64()));
  s.add("pid", c.pid(s.i32()));
  s.add("flags", c.hex(s.u32()));
  const ValueRef data = read_data(c, s.position());
  if (data == nullptr) return nullptr;
  s.add("data", data);
  return s.done();
}

constexpr Name response_bits[] = {SPOOR_NAME(SECCOMP_USER_NOTIF_FLAG_CONTINUE)};
constexpr FlagSet response_flags{"SECCOMP_USER_NOTIF_FLAG_???", response_bits};
ValueRef response_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("id", c.hex(s.aligned_u64()));
  s.add("val", c.dec(s.i64()));
  s.add("error", c.dec(s.i32()));
  s.add("flags", c.flags(response_flags, s.u32()));
  return s.done();
}

constexpr Name addfd_bits[] = {SPOOR_NAME(SECCOMP_ADDFD_FLAG_SETFD), SPOOR_NAME(SECCOMP_ADDFD_FLAG_SEND)};
constexpr FlagSet addfd_flags{"SECCOMP_ADDFD_FLAG_???", addfd_bits};
ValueRef addfd_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("id", c.hex(s.aligned_u64()));
  s.add("flags", c.flags(addfd_flags, s.u32()));
  s.add("srcfd", c.fd(s.i32()));
  s.add("newfd", c.dec(s.i32()));
  s.add("newfd_flags", c.flags(open_only_flag_names, s.u32()));
  return s.done();
}

// --- perf events, KVM ---

constexpr Name perf_bits[] = {SPOOR_NAME(PERF_IOC_FLAG_GROUP)};
constexpr FlagSet perf_flags{"PERF_IOC_FLAG_???", perf_bits};
constexpr Arg perf_scope() { return arg::flags("arg", perf_flags); }

ValueRef filter_at(Context& c, RemoteAddr addr) { return c.string(addr); }

// struct epoll_params (linux/eventpoll.h, Linux 6.9).
ValueRef epoll_params_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("busy_poll_usecs", c.udec(s.u32()));
  s.add("busy_poll_budget", c.udec(s.u16()));
  s.add("prefer_busy_poll", c.udec(s.u8()));
  s.skip(1);
  return s.done();
}

ValueRef memory_region_at(Context& c, RemoteAddr addr) {
  static constexpr Name bits[] = {SPOOR_NAME(KVM_MEM_LOG_DIRTY_PAGES), SPOOR_NAME(KVM_MEM_READONLY)};
  static constexpr FlagSet flags{"KVM_MEM_???", bits};
  StructReader s(c, addr);
  s.add("slot", c.udec(s.u32()));
  s.add("flags", c.flags(flags, s.u32()));
  for (const auto name : {"guest_phys_addr", "memory_size", "userspace_addr"}) s.add(name, c.hex(s.aligned_u64()));
  return s.done();
}

// Sizes of pointers in the numbers of i386 and x32.
constexpr std::uint32_t set_filter32 = number(write, '$', 6, 4), event_id32 = number(read, '$', 7, 4);

constexpr IoctlRequest rows[] = {
    row(UFFDIO_API, filled<api_at>()),
    row(UFFDIO_REGISTER, filled<register_at>()),
    row(UFFDIO_UNREGISTER, in<range_at>()),
    row(UFFDIO_WAKE, in<range_at>()),
    row(UFFDIO_COPY, filled<copy_at>()),
    row(UFFDIO_ZEROPAGE, filled<zeropage_at>()),
    row(SECCOMP_IOCTL_NOTIF_RECV, out<notification_at>()),
    row(SECCOMP_IOCTL_NOTIF_SEND, in<response_at>()),
    row(SECCOMP_IOCTL_NOTIF_ID_VALID, in<hex64_at>()),
    row(SECCOMP_IOCTL_NOTIF_ADDFD, in<addfd_at>()),
    row(NS_GET_USERNS),
    row(NS_GET_PARENT),
    row(NS_GET_NSTYPE),
    row(NS_GET_OWNER_UID, out<u32_at>()),
    row(PERF_EVENT_IOC_ENABLE, perf_scope()),
    row(PERF_EVENT_IOC_DISABLE, perf_scope()),
    row(PERF_EVENT_IOC_RESET, perf_scope()),
    row(PERF_EVENT_IOC_REFRESH, number_i32()),
    row(PERF_EVENT_IOC_PERIOD, in<u64_at>()),
    row(PERF_EVENT_IOC_SET_OUTPUT, descriptor()),
    row(PERF_EVENT_IOC_SET_FILTER, in<filter_at>()),
    row(PERF_EVENT_IOC_ID, out<u64_at>()),
    row(set_filter32, in<filter_at>()),
    row(event_id32, out<u64_at>()),
    row(PERF_EVENT_IOC_SET_BPF, descriptor()),
    row(PERF_EVENT_IOC_PAUSE_OUTPUT, number_ulong()),
    row(INOTIFY_IOC_SETNEXTWD, number_i32()),
    row(KVM_SET_USER_MEMORY_REGION, in<memory_region_at>()),
    row(NBD_DO_IT),
    row(number(write, '\x8a', 1, 8), in<epoll_params_at>()),   // EPIOCSPARAMS
    row(number(read, '\x8a', 2, 8), out<epoll_params_at>()),   // EPIOCGPARAMS
    row(number(read, '\xb7', 5, 8), out<u64_at>()),            // NS_GET_MNTNS_ID
    row(number(read, '\xb7', 13, 8), out<u64_at>()),           // NS_GET_ID
};

}  // namespace

extern const std::span<const IoctlRequest> kernel_requests = rows;

}  // namespace spoor::abi::ioctl
