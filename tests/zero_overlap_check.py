#!/usr/bin/env python3
"""Holds the zero-overlap set to what its README promises: zero_overlap_check.py [FOLDER]

FOLDER is benchmarks/zero_overlap by default. Each query has ten records that mean it without one of
its content words, five that have two such words (all, if it has fewer) and mean something else, and
five on the same topic that say the opposite. Words are compared strictly, so that some that are not kin
count as one: a record that is flagged is worded anew, and there are no exceptions.
"""
import collections
import hashlib
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
QUERIES, POSITIVES, OF_A_KIND = 40, 10, 5
FEWEST_WORDS, MOST_WORDS = 6, 35
# Words of grammar; no noun, verb of action, adjective, or adverb of time or degree but "too" and "much".
STOPWORDS = set("""
    a about all am an and any are as at be because been but by can could did do does down for from get got had has have
    he her here him his how i if in into is it its me much my no nor not of off on or our out over she should so than
    that the their them then there these they this those to too under until up us was we were what when where which
    while who whose why will with would you your ain aren couldn didn doesn don hadn hasn haven isn shouldn wasn weren
    won wouldn""".split())
SUFFIXES = ("ingly", "edly", "ings", "ing", "ness", "less", "ment", "ful", "ers", "est", "ies", "ed", "er", "es", "ly",
            "s", "y", "e")
# Forms and parts that no rule below reaches. A word is kin to all others of its lines.
KIN = [set(line.split()) for line in """
    die dies died dying dead death
    fly flies flew flown flight
    take takes took taken taking
    eat eats ate eaten eating
    make makes made making
    give gives gave given giving
    keep keeps kept keeping
    leave leaves left leaving
    hold holds held holding
    feel feels felt feeling
    run runs ran running
    wear wears wore worn wearing
    hear hears heard hearing
    hide hides hid hidden hiding
    sell sells sold sale sales salesman
    salesman man men
    child children childish
    payroll pay pays paid roll
    workflow work works flow flows
    backache back ache aches
    overcrowded crowd crowds
    headset head heads set sets
    everything every thing things
    something some thing things
    """.strip().splitlines()]


def words(text):
    """The lower-case words of a text; what follows an apostrophe is no part of one."""
    return [word.split("'")[0] for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))]


def content(text):
    return [word for word in words(text) if word not in STOPWORDS and len(word) > 1]


def stem(word):
    """Takes suffixes off as long as three letters remain, then the second of two equal last letters."""
    shorter = word
    while shorter:
        word = shorter
        shorter = next((word[:-len(end)] for end in SUFFIXES if word.endswith(end) and len(word) - len(end) > 2), None)
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def kin(one, other):
    """Equal stems, four equal first letters, one at the end of the other, or a line of KIN."""
    short, long = sorted((one, other), key=len)
    return (stem(one) == stem(other) or (len(short) > 3 and (short[:4] == long[:4] or long.endswith(short)))
            or any(one in line and other in line for line in KIN))


def shared(query, text):
    return [(ours, theirs) for ours in content(query) for theirs in content(text) if kin(ours, theirs)]


def rows(path, columns):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        if len(fields) != columns or not all(fields):
            sys.exit(f"FAULT: {path.name}:{number}: not {columns} fields: {line!r}")
        yield fields


def text_faults(records):
    """Ids and texts are unique, the order is that of the ids' hashes, and a text is one sentence of some length."""
    ids = [record["id"] for record in records]
    yield from (f"{name}: the id stands {count} times" for name, count in collections.Counter(ids).items() if count > 1)
    if ids != sorted(ids, key=lambda name: hashlib.sha256(name.encode()).hexdigest()):
        yield "reviews.jsonl is not in the order of the SHA-256 of its ids"
    first = {}
    for record in records:
        name, text = record["id"], record["text"]
        known = first.setdefault(" ".join(words(text)), name)
        if known != name:
            yield f"{name}: the same text as {known}: {text}"
        if not FEWEST_WORDS <= len(text.split()) <= MOST_WORDS:
            yield f"{name}: {len(text.split())} words: {text}"
        if text != text.strip() or re.search(r"[.?!…]\W*\s|[\n\t]", text):
            yield f"{name}: not one sentence: {text}"


def judgement_faults(queries, judged, texts):
    """Each record is judged once, for the query that its id names, and each query has its ten and ten."""
    for qid in queries:
        counts = collections.Counter(kind for query, _, kind in judged if query == qid)
        if counts != {"1": POSITIVES, "words": OF_A_KIND, "polarity": OF_A_KIND}:
            yield f"{qid}: has {dict(counts)}"
    for qid, name, kind in judged:
        if qid not in queries or not re.fullmatch(rf"{re.escape(qid)}-{'p' if kind == '1' else 'n'}\d\d", name):
            yield f"{name}: judged {kind} for {qid}"
    names = [name for _, name, _ in judged]
    wrong = set(texts) ^ set(names) | {name for name in names if names.count(name) > 1}
    if wrong:
        yield f"judged twice or not at all: {sorted(wrong)}"


def overlap_faults(queries, judged, texts):
    for qid, name, kind in judged:
        pairs = shared(queries[qid], texts[name])
        if kind == "1" and pairs:
            yield f"{name}: shares {pairs} with \"{queries[qid]}\": {texts[name]}"
        alike = {ours for ours, theirs in pairs if stem(ours) == stem(theirs)}
        if kind == "words" and len(alike) < min(2, len(content(queries[qid]))):
            yield f"{name}: shares only {sorted(alike)} with \"{queries[qid]}\": {texts[name]}"


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "benchmarks/zero_overlap"
    records = [json.loads(line) for line in (folder / "reviews.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {record["id"]: record["text"] for record in records}
    listed = list(rows(folder / "queries.tsv", 2))
    queries = dict(listed)
    judged = [*rows(folder / "qrels.tsv", 3), *rows(folder / "negatives.tsv", 3)]
    faults = list(text_faults(records)) + list(judgement_faults(queries, judged, texts))
    if len(listed) != QUERIES or len(queries) != QUERIES or len(set(queries.values())) != QUERIES:
        faults.append(f"{len(listed)} queries, {len(set(queries.values()))} different, not {QUERIES}")
    faults += [f"{qid}: no content word in \"{query}\"" for qid, query in listed if not content(query)]
    faults += overlap_faults(queries, [row for row in judged if row[0] in queries and row[1] in texts], texts)
    for fault in faults:
        print(f"FAULT: {fault}")
    print(f"{len(queries)} queries, {len(records)} records, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
