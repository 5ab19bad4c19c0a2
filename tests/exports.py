"""The exports that checks are made on, and the program run on them."""
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def run(binary, library, *arguments):
    environment = dict(os.environ, VERBATIM_LIBRARY=library, VERBATIM_MODELS="/nonexistent")
    done = subprocess.run([binary, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: exit status {done.returncode}\n{done.stderr}")
    return done


@contextlib.contextmanager
def fixtures():
    """tests/fixtures without what belongs to the tests, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder).resolve() / "fixtures"
        shutil.copytree(pathlib.Path(__file__).parent / "fixtures", copy,
                        ignore=shutil.ignore_patterns("*.golden", "meaning"))
        yield copy


def real_exports():
    """The folder of real exports, or None where VERBATIM_DATA names none, which is said."""
    folder = pathlib.Path(os.environ.get("VERBATIM_DATA", "/nonexistent")) / "exports"
    if folder.is_dir():
        return folder.resolve()
    print("real exports are skipped: VERBATIM_DATA names no folder with exports")
    return None
