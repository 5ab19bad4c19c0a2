#!/usr/bin/env python3
"""Holds the manual page and the readme against the program: docs_check.py BINARY

Every command and every long option of `verbatim --help` and `verbatim COMMAND --help` is in
docs/verbatim.1, and the page names none that the program does not know. Every `verbatim` line of
README.md does what it says when typed, in its order, beside examples/.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMANDS = ("init add sync remove search pains objections show lenses classify speakers people status check reindex "
            "backup restore searches mark split merge").split()
COMMANDS += [f"lens {command}" for command in "new mark train test show remove".split()]
COMMANDS += [f"index {command}" for command in "add list remove".split()]


def options(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def page_faults(binary):
    helps = {}
    for command in COMMANDS:
        done = subprocess.run([binary, *command.split(), "--help"], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"FAULT: verbatim {command} --help: exit status {done.returncode}: {done.stderr}")
        helps[command] = done.stdout
    top = subprocess.run([binary, "--help"], capture_output=True, text=True, check=True).stdout
    listed = re.findall(r"^  ([a-z]+) +[A-Z]", top.split("\nCommands\n")[1].split("\n\n")[0], re.M)
    page = (ROOT / "docs/verbatim.1").read_text(encoding="utf-8").replace("\\-", "-")
    known = options(top).union(*(options(text) for text in helps.values()))
    faults = [f"verbatim --help does not name the command {command}" for command in COMMANDS
              if not re.search(rf"^\s+{command.split()[0]}\b", top, re.M)]
    faults += [f"COMMANDS lacks {command}, which verbatim --help lists" for command in listed
               if command not in {name.split()[0] for name in COMMANDS}]
    faults += [f"docs/verbatim.1 does not name the command {command}" for command in COMMANDS
               if not re.search(rf"^\.B[IR]? {command}\b|^\.BR? .*, \" {command} ", page, re.M)]
    faults += [f"docs/verbatim.1 does not name {option}" for option in sorted(known - options(page))]
    faults += [f"docs/verbatim.1 names {option}, which no command has" for option in sorted(options(page) - known)]
    return faults


def readme_faults(binary):
    """The readme's commands, run one after the other in a new folder with nothing but examples/."""
    lines = re.findall(r"^    ((?:echo .* \| )?verbatim .*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(ROOT / "examples", os.path.join(folder, "examples"))
        os.symlink(binary, os.path.join(folder, "verbatim"))
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("VERBATIM", "XDG"))}
        environment.update(HOME=folder, PATH=f"{folder}:{environment['PATH']}")
        for line in lines:
            done = subprocess.run(["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True,
                                  check=False)
            # The examples hold two damaged records, so an add of them ends with 1.
            if done.returncode != (1 if line.startswith("verbatim add") else 0):
                yield f"README.md: {line}: exit status {done.returncode}: {done.stderr.strip()}"
    if len(lines) < 15:
        yield f"README.md: only {len(lines)} commands were found in it"


def main():
    binary = os.path.abspath(sys.argv[1])
    faults = page_faults(binary) + list(readme_faults(binary))
    for fault in faults:
        print(f"FAULT: {fault}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
