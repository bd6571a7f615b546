"""How complete and consistent the published data are: uploads, values per column, findings, totals."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import lists, published
from dasbor.query.ask import ask
from dasbor.query.lists import Listing
from dasbor.words import language
from etl import periode as triwulan
from etl import skema

FILLED, NO_COLUMN, NO_ROW, NOT_UPLOADED = "terisi", "kolom tidak ada di berkas", "tidak ada baris", "belum diunggah"


def list_all_quarters(p: Choice) -> list[str]:
    """Every quarter from the first published to the last, newest first, those without an upload included."""
    known = published.list_periods(p)
    every = [known[0]]
    while every[-1] < known[-1]:
        every.append(triwulan.shift_quarter(every[-1], 1))
    return every[::-1]


def list_uploads(p: Choice) -> pd.DataFrame:
    """periode, jenis, unggahan_id, nama_berkas of every quarter and main kind; no unggahan_id = never uploaded."""
    every = pd.MultiIndex.from_product([list_all_quarters(p), skema.MAIN_KINDS], names=["periode", "jenis"])
    content = published.list_workbooks(p).set_index(["periode", "jenis"])[["unggahan_id", "nama_berkas"]]
    return content.reindex(every).reset_index()


def read_completeness(p: Choice, kind: str) -> pd.DataFrame:
    """periode, kolom, judul, terisi, baris, nilai, keadaan of every stored column and quarter, newest first."""
    sheet = skema.SHEET_KINDS[kind]
    content = ask(p, "kelengkapan", tabel=sheet.tabel, jenis=kind)
    content = _discount_unknown(p, content) if kind == "koperasi" else content
    column = {k.nama: k.judul for k in sheet.stored_columns}
    every = pd.MultiIndex.from_product([list_all_quarters(p), column], names=["periode", "kolom"])
    complete = content.set_index(["periode", "kolom"]).reindex(every).reset_index()
    workbooks = published.list_workbooks(p)
    uploaded = set(workbooks.loc[workbooks["jenis"] == kind, "periode"])
    complete["judul"] = complete["kolom"].map(column)
    complete["keadaan"] = [
        _find_state(periode in uploaded, row, filled, known)
        for periode, row, filled, known in zip(
            complete["periode"],
            complete["baris"].fillna(0),
            complete["terisi"].fillna(0),
            complete["ada_kolom"],
            strict=True,
        )
    ]
    known = complete["keadaan"] == FILLED
    complete["terisi"], complete["baris"] = complete["terisi"].where(known), complete["baris"].where(known)
    complete["nilai"] = complete["terisi"] / complete["baris"]
    return complete[["periode", "kolom", "judul", "terisi", "baris", "nilai", "keadaan"]]


def _find_state(uploaded: bool, row: float, filled: float, has_column: object) -> str:
    if not uploaded:
        return NOT_UPLOADED
    if row == 0:
        return NO_ROW
    # values above a table belong to its rows though the table has no such column
    return FILLED if filled > 0 or (language.is_known(has_column) and bool(has_column)) else NO_COLUMN


def _discount_unknown(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """A blank status is stored as "tidak diketahui": as a value it would hide that nobody typed one."""
    blank = ask(p, "tanpa_status", status=skema.UNKNOWN).set_index("periode")["banyak"]
    blanks = content["periode"].map(blank).fillna(0).where(content["kolom"] == "status", 0)
    return content.assign(terisi=content["terisi"] - blanks)


def list_findings(p: Choice, code: str | None = None) -> Listing:
    """periode, kode, berat, jenis, lembar, sel, isi, pesan, saran, unggahan_id of what still stands in the quarter,
    of a choice without one in all quarters."""
    return lists.ask_listing(p, "temuan_triwulan", kode_temuan=code)


def count_findings(p: Choice) -> pd.DataFrame:
    """kode, periode, jumlah of the same in all quarters."""
    return ask(p, "jumlah_temuan")


def count_comparable(p: Choice) -> dict[str, int]:
    """{code of a disagreement: rows of the quarter in which both sources say something}."""
    return dict(ask(p, "pembanding").itertuples(index=False))


def read_recap(p: Choice) -> pd.DataFrame | None:
    """The rekap rows of the chosen area in the quarter, the dinas's own (sumber missing) before those that others
    counted; None when this version knows no rekap at all."""
    if not published.has_table(p, "rekap_triwulan"):
        return None
    return ask(p, "rekap_wilayah")


def count_register(p: Choice) -> pd.DataFrame:
    """status, jumlah of the area's register, KKMP included as in a rekap."""
    return ask(p, "status_register")
