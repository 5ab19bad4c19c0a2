"""The line protocol of benchmarks/answering.h, for drivers in Python."""
import argparse
import itertools
import sys
import time

BATCH = 10_000


def arguments(what):
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("place", help="where the index is, or how it is reached")
    parser.add_argument("--build", metavar="FILE", help="make it of this: lines of id, text, product")
    return parser.parse_args()


def batches(path):
    """Lists of (id, text, product)."""
    with open(path, encoding="utf-8") as lines:
        while batch := [tuple(line.rstrip("\n").split("\t")) for line in itertools.islice(lines, BATCH)]:
            yield batch


class Clock:
    """Adds up the time of what is done `with` it."""

    def __init__(self):
        self.seconds = 0.0

    def __enter__(self):
        self.began = time.perf_counter()

    def __exit__(self, *_):
        self.seconds += time.perf_counter() - self.began


def asking(run, best, facets):
    """An `ask` for answer_all: how many rows `best` gives; for facets, those of `facets` are fetched too.

    `run` takes one of the two statements, kind, words, product, and gives its rows.
    """

    def ask(kind, words, product):
        if kind == "facets":
            run(facets, kind, words, product)
        return len(run(best, kind, words, product))

    return ask


def answer_all(ask, count):
    """`ask` and `count` take kind, words, product, and give a number."""
    for line in sys.stdin:
        verb, kind, words, product = line.rstrip("\n").split("\t")
        clock = Clock()
        try:
            if verb == "count":
                number = count(kind, words.split(), product)
            else:
                with clock:
                    number = ask(kind, words.split(), product)
        except Exception as error:  # whatever it is, the one who asked is told
            print("error", str(error).replace("\n", " "), sep="\t", flush=True)
            continue
        print(f"{clock.seconds * 1e6:.1f}", number, sep="\t", flush=True)
