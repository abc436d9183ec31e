// ioctls of terminals (ioctl_tty(2)).
#include <asm/termios.h>
#include <linux/ioctl.h>
#include <linux/kd.h>
#include <linux/tty.h>
#include <linux/vt.h>

#include "spoor/abi/ioctl_request.h"
#include "spoor/abi/struct_reader.h"

namespace spoor::abi::ioctl {
namespace {

// A name for "no bit set": strace leaves the member empty there.
constexpr Name nothing{0, ""};

constexpr Name iflag_bits[] = {
    nothing,           SPOOR_NAME(IGNBRK), SPOOR_NAME(BRKINT), SPOOR_NAME(IGNPAR), SPOOR_NAME(PARMRK),
    SPOOR_NAME(INPCK), SPOOR_NAME(ISTRIP), SPOOR_NAME(INLCR),  SPOOR_NAME(IGNCR),  SPOOR_NAME(ICRNL),
    SPOOR_NAME(IUCLC), SPOOR_NAME(IXON),   SPOOR_NAME(IXANY),  SPOOR_NAME(IXOFF),  SPOOR_NAME(IMAXBEL),
    SPOOR_NAME(IUTF8),
};
constexpr Name oflag_bits[] = {
    nothing,           SPOOR_NAME(OPOST),  SPOOR_NAME(OLCUC), SPOOR_NAME(ONLCR), SPOOR_NAME(OCRNL),
    SPOOR_NAME(ONOCR), SPOOR_NAME(ONLRET), SPOOR_NAME(OFILL), SPOOR_NAME(OFDEL),
};
constexpr Name newline_delays[] = {SPOOR_NAME(NL0), SPOOR_NAME(NL1)};
constexpr Name return_delays[] = {SPOOR_NAME(CR0), SPOOR_NAME(CR1), SPOOR_NAME(CR2), SPOOR_NAME(CR3)};
constexpr Name tab_delays[] = {SPOOR_NAME(TAB0), SPOOR_NAME(TAB1), SPOOR_NAME(TAB2), SPOOR_NAME(XTABS)};
constexpr Name backspace_delays[] = {SPOOR_NAME(BS0), SPOOR_NAME(BS1)};
constexpr Name vertical_tab_delays[] = {SPOOR_NAME(VT0), SPOOR_NAME(VT1)};
constexpr Name form_feed_delays[] = {SPOOR_NAME(FF0), SPOOR_NAME(FF1)};
constexpr Name speeds[] = {
    SPOOR_NAME(B0),       SPOOR_NAME(B50),      SPOOR_NAME(B75),      SPOOR_NAME(B110),     SPOOR_NAME(B134),
    SPOOR_NAME(B150),     SPOOR_NAME(B200),     SPOOR_NAME(B300),     SPOOR_NAME(B600),     SPOOR_NAME(B1200),
    SPOOR_NAME(B1800),    SPOOR_NAME(B2400),    SPOOR_NAME(B4800),    SPOOR_NAME(B9600),    SPOOR_NAME(B19200),
    SPOOR_NAME(B38400),   SPOOR_NAME(BOTHER),   SPOOR_NAME(B57600),   SPOOR_NAME(B115200),  SPOOR_NAME(B230400),
    SPOOR_NAME(B460800),  SPOOR_NAME(B500000),  SPOOR_NAME(B576000),  SPOOR_NAME(B921600),  SPOOR_NAME(B1000000),
    SPOOR_NAME(B1152000), SPOOR_NAME(B1500000), SPOOR_NAME(B2000000), SPOOR_NAME(B2500000), SPOOR_NAME(B3000000),
    SPOOR_NAME(B3500000), SPOOR_NAME(B4000000),
};
constexpr Name sizes[] = {SPOOR_NAME(CS5), SPOOR_NAME(CS6), SPOOR_NAME(CS7), SPOOR_NAME(CS8)};
constexpr Name cflag_bits[] = {
    nothing,           SPOOR_NAME(CSTOPB), SPOOR_NAME(CREAD),  SPOOR_NAME(PARENB),  SPOOR_NAME(PARODD),
    SPOOR_NAME(HUPCL), SPOOR_NAME(CLOCAL), SPOOR_NAME(CMSPAR), SPOOR_NAME(CRTSCTS),
};
constexpr Name lflag_bits[] = {
    nothing,            SPOOR_NAME(ISIG),   SPOOR_NAME(ICANON),  SPOOR_NAME(XCASE),   SPOOR_NAME(ECHO),
    SPOOR_NAME(ECHOE),  SPOOR_NAME(ECHOK),  SPOOR_NAME(ECHONL),  SPOOR_NAME(NOFLSH),  SPOOR_NAME(IEXTEN),
    SPOOR_NAME(ECHOCTL), SPOOR_NAME(ECHOPRT), SPOOR_NAME(ECHOKE), SPOOR_NAME(FLUSHO), SPOOR_NAME(PENDIN),
    SPOOR_NAME(TOSTOP), SPOOR_NAME(EXTPROC),
};
constexpr Name disciplines[] = {
    SPOOR_NAME(N_TTY),    SPOOR_NAME(N_SLIP),         SPOOR_NAME(N_MOUSE),  SPOOR_NAME(N_PPP),      SPOOR_NAME(N_STRIP),
    SPOOR_NAME(N_AX25),   SPOOR_NAME(N_X25),          SPOOR_NAME(N_6PACK),  SPOOR_NAME(N_MASC),     SPOOR_NAME(N_R3964),
    SPOOR_NAME(N_PROFIBUS_FDL), SPOOR_NAME(N_IRDA),   SPOOR_NAME(N_SMSBLOCK), SPOOR_NAME(N_HDLC),
    SPOOR_NAME(N_SYNC_PPP), SPOOR_NAME(N_HCI),        SPOOR_NAME(N_GIGASET_M101), SPOOR_NAME(N_SLCAN),
    SPOOR_NAME(N_PPS),    SPOOR_NAME(N_V253),         SPOOR_NAME(N_CAIF),   SPOOR_NAME(N_GSM0710),  SPOOR_NAME(N_TI_WL),
    SPOOR_NAME(N_TRACESINK), SPOOR_NAME(N_TRACEROUTER), SPOOR_NAME(N_NCI),  SPOOR_NAME(N_SPEAKUP),  SPOOR_NAME(N_NULL),
    {28, "N_MCTP"}, {29, "N_DEVELOPMENT"}, {30, "N_CAN327"},
};
constexpr FlagSet iflags{{}, iflag_bits}, oflags{{}, oflag_bits}, cflags{{}, cflag_bits}, lflags{{}, lflag_bits};
constexpr FlagSet nl_names{{}, newline_delays}, cr_names{{}, return_delays}, tab_names{{}, tab_delays},
    bs_names{{}, backspace_delays}, vt_names{{}, vertical_tab_delays}, ff_names{{}, form_feed_delays},
    speed_names{"B???", speeds}, size_names{{}, sizes};
constexpr FlagSet discipline_names{"N_???", disciplines};

constexpr Name modem_bits[] = {
    SPOOR_NAME(TIOCM_LE),  SPOOR_NAME(TIOCM_DTR), SPOOR_NAME(TIOCM_RTS),  SPOOR_NAME(TIOCM_ST),
    SPOOR_NAME(TIOCM_SR),  SPOOR_NAME(TIOCM_CTS), SPOOR_NAME(TIOCM_CAR),  SPOOR_NAME(TIOCM_RNG),
    SPOOR_NAME(TIOCM_DSR), {0x2000, "TIOCM_OUT1"}, {0x4000, "TIOCM_OUT2"}, {0x8000, "TIOCM_LOOP"},
};
constexpr FlagSet modem_flags{"TIOCM_???", modem_bits};

constexpr Name flow_actions[] = {SPOOR_NAME(TCOOFF), SPOOR_NAME(TCOON), SPOOR_NAME(TCIOFF), SPOOR_NAME(TCION)};
constexpr FlagSet flow_action_names{"TC???", flow_actions};
constexpr Name flush_queues[] = {SPOOR_NAME(TCIFLUSH), SPOOR_NAME(TCOFLUSH), SPOOR_NAME(TCIOFLUSH)};
constexpr FlagSet flush_queue_names{"TC???", flush_queues};

ValueRef output_flags(Context& c, std::uint64_t bits) {
  constexpr std::uint64_t delays = NLDLY | CRDLY | TABDLY | BSDLY | VTDLY | FFDLY;
  return c.joined("|", c.symbol(nl_names, bits & NLDLY), c.symbol(cr_names, bits & CRDLY),
                  c.symbol(tab_names, bits & TABDLY), c.symbol(bs_names, bits & BSDLY),
                  c.symbol(vt_names, bits & VTDLY), c.symbol(ff_names, bits & FFDLY), c.flags(oflags, bits & ~delays));
}

ValueRef control_flags(Context& c, std::uint64_t bits) {
  const std::uint64_t input_speed = bits >> IBSHIFT & CBAUD;
  const ValueRef speed = c.symbol(speed_names, bits & CBAUD);
  const ValueRef size = c.symbol(size_names, bits & CSIZE);
  const ValueRef rest = c.flags(cflags, bits & ~std::uint64_t{CBAUD | CIBAUD | CSIZE});
  if (input_speed == 0) return c.joined("|", speed, size, rest);
  const ValueRef input = c.joined("<<", c.symbol(speed_names, input_speed), c.constant("IBSHIFT", IBSHIFT));
  return c.joined("|", speed, input, size, rest);
}

// [[VINTR]=0x3, …]
constexpr std::string_view control_characters[] = {
    "VINTR", "VQUIT", "VERASE", "VKILL",    "VEOF",     "VTIME",   "VMIN",   "VSWTC", "VSTART", "VSTOP",
    "VSUSP", "VEOL",  "VREPRINT", "VDISCARD", "VWERASE", "VLNEXT", "VEOL2", "17",     "18"};

ValueRef characters(Context& c, std::span<const std::byte> codes) {
  Collector<Field> fields(c.arena());
  for (std::size_t i = 0; i < codes.size() && i < std::size(control_characters); ++i)
    fields.add({control_characters[i], c.hex(std::to_integer<std::uint64_t>(codes[i]))});
  return c.fields(fields.items(), false, Struct::Style::indexed);
}

// struct termios, termios2 (with speeds) and the older termio, with 16-bit flags.
ValueRef attributes(Context& c, RemoteAddr addr, bool small, bool with_speeds) {
  StructReader s(c, addr);
  const auto flags = [&] { return small ? s.u16() : s.u32(); };
  s.add("c_iflag", c.flags(iflags, flags()));
  s.add("c_oflag", output_flags(c, flags()));
  s.add("c_cflag", control_flags(c, flags()));
  s.add("c_lflag", c.flags(lflags, flags()));
  const std::uint64_t line = s.u8();
  const ValueRef codes = characters(c, s.bytes(small ? 8 : 19));
  if (c.abbreviate()) return s.done(true);
  s.add("c_line", c.symbol(discipline_names, line));
  s.add("c_cc", codes);
  if (with_speeds) {
    s.add("c_ispeed", c.udec(s.u32()));
    s.add("c_ospeed", c.udec(s.u32()));
  }
  return s.done();
}
ValueRef termios_at(Context& c, RemoteAddr addr) { return attributes(c, addr, false, false); }
ValueRef termios2_at(Context& c, RemoteAddr addr) { return attributes(c, addr, false, true); }
ValueRef termio_at(Context& c, RemoteAddr addr) { return attributes(c, addr, true, false); }

ValueRef winsize_at(Context& c, RemoteAddr addr) {
  StructReader s(c, addr);
  for (const auto name : {"ws_row", "ws_col", "ws_xpixel", "ws_ypixel"}) s.add(name, c.udec(s.u16()));
  return s.done();
}

// The one character that TIOCSTI puts into the input queue.
ValueRef character_at(Context& c, RemoteAddr addr) {
  const auto bytes = c.load_bytes(addr, 1);
  if (bytes.empty()) return nullptr;
  return c.make(Str{.bytes = {reinterpret_cast<const char*>(bytes.data()), 1}});
}

constexpr Name display_modes[] = {SPOOR_NAME(KD_TEXT), SPOOR_NAME(KD_GRAPHICS), SPOOR_NAME(KD_TEXT0),
                                  SPOOR_NAME(KD_TEXT1)};
constexpr FlagSet display_mode_names{"KD_???", display_modes};
constexpr Name keyboard_types[] = {SPOOR_NAME(KB_84), SPOOR_NAME(KB_101), SPOOR_NAME(KB_OTHER)};
constexpr FlagSet keyboard_type_names{"KB_???", keyboard_types};
constexpr Name keyboard_modes[] = {SPOOR_NAME(K_RAW), SPOOR_NAME(K_XLATE), SPOOR_NAME(K_MEDIUMRAW),
                                   SPOOR_NAME(K_UNICODE), SPOOR_NAME(K_OFF)};
constexpr FlagSet keyboard_mode_names{"K_???", keyboard_modes, FlagSet::Rest::dec};
template <const FlagSet& Set, std::size_t Size>
ValueRef symbol_at(Context& c, RemoteAddr addr) {
  const auto value = c.load_uint(addr, Size);
  if (!value) return nullptr;
  const ValueRef items[] = {c.symbol(Set, *value)};
  return c.list(items);
}

constexpr unsigned long tcgets2 = _IOR('T', 0x2A, struct termios2), tcsets2 = _IOW('T', 0x2B, struct termios2),
                        tcsetsw2 = _IOW('T', 0x2C, struct termios2), tcsetsf2 = _IOW('T', 0x2D, struct termios2);

constexpr IoctlRequest rows[] = {
    row(TCGETS, out<termios_at>()),
    row(TCSETS, in<termios_at>()),
    row(TCSETSW, in<termios_at>()),
    row(TCSETSF, in<termios_at>()),
    row(TIOCGLCKTRMIOS, out<termios_at>()),
    row(TIOCSLCKTRMIOS, in<termios_at>()),
    row(tcgets2, out<termios2_at>()),
    row(tcsets2, in<termios2_at>()),
    row(tcsetsw2, in<termios2_at>()),
    row(tcsetsf2, in<termios2_at>()),
    row(TCGETA, out<termio_at>()),
    row(TCSETA, in<termio_at>()),
    row(TCSETAW, in<termio_at>()),
    row(TCSETAF, in<termio_at>()),
    row(TIOCGWINSZ, out<winsize_at>()),
    row(TIOCSWINSZ, in<winsize_at>()),
    row(TCSBRK, number_i32()),
    row(TCSBRKP, number_i32()),
    row(TIOCSCTTY, number_i32()),
    row(TCXONC, arg::choice_long("arg", flow_action_names)),
    row(TCFLSH, arg::choice_long("arg", flush_queue_names)),
    row(TIOCMGET, out<flags32_at<modem_flags>>()),
    row(TIOCMSET, in<flags32_at<modem_flags>>()),
    row(TIOCMBIS, in<flags32_at<modem_flags>>()),
    row(TIOCMBIC, in<flags32_at<modem_flags>>()),
    row(TIOCGPGRP, out<i32_at>()),
    row(TIOCGSID, out<i32_at>()),
    row(TIOCSPGRP, in<i32_at>()),
    row(TIOCGETD, out<i32_at>()),
    row(TIOCSETD, in<i32_at>()),
    row(TIOCPKT, in<i32_at>()),
    row(TIOCGPTN, out<i32_at>()),
    row(TIOCSPTLCK, in<i32_at>()),
    row(TIOCGEXCL, out<i32_at>()),
    row(TIOCGDEV, out<i32_at>()),
    row(TIOCGSOFTCAR, out<i32_at>()),
    row(TIOCSSOFTCAR, in<i32_at>()),
    row(TIOCOUTQ, out<i32_at>()),
    row(TIOCSTI, in<character_at>()),
    row(TIOCEXCL),
    row(TIOCNXCL),
    row(TIOCNOTTY),
    row(TIOCCONS),
    row(TIOCSBRK),
    row(TIOCCBRK),
    row(TIOCVHANGUP),
    row(FIONREAD, out<i32_at>()),
    row(FIONBIO, in<i32_at>()),
    row(FIOASYNC, in<i32_at>()),
    row(FIOCLEX),
    row(FIONCLEX),
    row(KDGETMODE, out<symbol_at<display_mode_names, 4>>()),
    row(KDSETMODE, arg::choice_long("arg", display_mode_names)),
    row(KDGKBTYPE, out<symbol_at<keyboard_type_names, 1>>()),
    row(KDGKBMODE, out<symbol_at<keyboard_mode_names, 4>>()),
    row(KDSKBMODE, arg::choice_long("arg", keyboard_mode_names)),
};

}  // namespace

extern const std::span<const IoctlRequest> terminal_requests = rows;

}  // namespace spoor::abi::ioctl
