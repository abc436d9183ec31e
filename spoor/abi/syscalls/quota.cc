// Disk quotas: quotactl(2) by its commands.
#include "spoor/abi/file_values.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi {
namespace {

using namespace arg;

// linux/quota.h, linux/dqblk_xfs.h; those of Linux 2.4 in the end.
enum Command : std::uint32_t {
  q_sync = 0x800001,
  q_quotaon = 0x800002,
  q_quotaoff = 0x800003,
  q_getfmt = 0x800004,
  q_getinfo = 0x800005,
  q_setinfo = 0x800006,
  q_getquota = 0x800007,
  q_setquota = 0x800008,
  q_getnextquota = 0x800009,
  q_xquotaon = 0x5801,
  q_xquotaoff = 0x5802,
  q_xgetquota = 0x5803,
  q_xsetqlim = 0x5804,
  q_xgetqstat = 0x5805,
  q_xquotarm = 0x5806,
  q_xquotasync = 0x5807,
  q_xgetqstatv = 0x5808,
  q_xgetnextquota = 0x5809,
};
constexpr Name command_names[] = {
    {q_sync, "Q_SYNC"},           {q_quotaon, "Q_QUOTAON"},
    {q_quotaoff, "Q_QUOTAOFF"},   {q_getfmt, "Q_GETFMT"},
    {q_getinfo, "Q_GETINFO"},     {q_setinfo, "Q_SETINFO"},
    {q_getquota, "Q_GETQUOTA"},   {q_setquota, "Q_SETQUOTA"},
    {q_getnextquota, "Q_GETNEXTQUOTA"},
    {q_xquotaon, "Q_XQUOTAON"},   {q_xquotaoff, "Q_XQUOTAOFF"},
    {q_xgetquota, "Q_XGETQUOTA"}, {q_xsetqlim, "Q_XSETQLIM"},
    {q_xgetqstat, "Q_XGETQSTAT"}, {q_xquotarm, "Q_XQUOTARM"},
    {q_xquotasync, "Q_XQUOTASYNC"}, {q_xgetqstatv, "Q_XGETQSTATV"},
    {q_xgetnextquota, "Q_XGETNEXTQUOTA"},
    {0x0100, "Q_V1_QUOTAON"},  {0x0200, "Q_V1_QUOTAOFF"}, {0x0300, "Q_V1_GETQUOTA"}, {0x0400, "Q_V1_SETQUOTA"},
    {0x0500, "Q_V1_SETUSE"},   {0x0600, "Q_V1_SYNC"},     {0x0700, "Q_SETQLIM"},     {0x0800, "Q_V1_GETSTATS"},
    {0x1000, "Q_V1_RSQUASH"},  {0x0d00, "Q_V2_GETQUOTA"}, {0x0e00, "Q_V2_SETQUOTA"}, {0x0f00, "Q_V2_SETUSE"},
    {0x0900, "Q_V2_GETINFO"},  {0x0a00, "Q_V2_SETINFO"},  {0x0b00, "Q_V2_SETGRACE"}, {0x0c00, "Q_V2_SETFLAGS"},
    {0x1100, "Q_V2_GETSTATS"},
};
constexpr FlagSet commands{.unknown = "Q_???", .names = command_names};

constexpr Name type_names[] = {{0, "USRQUOTA"}, {1, "GRPQUOTA"}, {2, "PRJQUOTA"}};
constexpr FlagSet types{.unknown = "???QUOTA", .names = type_names};

constexpr Name format_names[] = {{1, "QFMT_VFS_OLD"}, {2, "QFMT_VFS_V0"}, {3, "QFMT_OCFS2"}, {4, "QFMT_VFS_V1"}};
constexpr FlagSet formats{.unknown = "QFMT_VFS_???", .names = format_names};

constexpr Name block_valid_names[] = {
    {0x01, "QIF_BLIMITS"}, {0x02, "QIF_SPACE"}, {0x04, "QIF_ILIMITS"},
    {0x08, "QIF_INODES"},  {0x10, "QIF_BTIME"}, {0x20, "QIF_ITIME"},
};
constexpr FlagSet block_valid{.unknown = "QIF_???", .names = block_valid_names};

constexpr Name info_flag_names[] = {{1, "DQF_ROOT_SQUASH"}, {0x10000, "DQF_SYS_FILE"}};
constexpr FlagSet info_flags{.unknown = "DQF_???", .names = info_flag_names};

constexpr Name info_valid_names[] = {{1, "IIF_BGRACE"}, {2, "IIF_IGRACE"}, {4, "IIF_FLAGS"}};
constexpr FlagSet info_valid{.unknown = "IIF_???", .names = info_valid_names};

constexpr Name xfs_type_names[] = {{1, "FS_USER_QUOTA"}, {2, "FS_PROJ_QUOTA"}, {4, "FS_GROUP_QUOTA"}};
constexpr FlagSet xfs_types{.unknown = "FS_???_QUOTA", .names = xfs_type_names};

constexpr Name xfs_flag_names[] = {
    {0x01, "FS_QUOTA_UDQ_ACCT"}, {0x02, "FS_QUOTA_UDQ_ENFD"}, {0x04, "FS_QUOTA_GDQ_ACCT"},
    {0x08, "FS_QUOTA_GDQ_ENFD"}, {0x10, "FS_QUOTA_PDQ_ACCT"}, {0x20, "FS_QUOTA_PDQ_ENFD"},
};
constexpr FlagSet xfs_flags{.unknown = "FS_QUOTA_???", .names = xfs_flag_names};

// --- structs ---

// struct if_dqblk, and if_nextdqblk with the id that it is about.
ValueRef block(Context& c, RemoteAddr addr, bool with_id) {
  StructReader s(c, addr);
  for (const std::string_view name :
       {"dqb_bhardlimit", "dqb_bsoftlimit", "dqb_curspace", "dqb_ihardlimit", "dqb_isoftlimit", "dqb_curinodes"})
    s.add(name, c.udec(s.u64()));
  if (c.abbreviate()) return s.done(true);
  s.add("dqb_btime", c.udec(s.u64()));
  s.add("dqb_itime", c.udec(s.u64()));
  s.add("dqb_valid", c.flags(block_valid, s.u32()));
  if (with_id) s.add("dqb_id", c.udec(s.u32()));
  return s.done();
}
ValueRef one_block(Context& c, RemoteAddr addr) { return block(c, addr, false); }
ValueRef next_block(Context& c, RemoteAddr addr) { return block(c, addr, true); }

// struct if_dqinfo
ValueRef info(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("dqi_bgrace", c.udec(s.u64()));
  s.add("dqi_igrace", c.udec(s.u64()));
  s.add("dqi_flags", c.flags(info_flags, s.u32()));
  s.add("dqi_valid", c.flags(info_valid, s.u32()));
  return s.done();
}

// struct fs_disk_quota
ValueRef disk_quota(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("d_version", c.dec(static_cast<std::int8_t>(s.u8())));
  s.add("d_flags", c.flags(xfs_types, s.u8()));
  s.add("d_fieldmask", c.hex(s.u16()));
  s.add("d_id", c.udec(s.u32()));
  for (const std::string_view name :
       {"d_blk_hardlimit", "d_blk_softlimit", "d_ino_hardlimit", "d_ino_softlimit", "d_bcount", "d_icount"})
    s.add(name, c.udec(s.u64()));
  if (c.abbreviate()) return s.done(true);
  s.add("d_itimer", c.dec(s.i32()));
  s.add("d_btimer", c.dec(s.i32()));
  s.add("d_iwarns", c.udec(s.u16()));
  s.add("d_bwarns", c.udec(s.u16()));
  s.skip(4);  // the timers' upper bits
  for (const std::string_view name : {"d_rtb_hardlimit", "d_rtb_softlimit", "d_rtbcount"}) s.add(name, c.udec(s.u64()));
  s.add("d_rtbtimer", c.dec(s.i32()));
  s.add("d_rtbwarns", c.udec(s.u16()));
  return s.done();
}

// struct fs_qfilestat, and fs_qfilestatv with its padding
ValueRef quota_file(Context& c, StructReader& s, bool padded) {
  const ValueRef ino = c.udec(s.u64());
  const ValueRef blocks = c.udec(s.u64());
  const Field fields[] = {{"qfs_ino", ino}, {"qfs_nblks", blocks}, {"qfs_nextents", c.udec(s.u32())}};
  if (padded) s.skip(4);
  return c.fields(fields);
}

void add_limits(Context& c, StructReader& s) {
  s.add("qs_incoredqs", c.udec(s.u32()));
  s.add("qs_btimelimit", c.dec(s.i32()));
  s.add("qs_itimelimit", c.dec(s.i32()));
  s.add("qs_rtbtimelimit", c.dec(s.i32()));
  s.add("qs_bwarnlimit", c.udec(s.u16()));
  s.add("qs_iwarnlimit", c.udec(s.u16()));
}

// struct fs_quota_stat
ValueRef quota_stat(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("qs_version", c.dec(static_cast<std::int8_t>(s.u8())));
  s.add("qs_flags", c.flags(xfs_flags, s.u16()));
  s.align(align64(c.abi()));
  s.add("qs_uquota", quota_file(c, s, false));
  s.align(align64(c.abi()));
  s.add("qs_gquota", quota_file(c, s, false));
  if (align64(c.abi()) == 8) s.align(8);
  add_limits(c, s);
  return s.done();
}

// struct fs_quota_statv
ValueRef quota_statv(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  s.add("qs_version", c.dec(static_cast<std::int8_t>(s.u8())));
  s.skip(1);
  s.add("qs_flags", c.flags(xfs_flags, s.u16()));
  s.add("qs_incoredqs", c.udec(s.u32()));
  for (const std::string_view name : {"qs_uquota", "qs_gquota", "qs_pquota"}) s.add(name, quota_file(c, s, true));
  s.add("qs_btimelimit", c.dec(s.i32()));
  s.add("qs_itimelimit", c.dec(s.i32()));
  s.add("qs_rtbtimelimit", c.dec(s.i32()));
  s.add("qs_bwarnlimit", c.udec(s.u16()));
  s.add("qs_iwarnlimit", c.udec(s.u16()));
  return s.done();
}

template <const FlagSet& Set, bool Bits>
ValueRef word_of(Context& c, RemoteAddr addr) {
  const auto value = c.load<std::uint32_t>(addr);
  if (!value) return nullptr;
  const ValueRef items[] = {Bits ? c.flags(Set, *value) : c.symbol(Set, *value)};
  return c.list(items);
}

// --- arguments ---

ValueRef decode_command(Context& c, const Arg&, std::uint64_t raw) {
  const auto all = static_cast<std::uint32_t>(raw);
  return c.macro_of(c.udec(all), "QCMD", c.symbol(commands, all >> 8), c.symbol(types, all & 0xff));
}

// quotactl(2) and quotactl_fd(2) differ in their first two arguments.
struct ByPath {
  static constexpr Arg first = custom("cmd", decode_command), second = path("special");
  static constexpr std::size_t command = 0;
};
struct ByFd {
  static constexpr Arg first = fd("fd"), second = custom("cmd", decode_command);
  static constexpr std::size_t command = 1;
};

template <typename Form>
struct Shapes {
  static constexpr Arg a = Form::first, b = Form::second;
  static constexpr Arg id = uid("id");
  static constexpr Arg bare[] = {a, b};
  static constexpr Arg on[] = {a, b, choice("id", formats), path("addr")};
  static constexpr Arg set_quota[] = {a, b, id, in<one_block>("addr")};
  static constexpr Arg get_quota[] = {a, b, id, out<one_block>("addr")};
  static constexpr Arg get_next[] = {a, b, id, out<next_block>("addr")};
  static constexpr Arg set_info[] = {a, b, in<info>("addr").from_slot(3)};
  static constexpr Arg get_info[] = {a, b, out<info>("addr").from_slot(3)};
  static constexpr Arg get_format[] = {a, b, out<word_of<formats, false>>("addr").from_slot(3)};
  static constexpr Arg xfs_switch[] = {a, b, in<word_of<xfs_flags, true>>("addr").from_slot(3)};
  static constexpr Arg xfs_remove[] = {a, b, in<word_of<xfs_types, true>>("addr").from_slot(3)};
  static constexpr Arg xfs_set[] = {a, b, id, in<disk_quota>("addr")};
  static constexpr Arg xfs_get[] = {a, b, id, out<disk_quota>("addr")};
  static constexpr Arg xfs_stat[] = {a, b, out<quota_stat>("addr").from_slot(3)};
  static constexpr Arg xfs_statv[] = {a, b, out<quota_statv>("addr").from_slot(3)};
  static constexpr Arg unknown[] = {a, b, id, ptr("addr")};

