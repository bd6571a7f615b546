"""Active or not, computed from the annual meetings (RAT): the dinas's typed status is compared with this.

The rule itself stands in rules.sql, for frames, publications and pages alike.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from etl import rules

_STATUS_BY_RAT = rules.read_statement(Path(__file__).with_name("status_by_rat.sql"))
_ASKED = ("tahun_buku_rat", "tanggal_rat", "tanggal_badan_hukum", "kkmp")
_FRAME_ROWS = rules.read_statement(Path(__file__).with_name("frame_rows.sql"))
KKMP_FIRST_BOOK_YEAR = int(rules.open_calculator().execute("select rules.first_kkmp_year()").fetchall()[0][0])


def find_kkmp(df: pd.DataFrame) -> pd.Series:
    """Koperasi Kelurahan (or Desa) Merah Putih, by its group or its name."""
    name = df["nama_koperasi"].astype("string").str.contains(r"merah\s+putih|\bK[KD]MP\b", case=False, regex=True)
    return (df["kelompok"].eq("KKMP") | name.fillna(False)).fillna(False).astype(bool)


@lru_cache(maxsize=500)
def find_due_book_year(end: dt.date, bulan_batas: int) -> int:
    """The last book year whose RAT is due by `end`: due on the last day of `bulan_batas` of the next year."""
    sql = "select rules.due_rat_year($akhir, $bulan)"
    return int(rules.open_calculator().execute(sql, {"akhir": end, "bulan": bulan_batas}).fetchall()[0][0])


def find_last_book_year(df: pd.DataFrame, end: dt.date) -> pd.Series:
    """Book year of the last RAT (Int64): as typed, else the year before the meeting's date.

    A meeting or book year after the quarter's end is a finding, not a RAT held by then.
    """
    sql = "select rules.last_rat_year(tahun_buku_rat, tanggal_rat, $akhir) from baris order by nomor"
    return pd.Series(_ask_answers(df, sql, akhir=end), index=df.index, dtype="Int64")


def compute_status(df: pd.DataFrame, end: dt.date, n: int, bulan_batas: int) -> pd.Series:
    """aktif | tidak aktif | tidak diketahui at `end`.

    Columns: tahun_buku_rat, tanggal_rat, tanggal_badan_hukum, kkmp. Inactive = no RAT for the last `n`
    book years that were due; who is younger than `n` years cannot be, nor a KKMP that owes no RAT yet.
    """
    status = _ask_answers(df, _STATUS_BY_RAT, akhir=end, n=n, bulan=bulan_batas)
    return pd.Series(status, index=df.index, dtype=object)


def _ask_answers(df: pd.DataFrame, sql: str, **parameters: Any) -> list[Any]:
    """One answer per row of a frame, which the statement calls `baris`."""
    statement = rules.fill_statement(_FRAME_ROWS, pertanyaan=rules.Statement(sql))
    rows = rules.open_calculator().execute(statement, {**_list_rows(df), **parameters}).fetchall()
    return [value for (value,) in rows]


def _list_rows(df: pd.DataFrame) -> dict[str, list[Any]]:
    """The columns that are asked about; as lists half as dear as a frame of its own."""
    listed = {name: list(df[name]) if name in df else [None] * len(df) for name in _ASKED}
    years = [None if pd.isna(v) else int(v) for v in listed["tahun_buku_rat"]]
    dates = {name: [_read_text(v) for v in listed[name]] for name in ("tanggal_rat", "tanggal_badan_hukum")}
    kkmp = [None if pd.isna(v) else bool(v) for v in listed["kkmp"]]
    return {"nomor": list(range(len(df))), "tahun_buku_rat": years, **dates, "kkmp": kkmp}


def _read_text(date: object) -> str | None:
    """A date as text; anything else is no date."""
    return date.isoformat()[:10] if isinstance(date, dt.date) else None
