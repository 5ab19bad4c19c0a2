"""Results as an aligned table. Values in, text out."""

from measuring import metrics


def figure(value):
    return f"{value:.3f}"


def change(difference):
    return f"{difference['mean']:+.3f} [{difference['low']:+.3f}, {difference['high']:+.3f}]"


def aligned(rows, left):
    """Lines of cells, the first `left` columns to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = [cell.ljust(width) if number < left else cell.rjust(width)
                 for number, (cell, width) in enumerate(zip(row, widths))]
        yield "  ".join(cells).rstrip()


def retrieval_rows(results):
    variants = list(results[0]["variants"])
    base, others = variants[0], variants[1:]
    yield ["task", "queries", "metric", *variants, *(f"{other} - {base}" for other in others)]
    for result in results:
        head = [result["task"], str(result["queries"])]
        for metric in result["variants"][base]:
            yield [*head, metric, *(figure(result["variants"][variant][metric]) for variant in variants),
                   *(change(result["differences"][other][metric]) for other in others)]
            head = ["", ""]


def lens_rows(results):
    yield ["set", "lens", "examples", "of the lens", *metrics.LENS]
    for result in results:
        counts = [f"{result[name]:,}" if name in result else "" for name in ("examples", "positives")]
        yield [result["set"], result["lens"], *counts, *(figure(result["figures"][metric]) for metric in metrics.LENS)]


def text(report):
    """The whole report; benchmarks/README.md says what the columns mean."""
    parts = []
    if report["retrieval"]:
        parts.append(("Retrieval", aligned(list(retrieval_rows(report["retrieval"])), 3)))
    for result in report["hidden"]:
        parts.append((f"{result['task']}: hidden among {result['distractors']:,} other texts",
                      aligned(list(retrieval_rows([result])), 3)))
    if report["lenses"]:
        parts.append(("Lenses", aligned(list(lens_rows(report["lenses"])), 2)))
    if report["notes"]:
        parts.append(("Notes", report["notes"]))
    return "\n\n".join("\n".join([title, *("  " + line for line in lines)]) for title, lines in parts) + "\n"
