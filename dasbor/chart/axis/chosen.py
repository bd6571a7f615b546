"""The chosen quarter in a chart over all quarters: a band behind it, its name bold, its value beside the line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dasbor.chart import quarter_axis, text, theme
from dasbor.chart.chart import Chart
from dasbor.words import comparable, language
from dasbor.words.columns import list_rows
from etl import periode as triwulan


def mark_quarter(g: Chart, periode: str) -> Chart:
    """The same chart with the quarter marked; unchanged where it does not show that quarter."""
    x, ticks = triwulan.find_index(periode), g.sketch.list_ticks()
    if x not in ticks:
        return g
    named = list(quarter_axis.make_axis(g.table)["ticktext"])
    named[ticks.index(x)] = text.make_bold(named[ticks.index(x)])
    marked = g.sketch.add(annotations=_write_value(g, periode, x))
    marked.update_layout(xaxis={"ticktext": named}, shapes=[_draw_band(x), *marked.layout["shapes"]])
    note = f"Pita biru: {language.format_quarter(periode, True)}, yang dipilih"
    return replace(g, sketch=marked, subtitle=f"{g.subtitle.removesuffix('.')}. {note}")


def _draw_band(x: int) -> dict[str, Any]:
    corners = {"x0": x - 0.5, "x1": x + 0.5, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "rect", **corners, "fillcolor": theme.RATE_COLOURS[0], "line": {"width": 0}, "layer": "below"}


def _write_value(g: Chart, periode: str, x: int) -> list[dict[str, Any]]:
    """The value above its point on a line of rates; both ends of the line have theirs already."""
    if g.sketch.traces[0]["type"] != "scatter" or "nilai" not in g.table:
        return []
    known = [b for b in list_rows(g.table) if language.is_known(b.nilai)]
    neighbours = zip(known, known[1:], known[2:], strict=False)
    return [
        _write_one(b, x, (before.nilai + after.nilai) / 2) for before, b, after in neighbours if b.periode == periode
    ]


def _write_one(b: Any, x: int, beside: float) -> dict[str, Any]:
    """Above, or below where the line dips under its neighbours; not bold where it may not be compared."""
    shift = -14 if b.nilai < beside else 14
    written, may_compare = comparable.say_marked(b)
    colour = theme.ACCENT if may_compare else theme.TEXT_MUTED
    label = text.make_bold(written) if may_compare else written
    return theme.make_note(x, b.nilai, label, theme.SIZES["tabel"], colour, yshift=shift)
