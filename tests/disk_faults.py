#!/usr/bin/env python3
"""Lets the disk fail at each call: disk_faults.py BINARY FAULTS [--every N] [--kind KIND ...] [--seed S]

FAULTS is the library of tests/disk. For each kind of call and each number N of it, `verbatim add` runs on a copy of a
small library, and its Nth call fails: with an error of the disk, as on a full disk (from the Nth on), or by writing the
half alone. The program must end by itself, with status 2 and a message, or have done what it says. Afterwards the
library must prove itself whole, hold what was acknowledged, take the same file and answer as one that was never
disturbed. `search`, `show` and `check` likewise where a read fails: a right answer, or a message that says where.
--every N takes every Nth call, from a random one on; without it, all of them.
"""
import argparse
import errno
import json
import pathlib
import random
import shutil
import sys

from disturbed import QUERIES, Fault, Program, Sources, temporary_folder

# The kinds of a failing `add` (tests/disk/plan.cpp), and what goes wrong: the error, "+" from there on.
WRITING = {
    "write": (f"{errno.EIO}", f"{errno.ENOSPC}", "short"),
    "sync": (f"{errno.EIO}",),
    "open": (f"{errno.EIO}",),
    "name": (f"{errno.EIO}",),
    "space": (f"{errno.ENOSPC}",),
    "read": (f"{errno.EIO}",),
    "room": (f"+{errno.ENOSPC}",),
}
READING = (["search", "planner price", "--json"], ["search", "wait", "--role", "any", "--json"], ["check", "--json"],
           ["status", "--json"], ["show"])


class Disk:
    """A library that holds some files, and one more file to be added."""

    def __init__(self, binary, shim, folder, seed, models=None):
        self.binary, self.shim, self.folder, self.models = binary, str(shim), folder, models
        self.random = random.Random(seed)
        sources = Sources(folder / "files", self.random)
        self.old = [sources.new(ending) for ending in ("csv", "vtt", "json")]
        self.changed = sources.new("csv")
        base = self.program("base")
        base.must("add", *[file.path for file in [*self.old, self.changed]])
        self.before = base.numbers()
        self.answers_before = base.answers(QUERIES[:4])
        self.shown = next(iter(self.answers_before.values()))["quotes"][0]["id"]
        sources.change(self.changed)
        self.new = sources.new("txt")
        whole = self.copy("whole")
        whole.must("add", *self.added())
        self.after, self.answers_after = whole.numbers(), whole.answers(QUERIES[:4])
        self.runs, self.ends = 0, {}

    def program(self, name):
        return Program(self.binary, self.folder / name, self.models)

    def copy(self, name):
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.folder / "base", self.folder / name, symlinks=True)
        return self.program(name)

    def added(self):
        return [self.new.path, self.changed.path]

    def environment(self, program, fault):
        return {"LD_PRELOAD": self.shim, "VERBATIM_FAULT": fault, "VERBATIM_FAULT_DIRECTORY": str(program.library)}

    def calls(self, program, arguments, directory=None):
        """How many calls of each kind an undisturbed run makes below the directory, that of the library."""
        counts = self.folder.parent / f"{self.folder.name}.counts"
        environment = self.environment(program, "")
        environment["VERBATIM_FAULT_DIRECTORY"] = str(directory or program.library)
        program.must(*arguments, **environment, VERBATIM_FAULT_COUNTS=str(counts))
        lines = [line.split() for line in counts.read_text(encoding="utf-8").splitlines()]
        found = {kind: int(count) for kind, count in lines}
        counts.unlink()
        return {**found, "room": found["write"] + found["space"] + found["open"]}

    def note(self, status):
        self.runs += 1
        self.ends[status] = self.ends.get(status, 0) + 1


def must_tell(program, status, out, err):
    """A failed program says why: where it went wrong or what to do."""
    if status not in (0, 1, 2):
        raise Fault(f"exit status {status}: {(err or out).strip()}")
    if any(words in err for words in ("this is a bug", "filesystem error", "basic_filebuf")):
        raise Fault(f"a fault of the disk is told in the words of a library: {err.strip()}")
    told = any(line.startswith("verbatim: ") for line in err.splitlines())
    if status == 2 and not (told and (str(program.library) in err or "\n  " in err)):
        raise Fault(f"it fails and says no more than {err!r}")


