// The kernel's keys: add_key(2), request_key(2), keyctl(2).
#include <linux/keyctl.h>

#include "spoor/abi/args.h"
#include "spoor/abi/names.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

constexpr std::uint64_t special(std::int64_t key) { return static_cast<std::uint64_t>(key); }

constexpr Name special_key_names[] = {
    {special(-1), "KEY_SPEC_THREAD_KEYRING"},    {special(-2), "KEY_SPEC_PROCESS_KEYRING"},
    {special(-3), "KEY_SPEC_SESSION_KEYRING"},   {special(-4), "KEY_SPEC_USER_KEYRING"},
    {special(-5), "KEY_SPEC_USER_SESSION_KEYRING"}, {special(-6), "KEY_SPEC_GROUP_KEYRING"},
    {special(-7), "KEY_SPEC_REQKEY_AUTH_KEY"},   {special(-8), "KEY_SPEC_REQUESTOR_KEYRING"},
};
constexpr FlagSet special_keys{.unknown = "", .names = special_key_names, .rest = FlagSet::Rest::dec};

constexpr Name operation_names[] = {
    {0, "KEYCTL_GET_KEYRING_ID"},   {1, "KEYCTL_JOIN_SESSION_KEYRING"}, {2, "KEYCTL_UPDATE"},
    {3, "KEYCTL_REVOKE"},           {4, "KEYCTL_CHOWN"},                {5, "KEYCTL_SETPERM"},
    {6, "KEYCTL_DESCRIBE"},         {7, "KEYCTL_CLEAR"},                {8, "KEYCTL_LINK"},
    {9, "KEYCTL_UNLINK"},           {10, "KEYCTL_SEARCH"},              {11, "KEYCTL_READ"},
    {12, "KEYCTL_INSTANTIATE"},     {13, "KEYCTL_NEGATE"},              {14, "KEYCTL_SET_REQKEY_KEYRING"},
    {15, "KEYCTL_SET_TIMEOUT"},     {16, "KEYCTL_ASSUME_AUTHORITY"},    {17, "KEYCTL_GET_SECURITY"},
    {18, "KEYCTL_SESSION_TO_PARENT"}, {19, "KEYCTL_REJECT"},            {20, "KEYCTL_INSTANTIATE_IOV"},
    {21, "KEYCTL_INVALIDATE"},      {22, "KEYCTL_GET_PERSISTENT"},      {23, "KEYCTL_DH_COMPUTE"},
    {24, "KEYCTL_PKEY_QUERY"},      {25, "KEYCTL_PKEY_ENCRYPT"},        {26, "KEYCTL_PKEY_DECRYPT"},
    {27, "KEYCTL_PKEY_SIGN"},       {28, "KEYCTL_PKEY_VERIFY"},         {29, "KEYCTL_RESTRICT_KEYRING"},
    {30, "KEYCTL_MOVE"},            {31, "KEYCTL_CAPABILITIES"},        {32, "KEYCTL_WATCH_KEY"},
};
constexpr FlagSet operations{.unknown = "KEYCTL_???", .names = operation_names};

constexpr Name permission_names[] = {
    {0x01000000, "KEY_POS_VIEW"},   {0x02000000, "KEY_POS_READ"}, {0x04000000, "KEY_POS_WRITE"},
    {0x08000000, "KEY_POS_SEARCH"}, {0x10000000, "KEY_POS_LINK"}, {0x20000000, "KEY_POS_SETATTR"},
    {0x00010000, "KEY_USR_VIEW"},   {0x00020000, "KEY_USR_READ"}, {0x00040000, "KEY_USR_WRITE"},
    {0x00080000, "KEY_USR_SEARCH"}, {0x00100000, "KEY_USR_LINK"}, {0x00200000, "KEY_USR_SETATTR"},
    {0x00000100, "KEY_GRP_VIEW"},   {0x00000200, "KEY_GRP_READ"}, {0x00000400, "KEY_GRP_WRITE"},
    {0x00000800, "KEY_GRP_SEARCH"}, {0x00001000, "KEY_GRP_LINK"}, {0x00002000, "KEY_GRP_SETATTR"},
    {0x00000001, "KEY_OTH_VIEW"},   {0x00000002, "KEY_OTH_READ"}, {0x00000004, "KEY_OTH_WRITE"},
    {0x00000008, "KEY_OTH_SEARCH"}, {0x00000010, "KEY_OTH_LINK"}, {0x00000020, "KEY_OTH_SETATTR"},
};
constexpr FlagSet permissions{.unknown = "KEY_???", .names = permission_names};

