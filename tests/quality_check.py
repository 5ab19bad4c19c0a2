#!/usr/bin/env python3
"""Tests benchmarks/quality: its figures against ones computed by hand, and a run of it: quality_check.py BINARY

The run is over made-up data: a task of six records, a task hidden among them, and a labelled set.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from measuring import metrics, tasks  # noqa: E402

BINARY = os.path.abspath(sys.argv.pop(1))

LAMPS = {
    "retrieval/lamps/reviews.jsonl": [
        {"id": "l1", "text": "The lamp broke after a week."},
        {"id": "l2", "text": "To begin with, my lamp broke on the first evening. I was told to send the lamp back."},
        {"id": "l3", "text": "Shipping took a month."},
        {"id": "l4", "text": "The shipping was slow and dear."},
        {"id": "l5", "text": "I sleep much better now."},
        {"id": "l6", "text": "It came in spring, ordered as a gift in autumn."}],
    "retrieval/lamps/queries.tsv": "q1\tlamp broke\nq2\tslow shipping\nq3\tnobody judged this\n",
    "retrieval/lamps/qrels.tsv": "q1\tl1\t1\nq1\tl2\t1\nq2\tl3\t1\nq2\tl4\t2\nq2\tl5\t0\nq2\tl6\t1\nq2\tl7\t1\n",
    "retrieval/costs/reviews.jsonl": [
        {"id": "l1", "text": "I could not justify that to my boss."},
        {"id": "c2", "text": "The price is lovely."}],
    "retrieval/costs/queries.tsv": "q1\tprice\n",
    "retrieval/costs/qrels.tsv": "q1\tl1\t1\n",
    "retrieval/costs/negatives.tsv": "q1\tc2\tpolarity\n",
    "lens/lamps.train.jsonl": [
        {"text": text.format(number), "lens": "pain", "label": label} for number in range(5)
        for text, label in (("It flickers and broke, number {}.", 1), ("It is a blue lamp, number {}.", 0))],
    "lens/lamps.test.jsonl": [
        {"text": "The parcel is blue.\u2028It is a parcel.", "lens": "pain", "label": 0},
        {"text": "It broke after a week and support never answered me.", "lens": "pain", "label": 1}],
}

# Stands in for a program that has the command lens: what was learnt is sure of every text with "lamp".
TEACHABLE = """#!{python}
import json, pathlib, sys
words = sys.argv[1:]
if words[-1] == "--help":
    print("verbatim lens new NAME")
elif words[0] == "--version":
    print("verbatim 9")
elif words[0] == "init":
    pathlib.Path(words[1], ".verbatim").mkdir(parents=True)
elif words[:2] in (["lens", "new"], ["lens", "train"]):
    library = pathlib.Path(words[words.index("--library") + 1])
    with open(library / "log", "a") as log:
        print(*words[1:3], file=log)
elif words[0] == "classify":
    learnt = "--library" in words
    assert not learnt or (pathlib.Path(words[2]) / "log").read_text().split() == ["new", "{lens}", "train", "{lens}"]
    for line in sys.stdin:
        value = json.loads(line)
        name = "{lens}" if learnt else "pain"
        score = {{"name": name, "score": 0.9 if learnt == ("broke" in value["text"]) else 0.2}}
        print(json.dumps({{"id": value["id"], "lenses": [score]}}))
"""


def write(folder, files):
    for name, content in files.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else "".join(json.dumps(value) + "\n" for value in content)
        path.write_text(text, encoding="utf-8")


def run(files, *arguments, program=BINARY):
    """Exit status, both outputs, and the JSON if there is any."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, files)
        result = pathlib.Path(folder, "result.json")
        done = subprocess.run([sys.executable, ROOT / "benchmarks/quality", "--program", program, "--data", folder,
                               "--json", result, *arguments], capture_output=True, encoding="utf-8", check=False,
                              env=dict(os.environ, VERBATIM_MODELS="/nonexistent"))
        return done.returncode, done.stdout, done.stderr, json.loads(result.read_text()) if result.is_file() else None


