"""What was measured, as aligned tables; benchmarks/README.md says what the columns mean."""
from comparing.figures import MEGA
from comparing.questions import KINDS
from measuring.report import aligned

PERCENTILES = ("p50_ms", "p95_ms", "p99_ms")


def number(value):
    """Three digits that say something."""
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def build_rows(result):
    yield ["system", "asked", "passages/s", "seconds", "disk/text", "disk MB", "build peak MB", "search peak MB"]
    for name, system in result["systems"].items():
        made = system["build"] or {}
        yield [name, system["how"], *(number(made.get(figure)) for figure in (
            "passages_per_second", "seconds", "disk_bytes_per_text_byte")),
            number(made["disk_bytes"] / MEGA if made else None), number(made["peak_bytes"] / MEGA if made else None),
            number(system["peak_bytes"] / MEGA)]


def query_rows(result):
    systems = result["systems"]
    yield ["kind", "", *systems]
    for kind in KINDS:
        measured = [system["queries"].get(kind, {}) for system in systems.values()]
        if not any(measured):
            continue
        head = kind
        for figure in (*PERCENTILES, "matches"):
            yield [head, figure.removesuffix("_ms"), *(number(of.get(figure)) for of in measured)]
            head = ""


def target_rows(targets):
    sizes = list(targets[0]["values"])
    yield ["what", "target", *(f"{size:,}" for size in sizes), "met"]
    for row in targets:
        yield [row["what"], row["target"], *(number(row["values"][size]) for size in sizes),
               {True: "yes", False: "NO", None: "-"}[row["met"]]]


def text(report):
    parts = []
    for result in report["sizes"]:
        title = f"{result['size']:,} verbatims, {number(result['text_bytes'] / MEGA)} MB of text"
        parts.append((f"Making them searchable: {title}", aligned(list(build_rows(result)), 2)))
        parts.append((f"Asking, milliseconds for the ten best: {title}", aligned(list(query_rows(result)), 2)))
    measured = [row for row in report["targets"] if any(value is not None for value in row["values"].values())]
    if measured:
        parts.append((f"Targets: met at {report['sizes'][-1]['size']:,}", aligned(list(target_rows(measured)), 2)))
    if report["skipped"]:
        parts.append(("Skipped", [f"{name}: {why}" for name, why in report["skipped"].items()]))
    return "\n\n".join("\n".join([title, *("  " + line for line in lines)]) for title, lines in parts) + "\n"
