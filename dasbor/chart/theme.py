"""The look: status signs, type, spacing, Plotly template. The colours are those of etl/palette.py."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from markupsafe import Markup, escape

from dasbor.chart.chart import Sketch, Trace
from dasbor.words.language import round_share
from etl import palette, skema
from etl.indikator import find_indicator
from etl.indikator.declare import USUAL_LIMITS

# ── ground, text, lines ──
TEXT, TEXT_MUTED, LINE = palette.TEXT, palette.TEXT_MUTED, palette.LINE
GROUND, WHITE, ACCENT = palette.GROUND, palette.WHITE, palette.ACCENT


@dataclass(frozen=True)
class StatusSign:
    """How a status looks everywhere: colour plus a second sign (hatch) plus its word."""

    label: str
    colour: str
    hatch: str = ""  # Plotly pattern shape; "" = solid
    text_colour: str = WHITE


# Stacked in this order: neighbours alternate dark and light.
STATUS_SIGNS: dict[str, StatusSign] = {
    skema.ACTIVE: StatusSign("Aktif", palette.STATUS_COLOURS[skema.ACTIVE]),
    skema.INACTIVE: StatusSign("Tidak aktif", palette.STATUS_COLOURS[skema.INACTIVE], "", TEXT),
    skema.PROPOSED: StatusSign("Diusulkan dibubarkan", palette.STATUS_COLOURS[skema.PROPOSED], "/"),
    skema.UNKNOWN: StatusSign("Tidak diketahui", palette.STATUS_COLOURS[skema.UNKNOWN], ".", TEXT),
}
NO_DATA = palette.NO_DATA

# ── rates, low to high: five classes, so that the same rate has the same colour in every quarter ──
RATE_COLOURS = palette.RATE_COLOURS
RATE_TEXT_COLOURS = palette.RATE_TEXT_COLOURS


def find_rate_class(value: float, indikator: str = "", n: float | None = None) -> int:
    """0..4 by the limits that the indicator declares, not by the data; a rate on a boundary is of the higher class.

    `n`: what it is a share of, so that the class is that of the rounded figure that stands beside the colour.
    """
    i = find_indicator(indikator)
    shown = value if n is None else round_share(value, n)
    return bisect_right(i.limits if i else USUAL_LIMITS, shown)


# ── type and space ──
FONT = '"Source Sans", sans-serif'  # Streamlit ships it: nothing is fetched
SIZES = {"judul": 28, "angka": 40, "grafik": 18, "tubuh": 16, "tabel": 14, "catatan": 13}
SPACES = (4, 8, 16, 24, 40)
RADIUS = 8

# ── Plotly ──
PLOT_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}


_LETTERS = {"family": FONT, "size": SIZES["catatan"], "color": TEXT}
_AXIS = {
    "automargin": True,
    "gridcolor": LINE,
    "linecolor": LINE,
    "zeroline": False,
    "showgrid": False,
    "fixedrange": True,
    "title": None,
    "ticks": "",
    "tickfont": {"color": TEXT_MUTED, "size": SIZES["catatan"]},
}
_LEGEND = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "y": 1,
    "yref": "container",
    "yanchor": "top",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": SIZES["catatan"]},
}


def _make_template() -> go.layout.Template:
    return go.layout.Template(
        layout={
            "font": _LETTERS,
            "colorway": [s.colour for s in STATUS_SIGNS.values()],
            "paper_bgcolor": WHITE,
            "plot_bgcolor": WHITE,
            "separators": ",.",
            "margin": {"l": 0, "r": 8, "t": 8, "b": 8},
            "bargap": 0.28,
            "minreducedwidth": 20,  # names of areas keep their room on a phone, the bars give way
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {"bgcolor": WHITE, "bordercolor": LINE, "font": _LETTERS},
            "legend": _LEGEND,
            "xaxis": _AXIS,
            "yaxis": _AXIS,
        }
    )


PLOT_TEMPLATE = _make_template()


BAR_HEIGHT = 25  # px of one horizontal bar with its gap
# names of areas: first row on top, a little air before the bar
NAME_AXIS = {
    "autorange": "reversed",
    "ticklabelstandoff": 6,
    "tickfont": {"size": SIZES["tabel"], "color": TEXT},
}


def make_plot(*traces: Trace, height: int, **layout: object) -> Sketch:
    """A sketch in our template; every chart starts here."""
    return Sketch(list(traces), {"template": PLOT_TEMPLATE, "height": height, **layout})


def make_bars(**look: object) -> Trace:
    """Bars or columns, as Plotly names what belongs to them."""
    return {"type": "bar", **look}


def make_points(**look: object) -> Trace:
    """Points, lines or texts."""
    return {"type": "scatter", **look}


# Plotly lets no class through, but a style: styles/phone.css finds these parts of a chart's text by it.
_WIDE = Markup('<span style="letter-spacing:0.001px">')
_NARROW = Markup('<span style="letter-spacing:0.002px">')
_END = Markup("</span>")


def mark_wide_only(text: str) -> Markup:
    """A part of a chart's text that a phone has no room for."""
    return _WIDE + text + _END if text else Markup("")


def mark_narrow_only(text: str) -> Markup:
    """What stands there on a phone instead."""
    return _NARROW + text + _END if text else Markup("")


# Notes and lines are collected as plain dicts and set at once: Figure.add_annotation costs 3 ms each.


OF_WHOLE, OF_ROW = "keseluruhan", "baris"  # names of notes: the value of the whole; that of the row at their height


def make_note(
    x: float, y: float | str, text: str, size: int = SIZES["catatan"], colour: str = TEXT, **place: object
) -> dict[str, Any]:
    """A text in a chart, without an arrow; escaped unless it is Markup."""
    letters = {"size": size, "color": colour}
    return {"x": x, "y": y, "text": str(escape(text)), "showarrow": False, "font": letters, **place}


def make_vertical(x: float, **line: object) -> dict[str, Any]:
    """A line from bottom to top."""
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": TEXT, **line}}


def make_horizontal(y: float, **line: object) -> dict[str, Any]:
    """A line from left to right."""
    return {"type": "line", "y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "paper", "line": {"color": TEXT, **line}}
