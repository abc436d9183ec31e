#!/usr/bin/env python3
"""Runs the examples of documents: check_examples.py SPOOR FILE.md...

In a block marked `console` a line "$ COMMAND" is run by a shell with `spoor` in its PATH; the lines below it are what it is
to print (stdout and stderr together). "..." on a line of its own stands for any number of lines, inside a line for any
text; numbers and addresses stand for any. A link to a file of the repository must lead somewhere.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def blocks(text):
    """(line number, lines) of each console block."""
    inside, start, lines = False, 0, []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            if inside:
                yield start, lines
            inside, start, lines = line == "```console", number, []
        elif inside:
            lines.append(line)


def commands(lines):
    """(command, expected lines) pairs of a block."""
    result = []
    for line in lines:
        if line.startswith("$ "):
            result.append((line[2:], []))
        elif result:
            result[-1][1].append(line)
    return result


def pattern(expected):
    parts = []
    for line in expected:
        if line == "...":
            parts.append(r"(?:[^\n]*\n)*?")
            continue
        quoted = re.escape(line).replace(r"\.\.\.", r"[^\n]*")
        quoted = re.sub(r"0x[0-9a-f]+", "0x[0-9a-f]+", quoted)
        quoted = re.sub(r"(?:\\ )+=\\ ", r" *= ", quoted)
        parts.append(quoted + r"\n")
    return re.compile("".join(parts))


def run(command, path):
    with tempfile.TemporaryDirectory() as directory:
        environment = dict(os.environ, PATH=f"{path}:{os.environ['PATH']}", LC_ALL="C", NO_COLOR="1")
        done = subprocess.run(["sh", "-c", command], cwd=directory, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        return done.stdout.decode(errors="replace")


def check(document, spoor):
    failures = []
    text = document.read_text()
    with tempfile.TemporaryDirectory() as path:
        os.symlink(spoor, Path(path) / "spoor")
        for start, lines in blocks(text):
            for command, expected in commands(lines):
                output = run(command, path)
                if not pattern(expected).fullmatch(output):
                    failures.append(f"{document}:{start}: $ {command}\n  printed\n{output}")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        if not (document.parent / target).exists():
            failures.append(f"{document}: the link to {target} leads nowhere")
    return failures


def main():
    spoor = Path(sys.argv[1]).resolve()
    failures = [failure for name in sys.argv[2:] for failure in check(Path(name), spoor)]
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
