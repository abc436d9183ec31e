#!/usr/bin/env python3
"""Writes spoor/abi/generated/ioctls.inc: the names of ioctl request numbers, for each ABI.

usage: generate_ioctls.py [--drm FOLDER] > spoor/abi/generated/ioctls.inc

The numbers hold the sizes of structs, so they are taken from the compiler: every macro of the kernel's headers that expands
to an _IOC(), and the plain numbers of the older interfaces (PLAIN), is evaluated with -m64, -m32 and -mx32. Needs
linux-libc-dev, gcc-multilib, gcc-multilib-x86-64-linux-gnux32 or libc6-dev-x32, and for drm the headers of libdrm-dev
(--drm, /usr/include/libdrm if that is not given). What is newer than the headers stands in ioctls_extra.txt beside this file.
"""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys

ABIS = {"x86_64": "-m64", "i386": "-m32", "x32": "-mx32"}
FOLDERS = ["linux", "asm-generic", "asm", "sound", "rdma", "mtd", "scsi", "video", "misc", "xen", "drm"]

# Old interfaces number their requests without _IOC(): the header, and what the names of requests look like there.
PLAIN = {
    "asm-generic/ioctls.h": r"(TC|TIOC|FIO)(?!PKT_|SER_TEMT)\w+",
    "asm-generic/sockios.h": r"(SIOC|FIO)\w+",
    "linux/sockios.h": r"SIOC(?!DEVPRIVATE|PROTOPRIVATE)\w+|SIOCDEVPRIVATE|SIOCPROTOPRIVATE",
    "linux/wireless.h": r"SIOC[SG]IW\w+|SIOCIWFIRST",
    "linux/kd.h": r"(KD[GSM]|KIOC|GIO_|PIO_)\w+|KDENABIO|KDDISABIO|KDADDIO|KDDELIO|KBD_\w+",
    "linux/vt.h": r"VT_(OPENQRY|GETMODE|SETMODE|GETSTATE|SENDSIG|RELDISP|ACTIVATE|WAITACTIVE|DISALLOCATE|RESIZEX?|LOCKSWITCH"
                  r"|UNLOCKSWITCH|GETHIFONTMASK|WAITEVENT|SETACTIVATE)",
    "linux/cdrom.h": r"(CDROM(?!_)\w+|CDROM_(SELECT|MEDIA|DISC|DRIVE|CHANGER|LOCK|DEBUG|GET_CAPABILITY|SEND_PACKET|NEXT|LAST"
                     r"|TIMED)\w*|DVD_(READ_STRUCT|WRITE_STRUCT|AUTH))",
    "linux/loop.h": r"LOOP_(?!\w+_FLAGS)\w+",
    "linux/hdreg.h": r"HDIO_\w+",
    "linux/fd.h": r"FD[A-Z]+",
    "linux/apm_bios.h": r"APM_IOC_\w+",
    "linux/if_ppp.h": r"SIOC\w+",
    "linux/ppp-ioctl.h": r"SIOC\w+",
    "linux/mii.h": r"SIOC\w+",
    "scsi/sg.h": r"SG_(EMULATED_HOST|SET_TRANSFORM|GET_TRANSFORM|SET_RESERVED_SIZE|GET_RESERVED_SIZE|GET_SCSI_ID"
                 r"|SET_FORCE_LOW_DMA|GET_LOW_DMA|SET_FORCE_PACK_ID|GET_PACK_ID|GET_NUM_WAITING|SET_DEBUG|GET_SG_TABLESIZE"
                 r"|GET_VERSION_NUM|NEXT_CMD_LEN|SCSI_RESET|IO|GET_REQUEST_TABLE|SET_KEEP_ORPHAN|GET_KEEP_ORPHAN"
                 r"|GET_ACCESS_COUNT|SET_TIMEOUT|GET_TIMEOUT|GET_COMMAND_Q|SET_COMMAND_Q)",
}
# Names of other things in those headers; helpers that only look like requests; other CPUs' requests; mixer channels, which
# are named by their number (spoor/abi/ioctl_names.cc); requests of a sound driver that Linux no longer has, whose numbers are
# those of terminals.
NOT_REQUESTS = re.compile(
    r"__\w+|\w*(_BASE|_MAGIC|_IOC_TYPE|_RESERVED|COMMAND_BASE|COMMAND_END|_HDR_SIZE)|_IO\w*|\w*_IOC(R|W|WR|N)?"
    r"|(S?IOC)_(IN|OUT|INOUT)|IOCSIZE_\w+|HDIO_DRIVE_CMD_AEB|SISFB_(CMD_\w+|ID)|KVM_(S390|PPC|ARM|TRACE)_\w+|BOND_\w+_OLD"
    r"|SOUND_MIXER_(READ|WRITE)_\w+|DMA_BUF_SET_NAME|DRM_IOCTL_(MACH64|SIS)_\w+|SNDRV_TIMER_IOCTL_TREAD"
    r"|VIDIOC_SUBDEV_(\w*STD|[GS]_EDID|\w*DV_TIMINGS\w*)|SIOCGSTAMP(NS)?|SNDCTL_TMR_(START|STOP|CONTINUE)")
