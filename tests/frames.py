"""Build located tables and normalised rows for tests from visible lists, without reading a workbook."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from etl.cells.place import CellLocator, add_place, make_locator
from etl.model import FoundColumn, FoundTable, Grid
from etl.skema import SHEET_KINDS

DTYPES = {"bulat": "Int64", "tahun": "Int64", "desimal": "float64", "rupiah": "float64"}


def table(jenis: str, kolom: list[str], *baris: list, mulai: int = 5, lembar: str = "Lembar1") -> FoundTable:
    """A located table: the first column stands in B, the first row in Excel row `mulai`."""
    data = pd.DataFrame(list(baris), columns=kolom, dtype=object)
    data.index = pd.RangeIndex(mulai, mulai + len(baris), name="baris")
    title = {name: FoundColumn(i, SHEET_KINDS[jenis][name].judul) for i, name in enumerate(kolom, 2)}
    return FoundTable(lembar, jenis, mulai - 1, title, data, Grid(lembar, []))


def normal(tabel: FoundTable) -> pd.DataFrame:
    """The rows as normalise gives them: every column of the schema, typed, index = Excel row."""
    df = pd.DataFrame(index=tabel.data.index)
    for k in SHEET_KINDS[tabel.jenis].kolom:
        value = tabel.data[k.nama] if k.nama in tabel.data else pd.Series(None, index=df.index, dtype=object)
        df[k.nama] = value.astype(DTYPES.get(k.tipe, object))
    return df


def rows(jenis: str, kolom: list[str], *baris: list, **lain) -> tuple[pd.DataFrame, CellLocator]:
    """Rows after match_area: with lembar, baris and kode_kelurahan (give it as a column), and their cell finder."""
    ordinary = [k for k in kolom if k != "kode_kelurahan"]
    tabel = table(
        jenis, ordinary, *[[v for k, v in zip(kolom, b, strict=True) if k != "kode_kelurahan"] for b in baris], **lain
    )
    df = add_place(normal(tabel), tabel)
    code = [b[kolom.index("kode_kelurahan")] if "kode_kelurahan" in kolom else None for b in baris]
    return df.assign(kode_kelurahan=pd.Series(code, dtype=object)), make_locator([tabel])


def together(*bagian: tuple[pd.DataFrame, CellLocator]) -> tuple[pd.DataFrame, Callable]:
    """Rows of several sheets under one another."""
    locator = {df["lembar"].iloc[0]: find for df, find in bagian}
    merged = pd.concat([df for df, _ in bagian], ignore_index=True)
    return merged, lambda sheet, row, column: locator[sheet](sheet, row, column)


def brief(daftar: list) -> list[tuple[str, str]]:
    """(code, cell) of every finding."""
    return [(t.kode, t.sel) for t in daftar]
