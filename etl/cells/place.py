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


def find_cell(table: FoundTable, row: int, column: str) -> str:
    """Cell of one value; a value that stands in no column of its own points at the row's first column."""
    if column in table.kolom:
        return write_address(row, table.kolom[column].column)
    if column in table.above:
        return table.above[column][1]
    for other in SHEET_KINDS[table.jenis].kolom:
        if other.range_end == column:  # came from a range in the first date
            return find_cell(table, row, other.nama)
    return write_address(row, min((k.column for k in table.kolom.values()), default=1))


def make_locator(tables: Iterable[FoundTable]) -> CellLocator:
    """Cell finder for the rows of several tables of one kind, also when two of them share a sheet."""
    by_sheet: dict[str, list[tuple[FoundTable, set[int]]]] = defaultdict(list)
    for table in tables:
        by_sheet[table.lembar].append((table, set(table.data.index)))

    def locate(sheet: str, row: int, column: str) -> str:
        for table, content in by_sheet[sheet]:
            if row in content:
                return find_cell(table, row, column)
        raise KeyError(f"tidak ada tabel dengan baris {row} di lembar {sheet!r}")

    return locate


def add_place(df: pd.DataFrame, table: FoundTable) -> pd.DataFrame:
    """Add columns lembar and baris, so that tables of several sheets can be put under one another."""
    return df.assign(lembar=table.lembar, baris=df.index).reset_index(drop=True)


def list_rows(df: pd.DataFrame) -> Iterator[Any]:
    """Rows as named tuples; what pandas says of their types helps nobody."""
    return iter(df.itertuples())


def read_text(value: object) -> str | None:
    """A cell as text, or None: pandas says "missing" in three ways."""
    return value if isinstance(value, str) and value.strip() else None
