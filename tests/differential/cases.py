"""What is run under both tracers."""

import contextlib
import dataclasses
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from typing import Callable


@dataclasses.dataclass
class Case:
    name: str
    argv: list
    options: list = dataclasses.field(default_factory=list)
    setup: Callable = None              # gets the working folder before the run
    server: Callable = None             # a context manager of (folder, tracer) around the run
    shapes: bool = False                # the program never does the same twice: compare the shapes of lines
    varies: bool = False                # several tasks: the order of signals and waits differs from run to run
    masks: list = dataclasses.field(default_factory=list)   # (pattern, replacement) for this case alone
    ignore: list = dataclasses.field(default_factory=list)  # shapes, as patterns, that need not occur in both
    environment: dict = dataclasses.field(default_factory=dict)
    timeout: int = 60
    alone: str = ""                     # cases of the same name here use the same files, keys and so on: one at a time

    @property
    def follows(self):
        return any(option.startswith("-f") or option == "--follow-forks" for option in self.options)

    def program_missing(self):
        return "/" not in self.argv[0] and shutil.which(self.argv[0]) is None

    def prepare(self, work):
        (work / "file").write_text("first line\nsecond line\nlast line\n")
        (work / "folder").mkdir()
        (work / "folder" / "inner").write_text("x" * 100)
        os.symlink("file", work / "link")
        for path in (work / "file", work / "folder" / "inner", work / "folder"):
            os.utime(path, (1000000000, 1000000000))
        if self.setup:
            self.setup(work)

    def around(self, work, which):
        return self.server(work, which) if self.server else contextlib.nullcontext()

    def ignored(self, line):
        """Whether the shape may be missing from the other trace: what depends on how threads meet."""
        return any(re.search(pattern, line) for pattern in (MEETINGS, *self.ignore))


MEETINGS = (r"^(futex|sched_yield|madvise|munmap|mprotect|brk|(clock_)?nanosleep|restart_syscall|epoll_p?wait|tgkill|"
            r"rt_sigreturn|wait4|kill)\(|ERESTART|^--- SIG| = \?$")


def tool(*argv, name=None, options=(), **more):
    return Case(name or " ".join(argv)[:60], list(argv), list(options), **more)


def shell(name, script, **more):
    more.setdefault("varies", True)
    return Case(name, ["/bin/bash", "-c", script], ["-f"], **more)


# Random bytes: the seed, and the journal's nonce with the checksums that it begins.
SQLITE = [(r'read\((\d), ".*"\.\.\., 44\)', r'read(\1, RANDOM, 44)'), (r'(pwrite64\(4, ).*(, 4|, 512), (\d+\)) +=', r'\1RANDOM\2, \3 =')]


def single_programs():
    """One task each: every line is compared."""
    yield tool("true")
    yield tool("false")
    yield tool("echo", "hello")
    yield tool("cat", "file")
    yield tool("cat", "nonexistent")
    yield tool("ls")
    yield tool("ls", "-la", "/etc/passwd", "/dev/null", ".")
    yield tool("ls", "-lR", "folder")
    yield tool("cp", "file", "copy")
    yield tool("cp", "-a", "folder", "folder2")
    yield tool("mv", "file", "moved")
    yield tool("rm", "-rf", "folder")
    yield tool("mkdir", "-p", "a/b/c")
    yield tool("rmdir", "nonexistent")
    yield tool("ln", "-s", "file", "link2")
    yield tool("ln", "file", "hard")
    yield tool("readlink", "-f", "link")
    yield tool("touch", "-d", "2001-02-03", "new")
    yield tool("chmod", "600", "file")
    yield tool("stat", "file")
    yield tool("stat", "-f", "/proc")
    yield tool("df", "/")
    yield tool("du", "-s", "folder")
    yield tool("wc", "file")
    yield tool("head", "-n1", "file")
    yield tool("tail", "-n1", "file")
    yield tool("sort", "file")
    yield tool("uniq", "file")
    yield tool("tr", "a", "b")
    yield tool("cut", "-c1-3", "file")
    yield tool("md5sum", "file")
    yield tool("sha256sum", "file")
    yield tool("base64", "file")
    yield tool("od", "-x", "file")
    yield tool("dd", "if=/dev/zero", "of=zeros", "bs=1k", "count=3",
               masks=[(r'(write\(2, "3072 bytes.*), \d+\) += \d+', r"\1, N) = N")])
    yield tool("truncate", "-s", "1M", "big")
    yield tool("mktemp", "-p", ".", varies=True, masks=[(r"tmp\.\w{10}", "tmp.NAME")])
    yield tool("date", "+%Y")
    yield tool("id")
    yield tool("uname", "-a")
    yield tool("hostname")
    yield tool("pwd", name="/bin/pwd")
    yield tool("env")
    yield tool("printenv", "HOME")
    yield tool("expr", "1", "+", "2")
    yield tool("seq", "3")
    yield tool("sleep", "0.01")
    yield tool("tty")
    yield tool("nproc")
    yield tool("grep", "-r", "line", ".")
    yield tool("sed", "-n", "1p", "file")
    yield tool("awk", "{print $1}", "file", masks=[(r'"\d{4,}"', '"N"')])
    yield tool("find", ".", "-name", "in*")
    yield tool("diff", "file", "link")
    yield tool("tar", "cf", "a.tar", "folder")
    yield tool("file", "file")
    yield tool("sqlite3", ":memory:", "create table t(a); insert into t values(1); select * from t;", masks=SQLITE)
    yield tool("sqlite3", "base.db", "create table t(a); insert into t values(1); select * from t;",
               masks=SQLITE)