# Headers that pull these in first, or cannot be compiled without them.
PRELUDE = """#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <linux/types.h>
#include <linux/ioctl.h>
#include <linux/fiemap.h>
"""
ALIAS = re.compile(r"\(?[A-Za-z_]\w+\)?\s*(/\*|//|$)")
DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)(?!\()[ \t]+(\S.*)$", re.MULTILINE)


def headers(roots):
    for folder in FOLDERS:
        for root in roots:
            for path in sorted((root / folder).rglob("*.h")):
                yield str(path.relative_to(root)), path


def candidates(name, path):
    text = path.read_text(errors="replace").replace("\\\n", " ")
    if "_IO" not in text and name not in PLAIN:
        return [], None
    plain = re.compile(PLAIN[name]) if name in PLAIN else None
    # A macro that only stands for another is an older or a second name, which says nothing new.
    macros = sorted({m.group(1) for m in DEFINE.finditer(text) if not ALIAS.match(m.group(2))})
    return [m for m in macros if not NOT_REQUESTS.fullmatch(m)], plain


def compile_(flags, source):
    return subprocess.run(["gcc", "-x", "c", "-w", "-fmax-errors=0", *flags, "-"], input=source, capture_output=True, text=True)


def requests_of(group, includes):
    """Of the candidates of each (header, macros, plain): those that expand to an _IOC(), or are plain numbers."""
    source = PRELUDE + "".join(f"#include <{name}>\n" for name, _, _ in group)
    source += "".join(f"@@{i} \"{m}\" {m}\n" for i, (_, macros, _) in enumerate(group) for m in macros)
    done = compile_(["-E", "-P", *includes], source)
    if done.returncode != 0:
        return split(requests_of, group, includes)
    found = {}
    for line in done.stdout.splitlines():
        if not line.startswith("@@"):
            continue
        index, macro, expansion = (line[2:].split(" ", 2) + [""])[:3]
        name, _, plain = group[int(index)]
        macro = macro.strip('"')
        if "(0 +8)" in expansion or (plain and plain.fullmatch(macro) and expansion != macro):
            found.setdefault(name, []).append(macro)
    return list(found.items())


def values_of(group, flags):
    """Numbers by name; macros that do not compile (types that only the kernel has) are left out."""
    group = [(name, macro) for name, macros in group for macro in macros]
    head = PRELUDE + "".join(f"#include <{name}>\n" for name in dict.fromkeys(name for name, _ in group))
    first = head.count("\n") + 1
    while group:
        source = head + "".join(f"const unsigned value_{i} = (unsigned)({m});\n" for i, (_, m) in enumerate(group))
        done = compile_([*flags, "-S", "-o", "-"], source)
        if done.returncode == 0:
            values = {int(i): 0 if kind == "zero" else int(v) & 0xFFFFFFFF for i, kind, v in
                      re.findall(r"^value_(\d+):\n\s*\.(long|zero)\s+(-?\d+)", done.stdout, re.MULTILINE)}
            return [(group[i][1], v) for i, v in values.items()]
        errors = re.findall(r"^([^:\n]+):(\d+):\d+: (?:fatal )?error", done.stderr, re.MULTILINE)
        bad = {int(line) - first for file, line in errors if file == "<stdin>"}
        if not bad or min(bad) < 0 or any(file != "<stdin>" for file, _ in errors):
            headers = list(dict.fromkeys(name for name, _ in group))
            by_header = [(h, [m for name, m in group if name == h]) for h in headers]
            return split(values_of, by_header, flags)
        group = [item for i, item in enumerate(group) if i not in bad]
    return []


def split(function, group, *rest):
    """Headers that do not go together are tried in halves; one that does not compile alone gives nothing."""
    if len(group) < 2:
        return []
    half = len(group) // 2
    return function(group[:half], *rest) + function(group[half:], *rest)


def extra(mode):
    """ioctls_extra.txt: `NAME EXPRESSION` a line, lines starting with # being C that the expressions need."""
    lines = pathlib.Path(__file__).with_name("ioctls_extra.txt").read_text().splitlines()
    pairs = [line.split(None, 1) for line in lines if line and not line.startswith("//")]
    source = PRELUDE + "".join(f"const unsigned value_{n} = (unsigned)({e});\n" for n, e in pairs)
    done = compile_([mode, "-S", "-o", "-"], source)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return {n: int(v) & 0xFFFFFFFF for n, v in
            re.findall(r"^value_(\w+):\n\s*\.long\s+(-?\d+)", done.stdout, re.MULTILINE)}


def collect(roots, includes):
    candidate_rows = [(name, *candidates(name, path)) for name, path in headers(roots)]
    candidate_rows = [row for row in candidate_rows if row[1]]
    found = requests_of(candidate_rows, includes)
    groups = [found[i:i + 8] for i in range(0, len(found), 8)]
    names = {abi: {} for abi in ABIS}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for abi, mode in ABIS.items():
            for values in pool.map(lambda group: values_of(group, [mode, *includes]), groups):
                names[abi].update(values)
            for name, value in extra(mode).items():
                names[abi].setdefault(name, value)
    return names


def by_number(names):
    table = {}
    for name, value in names.items():
        table.setdefault(value, set()).add(name)
    return {value: " or ".join(sorted(same)) for value, same in table.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drm", default="/usr/include/libdrm", help="folder with the drm headers")
    drm = pathlib.Path(parser.parse_args().drm)
    # <drm/…> as the kernel's own headers name it.
    link = pathlib.Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    (link / "drm").symlink_to(drm)
    try:
        roots = [pathlib.Path("/usr/include"), pathlib.Path("/usr/include/x86_64-linux-gnu"), link]
        tables = {abi: by_number(n) for abi, n in collect(roots, ["-I", str(link), "-I", str(drm)]).items()}
    finally:
        (link / "drm").unlink()
        link.rmdir()
    common = set.intersection(*(set(t.items()) for t in tables.values()))
    print("// Made by tools/generate_ioctls.py from the kernel's headers; not to be edited. IOCTL(ABI, number, names)")
    for abi, rows in [("common", common), *((abi, set(t.items()) - common) for abi, t in tables.items())]:
        for value, name in sorted(rows):
            print(f'IOCTL({abi}, {value:#010x}, "{name}")')


if __name__ == "__main__":
    main()
