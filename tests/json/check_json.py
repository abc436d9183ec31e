#!/usr/bin/env python3
"""check_json.py SPOOR PROGRAMS SOURCE: real `spoor trace --json` output is what docs/trace.schema.json says, has no name twice
in an object, and has exactly the fields of tests/golden/json_fields.txt: fields are only ever added."""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

SPOOR, PROGRAMS, SOURCE = sys.argv[1:4]
GOLDEN = pathlib.Path(SOURCE) / "tests/golden/json_fields.txt"
FAILED = []


def fail(message):
    FAILED.append(message)
    print(message, file=sys.stderr)


def no_name_twice(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        fail(f"a name twice: {names}")
    return dict(pairs)


def trace(folder, options, command):
    output = os.path.join(folder, "trace.json")
    subprocess.run([SPOOR, "trace", "--json", "-o", output, *options, "--", *command], stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    with open(output, encoding="utf-8") as lines:
        return [json.loads(line, object_pairs_hook=no_name_twice) for line in lines]


def to_bytes(value):
    """The way back that docs/json.md gives."""
    if isinstance(value, str):
        return value.encode()
    return base64.b64decode(value["base64"]) if "base64" in value else value["text"].encode()


def check_not_utf8(folder):
    name = os.path.join(os.fsencode(folder), b"caf\xe9")
    records = trace(folder, [], ["cat", name])
    paths = [to_bytes(arg["path"]) for r in records if r["type"] == "call" and r["syscall"] == "openat"
             for arg in r["args"].values() if isinstance(arg, dict) and "path" in arg and "fd" not in arg]
    if name not in paths:
        fail(f"the path {name!r} did not come through: {paths}")
    return records


def check_self_contained(folder):
    records = trace(folder, [], ["sh", "-c", "cd /etc && cat passwd"])
    opened = [r for r in records if r["type"] == "call" and r["syscall"] == "openat"
              and any(isinstance(a, dict) and a.get("absolute") == "/etc/passwd" for a in r["args"].values())]
    if len(opened) != 1:
        fail(f"/etc/passwd was opened {len(opened)} times by its absolute path")
    for record in opened:
        if record["comm"] != "cat" or record["result_value"].get("path") != "/etc/passwd":
            fail(f"not what cat did: {record}")
    return records


def program(name, *arguments):
    return [os.path.join(PROGRAMS, name), *arguments]


def all_records(folder):
    yield from check_not_utf8(folder)
    yield from check_self_contained(folder)
    yield from trace(folder, ["-i"], ["sh", "-c", "kill -SEGV $$"])
    yield from trace(folder, ["-b", "execve"], ["true"])
    yield from trace(folder, ["-c", "--summary-by=process"], ["sh", "-c", "true; exit 3"])
    yield from trace(folder, ["-C", "-w"], ["cat", "/nonexistent"])
    yield from trace(folder, ["--decode-pids=pidns"], program("pid_namespace"))
    yield from trace(folder, [], ["sh", "-c", "ls -l / | wc; sleep 0.01; exit 3"])
    yield from trace(folder, [], [sys.executable, "-c", "import select; select.select([], [], [], 0.001)"])
    yield from trace(folder, ["-v", "-s", "8"], ["ls", "-l", "/"])
    for name in ("non_utf8_paths", "bad_pointers", "exec_from_thread", "group_stop", "stop_continue", "restarts", "kill_in_syscall", "int80",
                 "nested_traceme"):
        yield from trace(folder, [], program(name))


def check_schema(records):
    schema = json.loads((pathlib.Path(SOURCE) / "docs/trace.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    seen = set()
    for record in records:
        # The same call with the same shape of values says nothing new.
        shape = json.dumps([record["type"], record.get("syscall"), sorted(record), shape_of(record.get("args"))])
        if shape in seen:
            continue
        seen.add(shape)
        error = jsonschema.exceptions.best_match(validator.iter_errors(record))
        if error is not None:
            fail(f"{json.dumps(record)}\n  {error.message}")


def shape_of(value):
    if isinstance(value, dict):
        return {name: shape_of(v) for name, v in value.items()}
    if isinstance(value, list):
        return [shape_of(v) for v in value[:2]]
    return type(value).__name__


def fields_of(records):
    fields = set()
    for record in records:
        fields.update(f"{record['type']}.{name}" for name in record)
        fields.update(f"call.error.{name}" for name in record.get("error", {}))
    return fields


def main():
    with tempfile.TemporaryDirectory() as folder:
        records = list(all_records(folder))
    check_schema(records)
    golden = set(GOLDEN.read_text().split())
    seen = fields_of(records)
    for field in sorted(golden - seen):
        fail(f"{field} is gone: fields are only ever added")
    for field in sorted(seen - golden):
        fail(f"{field} is new: add it to {GOLDEN.name}, docs/json.md and docs/trace.schema.json")
    print(f"{len(records)} records")
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
