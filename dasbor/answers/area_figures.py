"""Figures of a choice that several pages read or put together in the same way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import figures, published, windows
from dasbor.query.figures import Figure
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl.indikator import Indicator, load_indicators

_FIRST_MEASURE = "aset"  # what the choice of a measure begins with


def read_figure(p: Choice, indikator: str, periode: str = "") -> Figure:
    """One indicator of the area, in the chosen quarter or another one."""
    return figures.read_figures(replace(p, periode=periode or p.periode)).get(indikator, Figure())


def read_series(p: Choice, indikator: str) -> pd.DataFrame:
    """figures.read_series() with what is missing of the windows that the indicator looks back on."""
    return windows.mark_gaps(p, indikator, figures.read_series(p, indikator))


def list_points(p: Choice, indikator: str) -> tuple[Any, ...]:
    """The same as rows, for what looks at its quarters one by one."""
    return _list_points(replace(p, periode=""), indikator)


@keep.per_version(most=1_000)
def _list_points(p: Choice, indikator: str) -> tuple[Any, ...]:
    return tuple(list_rows(read_series(p, indikator)))


def list_recap_quarters(p: Choice, indikator: str) -> list[str]:
    """Quarters whose number is known from a rekap, in order."""
    points = list_points(p, indikator)
    return [b.periode for b in points if b.sumber == "rekap" and language.is_known(b.pembilang)]


def read_beside(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, pembilang, penyebut, nilai of the chosen area and of those around it, the smallest first."""
    areas, code, rows = published.list_areas(p).set_index("kode"), p.kode_wilayah, []
    while code in areas.index:
        name, level = str(areas["nama"][code]), areas["tingkat"][code]
        n = read_figure(replace(p, kode_wilayah=code), indikator)
        label = name if name.lower().startswith(level) else f"{language.capitalise(level)} {name}"
        rows.append((code, label, n.pembilang, n.penyebut, n.nilai))
        code = areas["induk"][code]
    table = pd.DataFrame(rows, columns=["kode_wilayah", "nama", "pembilang", "penyebut", "nilai"])
    return table.astype(dict.fromkeys(("pembilang", "penyebut", "nilai"), "float64"))


def make_share(part: float | None, whole: float | None) -> Figure:
    """A figure counted on a page; its value is unknown where either count is, or where there is nothing to count."""
    if part is None or whole is None:
        return Figure(part, whole, None)
    return Figure(float(part), float(whole), float(part) / whole if whole else None)


def list_measures() -> dict[str, str]:
    """{indicator: name} of those that add amounts up: money first, then people."""
    amounts = [i for i in load_indicators() if i.count and i.adds_amounts]
    return {i.indikator: i.name for i in sorted(amounts, key=lambda i: (i.indikator != _FIRST_MEASURE, not i.money))}


def find_measure(measure: str) -> Indicator:
    """One of list_measures(), with all that it declares."""
    return next(i for i in load_indicators() if i.indikator == measure)
