"""Rates and statuses by area, at the level that can be read: kelurahan, or kecamatan where there are too many."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import base
from dasbor.words.legible import MAX_BARS

KELURAHAN_LEVEL, KECAMATAN_LEVEL = "kelurahan", "kecamatan"


def find_level(p: Choice) -> str:
    """The level at which the chosen area is drawn."""
    return KELURAHAN_LEVEL if count_kelurahan(p) <= MAX_BARS else KECAMATAN_LEVEL


def count_kelurahan(p: Choice) -> int:
    """How many kelurahan the chosen area has."""
    return int(base.ask(p, "banyak_kelurahan")["banyak"].iloc[0])


def read_rates(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of an indicator at that level."""
    if find_level(p) == KELURAHAN_LEVEL:
        return base.read_by_kelurahan(p, indikator)
    return base.keep_known(p, base.ask(p, "per_kecamatan", indikator=indikator))


def count_statuses(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah at that level."""
    if find_level(p) == KELURAHAN_LEVEL:
        return base.count_status_by_kelurahan(p)
    return base.ask(p, "status_per_kecamatan")
