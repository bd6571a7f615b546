"""Bars, columns and tiles: rectangles from a base, one on another where the figure stacks them, their words inside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.still.desk import Desk
from dasbor.chart.still.ink import tags, words
from dasbor.chart.still.ink.frame import STEPS, Frame, Spot, choose_step
from dasbor.chart.still.read import Figure, Parts, Scale, listed, take

_NARROWEST = 288  # px across on the narrowest screen
_AIR = 4  # px that a number inside a column keeps from its sides
_AIR_BETWEEN = 8  # inside a lying bar, whose neighbour may carry a number too: "1" "1" would read 11


class Bar(NamedTuple):
    """One rectangle on the two scales: `start` and `amount` along it, `middle` and `thick` across it."""

    trace: Parts
    i: int
    key: Any
    start: float
    amount: float
    middle: float
    thick: float

    @property
    def is_flat(self) -> bool:
        return self.trace.get("orientation") == "h"


def list_bars(figure: Figure) -> list[Bar]:
    """Every bar that has a length, in the order of drawing."""
    stacked = figure.layout.get("barmode") == "stack"
    ends: defaultdict[tuple[float, bool], float] = defaultdict(float)
    bars = []
    for trace in (t for t in figure.traces if t["type"] == "bar"):
        for bar in _list_of_trace(trace, figure):
            side = (bar.middle, bar.amount >= 0)
            bars.append(bar._replace(start=ends[side]) if stacked else bar)
            ends[side] += bar.amount
    return bars


def _list_of_trace(trace: Parts, figure: Figure) -> list[Bar]:
    flat = trace.get("orientation") == "h"
    across = figure.y if flat else figure.x
    keys, amounts = listed(trace.get("y" if flat else "x")), listed(trace.get("x" if flat else "y"))
    usual = 1 - figure.layout.get("bargap", 0.2)
    bases, widths = trace.get("base"), trace.get("width")
    return [
        Bar(trace, i, key, float(take(bases, i, 0.0)), float(n), across.find_number(key), float(take(widths, i, usual)))
        for i, (key, n) in enumerate(zip(keys, amounts, strict=True))
        if n is not None
    ]


# ── on the drawing ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Box:
    """A rectangle: left edge and length as shares of the width, top and height in pixels."""

    left: float
    long: float
    top: float
    high: float


def _place(bar: Bar, figure: Figure, frame: Frame) -> _Box:
    x, y = figure.x, figure.y
    along = (bar.start, bar.start + bar.amount)
    across = (bar.middle - bar.thick / 2, bar.middle + bar.thick / 2)
    left, right = _order(x, along if bar.is_flat else across)
    low, high = _order(y, across if bar.is_flat else along)
    top = frame.find_y(high)
    return _Box(left, right - left, top, frame.find_y(low) - top)


def _order(scale: Scale, ends: tuple[float, float]) -> tuple[float, float]:
    low, high = sorted(scale.find_share(end) for end in ends)
    return low, high


def draw_bars(desk: Desk) -> Markup:
    """The rectangles, then the words in and on them."""
    bars = [(bar, _place(bar, desk.figure, desk.frame)) for bar in list_bars(desk.figure)]
    shapes = tags.join(_draw_bar(desk, bar, box) for bar, box in bars)
    return shapes + tags.join(_write_in(desk, bar, box) for bar, box in bars)


def _draw_bar(desk: Desk, bar: Bar, box: _Box) -> Markup:
    marker = bar.trace.get("marker", {})
    line = marker.get("line", {})
    colour = take(marker.get("color"), bar.i, theme.ACCENT)
    width = take(line.get("width"), bar.i, 0)
    return desk.draw_mark(
        "rect",
        bar.trace,
        bar.i,
        bar.key,
        bar.amount,
        x=desk.frame.write_share(box.left),
        y=box.top,
        width=desk.frame.write_length(box.long),
        height=box.high,
        fill=desk.fill(colour, marker.get("pattern"), bar.i),
        stroke=take(line.get("color"), bar.i) if width else None,
        stroke_width=width or None,
    )


def find_room(figure: Figure, left_and_right: float) -> float:
    """From which width of a drawing all words in its bars that are meant for wide screens have their room."""
    needed = [
        words.measure(lines, _find_size(bar.trace, "insidetextfont")) / share + left_and_right
        for bar in list_bars(figure)
        if bar.trace.get("textposition") == "inside" and (share := _find_share_across(bar, figure))
        if _is_for_wide(lines := words.parse(take(bar.trace.get("text"), bar.i)))
    ]
    return max(needed, default=0.0)


def _is_for_wide(lines: list[words.Line]) -> bool:
    return any(run.only == "wide" for line in lines for run in line)


def _find_share_across(bar: Bar, figure: Figure) -> float:
    return figure.x.find_length(bar.amount if bar.is_flat else bar.thick)


def _find_size(trace: Parts, font: str) -> float:
    given = trace.get(font) or trace.get("textfont") or {}
    return float(given.get("size", theme.SIZES["catatan"]))


def _write_in(desk: Desk, bar: Bar, box: _Box) -> Markup:
    text = take(bar.trace.get("text"), bar.i)
    if not text:
        return Markup("")
    if bar.trace.get("textposition") == "outside":
        return _write_above(desk, bar, box, text)
    size = _find_size(bar.trace, "insidetextfont")
    font = bar.trace.get("insidetextfont") or bar.trace.get("textfont") or {}
    colour = words.choose_ink(take(font.get("color"), bar.i))
    lines = words.parse(text)
    if box.high < words.LINE_HEIGHT * size * len(lines) - 6:
        return Markup("")
    spot = Spot(box.left + box.long / 2, box.top + box.high / 2)
    name, shown = _choose_class(desk, bar, box, lines, size)
    return words.draw(desk.frame, spot, lines, size, colour, anchor="middle", name=name) if shown else Markup("")


def _choose_class(desk: Desk, bar: Bar, box: _Box, lines: list[words.Line], size: float) -> tuple[str | None, bool]:
    """A number without room is left out: on a page below some width, in a picture altogether."""
    if _is_for_wide(lines):
        return None, True
    frame, wide = desk.frame, words.measure(lines, size) + (_AIR_BETWEEN if bar.is_flat else _AIR)
    if frame.width is not None:
        return None, wide <= box.long * frame.plot_width
    needed = wide / (box.long or 1e-9) + frame.left + frame.right
    if needed <= _NARROWEST:
        return None, True
    return frame.name_only("wide", choose_step(needed)), needed <= STEPS[-1] or not bar.is_flat


def _write_above(desk: Desk, bar: Bar, box: _Box, text: object) -> Markup:
    """At the end of a column: above it, below a falling one; beside a bar."""
    size = _find_size(bar.trace, "textfont")
    colour = words.choose_ink(take((bar.trace.get("textfont") or {}).get("color"), bar.i))
    if bar.is_flat:
        spot = Spot(box.left + box.long, box.top + box.high / 2, 5)
        return words.draw(desk.frame, spot, text, size, colour)
    below = bar.amount < 0
    spot = Spot(box.left + box.long / 2, box.top + box.high if below else box.top)
    return words.draw(desk.frame, spot, text, size, colour, anchor="middle", stand="top" if below else "bottom")