class Metrics(unittest.TestCase):
    def test_of_a_ranking(self):
        ranking, grades = ["a", "x", "b", "y"], {"a": 1, "b": 2, "c": 1}
        figures = metrics.of_ranking(ranking, grades, {"polarity": {"x", "y", "z"}})
        # 1 / 1 + 2 / 2, of 2 / 1 + 1 / log2(3) + 1 / 2 at best
        self.assertAlmostEqual(figures["nDCG@10"], 2 / 3.1309298, 6)
        self.assertAlmostEqual(figures["P@10"], 0.2)
        self.assertAlmostEqual(figures["R-prec"], 2 / 3)
        self.assertAlmostEqual(figures["R@100"], 2 / 3)
        self.assertAlmostEqual(figures["polarity@10"], 0.2)

    def test_recall_is_of_what_fits(self):
        grades = {str(number): 1 for number in range(150)}
        self.assertAlmostEqual(metrics.recall([str(number) for number in range(50)], grades), 0.5)
        self.assertAlmostEqual(metrics.recall(list(grades), grades), 1)

    def test_nothing_found_is_nothing(self):
        self.assertEqual(set(metrics.of_ranking([], {"a": 1}, {"p": set()}).values()), {0})

    def test_of_a_scoring(self):
        scoring = [(0.4, 1), (0.8, 0), (0.9, 1), (0.8, 1), (0.1, 0)]
        self.assertEqual(metrics.steps(scoring), [(1, 1), (2, 3), (3, 4), (3, 5)])
        figures = metrics.of_scoring(scoring)
        self.assertAlmostEqual(figures["F1@.5"], 2 / 3)
        self.assertAlmostEqual(figures["best F1"], 6 / 7)
        self.assertAlmostEqual(figures["AP"], (1 + 2 / 3 + 3 / 4) / 3)
        self.assertAlmostEqual(figures["P@50"], 3 / 5)
        self.assertAlmostEqual(figures["ECE"], (0.1 + 0.6 + 0.6 + 0.1) / 5)
        self.assertAlmostEqual(metrics.precision_at_50(scoring, depth=2), (1 + 0.5) / 2)

    def test_the_order_of_equals_does_not_matter(self):
        scoring = [(0.0, 0)] * 7 + [(0.0, 1)] * 3
        self.assertEqual(metrics.of_scoring(scoring), metrics.of_scoring(scoring[::-1]))
        self.assertAlmostEqual(metrics.average_precision(scoring), 0.3)
        self.assertAlmostEqual(metrics.f1_at_half(scoring), 0)

    def test_the_interval_holds_the_mean(self):
        low, high = metrics.interval(metrics.resampled_means([0.0, 1.0] * 50, "seed"))
        self.assertTrue(0.38 < low < 0.42 and 0.58 < high < 0.62, (low, high))
        self.assertEqual(metrics.interval(metrics.resampled_means([0.25] * 4, "seed")), (0.25, 0.25))


