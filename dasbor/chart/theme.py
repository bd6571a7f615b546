"""The look: palette, status signs, type, spacing, Plotly template. The only place with a colour (CSS: gaya.py)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import plotly.graph_objects as go

from etl import skema

# ── ground, text, lines ──
TEXT, TEXT_MUTED, LINE, GROUND, WHITE = "#111827", "#4B5563", "#D5DAE1", "#F7F8FA", "#FFFFFF"
ACCENT = "#0B4F8A"  # the one accent: links, buttons, focus


@dataclass(frozen=True)
class StatusSign:
    """How a status looks everywhere: colour plus a second sign (hatch) plus its word."""

    label: str
    colour: str
    pola: str = ""  # Plotly pattern shape; "" = solid
    text_colour: str = WHITE


# Stacked in this order: neighbours alternate dark and light.
STATUS_SIGNS: dict[str, StatusSign] = {
    skema.ACTIVE: StatusSign("Aktif", ACCENT),
    skema.INACTIVE: StatusSign("Tidak aktif", "#D97706", "", TEXT),
    skema.PROPOSED: StatusSign("Diusulkan dibubarkan", "#8B1E5B", "/"),
    skema.UNKNOWN: StatusSign("Tidak diketahui", "#8A94A3", ".", TEXT),
}
NO_DATA = STATUS_SIGNS[skema.UNKNOWN].colour

# ── rates, low to high: five classes, so that the same rate has the same colour in every quarter ──
RATE_COLOURS = ("#E3EEF8", "#B3D1EA", "#79AFD8", "#3F86BE", "#0B4F8A")
RATE_LIMITS = (0.2, 0.4, 0.6, 0.8)
# where nearly every area lies in the top class, the classes are narrower: fixed too, never taken from the data
SPECIAL_LIMITS = {"koperasi_aktif": (0.6, 0.7, 0.8, 0.9)}
# Dark text on the fourth class has 4.5:1, white only 3.9:1.
RATE_TEXT_COLOURS = (TEXT, TEXT, TEXT, TEXT, WHITE)


def find_rate_class(nilai: float, indikator: str = "") -> int:
    """0..4; a rate on a boundary belongs to the higher class."""
    return bisect_right(SPECIAL_LIMITS.get(indikator, RATE_LIMITS), nilai)


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


def _make_template() -> go.layout.Template:
    huruf = {"family": FONT, "size": SIZES["catatan"], "color": TEXT}
    sumbu = {
        "automargin": True, "gridcolor": LINE, "linecolor": LINE, "zeroline": False, "showgrid": False,
        "fixedrange": True, "title": None, "ticks": "", "tickfont": {"color": TEXT_MUTED, "size": SIZES["catatan"]},
    }  # fmt: skip
    return go.layout.Template(
        layout={
            "font": huruf,
            "colorway": [s.colour for s in STATUS_SIGNS.values()],
            "paper_bgcolor": WHITE,
            "plot_bgcolor": WHITE,
            "separators": ",.",
            "margin": {"l": 0, "r": 8, "t": 8, "b": 8},
            "bargap": 0.28,
            "minreducedwidth": 20,  # names of areas keep their room on a phone, the bars give way
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {"bgcolor": WHITE, "bordercolor": LINE, "font": huruf},
            "legend": {
                "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top", "traceorder": "normal",
                "itemclick": False, "itemdoubleclick": False, "font": {"size": SIZES["catatan"]},
            },
            "xaxis": sumbu,
            "yaxis": sumbu,
        }
    )  # fmt: skip


PLOT_TEMPLATE = _make_template()


def make_plot(*jejak: go.Bar | go.Scatter, tinggi: int, **tata: object) -> go.Figure:
    """A figure in our template; every chart starts here."""
    return go.Figure(data=list(jejak), layout={"template": PLOT_TEMPLATE, "height": tinggi, **tata})


# Plotly lets no class through, but a style: gaya.py finds these parts of a chart's text by it.
_WIDTH_MARKS = {"lebar": "letter-spacing:0.001px", "sempit": "letter-spacing:0.002px"}
WIDE_ONLY, NARROW_ONLY = (f'tspan[style*="{t}"]' for t in _WIDTH_MARKS.values())  # CSS selectors


def mark_wide_only(teks: str) -> str:
    """A part of a chart's text that a phone has no room for."""
    return f'<span style="{_WIDTH_MARKS["lebar"]}">{teks}</span>' if teks else ""


def mark_narrow_only(teks: str) -> str:
    """What stands there on a phone instead."""
    return f'<span style="{_WIDTH_MARKS["sempit"]}">{teks}</span>' if teks else ""


# Notes and lines are collected as plain dicts and set at once: Figure.add_annotation costs 3 ms each.


def make_note(
    x: float, y: float | str, teks: str, ukuran: int = SIZES["catatan"], warna: str = TEXT, **letak: object
) -> dict:
    """A text in a chart, without an arrow."""
    return {"x": x, "y": y, "text": teks, "showarrow": False, "font": {"size": ukuran, "color": warna}, **letak}


def make_vertical(x: float, **garis: object) -> dict:
    """A line from bottom to top."""
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": TEXT, **garis}}


def make_horizontal(y: float, **garis: object) -> dict:
    """A line from left to right."""
    return {"type": "line", "y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "paper", "line": {"color": TEXT, **garis}}
