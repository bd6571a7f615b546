"""A chart as SVG: its margins, its parts in the order in which they cover each other, its legend."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.chart import Chart
from dasbor.chart.still import bars, flows, frames, legend, lines, notes, sheet
from dasbor.chart.still.desk import Desk
from dasbor.chart.still.ink import tags
from dasbor.chart.still.ink.frame import Frame
from dasbor.chart.still.read import Figure, read_figure
from dasbor.chart.still.values import Rows

PICTURE_WIDTH = 640
_FAMILY = "'Source Sans','Source Sans 3','Source Sans Pro',Arial,sans-serif"
_NO_LINKS: Mapping[str, str] = {}


def svg(
    chart: Chart,
    width: int = PICTURE_WIDTH,
    *,
    links: Mapping[str, str] = _NO_LINKS,
    words: Sequence[str] | None = None,
    with_classes: bool = False,
) -> str:
    """The chart as a picture of this many pixels across, all in one line.

    `links`: code of an area -> address. `words`: lines of its origin; then headline and subtitle stand above it and
    these lines below, for a picture that leaves the page. None = the drawing alone; `with_classes`: and what the
    colours and hatches of a map mean.
    """
    figure = read_figure(chart.sketch)
    mark = _make_mark(chart, f"{width}{words is None}")
    signs = legend.list_series(figure, mark) + (
        legend.list_classes(chart, mark) if words is not None or with_classes else []
    )
    desk = _make_desk(chart, figure, mark, links, frames.make(figure, width, legend.measure(signs, width)))
    drawing = legend.draw_in_picture(signs, width) + _draw_parts(desk)
    made = sheet.Sheet(width, desk.frame.width or width, desk.frame.height, drawing)
    return str(sheet.wrap(made, chart, words, _choose_role(links), _FAMILY))


def draw_on_page(chart: Chart, links: Mapping[str, str] = _NO_LINKS) -> Markup:
    """The chart for a page of any width: an element of HTML in one line. `links`: as of svg()."""
    figure = read_figure(chart.sketch)
    mark = _make_mark(chart, "halaman")
    desk = _make_desk(chart, figure, mark, links, frames.make(figure, None, 0))
    signs = legend.draw_on_page(legend.list_series(figure, mark))
    return tags.make("div", signs + _wrap_for_page(chart, desk, _choose_role(links)), class_="diam")


def draw_classes(chart: Chart) -> Markup:
    """What the colours and hatches of a map mean, for a file that has no legend in words of its own; else nothing."""
    return legend.draw_on_page(legend.list_classes(chart, _make_mark(chart, "kelas")))


def _make_mark(chart: Chart, use: str) -> str:
    """What the hatches of this drawing are called by: those of another one may be hidden."""
    return "g" + hashlib.sha256(f"{use} {chart.title} {chart.subtitle} {chart.alt}".encode()).hexdigest()[:7]


def _make_desk(chart: Chart, figure: Figure, mark: str, links: Mapping[str, str], made: frames.Framed) -> Desk:
    return Desk(replace(figure, x=made.x, y=made.y), made.frame, Rows(chart), mark, links)


def _choose_role(links: Mapping[str, str]) -> str:
    """A picture's parts are no news to a screen reader, links are."""
    return "group" if links else "img"


def _draw_parts(desk: Desk) -> Markup:
    """From the ground upwards."""
    parts = [
        notes.draw_shapes(desk, below=True),
        notes.draw_axes(desk),
        bars.draw_bars(desk),
        lines.draw_lines(desk),
        flows.draw_flows(desk),
        notes.draw_shapes(desk, below=False),
        notes.draw_notes(desk),
    ]
    patterns = tags.join(desk.fills.values())
    return (tags.make("defs", patterns) if patterns else patterns) + tags.join(parts)


def _wrap_for_page(chart: Chart, desk: Desk, role: str) -> Markup:
    frame: Frame = desk.frame
    look = {"role": role, "aria_label": chart.alt, "font_family": "inherit", "fill": theme.TEXT}
    if frame.width is not None:
        box = f"0 0 {tags.write(frame.width)} {tags.write(frame.height)}"
        return tags.make("svg", _draw_parts(desk), viewBox=box, width=frame.width, style="max-width:100%", **look)
    drawing = tags.make("svg", _draw_parts(desk), width="100%", height=frame.height, overflow="visible", **look)
    return tags.make("div", drawing, style=f"padding:0 {frame.right:.0f}px 0 {frame.left:.0f}px")
