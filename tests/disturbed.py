"""What the tests share that disturb the program: sources that change, the program, and what its library must hold.

Every sentence that a customer says in these sources has a number of its own, so that a quote tells from which file it
is, and whether it is there twice.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

# A command that takes longer hangs; seconds.
PATIENCE = int(os.environ.get("VERBATIM_TEST_PATIENCE", "120"))
NOUNS = ("export", "price", "login", "support", "report", "invoice", "calendar", "import")
ENDS = ("made me wait for a week", "is too expensive for my team", "was confusing and slow",
        "saved us a whole day of work", "never worked on my phone", "broke when we needed it most")
SENTENCE = re.compile(r"The \w+ number (\d+) of the planner [a-z ]+\.")
QUERIES = ("planner", "too expensive", '"saved us a whole day"', "slow login -invoice", "support NEAR/9 wait",
           "what hurts most about the calendar", "kind:review price", "lens:pain", "wait*")


def temporary_folder():
    """In memory where there is room: kills, faults and cuts leave the same there, and syncing takes no time."""
    memory = pathlib.Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return tempfile.TemporaryDirectory(dir=memory if roomy else None)


class Fault(Exception):
    """Something that must never be."""


class Program:
    """The program on one library; `models` is a folder, or None for none."""

    def __init__(self, binary, library, models=None):
        self.binary, self.library, self.models = str(pathlib.Path(binary).resolve()), pathlib.Path(library), models

    def environment(self, **more):
        return dict(os.environ, VERBATIM_LIBRARY=str(self.library), VERBATIM_MODELS=self.models or "/nonexistent",
                    **more)

    def start(self, *arguments, **more):
        return subprocess.Popen([self.binary, *map(str, arguments)], env=self.environment(**more), text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments, **more):
        """Exit status, standard output, standard error. A program that hangs is a fault."""
        process = self.start(*arguments, **more)
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Fault(f"{' '.join(map(str, arguments))}: hangs") from None
        return process.returncode, out, err

    def must(self, *arguments, **more):
        """Standard output of what must not fail."""
        status, out, err = self.run(*arguments, **more)
        if status not in (0, 1):
            raise Fault(f"{' '.join(map(str, arguments))}: exit status {status}: {(err or out).strip()}")
        return out

    def whole(self):
        """Finishes what was interrupted, and lets the library prove itself whole."""
        report = json.loads(self.must("check", "--json"))
        if report["faults"] or report["unfinished"]:
            raise Fault(f"check: {report}")

    def numbers(self):
        """How often each numbered sentence is quoted; a quote that is not as it was said is a fault."""
        found = {}
        answer = json.loads(self.must("search", "planner", "--exact", "--json", "--similar", "--role", "any",
                                      "-n", 100000, "--context", 0))
        for quote in answer["quotes"]:
            said = SENTENCE.fullmatch(quote["text"])
            if not said:
                raise Fault(f"nobody said {quote['text']!r}")
            found[int(said[1])] = found.get(int(said[1]), 0) + 1
        if answer["total"] != len(answer["quotes"]):
            raise Fault(f"{answer['total']} quotes are counted, {len(answer['quotes'])} shown")
        return found

    def answers(self, queries=QUERIES):
        """All quotes, near-duplicates too: which of these stands for the others goes by their ids."""
        return {query: json.loads(self.must("search", query, "--json", "--context", 1, "-n", 1000, "--similar"))
                for query in queries}


def without_ids(answer):
    """The answer, whatever the ids are: those of a transcript are of what it said when it was first read."""
    quotes = [{**quote, "id": "", "citation": {**quote["citation"], "conversation": ""}} for quote in answer["quotes"]]
    return {**answer, "quotes": sorted(quotes, key=lambda quote: (-quote["score"], quote["text"]))}


class File:
    """A source: records by the exporter's id, each a list of numbered sentences."""

    def __init__(self, path, records):
        self.path, self.records = path, records
        self.gone = False  # removed from the library, although it lies there

    def numbers(self, without=frozenset()):
        return frozenset(number for record, sentences in self.records.items() if record not in without
                         for number, _ in sentences)


class Sources:
    """A folder of reviews, interviews and chats, small and changing."""

    def __init__(self, folder, random):
        self.folder, self.random, self.files, self.last = pathlib.Path(folder), random, [], 0
        self.folder.mkdir(parents=True)

    def number(self):
        self.last += 1
        return self.last

    def sentence(self):
        number = self.number()
        return number, f"The {self.random.choice(NOUNS)} number {number} of the planner {self.random.choice(ENDS)}."

    def record(self, ending):
        count = self.random.randint(2, 5) if ending in ("vtt", "txt") else 1
        return [self.sentence() for _ in range(count)]

    def new(self, ending=None):
        ending = ending or self.random.choice(("csv", "vtt", "txt", "json"))
        count = 1 if ending in ("vtt", "txt") else self.random.randint(2, 9)
        file = File(self.folder / f"source-{self.number()}.{ending}",
                    {f"record-number-{self.number()}": self.record(ending) for _ in range(count)})
        self.files.append(file)
        self.write(file)
        return file

    def keep_everything_said(self):
        """A file that nobody changes or removes, with all that is said anywhere: it answers each of QUERIES."""
        said = {f"record-number-{self.number()}": [(0, f"The {noun} number {self.number()} of the planner {end}.")]
                for noun in NOUNS for end in ENDS}
        (self.folder / "kept.csv").write_text(csv(said), encoding="utf-8")

    def change(self, file):
        """Another sentence in one record, a record more or one less."""
        ending = file.path.suffix[1:]
        record = self.random.choice(list(file.records))
        action = self.random.choice(("edit", "more", "less"))
        if ending in ("vtt", "txt") or action == "edit":
            file.records[record] = self.record(ending)
        elif action == "more" or len(file.records) == 1:
            file.records[f"record-number-{self.number()}"] = self.record(ending)
        else:
            del file.records[record]
        self.write(file)

    def rename(self, file):
        target = self.folder / f"source-{self.number()}{file.path.suffix}"
        file.path.rename(target)
        file.path = target

    def write(self, file):
        file.path.write_text({".csv": csv, ".vtt": vtt, ".txt": txt, ".json": chat}[file.path.suffix](file.records),
                             encoding="utf-8")


def csv(records):
    return "id,text,author\n" + "".join(f"{record},{sentences[0][1]},Author of {record}\n"
                                        for record, sentences in records.items())


def turns(records):
    for sentences in records.values():
        for _, sentence in sentences:
            yield "Host", "What happened then, and how did that feel?"
            yield "Dana", sentence


def vtt(records):
    return "WEBVTT\n" + "".join(
        f"\n00:{i:02}:00.000 --> 00:{i:02}:09.000\n<v {speaker}>{text}</v>\n"
        for i, (speaker, text) in enumerate(turns(records)))


def txt(records):
    return "".join(f"{speaker}: {text}\n" for speaker, text in turns(records))


def chat(records):
    return json.dumps([{"id": record, "messages": [{"role": "agent", "text": "How can I help you today?"}] + [
        {"role": "user", "text": text} for _, text in sentences]} for record, sentences in records.items()])
