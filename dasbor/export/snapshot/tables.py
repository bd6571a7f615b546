"""The tables of an indicator: what is inside the area (or around a single one), and all quarters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.answers import area_figures, provenance
from dasbor.choice import Choice
from dasbor.export.brief.as_html import show_value
from dasbor.export.brief.model import Value
from dasbor.export.snapshot.model import Cell, Table
from dasbor.query import areas, figures
from dasbor.query.figures import Figure
from dasbor.words import comparable, interval, language, terms
from dasbor.words.amounts import say_parts
from dasbor.words.columns import list_rows
from dasbor.words.shown import Shown
from etl.indikator import Indicator

_MOST_AREAS = 600  # of a province the kecamatan do: a page of 200,000 rows opens nowhere


def make_tables(p: Choice, i: Indicator) -> tuple[Table, ...]:
    """By area, where an area has a value of it, and by quarter."""
    found = [] if i.is_of_city_only else [_make_area_table(p, i)]
    return tuple(t for t in (*found, _make_quarter_table(p, i)) if t.rows)


def say_share(i: Indicator, n: Figure) -> str:
    """ "89,0%"; "" of what is counted or unknown."""
    if i.count or not language.is_known(n.nilai):
        return ""
    return language.format_percent(n.nilai, n.penyebut)


def say_count(i: Indicator, n: Figure) -> str:
    """ "268 dari 301", "Rp 12 juta", "belum ada data"."""
    if not language.is_known(n.pembilang):
        return language.NO_DATA
    return language.format_rupiah(n.nilai) if i.money else say_parts(i, n.pembilang, n.penyebut)


def _make_area_table(p: Choice, i: Indicator) -> Table:
    if areas.count_kelurahan(p) == 1:
        rows, label = area_figures.read_beside(p, i.indikator), "Tabel: di sini dan di sekitarnya"
    else:
        rows, unit = _read_inside(p, i)
        label = terms.say_terms(f"Tabel per {unit}")
    written = [_write_row(replace(p, kode_wilayah=str(b.kode_wilayah)), i, str(b.nama), b) for b in list_rows(rows)]
    return Table(label, _name_columns(i, "Wilayah"), tuple(written))


def _read_inside(p: Choice, i: Indicator) -> tuple[pd.DataFrame, str]:
    if areas.count_kelurahan(p) <= _MOST_AREAS:
        return areas.read_by_kelurahan(p, i.indikator), areas.KELURAHAN_LEVEL
    return areas.read_rates(p, i.indikator), areas.find_level(p)


def _make_quarter_table(p: Choice, i: Indicator) -> Table:
    rows = figures.read_series(p, i.indikator)
    rows = rows[rows["periode"] <= p.periode].sort_values("periode", ascending=False)
    written = [
        _write_row(replace(p, periode=b.periode), i, language.format_quarter(b.periode), b) for b in list_rows(rows)
    ]
    return Table("Tabel per triwulan", _name_columns(i, "Triwulan"), tuple(written))


def _name_columns(i: Indicator, first: str) -> tuple[str, ...]:
    return (first, "Jumlah") if i.count else (first, "Jumlah", "Persen", "Catatan")


def _write_row(at: Choice, i: Indicator, name: str, b: Any) -> tuple[Cell, ...]:
    n = Figure(*(float(x) if language.is_known(x) else None for x in (b.pembilang, b.penyebut, b.nilai)))
    count = _show(at, i, n, say_count(i, n))
    if i.count:
        return name, count
    return name, count, _show(at, i, n, say_share(i, n) or "–"), _say_few(at, n)


def _show(at: Choice, i: Indicator, n: Figure, text: str) -> Shown:
    return show_value(Value(text, i.indikator, at, n))


def _say_few(p: Choice, n: Figure) -> str:
    return interval.NOT_COMPARABLE if comparable.is_small(n.penyebut, provenance.read_small_n(p)) else ""
