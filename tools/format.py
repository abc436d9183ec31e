#!/usr/bin/env python3
"""Formats C and C++ files with clang-format-19, but leaves tables as their author laid them out.

usage: format.py [--check] FILE...      --check changes nothing, prints the files that would change, and exits 1 if any

A table is an array whose initialiser has a line per row (`constexpr Name flags[] = {` ... `};`): several short entries stand on
one line there, grouped by meaning, where clang-format would give each a line of its own. A table with a line over the limit is
formatted like everything else.
"""

import concurrent.futures
import difflib
import os
import pathlib
import re
import subprocess
import sys

MAX_COLUMNS = 120
OFF, ON = "// clang-format off: table\n", "// clang-format on: table\n"
TABLE = re.compile(r"^ *(?:(?:static|inline|const|constexpr|constinit) )+[^\n;(]*\[\w*\] = \{\n.*?^ *\};\n", re.M | re.S)


def masked(table):
    rows = table.group()
    fits = all(len(row) <= MAX_COLUMNS for row in rows.splitlines())
    return OFF + rows + ON if fits else rows


def formatted(path, text):
    command = ["clang-format-19", f"--assume-filename={path}"]
    result = subprocess.run(command, input=TABLE.sub(masked, text), capture_output=True, text=True, check=True).stdout
    return re.sub(r"^ *// clang-format (?:off|on): table\n", "", result, flags=re.M)


def treat(path, check):
    """Formats one file; returns the changes as a diff, "" where there are none."""
    before = pathlib.Path(path).read_text()
    after = formatted(path, before)
    if after != before and not check:
        pathlib.Path(path).write_text(after)
    return "".join(difflib.unified_diff(before.splitlines(True), after.splitlines(True), path, path, n=0))


def main(arguments):
    check = "--check" in arguments
    paths = [argument for argument in arguments if argument != "--check"]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        diffs = [diff for diff in pool.map(lambda path: treat(path, check), paths) if diff]
    if check and diffs:
        print("".join(diffs) + f"{len(diffs)} files are not as ./dev format makes them")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
