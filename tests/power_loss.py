#!/usr/bin/env python3
"""Cuts the power at each call that changes the disk: power_loss.py BINARY FAULTS [--every N] [--seeds N]

FAULTS is the library of tests/disk (power.h says what a disk has after a cut). `add`, `sync`, `reindex`, `remove`,
`backup` and the making of a library run on a copy of a small one until the cut; what they had not synced is gone, or,
with seeds, some of it. Then the library must prove itself whole, hold all that was acknowledged before, and take the
same command; --command NAME tries one of these. A cut after a command has ended must not take away what it did.
"""
import argparse
import pathlib
import shutil
import sys

from disk_faults import Disk, between
from disturbed import QUERIES, Fault, temporary_folder


class Power:
    def __init__(self, disk):
        self.disk = disk
        self.cuts = 0

    def environment(self, directory, at, seed):
        kept = self.disk.folder / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        return {"LD_PRELOAD": self.disk.shim, "VERBATIM_FAULT": f"any:{at}:power", "VERBATIM_FAULT_KEPT": str(kept),
                "VERBATIM_FAULT_DIRECTORY": str(directory), "VERBATIM_FAULT_SEED": str(seed)}

    def cut(self, program, arguments, at, seed, directory=None):
        """Runs the command until the cut, of which only what lies in the directory, the library's, knows."""
        status, out, err = program.run(*arguments, **self.environment(directory or program.library, at, seed))
        if status != -9:
            raise Fault(f"exit status {status}: {(err or out).strip()}")
        self.cuts += 1

    # Each tries one cut; `done` if the command had ended before it.

    def add(self, at, seed, done):
        program = self.disk.copy("tried")
        self.cut(program, ["add", *self.disk.added()], at, seed)
        self.compare(program, [self.disk.after] if done else [self.disk.before, self.disk.after, *between(self.disk)])
        self.take(program)

    def sync(self, at, seed, done):
        program = self.disk.copy("tried")
        program.must("add", self.disk.new.path)
        before, after = between(self.disk)[0], self.disk.after
        self.cut(program, ["sync"], at, seed)
        self.compare(program, [after] if done else [before, after])
        self.take(program)

    def reindex(self, at, seed, done):
        program = self.disk.copy("tried")
        self.cut(program, ["reindex"], at, seed)
        self.compare(program, [self.disk.before])
        if program.answers(QUERIES[:4]) != self.disk.answers_before:
            raise Fault("it answers otherwise than before")
        self.take(program)

    def remove(self, at, seed, done):
        program = self.disk.copy("tried")
        gone = self.disk.old[0]
        without = {number: times for number, times in self.disk.before.items() if number not in gone.numbers()}
        self.cut(program, ["remove", gone.path], at, seed)
        self.compare(program, [without] if done else [self.disk.before, without])
        program.must("add", gone.path)
        self.take(program)

    def backup(self, at, seed, done):
        program = self.disk.copy("tried")
        shutil.rmtree(self.disk.folder / "tried-backup", ignore_errors=True)
        shutil.rmtree(self.disk.folder / "tried-backup.unfinished", ignore_errors=True)
        self.cut(program, ["backup", self.disk.folder / "tried-backup"], at, seed, self.disk.folder)
        self.compare(program, [self.disk.before])
        if done or (self.disk.folder / "tried-backup").exists():
            self.compare(self.disk.program("tried-backup"), [self.disk.before])
        else:
            program.must("backup", self.disk.folder / "tried-backup")

    def make(self, at, seed, done):
        shutil.rmtree(self.disk.folder / "made", ignore_errors=True)
        program = self.disk.program("made")
        files = [self.disk.new.path, self.disk.changed.path, *[file.path for file in self.disk.old]]
        self.cut(program, ["add", *files], at, seed, self.disk.folder)
        if done:
            self.compare(program, [self.disk.after])
        program.must("add", *files)
        self.compare(program, [self.disk.after])

    def compare(self, program, allowed):
        program.whole()
        found = program.numbers()
        if found not in allowed:
            raise Fault(f"it has {sorted(found)}, allowed are {[sorted(one) for one in allowed]}")

    def take(self, program):
        program.must("add", *self.disk.added())
        program.whole()
        if program.answers(QUERIES[:4]) != self.disk.answers_after:
            raise Fault("added again, it answers otherwise than a library that was never disturbed")


COMMANDS = ("add", "sync", "reindex", "remove", "backup", "make")


def calls(power, name):
    """How many calls of a command change the disk."""
    disk = power.disk
    program = disk.copy("tried") if name != "make" else disk.program("made")
    shutil.rmtree(disk.folder / "made", ignore_errors=True)
    arguments = {"add": ["add", *disk.added()], "sync": ["sync"], "reindex": ["reindex"],
                 "remove": ["remove", disk.old[0].path], "backup": ["backup", disk.folder / "tried-backup"],
                 "make": ["add", disk.new.path, disk.changed.path, *[file.path for file in disk.old]]}[name]
    if name == "sync":
        program.must("add", disk.new.path)
    counts = disk.calls(program, arguments, disk.folder if name in ("backup", "make") else program.library)
    shutil.rmtree(disk.folder / "tried-backup", ignore_errors=True)
    return sum(counts[kind] for kind in ("write", "sync", "open", "name", "space"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("faults")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, beside the loss of all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--command", action="append", choices=COMMANDS)
    given = parser.parse_args()
    faults, tried = 0, []
    with temporary_folder() as folder:
        power = Power(Disk(given.binary, pathlib.Path(given.faults).resolve(), pathlib.Path(folder).resolve(),
                           given.seed))
        for name in given.command or COMMANDS:
            count = calls(power, name)
            first = 1 if given.every == 1 else power.disk.random.randint(1, given.every)
            moments = [*range(first, count + 1, given.every), "end"]
            for at in moments:
                for seed in range(given.seeds + 1):
                    try:
                        getattr(power, name)(at, seed, at == "end")
                    except Fault as fault:
                        faults += 1
                        print(f"FAULT: {name}, call {at} of {count}, seed {seed}: {fault}", flush=True)
            tried.append(f"{name} {len(moments)} of {count + 1}")
        print(f"power loss: {power.cuts} cuts ({', '.join(tried)}), {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
