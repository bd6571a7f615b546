"""Rows that still hold what the template shows as an example: they are invented and never become data.

Known by what they say, wherever a clerk copied them: the untouched example is left out and listed; a row that was
typed over in part is refused, with the cells that are still the example's.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator

from etl.cells.texts import is_blank, write_plain
from etl.model import Cell, FoundTable, write_address
from etl.pesan import Finding, make_finding
from etl.rows.leave_out import drop_rows
from etl.skema import SHEET_KINDS, Column

EXAMPLE_ROW, TYPED_OVER = "baris contoh templat", "baris contoh templat yang diisi sebagian"
_SIGN = "contoh"  # what the examples of names and addresses hold
_AMOUNTS = ("rupiah", "tanggal", "desimal")
_LEAST_ALIKE = 2  # numbers of the example in one row
_LEAST_VALUES = 4  # amounts and dates that equal the example's by more than chance


def _list_names() -> frozenset[str]:
    """The invented names and addresses of all kinds: none of them is in use anywhere."""
    every = (k for sheet in SHEET_KINDS.values() for k in sheet.kolom)
    return frozenset(str(k.contoh).casefold() for k in every if k.tipe == "teks" and _SIGN in str(k.contoh).casefold())


_NAMES = _list_names()


def drop_examples(table: FoundTable) -> tuple[FoundTable, list[Finding]]:
    """The table without rows of the template's example, and a finding for each that was typed over in part."""
    sheet = SHEET_KINDS[table.jenis]
    columns = [sheet[name] for name in table.data.columns]
    dropped: dict[int, str] = {}
    findings: list[Finding] = []
    for i in _find_candidates(table, columns):
        row, cells = int(table.data.index[i]), table.data.iloc[i].tolist()
        filled = [(k, v) for k, v in zip(columns, cells, strict=True) if not is_blank(v)]
        left = [k for k, v in filled if _is_example(k, v)]
        if not _tells(left, filled):
            continue
        untouched = len(left) == len(filled)
        dropped[row] = EXAMPLE_ROW if untouched else TYPED_OVER
        if not untouched:
            places = [write_address(row, table.kolom[k.nama].column) for k in left]
            findings.append(make_finding("contoh_tertinggal", table.lembar, places[0], daftar=", ".join(places)))
    return drop_rows(table, dropped), findings


def _find_candidates(table: FoundTable, columns: list[Column]) -> list[int]:
    """Positions of the rows that may tell, see _tells. Each value of a column is looked at once: of fifty thousand rows
    hardly one is looked at whole."""
    named: set[int] = set()
    codes: Counter[int] = Counter()
    alike: Counter[int] = Counter()
    for column in columns:
        if column.tipe not in ("teks", "kode", *_AMOUNTS):
            continue
        fits = _is_name if column.tipe == "teks" else _make_test(column)
        cells = table.data[column.nama].tolist()
        found = {v for v in set(cells) if fits(v)}
        positions = [i for i, v in enumerate(cells) if v in found] if found else []
        if column.tipe == "teks":
            named.update(positions)
            continue
        alike.update(positions)
        if column.tipe == "kode":
            codes.update(positions)
    many = {i for i, count in alike.items() if count >= _LEAST_VALUES}
    return sorted(named | many | {i for i, count in codes.items() if count >= _LEAST_ALIKE})


def _tells(left: list[Column], filled: list[tuple[Column, Cell]]) -> bool:
    """Whether what a row shares with the example can be no chance: an invented name, both numbers, or many amounts."""
    if any(k.tipe == "teks" and _is_name(v) for k, v in filled):
        return True
    codes = sum(k.tipe == "kode" for k in left)
    amounts = sum(k.tipe in _AMOUNTS for k in left)
    return codes >= _LEAST_ALIKE or codes + amounts >= _LEAST_VALUES


def _is_example(column: Column, cell: Cell) -> bool:
    """Whether a cell says what the example says, typed or as Excel shows it."""
    if column.tipe == "teks" and _is_name(cell):
        return True
    if column.contoh in ("", None):
        return False
    return not is_blank(cell) and str(column.contoh).casefold() in _write_forms(cell)


def _make_test(column: Column) -> Callable[[Cell], bool]:
    """`_is_example` of one column, which looks closely only where the signs agree."""
    wanted = _keep_signs(str(column.contoh))
    try:
        number = float(str(column.contoh))
    except ValueError:
        number = None

    def fits(cell: Cell) -> bool:
        if isinstance(cell, str):
            agrees = not (cell.isascii() and cell.isprintable()) or _keep_signs(cell) == wanted
        else:
            agrees = not isinstance(cell, float) or cell == number
        return agrees and _is_example(column, cell)

    return fits


def _keep_signs(text: str) -> str:
    return "".join(text.casefold().replace(".", "").replace(",", "").split())


def _is_name(cell: Cell) -> bool:
    """Whether a cell says one of the invented names; plain texts without their sign are not tidied first."""
    if not isinstance(cell, str) or (cell.isascii() and cell.isprintable() and _SIGN not in cell.casefold()):
        return False
    return write_plain(cell).casefold() in _NAMES


def _write_forms(cell: Cell) -> Iterator[str]:
    if isinstance(cell, (dt.datetime, dt.date)):
        yield cell.isoformat()[:10]
    elif isinstance(cell, float):
        yield from (f"{cell:.0f}" if cell == int(cell) else str(cell), str(cell))
    else:
        text = write_plain(cell).casefold()
        yield from (text, text.replace(".", "").replace(",", ""))
