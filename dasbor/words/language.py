"""How numbers, dates and changes are said in Indonesian: 1.234,5 · 87% · Rp 1,25 miliar · ▲ naik 2 poin."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from etl import periode as triwulan_

NO_DATA = "belum ada data"
DECIMAL_FROM_N = 100  # below this a rate is said in whole per cent
_LARGE_UNITS = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))


def is_known(nilai: Any) -> bool:
    """False for None, NaN, NA and NaT; zero is a value."""
    if type(nilai) in (str, int, float):  # nearly all that pages ask about; pandas takes ten times as long
        return bool(nilai == nilai)
    return nilai is not None and not (pd.api.types.is_scalar(nilai) and pd.isna(nilai))


def format_number(nilai: float | None, desimal: int | None = None) -> str:
    """1234.5 -> "1.234,5". Without `desimal`: as many places as needed, at most 2."""
    if nilai is None or not is_known(nilai):
        return NO_DATA
    bulat = _round_half_up(nilai, 2 if desimal is None else desimal)
    teks = f"{abs(bulat):,.{2 if desimal is None else desimal}f}"
    if desimal is None:
        teks = teks.rstrip("0").rstrip(".")
    return _write_minus(bulat) + teks.replace(",", " ").replace(".", ",").replace(" ", ".")


def format_percent(nilai: float | None, n: float | None = None) -> str:
    """0.873 -> "87%", "87,3%" when n is at least 100: no more precision than n supports."""
    if nilai is None or not is_known(nilai):
        return NO_DATA
    return format_number(nilai * 100, count_digits(n)) + "%"


def count_digits(n: float | None) -> int:
    """Decimal places of a percentage on n cases."""
    return 1 if n is not None and is_known(n) and n >= DECIMAL_FROM_N else 0


def format_fraction(pembilang: float | None, penyebut: float | None = None) -> str:
    """ "268 dari 308"; only the count when there is no denominator."""
    if not is_known(pembilang):
        return NO_DATA
    return format_number(pembilang, 0) + (f" dari {format_number(penyebut, 0)}" if is_known(penyebut) else "")


def format_rupiah(nilai: float | None, penuh: bool = False) -> str:
    """1.25e9 -> "Rp 1,25 miliar"; penuh: "Rp 1.250.000.000"."""
    if nilai is None or not is_known(nilai):
        return NO_DATA
    for besar, nama in () if penuh else _LARGE_UNITS:
        if _round_half_up(abs(nilai) / besar, 2) >= 1:
            return f"{_write_minus(nilai)}Rp {format_number(abs(nilai) / besar)} {nama}"
    return f"{_write_minus(_round_half_up(nilai, 0))}Rp {format_number(abs(nilai), 0)}"


def format_date(nilai: dt.date | None) -> str:
    """ "30 September 2025"."""
    if nilai is None or not is_known(nilai):
        return NO_DATA
    return triwulan_.say_date(nilai)


def format_time(nilai: dt.datetime | None) -> str:
    """ "4 Juli 2025 pukul 09.15"."""
    if nilai is None or not is_known(nilai):
        return NO_DATA
    return f"{triwulan_.say_date(nilai)} pukul {nilai:%H.%M}"


def name_month(nomor: int) -> str:
    """6 -> "Juni"."""
    return triwulan_.MONTH_NAMES[nomor - 1]


def format_quarter(periode: str, pendek: bool = False) -> str:
    """ "Triwulan III 2025", short "T3 2025"."""
    return triwulan_.say_quarter(periode, pendek)


def say_direction(delta: float, desimal: int = 0) -> str:
    """ "naik 2", "turun 1" or "tetap" once rounded."""
    bulat = _round_half_up(delta, desimal)
    if bulat == 0:
        return "tetap"
    return f"{'naik' if bulat > 0 else 'turun'} {format_number(abs(bulat), desimal)}"


_EQUAL_WITHIN = 1e-9


def say_difference(delta: float | None, satuan: str = "", desimal: int = 0) -> str:
    """ "▲ naik 2 poin", "▼ turun 1", "tetap"; "belum ada pembanding" without a comparison."""
    if delta is None or not is_known(delta):
        return "belum ada pembanding"
    kata = say_direction(delta, desimal)
    if kata == "tetap":
        return kata if abs(delta) < _EQUAL_WITHIN else "hampir tetap"  # 74% may become 73% by half a point
    return f"{'▲' if kata.startswith('naik') else '▼'} {kata}{' ' + satuan if satuan else ''}"


def format_signed(nilai: float) -> str:
    """Signed count for charts: "+20", "−2", "0"."""
    return ("+" if nilai > 0 else "") + format_number(nilai, 0)


def join_list(isi: Sequence[str], paling_banyak: int | None = None) -> str:
    """ "A, B dan C"; beyond the limit "A, B, C dan 17 lainnya"."""
    kata = list(isi)
    if paling_banyak is not None and len(kata) > paling_banyak:
        kata = [*kata[:paling_banyak], f"{format_number(len(isi) - paling_banyak)} lainnya"]
    if len(kata) < 2:
        return "".join(kata)
    return ", ".join(kata[:-1]) + " dan " + kata[-1]


def capitalise(teks: str) -> str:
    """First letter large, the rest as it is: "di bawah KSP" -> "Di bawah KSP"."""
    return teks[:1].upper() + teks[1:]


def _round_half_up(nilai: float, desimal: int) -> float:
    """Half away from zero, as people do; Python's round(0.5) is 0."""
    if not math.isfinite(nilai):
        raise ValueError(f"bukan bilangan: {nilai!r}")
    return float(Decimal(repr(float(nilai))).quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP))


def _write_minus(nilai: float) -> str:
    return "−" if nilai < 0 else ""  # a true minus: a hyphen is lost beside a digit
