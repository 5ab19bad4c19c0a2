#!/usr/bin/env python3
"""Measures what docs/scale.md calculates with: scale.py VERBATIM [REVIEWS] [PARTS...]

Makes a library of invented reviews (100,000), splits it, and asks the same queries of the whole, of
the parts as directories and of the parts behind xapian-tcpsrv. Prints bytes and build time for each
verbatim, what opening and a query cost, and whether the answers were the same. Builds in a
temporary directory, which TMPDIR places.
"""

import itertools
import json
import os
import pathlib
import random
import socket
import subprocess
import sys
import tempfile
import time

QUERIES = 60
ROUNDS = 3


def invented(count, path):
    """Reviews of 4 to 60 words, which are as frequent as words are."""
    draw = random.Random(1)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    words = ["".join(draw.choice(syllables) for _ in range(draw.randint(2, 4))) for _ in range(60_000)]
    summed = list(itertools.accumulate(1 / (place + 3) for place in range(len(words))))
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,text,rating,date\n")
        for number in range(count):
            said = draw.choices(words, cum_weights=summed, k=draw.randint(4, 60))
            date = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            file.write(f"r{number},{' '.join(said).capitalize()}.,{number % 5 + 1},{date}\n")
    return words


def queries(words):
    draw = random.Random(2)
    for _ in range(QUERIES):
        yield " ".join(words[int(draw.paretovariate(0.3)) % len(words)] for _ in range(draw.randint(1, 3)))


def bytes_of(directory):
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file() and not path.is_symlink())


class Program:
    def __init__(self, binary, directory):
        self.binary, self.directory = binary, directory
        self.environment = {**os.environ, "VERBATIM_MODELS": "/nonexistent"}

    def run(self, *arguments, check=True):
        began = time.monotonic()
        done = subprocess.run([self.binary, *map(str, arguments)], env=self.environment, cwd=self.directory,
                              capture_output=True, text=True, check=False)
        if check and done.returncode > 1:
            sys.exit(f"{arguments}: {done.stderr}")
        return time.monotonic() - began, done.stdout

    def ask(self, library, file):
        """The answers, and seconds for opening and for one query."""
        empty = min(self.run("--library", library, "search", "zzzz", "--no-meaning")[0] for _ in range(ROUNDS))
        runs = [self.run("--library", library, "search", "--batch", file, "--no-meaning", "--similar")
                for _ in range(ROUNDS)]
        seconds = min(seconds for seconds, _ in runs)
        answers = [[(quote["id"], quote["score"]) for quote in json.loads(line)["quotes"]]
                   for line in runs[0][1].splitlines()]
        return answers, empty, (seconds - empty) / QUERIES


def serve(part):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(["xapian-tcpsrv", "--interface", "127.0.0.1", "--port", str(port),
                               str(part / "index" / "parts")], stdout=subprocess.PIPE, text=True,
                              start_new_session=True)  # it terminates its whole group
    while "Listening" not in server.stdout.readline():
        pass
    return server, f"127.0.0.1:{port}"


def show(name, answers, expected, opening, query):
    same = "the same answers" if answers == expected else "OTHER ANSWERS"
    print(f"{name}: a search that finds nothing {opening * 1e3:.0f} ms, each further query {query * 1e3:.2f} ms, {same}")


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    numbers = [int(number) for number in sys.argv[3:]] or [2, 4, 8]
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        words = invented(count, directory / "reviews.csv")
        (directory / "queries").write_text("\n".join(queries(words)) + "\n")
        program = Program(binary, directory)
        text = (directory / "reviews.csv").stat().st_size
        seconds, _ = program.run("--library", "whole", "add", "reviews.csv", "--kind", "review")
        status = json.loads(program.run("--library", "whole", "status", "--json")[1])
        verbatims = status["verbatims"]
        whole = directory / "whole"
        print(f"{verbatims} verbatims of {text / verbatims:.0f} bytes: added in {seconds:.1f} s, "
              f"{verbatims / seconds:.0f} a second; store {bytes_of(whole / 'store') / verbatims:.0f} and index "
              f"{bytes_of(whole / 'index') / verbatims:.0f} bytes a verbatim")
        seconds, _ = program.run("--library", "whole", "reindex")
        print(f"reindexed in {seconds:.1f} s")
        expected, opening, query = program.ask("whole", "queries")
        show("whole", expected, expected, opening, query)
        for number in numbers:
            parts = [directory / f"{number}-{part}" for part in range(number)]
            seconds, _ = program.run("--library", "whole", "split", number, *parts)
            print(f"split into {number} in {seconds:.1f} s")
            program.run("--library", parts[0], "index", "add", *parts[1:])
            show(f"{number} directories", *_answers(program.ask(parts[0], "queries"), expected))
            program.run("--library", parts[0], "index", "remove", *parts[1:])
            served = [serve(part) for part in parts[1:]]
            program.run("--library", parts[0], "index", "add", *[address for _, address in served])
            show(f"{number - 1} servers", *_answers(program.ask(parts[0], "queries"), expected))
            for server, _ in served:
                server.terminate()
                server.wait()


def _answers(asked, expected):
    answers, opening, query = asked
    return answers, expected, opening, query


if __name__ == "__main__":
    main()
