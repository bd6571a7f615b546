"""The short citation of a figure, "KB-15-7F3A": initials of the area, version, and the beginning of a hash.

It leads back to the figure in that version; it proves nothing, since anybody can write one: a signed proof does.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import figures
from etl.acuan import load_reference

_WRITTEN = re.compile(r"(\w{1,8})-(\d{1,9})-([0-9A-F]{4})")
_KEY = ["indikator", "kode_wilayah", "periode", "kelompok_hitung"]


def make(p: Choice, indikator: str) -> str:
    """The citation of a figure of a choice; "" of a draft and of what is not known, which nobody can quote."""
    n = figures.read_figures(p).get(indikator)
    if p.version < 0 or n is None or n.pembilang is None:
        return ""
    named = (indikator, p.kode_wilayah, p.periode, p.kelompok_hitung)
    return write(load_reference().city, p.version, named, (n.pembilang, n.penyebut))


def write(city: str, version: int, named: tuple[str, ...], amounts: tuple[float | None, ...]) -> str:
    """The same of a figure whose parts are given; named: indicator, code of the area, quarter, with or without KKMP;
    amounts: numerator and denominator."""
    return f"{find_initials(city)}-{version}-{_hash(version, named, amounts):04X}"


def find_initials(city: str) -> str:
    """ "KB" of Kota Blitar."""
    return "".join(word[0] for word in city.split()).upper()


def parse(written: str) -> tuple[str, int, int] | None:
    """Initials, version and piece of what somebody typed; None = this is no citation."""
    found = _WRITTEN.fullmatch(written.strip().upper())
    return (found[1], int(found[2]), int(found[3], 16)) if found else None


def find(version: int, piece: int) -> pd.DataFrame:
    """indikator, kode_wilayah, periode, kelompok_hitung of the known figures of a version with that piece: one or a
    few, since 65,536 pieces stand for all figures."""
    p = Choice(version)
    places = np.flatnonzero(_list_pieces(p) == piece)
    if not len(places):
        return pd.DataFrame(columns=_KEY)
    return _read_known(p).iloc[places][_KEY].drop_duplicates().reset_index(drop=True)


@keep.per_version(most=4)
def _list_pieces(p: Choice) -> np.ndarray:
    """The piece of each figure, in the order of _read_known: two bytes a figure are kept."""
    table = _read_known(p)
    amounts = [_list_amounts(table[name]) for name in ("pembilang", "penyebut")]
    rows = zip(zip(*(table[name] for name in _KEY), strict=True), zip(*amounts, strict=True), strict=True)
    return np.array([_hash(p.version, named, amount) for named, amount in rows], dtype=np.uint16)


def _read_known(p: Choice) -> pd.DataFrame:
    table = figures.read_everything(replace(p, with_names=False))
    return table[table["pembilang"].notna()]


def _list_amounts(column: pd.Series) -> list[float | None]:
    return [None if math.isnan(x) else x for x in column.astype("float64").tolist()]


def _hash(version: int, named: tuple[str, ...], amounts: tuple[float | None, ...]) -> int:
    text = "|".join([str(version), *named, *map(_write_amount, amounts)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:2], "big")


def _write_amount(x: float | None) -> str:
    """As a script writes it too: "268", "12.5"."""
    return "" if x is None else str(int(x)) if x == int(x) else repr(float(x))