constexpr Name request_names[] = {
    {~std::uint64_t{0}, "KEY_REQKEY_DEFL_NO_CHANGE"},    {0, "KEY_REQKEY_DEFL_DEFAULT"},
    {1, "KEY_REQKEY_DEFL_THREAD_KEYRING"},         {2, "KEY_REQKEY_DEFL_PROCESS_KEYRING"},
    {3, "KEY_REQKEY_DEFL_SESSION_KEYRING"},        {4, "KEY_REQKEY_DEFL_USER_KEYRING"},
    {5, "KEY_REQKEY_DEFL_USER_SESSION_KEYRING"},   {6, "KEY_REQKEY_DEFL_GROUP_KEYRING"},
    {7, "KEY_REQKEY_DEFL_REQUESTOR_KEYRING"},
};
constexpr FlagSet request_keyrings{
    .unknown = "KEY_REQKEY_DEFL_???", .names = request_names, .rest = FlagSet::Rest::dec};

constexpr Name move_names[] = {{1, "KEYCTL_MOVE_EXCL"}};
constexpr FlagSet move_flags{.unknown = "KEYCTL_MOVE_???", .names = move_names};

constexpr Name capability0_names[] = {
    {0x01, "KEYCTL_CAPS0_CAPABILITIES"}, {0x02, "KEYCTL_CAPS0_PERSISTENT_KEYRINGS"},
    {0x04, "KEYCTL_CAPS0_DIFFIE_HELLMAN"}, {0x08, "KEYCTL_CAPS0_PUBLIC_KEY"},
    {0x10, "KEYCTL_CAPS0_BIG_KEY"},      {0x20, "KEYCTL_CAPS0_INVALIDATE"},
    {0x40, "KEYCTL_CAPS0_RESTRICT_KEYRING"}, {0x80, "KEYCTL_CAPS0_MOVE"},
};
constexpr Name capability1_names[] = {
    {0x01, "KEYCTL_CAPS1_NS_KEYRING_NAME"}, {0x02, "KEYCTL_CAPS1_NS_KEY_TAG"}, {0x04, "KEYCTL_CAPS1_NOTIFICATIONS"},
};
constexpr FlagSet capabilities0{.unknown = "KEYCTL_CAPS0_???", .names = capability0_names};
constexpr FlagSet capabilities1{.unknown = "KEYCTL_CAPS1_???", .names = capability1_names};

ValueRef key_value(Context& c, std::uint64_t raw) {
  return c.symbol(special_keys, special(static_cast<std::int32_t>(raw)));
}
ValueRef key_arg(Context& c, const Arg&, std::uint64_t raw) { return key_value(c, raw); }
constexpr Arg key(std::string_view name) { return custom(name, key_arg); }

std::uint64_t size_arg(const Context& c, std::size_t index) {
  return c.abi() == Abi::x86_64 ? c.arg(index) : static_cast<std::uint32_t>(c.arg(index));
}

// What the call wrote into a buffer of argument 3's size. The result is how much there is, which may be more; text
// counts its NUL.
ValueRef written(Context& c, std::uint64_t raw, bool text) {
  if (raw == 0 || c.call().failed()) return c.pointer(raw);
  const std::uint64_t there = static_cast<std::uint64_t>(c.call().result);
  const std::uint64_t room = size_arg(c, 3);
  const std::uint64_t size = there > room ? room : there - (text && there != 0 ? 1 : 0);
  return c.buffer(RemoteAddr(raw), size);
}
ValueRef written_text(Context& c, const Arg&, std::uint64_t raw) { return written(c, raw, true); }
ValueRef written_bytes(Context& c, const Arg&, std::uint64_t raw) { return written(c, raw, false); }

ValueRef error_number(Context& c, const Arg&, std::uint64_t raw) {
  const std::uint64_t error = static_cast<std::uint32_t>(raw);
  return name_of(errno_names, error).empty() ? c.udec(error) : c.symbol(errno_names, error);
}

ValueRef dh_parameters(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const std::string_view name : {"private", "prime", "base"}) s.add(name, key_value(c, s.u32()));
  return s.done();
}

// Words that the kernel has kept for later: shown where they are not all zero.
void add_spare(Context& c, StructReader& s, std::size_t words) {
  bool any = false;
  Collector<ValueRef> spare(c.arena());
  for (std::size_t i = 0; i < words; ++i) {
    const std::uint64_t word = s.u32();
    any = any || word != 0;
    spare.add(c.hex(word));
  }
  if (any) s.add("__spare", c.make(List{spare.items()}));
}

