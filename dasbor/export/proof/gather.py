"""What a proof holds: the figure, its definition and statement, every row with its cell, workbooks and rules."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.export.request import NothingPublished, Request, WrongRequest
from dasbor.query import cases, cells, figures, published
from dasbor.query.figures import Figure
from dasbor.query.reports import citations
from dasbor.query.source import in_force
from dasbor.query.source.hidden_names import is_hidden
from dasbor.words import language
from dasbor.words.columns import list_rows, make_plain
from etl.acuan import load_reference
from etl.indikator import Indicator, find_indicator
from etl.skema import REKAP_STATUS, SHEET_KINDS

MOST_ROWS = 20_000  # of one file that a browser still opens
FORM = 2  # of the data inside; an examination refuses later ones
FORMS = (1, FORM)  # 1: citations of four digits
REGISTER, RECAP = "register", "rekap"


def gather(r: Request) -> dict[str, Any]:
    """The data of a proof; who may not see names of cooperatives gets it without the rows and cells, from which they
    follow. Raises WrongRequest: no such indicator; NothingPublished: the figure is not known."""
    i, p = _find_indicator(r), r.choice
    figure = figures.read_figures(p).get(i.indikator, Figure())
    if figure.pembilang is None or (figure.nilai is None and figure.penyebut != 0):
        where = provenance.say_where_and_when(p)
        raise NothingPublished(f"{i.judul} belum ada datanya untuk {where}, jadi tidak ada yang dibuktikan.")
    source = figures.find_source(p, i.indikator)
    rows = _list_recap(p) if source == RECAP else _list_cases(p, i)
    if len(rows) > MOST_ROWS:
        raise WrongRequest(f"Lebih dari {language.format_number(MOST_ROWS)} baris; pilih wilayah yang lebih kecil.")
    withheld = is_hidden(p)
    data = {
        "bentuk": FORM,
        "contoh": published.is_sample(p),
        "kota": load_reference().city,
        "versi": p.version,
        "diterbitkan": _find_time(p),
        "periode": p.periode,
        "wilayah": {"kode": p.kode_wilayah, "nama": p.area_name, "tingkat": p.level},
        "kelompok_hitung": p.kelompok_hitung,
        "indikator": _describe(p, i),
        "angka": {"pembilang": figure.pembilang, "penyebut": figure.penyebut, "nilai": figure.nilai},
        "sumber": source,
        "baris_ditahan": withheld,
        # a rekap holds totals, and the PDRB stands in the settings: no row adds them up
        "dari_baris": {
            "pembilang": source != RECAP and not withheld,
            "penyebut": source != RECAP and not withheld and not i.is_of_city_only,
        },
        "aturan": dict(sorted(in_force.read_rules(p).items())),
        "sql": str(i.sql),
        "baris": [] if withheld else rows,
        "buku_kerja": _list_workbooks(p, rows),
    }
    return {**data, "kutipan": citations.make(p, i.indikator)}


def is_cited(data: dict[str, Any]) -> bool:
    """Whether its citation, as charts have it, is that of its figure."""
    named = (data["indikator"]["indikator"], data["wilayah"]["kode"], data["periode"], data["kelompok_hitung"])
    amounts = (data["angka"]["pembilang"], data["angka"]["penyebut"])
    return citations.is_of(data["kutipan"], data["kota"], data["versi"], named, amounts)


def _find_indicator(r: Request) -> Indicator:
    i = find_indicator(r.argument)
    if i is None:
        raise WrongRequest(f"Indikator “{r.argument[:40]}” tidak dikenal; namanya ada di Kamus Data.")
    return i


def _find_time(p: Choice) -> str:
    time = published.find_published_at(p.whole())
    return "" if time is None else time.isoformat()


def _describe(p: Choice, i: Indicator) -> dict[str, str | None]:
    """As this version says it, with its rules in words."""
    table = published.list_definitions(p)
    row = table[table["indikator"] == i.indikator]
    return {str(name): make_plain(row.iloc[0][name]) for name in table.columns} if len(row) else {"judul": i.judul}


def _list_cases(p: Choice, i: Indicator) -> list[dict[str, Any]]:
    """Each case with what it adds to numerator and denominator, and the cell that says so."""
    table = cases.read_cases(p, i.indikator, cases.ALL_CASES, None).rows
    own, proof = _find_cells(p, table, i.kolom, ""), _find_cells(p, table, i.bukti, "bukti_")
    return [_make_row(*row) for row in zip(list_rows(table), own, proof, strict=True)]


def _find_cells(p: Choice, table: pd.DataFrame, declaration: str, prefix: str) -> list[str]:
    """Of the declared columns in each row; "" where none is declared or known."""
    if declaration == "-":
        return [""] * len(table)
    kind, names = cases.split_declaration(declaration)
    return cells.list_addresses(p, table, [SHEET_KINDS[kind][name].nama for name in names], prefix)


def _make_row(b: Any, own: str, proof: str) -> dict[str, Any]:
    return {
        "nama": make_plain(b.nama),
        "kode_wilayah": make_plain(b.kode_kelurahan),
        "pembilang": make_plain(b.pembilang),
        "penyebut": make_plain(b.penyebut),
        "sel": own,
        "sel_bukti": proof,
        "unggahan": _find_uploads(b.unggahan_id, b.bukti_unggahan_id),
    }


def _find_uploads(*numbers: Any) -> list[int]:
    return sorted({int(number) for number in numbers if language.is_known(number)})


def _list_recap(p: Choice) -> list[dict[str, Any]]:
    """The rows of the rekap, as they were written."""
    table = cases.read_recap(p)
    addresses = cells.list_addresses(p, table, list(REKAP_STATUS.values()))
    return [
        {
            "nama": make_plain(b.nama),
            "kode_wilayah": str(b.kode_wilayah),
            **{column: make_plain(getattr(b, column)) for column in REKAP_STATUS.values()},
            "sel": address,
            "unggahan": [int(b.unggahan_id)],
        }
        for b, address in zip(list_rows(table), addresses, strict=True)
    ]


def _list_workbooks(p: Choice, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    used = {number for row in rows for number in row["unggahan"]}
    table: pd.DataFrame = published.list_uploads(p)
    return [
        {"unggahan": int(b.unggahan_id), "nama_berkas": b.nama_berkas, "sha256": b.sha256, "periode": b.periode}
        for b in list_rows(table[table["unggahan_id"].isin(used)])
    ]
