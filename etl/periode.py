"""Quarters: "2025-T3" as text, its end, its neighbours, its name in Indonesian."""

from __future__ import annotations

import calendar
import datetime as dt
import re

ROMAN = ("I", "II", "III", "IV")
MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_PATTERN = re.compile(r"^(\d{4})-T([1-4])$")


def split_quarter(periode: str) -> tuple[int, int]:
    """ "2025-T3" -> (2025, 3). ValueError when it is not a quarter."""
    cocok = _PATTERN.match(periode)
    if not cocok:
        raise ValueError(f"bukan triwulan: {periode!r}; tulis misalnya 2025-T3")
    return int(cocok[1]), int(cocok[2])


def find_index(periode: str) -> int:
    """Running number of a quarter, so that neighbours differ by 1."""
    tahun, triwulan = split_quarter(periode)
    return tahun * 4 + triwulan - 1


def make_from_index(nomor: int) -> str:
    return f"{nomor // 4}-T{nomor % 4 + 1}"


def shift_quarter(periode: str, langkah: int) -> str:
    """shift("2025-T1", -1) -> "2024-T4"."""
    return make_from_index(find_index(periode) + langkah)


def find_by_date(tanggal: dt.date) -> str:
    return f"{tanggal.year}-T{(tanggal.month - 1) // 3 + 1}"


def find_start(periode: str) -> dt.date:
    tahun, triwulan = split_quarter(periode)
    return dt.date(tahun, triwulan * 3 - 2, 1)


def find_end(periode: str) -> dt.date:
    """Last day of the quarter."""
    tahun, triwulan = split_quarter(periode)
    bulan = triwulan * 3
    return dt.date(tahun, bulan, calendar.monthrange(tahun, bulan)[1])


def say_quarter(periode: str, pendek: bool = False) -> str:
    """ "Triwulan III 2025", short "T3 2025"."""
    tahun, triwulan = split_quarter(periode)
    return f"T{triwulan} {tahun}" if pendek else f"Triwulan {ROMAN[triwulan - 1]} {tahun}"


def say_date(tanggal: dt.date) -> str:
    """ "30 September 2025"."""
    return f"{tanggal.day} {MONTH_NAMES[tanggal.month - 1]} {tanggal.year}"
