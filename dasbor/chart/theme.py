"""The look: status signs, type, spacing, Plotly template. The colours are those of etl/palette.py (CSS: gaya.py)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup, escape

from etl import palette, skema
from etl.indikator import find_indicator
from etl.indikator.declare import USUAL_LIMITS

# ── ground, text, lines ──
TEKS, TEKS_KEDUA, GARIS = palette.TEXT, palette.TEXT_MUTED, palette.LINE
DASAR, PUTIH, UTAMA = palette.GROUND, palette.WHITE, palette.ACCENT


@dataclass(frozen=True)
class StatusSign:
    """How a status looks everywhere: colour plus a second sign (hatch) plus its word."""

    label: str
    warna: str
    pola: str = ""  # Plotly pattern shape; "" = solid
    warna_teks: str = PUTIH


# Stacked in this order: neighbours alternate dark and light.
STATUS: dict[str, StatusSign] = {
    skema.AKTIF: StatusSign("Aktif", palette.STATUS_COLOURS[skema.AKTIF]),
    skema.TIDAK_AKTIF: StatusSign("Tidak aktif", palette.STATUS_COLOURS[skema.TIDAK_AKTIF], "", TEKS),
    skema.DIUSULKAN: StatusSign("Diusulkan dibubarkan", palette.STATUS_COLOURS[skema.DIUSULKAN], "/"),
    skema.TIDAK_DIKETAHUI: StatusSign("Tidak diketahui", palette.STATUS_COLOURS[skema.TIDAK_DIKETAHUI], ".", TEKS),
}
TAK_ADA_DATA = palette.NO_DATA

# ── rates, low to high: five classes, so that the same rate has the same colour in every quarter ──
KELAS_RASIO = palette.RATE_COLOURS
TEKS_KELAS = palette.RATE_TEXT_COLOURS


def rate_class(nilai: float, indikator: str = "") -> int:
    """0..4 by the limits that the indicator declares, never by the data; a rate on a boundary belongs to the higher class."""
    i = find_indicator(indikator)
    return bisect_right(i.limits if i else USUAL_LIMITS, nilai)


# ── type and space ──
HURUF = '"Source Sans", sans-serif'  # Streamlit ships it: nothing is fetched
UKURAN = {"judul": 28, "angka": 40, "grafik": 18, "tubuh": 16, "tabel": 14, "catatan": 13}
JARAK = (4, 8, 16, 24, 40)
SUDUT = 8

# ── Plotly ──
KONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


def _template() -> go.layout.Template:
    huruf = {"family": HURUF, "size": UKURAN["catatan"], "color": TEKS}
    sumbu = {
        "automargin": True, "gridcolor": GARIS, "linecolor": GARIS, "zeroline": False, "showgrid": False,
        "fixedrange": True, "title": None, "ticks": "", "tickfont": {"color": TEKS_KEDUA, "size": UKURAN["catatan"]},
    }  # fmt: skip
    return go.layout.Template(
        layout={
            "font": huruf,
            "colorway": [s.warna for s in STATUS.values()],
            "paper_bgcolor": PUTIH,
            "plot_bgcolor": PUTIH,
            "separators": ",.",
            "margin": {"l": 0, "r": 8, "t": 8, "b": 8},
            "bargap": 0.28,
            "minreducedwidth": 20,  # names of areas keep their room on a phone, the bars give way
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {"bgcolor": PUTIH, "bordercolor": GARIS, "font": huruf},
            "legend": {
                "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
                "traceorder": "normal", "itemclick": False, "itemdoubleclick": False,
                "font": {"size": UKURAN["catatan"]},
            },
            "xaxis": sumbu,
            "yaxis": sumbu,
        }
    )  # fmt: skip


TEMPLATE = _template()


def new_figure(*jejak: go.Bar | go.Scatter, tinggi: int, **tata: object) -> go.Figure:
    """A figure in our template; every chart starts here."""
    return go.Figure(data=list(jejak), layout={"template": TEMPLATE, "height": tinggi, **tata})


# Plotly lets no class through, but a style: styles/phone.css finds these parts of a chart's text by it.
_WIDE = Markup('<span style="letter-spacing:0.001px">{}</span>')
_NARROW = Markup('<span style="letter-spacing:0.002px">{}</span>')


def wide_only(teks: str) -> Markup:
    """A part of a chart's text that a phone has no room for."""
    return _WIDE.format(teks) if teks else Markup("")


def narrow_only(teks: str) -> Markup:
    """What stands there on a phone instead."""
    return _NARROW.format(teks) if teks else Markup("")


# Notes and lines are collected as plain dicts and set at once: Figure.add_annotation costs 3 ms each.


def note(
    x: float, y: float | str, teks: str, ukuran: int = UKURAN["catatan"], warna: str = TEKS, **letak: object
) -> dict:
    """A text in a chart, without an arrow; escaped unless it is Markup."""
    huruf = {"size": ukuran, "color": warna}
    return {"x": x, "y": y, "text": str(escape(teks)), "showarrow": False, "font": huruf, **letak}


def vertical(x: float, **garis: object) -> dict:
    """A line from bottom to top."""
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": TEKS, **garis}}


def horizontal(y: float, **garis: object) -> dict:
    """A line from left to right."""
    return {"type": "line", "y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "paper", "line": {"color": TEKS, **garis}}
