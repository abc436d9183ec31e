"""Traces made comparable: what differs from run to run is renamed by the order in which it appears."""

import re

PID_LINE = re.compile(r"^(\d+)(?:<[^>]*>)? +(.*)$")
UNFINISHED = re.compile(r"^(.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^((?:\S+ )*?)<\.\.\. (\S+) resumed>(.*)$")
PADDING = re.compile(r"\) +(= )")


def split_tasks(text):
    """{tid: [line]} of the output of -f -o FILE, in the order in which the tasks appear."""
    tasks = {}
    for line in text.splitlines():
        found = PID_LINE.match(line)
        tid, rest = (int(found[1]), found[2]) if found else (0, line)
        tasks.setdefault(tid, []).append(rest)
    return tasks


def join_lines(lines):
    """Puts calls that were written in two pieces together, and takes the padding out: where a line is split depends on
    what other tasks did."""
    joined = []
    open_at = None
    for line in lines:
        found = UNFINISHED.match(line)
        if found:
            open_at = len(joined)
            joined.append(found[1])
            continue
        found = RESUMED.match(line)
        if found and open_at is not None:
            joined[open_at] += found[3]
            open_at = None
            continue
        joined.append(line)
    return [PADDING.sub(r") \1", line, count=1) for line in joined]


class Renamer:
    """Gives every different text its own number, in the order of first appearance."""

    def __init__(self, letter):
        self.letter = letter
        self.names = {}

    def __call__(self, text):
        return self.names.setdefault(text, f"{self.letter}{len(self.names) + 1}")


TIMES = [
    # Times of day, of files, of processes; what the kernel counts while the program runs.
    (re.compile(r"\b(st_ino|stx_ino|d_ino)=\d+"), r"\1=N"),
    (re.compile(r"\b(tv_sec|tv_nsec|tv_usec)=\d+"), r"\1=T"),
    (re.compile(r"\b(si_utime|si_stime|tms_utime|tms_stime|tms_cutime|tms_cstime)=\d+( /\* [^*]* \*/)?"), r"\1=T"),
    (re.compile(r"\b(st_[acm]time)=[-+\d]+( /\* [^*]* \*/)?"), r"\1=T"),
    (re.compile(r"\b(st_[acm]time_nsec)=\d+"), r"\1=T"),
    (re.compile(r"/\* \d{4}-\d\d-\d\dT[^*]*\*/"), "/* T */"),
    (re.compile(r"\b(ru_\w+|uptime|loads|freeram|sharedram|bufferram|freeswap|procs|freehigh)=(\[[^]]*\]|\{[^}]*\}|\d+)"), r"\1=N"),
    (re.compile(r"\b(f_bfree|f_bavail|f_ffree|f_files|f_blocks)=\d+"), r"\1=N"),
    (re.compile(r"\b(\w+time\w*|stx_\w*time)=\{tv_sec=T, tv_nsec=T\}"), r"\1={T}"),
]
ADDRESS = re.compile(r"\b0x[0-9a-f]{5,16}\b")
ADDRESS_BARE = re.compile(r"^\[[0-9a-f]{16}\]")
INODE = re.compile(r"\b(socket|pipe|anon_inode|UNIX(?:-\w+)?|TCP(?:v6)?|UDP(?:v6)?|NETLINK):\[(\d+)\]")
PORT = re.compile(r"\bhtons\((\d{5})\)")
PEER = re.compile(r"\b(127\.0\.0\.1|\[::1\]|0\.0\.0\.0):(\d{5})\b")
CPUS = re.compile(r"(\[\d+(?: \d+)+(?: \.\.\.)?\])")  # numbers that are no processes, though low ones may look so
RANDOM = re.compile(r'^(.*getrandom\()"[^"]*"(\.\.\.)?')


IPC_MADE = re.compile(r"(^(?:shm|sem|msg)get\(.*\) += )(\d+)$")
IPC_USED = re.compile(r"(^(?:shm|sem|msg)(?!get)\w+\()(\d+)(?=, )")
IPC_HIGHEST = re.compile(r"(^(?:shm|sem|msg)ctl\(0, .*\) += )[1-9]\d*$")


def ipc_lines(lines):
    """Identifiers of System V IPC, and the highest index of them: the kernel goes on counting from program to program."""
    name = Renamer("IPC")
    made = set()
    for line in lines:
        if found := IPC_MADE.search(line):
            made.add(found[2])
            line = IPC_MADE.sub(lambda m: m[1] + name(m[2]), line)
        line = IPC_HIGHEST.sub(r"\1INDEX", line)
        yield IPC_USED.sub(lambda m: m[1] + (name(m[2]) if m[2] in made else m[2]), line)


class Mask:
    """What is renamed in all tasks of one trace."""

    def __init__(self, tids, replacements=()):
        self.tids = {form(tid): f"P{index + 1}" for index, tid in enumerate(tids) if tid for form in (str, hex)}
        self.pid = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, self.tids)) + r")(?![\w.])") if self.tids else None
        self.replacements = [(re.compile(pattern), to) for pattern, to in replacements]
        self.inode = Renamer("I")
        self.port = Renamer("PORT")

    def task(self, lines):
        address = Renamer("A")
        return [self.line(line, address) for line in ipc_lines(lines)]

    def line(self, line, address):
        for pattern, to in self.replacements:
            line = pattern.sub(to, line)
        for pattern, to in TIMES:
            line = pattern.sub(to, line)
        line = RANDOM.sub(r'\1"RANDOM"\2', line)
        line = ADDRESS.sub(lambda m: address(m[0]), line)
        line = ADDRESS_BARE.sub("[ADDRESS]", line)
        line = INODE.sub(lambda m: f"{m[1]}:[{self.inode(m[2])}]", line)
        line = PORT.sub(lambda m: f"htons({self.port(m[1])})", line)
        line = PEER.sub(lambda m: f"{m[1]}:{self.port(m[2])}", line)
        if self.pid:
            parts = CPUS.split(line)
            parts[::2] = [self.pid.sub(lambda m: self.tids[m[1]], part) for part in parts[::2]]
            line = "".join(parts)
        return line


STRING = re.compile(r'"(?:[^"\\]|\\.)*"(\.\.\.)?')
NUMBER = re.compile(r"(?<![A-Za-z_\d])-?(0x[0-9a-f]+|\d+)\b")
RENAMED = re.compile(r"\b(A|I|P|PORT)\d+\b")
REPEATS = re.compile(r"((?:\{[^{}]*\}|[^\[\]{},]+), )\1+")


def shape(line):
    """A line without its numbers and strings: what is left for programs that never do the same twice."""
    line = STRING.sub('"S"', line)
    line = NUMBER.sub("N", line)
    line = RENAMED.sub(r"\1", line)
    return REPEATS.sub(r"\1", line)
