"""The texts, once for each system in the form that it reads."""
import json
import pathlib

from comparing import questions
from comparing.processes import run


class Corpus:
    """Reviews of verbatim_bench_corpus in a folder of their own, and the questions that go with them."""

    def __init__(self, programs, folder, size, seed, queries, data):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.size = size
        self.json_lines = self.folder / "reviews.jsonl"
        kinds = self.folder / "kinds.tsv"
        text, _ = run([programs / "benchmarks/verbatim_bench_corpus", "--seed", seed, "--records", size, "--reviews",
             self.json_lines, "--kinds", kinds, "--count", queries, *(["--data", data] if data is not None else [])])
        self.sentences = text.strip()    # "real" or "invented"
        self.questions = questions.read(kinds)
        self.text_bytes = sum(len(review["text"].encode()) for review in self.reviews())

    def reviews(self):
        with open(self.json_lines, encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def _written(self, name, lines):
        path = self.folder / name
        if not path.exists():
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(map(lines, self.reviews()))
        return path

    def table(self):
        """Id, text and product, with tabs between them: no text has one."""
        return self._written("reviews.tsv", "{0[id]}\t{0[text]}\t{0[product]}\n".format)

    def lines(self):
        """A text a line."""
        return self._written("reviews.txt", "{0[text]}\n".format)

    def dump(self):
        """As scriptindex reads it."""
        return self._written("reviews.dump", "id={0[id]}\ntext={0[text]}\nproduct={0[product]}\n\n".format)

    def mailbox(self):
        """A message a text."""
        return self._written("reviews.mbox", (
            "From bench@localhost Mon Jan  2 00:00:00 2023\nMessage-ID: <{0[id]}@localhost>\nSubject: {0[id]}\n\n"
            "{0[text]}\n\n").format)
