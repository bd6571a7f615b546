"""Remarks on an indicator of the area, marked in its trend."""

from __future__ import annotations

from dasbor import keep
from dasbor.chart.axis.remarks import mark_remarks
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query.told import remarks


def mark(p: Choice, g: Chart) -> Chart:
    """The same chart; kept with what was said, so that a remark shows at once and costs nothing afterwards."""
    said = remarks.list_of_area(p, (g.indikator,)) if g.indikator else ()
    if not said:
        return g
    found: dict[str, list[str]] = {}
    for r in said:
        found.setdefault(r.periode, []).append(r.kalimat)
    return keep.keep_once("catatan", p, lambda: mark_remarks(g, found), said, keep.Same(g))
