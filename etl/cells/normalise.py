"""The stage that turns a located table's raw cells into typed values; what cannot be read is listed with its cell.

Same rows, every column of the sheet's declaration. A value comes from its own cell, else from the section row,
else from the lines above the table. Nothing is dropped, nothing is filled in that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from etl.cells.columns import NUMBER_TYPES, TypedColumn, convert_column
from etl.cells.dates import DateRange
from etl.cells.table_work import TableWork, start_work
from etl.cells.texts import read_text, write_plain, write_plain_number
from etl.cells.tick_marks import TickReading, convert_choice, read_marks
from etl.model import Cell, FoundTable, Reason, write_address
from etl.periode import say_date
from etl.pesan import Finding, say_choices
from etl.skema import SHEET_KINDS, UNKNOWN, Column

# Amounts of a whole cooperative: a median below this was typed in thousands or millions.
_LARGE_MONEY = ("aset", "modal_sendiri", "volume_usaha")
_SMALL_MONEY = 100_000
_LONGEST_DITTO = 24
_WHERE_IT_DECIDES = {
    "bukan_tanggal": "tanggal_wajib_salah",
    "hanya_tahun": "tanggal_wajib_tanpa_hari",
    "hanya_bulan": "tanggal_wajib_tanpa_hari",
}
_DITTO = re.compile(r"[\s–-]*(?:[\"“”„〃]|''|’’|,,)[\s–-]*|\s*(?:s\.?\s?d\.?\s?a|idem)\.?\s*", re.IGNORECASE)


def normalise_table(table: FoundTable) -> tuple[pd.DataFrame, list[Finding]]:
    """Type every column of a table. Index of the result = Excel row number."""
    work = start_work(table)
    result: dict[str, list[Any]] = {}
    for column in SHEET_KINDS[table.jenis].kolom:
        result[column.nama] = _type_column(work, column)
    for column in SHEET_KINDS[table.jenis].kolom:
        if column.range_end:
            _part_ranges(work, column, result[column.nama], result[column.range_end])
    index = pd.Index(work.rows, name="baris", dtype="int64")
    df = pd.DataFrame(
        {k.nama: _make_series(k, result[k.nama], index) for k in SHEET_KINDS[table.jenis].kolom}, index=index
    )
    return df, work.list_findings()


def _type_column(work: TableWork, column: Column) -> list[Any]:
    """Convert, list what could not be read, fill blanks from section and title, ask for what is still missing."""
    table, found = work.table, work.table.kolom.get(column.nama)
    if found is None:
        # Without a status column (which blocks) no cooperative may look as if it had one.
        value: list[Any] = [UNKNOWN if column.nama == "status" else None] * len(work.rows)
        filled: set[int] = set()
    elif column.nama in table.ticks:
        value, filled = _read_ticked(work, column)
    else:
        content = _repeat_above([s if s == s else None for s in table.data[column.nama].tolist()])
        blemished = _report_blemished(work, column, found.column)
        typed = _convert_cells(work, column, content, blemished)
        _report_column(work, column, content, typed)
        value, filled = typed.values, blemished | set(typed.reasons)
    blank = [i for i, v in enumerate(value) if (v is None or v != v) and i not in filled]
    if blank:
        _fill_blanks(work, column, value, blank)
    return value


def _read_ticked(work: TableWork, column: Column) -> tuple[list[Any], set[int]]:
    """A column whose choices have a column each to tick: values, and positions that have been reported."""
    typed = work.table.ticks[column.nama]
    blemished = set().union(*(_report_blemished(work, column, p.column) for p, _ in typed))
    value: list[Any] = []
    filled = set(blemished)
    ever: dict[tuple[tuple[type, Cell], ...], TickReading] = {}
    for i, row in enumerate(work.rows):
        cell = [content[i] for _, content in typed]
        key = tuple(zip(map(type, cell), cell, strict=True))
        if key not in ever:
            ever[key] = read_marks(column, [(p, v) for (p, _), v in zip(typed, cell, strict=True)])
        sign = TickReading() if i in blemished else ever[key]
        value.append(convert_choice(column, sign.value))
        for p, strange in sign.strange_cells:
            work.report(row, p.column, "centang_tak_dikenal", write_plain(strange), kolom=column.judul, pilihan=p.text)
        if sign.conflicting:
            phrase = say_choices([f"{write_address(row, p.column)} ({p.text})" for p in sign.conflicting], "dan")
            work.report(row, sign.conflicting[0].column, "centang_ganda", kolom=column.judul, tanda=phrase)
        elif sign.value is None and not sign.strange_cells and column.nama == "status" and i not in blemished:
            work.report(row, typed[0][0].column, "status_kosong")
        filled |= {i} if sign.strange_cells or sign.conflicting else set()
    return value, filled


def _repeat_above(content: list[Cell]) -> list[Cell]:
    """Ditto marks stand for the cell above them. One in the first row stands for nothing and is converted as it is."""
    if not any(isinstance(s, str) and len(s) <= _LONGEST_DITTO and _DITTO.fullmatch(s) for s in set(content)):
        return content
    result: list[Cell] = []
    for s in content:
        same = result and isinstance(s, str) and _DITTO.fullmatch(s)
        result.append(result[-1] if same else s)
    return result


def _convert_cells(work: TableWork, column: Column, content: list[Cell], blemished: set[int]) -> TypedColumn:
    """Convert the column's own cells; one finding per cell that could not be read as meant."""
    number = work.table.kolom[column.nama].column
    percent_rows = work.percents.get(number, set())
    percent = frozenset(i for i, b in enumerate(work.rows) if b in percent_rows) if percent_rows else frozenset()
    factor = work.table.units.get(column.nama, (1.0,))[0]
    typed = convert_column(column, content, factor, percent)
    for i, reason in typed.reasons.items():
        if i not in blemished:  # already reported as an error cell
            _report_reason(work, column, work.rows[i], number, _show_cell(content[i], i in percent), reason)
    return typed


