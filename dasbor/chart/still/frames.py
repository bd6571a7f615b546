"""The margins of a drawing: those of the figure, as wide as its words need."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dasbor.chart.still import bars, notes
from dasbor.chart.still.frame import USUAL_STEP, Frame, choose_step
from dasbor.chart.still.read import Figure, Scale

_LEGEND_ROOM = 30  # px of its top margin that a figure keeps for its legend
_MOST_NAMES = 0.42  # of the narrowest screen, or of a picture
_NARROWEST = 320
_MAP_WIDTH = 358  # px that a map of boundaries is drawn for (map/outlines.py)


@dataclass(frozen=True)
class Framed:
    """The frame and the axes in it: those of a map are stretched alike."""

    frame: Frame
    x: Scale
    y: Scale


def make(figure: Figure, width: int | None, legend_room: float) -> Framed:
    """width: None for a page of any width; legend_room: pixels above everything else."""
    if figure.y.settings.get("scaleanchor"):
        return _make_for_map(figure)
    margin = figure.layout["margin"]
    names = notes.measure_names(figure)
    left = min(names + notes.GAP + 2, _MOST_NAMES * (width or _NARROWEST)) if names else margin["l"]
    right = notes.measure_right(figure) or margin["r"]
    top = max(margin["t"] - (_LEGEND_ROOM if figure.layout.get("showlegend") else 0), 2)
    bottom = max(margin["b"], notes.measure_quarters(figure) + 6)
    plot_height = figure.layout["height"] - margin["t"] - bottom
    step = choose_step(max(bars.find_room(figure, left + right), notes.find_room(figure, left + right)) or USUAL_STEP)
    frame = Frame(legend_room + top + plot_height + bottom, left, right, legend_room + top, bottom, width, step)
    return Framed(frame, figure.x, figure.y)


def _make_for_map(figure: Figure) -> Framed:
    """A degree is as long to the north as it is to the east, whatever is left over stays free."""
    margin, height = figure.layout["margin"], figure.layout["height"]
    frame = Frame(height, margin["l"], margin["r"], margin["t"], margin["b"], _MAP_WIDTH)
    ratio = float(figure.y.settings.get("scaleratio", 1))
    east, north = figure.x.high - figure.x.low, figure.y.high - figure.y.low
    scale = min(frame.plot_width / east, frame.plot_height / (north * ratio))
    more = frame.plot_height / (scale * ratio) - north
    x = replace(figure.x, high=figure.x.low + frame.plot_width / scale)
    return Framed(frame, x, replace(figure.y, low=figure.y.low - more / 2, high=figure.y.high + more / 2))
