"""The look: palette, status signs, type, spacing, Plotly template. The only place with a colour (CSS: gaya.py)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup, escape

from etl import skema

# ── ground, text, lines ──
TEKS, TEKS_KEDUA, GARIS, DASAR, PUTIH = "#111827", "#4B5563", "#D5DAE1", "#F7F8FA", "#FFFFFF"
UTAMA = "#0B4F8A"  # the one accent: links, buttons, focus


@dataclass(frozen=True)
class TandaStatus:
    """How a status looks everywhere: colour plus a second sign (hatch) plus its word."""

    label: str
    warna: str
    pola: str = ""  # Plotly pattern shape; "" = solid
    warna_teks: str = PUTIH


# Stacked in this order: neighbours alternate dark and light.
STATUS: dict[str, TandaStatus] = {
    skema.AKTIF: TandaStatus("Aktif", UTAMA),
    skema.TIDAK_AKTIF: TandaStatus("Tidak aktif", "#D97706", "", TEKS),
    skema.DIUSULKAN: TandaStatus("Diusulkan dibubarkan", "#8B1E5B", "/"),
    skema.TIDAK_DIKETAHUI: TandaStatus("Tidak diketahui", "#8A94A3", ".", TEKS),
}
TAK_ADA_DATA = STATUS[skema.TIDAK_DIKETAHUI].warna

# ── rates, low to high: five classes, so that the same rate has the same colour in every quarter ──
KELAS_RASIO = ("#E3EEF8", "#B3D1EA", "#79AFD8", "#3F86BE", "#0B4F8A")
BATAS_RASIO = (0.2, 0.4, 0.6, 0.8)
# where nearly every area lies in the top class, the classes are narrower: fixed too, never taken from the data
BATAS_KHUSUS = {"koperasi_aktif": (0.6, 0.7, 0.8, 0.9)}
# Dark text on the fourth class has 4.5:1, white only 3.9:1.
TEKS_KELAS = (TEKS, TEKS, TEKS, TEKS, PUTIH)


def rate_class(nilai: float, indikator: str = "") -> int:
    """0..4; a rate on a boundary belongs to the higher class."""
    return bisect_right(BATAS_KHUSUS.get(indikator, BATAS_RASIO), nilai)


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
