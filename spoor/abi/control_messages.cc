// Control messages (cmsg(3)): {cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[3]}.
#include <algorithm>

#include "spoor/abi/bytes.h"
#include "spoor/abi/sockaddr.h"
#include "spoor/abi/socket_options.h"

namespace spoor::abi {

ValueRef control_messages(Context& c, RemoteAddr addr, std::uint64_t size);

namespace {

using Data = std::span<const std::byte>;

// What a kind's decoder gets: its data as far as there is any. nullptr for "too short": no data is shown then.
using DataFn = ValueRef (*)(Context&, Data);

struct Kind {
  std::uint32_t type;
  std::string_view name;
  DataFn decode = nullptr;
};

template <typename T>
T at(Data data, std::size_t offset) {
  return from_bytes<T>(data.subspan(offset));
}

ValueRef in_list(Context& c, ValueRef item) {
  const ValueRef items[] = {item};
  return c.list(items);
}

// As many items of `size` bytes as there are, at most string_limit of them where abbreviated.
template <typename F>
ValueRef items_of(Context& c, Data data, std::size_t size, F&& item) {
  const std::size_t count = data.size() / size;
  if (count == 0) return nullptr;
  const std::size_t shown = c.abbreviate() ? std::min(count, c.options().string_limit) : count;
  Collector<ValueRef> items(c.arena());
  for (std::size_t i = 0; i < shown; ++i) items.add(item(data.subspan(i * size)));
  return c.make(List{.items = items.items(), .more = shown < count});
}

// --- SOL_SOCKET (unix(7), socket(7)) ---

ValueRef rights(Context& c, Data data) {
  return items_of(c, data, 4, [&](Data d) { return c.fd(at<std::int32_t>(d, 0)); });
}

ValueRef credentials(Context& c, Data data) {
  if (data.size() < 12) return nullptr;
  const Field fields[] = {{"pid", c.pid(at<std::int32_t>(data, 0))},
                          {"uid", c.udec(at<std::uint32_t>(data, 4))},
                          {"gid", c.udec(at<std::uint32_t>(data, 8))}};
  return c.fields(fields);
}

ValueRef label(Context& c, Data data) {
  if (data.empty()) return nullptr;
  return c.text({reinterpret_cast<const char*>(data.data()), data.size()});
}

ValueRef process(Context& c, Data data) {
  return data.size() < 4 ? nullptr : in_list(c, c.fd(at<std::int32_t>(data, 0)));
}

ValueRef seconds_and(Context& c, std::string_view fraction, std::int64_t seconds, std::int64_t rest) {
  const Field fields[] = {{"tv_sec", c.dec(seconds)}, {fraction, c.dec(rest)}};
  return c.fields(fields);
}

// Two numbers of `size` bytes each.
ValueRef time_of(Context& c, Data data, std::size_t size, std::string_view fraction) {
  if (data.size() < 2 * size) return nullptr;
  if (size == 4) return seconds_and(c, fraction, at<std::int32_t>(data, 0), at<std::int32_t>(data, 4));
  return seconds_and(c, fraction, at<std::int64_t>(data, 0), at<std::int64_t>(data, 8));
}

// A time that is not whole is no time.
ValueRef or_unknown(Context& c, ValueRef value) { return value != nullptr ? value : c.word("???"); }

ValueRef old_time(Context& c, Data data) {
  return or_unknown(c, time_of(c, data, kernel_long_size(c.abi()), "tv_usec"));
}
ValueRef old_time_ns(Context& c, Data data) {
  return or_unknown(c, time_of(c, data, kernel_long_size(c.abi()), "tv_nsec"));
}
ValueRef new_time(Context& c, Data data) { return or_unknown(c, time_of(c, data, 8, "tv_usec")); }
ValueRef new_time_ns(Context& c, Data data) { return or_unknown(c, time_of(c, data, 8, "tv_nsec")); }

// struct scm_timestamping: three of them (Documentation/networking/timestamping.rst).
ValueRef three_times(Context& c, Data data, std::size_t size) {
  if (data.size() < 6 * size) return c.word("???");
  const ValueRef times[] = {time_of(c, data, size, "tv_nsec"), time_of(c, data.subspan(2 * size), size, "tv_nsec"),
                            time_of(c, data.subspan(4 * size), size, "tv_nsec")};
  return c.list(times);
}
ValueRef old_times(Context& c, Data data) { return three_times(c, data, kernel_long_size(c.abi())); }
ValueRef new_times(Context& c, Data data) { return three_times(c, data, 8); }

constexpr Kind socket_kinds[] = {
    {1, "SCM_RIGHTS", rights}, {2, "SCM_CREDENTIALS", credentials}, {3, "SCM_SECURITY", label},
    {4, "SCM_PIDFD", process}, {29, "SO_TIMESTAMP_OLD", old_time}, {35, "SO_TIMESTAMPNS_OLD", old_time_ns},
    {37, "SO_TIMESTAMPING_OLD", old_times}, {41, "SO_WIFI_STATUS"}, {54, "SCM_TIMESTAMPING_OPT_STATS"},
    {58, "SCM_TIMESTAMPING_PKTINFO"}, {61, "SO_TXTIME"}, {63, "SO_TIMESTAMP_NEW", new_time},
    {64, "SO_TIMESTAMPNS_NEW", new_time_ns}, {65, "SO_TIMESTAMPING_NEW", new_times}, {78, "SCM_DEVMEM_LINEAR"},
    {79, "SCM_DEVMEM_DMABUF"}, {81, "SCM_TS_OPT_ID"},
};

// --- SOL_IP (ip(7)) ---

ValueRef ip_bytes(Context& c, Data data) {
  return items_of(c, data, 1, [&](Data d) { return c.hex(at<std::uint8_t>(d, 0)); });
}

ValueRef ip_int(Context& c, Data data) {
  return data.size() < 4 ? nullptr : in_list(c, c.dec(at<std::int32_t>(data, 0)));
}

ValueRef ip_uint(Context& c, Data data) {
  return data.size() < 4 ? nullptr : in_list(c, c.udec(at<std::uint32_t>(data, 0)));
}

ValueRef ip_packet_info(Context& c, Data data) {
  if (data.size() < 12) return nullptr;
  const Field fields[] = {{"ipi_ifindex", network_interface(c, at<std::uint32_t>(data, 0))},
                          {"ipi_spec_dst", inet_address(c, at<std::uint32_t>(data, 4))},
                          {"ipi_addr", inet_address(c, at<std::uint32_t>(data, 8))}};
  return c.fields(fields);
}

// struct sock_extended_err, and the address of the node that the error comes from.
ValueRef ip_error(Context& c, Data data) {
  if (data.size() < 32) return nullptr;
  const Field fields[] = {
      {"ee_errno", c.udec(at<std::uint32_t>(data, 0))}, {"ee_origin", c.udec(at<std::uint8_t>(data, 4))},
      {"ee_type", c.udec(at<std::uint8_t>(data, 5))},   {"ee_code", c.udec(at<std::uint8_t>(data, 6))},
      {"ee_info", c.udec(at<std::uint32_t>(data, 8))},  {"ee_data", c.udec(at<std::uint32_t>(data, 12))},
      {"offender", sockaddr(c, data.subspan(16))}};
  return c.fields(fields);
}

ValueRef ip_address(Context& c, Data data) { return data.size() < 16 ? nullptr : sockaddr(c, data); }

constexpr Kind ip_kinds[] = {
    {1, "IP_TOS", ip_bytes}, {2, "IP_TTL", ip_uint}, {3, "SCM_SECURITY", label}, {6, "IP_RECVOPTS", ip_bytes},
    {7, "IP_RETOPTS", ip_bytes}, {8, "IP_PKTINFO", ip_packet_info}, {11, "IP_RECVERR", ip_error},
    {20, "IP_ORIGDSTADDR", ip_address}, {23, "IP_CHECKSUM", ip_uint}, {52, "IP_PROTOCOL", ip_int},
};

struct Header {
  std::uint64_t length;
  std::uint32_t level;
  std::uint32_t type;
};

// The vocabulary of types goes by the level, so it is made for the occasion.
ValueRef type_value(Context& c, const Kind* kind, std::uint32_t type, std::string_view unknown) {
  const auto* name = c.arena().make<Name>(Name{type, kind != nullptr ? kind->name : std::string_view{}});
  const std::size_t names = kind != nullptr ? 1 : 0;
  return c.symbol(*c.arena().make<FlagSet>(FlagSet{.unknown = unknown, .names = {name, names}}), type);
}

ValueRef message(Context& c, const Header& header, Data data) {
  constexpr std::uint32_t sol_ip = 0;
  constexpr std::uint32_t sol_socket = 1;
  std::span<const Kind> kinds;
  std::string_view unknown;
  if (header.level == sol_socket) kinds = socket_kinds, unknown = "SCM_???";
  if (header.level == sol_ip) kinds = ip_kinds, unknown = "IP_???";
  const auto found = std::ranges::find(kinds, header.type, &Kind::type);
  const Kind* kind = found != kinds.end() ? &*found : nullptr;

  Collector<Field> fields(c.arena());
  fields.add({"cmsg_len", c.udec(header.length)});
  fields.add({"cmsg_level", c.symbol(control_levels, header.level)});
  fields.add({"cmsg_type", type_value(c, kind, header.type, unknown)});
  const ValueRef decoded = kind != nullptr && kind->decode != nullptr ? kind->decode(c, data) : nullptr;
  if (decoded != nullptr) fields.add({"cmsg_data", decoded});
  return c.make(Struct{.fields = fields.items()});
}

}  // namespace

// struct cmsghdr: a size_t, which messages are aligned to, level and type.
ValueRef control_messages(Context& c, RemoteAddr addr, std::uint64_t size) {
  constexpr std::uint64_t most = 1 << 20;  // far beyond what net.core.optmem_max lets anyone send
  const std::size_t word = pointer_size(c.abi());
  const std::size_t header_size = word + 8;
  if (size < header_size || size > most) return nullptr;
  const Data all = c.load_bytes(addr, size);
  if (all.size() < size) return nullptr;

  Collector<ValueRef> items(c.arena());
  std::size_t offset = 0;
  while (offset < all.size()) {
    const Data rest = all.subspan(offset);
    const auto stop = [&] { items.add(c.make(Unread{.addr = addr + offset, .in_list = true})); };
    if (rest.size() < header_size) {
      stop();
      break;
    }
    const std::uint64_t length = word == 8 ? at<std::uint64_t>(rest, 0) : at<std::uint32_t>(rest, 0);
    const Header header{length, at<std::uint32_t>(rest, word), at<std::uint32_t>(rest, word + 4)};
    const std::size_t end = std::max<std::size_t>(header_size, std::min<std::uint64_t>(length, rest.size()));
    items.add(message(c, header, rest.subspan(header_size, end - header_size)));
    if (length < header_size) {
      stop();
      break;
    }
    if (length >= rest.size()) break;
    offset += (length + word - 1) & ~(word - 1);
  }
  return c.make(List{.items = items.items()});
}

}  // namespace spoor::abi
