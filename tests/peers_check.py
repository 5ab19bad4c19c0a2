#!/usr/bin/env python3
"""Tests the parts of benchmarks/peers that need no other system: figures, targets, tables and the chart."""
import copy
import pathlib
import sys
import types
import unittest
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from comparing import chart, figures, rounds, tables  # noqa: E402
from comparing.commands import Ripgrep, VerbatimCommand  # noqa: E402
from comparing.processes import Failed  # noqa: E402
from comparing.questions import KINDS, Question  # noqa: E402
from comparing.system import Built, Place, System  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"


def system(milliseconds, rate=None, how="in process", matches=50):
    times = {"p50_ms": milliseconds, "p95_ms": 2 * milliseconds, "p99_ms": 3 * milliseconds, "matches": matches}
    built = rate and {"passages_per_second": rate, "seconds": 10.0, "peak_bytes": 900e6, "disk_bytes": 2e6,
                      "disk_bytes_per_text_byte": 1.9}
    return {"how": how, "build": built, "peak_bytes": 50e6, "queries": {kind: times for kind in KINDS}}


def result(size, **systems):
    return {"size": size, "text_bytes": 178 * size, "systems": systems}


def target(results, what):
    rows = [row for row in figures.judged(results) if row["what"] == what]
    assert len(rows) == 1, what
    return rows[0]


class Figures(unittest.TestCase):
    def test_a_percentile_is_the_nearest_rank(self):
        values = [15, 20, 35, 40, 50]
        for share, value in ((0.05, 15), (0.3, 20), (0.4, 20), (0.5, 35), (0.95, 50), (1, 50)):
            self.assertEqual(figures.percentile(values, share), value)
        self.assertEqual(figures.percentile([7], 0), 7)

    def test_a_question_counts_with_the_median_of_its_rounds(self):
        self.assertEqual(figures.of_times([[1, 100, 2], [9, 3, 4], [8, 8, 0]]),
                         {"asked": 3, "p50_ms": 4, "p95_ms": 8, "p99_ms": 8})


class Targets(unittest.TestCase):
    def test_ratios_are_taken_the_right_way_round(self):
        fast = result(10_000, Verbatim=system(1, 30_000), Xapian=system(5, 3_000), FTS5=system(8, 40_000),
                      Lucene=system(0.4, 30_000))
        for what, value, met in (("add, rate to the Xapian loop's", 10, True), ("add, rate to FTS5's", 0.75, True),
                                 ("or, p50 below FTS5's", 8, True), ("rare, p50 below FTS5's", 8, True),
                                 ("or, p95 to Lucene's", 2.5, False), ("phrase, p95 to Lucene's", 2.5, True),
                                 ("rare, p95 to Lucene's", 2.5, None), ("library, bytes per byte of text", 1.9, True),
                                 ("facets, p50 to the plain query's", 1, True)):
            with self.subTest(what):
                row = target([fast], what)
                self.assertAlmostEqual(row["values"][10_000], value)
                self.assertIs(row["met"], met)

    def test_what_is_said_of_a_million_is_judged_there_only(self):
        sizes = [result(size, Verbatim=system(1, 30_000)) for size in (100_000, 1_000_000)]
        self.assertIsNone(target(sizes[:1], "add, peak memory")["met"])
        self.assertIs(target(sizes, "add, peak memory")["met"], True)
        self.assertEqual(target(sizes, "add, peak memory")["values"], {100_000: 900, 1_000_000: 900})

    def test_growth_is_from_the_next_smaller_size(self):
        sizes = [result(100_000, Verbatim=system(1, 30_000, matches=10)),
                 result(1_000_000, Verbatim=system(5, 24_000, matches=100))]
        ingest = target(sizes, "growth, ingest slower by")
        self.assertAlmostEqual(ingest["values"][1_000_000], 20)
        self.assertIsNone(ingest["values"][100_000])
        self.assertIs(ingest["met"], False)
        self.assertAlmostEqual(target(sizes, "growth, or p50 to matches")["values"][1_000_000], 0.5)

    def test_what_was_not_measured_is_not_judged(self):
        for row in figures.judged([result(1_000_000, Xapian=system(1, 3_000))]):
            self.assertEqual((row["met"], row["values"][1_000_000]), (None, None), row["what"])


class Absent(System):
    package = "verbatim-no-such-package"


class Packages(unittest.TestCase):
    def test_what_is_not_installed_is_named(self):
        self.assertEqual(Absent(None).lacks(), "needs the Debian package verbatim-no-such-package")


class Questions(unittest.TestCase):
    def test_each_kind_is_written_as_it_is_typed(self):
        for kind, words, written in (("rare", ("lamp",), "lamp"), ("or", ("lamp", "desk"), "lamp OR desk"),
                                     ("and", ("lamp", "desk"), "lamp AND desk"), ("prefix", ("lamp",), "lamp*"),
                                     ("phrase", ("desk", "lamp"), '"desk lamp"')):
            self.assertEqual(Question(kind, words).operators(), written)

    def test_commands_have_the_filter_and_the_words(self):
        place = Place(pathlib.Path("/p"), None, None)
        command = VerbatimCommand(place)
        command.open(pathlib.Path("/f"))
        self.assertEqual(command.words(Question("filter", ("lamp", "desk"), "Lumen Mini"))[-4:],
                         ["--product", "Lumen Mini", "lamp", "desk"])
        scan = Ripgrep(place)
        scan.file = "/f/reviews.txt"
        self.assertEqual(scan.words(Question("or", ("lamp", "desk")), "--count")[4:],
                         ["--count", "-w", "-e", "lamp", "-e", "desk", "/f/reviews.txt"])


