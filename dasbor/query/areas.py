"""Rates and statuses by area, at the level that can be read: kelurahan, or kecamatan where there are too many."""

from __future__ import annotations

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import base
from dasbor.words.legible import BATANG_PALING_BANYAK

KELURAHAN, KECAMATAN = "kelurahan", "kecamatan"


def satuan(p: Choice) -> str:
    """The level at which the chosen area is drawn."""
    return KELURAHAN if banyak(p) <= BATANG_PALING_BANYAK else KECAMATAN


def banyak(p: Choice) -> int:
    """How many kelurahan the chosen area has."""
    return int(base.ask(p, "banyak_kelurahan")["banyak"].iloc[0])


def rasio(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of an indicator at that level."""
    if satuan(p) == KELURAHAN:
        return base.per_kelurahan(p, indikator)
    return base.known(p, base.ask(p, "per_kecamatan", indikator=indikator))


def status(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah at that level."""
    if satuan(p) == KELURAHAN:
        return base.status_per_kelurahan(p)
    return base.ask(p, "status_per_kecamatan")
