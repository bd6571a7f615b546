"""How sure a share on few cases is: the Wilson interval."""

from __future__ import annotations

import math

import pandas as pd

from dasbor.words import language

Z_95 = 1.959963984540054
TAK_BANDING = "belum bisa dibandingkan"
KOLOM = {"bawah": "", "atas": "", "keterangan": "Keterangan"}


def wilson(pembilang: int, penyebut: int, z: float = Z_95) -> tuple[float, float] | None:
    """Lower and upper bound of a share; None without cases or when it is no share. Unlike p ± 1,96 s it stays within 0–1."""
    if penyebut == 0 or not 0 <= pembilang <= penyebut:  # more women than members is a fault of the data
        return None
    p, zz = pembilang / penyebut, z * z / penyebut
    tengah = (p + zz / 2) / (1 + zz)
    lebar = z / (1 + zz) * math.sqrt(p * (1 - p) / penyebut + zz / penyebut / 4)
    return max(0.0, tengah - lebar), min(1.0, tengah + lebar)


def sebut(pembilang: float | None, penyebut: float | None) -> str:
    """ "30% sampai 95%"; empty when unknown or without cases."""
    if not language.ada(pembilang) or not language.ada(penyebut):
        return ""
    batas = wilson(int(pembilang or 0), int(penyebut or 0))
    return f"{language.persen(batas[0])} sampai {language.persen(batas[1])}" if batas else ""


def with_bounds(data: pd.DataFrame, n_kecil: int) -> pd.DataFrame:
    """pembilang, penyebut -> with bawah, atas (of the interval) and keterangan: too few cases, or none at all."""
    batas = [
        wilson(int(p), int(n)) if language.ada(p) and language.ada(n) else None
        for p, n in zip(data["pembilang"], data["penyebut"], strict=True)
    ]
    return data.assign(
        bawah=pd.Series([b[0] if b else None for b in batas], index=data.index, dtype="float64"),
        atas=pd.Series([b[1] if b else None for b in batas], index=data.index, dtype="float64"),
        keterangan=[remark(n, n_kecil) for n in data["penyebut"]],
    )


def remark(penyebut: float | None, n_kecil: int) -> str:
    """What stands in the place of a comparison below n_kecil cases; "" when there are enough."""
    if not language.ada(penyebut):
        return ""
    if penyebut == 0:
        return "tidak ada yang dihitung"
    return TAK_BANDING if (penyebut or 0) < n_kecil else ""
