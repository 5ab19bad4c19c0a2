#!/usr/bin/env python3
"""Kills the program at random moments and compares: crash_loop.py BINARY [--kills N] [--seed S] [--models FOLDER]

A folder of generated sources changes; `add`, `sync`, `remove`, `reindex`, `lens new` and what makes copies
(crash_copies.py) follow, and are killed: after a random time, or at a named point (engine/kill_point.h). After each kill
the library must prove itself whole; every file is there as it was acknowledged or as the killed command would have it,
each sentence once; nothing that was removed is back. At the end the library answers as a fresh one of the same files,
but for the ids of transcripts.
"""
import argparse
import itertools
import json
import pathlib
import random
import subprocess
import sys

import crash_copies
from disturbed import PATIENCE, Fault, Program, Sources, temporary_folder, without_ids

# The points that a command passes (engine/kill_point.h).
SWITCH = ["source-switched", "places-forgotten", "index-refreshed", "shards-written", "shards-listed"]
READ = ["source-begun", "store-written", "index-committed", *SWITCH, "codes-written", "codes-committed"]
POINTS = {"add": READ, "sync": READ, "remove": [*SWITCH, "role-corrected"], "check": SWITCH[2:],
          "reindex": ["reindex-begun", "reindex-built", "reindex-switched"],
          "lens": ["rescored", "shards-written", "shards-listed"], **crash_copies.POINTS}
# What happens to large libraries, sooner: writing in between, tables at every end, shards and joining them.
SMALL = {"XAPIAN_FLUSH_THRESHOLD": "5", "VERBATIM_LOG": "0", "VERBATIM_SHARD": "8"}