class Counting(System):
    """Takes as many milliseconds as it was asked before, and writes down the turns of all."""

    def __init__(self, name, turns, kinds=KINDS):
        super().__init__(None)
        self.name, self.turns, self.kinds, self.asked = name, turns, kinds, 0

    def ask(self, question):
        self.turns.append((self.name, question))
        self.asked += 1
        return self.asked

    def count(self, question):
        return 7


class Rounds(unittest.TestCase):
    QUESTIONS = [Question("rare", (word,)) for word in "abc"] + [Question("facets", ("d",))]

    def asked(self):
        turns = []
        systems = [Counting("one", turns), Counting("two", turns), Counting("three", turns, ("rare",))]
        return systems, turns, rounds.asked(systems, self.QUESTIONS, 2, 1, lambda text: None)

    def test_a_question_goes_to_all_before_the_next_one_and_another_is_first(self):
        _, turns, _ = self.asked()
        firsts = set()
        while turns:
            question = turns[0][1]
            size = 3 if question.kind == "rare" else 2
            self.assertEqual({asked for _, asked in turns[:size]}, {question})
            firsts.add(turns[0][0])
            turns = turns[size:]
        self.assertEqual(firsts, {"one", "two", "three"})

    def test_the_first_round_does_not_count(self):
        systems, _, times = self.asked()
        self.assertEqual({name: sorted(of) for name, of in times.items()},
                         {"one": [0, 1, 2, 3], "two": [0, 1, 2, 3], "three": [0, 1, 2]})
        self.assertEqual(sorted(time for of in times["one"].values() for time in of), [5, 6, 7, 8, 9, 10, 11, 12])
        measured = rounds.figures_of(systems[2], self.QUESTIONS, times["three"])
        self.assertEqual((list(measured), measured["rare"]["asked"], measured["rare"]["matches"]), (["rare"], 3, 7))

    def test_a_system_is_measured_up_to_its_size(self):
        some, large = Counting("some", []), Counting("large", [])
        some.most, some.why_no_more = 100, "it is slow"
        self.assertEqual(rounds.fitting([some, large], 100), ([some, large], {}))
        self.assertEqual(rounds.fitting([some, large], 101),
                         ([large], {"some": "not measured above 100 texts: it is slow"}))

    def test_the_median_build_counts_and_lost_passages_are_told(self):
        corpus = types.SimpleNamespace(size=100, text_bytes=1000)
        runs = [Built(seconds, 100, peak, 3000) for seconds, peak in ((4, 5), (1, 9), (2, 7))]
        self.assertEqual(rounds.build_figures("one", runs, corpus), {
            "seconds": 2, "passages_per_second": 50, "peak_bytes": 9, "disk_bytes": 3000,
            "disk_bytes_per_text_byte": 3})
        with self.assertRaisesRegex(Failed, "one: 99 of 100 passages"):
            rounds.build_figures("one", [Built(1, 99, 1, 1)], corpus)


class Shown(unittest.TestCase):
    REPORT = {"sizes": [result(10_000, Verbatim=system(0.5, 30_000), FTS5=system(40, 39_000),
                               ripgrep=system(55, how="command"))], "skipped": {"Lucene": "needs <a package>"},
              "machine": {"cores": 2, "processor": "A & B"}}
    REPORT["targets"] = figures.judged(REPORT["sizes"])

    def test_tables_have_every_system_and_what_was_skipped(self):
        text = tables.text(self.REPORT)
        self.assertRegex(text, r"FTS5 +in process +39,000 +10\.0 +1\.90 +2\.00 +900 +50\.0\n")
        self.assertRegex(text, r"ripgrep +command +- ")
        self.assertRegex(text, r"or +p50 +0\.50 +40\.0 +55\.0\n")
        self.assertRegex(text, r"or, p50 below FTS5's +>= 8 times +80\.0 +yes\n")
        self.assertIn("Lucene: needs <a package>", text)
        self.assertNotIn("to Lucene's", text)

    def test_the_chart_escapes_and_is_well_formed(self):
        self.assertEqual(chart.element("text", "a < b & c", class_='x"y', text_anchor="end"),
                         "<text class='x\"y' text-anchor=\"end\">a &lt; b &amp; c</text>")
        drawing = xml.etree.ElementTree.fromstring(chart.drawn(self.REPORT))
        written = [text.text for text in drawing.iter(f"{SVG}text")]
        self.assertLessEqual({"10,000 verbatims, the ten best of each query", "Verbatim", "ripgrep", "synonyms",
                              "39,000", "2 cores, A & B"}, set(written))
        self.assertIn("prefers-color-scheme:dark", drawing.find(f"{SVG}style").text)

    def test_nothing_is_drawn_outside_the_chart(self):
        drawing = xml.etree.ElementTree.fromstring(chart.drawn(self.REPORT))
        width, height = float(drawing.get("width")), float(drawing.get("height"))
        for dot in drawing.iter(f"{SVG}circle"):
            self.assertTrue(0 < float(dot.get("cx")) < width and 0 < float(dot.get("cy")) < height)
        for bar in list(drawing.iter(f"{SVG}rect"))[1:]:
            self.assertLess(float(bar.get("x")) + float(bar.get("width")), width)

    def test_a_corpus_too_small_for_any_question_is_drawn_without_times(self):
        report = copy.deepcopy(self.REPORT)
        for system in report["sizes"][-1]["systems"].values():
            system["queries"] = {}
        xml.etree.ElementTree.fromstring(chart.drawn(report))

    def test_the_scale_is_logarithmic(self):
        scale = chart.Logarithmic([0.2, 70], 100, 400)
        self.assertEqual([scale.x(tick) for tick in scale.ticks()], [100, 200, 300, 400])


if __name__ == "__main__":
    unittest.main()
