"""Reads a still drawing back: its marks with their counts, as they stand on paper; and what the figure draws."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.etree import ElementTree

import plotly.graph_objects as go

from dasbor.chart.chart import Chart
from dasbor.words.language import is_known

KNOWN_TAGS = {"svg", "g", "rect", "path", "line", "circle", "text", "tspan", "title", "desc", "defs", "pattern", "a"}
KNOWN_TAGS |= {"div", "p", "span"}
_OF_TEXT = {"h2", "h4", "p"}
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Mark:
    """One mark: the element it is, where it is, and its attributes data-*."""

    kind: str
    at: dict[str, float]
    data: dict[str, str]
    title: str


def parse(drawing: str) -> ElementTree.Element:
    """Raises ParseError where a program that opens the file would."""
    return ElementTree.fromstring(drawing)


def list_marks(root: ElementTree.Element, x: float = 0, y: float = 0) -> list[Mark]:
    """In the order of drawing."""
    found = []
    for e in root:
        dx, dy = _read_shift(e)
        if e.tag in _OF_TEXT:  # a figure in a headline
            continue
        if "data-pembilang" in e.attrib or "data-seri" in e.attrib or "data-periode" in e.attrib:
            found.append(_read_mark(e, x + dx, y + dy))
        found += list_marks(e, x + dx, y + dy)
    return found


def _read_shift(e: ElementTree.Element) -> tuple[float, float]:
    found = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", e.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _read_mark(e: ElementTree.Element, x: float, y: float) -> Mark:
    numbers = {k: float(e.get(k, "0").rstrip("%")) for k in ("x", "y", "width", "height")}
    at = {**numbers, "x": numbers["x"] + x, "y": numbers["y"] + y}
    data = {k.removeprefix("data-"): v for k, v in e.attrib.items() if k.startswith("data-")}
    return Mark(e.tag.removeprefix(_SVG), at, data, e.findtext(f"{_SVG}title") or e.findtext("title", ""))


def list_texts(root: ElementTree.Element) -> str:
    """All that is written in it, without blanks: lines and bold parts are elements of their own."""
    return "".join("".join(t.itertext()) for t in root.iter(f"{_SVG}text")).replace("\u00a0", "").replace(" ", "")


# ── what the figure draws ──


def list_bars(plot: go.Figure) -> list[float]:
    """The lengths of its bars, trace after trace."""
    amounts = [x for t in plot.data if t.type == "bar" for x in (t.x if t.orientation == "h" else t.y)]
    return [float(x) for x in amounts if is_known(x)]


def list_points(plot: go.Figure) -> list[tuple[float, float]]:
    """The points that are seen, likewise."""
    shown = [t for t in plot.data if t.type == "scatter" and "markers" in t.mode and t.marker.opacity != 0]
    return [(float(x), float(y)) for t in shown for x, y in zip(t.x, t.y, strict=True) if is_known(y)]


def list_written(plot: go.Figure) -> list[str]:
    """Texts of bars and notes as they can be read, without blanks."""
    texts = [n.text for n in plot.layout.annotations or ()]
    texts += [t for trace in plot.data if trace.type == "scatter" and trace.mode == "text" for t in trace.text]
    return [_strip(t) for t in texts if t and "0.002px" not in t]


def _strip(text: str) -> str:
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", str(text))).replace("\u00a0", ""))


# ── what the table says ──


def find_row(chart: Chart, mark: Mark) -> dict[str, object]:
    """The row of a mark: by its area, its quarter, or the name with which its title begins."""
    rows, first = chart.table.to_dict("records"), next(iter(chart.columns))
    if "kode_wilayah" in chart.table:
        return next((r for r in rows if r["kode_wilayah"] == mark.data["wilayah"]), {})
    if first == "periode":
        return next((r for r in rows if r["periode"] == mark.data["periode"]), {})
    fitting = [r for r in rows if mark.title.startswith(f"{r[first]}:")]
    return max(fitting, key=lambda r: len(str(r[first])), default={})


def write(value: object) -> str:
    """A count as the drawing writes it."""
    if value is None or not is_known(value):
        return ""
    number = float(value)  # type: ignore[arg-type]
    return str(int(number)) if number == int(number) else repr(number)