  static std::span<const Arg> of(const Call& call) {
    switch (static_cast<std::uint32_t>(call.args[Form::command]) >> 8) {
      case q_quotaoff:
      case q_sync:
      case q_xquotasync: return bare;
      case q_quotaon: return on;
      case q_setquota: return set_quota;
      case q_getquota: return get_quota;
      case q_getnextquota: return get_next;
      case q_setinfo: return set_info;
      case q_getinfo: return get_info;
      case q_getfmt: return get_format;
      case q_xquotaon:
      case q_xquotaoff: return xfs_switch;
      case q_xquotarm: return xfs_remove;
      case q_xsetqlim: return xfs_set;
      case q_xgetquota:
      case q_xgetnextquota: return xfs_get;
      case q_xgetqstat: return xfs_stat;
      case q_xgetqstatv: return xfs_statv;
      default: return unknown;
    }
  }
};

constexpr Syscall rows[] = {
    {"quotactl",
     {179, 131, 60},
     {ByPath::first, ByPath::second, uid("id"), ptr("addr")},
     Ret::dec,
     Class::file,
     Shapes<ByPath>::of},
    {"quotactl_fd",
     {443, 443, 443},
     {ByFd::first, ByFd::second, uid("id"), ptr("addr")},
     Ret::dec,
     Class::desc,
     Shapes<ByFd>::of},
};

}  // namespace

extern const std::span<const Syscall> rows_quota;
const std::span<const Syscall> rows_quota = rows;

}  // namespace spoor::abi
