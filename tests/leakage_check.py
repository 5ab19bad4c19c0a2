#!/usr/bin/env python3
"""Counts the verbatims in default search results that no customer said: leakage_check.py BINARY

Who said what is taken from the sources themselves by leakage_roles.py, not from what Verbatim makes
of them. Adds tests/fixtures and, where VERBATIM_DATA names it, its exports; asks for every verbatim
that a search without flags may show; prints a line per source whose roles are known, every leak,
and the totals. Fails on a leak in a fixture, and on more than 0.5 % in real exports.
"""
import json
import os
import sys
import tempfile

import exports
import leakage_roles
from exports import run

KINDS = ("interview", "call", "review", "chat", "survey", "forum", "mail")
MOST_LEAKED = 0.005


def shown(binary, library):
    """Every verbatim that a search may show by default, by the path of its source."""
    by_source = {}
    for kind in KINDS:
        found = run(binary, library, "search", "--kind", kind, "--similar", "-n", "1000000", "--format", "ndjson")
        for line in found.stdout.splitlines():
            quote = json.loads(line)
            by_source.setdefault(os.path.abspath(quote["citation"]["source"]), []).append(quote)
    return by_source


def measure(binary, folder):
    """Verbatims shown of sources with known roles, and how many of them are leaks."""
    with tempfile.TemporaryDirectory() as library:
        run(binary, library, "add", "--json", str(folder))
        by_source = shown(binary, library)
    verbatims, leaked, unknown = 0, 0, 0
    for path, quotes in sorted(by_source.items()):
        name = os.path.relpath(path, folder)
        said_by_customer = leakage_roles.judge_of(folder, name)
        if said_by_customer is None:
            unknown += len(quotes)
            continue
        leaks = [quote for quote in quotes if not said_by_customer(quote)]
        print(f"{name}: {len(quotes)} verbatims, {len(leaks)} leaks")
        for quote in leaks:
            where = {key: value for key, value in quote["citation"]["locator"].items() if key != "time"}
            print(f"  LEAK {quote['id']} {where} {quote['citation']['speaker']}: {quote['text'][:60]!r}")
        verbatims += len(quotes)
        leaked += len(leaks)
    share = leaked / verbatims if verbatims else 0
    print(f"{folder.name}: {leaked} leaks in {verbatims} verbatims, {share:.3%}; "
          f"{unknown} verbatims of sources that do not say who is who")
    return verbatims, share


def main():
    binary = os.path.abspath(sys.argv[1])
    with exports.fixtures() as fixtures:
        verbatims, share = measure(binary, fixtures)
    failed = share > 0 or verbatims < 200
    if real := exports.real_exports():
        failed |= measure(binary, real)[1] > MOST_LEAKED
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
