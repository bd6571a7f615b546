"""Areas of government together: which of them count alike, and the sum of what is known of those. Shares are never
averaged: numerators and denominators are summed."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dasbor.query.neighbours import areas
from dasbor.query.neighbours.definitions import Definition, find_common, read_definitions
from dasbor.query.neighbours.scene import Scene


class Split(NamedTuple):
    """rows: areas that count alike, with those whose figure nobody knows; apart: those that count otherwise, with
    `definisi`; common: how those of `rows` count."""

    rows: pd.DataFrame
    apart: pd.DataFrame
    common: Definition


class Sum(NamedTuple):
    """What `known` of `asked` areas have together; None where none of them is known."""

    known: int
    asked: int
    pembilang: float | None = None
    penyebut: float | None = None
    nilai: float | None = None


def split(scene: Scene, rows: pd.DataFrame, common: Definition | None = None) -> Split:
    """Areas as read_areas() has them, by whether their known figure is counted as `common`, else as those of the
    most."""
    common = common or find_common(scene, frozenset(take_real(rows)["kode"]))
    known = read_definitions(scene)
    hashes = [known[code].hash if code in known else "" for code in rows["kode"]]
    unlike = pd.Series([not one or one != common.hash for one in hashes], index=rows.index, dtype=bool)
    other = rows["pembilang"].notna() & unlike  # what nobody can tell is not equal to anything
    apart = rows[other]
    apart = apart.assign(definisi=pd.Series([known.get(c, Definition()) for c in apart["kode"]], apart.index, object))
    return Split(rows[~other].reset_index(drop=True), apart.reset_index(drop=True), common)


def take_real(rows: pd.DataFrame) -> pd.DataFrame:
    """Without the invented areas, where there are real ones: the two are never added up."""
    is_real = ~rows["contoh"].astype(bool) & (rows["asal"] != areas.NOTHING)
    return rows[~rows["contoh"].astype(bool)] if is_real.any() else rows


def list_counted(rows: pd.DataFrame) -> frozenset[str]:
    """The codes of the areas that counts and sums are about."""
    return frozenset(take_real(rows)["kode"].astype(str))


def add_up(rows: pd.DataFrame, is_count: bool, asked: int | None = None) -> Sum:
    """The sum over the areas of these rows whose figure is known; of a share those with both parts. `asked`: of how
    many it is said, else of these rows."""
    known = rows[rows["pembilang"].notna() & (rows["penyebut"].notna() | is_count)]
    whole = len(rows) if asked is None else asked
    if known.empty:
        return Sum(0, whole)
    part = float(known["pembilang"].sum())
    if is_count:
        return Sum(len(known), whole, part, None, part)
    of = float(known["penyebut"].sum())
    return Sum(len(known), whole, part, of, part / of if of else None)
