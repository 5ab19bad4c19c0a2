#!/usr/bin/env python3
"""Tests the failing disk of tests/disk on small programs: disk_test.py FAULTS"""
import errno
import pathlib
import subprocess
import sys
import tempfile
import unittest

FAULTS = pathlib.Path(sys.argv.pop()).resolve()
PREAMBLE = """
import os
def put(name, text, sync=False):
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(file, text.encode())
    if sync:
        os.fsync(file)
    os.close(file)
def sync_folder():
    os.fsync(os.open(".", os.O_RDONLY))
"""


class Disk(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        (self.folder / "disk").mkdir()
        (self.folder / "kept").mkdir()

    def run_on_disk(self, program, fault):
        """Exit status and what is on the disk afterwards."""
        environment = {"LD_PRELOAD": str(FAULTS), "VERBATIM_FAULT_DIRECTORY": str(self.folder / "disk"),
                       "VERBATIM_FAULT_KEPT": str(self.folder / "kept"), "VERBATIM_FAULT": fault}
        done = subprocess.run([sys.executable, "-c", PREAMBLE + program], cwd=self.folder / "disk", env=environment,
                              capture_output=True, text=True, check=False)
        files = {str(file.relative_to(self.folder / "disk")): file.read_text(encoding="utf-8")
                 for file in (self.folder / "disk").rglob("*") if file.is_file()}
        return done.returncode, files, done.stderr

    def test_after_a_power_cut_only_what_was_synced_is_there(self):
        (self.folder / "disk" / "old").write_text("old", encoding="utf-8")
        (self.folder / "disk" / "older").write_text("older", encoding="utf-8")
        program = """
put("old", "written over, not synced")
put("synced", "synced", True)
put("lost", "not synced")
put("new", "new", True)
os.rename("new", "older")
os.mkdir("folder")
put("folder/file", "its folder has no entry", True)
os.unlink("synced")
"""
        status, files, _ = self.run_on_disk(program, "any:end:power")
        self.assertEqual(status, -9)
        self.assertEqual(files, {"old": "old", "older": "older", "synced": "synced", "new": "new"})

    def test_a_synced_folder_has_its_entries_and_no_contents(self):
        program = """
put("lost", "not synced")
put("new", "new", True)
os.rename("new", "renamed")
sync_folder()
os.unlink("renamed")
"""
        status, files, _ = self.run_on_disk(program, "any:end:power")
        self.assertEqual(status, -9)
        self.assertEqual(files, {"lost": "", "renamed": "new"})

    def test_the_power_goes_off_at_the_call_that_was_named(self):
        program = 'put("one", "1", True)\nput("two", "2", True)\n'
        status, files, _ = self.run_on_disk(program, "sync:2:power")
        self.assertEqual((status, files), (-9, {"one": "1"}))

    def test_a_call_fails_as_it_was_told_to(self):
        program = 'put("one", "1234")\nput("two", "1234")\nput("three", "1234")\n'
        for fault, files in {f"write:2:{errno.EIO}": {"one": "1234", "two": ""},
                             f"room:3+:{errno.ENOSPC}": {"one": "1234"},
                             f"open:2:{errno.EIO}": {"one": "1234"}}.items():
            with self.subTest(fault=fault):
                status, found, err = self.run_on_disk(program, fault)
                self.assertEqual((status, found), (1, files))
                self.assertIn("No space" if "28" in fault else "Input/output error", err)
                for file in found:
                    (self.folder / "disk" / file).unlink()

    def test_a_write_that_is_cut_short_says_how_much_it_wrote(self):
        program = 'print(os.write(os.open("one", os.O_WRONLY | os.O_CREAT), b"1234"), file=__import__("sys").stderr)'
        status, files, err = self.run_on_disk(program, "write:1:short")
        self.assertEqual((status, files, err), (0, {"one": "12"}, "2\n"))


if __name__ == "__main__":
    unittest.main()
