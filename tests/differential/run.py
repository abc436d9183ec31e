#!/usr/bin/env python3
"""Runs programs under `spoor strace` and under the installed strace, and compares the two traces.

usage: run.py --spoor PROGRAM [--calls FOLDER] [--only REGEX] [--keep FOLDER] [--list] [--verbose]

Exact cases are compared task by task and line by line, after what differs from run to run has been renamed; programs that
do not do the same twice are compared by the shapes of their lines. A difference is a failure unless differences.toml
names it, with its reason.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import cases as case_list  # noqa: E402
from masking import Mask, join_lines, shape, split_tasks  # noqa: E402

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C", "LC_ALL": "C", "TZ": "UTC",
               "TERM": "dumb", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"}
TRIES = 12  # signals and threads come when they come: two runs of one tracer differ too


def version_of(strace):
    """6.1, of the first line of strace -V."""
    said = subprocess.run([strace, "-V"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"version (\d+\.\d+)", said)
    return found[1] if found else "unknown"


class Runner:
    def __init__(self, options):
        self.options = options
        self.strace = shutil.which("strace")
        self.locks = collections.defaultdict(threading.Lock)
        rules = tomllib.loads((HERE / "differences.toml").read_text())
        self.rules = [(re.compile(rule["match"]), rule.get("with")) for rule in rules["difference"]
                      if re.fullmatch(rule.get("strace", ".*"), version_of(self.strace))]

    def tracer(self, which):
        return [self.options.spoor, "strace"] if which == "spoor" else [self.strace]

    def trace(self, case, which):
        """The text of one run of the case, in a folder of its own that has the same name for both tracers."""
        with tempfile.TemporaryDirectory(prefix="spoor-differential-", dir="/tmp") as folder:
            work = pathlib.Path(folder) / "work"
            work.mkdir()
            case.prepare(work)
            out = pathlib.Path(folder) / "trace"
            command = ["setarch", "-R", *self.tracer(which), "-o", str(out), *case.options, *case.argv]
            environment = dict(ENVIRONMENT, **case.environment)
            with case.around(work, which):
                subprocess.run(command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, timeout=case.timeout, check=False)
            text = out.read_text(errors="surrogateescape") if out.exists() else ""
            # Long paths may be cut within the name of the folder.
            return re.sub(r"/tmp/spoor-differential-\w*", "/FOLDER", text)

    def tidy(self, line):
        """Applies the named differences: None for a line that is left out."""
        for pattern, to in self.rules:
            if to is None and pattern.search(line):
                return None
            if to is not None:
                line = pattern.sub(to, line)
        return line

    def tasks(self, case, text):
        tasks = split_tasks(text) if case.follows else {0: text.splitlines()}
        mask = Mask(list(tasks), case.masks)
        if not case.follows and (own := re.search(r"\bset_tid_address\(.*\) += (\w+)$", text, re.M)):
            mask = Mask([int(own[1], 0)], case.masks)
        result = []
        for lines in tasks.values():
            if case.follows:
                lines = join_lines(lines)
            lines = [tidied for line in lines if (tidied := self.tidy(line)) is not None]
            if case.varies:
                lines = late_signals_last(lines)
            result.append(mask.task(lines))
        return result

    def compare_exact(self, case):
        """Nothing, or the difference of the pair of runs that are nearest to each other."""
        ours, theirs, nearest = [], [], None
        for _ in range(TRIES):
            ours.append(self.tasks(case, self.trace(case, "spoor")))
            theirs.append(self.tasks(case, self.trace(case, "strace")))
            for a in theirs:
                for b in ours:
                    difference = diff_tasks(a, b)
                    if not difference:
                        return []
                    if nearest is None or len(difference) < len(nearest):
                        nearest = difference
            if not case.varies and len(nearest) < 40 and len(ours) == 2:
                break
        return nearest

    def compare_shapes(self, case):
        """What spoor writes in every run, and strace in none."""
        seen = self.shapes(case, "strace") | self.shapes(case, "strace")
        missing = None
        for _ in range(TRIES // 2):
            ours = self.shapes(case, "spoor")
            missing = {line for line in (ours if missing is None else missing & ours)
                       if line not in seen and not case.ignored(line)}
            if not missing:
                return []
            seen |= self.shapes(case, "strace")
        return ["+" + line for line in sorted(missing - seen)]

    def shapes(self, case, which):
        text = self.trace(case, which)
        return {shape(line) for lines in self.tasks(case, text) for line in lines}

    def run(self, case):
        with self.locks[case.alone] if case.alone else contextlib.nullcontext():
            return self.compare(case)

    def compare(self, case):
        try:
            difference = self.compare_shapes(case) if case.shapes else self.compare_exact(case)
        except (OSError, subprocess.SubprocessError) as error:
            difference = [f"{error}"]
        return case, difference


def late_signals_last(lines):
    """Before or behind which call the end of a child is told depends on how fast the child is, and so does whether it
    interrupts a wait."""
    told = [line for line in lines if line.startswith("--- SIGCHLD ")]
    others = [line for line in lines if not line.startswith("--- SIGCHLD ")
              and not re.match(r"wait4\(.* = \? ERESTARTSYS", line)]
    return others + told


def diff_tasks(theirs, ours):
    lines = []
    for index in range(max(len(theirs), len(ours))):
        a = theirs[index] if index < len(theirs) else []
        b = ours[index] if index < len(ours) else []
        lines += list(difflib.unified_diff(a, b, f"strace, task {index + 1}", f"spoor, task {index + 1}", lineterm="", n=0))
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spoor", required=True, type=os.path.abspath)
    parser.add_argument("--calls", type=pathlib.Path, help="folder of programs that make calls of one family each")
    parser.add_argument("--only", default="")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--lines", type=int, default=40, help="how much of each difference to show")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if shutil.which("strace") is None:
        print("no strace to compare with")
        return 77
    cases = [case for case in case_list.all_cases(options.calls) if re.search(options.only, case.name)]
    missing = [case.name for case in cases if case.program_missing()]
    cases = [case for case in cases if case.name not in missing]
    if options.list:
        print("\n".join(case.name for case in cases))
        return 0
    runner = Runner(options)
    failed = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for case, difference in pool.map(runner.run, cases):
            print(f"{'same' if not difference else 'DIFFERENT':10} {case.name}", flush=True)
            if difference:
                failed[case.name] = difference[: options.lines]
    print(f"{len(cases) - len(failed)} of {len(cases)} the same")
    if missing:
        print(f"{len(missing)} not run, since their programs are not installed: " + " ".join(missing))
    for name, difference in failed.items():
        print("\n".join([f"different: {name}", *("    " + line for line in difference)]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
