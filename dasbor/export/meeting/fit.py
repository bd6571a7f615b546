"""A chart as large as a slide allows, if all its words can then be read at three metres: 28 px on a wall of 1080."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from dasbor.chart import still
from dasbor.chart.chart import Chart
from dasbor.export import templates

SMALLEST = 28  # px of a letter, of 1080
BOX = (1_240, 800)  # px of the place of a chart, of 1920 x 1080; meeting.css says the same in shares
_WIDTHS = (570, 520, 470, 420, 380)  # of a drawing; the narrower it is, the larger its letters
_LOWER = (1.0, 0.84)  # of its height, where bars stand upright
_SIZE, _FONT = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"'), re.compile(r'font-size="([\d.]+)')


def draw_to_fit(chart: Chart) -> Markup | None:
    """None where some letters would be too small, as in a ranking of many areas."""
    return next((templates.trust(svg) for svg in _draw(chart) if find_smallest(svg) >= SMALLEST), None)


def find_smallest(svg: str) -> float:
    """Pixels of its smallest letters where the drawing fills its place on a wall of 1080."""
    size = _SIZE.search(svg)
    if size is None:
        return 0.0
    scale = min(BOX[0] / float(size[1]), BOX[1] / float(size[2]))
    return min(map(float, _FONT.findall(svg)), default=0.0) * scale


def _draw(chart: Chart) -> Iterator[str]:
    """In all sizes, those first that show most."""
    for share in _LOWER if _stands_upright(chart) else _LOWER[:1]:
        lower = chart if share == 1 else _make_lower(chart, share)
        yield from (still.svg(lower, width) for width in _WIDTHS)


def _stands_upright(chart: Chart) -> bool:
    """Bars that lie keep the height of their names."""
    return any(t["type"] == "bar" and t.get("orientation") != "h" for t in chart.sketch.traces)


def _make_lower(chart: Chart, share: float) -> Chart:
    return replace(chart, sketch=chart.sketch.extend(height=round(chart.sketch.layout["height"] * share)))
