#!/usr/bin/env python3
"""Checks that the code shown in Markdown files is code that exists.

usage: check_snippets.py ROOT FILE.md...     exits 1 if a block that names its file has a line that the file does not have

A block names its file by the comment `<!-- from PATH -->` on the line before it. Its lines must stand in that file, in that order;
what lies between them may be left out.
"""

import pathlib
import re
import sys

BLOCK = re.compile(r"<!-- from (\S+) -->\n```\w*\n(.*?)```", re.S)


def missing_line(block, source):
    """The first line of `block` that does not follow in `source`; None if all do."""
    rest = iter([line.strip() for line in source.splitlines()])
    for line in block.splitlines():
        if line.strip() and not any(line.strip() == candidate for candidate in rest):
            return line
    return None


def main(root, documents):
    checked, failed = 0, False
    for document in documents:
        for path, block in BLOCK.findall(pathlib.Path(root, document).read_text()):
            checked += 1
            line = missing_line(block, pathlib.Path(root, path).read_text())
            if line is not None:
                print(f"{document}: {path} has no such line, or not in this order: {line}")
                failed = True
    print(f"{checked} blocks checked")
    return 1 if failed or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
