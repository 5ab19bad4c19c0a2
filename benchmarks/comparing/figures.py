"""Percentiles, and the ratios that Verbatim is to reach. Values in, values out."""
import dataclasses
import math
import statistics
import typing

from comparing.questions import KINDS

MILLION = 1_000_000
MEGA = 1e6


def percentile(values, share):
    """The value below or at which this share of the values lies: the nearest rank."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def of_times(rounds):
    """Of milliseconds, a list of rounds for each question: a question counts with the median of its rounds."""
    times = [statistics.median(times) for times in rounds]
    return {"asked": len(times), **{f"p{share}_ms": percentile(times, share / 100) for share in (50, 95, 99)}}


def query(result, system, kind, name):
    """A figure of a system's answers at one size; None where there is none."""
    return result["systems"].get(system, {}).get("queries", {}).get(kind, {}).get(name)


def build(result, system, name):
    made = result["systems"].get(system, {}).get("build")
    return made and made[name]


def ratio(one, other):
    return None if one is None or not other else one / other


def times_faster(other, kind, name):
    """By how much Verbatim's time is below the other's."""
    return lambda result, _: ratio(query(result, other, kind, name), query(result, "Verbatim", kind, name))


def times_as_long(other, kind, name):
    return lambda result, _: ratio(query(result, "Verbatim", kind, name), query(result, other, kind, name))


def rate_ratio(other):
    return lambda result, _: ratio(build(result, "Verbatim", "passages_per_second"),
                                   build(result, other, "passages_per_second"))


def facets_ratio(result, _):
    return ratio(query(result, "Verbatim", "facets", "p50_ms"), query(result, "Verbatim", "or", "p50_ms"))


def of_build(system, name, scale=1.0):
    return lambda result, _: ratio(build(result, system, name), scale)


def of_query(system, kind, name):
    return lambda result, _: query(result, system, kind, name)


def command_ms(result, _):
    """The median of what is asked most: two or three words."""
    return query(result, "verbatim search", "or", "p50_ms")


def command_mb(result, _):
    return ratio(result["systems"].get("verbatim search", {}).get("peak_bytes"), MEGA)


def interview(name):
    return lambda result, _: result.get("interview", {}).get(name)


def unchanged(result, _):
    return result.get("unchanged_seconds")


def slower_ingest(result, smaller):
    """By how many percent the rate falls from the next smaller size."""
    kept = ratio(build(result, "Verbatim", "passages_per_second"),
                 smaller and build(smaller, "Verbatim", "passages_per_second"))
    return None if kept is None else 100 * (1 - kept)


def growth_of_time(kind):
    """How much more the median time grows than the matches do, from the next smaller size."""
    def measured(result, smaller):
        if smaller is None:
            return None
        time, matches = (ratio(query(result, "Verbatim", kind, name), query(smaller, "Verbatim", kind, name))
                         for name in ("p50_ms", "matches"))
        return ratio(time, matches)
    return measured


@dataclasses.dataclass(frozen=True)
class Target:
    what: str
    measured: typing.Callable   # of a size's result and that of the next smaller one; None: not measured
    most: float = None          # one of these, or neither where the figure is only told
    least: float = None
    unit: str = ""
    size: int = 0               # the only one that it is judged at, if it is of one

    def wanted(self):
        bound = "" if self.most is None else f"<= {self.most:g}"
        return " ".join(filter(None, (bound if self.least is None else f">= {self.least:g}", self.unit)))

    def met(self, value):
        """None where nothing is said."""
        if value is None or self.most is self.least:
            return None
        return value >= self.least if self.most is None else value <= self.most


FASTER_THAN_FTS5 = {**dict.fromkeys(KINDS, 1), **dict.fromkeys(("common", "or", "synonyms", "filter"), 8)}
NEAR_LUCENE = {**dict.fromkeys(KINDS), "or": 2, "filter": 2, "phrase": 3, "synonyms": 3}
TARGETS = (
    Target("add, rate to the Xapian loop's", rate_ratio("Xapian"), least=6),
    Target("add, rate to FTS5's", rate_ratio("FTS5"), least=0.5),
    Target("library, bytes per byte of text", of_build("Verbatim", "disk_bytes_per_text_byte"), most=2.0),
    *(Target(f"{kind}, p50 below FTS5's", times_faster("FTS5", kind, "p50_ms"), least=least, unit="times")
      for kind, least in FASTER_THAN_FTS5.items()),
    *(Target(f"{kind}, p95 to Lucene's", times_as_long("Lucene", kind, "p95_ms"), most=most)
      for kind, most in NEAR_LUCENE.items()),
    Target("facets, p50 to the plain query's", facets_ratio, most=3),
    Target("facets, p50", of_query("Verbatim", "facets", "p50_ms"), most=12, unit="ms", size=MILLION),
    Target("verbatim search, median", command_ms, most=25, unit="ms", size=MILLION),
    Target("verbatim search, memory", command_mb, most=120, unit="MB", size=MILLION),
    Target("add an interview, library open", interview("in_process_ms"), most=60, unit="ms", size=MILLION),
    Target("... opened and closed for it", interview("opening_ms"), unit="ms", size=MILLION),
    Target("add an interview, command", interview("command_ms"), most=100, unit="ms", size=MILLION),
    Target("add 10,000 unchanged files", unchanged, most=0.5, unit="s"),
    Target("growth, ingest slower by", slower_ingest, most=15, unit="%", size=MILLION),
    *(Target(f"growth, {kind} p50 to matches", growth_of_time(kind), most=1, size=MILLION)
      for kind in KINDS if kind != "facets"),
    Target("add, peak memory", of_build("Verbatim", "peak_bytes", MEGA), most=1000, unit="MB", size=MILLION),
)


def judged(results):
    """Each target with its value at every size, and whether the largest size meets it; None where that is not said."""
    rows = []
    for target in TARGETS:
        values = {result["size"]: target.measured(result, smaller)
                  for smaller, result in zip([None, *results], results)}
        largest = max(values)
        rows.append({"what": target.what, "target": target.wanted(), "values": values,
                     "met": target.met(values[largest]) if target.size in (0, largest) else None})
    return rows
