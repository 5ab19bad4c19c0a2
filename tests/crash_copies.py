"""The commands of tests/crash_loop.py that make libraries of a library: backup, restore, split and merge.

A kill leaves what is given as it is, and of what is made whole libraries or nothing in their places. The same command
makes up for the rest.
"""
import shutil

from disturbed import Fault, Program

POINTS = {"backup": ["backup-copied"], "restore": ["restore-copied", "restore-switched"],
          "split": ["part-trimmed", "made-indexed", "made-published"],
          "merge": ["libraries-taken", "made-indexed", "made-published"]}


class Copies:
    def __init__(self, program, folder, random):
        self.program, self.random = program, random
        self.library = program.library
        self.folder = folder / "copies"
        self.folder.mkdir()

    def clear(self):
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    # What to run. A merge and a restore come after what makes their parts, which is not killed.

    def split_into(self, count):
        return ["split", count, *[self.folder / f"part-{i}" for i in range(count)]]

    def command(self, name):
        backup = self.folder / "backup"
        if name == "backup":
            return ["backup", backup]
        if name == "restore":
            self.program.must("backup", backup)
            return ["restore", "--replace", backup]
        split = self.split_into(self.random.randint(2, 3))
        if name == "split":
            return split
        self.program.must(*split)
        return ["merge", self.folder / "merged", *split[2:]]

    # What must be afterwards, whether the command ended or not.

    def compare(self, arguments, ended, numbers):
        """`numbers` are those of the sentences that the library has."""
        made = {"backup": arguments[1:], "split": arguments[2:], "merge": arguments[1:2], "restore": []}[arguments[0]]
        if not ended:
            self.compare_what_a_kill_left(made, arguments[0], numbers)
            self.program.must(*arguments)
        left = [path.name for folder in (self.folder, self.library.parent) for path in folder.iterdir()
                if path.suffix in (".making", ".unfinished")]
        if left:
            raise Fault(f"left behind: {left}")
        if arguments[0] == "restore":
            self.compare_replaced(numbers)
        elif self.numbers_of(made) != sorted(numbers):
            raise Fault(f"{arguments[0]} holds something else")
        self.clear()

    def compare_what_a_kill_left(self, made, name, numbers):
        for path in made:
            if path.exists():
                held = self.numbers_of([path])
                if name != "split" and held != sorted(numbers) or not set(held) <= set(numbers):
                    raise Fault(f"{path.name}, in its place after a kill, holds something else")
                shutil.rmtree(path)

    def numbers_of(self, libraries):
        """Those of all, each as often as it is there."""
        found = []
        for library in libraries:
            program = Program(self.program.binary, library)
            program.whole()
            for number, times in program.numbers().items():
                found += [number] * times
        return sorted(found)

    def compare_replaced(self, numbers):
        """The libraries that were renamed, each as it was."""
        replaced = [path for path in self.library.parent.glob(f"{self.library.name}.*")]
        if not replaced:
            raise Fault("restore kept nothing of what it replaced")
        for path in replaced:
            if self.numbers_of([path]) != sorted(numbers):
                raise Fault(f"{path.name}, which was replaced, holds something else")
            shutil.rmtree(path)
