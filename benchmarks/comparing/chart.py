"""The largest size as an SVG chart that needs no script and follows the reader's light or dark mode."""
import math
from xml.sax.saxutils import escape, quoteattr

from comparing.questions import KINDS
from comparing.tables import number

WIDTH, MARGIN, LABELS = 920, 28, 150
LANE, LINE = 7, 22    # between the systems of a kind; between lines of text
# Of each system: light mode, dark mode. Apart for the colour-blind too (after Okabe and Ito).
COLOURS = {
    "Verbatim": ("#c2410c", "#fb923c"), "verbatim search": ("#c2410c", "#fb923c"),
    "Xapian": ("#6b7280", "#9ca3af"), "FTS5": ("#0369a1", "#56b4e9"), "Lucene": ("#047857", "#34d399"), "PostgreSQL": ("#7e22ce", "#c084fc"),
    "omega": ("#4b5563", "#d1d5db"), "Recoll": ("#a16207", "#facc15"), "ripgrep": ("#be185d", "#f472b6")}


def element(name, text=None, **attributes):
    given = "".join(f" {key.rstrip('_').replace('_', '-')}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{name}{given}/>" if text is None else f"<{name}{given}>{escape(text)}</{name}>"


def style():
    """Classes s0, s1, ... are the systems."""
    def colours(mode, ground, ink, faint, line):
        return (f".ground{{fill:{ground}}}.ink{{fill:{ink}}}.faint{{fill:{faint}}}.line{{stroke:{line}}}"
                + "".join(f".s{place}{{fill:{pair[mode]};stroke:{pair[mode]}}}"
                          for place, pair in enumerate(COLOURS.values())))
    return ("<style>text{font:13px system-ui,sans-serif}.title{font-size:18px;font-weight:600}"
            ".head{font-weight:600}.small{font-size:11px}" + colours(0, "#ffffff", "#1f2328", "#59636e", "#d1d9e0")
            + "@media(prefers-color-scheme:dark){" + colours(1, "#0d1117", "#f0f6fc", "#9198a1", "#3d444d")
            + "}</style>")


def mark(name):
    return f"s{list(COLOURS).index(name)}"


class Logarithmic:
    """Milliseconds -> x, with whole powers of ten at both ends."""

    def __init__(self, values, left, right):
        self.low, self.high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        self.high = max(self.high, self.low + 1)
        self.left, self.width = left, right - left

    def x(self, value):
        return round(self.left + self.width * (math.log10(value) - self.low) / (self.high - self.low), 1)

    def ticks(self):
        return [10.0 ** power for power in range(self.low, self.high + 1)]


def text(words, x, y, style_class, **attributes):
    return element("text", words, x=x, y=y, class_=style_class, **attributes)


def legend(names, x, y):
    parts = []
    for name in names:
        parts += [element("circle", cx=x + 5, cy=y - 4, r=5, class_=mark(name)), text(name, x + 15, y, "ink")]
        x += 34 + 7.4 * len(name)
    return parts


def lanes(systems, title, y):
    """A row for each kind, in it a lane for each system: a dot at the median, a line to the 95th percentile.

    What is drawn, and where it ends.
    """
    kinds = [kind for kind in KINDS if any(kind in system["queries"] for system in systems.values())]
    times = [times[figure] for system in systems.values() for times in system["queries"].values()
             for figure in ("p50_ms", "p95_ms")]
    scale = Logarithmic(times, MARGIN + LABELS, WIDTH - MARGIN)
    top, height = y + LINE + 16, LANE * (len(systems) + 1)
    bottom = top + height * len(kinds)
    parts = [text(title, MARGIN, y, "ink head"), *legend(systems, MARGIN, y + LINE)]
    for tick in scale.ticks():
        parts += [element("line", x1=scale.x(tick), x2=scale.x(tick), y1=top, y2=bottom, class_="line"),
                  text(f"{tick:g} ms", scale.x(tick), bottom + 15, "faint small", text_anchor="middle")]
    for row, kind in enumerate(kinds):
        start = top + height * row
        parts.append(text(kind, MARGIN + LABELS - 14, start + height / 2 + 4, "ink", text_anchor="end"))
        for lane, (name, system) in enumerate(systems.items()):
            if kind in system["queries"]:
                parts += lane_of(name, system["queries"][kind], scale, start + LANE * (lane + 1))
    return parts, bottom + 2 * LINE + 8


def lane_of(name, times, scale, y):
    half, most = scale.x(times["p50_ms"]), scale.x(times["p95_ms"])
    return [element("line", x1=half, x2=most, y1=y, y2=y, stroke_width=1.5, class_=mark(name)),
            element("circle", cx=half, cy=y, r=4 if name == "Verbatim" else 3, class_=mark(name))]


def bars(systems, figure, title, x, y):
    """A bar for each system that has an index. What is drawn, and where it ends."""
    built = {name: system["build"][figure] for name, system in systems.items() if system["build"]}
    scale = (WIDTH / 2 - MARGIN - 160) / max(built.values(), default=1)
    parts = [text(title, x, y, "ink head")]
    for row, (name, value) in enumerate(built.items()):
        line, length = y + LINE * (row + 1), round(scale * value, 1)
        parts += [text(name, x + 82, line, "ink", text_anchor="end"),
                  element("rect", x=x + 90, y=line - 11, width=length, height=13, class_=mark(name)),
                  text(number(value), x + 96 + length, line, "faint small")]
    return parts, y + LINE * (len(built) + 1) + 10


def drawn(report):
    result = report["sizes"][-1]
    systems = result["systems"]
    held_open = {name: system for name, system in systems.items() if system["how"] != "command"}
    commands = {name: system for name, system in systems.items() if system["how"] == "command"}
    machine = report["machine"]
    parts = [text(f"{result['size']:,} verbatims, the ten best of each query", MARGIN, 40, "ink title"),
             text(f"{machine['cores']} cores, {machine['processor']}", MARGIN, 60, "faint")]
    y = 96
    for title, some in (("Held open: dot at the median, line to the 95th percentile", held_open),
                        ("A command for each query", commands)):
        if any(system["queries"] for system in some.values()):
            drawing, y = lanes(some, title, y)
            parts += drawing
    for figure, title, x in (("passages_per_second", "Indexing, passages a second", MARGIN),
                             ("disk_bytes_per_text_byte", "On disk, bytes for a byte of text", WIDTH / 2 + 8)):
        drawing, height = bars(systems, figure, title, x, y)
        parts += drawing
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img">')
    return "\n".join([head, element("title", "Verbatim beside other systems"), style(),
                      element("rect", width=WIDTH, height=height, rx=8, class_="ground"), *parts, "</svg>"]) + "\n"
