"""Asal angka of events: the rows of the sheet Acara, the cell of each value, and their workbooks."""

from __future__ import annotations

import pandas as pd

from dasbor.answers.case_rows import PROOF_COLUMNS, UPLOAD_COLUMNS
from dasbor.choice import Choice
from dasbor.content.acara import say_headline
from dasbor.content.asal import show_workbooks
from dasbor.query import cells, published
from dasbor.query.program import events
from dasbor.ui import screen
from dasbor.words import language
from etl.skema import EVENTS_SHEET

EVENTS = EVENTS_SHEET.jenis  # in the place of an indicator
_READ = ("nama_acara", "tanggal", "jumlah_koperasi_peserta", "nama_koperasi_peserta", "jumlah_umkm_peserta")
_COLUMNS = {
    **dict.fromkeys(("nama_acara", "tanggal"), ""),
    "jumlah_koperasi_peserta": "Koperasi peserta",
    "jumlah_umkm_peserta": "UMKM peserta",
    "sel": "Sel",
    "nama_berkas": "Buku kerja",
}


def show_events(p: Choice) -> None:
    """The events of the year up to the chosen quarter, as the page Acara shows them first, with their cells."""
    rows = read_events(p)
    screen.show_list(
        rows,
        say_headline(rows),
        [f"Sumber: buku kerja tiap triwulan · {language.say_version(p.version)}"],
        "asal_acara",
        _COLUMNS | _list_mended(p),
        if_empty="Belum ada acara yang tercatat di wilayah dan tahun ini.",
        subtitle=f"{p.area_name}, tahun {p.periode[:4]} sampai {language.format_quarter(p.periode)}",
        file_columns={**_COLUMNS, **_list_mended(p), "lembar": "", "baris": "", **PROOF_COLUMNS},
    )
    used = rows.groupby("unggahan_id", as_index=False).size().rename(columns={"size": "jumlah"})
    if len(used):
        show_workbooks(p, used, EVENTS)


def _list_mended(p: Choice) -> dict[str, str]:
    return {} if published.list_corrections(p).empty else {"perbaikan": "Diperbaiki"}


def read_events(p: Choice) -> pd.DataFrame:
    """The rows with their cells, what staff mended in them, and their workbook: file, hash, who, when."""
    rows = events.list_events(p, events.YEAR)
    rows = rows.assign(sel=cells.list_addresses(p, rows, _READ), perbaikan=cells.list_corrections(p, rows))
    return rows.merge(published.list_uploads(p)[UPLOAD_COLUMNS], on="unggahan_id")
