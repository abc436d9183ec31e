// ioctls of loop devices (loop(4)).
#include <linux/loop.h>

#include "spoor/abi/file_values.h"
#include "spoor/abi/ioctl_request.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi::ioctl {
namespace {

constexpr Name flag_bits[] = {SPOOR_NAME(LO_FLAGS_READ_ONLY), SPOOR_NAME(LO_FLAGS_AUTOCLEAR),
                              SPOOR_NAME(LO_FLAGS_PARTSCAN), SPOOR_NAME(LO_FLAGS_DIRECT_IO)};
constexpr FlagSet flags{"LO_FLAGS_???", flag_bits};
constexpr Name encryptions[] = {
    SPOOR_NAME(LO_CRYPT_NONE),     SPOOR_NAME(LO_CRYPT_XOR),     SPOOR_NAME(LO_CRYPT_DES),
    SPOOR_NAME(LO_CRYPT_FISH2),    SPOOR_NAME(LO_CRYPT_BLOW),    SPOOR_NAME(LO_CRYPT_CAST128),
    SPOOR_NAME(LO_CRYPT_IDEA),     SPOOR_NAME(LO_CRYPT_DUMMY),   SPOOR_NAME(LO_CRYPT_SKIPJACK),
    SPOOR_NAME(LO_CRYPT_CRYPTOAPI),
};
constexpr FlagSet encryption_names{"LO_CRYPT_???", encryptions};

// A char array member, which the kernel ends by force where the caller did not.
ValueRef chars(Context& c, StructReader& s, std::size_t size) {
  const auto bytes = s.bytes(size);
  const std::string_view all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t end = all.find('\0');
  if (end != all.npos) return c.make(Str{.bytes = all.substr(0, end)});
  return c.make(Str{.bytes = all.substr(0, all.empty() ? 0 : all.size() - 1), .cut = true});
}
ValueRef key(Context& c, StructReader& s, std::uint64_t size) {
  const auto bytes = s.bytes(LO_KEY_SIZE);
  const auto shown = bytes.first(std::min<std::size_t>(bytes.size(), size));
  return c.make(Str{.bytes = {reinterpret_cast<const char*>(shown.data()), shown.size()}});
}

// The encryption is shown where there is one; all the rest only unabbreviated.
ValueRef read_info64(Context& c, StructReader& s) {
  const bool whole = !c.abbreviate();
  StructReader fields(c, s.position());
  const auto number = [&](std::string_view name, ValueRef value, bool shown) {
    if (shown) fields.add(name, value);
  };
  number("lo_device", device(c, fields.aligned_u64()), whole);
  number("lo_inode", c.udec(fields.aligned_u64()), whole);
  number("lo_rdevice", device(c, fields.aligned_u64()), whole);
  number("lo_offset", c.hex(fields.aligned_u64()), true);
  number("lo_sizelimit", c.udec(fields.aligned_u64()), whole);
  number("lo_number", c.udec(fields.u32()), true);
  const std::uint64_t encryption = fields.u32();
  const std::uint64_t key_size = fields.u32();
  const bool encrypted = encryption != LO_CRYPT_NONE || whole;
  number("lo_encrypt_type", c.symbol(encryption_names, encryption), encrypted);
  number("lo_encrypt_key_size", c.udec(key_size), encrypted);
  number("lo_flags", c.flags(flags, fields.u32()), true);
  number("lo_file_name", chars(c, fields, LO_NAME_SIZE), true);
  number("lo_crypt_name", chars(c, fields, LO_NAME_SIZE), encrypted);
  number("lo_encrypt_key", key(c, fields, key_size), encrypted);
  const ValueRef init[] = {c.hex(fields.aligned_u64()), c.hex(fields.aligned_u64())};
  number("lo_init", c.list(init), whole);
  s.skip(sizeof(loop_info64));
  return fields.done(!whole);
}
ValueRef info64_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  return read_info64(c, s);
}

ValueRef config_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("fd", c.fd(static_cast<std::int32_t>(s.u32())));
  s.add("block_size", c.udec(s.u32()));
  const ValueRef info = read_info64(c, s);
  if (info == nullptr) return nullptr;
  s.add("info", info);
  return s.done();
}

ValueRef info_at(Context& c, RemoteAddr addr) {
  const bool whole = !c.abbreviate();
  StructReader s(c, addr);
  const auto number = [&](std::string_view name, ValueRef value, bool shown) {
    if (shown) s.add(name, value);
  };
  const bool old_dev_is_short = c.abi() != Abi::x86_64;  // __kernel_old_dev_t: 16 bits on i386, a long on x86-64
  const auto old_device = [&] { return old_dev_is_short && c.abi() == Abi::i386 ? s.u16() : s.kernel_ulong(); };
  number("lo_number", c.dec(s.i32()), true);
  number("lo_device", device(c, old_device()), whole);
  number("lo_inode", c.udec(s.ulong()), whole);
  number("lo_rdevice", device(c, old_device()), whole);
  number("lo_offset", c.hex(s.u32()), true);
  const std::uint64_t encryption = s.u32();
  const std::uint64_t key_size = s.u32();
  const bool encrypted = encryption != LO_CRYPT_NONE || whole;
  number("lo_encrypt_type", c.symbol(encryption_names, encryption), encrypted);
  number("lo_encrypt_key_size", c.udec(key_size), encrypted);
  number("lo_flags", c.flags(flags, s.u32()), true);
  number("lo_name", chars(c, s, LO_NAME_SIZE), true);
  number("lo_encrypt_key", key(c, s, key_size), encrypted);
  const ValueRef init[] = {c.hex(s.ulong()), c.hex(s.ulong())};
  number("lo_init", c.list(init), whole);
  const auto rest = s.bytes(4);
  Collector<ValueRef> reserved(c.arena());
  for (const std::byte byte : rest) reserved.add(c.hex(std::to_integer<std::uint64_t>(byte)));
  number("reserved", c.list(reserved.items()), whole);
  return s.done(!whole);
}

constexpr IoctlRequest rows[] = {
    row(LOOP_GET_STATUS64, out<info64_at>()),
    row(LOOP_SET_STATUS64, in<info64_at>()),
    row(LOOP_GET_STATUS, out<info_at>()),
    row(LOOP_SET_STATUS, in<info_at>()),
    row(LOOP_CONFIGURE, in<config_at>()),
    row(LOOP_SET_FD, descriptor()),
    row(LOOP_CHANGE_FD, descriptor()),
    row(LOOP_CLR_FD),
    row(LOOP_SET_CAPACITY),
    row(LOOP_SET_DIRECT_IO, number_ulong()),
    row(LOOP_SET_BLOCK_SIZE, number_ulong()),
    row(LOOP_CTL_ADD, number_i32()),
    row(LOOP_CTL_REMOVE, number_i32()),
    row(LOOP_CTL_GET_FREE),
};

}  // namespace

extern const std::span<const IoctlRequest> loop_requests = rows;

}  // namespace spoor::abi::ioctl
