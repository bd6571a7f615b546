"""Active or not, computed from the annual meetings (RAT): the dinas's typed status is compared with this."""

from __future__ import annotations

import calendar
import datetime as dt

import numpy as np
import pandas as pd

from etl.skema import ACTIVE, INACTIVE, UNKNOWN

# Koperasi Merah Putih were launched in 2025: 2025 is the first book year that one can owe a RAT for.
KKMP_FIRST_BOOK_YEAR = 2025


def find_kkmp(df: pd.DataFrame) -> pd.Series:
    """Koperasi Kelurahan (or Desa) Merah Putih, by its group or its name."""
    nama = df["nama_koperasi"].astype("string").str.contains(r"merah\s+putih|\bK[KD]MP\b", case=False, regex=True)
    return (df["kelompok"].eq("KKMP") | nama.fillna(False)).fillna(False).astype(bool)


def find_due_book_year(akhir: dt.date, bulan_batas: int) -> int:
    """The last book year whose RAT is due by `akhir`: due on the last day of `bulan_batas` of the next year."""
    batas = dt.date(akhir.year, bulan_batas, calendar.monthrange(akhir.year, bulan_batas)[1])
    return akhir.year - 1 if akhir >= batas else akhir.year - 2


def find_last_book_year(df: pd.DataFrame, akhir: dt.date) -> pd.Series:
    """Book year of the last RAT (Int64): as typed, else the year before the meeting's date.

    A meeting or book year after the quarter's end is a finding, not a RAT held by then.
    """
    tanggal = pd.Series([_find_year_before(v, akhir) for v in df["tanggal_rat"]], index=df.index, dtype="Int64")
    tahun = df["tahun_buku_rat"].astype("Int64")
    return tahun.where(tahun <= akhir.year).fillna(tanggal)


def compute_status(df: pd.DataFrame, akhir: dt.date, n: int, bulan_batas: int) -> pd.Series:
    """aktif | tidak aktif | tidak diketahui at `akhir`.

    Columns: tahun_buku_rat, tanggal_rat, tanggal_badan_hukum, kkmp. Inactive = no RAT for the last `n`
    book years that were due; who is younger than `n` years cannot be, nor a KKMP that owes no RAT yet.
    """
    jatuh = find_due_book_year(akhir, bulan_batas)
    terakhir = find_last_book_year(df, akhir)
    berdiri = [v if isinstance(v, dt.date) else None for v in df["tanggal_badan_hukum"]]
    batas_muda = _go_back_years(akhir, n)
    muda = np.array([v is not None and batas_muda < v <= akhir for v in berdiri], dtype=bool)
    kkmp = df["kkmp"].to_numpy(dtype=bool) & np.array([_owes_nothing(v, jatuh) for v in berdiri], dtype=bool)
    belum_wajib = muda | (kkmp & terakhir.isna().to_numpy())
    mati = (jatuh - terakhir >= n).fillna(False).to_numpy(dtype=bool)
    tak_tahu = terakhir.isna().to_numpy()
    hasil = np.select([belum_wajib, tak_tahu, mati], [ACTIVE, UNKNOWN, INACTIVE], ACTIVE)
    return pd.Series(hasil, index=df.index, dtype=object)


def _owes_nothing(berdiri: dt.date | None, jatuh: int) -> bool:
    return jatuh < (berdiri.year if berdiri else KKMP_FIRST_BOOK_YEAR)


def _find_year_before(tanggal: object, akhir: dt.date) -> int | None:
    return tanggal.year - 1 if isinstance(tanggal, dt.date) and tanggal <= akhir else None


def _go_back_years(tanggal: dt.date, n: int) -> dt.date:
    hari = min(tanggal.day, calendar.monthrange(tanggal.year - n, tanggal.month)[1])
    return tanggal.replace(year=tanggal.year - n, day=hari)
