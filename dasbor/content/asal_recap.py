"""Asal angka of a quarter that was published as a rekap: its rows in place of cooperatives."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import provenance
from dasbor.answers.case_rows import PROOF_COLUMNS, UPLOAD_COLUMNS
from dasbor.choice import Choice
from dasbor.content.asal import show_workbooks
from dasbor.query import areas, cases, cells, published
from dasbor.ui import screen
from dasbor.words import language
from etl.skema import REKAP_STATUS

RECAP_NOTE = "Triwulan ini terbit sebagai rekap: jumlah per wilayah, tanpa daftar koperasi."
RECAP_COLUMNS = {
    "nama": "Wilayah",
    "tingkat": "",
    **{column: language.capitalise(status) for status, column in REKAP_STATUS.items()},
    "sel": "Sel",
    "nama_berkas": "Buku kerja",
}
RECAP_FILE_COLUMNS = {**RECAP_COLUMNS, "lembar": "", "baris": "", **PROOF_COLUMNS}


def show_recap(p: Choice, indikator: str) -> None:
    """The rows of a rekap in place of cases, and their workbooks."""
    rows = read_recap(p)
    mended = {"perbaikan": "Diperbaiki"} if not published.list_corrections(p).empty else {}
    screen.show_list(
        rows,
        "Baris rekap",
        provenance.say_sources(p),
        f"asal_{indikator}",
        RECAP_COLUMNS | mended,
        file_columns=RECAP_FILE_COLUMNS | mended,
        subtitle=say_recap_rule(),
    )
    used = rows.groupby("unggahan_id", as_index=False).size().rename(columns={"size": "jumlah"})
    show_workbooks(p, used, indikator)


def say_recap_rule() -> str:
    """How rows of a rekap make the figure, as etl/indikator/_rekap.sql counts."""
    return (
        "Terdaftar = aktif + tidak aktif. Bila semua bagian wilayah ditulis, jumlahnya dipakai; "
        "bila tidak, baris wilayah itu sendiri."
    )


def read_recap(p: Choice) -> pd.DataFrame:
    """The rows of a rekap with the cell of each count, and its workbook: file, hash, who, when."""
    rows = areas.add_kecamatan(p, cases.read_recap(p), "kode_wilayah", "nama")
    addresses = cells.list_addresses(p, rows, list(REKAP_STATUS.values()))
    uploads = published.list_uploads(p)[UPLOAD_COLUMNS]
    mended = cells.list_corrections(p, rows)
    return rows.assign(sel=addresses, nama=_name_areas(rows), perbaikan=mended).merge(uploads, on="unggahan_id")


def _name_areas(rows: pd.DataFrame) -> pd.Series:
    """ "Kecamatan Sukorejo": a kelurahan may be called the same."""
    return rows["nama"].where(rows["tingkat"] != "kecamatan", "Kecamatan " + rows["nama"])
