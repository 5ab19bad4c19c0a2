"""Builds and asks systems in turn, so that what disturbs the machine falls on all alike."""
import dataclasses
import pathlib
import random
import statistics

from comparing import figures
from comparing.processes import Failed

COUNTED = 25    # questions of each kind whose matches are counted


@dataclasses.dataclass
class Made:
    folder: pathlib.Path
    figures: dict    # None where there was nothing to make


def fitting(systems, size):
    """The systems that are measured at this size, and why the others are not."""
    too_large = {system.name: f"not measured above {system.most:,} texts: {system.why_no_more}"
                 for system in systems if 0 < system.most < size}
    return [system for system in systems if system.name not in too_large], too_large


def built(systems, corpus, folder, times, progress):
    """Each index made so many times, in turn, with the figures of the median time; the last one is kept."""
    makers = [system for system in systems if not system.asks_index_of]
    runs = {system.name: [] for system in makers}
    for turn in range(times):
        for system in makers:
            progress(f"{corpus.size:,}: {system.name} indexes")
            place = folder / f"{system.name}.{turn}"
            place.mkdir()
            runs[system.name].append(system.build(corpus, place))
            if turn + 1 < times:
                system.forget(place)
    return {name: Made(folder / f"{name}.{times - 1}", build_figures(name, of, corpus)) for name, of in runs.items()}


def build_figures(name, runs, corpus):
    if runs[0] is None:
        return None
    median = sorted(runs, key=lambda run: run.seconds)[(len(runs) - 1) // 2]
    if median.passages != corpus.size:
        raise Failed(f"{name}: {median.passages:,} of {corpus.size:,} passages were indexed")
    return {"seconds": median.seconds, "passages_per_second": corpus.size / median.seconds,
            "peak_bytes": max(run.peak_bytes for run in runs), "disk_bytes": median.disk_bytes,
            "disk_bytes_per_text_byte": median.disk_bytes / corpus.text_bytes}


def asked(systems, questions, rounds, seed, progress):
    """Name -> number of the question -> milliseconds of each round, after one that does not count.

    A question goes to all systems before the next one does, and each time another system is first.
    """
    order = list(range(len(questions)))
    times = {system.name: {} for system in systems}
    for turn in range(rounds + 1):
        progress(f"round {turn} of {rounds}: {', '.join(times)}")
        random.Random(f"{seed} {turn}").shuffle(order)
        for place, number in enumerate(order):
            first = place % max(len(systems), 1)
            for system in systems[first:] + systems[:first]:
                if questions[number].kind not in system.kinds:
                    continue
                took = system.ask(questions[number])
                if turn > 0:
                    times[system.name].setdefault(number, []).append(took)
    return times


def figures_of(system, questions, times):
    """Kind -> percentiles, and how many match."""
    by_kind = {}
    for number in times:
        by_kind.setdefault(questions[number].kind, []).append(number)
    return {kind: {**figures.of_times([times[number] for number in numbers]),
                   "matches": statistics.mean(system.count(questions[number]) for number in sorted(numbers)[:COUNTED])}
            for kind, numbers in by_kind.items()}
