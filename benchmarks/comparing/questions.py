"""What is asked: questions in the language of no system; benchmarks/query_kinds.h says what the kinds are."""
import dataclasses

KINDS = ("rare", "common", "or", "and", "phrase", "prefix", "synonyms", "filter", "facets")


@dataclasses.dataclass(frozen=True)
class Question:
    kind: str
    words: tuple
    product: str = ""

    @property
    def cells(self):
        """As a driver reads it."""
        return self.kind, " ".join(self.words), self.product

    def operators(self):
        """With AND, OR, "phrases" and prefix*, as Xapian, omega, Recoll and Verbatim read them."""
        if self.kind == "phrase":
            return '"' + " ".join(self.words) + '"'
        if self.kind == "prefix":
            return self.words[0] + "*"
        return (" AND " if self.kind == "and" else " OR ").join(self.words)


def read(path):
    with open(path, encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines]
    return [Question(kind, tuple(words.split()), product) for kind, words, product in cells]
