#!/usr/bin/env python3
"""Holds the manual page against the program's own help: docs_check.py BINARY

Every command and every long option of `verbatim --help` and `verbatim COMMAND --help` is in
docs/verbatim.1, and the page names none that the program does not know.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMANDS = ("init add sync remove search pains objections show lenses classify speakers status check reindex").split()


def options(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def main():
    helps = {}
    for command in COMMANDS:
        done = subprocess.run([sys.argv[1], command, "--help"], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"FAULT: verbatim {command} --help: exit status {done.returncode}: {done.stderr}")
        helps[command] = done.stdout
    top = subprocess.run([sys.argv[1], "--help"], capture_output=True, text=True, check=True).stdout
    page = (ROOT / "docs/verbatim.1").read_text(encoding="utf-8").replace("\\-", "-")
    known = options(top).union(*(options(text) for text in helps.values()))
    faults = [f"verbatim --help does not name the command {command}" for command in COMMANDS
              if not re.search(rf"^\s+{command}\b", top, re.M)]
    faults += [f"docs/verbatim.1 does not name the command {command}" for command in COMMANDS
               if not re.search(rf"^\.(?:BR?) {command}\b|^\.BR? .*, \" {command} ", page, re.M)]
    faults += [f"docs/verbatim.1 does not name {option}" for option in sorted(known - options(page))]
    faults += [f"docs/verbatim.1 names {option}, which no command has" for option in sorted(options(page) - known)]
    for fault in faults:
        print(f"FAULT: {fault}")
    print(f"{len(COMMANDS)} commands, {len(known)} options, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
