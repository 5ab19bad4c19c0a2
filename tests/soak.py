#!/usr/bin/env python3
"""Reads while a writer writes: soak.py BINARY [--seconds S] [--readers N] [--seed S] [--models FOLDER]

Readers search without pause, each another query, and show the quotes that they find; one writer adds, syncs, removes
and rebuilds. No reader may see an error, a sentence twice or one that nobody said; a quote can be shown, unless it was
removed meanwhile. Then two writers at once: the second says who holds the library, or waits with --wait. Prints the
95th percentile of a search with the writer idle and at work.
"""
import argparse
import json
import pathlib
import random
import sys
import tempfile
import threading
import time

from disturbed import QUERIES, SENTENCE, Fault, Program, Sources


class Reader(threading.Thread):
    """One that searches until it is told to stop."""

    def __init__(self, program, number, stop):
        super().__init__()
        self.program, self.query, self.stop = program, QUERIES[number % len(QUERIES)], stop
        self.random = random.Random(number)
        self.seconds, self.shown, self.gone, self.faults = [], 0, 0, []

    def run(self):
        while not self.stop.is_set() and not self.faults:
            try:
                self.search_once()
            except Fault as fault:
                self.faults.append(str(fault))

    def search_once(self):
        begin = time.monotonic()
        status, out, err = self.program.run("search", self.query, "--json", "--similar", "-n", 50)
        self.seconds.append(time.monotonic() - begin)
        if status != 0 or err.strip():    # there is always something to find
            raise Fault(f"search {self.query}: exit status {status}: {err}")
        quotes = json.loads(out)["quotes"]
        texts = [quote["text"] for quote in quotes]
        if len(texts) != len(set(texts)):
            raise Fault(f"search {self.query}: a quote is there twice")
        strange = [text for text in texts if not SENTENCE.fullmatch(text)]
        if strange:
            raise Fault(f"search {self.query}: nobody said {strange}")
        if quotes:
            self.show(self.random.choice(quotes))

    def show(self, quote):
        status, out, err = self.program.run("show", quote["id"], "--json")
        if status == 0 and quote["text"] in out:
            self.shown += 1
            return
        # It may have been removed since; then no search has it any more.
        number = SENTENCE.fullmatch(quote["text"])[1]
        after = json.loads(self.program.must("search", f'"number {number} of"', "--exact", "--json", "--similar"))
        still_there = any(other["id"] == quote["id"] for other in after["quotes"])
        if status != 1 or "no quote or conversation is called" not in err or still_there:
            raise Fault(f"show {quote['id']}: exit status {status}: {err or out}")
        self.gone += 1


class Writer:
    def __init__(self, program, sources, seed):
        self.program, self.sources, self.random = program, sources, random.Random(seed)
        self.done = {}

    def write_once(self):
        action = self.random.choice(("add", "sync", "sync", "remove", "reindex"))
        if action == "add":
            arguments = ["add", self.sources.new().path]
        elif action == "sync":
            self.sources.change(self.random.choice(self.sources.files))
            arguments = ["sync"]
        elif action == "remove":
            file = self.random.choice(self.sources.files)
            if len(self.sources.files) < 8:
                return
            self.sources.files.remove(file)
            arguments = ["remove", file.path]
        else:
            arguments = ["reindex"]
        status, out, err = self.program.run(*arguments)
        if status != 0:
            raise Fault(f"{' '.join(map(str, arguments))}: exit status {status}: {err or out}")
        self.done[action] = self.done.get(action, 0) + 1


def p95(seconds):
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000 if seconds else 0.0


def read_for(program, readers, seconds, write):
    """The readers, after that time; `write` is called over and over meanwhile."""
    stop = threading.Event()
    threads = [Reader(program, number, stop) for number in range(readers)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end and not any(thread.faults for thread in threads):
            write()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    for thread in threads:
        if thread.faults:
            raise Fault(thread.faults[0])
    return threads


def two_writers(program, sources):
    """The second says who holds the library, and with --wait has its turn after the first."""
    for _ in range(10):
        files = [sources.new("csv") for _ in range(3)]
        first = program.start("add", files[0].path)
        second = program.start("add", files[1].path)
        third = program.start("--wait", "add", files[2].path)
        ends = [(process.communicate(timeout=60), process.returncode) for process in (first, second, third)]
        if ends[2][1] != 0:
            raise Fault(f"--wait: exit status {ends[2][1]}: {ends[2][0]}")
        for (out, err), status in ends[:2]:
            if status != 0 and (status != 2 or "is being written by process" not in err):
                raise Fault(f"two writers: exit status {status}: {err or out}")
        program.whole()
        found = program.numbers()
        for file, (_, status) in zip(files, ends):
            if (status == 0) != all(found.get(number) == 1 for number in file.numbers()):
                raise Fault(f"two writers: exit status {status}, and that is not what is there")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", help="a folder with the models: searchable by meaning too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        program = Program(given.binary, folder / "library", given.models)
        sources = Sources(folder / "files", random.Random(given.seed))
        for ending in ("csv", "vtt", "txt", "json") * 5:
            sources.new(ending)
        sources.keep_everything_said()
        try:
            program.must("add", sources.folder)
            idle = read_for(program, given.readers, max(2, given.seconds / 5), lambda: time.sleep(0.05))
            writer = Writer(program, sources, given.seed)
            busy = read_for(program, given.readers, given.seconds, writer.write_once)
            program.whole()
            two_writers(program, sources)
        except Fault as fault:
            print(f"FAULT: seed {given.seed}: {fault}")
            return 1
    searches = [second for reader in busy for second in reader.seconds]
    print(f"soak: {len(searches)} searches of {given.readers} readers beside "
          f"{', '.join(f'{count} {name}' for name, count in sorted(writer.done.items()))}; "
          f"{sum(reader.shown for reader in busy)} quotes shown, {sum(reader.gone for reader in busy)} gone by then; "
          f"p95 {p95([s for reader in idle for s in reader.seconds]):.0f} ms idle, {p95(searches):.0f} ms busy")
    return 0


if __name__ == "__main__":
    sys.exit(main())
