#!/usr/bin/env python3
"""Installs the program into an empty prefix and uses it there: install_check.py BUILD_FOLDER

The models are left out: they come from the network.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile


def run(*command, status=0, **environment):
    done = subprocess.run(command, env=dict(os.environ, **environment), capture_output=True, text=True, check=False)
    if done.returncode != status:
        sys.exit(f"FAULT: {' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + (done.stderr if status else "")


def without_gmime(program, folder, library):
    """What is no library stands where GMime is looked for: mails are refused, all else works."""
    (folder / "libgmime-3.0.so.0").write_text("no library", encoding="utf-8")
    mail = folder / "mail.eml"
    mail.write_text("From: ann@example.com\nTo: bob@example.com\nSubject: Bill\n\nThe bill was late again.\n",
                    encoding="utf-8")
    said = run(program, "add", mail, status=1, LD_LIBRARY_PATH=str(folder), **library)
    if "GMime" not in said:
        sys.exit(f"FAULT: it does not say that GMime is missing: {said}")
    if "nobody told us" not in run(program, "search", "price", LD_LIBRARY_PATH=str(folder), **library):
        sys.exit("FAULT: without GMime it does not find")
    run(program, "add", mail, **library)
    if "late again" not in run(program, "search", "bill", "--role", "any", **library):
        sys.exit("FAULT: a mail that was refused for want of GMime is not read later")


def main():
    with tempfile.TemporaryDirectory() as folder:
        prefix = pathlib.Path(folder) / "prefix"
        run("cmake", "--install", sys.argv[1], "--prefix", prefix, "--component", "program")
        program = prefix / "bin" / "verbatim"
        reviews = pathlib.Path(folder) / "reviews.csv"
        reviews.write_text("text\nThe price went up twice this year and nobody told us.\n", encoding="utf-8")
        library = {"VERBATIM_LIBRARY": os.path.join(folder, "library"), "VERBATIM_MODELS": "/nonexistent"}
        run(program, "add", reviews, **library)
        if "nobody told us" not in run(program, "search", "price", **library):
            sys.exit("FAULT: the installed program does not find what it read")
        without_gmime(program, pathlib.Path(folder), library)
        page = prefix / "share" / "man" / "man1" / "verbatim.1"
        if ".TH VERBATIM" not in page.read_text(encoding="utf-8").upper():
            sys.exit("FAULT: the manual page is not installed")
        models = prefix / "share" / "verbatim" / "models"
        models.mkdir(parents=True)
        for model in ("encoder.vbm", "words.vbm"):
            (models / model).write_text("no model", encoding="utf-8")
        del library["VERBATIM_MODELS"]
        said = json.loads(run(program, "status", "--json", HOME=folder, XDG_DATA_HOME="", **library))["no_meaning"]
        if str(models) not in said:
            sys.exit(f"FAULT: the models are not looked for in the prefix: {said}")
    print("installed, and used where it was installed")


main()
