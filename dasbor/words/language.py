"""How numbers, dates and changes are said in Indonesian: 1.234,5 · 87% · Rp 1,25 miliar · ▲ naik 2 poin."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from etl import periode as triwulan_

KOSONG = "belum ada data"
N_SERATUS = 100  # below this a rate is said in whole per cent
_BESAR = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))


def ada(nilai: Any) -> bool:
    """False for None, NaN, NA and NaT; zero is a value."""
    if type(nilai) in (str, int, float):  # nearly all that pages ask about; pandas takes ten times as long
        return bool(nilai == nilai)
    return nilai is not None and not (pd.api.types.is_scalar(nilai) and pd.isna(nilai))


def bilangan(nilai: float | None, desimal: int | None = None) -> str:
    """1234.5 -> "1.234,5". Without `desimal`: as many places as needed, at most 2."""
    if nilai is None or not ada(nilai):
        return KOSONG
    bulat = _round(nilai, 2 if desimal is None else desimal)
    teks = f"{abs(bulat):,.{2 if desimal is None else desimal}f}"
    if desimal is None:
        teks = teks.rstrip("0").rstrip(".")
    return _minus(bulat) + teks.replace(",", " ").replace(".", ",").replace(" ", ".")


def persen(nilai: float | None, n: float | None = None) -> str:
    """0.873 -> "87%", "87,3%" when n is at least 100: no more precision than n supports."""
    if nilai is None or not ada(nilai):
        return KOSONG
    return bilangan(nilai * 100, digits_of(n)) + "%"


def digits_of(n: float | None) -> int:
    """Decimal places of a percentage on n cases."""
    return 1 if n is not None and ada(n) and n >= N_SERATUS else 0


def pecahan(pembilang: float | None, penyebut: float | None = None) -> str:
    """ "268 dari 308"; only the count when there is no denominator."""
    if not ada(pembilang):
        return KOSONG
    return bilangan(pembilang, 0) + (f" dari {bilangan(penyebut, 0)}" if ada(penyebut) else "")


def rupiah(nilai: float | None, penuh: bool = False) -> str:
    """1.25e9 -> "Rp 1,25 miliar"; penuh: "Rp 1.250.000.000"."""
    if nilai is None or not ada(nilai):
        return KOSONG
    for besar, nama in () if penuh else _BESAR:
        if _round(abs(nilai) / besar, 2) >= 1:
            return f"{_minus(nilai)}Rp {bilangan(abs(nilai) / besar)} {nama}"
    return f"{_minus(_round(nilai, 0))}Rp {bilangan(abs(nilai), 0)}"


def tanggal(nilai: dt.date | None) -> str:
    """ "30 September 2025"."""
    if nilai is None or not ada(nilai):
        return KOSONG
    return triwulan_.sebut_tanggal(nilai)


def waktu(nilai: dt.datetime | None) -> str:
    """ "4 Juli 2025 pukul 09.15"."""
    if nilai is None or not ada(nilai):
        return KOSONG
    return f"{triwulan_.sebut_tanggal(nilai)} pukul {nilai:%H.%M}"


def nama_bulan(nomor: int) -> str:
    """6 -> "Juni"."""
    return triwulan_.BULAN[nomor - 1]


def triwulan(periode: str, pendek: bool = False) -> str:
    """ "Triwulan III 2025", short "T3 2025"."""
    return triwulan_.sebut(periode, pendek)


def arah(delta: float, desimal: int = 0) -> str:
    """ "naik 2", "turun 1" or "tetap" once rounded."""
    bulat = _round(delta, desimal)
    if bulat == 0:
        return "tetap"
    return f"{'naik' if bulat > 0 else 'turun'} {bilangan(abs(bulat), desimal)}"


_SAMA = 1e-9


def selisih(delta: float | None, satuan: str = "", desimal: int = 0) -> str:
    """ "▲ naik 2 poin", "▼ turun 1", "tetap"; "belum ada pembanding" without a comparison."""
    if delta is None or not ada(delta):
        return "belum ada pembanding"
    kata = arah(delta, desimal)
    if kata == "tetap":
        return kata if abs(delta) < _SAMA else "hampir tetap"  # 74% may become 73% by half a point
    return f"{'▲' if kata.startswith('naik') else '▼'} {kata}{' ' + satuan if satuan else ''}"


def bertanda(nilai: float) -> str:
    """Signed count for charts: "+20", "−2", "0"."""
    return ("+" if nilai > 0 else "") + bilangan(nilai, 0)


def daftar(isi: Sequence[str], paling_banyak: int | None = None) -> str:
    """ "A, B dan C"; beyond the limit "A, B, C dan 17 lainnya"."""
    kata = list(isi)
    if paling_banyak is not None and len(kata) > paling_banyak:
        kata = [*kata[:paling_banyak], f"{bilangan(len(isi) - paling_banyak)} lainnya"]
    if len(kata) < 2:
        return "".join(kata)
    return ", ".join(kata[:-1]) + " dan " + kata[-1]


def kalimat(teks: str) -> str:
    """First letter large, the rest as it is: "di bawah KSP" -> "Di bawah KSP"."""
    return teks[:1].upper() + teks[1:]


def _round(nilai: float, desimal: int) -> float:
    """Half away from zero, as people do; Python's round(0.5) is 0."""
    if not math.isfinite(nilai):
        raise ValueError(f"bukan bilangan: {nilai!r}")
    return float(Decimal(repr(float(nilai))).quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP))


def _minus(nilai: float) -> str:
    return "−" if nilai < 0 else ""  # a true minus: a hyphen is lost beside a digit
