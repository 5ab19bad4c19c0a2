#!/usr/bin/env python3
"""Flips bits in a library's files: bit_flips.py BINARY [--flips N] [--seed S] [--models FOLDER] [--list]

N bits in each file of a small library, one at a time: the first bytes of the file, the last, and others. Each time
`check`, five searches and `show` run. Either `check` reports it, or the program says that the library is damaged, or
the answers are those of the library as it was. A quote that is not as it was said, a crash or a hang is a fault; so is
an answer that is otherwise than before where `check` finds the library whole. --list tells of every flip.
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import sys

from disturbed import QUERIES, Fault, Program, Sources, temporary_folder


def kind_of(path):
    """The file's name without its numbers."""
    return re.sub(r"\d+", "N", str(path))


def offsets(size, flips, chance):
    """Where to flip: the beginning, the end, and between."""
    fixed = [at for at in (0, 20, size - 1, size - 20) if 0 <= at < size]
    return sorted(set(fixed[:flips] + [chance.randrange(size) for _ in range(flips - min(flips, len(fixed)))]))


class Flipped:
    """`in_tables` as after many changes; a log of what came last is there either way."""

    def __init__(self, binary, folder, seed, models, in_tables):
        self.random = random.Random(seed)
        self.folder = folder
        sources = Sources(folder / "files", self.random)
        for ending in ("csv", "vtt", "txt", "json", "csv", "json"):
            sources.new(ending)
        self.program = Program(binary, folder / "library", models)
        self.program.must("add", sources.folder, **({"VERBATIM_LOG": "0"} if in_tables else {}))
        sources.change(sources.files[0])
        self.program.must("sync")
        self.texts = {text for file in sources.files for sentences in file.records.values() for _, text in sentences}
        self.queries = QUERIES[:5]
        self.answers = {query: self.program.must(*self.search(query)) for query in self.queries}
        first = json.loads(self.answers[self.queries[0]])["quotes"][0]["id"]
        self.show = ["show", first, "--json"]
        self.shown = self.program.must(*self.show)
        shutil.copytree(self.program.library, folder / "intact", symlinks=True)

    def search(self, query):
        return ["search", query, "--json", "-n", 50]

    def files(self):
        return sorted(path.relative_to(self.folder / "intact") for path in (self.folder / "intact").rglob("*")
                      if path.is_file() and not path.is_symlink() and not path.parent.is_symlink())

    def flip(self, file, offset, bit):
        """How it ends: "reported", "refused", "harmless"; "unnoticed" if an answer is otherwise."""
        shutil.rmtree(self.program.library)
        shutil.copytree(self.folder / "intact", self.program.library, symlinks=True)
        with open(self.program.library / file, "r+b") as opened:
            opened.seek(offset)
            byte = opened.read(1)[0]
            opened.seek(offset)
            opened.write(bytes([byte ^ 1 << bit]))
        # Readers first: check() opens for writing, which may mend.
        refused, other = False, []
        for query in self.queries:
            status, out, err = self.run(*self.search(query))
            refused = refused or status == 2
            if status != 2 and out != self.answers[query]:
                other.append(query)
                self.compare_texts(out)
        status, out, err = self.run(*self.show)
        refused = refused or status == 2
        if status != 2 and out != self.shown:
            other.append("show")
        status, out, err = self.run("check", "--json")
        reported = status == 2 or bool(json.loads(out)["faults"])
        if other and not reported:
            # What check mends while it opens the library is as good as reported.
            if all(self.run(*self.search(query))[1] == self.answers[query] for query in self.queries):
                return "mended"
            return f"unnoticed ({', '.join(other)})"
        return "reported" if reported else "refused" if refused else "harmless"

    def run(self, *arguments):
        status, out, err = self.program.run(*arguments)
        if status not in (0, 1, 2):
            raise Fault(f"{' '.join(map(str, arguments))}: exit status {status}: {err}")
        if status == 2 and not err.startswith("verbatim: "):
            raise Fault(f"{' '.join(map(str, arguments))}: no message but {err!r}")
        return status, out, err

    def compare_texts(self, out):
        for quote in json.loads(out)["quotes"]:
            if quote["text"] not in self.texts:
                raise Fault(f"nobody said {quote['text']!r}")


def flip_each(flipped, given, ends):
    """Counts how it ends by kinds of files; returns how many faults there are."""
    faults = 0
    for file in flipped.files():
        size = (flipped.folder / "intact" / file).stat().st_size
        for offset in offsets(size, given.flips, flipped.random) if size else ():
            bit = flipped.random.randrange(8)
            try:
                end = flipped.flip(file, offset, bit)
            except Fault as fault:
                end = f"FAULT: {fault}"
            if given.list or end.startswith(("FAULT", "unnoticed")):
                print(f"{file}: byte {offset} of {size}, bit {bit}: {end}", flush=True)
            faults += end.startswith(("FAULT", "unnoticed"))
            counts = ends.setdefault(kind_of(file), {})
            word = end.split(" ")[0].rstrip(":")
            counts[word] = counts.get(word, 0) + 1
    return faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--flips", type=int, default=2, help="in each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", help="a folder with the models: codes are there too")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    ends, faults = {}, 0
    for in_tables in (True, False):
        with temporary_folder() as folder:
            flipped = Flipped(given.binary, pathlib.Path(folder).resolve(), given.seed, given.models, in_tables)
            faults += flip_each(flipped, given, ends)
    for kind, counts in ends.items():
        print(f"{kind}: " + ", ".join(f"{word} {count}" for word, count in sorted(counts.items())))
    total = sum(sum(counts.values()) for counts in ends.values())
    print(f"bit flips: {total} in {len(ends)} kinds of files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
