"""Build located tables and normalised rows for tests from visible lists, without reading a workbook."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from etl.cells.place import CellLocator, add_place, make_locator
from etl.model import FoundColumn, FoundTable, Grid
from etl.skema import SHEET_KINDS

DTYPES = {"bulat": "Int64", "tahun": "Int64", "desimal": "float64", "rupiah": "float64"}


def table(kind: str, column: list[str], *line: list, start: int = 5, sheet: str = "Lembar1") -> FoundTable:
    """A located table: the first column stands in B, the first row in Excel row `mulai`."""
    data = pd.DataFrame(list(line), columns=column, dtype=object)
    data.index = pd.RangeIndex(start, start + len(line), name="baris")
    title = {name: FoundColumn(i, SHEET_KINDS[kind][name].judul) for i, name in enumerate(column, 2)}
    return FoundTable(sheet, kind, start - 1, title, data, Grid(sheet, []))


def normal(tables: FoundTable) -> pd.DataFrame:
    """The rows as normalise gives them: every column of the schema, typed, index = Excel row."""
    df = pd.DataFrame(index=tables.data.index)
    for k in SHEET_KINDS[tables.jenis].kolom:
        value = tables.data[k.nama] if k.nama in tables.data else pd.Series(None, index=df.index, dtype=object)
        df[k.nama] = value.astype(DTYPES.get(k.tipe, object))
    return df


def rows(kind: str, column: list[str], *line: list, **others) -> tuple[pd.DataFrame, CellLocator]:
    """Rows after match_area: with lembar, baris and kode_kelurahan (give it as a column), and their cell finder."""
    ordinary = [k for k in column if k != "kode_kelurahan"]
    tables = table(
        kind, ordinary, *[[v for k, v in zip(column, b, strict=True) if k != "kode_kelurahan"] for b in line], **others
    )
    df = add_place(normal(tables), tables)
    code = [b[column.index("kode_kelurahan")] if "kode_kelurahan" in column else None for b in line]
    return df.assign(kode_kelurahan=pd.Series(code, dtype=object)), make_locator([tables])


def together(*part: tuple[pd.DataFrame, CellLocator]) -> tuple[pd.DataFrame, Callable]:
    """Rows of several sheets under one another."""
    locator = {df["lembar"].iloc[0]: find for df, find in part}
    merged = pd.concat([df for df, _ in part], ignore_index=True)
    return merged, lambda sheet, row, column: locator[sheet](sheet, row, column)


def brief(listed: list) -> list[tuple[str, str]]:
    """(code, cell) of every finding."""
    return [(t.kode, t.sel) for t in listed]