def trees():
    """Several tasks: calls are put together, and each task is compared by itself."""
    yield shell("bash pipe", "cat file | sort | head -n1")
    yield shell("bash subshells", "(true); x=$(echo hi); echo $x; false || true")
    yield shell("bash background", "true & wait $!; kill -0 $$")
    yield shell("bash exec", "exec true")
    yield shell("bash trap", "trap 'echo caught' USR1; kill -USR1 $$; exit 3")
    yield shell("bash killed", "kill -9 $$")
    yield shell("bash stop", "bash -c 'kill -STOP $$' & while kill -CONT $! 2>/dev/null; do :; done; wait", shapes=True)
    yield tool("timeout", "5", "true", options=["-f"], varies=True)
    yield tool("xargs", "echo", options=["-f"], varies=True)
    yield tool("git", "init", "-q", "repo", options=["-f"], varies=True, masks=[(r"\.git/t\w{6}\b", ".git/tNAME")])
    yield tool("git", "status", options=["-f"], setup=git_repository, varies=True)
    yield tool("git", "log", "--oneline", options=["-f"], setup=git_repository, varies=True)
    yield tool("git", "diff", options=["-f"], setup=git_repository, varies=True)
    yield tool("make", options=["-f"], setup=makefile, varies=True, masks=[(r"GM\w{6}\b", "GMNAME")])
    yield tool("gcc", "-c", "hello.c", options=["-f"], setup=c_source, varies=True, masks=[(r"\bcc[A-Za-z0-9]{6}\b", "ccNAME")])
    yield tool("/usr/bin/python3", "-c", "import json, os; print(json.dumps(os.listdir('.')))", name="python3 json",
               environment={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"})
    yield tool("/usr/bin/python3", "-c", "import subprocess; subprocess.run(['true'])", name="python3 subprocess",
               options=["-f"], environment={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}, varies=True)
    yield tool("/usr/bin/python3", "-c", "import threading; t=threading.Thread(target=print); t.start(); t.join()",
               name="python3 thread", options=["-f"], shapes=True,
               environment={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"})


def large_programs():
    """By the shapes of their lines."""
    yield tool("node", "-e", "console.log(require('fs').readdirSync('.').length)", name="node", options=["-f"], shapes=True)
    yield tool("java", "-version", name="java", options=["-f"], shapes=True)
    port = free_port()
    yield tool("curl", "-s", f"http://127.0.0.1:{port}/file", name="curl", options=["-f"], shapes=True,
               server=lambda work, which, port=port: http_server(work, port))
    port = free_port()
    yield tool("redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", name="redis", options=["-f"],
               shapes=True, server=lambda work, which, port=port: redis_client(port))
    port = free_port()
    yield tool("nginx", "-p", ".", "-c", "nginx.conf", name="nginx", options=["-f"], shapes=True,
               setup=lambda work, port=port: nginx_configuration(work, port),
               server=lambda work, which, port=port: nginx_client(work, port))
    if shutil.which("go"):
        yield tool("./hello", name="static go program", options=["-f"], shapes=True, setup=go_program, timeout=120)


OPTIONS = ["-v", "-y", "-yy", "-X raw", "-X verbose", "-x", "-xx", "-s 0", "-s 1000", "-a 0", "-a 100", "-n", "-qq",
           "-e trace=%file", "-e trace=!%memory", "-e trace=/^open", "-e raw=all", "-e abbrev=none", "-e verbose=none",
           "-e trace=desc -e signal=none", "-z", "-Z", "-e status=failed,unfinished", "-P file", "-P /etc/passwd",
           "-e read=3 -e write=1", "--strings-in-hex=non-ascii-chars", "-e trace=read,close -yy", "-E A=B -E HOME",
           "--decode-fds=path,dev", "-f -Y"]


def option_matrix():
    for options in OPTIONS:
        yield Case(f"ls with {options}", ["ls", "-l", "file", "/dev/null", "/etc/passwd", "nonexistent"], options.split())
    for options in ("-f -v", "-f -yy", "-f -X raw"):
        yield Case(f"bash with {options}", ["/bin/bash", "-c", "cat file | sort; kill -USR1 $$"], options.split(), varies=True)


def families(folder):
    """Programs that make the calls of one family each, with good and bad arguments; they are compiled here."""
    if folder is None:
        return
    for source in sorted(folder.glob("*.c")):
        for options in (["-f"], ["-f", "-v"], ["-f", "-X", "raw"], ["-f", "-X", "verbose"]):
            if source.stem == "signals" and options[-1] == "verbose":
                continue  # strace 6.1 dies of its own fault at a long set of signals
            yield Case(f"calls/{source.stem} {' '.join(options)}", ["./program"], options,
                       setup=lambda work, source=source: compile_program(source, work), varies=True,
                       alone=source.stem)


def all_cases(calls):
    return [case for cases in (single_programs(), trees(), large_programs(), option_matrix(), families(calls))
            for case in cases]


# --- what they need ---

built = {}


def compile_program(source, work):
    if source not in built:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="spoor-calls-"))
        subprocess.run(["gcc", "-O1", "-D_GNU_SOURCE", "-w", "-o", folder / "program", source, "-lpthread"], check=True)
        built[source] = (folder / "program").read_bytes()
        shutil.rmtree(folder)
    (work / "program").write_bytes(built[source])
    (work / "program").chmod(0o755)


def git_repository(work):
    environment = dict(os.environ, GIT_CONFIG_NOSYSTEM="1", HOME="/nonexistent", GIT_AUTHOR_DATE="2001-01-01T00:00:00Z",
                       GIT_COMMITTER_DATE="2001-01-01T00:00:00Z")
    for command in (["init", "-q"], ["add", "file"],
                    ["-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "message"]):
        subprocess.run(["git", *command], cwd=work, env=environment, check=True)


def makefile(work):
    (work / "Makefile").write_text("all: copy\n\ncopy: file\n\tcat file >copy\n")


def c_source(work):
    (work / "hello.c").write_text("int main(void) { return 0; }\n")


def go_program(work):
    if "go" not in built:
        (work / "hello.go").write_text('package main\n\nfunc main() { println("hello") }\n')
        environment = dict(os.environ, CGO_ENABLED="0", GOFLAGS="-mod=mod", GOCACHE=str(work / "cache"), GO111MODULE="off")
        subprocess.run(["go", "build", "-o", "hello", "hello.go"], cwd=work, env=environment, check=True)
        built["go"] = (work / "hello").read_bytes()
        shutil.rmtree(work / "cache", ignore_errors=True)
    (work / "hello").write_bytes(built["go"])
    (work / "hello").chmod(0o755)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise OSError(f"nothing listens on port {port}")


@contextlib.contextmanager
def http_server(work, port):
    server = subprocess.Popen([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)], cwd=work,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port)
        yield
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def client(function):
    """Runs the function beside the traced server; it ends the server, however it ends itself."""
    thread = threading.Thread(target=function)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def redis_client(port):
    def talk():
        wait_for_port(port)
        command = ["redis-cli", "-p", str(port)]
        for words in (["ping"], ["set", "key", "value"], ["get", "key"], ["shutdown", "nosave"]):
            subprocess.run([*command, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30, check=False)
    return client(talk)


def nginx_configuration(work, port):
    (work / "logs").mkdir()
    (work / "nginx.conf").write_text(f"""
daemon off; master_process off; pid nginx.pid; error_log logs/error.log;
events {{ worker_connections 16; }}
http {{ access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4;
  scgi_temp_path t5; server {{ listen 127.0.0.1:{port}; root .; }} }}
""")


def nginx_client(work, port):
    def talk():
        wait_for_port(port)
        subprocess.run(["curl", "-s", f"http://127.0.0.1:{port}/file"], stdout=subprocess.DEVNULL, timeout=30, check=False)
        os.kill(int((work / "nginx.pid").read_text()), signal.SIGTERM)
    return client(talk)
