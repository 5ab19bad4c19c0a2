"""Reads retrieval tasks and labelled sets of lenses from folders; benchmarks/README.md has their shape."""
import dataclasses
import json
import pathlib
import random


class BadData(Exception):
    """A file that is missing or not of the shape; the message names file and line."""


@dataclasses.dataclass
class Task:
    name: str
    records: list     # JSON objects with id and text
    queries: dict     # id -> text; only those with a relevant record
    grades: dict      # query id -> record id -> grade above 0
    negatives: dict   # query id -> kind -> record ids
    notes: list       # what was left out

    @property
    def is_hidden(self):
        """Whether it is to be looked for among the records of the other tasks."""
        return bool(self.negatives)

    def kinds(self):
        return sorted({kind for kinds in self.negatives.values() for kind in kinds})

    def negatives_of(self, query):
        """Of every kind that the task has, so that each query has the same figures."""
        return {kind: self.negatives.get(query, {}).get(kind, set()) for kind in self.kinds()}


@dataclasses.dataclass
class LensSet:
    task: str
    split: str
    lens: str
    examples: list    # (text, label 1 or 0)

    @property
    def name(self):
        return self.task if self.split == "all" else f"{self.task}.{self.split}"


def lines(path):
    """Number and text of the lines that are not empty."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")


def objects(path, **types):
    """JSON objects, a line each, that have these members."""
    for number, line in lines(path):
        try:
            value = json.loads(line)
        except ValueError as error:
            raise BadData(f"{path}:{number}: no JSON: {error}") from error
        for name, wanted in types.items():
            if not isinstance(value, dict) or not isinstance(value.get(name), wanted):
                raise BadData(f"{path}:{number}: not an object with \"{name}\", or that is of another type")
        yield number, value


def rows(path, least, most):
    for number, line in lines(path):
        cells = line.split("\t")
        if not least <= len(cells) <= most:
            raise BadData(f"{path}:{number}: {len(cells)} cells, not {least} to {most}")
        yield number, cells


def read_task(folder):
    records = [record for _, record in objects(folder / "reviews.jsonl", id=(str, int), text=str)]
    known = {str(record["id"]) for record in records}
    if len(known) != len(records):
        raise BadData(f"{folder / 'reviews.jsonl'}: two records have the same id")
    queries = {query: text for _, (query, text) in rows(folder / "queries.tsv", 2, 2)}
    judgements = list(rows(folder / "qrels.tsv", 3, 3))
    against = list(rows(folder / "negatives.tsv", 2, 3)) if (folder / "negatives.tsv").is_file() else []
    grades, negatives = {}, {}
    for number, (query, record, grade) in judgements:
        try:
            value = float(grade)
        except ValueError as error:
            raise BadData(f"{folder / 'qrels.tsv'}:{number}: '{grade}' is no grade") from error
        if value > 0 and record in known:
            grades.setdefault(query, {})[record] = value
    for _, (query, record, *kind) in against:
        negatives.setdefault(query, {}).setdefault(kind[0] if kind else "negative", set()).add(record)
    judged = {query: text for query, text in queries.items() if query in grades}
    lost = sum(query not in queries or record not in known for _, (query, record, *_) in judgements + against)
    left_out = [(len(queries) - len(judged), "queries without a relevant record were left out"),
                (lost, "judgements of queries or records that are not there were left out")]
    notes = [f"{count:,} {what}" for count, what in left_out if count]
    return Task(folder.name, records, judged, grades, negatives, notes)


def read_lens_set(path):
    task, _, split = path.stem.rpartition(".")
    examples, lens = [], ""
    for number, value in objects(path, text=str, lens=str, label=int):
        if value["label"] not in (0, 1) or value["lens"] != (lens or value["lens"]):
            raise BadData(f"{path}:{number}: a label that is not 0 or 1, or a second lens in one set")
        lens = value["lens"]
        examples.append((value["text"], value["label"]))
    if not any(label for _, label in examples):
        raise BadData(f"{path}: no example has label 1")
    return LensSet(task, split, lens, examples)


def roots(folders):
    """The folders, and tasks/ below them: a folder of data holds more than tasks."""
    for folder in map(pathlib.Path, folders):
        if not folder.is_dir():
            raise BadData(f"{folder}: no such folder")
        yield from (part for part in (folder, folder / "tasks") if part.is_dir())


def only(found, names, what):
    """Those of these names; all if there are no names, none if the name is none."""
    if names == ["none"]:
        return []
    known = [one.name for one in found]
    for name in known + names:
        if known.count(name) != 1:
            raise BadData(f"there is {'no' if known.count(name) == 0 else 'more than one'} {what} {name}; "
                          f"there are: {', '.join(known)}")
    return [one for one in found if not names or one.name in names]


def read_tasks(folders):
    """Tasks below the folders, or the folders themselves."""
    found = [file.parent for root in roots(folders)
             for file in [root / "queries.tsv", *sorted(root.glob("retrieval/*/queries.tsv"))] if file.is_file()]
    return [read_task(folder) for folder in found]


def read_lens_sets(folders):
    return [read_lens_set(path) for root in roots(folders) for path in sorted(root.glob("lens/*.*.jsonl"))]


def corpus(task, tasks, seed):
    """The records to add, shuffled, and how many of them are of other tasks.

    A task with negatives is hidden among the texts of all tasks without, whose ids get the name of their
    task in front. Shuffled, since records lie by query in the files and equal scores by place in an index.
    """
    others = [] if not task.is_hidden else [
        {"id": f"{other.name}/{record['id']}", "text": record["text"]}
        for other in tasks if not other.is_hidden for record in other.records]
    records = task.records + others
    random.Random(f"{seed} {task.name}").shuffle(records)
    return records, len(others)
