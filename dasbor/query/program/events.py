"""Events (sheet Acara): those of a quarter, a year or all, with how many took part as far as workbooks say."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.ask import ask
from etl import periode as triwulan
from etl.skema import EVENTS_SHEET

QUARTER, YEAR, ALL = "triwulan", "tahun", "semua"
_COLUMNS = ["periode", "kode_kelurahan", "kelurahan", *(k.nama for k in EVENTS_SHEET.stored_columns)]
_COLUMNS += ["nama_disebut", "nama_lain", "unggahan_id", "lembar", "baris"]


def has_events(p: Choice) -> bool:
    """Versions of an earlier release know no such sheet."""
    return published.has_table(p, EVENTS_SHEET.tabel)


def list_events(p: Choice, span: str = QUARTER) -> pd.DataFrame:
    """Events of the area in the chosen quarter, its year up to it, or all up to it, newest first: the columns of the
    sheet, nama_disebut (names of cooperatives in the row's cell), nama_lain (those no register knows), where it stands.
    Those without a kelurahan are the whole city's only: count_left_out()."""
    if not has_events(p):
        return pd.DataFrame(columns=_COLUMNS)
    return areas.add_kecamatan(p, ask(p, "acara", awal=_find_first(p, span)))


def count_left_out(p: Choice, span: str) -> int:
    """Events of the span whose kelurahan no workbook says: a list of a part of the city leaves them out."""
    if not has_events(p):
        return 0
    return int(ask(p, "acara_tanpa_kelurahan", awal=_find_first(p, span))["banyak"].iloc[0])


def list_published_quarters(p: Choice, span: str) -> list[str]:
    """The quarters of the span of which a sheet with events is published."""
    workbooks = published.list_workbooks(p)
    quarters = workbooks.loc[workbooks["jenis"] == EVENTS_SHEET.jenis, "periode"]
    return sorted(q for q in quarters if (_find_first(p, span) or "") <= q <= p.periode)


def list_by_quarter(p: Choice) -> pd.DataFrame:
    """periode, nama_acara of all quarters with events in the area, in the order of their days."""
    if not has_events(p):
        return pd.DataFrame(columns=["periode", "nama_acara"])
    return ask(p, "acara_per_triwulan")


def _find_first(p: Choice, span: str) -> str | None:
    """The first quarter of a span; None = from the beginning."""
    year, _ = triwulan.split_quarter(p.periode)
    return {QUARTER: p.periode, YEAR: f"{year}-T1"}.get(span)