class Runs(unittest.TestCase):
    def test_measures_a_task_a_hidden_one_and_a_lens(self):
        status, table, errors, result = run(LAMPS, "--variant", "phrase=--exact", "--train-split",
                                            "--tasks", "lamps,costs")
        self.assertEqual((status, errors), (0, ""))
        (lamps,), (costs,), (lens, learnt) = result["retrieval"], result["hidden"], result["lenses"]
        self.assertEqual((learnt["lens"], learnt["figures"]["AP"]), ("lamps-learnt", 1))
        self.assertEqual(list(lamps["variants"])[:2] + list(lamps["variants"])[-1:], ["bm25", "default", "phrase"])
        # q1: both records found, though one holds two verbatims; q2: (2 + 1 / log2(3)) of 3.1309298
        self.assertAlmostEqual(lamps["variants"]["bm25"]["nDCG@10"], (1 + 2.6309298 / 3.1309298) / 2, 5)
        self.assertAlmostEqual(lamps["variants"]["bm25"]["R@100"], (1 + 2 / 3) / 2, 5)
        self.assertEqual(lamps["queries"], 2)
        self.assertEqual((lamps["records"], lamps["verbatims"]), (6, 7))
        self.assertEqual(costs["distractors"], 6)
        self.assertAlmostEqual(costs["variants"]["bm25"]["R@100"], 0)
        self.assertAlmostEqual(costs["variants"]["bm25"]["polarity@10"], 0.1)
        self.assertEqual((lens["set"], lens["examples"], lens["figures"]["AP"]), ("lamps.test", 2, 1))
        self.assertIn("lamps: 1 queries without a relevant record were left out", result["notes"])
        self.assertIn("lamps: 1 judgements of queries or records that are not there were left out", result["notes"])
        self.assertRegex(table, r"(?m)^  lamps +2 +nDCG@10 +0\.920 ")
        self.assertRegex(table, r"(?m)^ +polarity@10 +0\.100 ")

    def test_takes_the_mean_of_tasks_and_answers_the_same_again(self):
        half = {name.replace("lamps", "half"): content for name, content in LAMPS.items() if "costs" not in name}
        half["retrieval/half/qrels.tsv"] = "q2\tl4\t1\nq2\tl5\t1\n"
        files = {**half, **LAMPS}
        answer = run(files, "--tasks", "half,lamps", "--lenses", "none")
        tasks_and_mean = answer[-1]["retrieval"]
        self.assertEqual([(result["task"], result["queries"]) for result in tasks_and_mean],
                         [("half", 1), ("lamps", 2), ("mean of 2", 3)])
        recalls = [result["variants"]["default"]["R@100"] for result in tasks_and_mean]
        self.assertAlmostEqual(recalls[0], 1 / 2, 5)
        self.assertAlmostEqual(recalls[2], (1 / 2 + 5 / 6) / 2, 5)
        self.assertEqual(run(files, "--tasks", "half,lamps", "--lenses", "none"), answer)

    def test_learns_from_the_train_split_where_the_program_can(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder, "teachable")
            program.write_text(TEACHABLE.format(python=sys.executable, lens="lamps-learnt"), encoding="utf-8")
            program.chmod(0o700)
            status, _, errors, result = run(LAMPS, "--tasks", "none", "--lenses", "lamps.test", "--train-split",
                                            program=program)
        self.assertEqual((status, errors), (0, ""))
        shipped, learnt = result["lenses"]
        self.assertEqual((shipped["lens"], shipped["figures"]["AP"]), ("pain", 0.5))
        self.assertEqual((learnt["lens"], learnt["figures"]["AP"]), ("lamps-learnt", 1))

    def test_says_what_is_wrong_with_the_data(self):
        cases = [({"retrieval/lamps/qrels.tsv": "q1\tl1\t1\nq1\tl9\thigh\n"}, (), "qrels.tsv:2: 'high' is no"),
                 ({"retrieval/lamps/queries.tsv": "lamp\n"}, (), "queries.tsv:1: 1 cells"),
                 ({"lens/lamps.test.jsonl": "{}\n"}, (), "lamps.test.jsonl:1: not an object with \"text\""),
                 ({"lens/lamps.test.jsonl": "{\n"}, (), "lamps.test.jsonl:1: no JSON"),
                 ({}, ("--tasks", "lamp"), "there is no task lamp; there are: costs, lamps"),
                 ({}, ("--tasks", "none", "--lenses", "none"), "there is no task and no set"),
                 ({}, ("--tasks", "lamps", "--variant", "odd=--odd"), "verbatim search: ")]
        for files, arguments, message in cases:
            with self.subTest(message):
                status, table, errors, _ = run({**LAMPS, **files}, *arguments)
                self.assertEqual((status, table), (2, ""))
                self.assertIn(message, errors)

    def test_shuffles_and_hides(self):
        with tempfile.TemporaryDirectory() as folder:
            write(folder, LAMPS)
            costs, lamps = tasks.read_tasks([folder])
        ids = [[record["id"] for record in tasks.corpus(lamps, [costs, lamps], seed)[0]] for seed in (1, 1, 2)]
        self.assertEqual(ids[0], ids[1])
        self.assertNotEqual(ids[0], ids[2])
        self.assertEqual(sorted(ids[0]), ["l1", "l2", "l3", "l4", "l5", "l6"])
        hidden, others = tasks.corpus(costs, [costs, lamps], 1)
        self.assertEqual(others, 6)
        self.assertEqual(sorted(record["id"] for record in hidden)[:3], ["c2", "l1", "lamps/l1"])


if __name__ == "__main__":
    unittest.main()
