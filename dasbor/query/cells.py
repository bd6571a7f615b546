"""In which cell of which workbook a value stands: "Koperasi!M12", from the columns that publishing noted down.

Where names of cooperatives are for those who are signed in, so are cells: a row of a workbook is known by its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.source.hidden_names import is_hidden
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl.corrections.typed import say_correction
from etl.model import Correction

PLACE_COLUMNS = ("unggahan_id", "lembar", "baris")  # what locates a row
WITHHELD = "Sel tempat menulisnya hanya untuk yang sudah masuk, menurut pengaturan."
_Letters = Mapping[tuple[str, str], tuple[tuple[int, str], ...]]


def write_address(sheet: str, row: int, letters: Sequence[str] = ()) -> str:
    """ "Koperasi!M12", of several columns "Koperasi!M12, N12", to tick "Koperasi!F12:H12"; else only the row."""
    if not letters:
        return f"{sheet}, baris {int(row)}"
    return f"{sheet}!" + ", ".join(":".join(f"{x}{int(row)}" for x in h.split(":")) for h in letters)


def list_addresses(p: Choice, data: pd.DataFrame, column: Sequence[str], prefix: str = "") -> list[str]:
    """The cells of these columns for each row; "" where the row is not known, or its reader may not know. `prefix`: of
    the locating columns."""
    if is_hidden(p):
        return [""] * len(data)
    place = data[[prefix + k for k in PLACE_COLUMNS]]
    tables = {u: _list_letters(p.whole(), int(u)) for u in place.iloc[:, 0].dropna().unique()}
    return [
        write_address(sheet, row, [h for k in column if (h := _find_above(tables[u], sheet, k, int(row)))])
        if language.is_known(row)
        else ""
        for u, sheet, row in place.itertuples(index=False)
    ]


def drop_places(p: Choice, shown: Mapping[str, str]) -> dict[str, str]:
    """{column: heading} without those that say in which row or cell something stands, for who may not know."""
    if not is_hidden(p):
        return dict(shown)
    kept = {name: title for name, title in shown.items() if not _holds_places(name, title)}
    if "baris" in shown and "baris" not in kept and kept.get("lembar") in ("", "Lembar"):
        del kept["lembar"]  # without the row a sheet says nothing
    return kept


def _holds_places(name: str, title: str) -> bool:
    """Cells, corrections of cells, or rows; a column of that name may also hold how many rows there are, under a
    heading that says so."""
    return name in ("sel", "perbaikan") or name.startswith("sel_") or (name == "baris" and title in ("", "Baris"))


def find_letter(p: Choice, unggahan_id: int, sheet: str, column: str, row: int) -> str:
    """The spreadsheet column of a field in a row of an upload: that of the last table that begins above the row.
    "" where the workbook has no such column."""
    return _find_above(_list_letters(p.whole(), unggahan_id), sheet, column, row)


def _find_above(tables: _Letters, sheet: str, column: str, row: int) -> str:
    return next((letters for title, letters in tables.get((sheet, column), ()) if title < row), "")


def list_corrections(p: Choice, data: pd.DataFrame) -> list[str]:
    """What staff mended in each row beside the workbook, cell by cell; "" where a row is as it was written."""
    known = {} if is_hidden(p) else _list_corrected(p.whole())
    rows = data[list(PLACE_COLUMNS)].itertuples(index=False)
    return [
        "; ".join(known.get((int(u), sheet, int(row)), ())) if known and language.is_known(row) else ""
        for u, sheet, row in rows
    ]


@keep.per_version(most=50)
def _list_corrected(p: Choice) -> Mapping[tuple[int, str, int], tuple[str, ...]]:
    result: dict[tuple[int, str, int], tuple[str, ...]] = {}
    for c in list_rows(published.list_corrections(p)):
        one = Correction(c.lembar, c.sel, c.isi_lama, c.isi_baru, c.alasan, c.oleh, c.waktu)
        key = (int(c.unggahan_id), c.lembar, int(c.sel.lstrip(ascii_uppercase)))
        result[key] = (*result.get(key, ()), f"{c.sel} {say_correction(one)}")
    return result


@keep.per_version(most=500)
def _list_letters(p: Choice, unggahan_id: int) -> _Letters:
    """{(sheet, column): (row of the heading, letter) of each table, the lowest first}."""
    content = published.list_column_letters(p, unggahan_id)
    title = content["baris_judul"].fillna(0) if "baris_judul" in content else pd.Series(0, index=content.index)
    result: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for one in zip(content["lembar"], content["kolom"], title, content["huruf"], strict=True):
        result.setdefault(one[:2], []).append((int(one[2]), one[3]))
    return {k: tuple(sorted(v, reverse=True)) for k, v in result.items()}