def _report_reason(work: TableWork, column: Column, row: int, number: int, content: str, reason: Reason) -> None:
    code = reason.kode
    # The dates that decide the quarter: unreadable ones cannot be published.
    if column.nama in SHEET_KINDS[work.table.jenis].date_columns:
        code = _WHERE_IT_DECIDES.get(code, code)
    # Findings are stored and shown: what a personal column held is not part of them.
    content = "…" if column.pribadi else (content if reason.isi is None else reason.isi)
    work.report(row, number, code, content, reason.usul, kolom=column.judul, **reason.parts)


def _show_cell(cell: Cell, percent: bool) -> str:
    """What the person typed, as they see it."""
    if percent and isinstance(cell, float):
        return f"{write_plain_number(round(cell * 100, 10)).replace('.', ',')}%"
    return cell if isinstance(cell, str) else write_plain(cell)


def _report_blemished(work: TableWork, column: Column, number: int) -> set[int]:
    """Positions of error cells and formulas without a value, each listed."""
    errors, without = work.errors.get(number, {}), work.without_value.get(number, set())
    if not errors and not without:
        return set()
    mandatory = column.wajib or column.nama in SHEET_KINDS[work.table.jenis].date_columns
    blemished = {i for i, b in enumerate(work.rows) if b in errors or b in without}
    for i in blemished:
        row = work.rows[i]
        code = ("sel_galat" if row in errors else "rumus_tanpa_nilai") + ("_wajib" if mandatory else "")
        work.report(row, number, code, errors.get(row, ""), kolom=column.judul)
    return blemished


def _report_column(work: TableWork, column: Column, content: list[Cell], typed: TypedColumn) -> None:
    """What is said once for a whole column: money units, document numbers typed as numbers."""
    found, title = work.table.kolom[column.nama], work.table.baris_judul
    if column.tipe == "kode":
        amount = [i for i, s in enumerate(content) if isinstance(s, (int, float)) and typed.values[i] is not None]
        if amount:
            work.report(work.rows[amount[0]], found.column, "nik_angka", f"{len(amount)} sel", kolom=column.judul)
    if column.tipe != "rupiah":
        return
    money = np.abs(np.array(typed.values, dtype=float))
    money = money[money > 0]
    factor, unit, _ = work.table.units.get(column.nama, (1.0, "", ""))
    if money.size and factor != 1:
        work.report(title, found.column, "satuan_dikali", found.heading, kolom=column.judul, satuan=unit)
    elif money.size and not unit and column.nama in _LARGE_MONEY and np.median(money) < _SMALL_MONEY:
        work.report(title, found.column, "satuan_tidak_jelas", found.heading, kolom=column.judul)