def try_adding(disk, fault):
    program = disk.copy("tried")
    status, out, err = program.run("add", *disk.added(), **disk.environment(program, fault))
    must_tell(program, status, out, err)
    disk.note(status)
    if status == 2 and program.numbers() not in (disk.before, disk.after, *between(disk)):
        raise Fault("after the failure, and before the repair, it has something else")
    program.whole()
    found = program.numbers()
    if found != disk.after and (status != 2 or found not in (disk.before, *between(disk))):
        raise Fault(f"exit status {status}, and the library has {sorted(found)}")
    program.must("add", *disk.added())
    program.whole()
    if program.answers(QUERIES[:4]) != disk.answers_after:
        raise Fault("added again, it answers otherwise than a library that was never disturbed")


def between(disk):
    """One of the two files is read in: each is a unit of its own."""
    with_new = {**disk.before, **{number: 1 for number in disk.new.numbers()}}
    with_changed = {number: times for number, times in disk.after.items() if number not in disk.new.numbers()}
    return with_new, with_changed


def try_making(disk, fault):
    """The library is made while the disk fails."""
    shutil.rmtree(disk.folder / "made", ignore_errors=True)
    program = disk.program("made")
    files = [disk.new.path, disk.changed.path, *[file.path for file in disk.old]]
    status, out, err = program.run("add", *files, **disk.environment(program, fault))
    must_tell(program, status, out, err)
    disk.note(status)
    if status != 2 and program.numbers() != disk.after:
        raise Fault(f"exit status {status}, and something else is there")
    program.must("add", *files)
    program.whole()
    if program.numbers() != disk.after or program.answers(QUERIES[:4]) != disk.answers_after:
        raise Fault("made again, it answers otherwise than a library that was never disturbed")


def try_reading(disk, program, arguments, expected, fault):
    status, out, err = program.run(*arguments, **disk.environment(program, fault))
    must_tell(program, status, out, err)
    disk.note(status)
    if status == 2 or (arguments[0] == "check" and status == 1 and json.loads(out)["faults"]):
        return
    if out != expected:
        raise Fault(f"exit status {status}, and it answers otherwise:\n{out}\ninstead of\n{expected}\n{err}")


def numbers(disk, count, every):
    return range(1 if every == 1 else disk.random.randint(1, every), count + 1, every)


def cases(disk, kinds, every):
    """What to try, each with its name."""
    added = disk.calls(disk.copy("tried"), ["add", *disk.added()])
    shutil.rmtree(disk.folder / "made", ignore_errors=True)
    made = disk.calls(disk.program("made"), ["add", disk.new.path])
    for kind, errors in WRITING.items():
        for how in errors if kind in kinds else ():
            mark, error = ("+", how[1:]) if how.startswith("+") else ("", how)
            for n in numbers(disk, added[kind], every):
                fault = f"{kind}:{n}{mark}:{error}"
                yield f"add, {fault}", lambda fault=fault: try_adding(disk, fault)
            for n in numbers(disk, made[kind], every * 3):
                fault = f"{kind}:{n}{mark}:{error}"
                yield f"make, {fault}", lambda fault=fault: try_making(disk, fault)
    for command in READING if "reading" in kinds else ():
        arguments = [*command, disk.shown, "--json"] if command == ["show"] else command
        program = disk.copy("read")
        expected = program.must(*arguments)
        for n in numbers(disk, disk.calls(program, arguments)["read"], max(1, every // 2)):
            for mark in ("", "+"):
                fault = f"read:{n}{mark}:{errno.EIO}"
                yield f"{arguments[0]}, {fault}", lambda fault=fault, program=program, arguments=arguments, \
                    expected=expected: try_reading(disk, program, arguments, expected, fault)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("faults")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=[*WRITING, "reading"])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found, tried = [], {}
    with temporary_folder() as folder:
        disk = Disk(given.binary, pathlib.Path(given.faults).resolve(), pathlib.Path(folder).resolve(), given.seed)
        for name, attempt in cases(disk, given.kind or [*WRITING, "reading"], given.every):
            kind = name.split(":")[0]
            tried[kind] = tried.get(kind, 0) + 1
            try:
                attempt()
            except Fault as fault:
                found.append(name)
                print(f"FAULT: {name}: {fault}", flush=True)
        print("; ".join(f"{kind} {count}" for kind, count in tried.items()))
        ends = ", ".join(f"status {status}: {count}" for status, count in sorted(disk.ends.items()))
        print(f"disk faults: {disk.runs} runs ({ends}), {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
