"""Systems that are a command for each question: the program itself, omega, Recoll and ripgrep."""
import json
import pathlib
import re
import subprocess

from comparing.engines import Verbatim
from comparing.processes import Runner, disk_bytes, run
from comparing.system import AnswersByCommand, Built


class VerbatimCommand(AnswersByCommand):
    """`verbatim search` over the library of Verbatim."""
    name = "verbatim search"
    asks_index_of = Verbatim.name

    def version(self):
        return Verbatim(self.place).version()

    def words(self, question):
        words = [self.place.programs / "cli/verbatim", "--library", self.folder / "library", "search", "--no-meaning",
                 "--format", "json"]
        if question.kind in ("filter", "facets"):
            words += ["--product", question.product] if question.product else ["--facet", "product"]
        loose = question.kind in ("or", "filter", "facets")
        return words + (list(question.words) if loose else [question.operators()])

    def matches(self, question):
        text, _ = run([*self.words(question), "--facet", "product"], good=(0, 1), stderr=subprocess.DEVNULL)
        return json.loads(text)["total"]


class Omega(AnswersByCommand):
    """Xapian's own indexer of text files, and its search program, which web servers call."""
    name = "omega"
    package = "xapian-omega"
    kinds = ("rare", "common", "or", "and", "phrase", "prefix", "synonyms", "filter")
    SEARCH = pathlib.Path("/usr/lib/cgi-bin/omega/omega")
    SCRIPT = "id : field=id\ntext : index field=text\nproduct : field=product boolean=XO\n"
    TEMPLATE = "$set{flag_wildcard,1}$msize\n$hitlist{$field{text}\n}"

    def build(self, corpus, folder):
        script = folder / "reviews.script"
        script.write_text(self.SCRIPT, encoding="ascii")
        (folder / "templates").mkdir(exist_ok=True)
        (folder / "templates/plain").write_text(self.TEMPLATE, encoding="ascii")
        (folder / "omega.conf").write_text("".join(
            f"{name}_dir {path}\n" for name, path in (("database", folder), ("template", folder / "templates"),
                                                      ("log", folder), ("cdb", folder))), encoding="utf-8")
        seconds, peak = self.place.runner.run("scriptindex", folder / "default", script, corpus.dump())
        return Built(seconds, corpus.size, peak, disk_bytes(folder / "default"))

    def open(self, folder):
        super().open(folder)
        self.runner = Runner(self.place.runner.program, self.place.runner.log, **self.environment())

    def environment(self):
        return {"OMEGA_CONFIG_FILE": str(self.folder / "omega.conf")}

    def words(self, question, least=0):
        words = [self.SEARCH, "DB=default", "FMT=plain", "HITSPERPAGE=10", f"P={question.operators()}"]
        return words + [f"B=XO:{question.product}"] * bool(question.product) + [f"MINHITS={least}"] * bool(least)

    def matches(self, question):
        text, _ = run(self.words(question, 10**9), env=self.environment())
        return int(text.split("\n\n", 1)[1].split("\n", 1)[0])

    def close(self):
        self.runner.close()


class Recoll(AnswersByCommand):
    """A desktop's search; the reviews are the messages of a mailbox."""
    name = "Recoll"
    package = "recollcmd"
    most = 100_000
    why_no_more = "its indexer takes 12 kB of memory for each, 1.2 GB for these"
    kinds = ("rare", "common", "or", "and", "phrase", "prefix", "synonyms")

    def build(self, corpus, folder):
        mailbox = corpus.mailbox()
        (folder / "recoll.conf").write_text(f"topdirs = {mailbox}\nindexstemminglanguages = english\n"
                                            "loglevel = 1\n", encoding="utf-8")
        seconds, peak = self.place.runner.run("recollindex", "-c", folder)
        return Built(seconds, corpus.size, peak, disk_bytes(folder))

    def words(self, question):
        return ["recollq", "-c", self.folder, "-n", "10", question.operators()]

    def matches(self, question):
        text, _ = run(self.words(question), good=(0, 1), stderr=subprocess.DEVNULL)
        found = re.search(r"^(\d+) results", text, re.MULTILINE)
        return int(found[1]) if found else 0


class Ripgrep(AnswersByCommand):
    """A scan of the raw text, a line a review: what people do who have no index."""
    name = "ripgrep"
    package = "ripgrep"
    kinds = ("rare", "common", "or", "and", "phrase", "prefix", "synonyms")

    def build(self, corpus, folder):
        self.file = corpus.lines()
        return None

    def words(self, question, *flags):
        scan = ["rg", "--no-config", "--no-unicode", "-i", *flags]
        if question.kind == "prefix":
            return [*scan, rf"\b{question.words[0]}", self.file]
        if question.kind == "phrase":
            return [*scan, "-w", " ".join(question.words), self.file]
        if question.kind == "and":
            first, second = question.words
            return ["sh", "-c", f"{' '.join(scan[:4])} -w {first} '{self.file}' | {' '.join(scan)} -w {second}"]
        return [*scan, "-w", *(part for word in question.words for part in ("-e", word)), self.file]

    def matches(self, question):
        return int(run(self.words(question, "--count"), good=(0, 1))[0].strip() or 0)
