"""SQLite FTS5 through Python's sqlite3, as a driver of benchmarks/peers."""
import contextlib
import functools
import sqlite3

from answering import Clock, answer_all, arguments, asking, batches

BEST = "SELECT rowid, text FROM reviews WHERE reviews MATCH ? {} ORDER BY rank LIMIT 10"
COUNTED = "SELECT count(*) FROM reviews WHERE reviews MATCH ? {}"
FACETS = "SELECT product, count(*) FROM reviews WHERE reviews MATCH ? GROUP BY product"
OF_PRODUCT = "AND product = ?"


def build(database, path):
    """One transaction, then all segments merged into one."""
    clock, count = Clock(), 0
    with clock:
        database.execute("CREATE VIRTUAL TABLE reviews USING fts5(id UNINDEXED, text, product UNINDEXED, "
                         "tokenize = 'porter unicode61')")
    for batch in batches(path):
        with clock:
            database.executemany("INSERT INTO reviews VALUES (?, ?, ?)", batch)
        count += len(batch)
    with clock:
        database.execute("INSERT INTO reviews(reviews) VALUES ('optimize')")
        database.commit()
    print(clock.seconds, count, sep="\t")


def written(kind, words):
    if kind == "phrase":
        return '"' + " ".join(words) + '"'
    if kind == "prefix":
        return words[0] + "*"
    return (" AND " if kind == "and" else " OR ").join(f'"{word}"' for word in words)


def run(database, statement, kind, words, product):
    values = (written(kind, words), *([product] if product else []))
    return database.execute(statement.format(OF_PRODUCT if product else ""), values).fetchall()


def main():
    given = arguments(__doc__)
    with contextlib.closing(sqlite3.connect(given.place)) as database:
        if given.build:
            build(database, given.build)
            return

        rows = functools.partial(run, database)
        answer_all(asking(rows, BEST, FACETS), lambda *asked: rows(COUNTED, *asked)[0][0])


main()
