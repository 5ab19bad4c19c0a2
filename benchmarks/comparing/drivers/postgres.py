"""PostgreSQL's full text search through libpq, as a driver of benchmarks/peers."""
import contextlib
import functools
import pathlib

from answering import Clock, answer_all, arguments, asking, batches
from libpq import Connection

MATCHING = "FROM reviews, to_tsquery('english', $1) AS query WHERE words @@ query {}"
BEST = f"SELECT id, text {MATCHING} ORDER BY ts_rank(words, query) DESC LIMIT 10"
COUNTED = f"SELECT count(*) {MATCHING}"
FACETS = f"SELECT product, count(*) {MATCHING} GROUP BY product"
OF_PRODUCT = "AND product = $2"


def peak_of(process):
    status = pathlib.Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def build(server, path):
    """Copied, and indexed when all is there."""
    clock, count = Clock(), 0
    with clock:
        server.execute("CREATE TABLE reviews (id text, text text, product text, words tsvector "
                       "GENERATED ALWAYS AS (to_tsvector('english', text)) STORED)")
        server.begin_copy("COPY reviews (id, text, product) FROM STDIN")
    for batch in batches(path):
        data = "".join("\t".join(row).replace("\\", "\\\\") + "\n" for row in batch).encode()
        with clock:
            server.copy(data)
        count += len(batch)
    with clock:
        server.end_copy()
        server.execute("CREATE INDEX ON reviews USING gin (words)")
        server.execute("CREATE INDEX ON reviews (product)")
        server.execute("ANALYZE reviews")
    size = server.execute("SELECT pg_total_relation_size('reviews')")[0][0]
    print(clock.seconds, count, peak_of(server.backend()), int(size), sep="\t")


def written(kind, words):
    if kind == "phrase":
        return " <-> ".join(words)
    if kind == "prefix":
        return words[0] + ":*"
    return (" & " if kind == "and" else " | ").join(words)


def run(server, statement, kind, words, product):
    values = (written(kind, words), *([product] if product else []))
    return server.execute(statement.format(OF_PRODUCT if product else ""), *values)


def main():
    given = arguments(__doc__)
    with contextlib.closing(Connection(given.place)) as server:
        if given.build:
            build(server, given.build)
            return

        rows = functools.partial(run, server)

        def count(kind, words, product):
            if kind == "memory":
                return peak_of(server.backend())
            return int(rows(COUNTED, kind, words, product)[0][0])

        answer_all(asking(rows, BEST, FACETS), count)


main()
