"""Runs the program as its users do: `add`, `search --batch`, `classify`, with libraries in a folder of its own."""
import json
import pathlib
import subprocess

# Verbatims asked for at first, and at most.
LIMIT = 300
MOST = 1_000_000


class Failed(Exception):
    """The program said that it could not; the message is its own."""


class Program:
    def __init__(self, path, folder):
        self.path = pathlib.Path(path).resolve()
        self.folder = pathlib.Path(folder)

    def answers(self, *arguments, text=""):
        """JSON lines of standard output. Not str.splitlines: U+2028 and the like are no ends of lines here."""
        return [json.loads(line) for line in self.run(*arguments, text=text).split("\n") if line]

    def run(self, *arguments, text=""):
        """Standard output. Status 1 is an answer: nothing was found, or a record rejected."""
        try:
            done = subprocess.run([self.path, *map(str, arguments)], input=text, capture_output=True,
                                  encoding="utf-8", check=False)
        except OSError as error:
            raise Failed(f"{self.path}: {error.strerror}") from error
        if done.returncode not in (0, 1):
            raise Failed(f"verbatim {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def help(self, command):
        """What `COMMAND --help` prints: general help if there is no such command."""
        return self.run(command, "--help")

    def write(self, name, values):
        """A file of a JSON object a line."""
        path = self.folder / name
        path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
        return path

    def add(self, name, records):
        """Makes a library; returns it and how many records of each outcome there were."""
        library = self.folder / name
        answer = json.loads(self.run("add", "--library", library, "--kind", "review", "--json",
                                     self.write(f"{name}.jsonl", records)))
        return library, answer["totals"]

    def search(self, library, queries, depths, flags):
        """The ranking of records for each query, and the messages about those that failed.

        A record counts at its best verbatim. Near-duplicates are kept: each of them is judged. Where
        the verbatims are of fewer records than the query's depth, more are asked for.
        """
        rankings, failures = {}, []
        limit, wanted = LIMIT, dict(queries)
        while wanted:
            batch = self.write("queries.ndjson", ({"id": query, "query": text} for query, text in wanted.items()))
            again = {}
            for answer in self.answers("search", "--library", library, "--batch", batch, "--json", "--similar",
                                       "--context", 0, "--limit", limit, *flags):
                query = answer["query_id"]
                if "error" in answer:
                    failures.append(f"query {query}: {answer['error']['message']}")
                quotes = answer.get("quotes", [])
                rankings[query] = list(dict.fromkeys(quote["citation"]["record"] for quote in quotes))
                if len(quotes) == limit < MOST and len(rankings[query]) < depths[query]:
                    again[query] = wanted[query]
            limit, wanted = min(10 * limit, MOST), again
        return rankings, failures

    def classify(self, texts, lens, *flags):
        """The probability of the lens for each text: 0 where the program names none, None where it refused."""
        lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
        probabilities = [None] * len(texts)
        for answer in self.answers("classify", *flags, text=lines):
            named = [score["score"] for score in answer["lenses"] if score["name"] == lens]
            probabilities[answer["id"]] = named[0] if named else 0.0
        return probabilities

    def train(self, name, examples):
        """A library with a lens of that name, learnt from (text, label) pairs."""
        library = self.folder / f"lens-{name}"
        file = self.write(f"lens-{name}.jsonl", ({"text": text, "label": label} for text, label in examples))
        self.run("init", library)
        place = ("--library", library / ".verbatim")
        self.run("lens", "new", name, "--examples", file, *place)
        self.run("lens", "train", name, *place)
        return place
