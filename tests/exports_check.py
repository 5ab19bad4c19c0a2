#!/usr/bin/env python3
"""Holds what `verbatim add` accounts for against an independent count: exports_check.py BINARY

Ingests tests/fixtures, and $VERBATIM_DATA/exports if it is there, into a temporary library each and
compares, for every file, the records with exports_count.py, and records with indexed + duplicates +
empty + rejected. Then adds the same again, which must change nothing, and lets `verbatim check`
compare every quote with its source. Prints a line per file, and the totals.
"""
import json
import os
import pathlib
import sys
import tempfile

import exports
import exports_count
from exports import run

PARTS = ("indexed", "duplicates", "empty", "rejected")


def compare(folder, report):
    """What is wrong with the report, a line each."""
    reported = {str(pathlib.Path(file["path"]).resolve()): file for file in report["files"]}
    for file, expected in exports_count.counts(folder):
        name = str(file.relative_to(folder))
        entry = reported.pop(str(file.resolve()), None)
        if entry is None:
            yield f"{name}: not in the report"
            continue
        counts = " ".join(f"{part} {entry[part]}" for part in PARTS)
        print(f"{name}: {entry['format'] or 'no reader'}, {entry['kind']}: records {entry['records']} = {counts}; "
              f"verbatims {entry['verbatims']}")
        if entry["records"] != expected:
            yield f"{name}: {entry['records']} records, counted {expected}"
        if entry["records"] != sum(entry[part] for part in PARTS):
            yield f"{name}: {entry['records']} records are not {counts}"
    for path in reported:
        yield f"{path}: in the report, but no file"
    for part in ("records", *PARTS, "verbatims"):
        total = sum(file[part] for file in report["files"])
        if report["totals"][part] != total:
            yield f"totals: {report['totals'][part]} {part}, the files have {total}"


def check(binary, folder):
    """Adds the folder, twice, and returns the number of faults."""
    with tempfile.TemporaryDirectory() as library:
        report = json.loads(run(binary, library, "add", "--json", str(folder)).stdout)
        faults = list(compare(folder, report))
        again = json.loads(run(binary, library, "add", "--json", str(folder)).stdout)
        faults += [f"{file['path']}: {file['state']} when added again"
                   for file in again["files"] if file["state"] != "unchanged"]
        checked = run(binary, library, "check")
        if checked.returncode != 0:
            faults.append(f"check: {checked.stdout.strip()}")
    for fault in faults:
        print(f"FAULT: {fault}")
    totals = " ".join(f"{part} {report['totals'][part]}" for part in PARTS)
    print(f"{folder.name}: {len(report['files'])} files, records {report['totals']['records']} = {totals}; "
          f"{len(faults)} faults")
    return len(faults)


def main():
    binary = os.path.abspath(sys.argv[1])
    with exports.fixtures() as fixtures:
        faults = check(binary, fixtures)
    if real := exports.real_exports():
        faults += check(binary, real)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
