#!/usr/bin/env python3
"""Holds `verbatim add` on examples/ against the table in examples/README.md: examples_check.py BINARY

Also that what an interviewer, an agent or a bot says there is never quoted as a customer's words,
and that the damaged rows are rejected with their places.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "examples"
COLUMNS = ("records", "indexed", "duplicates", "empty", "rejected", "conversations")
# Words that only those say who are not customers, and one that a customer says.
NEVER_QUOTED = ['"fix is in review"', '"Is something broken"', '"get you a human"', '"feel too expensive"',
                '"waste your time"', '"price rise is a pain point"']
QUOTED = '"actual shoebox"'


def run(binary, library, *arguments):
    environment = dict(os.environ, VERBATIM_LIBRARY=library, VERBATIM_MODELS="/nonexistent")
    done = subprocess.run([binary, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: exit status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def promised():
    """path -> counts, from the table."""
    rows = re.findall(r"^\| `([^`]+)` \|[^|]*\|([ \d|]+)\|$", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.M)
    return {path: dict(zip(COLUMNS, map(int, counts.split("|")))) for path, counts in rows}


def main():
    binary = os.path.abspath(sys.argv[1])
    faults = []
    with tempfile.TemporaryDirectory() as library:
        report = run(binary, library, "add", "--json", *[str(EXAMPLES / name) for name in ("interviews", "reviews", "chats")])
        files = {os.path.relpath(os.path.realpath(file["path"]), EXAMPLES): file for file in report["files"]}
        table = promised()
        if set(files) != set(table):
            faults.append(f"files {sorted(files)}, the table has {sorted(table)}")
        for path in sorted(set(files) & set(table)):
            found = {column: files[path][column] for column in COLUMNS}
            if found != table[path]:
                faults.append(f"{path}: {found}, the table says {table[path]}")
        places = {(os.path.basename(reject["path"]), *place) for reject in report["rejects"]
                  for place in reject["locator"].items()}
        for place in (("appstore.csv", "row", 32), ("trustpilot.jsonl", "line", 19)):
            if place not in places:
                faults.append(f"no reject at {place}, there are {sorted(places)}")
        for phrase in NEVER_QUOTED:
            if run(binary, library, "search", "--json", phrase)["total"] != 0:
                faults.append(f"{phrase} is quoted, but no customer said it")
            if run(binary, library, "search", "--json", "--role", "any", phrase)["total"] == 0:
                faults.append(f"{phrase} is not kept for context")
        if run(binary, library, "search", "--json", QUOTED)["total"] != 1:
            faults.append(f"{QUOTED} is not found once")
    for fault in faults:
        print(f"FAULT: {fault}")
    print(f"{len(files)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