def _fill_blanks(work: TableWork, column: Column, value: list[Any], blank: list[int]) -> None:
    """Fill blank cells, in place, from the section row, then from the title; a mandatory one that stays is listed."""
    sections = work.table.sections.get(column.nama, [])
    for i in blank if sections else []:
        value[i] = read_text(sections[i])
    rest = [i for i in blank if value[i] is None or value[i] != value[i]]
    if rest and column.nama in work.table.above:
        from_above, is_readable = _read_above(work, column)
        for i in rest:
            value[i] = from_above
        rest = rest if from_above is None and is_readable else []
    known = column.nama in work.table.kolom or any(sections) or column.nama in work.table.above
    # A column that is missing altogether has been reported once, by locate; the status has its own rule.
    if column.wajib and column.nama != "status" and known:
        as_typed = work.table.data[column.nama].tolist() if column.nama in work.table.kolom else [None] * len(value)
        for i in rest:
            number = _find_place(work.table, column)
            told = _read_telling_text(work, column, work.rows[i])
            code, content = ("tak_terbaca_dari_teks", told) if told else ("wajib_kosong", write_plain(as_typed[i]))
            work.report(work.rows[i], number, code, content, kolom=column.judul)


def _read_telling_text(work: TableWork, column: Column, row: int) -> str:
    """The text that tells the value of a column but does not here; "" where the column has cells of its own."""
    found = work.table.kolom.get(column.nama)
    if found is None or not found.is_inside:
        return ""
    cells = work.table.grid.cells[row - 1]
    return write_plain(cells[found.column - 1]) if found.column <= len(cells) else ""


def _read_above(work: TableWork, column: Column) -> tuple[object, bool]:
    """The value above the table, and whether its cell was read; its finding, if any, is made once."""
    cell, place = work.table.above[column.nama]
    typed = convert_column(column, [cell if cell == cell else None])
    if 0 in typed.reasons:
        row, number = _parse_position(place)
        _report_reason(work, column, row, number, _show_cell(cell, False), typed.reasons[0])
    return (None if typed.values[0] != typed.values[0] else typed.values[0]), 0 not in typed.reasons


def _parse_position(place: str) -> tuple[int, int]:
    """Address to numbers: "D3" -> (3, 4)."""
    column = 0
    for c in re.sub(r"[^A-Z]", "", place.upper()):
        column = column * 26 + ord(c) - 64
    return int(re.sub(r"\D", "", place) or 1), column or 1


def _find_place(table: FoundTable, column: Column) -> int:
    """The spreadsheet column where a missing value belongs: its own, else the table's first."""
    found = table.kolom.get(column.nama)
    return found.column if found else min(k.column for k in table.kolom.values())


def _part_ranges(work: TableWork, column: Column, begin: list[Any], done: list[Any]) -> None:
    """A range in one column gives both ends, in place; an end typed as well is kept, and listed when it differs."""
    for i, span in _list_ranges(begin):
        begin[i] = span.start
        if span.start == span.end:
            continue
        if done[i] is None:
            done[i] = span.end
        elif done[i] != span.end and column.nama in work.table.kolom:
            number = work.table.kolom[column.nama].column
            content = work.table.data[column.nama].iloc[i]
            was_read = say_date(span.start)
            work.report(work.rows[i], number, "rentang_tanggal", content, kolom=column.judul, dibaca=was_read)


def _list_ranges(begin: list[Any]) -> Iterator[tuple[int, DateRange]]:
    return ((i, r) for i, r in enumerate(begin) if r is not None)


def _make_series(column: Column, value: list[Any], index: pd.Index) -> pd.Series:
    """The column in its type; blanks are NaN, <NA> or None, never 0 or ""."""
    if column.tipe in ("rupiah", "desimal"):
        return pd.Series(value, index=index, dtype="float64")
    if column.tipe in (*NUMBER_TYPES, "tahun"):
        return pd.Series([None if v is None or v != v else int(v) for v in value], index=index, dtype="Int64")
    return pd.Series(value, index=index, dtype=object)
