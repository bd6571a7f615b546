"""How sure a share on few cases is: the Wilson interval."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from dasbor.words import language

Z_95 = 1.959963984540054
Z_90 = 1.6448536269514722
NOT_COMPARABLE = "belum bisa dibandingkan"
INTERVAL_COLUMNS = {"bawah": "", "atas": "", "keterangan": "Keterangan"}


def compute_wilson(pembilang: float, penyebut: float, z: float = Z_95) -> tuple[float, float] | None:
    """Lower and upper bound of a share; None where there is none. Unlike p ± 1,96 s it stays within 0–1."""
    if penyebut == 0 or not 0 <= pembilang <= penyebut:  # more women than members is a fault of the data
        return None
    p, zz = pembilang / penyebut, z * z / penyebut
    middle = (p + zz / 2) / (1 + zz)
    width = z / (1 + zz) * math.sqrt(p * (1 - p) / penyebut + zz / penyebut / 4)
    return max(0.0, middle - width), min(1.0, middle + width)


def compute_difference(
    first: tuple[float, float], second: tuple[float, float], z: float = Z_95
) -> tuple[float, float] | None:
    """Lower and upper bound of the first share less the second, each as (cases that count, all), of two groups that
    share nobody: Newcombe's method from the two Wilson intervals. None where one of them is none."""
    one, other = compute_wilson(*first, z), compute_wilson(*second, z)
    if one is None or other is None:
        return None
    (low_1, high_1), (low_2, high_2) = one, other
    p, q = first[0] / first[1], second[0] / second[1]
    return p - q - math.hypot(p - low_1, high_2 - q), p - q + math.hypot(high_1 - p, q - low_2)


def say_interval(pembilang: float | None, penyebut: float | None) -> str:
    """ "30% sampai 95%"; empty when unknown or without cases."""
    if not language.is_known(pembilang) or not language.is_known(penyebut):
        return ""
    limit = compute_wilson(int(pembilang or 0), int(penyebut or 0))
    return f"{language.format_percent(limit[0])} sampai {language.format_percent(limit[1])}" if limit else ""


def add_bounds(data: pd.DataFrame, small_n: int) -> pd.DataFrame:
    """pembilang, penyebut -> with bawah, atas (of the interval) and keterangan: too few cases, or none at all."""
    limit = [
        compute_wilson(int(p), int(n)) if language.is_known(p) and language.is_known(n) else None
        for p, n in zip(data["pembilang"].tolist(), data["penyebut"].tolist(), strict=True)
    ]
    return data.assign(
        bawah=np.array([b[0] if b else None for b in limit], dtype="float64"),
        atas=np.array([b[1] if b else None for b in limit], dtype="float64"),
        keterangan=[say_remark(n, small_n) for n in data["penyebut"].tolist()],
    )


def say_remark(penyebut: float | None, small_n: int) -> str:
    """What stands in the place of a comparison below small_n cases; "" when there are enough."""
    if not language.is_known(penyebut):
        return ""
    if penyebut == 0:
        return language.NOTHING_COUNTED
    return NOT_COMPARABLE if (penyebut or 0) < small_n else ""
