"""What a ranking of records, or a scoring of texts, is worth. Pure functions, nothing is read or written.

A ranking is a list of distinct record ids, best first; `grades` holds the relevant records only, with
grades above 0, and is never empty. A scoring is a list of (probability, label) pairs, label 1 or 0, with
at least one 1; texts of equal probability count as one step, so their order does not matter.
"""
import math
import random

RESAMPLES = 2000
# Records that a ranking must hold for the figures of any query; R-precision looks at as many as are relevant.
DEPTH = 100


def ndcg(ranking, grades, depth=10):
    """Normalised discounted cumulative gain; the gain is the grade, as in trec_eval."""
    def gain(values):
        return sum(value / math.log2(rank + 2) for rank, value in enumerate(values[:depth]))
    return gain([grades.get(record, 0) for record in ranking]) / gain(sorted(grades.values(), reverse=True))


def precision(ranking, grades, depth=10):
    """Divided by the depth, even where fewer were found."""
    return sum(record in grades for record in ranking[:depth]) / depth


def r_precision(ranking, grades):
    """Precision at the number of relevant records."""
    return precision(ranking, grades, len(grades))


def recall(ranking, grades, depth=DEPTH):
    """Divided by what can be found at that depth, so that 1 can always be reached."""
    return sum(record in grades for record in ranking[:depth]) / min(depth, len(grades))


RETRIEVAL = {"nDCG@10": ndcg, "P@10": precision, "R-prec": r_precision, "R@100": recall}


def of_ranking(ranking, grades, negatives):
    """All figures of one query; for each kind of negatives also their share of the first ten."""
    figures = {name: measure(ranking, grades) for name, measure in RETRIEVAL.items()}
    for kind, records in negatives.items():
        figures[f"{kind}@10"] = precision(ranking, records)
    return figures


def steps(scoring):
    """(positives, texts) at and above each distinct probability, from the highest down."""
    found, result, last = 0, [], None
    for number, (probability, label) in enumerate(sorted(scoring, key=lambda pair: -pair[0]), 1):
        found += label
        if probability == last:
            result.pop()
        result.append((found, number))
        last = probability
    return result


def f1(found, taken, positives):
    return 2 * found / (taken + positives)


def f1_at_half(scoring):
    taken = [label for probability, label in scoring if probability >= 0.5]
    return f1(sum(taken), len(taken), sum(label for _, label in scoring))


def best_f1(scoring):
    """F1 at the threshold that is best for this very set."""
    positives = sum(label for _, label in scoring)
    return max(f1(found, taken, positives) for found, taken in steps(scoring))


def average_precision(scoring):
    """The sum over steps of precision times the recall gained."""
    total, before = 0, 0
    for found, taken in steps(scoring):
        total += (found - before) * found / taken
        before = found
    return total / before


def precision_at_50(scoring, depth=50):
    """Of the best 50, or of all where there are fewer; a step that crosses the border counts in part."""
    depth = min(depth, len(scoring))
    found_before, taken_before = 0, 0
    for found, taken in steps(scoring):
        if taken >= depth:
            share = (depth - taken_before) / (taken - taken_before)
            return (found_before + share * (found - found_before)) / depth
        found_before, taken_before = found, taken


def calibration_error(scoring, bins=10):
    """Expected calibration error (Naeini et al. 2015): bins of equal width over the probability."""
    sums = [[0, 0] for _ in range(bins)]
    for probability, label in scoring:
        cell = sums[min(int(probability * bins), bins - 1)]
        cell[0] += probability
        cell[1] += label
    return sum(abs(said - was) for said, was in sums) / len(scoring)


LENS = {"F1@.5": f1_at_half, "best F1": best_f1, "AP": average_precision, "P@50": precision_at_50,
        "ECE": calibration_error}


def of_scoring(scoring):
    return {name: measure(scoring) for name, measure in LENS.items()}


def mean(values):
    return math.fsum(values) / len(values)


def resampled_means(values, seed):
    """Means of as many values drawn with repetition, over and over: what a bootstrap looks at."""
    draw = random.Random(seed)
    return [mean(draw.choices(values, k=len(values))) for _ in range(RESAMPLES)]


def interval(means):
    """Where 95 % of the means lie."""
    ordered = sorted(means)
    cut = len(ordered) * 25 // 1000
    return ordered[cut], ordered[-1 - cut]