// --- KEYCTL_PKEY_*: struct keyctl_pkey_params, struct keyctl_pkey_query ---

constexpr std::uint32_t pkey_verify_command = 28;

bool verifies(const Context& c) { return static_cast<std::uint32_t>(c.arg(0)) == pkey_verify_command; }

ValueRef pkey_parameters(Context& c, RemoteAddr addr) {
  constexpr std::size_t spare_words = 7;
  StructReader s(c, addr);
  s.add("key_id", key_value(c, s.u32()));
  s.add("in_len", c.udec(s.u32()));
  s.add(verifies(c) ? "in2_len" : "out_len", c.udec(s.u32()));
  add_spare(c, s, spare_words);
  return s.done();
}

// The bytes of a buffer whose size is the member of argument 1's struct at `member`.
ValueRef sized_by_parameters(Context& c, std::uint64_t raw, std::size_t member) {
  const auto size = c.load<std::uint32_t>(RemoteAddr(c.arg(1)) + member);
  const ValueRef bytes = raw == 0 || !size ? nullptr : c.buffer(RemoteAddr(raw), *size);
  return bytes != nullptr ? bytes : c.pointer(raw);
}
ValueRef pkey_input(Context& c, const Arg&, std::uint64_t raw) { return sized_by_parameters(c, raw, 4); }
ValueRef pkey_signature(Context& c, const Arg&, std::uint64_t raw) { return sized_by_parameters(c, raw, 8); }
ValueRef pkey_output(Context& c, const Arg&, std::uint64_t raw) {
  if (raw == 0 || c.call().failed()) return c.pointer(raw);
  const ValueRef bytes = c.buffer(RemoteAddr(raw), static_cast<std::uint64_t>(c.call().result));
  return bytes != nullptr ? bytes : c.pointer(raw);
}

constexpr Name pkey_operation_names[] = {
    {1, "KEYCTL_SUPPORTS_ENCRYPT"}, {2, "KEYCTL_SUPPORTS_DECRYPT"},
    {4, "KEYCTL_SUPPORTS_SIGN"},    {8, "KEYCTL_SUPPORTS_VERIFY"},
};
constexpr FlagSet pkey_operations{.unknown = "KEYCTL_SUPPORTS_???", .names = pkey_operation_names};

ValueRef pkey_answer(Context& c, RemoteAddr addr) {
  constexpr std::size_t spare_words = 10;
  StructReader s(c, addr);
  s.add("supported_ops", c.flags(pkey_operations, s.u32()));
  s.add("key_size", c.udec(s.u32()));
  for (const std::string_view name : {"max_data_size", "max_sig_size", "max_enc_size", "max_dec_size"})
    s.add(name, c.udec(s.u16()));
  add_spare(c, s, spare_words);
  return s.done();
}

// struct keyctl_kdf_params.
ValueRef dh_derivation(Context& c, RemoteAddr addr) {
  constexpr std::size_t spare_words = 8;
  StructReader s(c, addr);
  const std::uint64_t hash = s.ulong();
  const std::uint64_t info = s.ulong();
  const std::uint64_t info_size = s.u32();
  if (s.failed()) return nullptr;
  const ValueRef name = hash == 0 ? nullptr : c.string(RemoteAddr(hash));
  const ValueRef bytes = info == 0 ? nullptr : c.buffer(RemoteAddr(info), info_size);
  s.add("hashname", name != nullptr ? name : c.pointer(hash));
  s.add("otherinfo", bytes != nullptr ? bytes : c.pointer(info));
  s.add("otherinfolen", c.udec(info_size));
  add_spare(c, s, spare_words);
  return s.done();
}

ValueRef capability_bytes(Context& c, const Arg&, std::uint64_t raw) {
  if (c.call().failed()) return c.pointer(raw);
  const std::uint64_t count = std::min(static_cast<std::uint64_t>(c.call().result), size_arg(c, 2));
  return c.pointee(raw, [&](RemoteAddr addr) {
    return c.array(addr, count, 1, [&](RemoteAddr at) -> ValueRef {
      const auto bits = c.load_uint(at, 1);
      if (!bits) return nullptr;
      if (at == addr) return c.flags(capabilities0, *bits);
      return at == addr + 1 ? c.flags(capabilities1, *bits) : c.hex(*bits);
    });
  });
}

