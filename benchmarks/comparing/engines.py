"""Systems that a program keeps open: Verbatim, the Xapian baseline, SQLite FTS5, Lucene and PostgreSQL."""
import itertools
import json
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from comparing.processes import Failed, disk_bytes, run
from comparing.system import AnswersByDriver, Built

DRIVERS = pathlib.Path(__file__).resolve().parent / "drivers"
JAVA = pathlib.Path("/usr/share/java")


class Verbatim(AnswersByDriver):
    """A library that the program made, asked through the engine."""
    name = "Verbatim"

    @property
    def program(self):
        return self.place.programs / "cli/verbatim"

    def version(self):
        return run([self.program, "--version"])[0].split()[-1]

    def command(self, folder):
        return [self.place.programs / "benchmarks/verbatim_bench_library", "--library", folder / "library"]

    def build(self, corpus, folder):
        """The whole command: starting, reading, and all that makes it durable."""
        seconds, peak = self.place.runner.run(self.program, "add", "--library", folder / "library", "--no-meaning",
                                              "--kind", "review", corpus.json_lines)
        status, _ = run([self.program, "status", "--library", folder / "library", "--json"])
        return Built(seconds, json.loads(status)["conversations"], peak, disk_bytes(folder / "library"))


class Xapian(AnswersByDriver):
    """One writer, one TermGenerator, nothing tuned: what the ratios are taken against."""
    name = "Xapian"
    package = "libxapian30"

    def lacks(self):
        return ""    # Verbatim itself cannot run without it

    def command(self, folder):
        return [self.place.programs / "benchmarks/verbatim_bench_xapian", "--database", folder / "database"]


class Fts5(AnswersByDriver):
    """Through Python's sqlite3 module."""
    name = "FTS5"
    package = "libsqlite3-0"

    def lacks(self):
        try:
            with sqlite3.connect(":memory:") as database:
                database.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.Error as error:
            return f"needs a sqlite3 module of Python with FTS5, such as the Debian package {self.package} has: {error}"
        return ""

    def version(self):
        return sqlite3.sqlite_version

    def command(self, folder):
        return [sys.executable, "-B", DRIVERS / "fts5.py", folder / "reviews.db"]


class Lucene(AnswersByDriver):
    """A single Java file, compiled into the temporary folder."""
    name = "Lucene"
    package = "liblucene8-java"
    JARS = ("core", "analyzers-common")
    WARM = 5_000    # questions until the JVM has compiled what is used most

    def lacks(self):
        if not shutil.which("javac"):
            return "needs a Java compiler, such as the Debian package default-jdk-headless"
        return "" if len(self.jars()) == len(self.JARS) else f"needs the Debian package {self.package}"

    def jars(self):
        return [jar for part in self.JARS for jar in sorted(JAVA.glob(f"lucene-{part}-8.*.jar"))]

    def command(self, folder):
        classes = self.place.folder / "lucene"
        path = ":".join(map(str, [classes, *self.jars()]))
        if not classes.is_dir():
            run(["javac", "-d", classes, "-cp", path, DRIVERS / "Lucene.java"])
        return ["java", "-Xmx1g", "-cp", path, "Lucene", folder / "index"]

    def warm_up(self, questions):
        for question in itertools.islice(itertools.cycle(questions), self.WARM):
            self.ask(question)


class Postgres(AnswersByDriver):
    """A cluster of its own for each size, reached through a socket that no one else sees."""
    name = "PostgreSQL"
    how = "server"
    package = "postgresql-15"
    PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
    SETTINGS = {"listen_addresses": "", "shared_buffers": "512MB", "work_mem": "64MB",
                "maintenance_work_mem": "512MB", "max_wal_size": "4GB", "jit": "off",
                "client_min_messages": "warning"}

    def __init__(self, place):
        super().__init__(place)
        self.clusters = {}

    def lacks(self):
        if not (self.PROGRAMS / "initdb").exists():
            return f"needs the Debian package {self.package}"
        return "" if os.geteuid() != 0 or self.user() else "needs a user postgres, since root may not run the server"

    @staticmethod
    def user():
        return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else ""

    def _as_user(self, program, *words):
        other = {"user": self.user(), "group": self.user(), "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run([self.PROGRAMS / program, *map(str, words)], cwd="/", stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, **other)
        if done.returncode != 0:
            raise Failed(f"{program}: {done.stderr.strip()}")

    def _cluster(self, folder):
        """Started, and made before that where there is none yet for the folder."""
        if folder in self.clusters:
            return self.clusters[folder]
        cluster = pathlib.Path(tempfile.mkdtemp(prefix="verbatim-postgres-"))
        self.clusters[folder] = cluster
        if os.geteuid() == 0:
            shutil.chown(cluster, self.user(), self.user())
        self._as_user("initdb", "-D", cluster / "data", "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        settings = " ".join(f"-c {name}='{value}'" for name, value in self.SETTINGS.items())
        self._as_user("pg_ctl", "start", "-w", "-s", "-D", cluster / "data", "-l", cluster / "log", "-o",
                      f"-k {cluster} {settings}")
        return cluster

    def command(self, folder):
        return [sys.executable, "-B", DRIVERS / "postgres.py",
                f"host={self._cluster(folder)} user=bench dbname=postgres"]

    def build(self, corpus, folder):
        text, _ = run([*self.command(folder), "--build", corpus.table()])
        seconds, passages, peak, size = text.split()
        return Built(float(seconds), int(passages), int(peak), int(size))

    def peak_bytes(self):
        return int(self.driver.answer("count", "memory", "", "")[1])

    def _end(self, cluster):
        if (cluster / "data/postmaster.pid").exists():
            self._as_user("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", cluster / "data")
        shutil.rmtree(cluster)

    def forget(self, folder):
        self._end(self.clusters.pop(folder))
        super().forget(folder)

    def leave(self):
        while self.clusters:
            self._end(self.clusters.popitem()[1])
