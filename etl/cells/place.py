"""Where a value stands: from sheet, row and column name to the cell a finding points at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pandas as pd

from etl.model import FoundTable, write_address
from etl.skema import SHEET_KINDS

# (lembar, baris, canonical column) -> "D3"
CellLocator = Callable[[str, int, str], str]
# Typed for "there is none" in a column that may stay blank.
BLANK_SIGNS = ("-", "–", "—", "--", "nihil")


def find_cell(tabel: FoundTable, baris: int, kolom: str) -> str:
    """Cell of one value; a value that stands in no column of its own points at the row's first column."""
    if kolom in tabel.kolom:
        return write_address(baris, tabel.kolom[kolom].kolom)
    if kolom in tabel.atas:
        return tabel.atas[kolom][1]
    for lain in SHEET_KINDS[tabel.jenis].kolom:
        if lain.sampai == kolom:  # came from a range in the first date
            return find_cell(tabel, baris, lain.nama)
    return write_address(baris, min((k.kolom for k in tabel.kolom.values()), default=1))


def make_locator(semua: Iterable[FoundTable]) -> CellLocator:
    """Cell finder for the rows of several tables of one kind, also when two of them share a sheet."""
    per_lembar: dict[str, list[tuple[FoundTable, set[int]]]] = defaultdict(list)
    for tabel in semua:
        per_lembar[tabel.lembar].append((tabel, set(tabel.data.index)))

    def letak(lembar: str, baris: int, kolom: str) -> str:
        for tabel, isi in per_lembar[lembar]:
            if baris in isi:
                return find_cell(tabel, baris, kolom)
        raise KeyError(f"tidak ada tabel dengan baris {baris} di lembar {lembar!r}")

    return letak


def add_place(df: pd.DataFrame, tabel: FoundTable) -> pd.DataFrame:
    """Add columns lembar and baris, so that tables of several sheets can be put under one another."""
    return df.assign(lembar=tabel.lembar, baris=df.index).reset_index(drop=True)


def list_rows(df: pd.DataFrame) -> Iterator[Any]:
    """Rows as named tuples; what pandas says of their types helps nobody."""
    return iter(df.itertuples())


def read_text(nilai: object) -> str | None:
    """A cell as text, or None: pandas says "missing" in three ways."""
    return nilai if isinstance(nilai, str) and nilai.strip() else None
