"""Whether a line below the signature is a row of the table all the same: its cells hold what only such rows hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from etl.cells.choices import fold, index_spellings
from etl.cells.texts import is_blank, write_plain
from etl.model import Cell
from etl.rows.sections import AreaNames
from etl.skema import Column, SheetKind

_DIGITS = 7  # that a NIK or the number of a badan hukum has at least; officials have a NIP
_OFFICIAL = re.compile(r"\s*nip\b", re.I)


def has_evidence(cells: Sequence[Cell], sheet: SheetKind, columns: dict[str, int], names: AreaNames) -> bool:
    """Whether one cell beside the name says what stands in no signature: an area, a known choice, a number, a day."""
    found = ((sheet[name], cells[c - 1]) for name, c in columns.items() if 0 < c <= len(cells))
    return any(_tells(column, cell, names) for column, cell in found if not is_blank(cell))


def _tells(column: Column, cell: Cell, names: AreaNames) -> bool:
    if column.tipe == "tanggal":
        return isinstance(cell, dt.date)
    if column.tipe == "kode":
        text = write_plain(cell)
        return sum(map(str.isdigit, text)) >= _DIGITS and not _OFFICIAL.match(text)
    if not isinstance(cell, str):
        return False
    if column.nama in ("kelurahan", "kecamatan"):
        return names.knows(cell)
    return bool(column.pilihan) and fold(cell) in index_spellings(column.pilihan)
