"""What every system can be asked for, and the two ways of asking."""
import dataclasses
import shutil
import subprocess

from comparing.processes import Driver, disk_bytes, run
from comparing.questions import KINDS


@dataclasses.dataclass
class Built:
    seconds: float
    passages: int
    peak_bytes: int
    disk_bytes: int


@dataclasses.dataclass
class Place:
    """Where the programs of this project are, and what takes the time of commands."""
    programs: object
    folder: object    # for what is compiled, or kept from size to size
    runner: object


class System:
    name = ""
    how = "in process"
    package = ""          # the Debian package that brings it; empty for what is part of this project
    kinds = KINDS         # that it has
    most = 0              # texts that it is measured with; 0 for any number
    why_no_more = ""
    asks_index_of = ""    # the system whose index it asks; empty where it makes its own

    def __init__(self, place):
        self.place = place

    def lacks(self):
        """Why it cannot be measured here; empty if it can. A package that is missing is named."""
        return f"needs the Debian package {self.package}" if self.package and not version_of(self.package) else ""

    def version(self):
        return version_of(self.package)

    def build(self, corpus, folder):
        """Makes its index in an empty folder: Built, or None where there is nothing to make."""
        raise NotImplementedError

    def open(self, folder):
        """Before it is asked."""

    def warm_up(self, questions):
        """What it needs beyond a round that does not count."""

    def ask(self, question):
        """Milliseconds that the ten best took."""
        raise NotImplementedError

    def count(self, question):
        """How many match."""
        raise NotImplementedError

    def peak_bytes(self):
        """Most memory that it had since it was opened."""
        raise NotImplementedError

    def close(self):
        """After it was asked."""

    def forget(self, folder):
        """Removes what was built there."""
        shutil.rmtree(folder)

    def leave(self):
        """Ends what still runs, at the end of a size or after a failure."""


class AnswersByDriver(System):
    """A program that has the index open, and takes the time of each answer itself."""

    def command(self, folder):
        raise NotImplementedError

    def build(self, corpus, folder):
        """The clock of a driver stands while it reads."""
        text, peak = run([*self.command(folder), "--build", corpus.table()])
        seconds, passages = text.split()
        return Built(float(seconds), int(passages), peak, disk_bytes(folder))

    def open(self, folder):
        self.driver = Driver(self.command(folder))

    def ask(self, question):
        return float(self.driver.answer("ask", *question.cells)[0]) / 1e3

    def count(self, question):
        return int(self.driver.answer("count", *question.cells)[1])

    def peak_bytes(self):
        return self.driver.peak_bytes()

    def close(self):
        self.driver.close()


class AnswersByCommand(System):
    """A command for each question, from its start to its end."""
    how = "command"

    def words(self, question):
        """The command."""
        raise NotImplementedError

    def matches(self, question):
        raise NotImplementedError

    def open(self, folder):
        self.folder, self.peak, self.runner = folder, 0, self.place.runner

    def ask(self, question):
        seconds, peak = self.runner.run(*self.words(question), good=(0, 1))
        self.peak = max(self.peak, peak)
        return seconds * 1e3

    def count(self, question):
        return self.matches(question)

    def peak_bytes(self):
        return self.peak


def version_of(package):
    """Of an installed Debian package; empty if it is not installed, or this is no Debian."""
    if not shutil.which("dpkg-query"):
        return ""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package], capture_output=True,
                          text=True, check=False)
    status, _, version = done.stdout.partition(" ")
    return version if status == "installed" else ""