class Loop:
    def __init__(self, binary, folder, seed, models):
        self.random = random.Random(seed)
        self.sources = Sources(folder / "files", self.random)
        self.folder = folder
        self.program = Program(binary, folder / "library", models)
        self.reader = Program(binary, folder / "library")
        self.copies = crash_copies.Copies(self.program, folder, self.random)
        self.taken_out = {}  # records removed by id: of which conversation
        self.held = {}       # file: the numbers that the library has of it
        self.renamed, self.changed = set(), set()  # files, since the last sync
        self.seconds = {}    # command: the longest that it took
        self.kills = {}
        self.lenses, self.begun_lenses = set(), set()  # of ours
        self.commands = 0
        self.returns = False  # the command adds a file that was removed

    def wanted(self, file):
        present = file in self.sources.files and not file.gone
        return file.numbers(self.taken_out) if present else frozenset()

    def files(self):
        return list({**self.held, **dict.fromkeys(self.sources.files)})

    # The commands: what to run, and what the files that it may change hold afterwards.

    def add(self):
        gone = [file for file in self.sources.files if file.gone]
        file = self.random.choice(gone) if gone and self.random.random() < 0.3 else self.sources.new()
        self.returns, file.gone = file.gone, False
        self.change(self.random.choice(self.sources.files))
        if self.random.random() < 0.5:
            return ["add", file.path], {file: self.wanted(file)}
        return ["add", file.path, self.sources.folder], {one: self.wanted(one) for one in self.sources.files}

    def sync(self):
        for _ in range(self.random.randint(1, 3)):
            file = self.random.choice(self.sources.files)
            action = self.random.choice(("change", "change", "rename", "delete"))
            if action == "change":
                self.change(file)
            elif action == "rename" and not file.gone and file not in self.changed:
                self.sources.rename(file)
                self.renamed.add(file)
            elif action == "delete" and len(self.sources.files) > 4:
                file.path.unlink()
                self.sources.files.remove(file)
        return ["sync"], {file: self.wanted(file) for file in self.files()}

    def change(self, file):
        """Not what is renamed and not yet read again: its records are then held twice for a while."""
        if file not in self.renamed:
            self.sources.change(file)
            self.changed.add(file)

    def remove(self):
        held = [file for file in self.sources.files if self.held.get(file)]
        if not held:
            return None, {}
        file = self.random.choice(held)
        if self.random.random() < 0.5 and file.path.suffix in (".csv", ".json"):
            return self.remove_record(file)
        listed = json.loads(self.reader.must("status", "--json"))["sources"]
        if all(source["path"] != str(file.path) for source in listed):
            return None, {}
        file.gone = True
        return ["remove", file.path], {file: frozenset()}

    def remove_record(self, file):
        record = self.random.choice(list(file.records))
        number = file.records[record][0][0]
        answer = json.loads(self.reader.must("search", f"number {number}", "--exact", "--json", "--similar",
                                             "-n", 1000))
        found = [quote for quote in answer["quotes"] if f"number {number} of" in quote["text"]]
        if not found:
            return None, {}
        conversation = found[0]["citation"]["conversation"]
        self.taken_out[record] = conversation
        return ["remove", conversation], {file: self.held[file] - {number}}

    def reindex(self):
        return ["reindex"], {}

    def lens(self):
        """That no verbatim has, but all are judged by."""
        cues = self.folder / "cues.txt"
        cues.write_text("xylophones\n", encoding="utf-8")
        return ["lens", "new", f"lens-{self.commands}", "--cues", cues], {}

    def copy(self):
        return self.copies.command(self.random.choice(list(crash_copies.POINTS))), {}

    # One step.

    def step(self, kill):
        self.commands += 1
        self.returns = False
        command = self.random.choice((self.add, self.sync, self.sync, self.remove, self.reindex, self.lens,
                                      self.copy))
        arguments, after = command()
        if arguments is None:
            return
        ended, how = self.run_killed(arguments) if kill else (self.run_whole(arguments), "not killed")
        try:
            self.compare(after, ended)
            if arguments[0] in crash_copies.POINTS:
                self.copies.compare(arguments, ended, frozenset().union(*self.held.values()))
            self.compare_lenses(arguments, ended)
            # What was removed, or added again after that, a `sync` does not bring about.
            undone = any(self.held[file] != numbers for file, numbers in after.items())
            if undone and (arguments[0] == "remove" or self.returns):
                self.run_whole(arguments)
                self.compare(after, True)
        except Fault as fault:
            raise Fault(f"command {self.commands}, {' '.join(map(str, arguments))}, {how}: {fault}") from fault
        if not ended:
            self.kills[how.split()[0]] = self.kills.get(how.split()[0], 0) + 1
        if arguments[0] == "sync" and ended:
            self.renamed.clear()
            self.changed.clear()

    def run_whole(self, arguments):
        self.program.must(*arguments)
        return True

    def run_killed(self, arguments):
        """Whether the command ended by itself, and how it was to be killed."""
        small = {name: few for name, few in SMALL.items() if self.random.random() < 0.5}
        if self.random.random() < 0.5:
            how = f"{self.random.choice(POINTS[arguments[0]])} {self.random.choice((1, 1, 1, 2, 3))}"
            process = self.program.start(*arguments, VERBATIM_KILL_AT=how.replace(" ", ":"), **small)
            out, err = process.communicate(timeout=PATIENCE)
        else:
            out, err, process, how = self.run_for_a_while(arguments, small)
        if process.returncode not in (0, 1, -9):
            raise Fault(f"{' '.join(map(str, arguments))}, {how}: exit status {process.returncode}: {err or out}")
        return process.returncode != -9, how

    def run_for_a_while(self, arguments, environment):
        """The time goes by how long such a command takes."""
        longest = self.seconds.setdefault(arguments[0], 0.4)
        moment = self.random.uniform(0, longest)
        process = self.program.start(*arguments, **environment)
        try:
            out, err = process.communicate(timeout=moment)
            self.seconds[arguments[0]] = max(0.05, longest * 0.9)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            self.seconds[arguments[0]] = longest * 1.05
        return out, err, process, f"after {moment:.3f} s"

    def compare(self, after, acknowledged):
        """Before the repair, and after it, which may be killed as well."""
        self.compare_numbers(after, acknowledged)
        if not acknowledged and self.random.random() < 0.3:
            self.run_killed(["check"])
        self.program.whole()
        self.held = self.compare_numbers(after, acknowledged)

    def compare_numbers(self, after, acknowledged):
        found = self.reader.numbers()
        doubled = [number for number, times in found.items() if times > 1]
        if doubled:
            raise Fault(f"quoted twice: {doubled}")
        held = {}
        for file in self.files():
            before = self.held.get(file, frozenset())
            wanted = after.get(file, before)
            now = frozenset(number for number in before | wanted if number in found)
            if now != wanted and (acknowledged or now != before):
                raise Fault(f"{file.path.name} has {sorted(now)}, had {sorted(before)}, was to have {sorted(wanted)}")
            held[file] = now
        back = set(found).difference(*held.values())
        if back:
            raise Fault(f"back again: {sorted(back)}")
        return held

    def compare_lenses(self, arguments, acknowledged):
        """One whose making was killed may be there later: whoever writes next judges by it."""
        if arguments[0] == "lens":
            (self.lenses if acknowledged else self.begun_lenses).add(arguments[2])
        listed = {lens["name"] for lens in json.loads(self.reader.must("lenses", "--json"))["lenses"]
                  if lens["name"].startswith("lens-")}
        if not self.lenses <= listed <= self.lenses | self.begun_lenses:
            raise Fault(f"there are the lenses {sorted(listed)} in place of {sorted(self.lenses)}")

    def compare_with_fresh(self):
        """The same files in a new library, and the same removals."""
        if all(file.gone for file in self.sources.files):
            self.sources.new()
        self.program.must("sync")
        self.compare({file: self.wanted(file) for file in self.files()}, True)
        fresh = Program(self.program.binary, self.folder / "fresh", self.program.models)
        fresh.must("add", *[file.path for file in self.sources.files if not file.gone])
        for record, conversation in self.taken_out.items():
            if any(record in file.records for file in self.sources.files if not file.gone):
                fresh.must("remove", conversation)
        expected = fresh.answers()
        for query, answer in self.program.answers().items():
            self.compare_quotes(query, without_ids(answer), without_ids(expected[query]))

    @staticmethod
    def compare_quotes(query, answer, expected):
        if answer == expected:
            return
        for one, other in itertools.zip_longest(answer["quotes"], expected["quotes"]):
            if one != other:
                raise Fault(f"{query!r} has\n{json.dumps(one)}\nwhere a fresh library has\n{json.dumps(other)}")
        raise Fault(f"{query!r} is answered otherwise than by a fresh library")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", help="a folder with the models: searchable by meaning too")
    given = parser.parse_args()
    with temporary_folder() as folder:
        loop = Loop(given.binary, pathlib.Path(folder).resolve(), given.seed, given.models)
        try:
            for ending in ("csv", "vtt", "txt", "json"):
                loop.sources.new(ending)
            loop.program.must("add", loop.sources.folder)
            loop.compare({file: loop.wanted(file) for file in loop.files()}, True)
            while sum(loop.kills.values()) < given.kills:
                loop.step(kill=loop.random.random() < 0.8)
            loop.compare_with_fresh()
        except Fault as fault:
            print(f"FAULT: seed {given.seed}: {fault}")
            return 1
        kills = ", ".join(f"{how} {count}" for how, count in sorted(loop.kills.items()))
        print(f"crash loop: {sum(loop.kills.values())} kills ({kills}) in {loop.commands} commands, "
              f"{len(loop.sources.files)} files at the end; whole, and as a fresh library")
    return 0


if __name__ == "__main__":
    sys.exit(main())
