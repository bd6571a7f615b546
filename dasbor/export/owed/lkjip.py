"""LKjIP: each indicator of a year against its target, and earlier years beside it; as a table for the report."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.choice import Choice
from dasbor.export import about
from dasbor.export.layout import read_layout
from dasbor.export.owed import capaian, years
from dasbor.export.request import Request
from dasbor.export.tables.pdf_file import make_pdf as write_pdf
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_file import make_book
from dasbor.query import published
from dasbor.query.figures import Figure
from dasbor.words import columns, terms
from etl import periode as triwulan
from etl.indikator import Indicator

NO_GOAL = "belum ditulis"  # what an indicator serves, in laporan.toml
UNWRITTEN = "Sasaran yang belum ditulis diisi pengelola sistem di laporan.toml, [lkjip.sasaran], menurut Renstra dinas."


def make_table(p: Choice) -> pd.DataFrame:
    """One row an indicator: sasaran, judul, satuan, target, realisasi_tahun, capaian_tahun, realisasi_lalu_1 …,
    rumus, catatan."""
    targets = published.read_targets(p)
    formulas = about.read_definitions(p).set_index("indikator")["rumus"]
    shown = capaian.list_indicators(p, "lkjip")
    return pd.DataFrame([_make_row(p, i, targets.get(i.indikator), formulas.get(i.indikator)) for i in shown])


def _make_row(p: Choice, i: Indicator, target: float | None, formula: str | None) -> dict[str, Any]:
    year, _ = triwulan.split_quarter(p.periode)
    values = {} if years.counts_one_quarter(i) else years.read_values(p, i.indikator)
    found = {n: years.find_year(values, year - n) for n in range(count_earlier() + 1)}
    row: dict[str, Any] = {
        "indikator": i.indikator,
        "sasaran": read_layout("lkjip")["sasaran"].get(i.indikator, NO_GOAL),
        "judul": i.judul,
        "satuan": i.satuan,
        "target": target,
        "rumus": formula,
        columns.MIXED: capaian.find_form(i),
    }
    for n, one in found.items():
        row |= capaian.make_cells(i, "tahun" if n == 0 else f"lalu_{n}", one[1] if one else Figure(), target)
    return row | {"catatan": _say_remarks(p, i, found, year, target)}


def _say_remarks(
    p: Choice, i: Indicator, found: dict[int, tuple[str, Figure] | None], year: int, target: float | None
) -> str:
    if years.counts_one_quarter(i):
        return years.ADDED_UP_ELSEWHERE
    said = [
        capaian.say_remark(i, target),
        capaian.say_window(p, i, found[0]),
        *(years.say_year(one, year - n) for n, one in found.items()),
    ]
    return "; ".join(filter(None, said))


def count_earlier() -> int:
    """How many earlier years stand beside it: laporan.toml."""
    return int(read_layout("lkjip")["tahun_lalu"])


def list_columns(p: Choice) -> dict[str, str]:
    year, _ = triwulan.split_quarter(p.periode)
    before = {f"realisasi_lalu_{n}": f"Realisasi {year - n}" for n in range(1, count_earlier() + 1)}
    return {
        "sasaran": "Sasaran",
        "judul": "Indikator kinerja",
        "satuan": "Satuan",
        "target": f"Target {year}",
        "realisasi_tahun": f"Realisasi {year}",
        "capaian_tahun": f"Capaian {year}",
        **before,
        "rumus": "Rumus",
        "catatan": "Catatan",
    }


def make_sheet(p: Choice) -> Sheet:
    """The table, the same in both files."""
    shown, table = list_columns(p), make_table(p)
    return Sheet(
        "LKjIP",
        f"{terms.say_terms(str(read_layout('lkjip')['judul']))}, {triwulan.split_quarter(p.periode)[0]}",
        table,
        shown,
        [*about.list_notes(p), *capaian.YEAR_RULE, *_say_unwritten(table)],
        capaian.list_rates(list(shown)),
        forms=capaian.list_forms(list(shown)),
        blanks={"target": "–", "capaian_tahun": "–", "catatan": ""},
    )


def _say_unwritten(table: pd.DataFrame) -> list[str]:
    """Who can write what is missing, and where."""
    return [UNWRITTEN] if len(table) and (table["sasaran"] == NO_GOAL).any() else []


def make_xlsx(r: Request) -> bytes:
    p = r.choice
    first = f"{triwulan.split_quarter(p.periode)[0] - count_earlier()}-T1"
    sheets = [
        make_sheet(p),
        Sheet("Sumber", "Buku kerja yang dipakai", about.read_sources(p, first), about.SOURCE_COLUMNS),
    ]
    return make_book(sheets, sheets[0].title, about.say_producer())


def make_pdf(r: Request) -> bytes:
    return write_pdf([make_sheet(r.choice)], about.say_mark(r.choice), about.say_version(r.choice))
