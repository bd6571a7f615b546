"""The second reader of an .xlsx, run in the child process: openpyxl, for files that the first one refuses to open.

Excel and LibreOffice open a workbook that lists a sheet without a part, an Excel 4 macro sheet, parts in UTF-16.
The signs have been read before, so that extent and rows are known to be within the limits. It brings openpyxl only when
it is called, which takes as long as reading a register does.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from etl.read.xlsx_signs import SheetSigns

_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class Refused(Exception):
    """openpyxl cannot read it either."""


class OpenedSheet(NamedTuple):
    """One sheet: its name, whether it is hidden, its rows in chunks ("" = blank)."""

    name: str
    is_hidden: bool
    rows: Iterator[list[list[Any]]]


def has_utf16(archive: zipfile.ZipFile, parts: list[str]) -> bool:
    """Whether one of these parts is written in UTF-16: the first reader would find it empty, in silence."""
    for part in parts:
        with archive.open(part) as file:
            if file.read(2) in _UTF16:
                return True
    return False


def open_sheets(
    data: bytes, sheets: list[tuple[str, str | None]], signs: dict[int, SheetSigns], chunk_cells: int
) -> Iterator[OpenedSheet]:
    """The sheets whose signs are known, in their order. Raises Refused where openpyxl cannot read them either."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    faults = (InvalidFileException, zipfile.BadZipFile, OSError, KeyError, ValueError, TypeError, AttributeError,
              IndexError, SyntaxError)  # fmt: skip
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for i, sign in signs.items():
            sheet = book[sheets[i][0]]
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            yield OpenedSheet(sheets[i][0], sheet.sheet_state != "visible", _read_rows(sheet, sign, chunk_cells))
    except faults as e:
        raise Refused(type(e).__name__) from e


def _read_rows(sheet: Any, sign: SheetSigns, chunk_cells: int) -> Iterator[list[list[Any]]]:
    errors = {(row, column) for row, column, _ in sign.errors}
    rows = sheet.iter_rows(max_row=sign.last_row, max_col=sign.last_column, values_only=True) if sign.last_row else ()
    numbered, chunk, count = iter(enumerate(rows, 1)), max(1, chunk_cells // max(1, sign.last_column)), 0
    while some := list(islice(numbered, chunk)):
        count += len(some)
        yield [[_plain(v, (number, c) in errors) for c, v in enumerate(row, 1)] for number, row in some]
    if count != sign.last_row:  # rows out of order, which it would read into other rows
        raise ValueError("baris")


def _plain(value: Any, is_error: bool) -> Any:
    """As the first reader gives it: blanks and errors as "", every number a float."""
    if value is None or is_error:
        return ""
    return float(value) if type(value) is int else value