// --- shapes ---

constexpr Arg operation = choice("option", operations);

constexpr Arg get_id[] = {operation, key("id"), i32("create")};
constexpr Arg join[] = {operation, string("name")};
constexpr Arg update[] = {operation, key("id"), buffer<3>("payload"), ulong("plen")};
constexpr Arg one_key[] = {operation, key("id")};
constexpr Arg change_owner[] = {operation, key("id"), uid("user"), uid("group")};
constexpr Arg set_permissions[] = {operation, key("id"), flags("perm", permissions)};
constexpr Arg describe[] = {operation, key("id"), custom("buffer", written_text, Direction::out), ulong("buflen")};
constexpr Arg read[] = {operation, key("id"), custom("buffer", written_bytes, Direction::out), ulong("buflen")};
constexpr Arg two_keys[] = {operation, key("id"), key("ringid")};
constexpr Arg search[] = {operation, key("ringid"), string("type"), string("description"), key("destringid")};
constexpr Arg instantiate[] = {operation, key("id"), buffer<3>("payload"), ulong("plen"), key("ringid")};
constexpr Arg instantiate_iov[] = {operation, key("id"), ptr("iov"), ulong("iovcnt"), key("ringid")};
constexpr Arg negate[] = {operation, key("id"), u32("timeout"), key("ringid")};
ValueRef request_keyring(Context& c, const Arg&, std::uint64_t raw) {
  return c.symbol(request_keyrings, static_cast<std::uint64_t>(static_cast<std::int32_t>(raw)));
}

constexpr Arg set_request_keyring[] = {operation, custom("reqkey_defl", request_keyring)};
constexpr Arg set_timeout[] = {operation, key("id"), u32("timeout")};
constexpr Arg reject[] = {operation, key("id"), u32("timeout"), custom("error", error_number), key("ringid")};
constexpr Arg persistent[] = {operation, uid("uid"), key("ringid")};
constexpr Arg dh_compute[] = {operation, in<dh_parameters>("params"), custom("buffer", written_bytes, Direction::out),
                              ulong("buflen"), in<dh_derivation>("kdf")};
constexpr Arg pkey_query[] = {operation, key("id"), hex("reserved"), string("info"), out<pkey_answer>("result")};
constexpr Arg pkey_other[] = {operation, in<pkey_parameters>("params"), string("info"), custom("in", pkey_input),
                              custom("out", pkey_output, Direction::out)};
constexpr Arg pkey_verify[] = {operation, in<pkey_parameters>("params"), string("info"), custom("in", pkey_input),
                               custom("in2", pkey_signature)};
constexpr Arg restrict_ring[] = {operation, key("id"), string("type"), string("restriction")};
constexpr Arg move[] = {operation, key("id"), key("from"), key("to"), flags("flags", move_flags)};
constexpr Arg capability_list[] = {operation, custom("buffer", capability_bytes, Direction::out), ulong("buflen")};
constexpr Arg unknown[] = {operation, hex("arg2"), hex("arg3"), hex("arg4"), hex("arg5")};

constexpr std::span<const Arg> keyctl_shapes[] = {
    get_id,     join,      update,      one_key,    change_owner, set_permissions, describe,
    one_key,    two_keys,  two_keys,    search,     read,         instantiate,     negate,
    set_request_keyring,   set_timeout, one_key,    describe,     {&operation, 1}, reject,
    instantiate_iov,       one_key,     persistent, dh_compute,   pkey_query,      pkey_other,
    pkey_other, pkey_other, pkey_verify, restrict_ring, move,      capability_list,
};

std::span<const Arg> keyctl_args(const Call& call) {
  const auto number = static_cast<std::uint32_t>(call.args[0]);
  return number < std::size(keyctl_shapes) ? keyctl_shapes[number] : unknown;
}

constexpr Syscall rows[] = {
    {"add_key",
     {248, 286, 217},
     {string("type"), string("description"), buffer<3>("payload"), ulong("plen"), key("ringid")}},
    {"request_key",
     {249, 287, 218},
     {string("type"), string("description"), string("callout_info"), key("destringid")}},
    {"keyctl",
     {250, 288, 219},
     {i32("option"), hex("arg2"), hex("arg3"), hex("arg4"), hex("arg5")},
     Ret::dec,
     {},
     keyctl_args},
};

}  // namespace

extern const std::span<const Syscall> rows_keys;
const std::span<const Syscall> rows_keys = rows;

}  // namespace spoor::abi
