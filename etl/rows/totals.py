"""Total rows: which rows a total sums over, and which rows without a label are totals by their arithmetic."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from etl.cells.columns import convert_column
from etl.cells.numbers import choose_rule, read_number
from etl.cells.texts import is_blank
from etl.headings.header_parts import Header
from etl.model import Cell
from etl.rows.kinds import DATA_ROW, DOUBTFUL_ROW, NUMERIC_TYPES, OUTSIDE_ROW, SECTION_ROW, TOTAL_ROW, SpecialRow
from etl.rows.sections import KECAMATAN_LEVEL
from etl.skema import SHEET_KINDS, Column

_WHOLE = re.compile(r"grand|jumlah\s+total|seluruh|semua|umum|akhir|kota|kab|^total\s*[:.]?\s*$", re.I)
_BEFORE_ALL, _AFTER_ALL = 0, 10**9
Stretch = tuple[int, int]  # rows between two rows, both excluded


@dataclass
class TotalRow:
    """A total row: the numbers as typed, and the stretch of rows that it sums over."""

    row: int
    cells: dict[str, Cell]
    stretch: Stretch


class SumChecker:
    """Sums of the numeric columns over any stretch of data rows."""

    def __init__(self, row: Sequence[list[Cell]], data: list[int], header: Header) -> None:
        sheet, column_map = SHEET_KINDS[header.kind], header.map_columns()
        # Totals exceed what is plausible for one cooperative.
        self.columns = {
            k.nama: _drop_bounds(k) for k in sheet.kolom if k.nama in column_map and k.tipe in NUMERIC_TYPES
        }
        self.column_numbers, self.rows, self.data = column_map, row, data
        self.rules, self.cumulative = {}, {}
        for name, column in self.columns.items():
            cells = [_take_cell(row[r - 1], column_map[name]) for r in data]
            self.rules[name] = choose_rule(column, cells)
            amount = np.nan_to_num(np.array(convert_column(column, cells).values, dtype=float))
            self.cumulative[name] = np.concatenate([[0.0], np.cumsum(amount)])

    def find_between(self, span: Stretch) -> tuple[int, int]:
        """Positions of the data rows inside a stretch."""
        return bisect_left(self.data, span[0] + 1), bisect_left(self.data, span[1])

    def read_numbers(self, number: int) -> dict[str, float]:
        """The numbers of a row, by column; what cannot be read is left out."""
        read = {
            n: read_number(_take_cell(self.rows[number - 1], self.column_numbers[n]), self.rules[n]).value
            for n in self.columns
        }
        return {n: float(v) for n, v in read.items() if v is not None}

    def count_matches(self, amount: dict[str, float], span: Stretch) -> int:
        """How many numbers equal the sum over the stretch; 0 matches where nothing is summed."""
        a, b = self.find_between(span)
        if a >= b:
            return -1
        total = {n: float(self.cumulative[n][b] - self.cumulative[n][a]) for n in amount}
        return sum(abs(total[n] - v) <= max(0.01, 1e-9 * abs(v)) for n, v in amount.items())


def settle_totals(
    row: Sequence[list[Cell]], header: Header, data: list[int], other: list[SpecialRow]
) -> tuple[list[TotalRow], list[SpecialRow]]:
    """Total rows with what they sum over. Rows in doubt become total, section, data or outside, in place."""
    if not any(_may_be_total(b) for b in other):
        return [], other
    sums = SumChecker(row, data, header)
    result: list[TotalRow] = []
    limit = sorted({b.number for b in other if b.kind in (SECTION_ROW, TOTAL_ROW)})
    kecamatan = sorted(b.number for b in other if _is_kecamatan(b))
    for b in sorted(other, key=lambda b: b.number):
        if not _may_be_total(b):
            continue
        amount = sums.read_numbers(b.number)
        candidates = _list_stretches(b, limit, kecamatan)
        if b.kind == DOUBTFUL_ROW:
            candidates = [r for r in candidates if _is_surely_total(sums, amount, r, b)]
            _settle_row(b, candidates)
            if b.kind in (TOTAL_ROW, SECTION_ROW):
                limit.insert(bisect_left(limit, b.number), b.number)
        if b.kind == TOTAL_ROW or (b.kind == SECTION_ROW and amount):
            cells = {n: _take_cell(row[b.number - 1], header.map_columns()[n]) for n in sums.columns}
            cells = {n: v for n, v in cells.items() if not is_blank(v)}
            value = [sums.count_matches(amount, r) for r in candidates]
            best = candidates[value.index(max(value))] if candidates else (b.number, b.number)
            result += [TotalRow(b.number, cells, best)] if cells else []
    return result, other


def _may_be_total(b: SpecialRow) -> bool:
    return b.kind in (TOTAL_ROW, DOUBTFUL_ROW, SECTION_ROW)


def _is_kecamatan(b: SpecialRow) -> bool:
    return b.kind == SECTION_ROW and b.section is not None and b.section.level == KECAMATAN_LEVEL


def _list_stretches(b: SpecialRow, limit: list[int], kecamatan: list[int]) -> list[Stretch]:
    """The stretches a total may sum over, the likeliest first."""
    below = [
        (b.number, _find_next(limit, b.number)),
        (b.number, _find_next(kecamatan, b.number)),
        (b.number, _AFTER_ALL),
    ]
    if b.kind == SECTION_ROW:
        return below
    lines_above = [
        (_find_before(limit, b.number), b.number),
        (_find_before(kecamatan, b.number), b.number),
        (_BEFORE_ALL, b.number),
    ]
    return [*(lines_above[::-1] if _WHOLE.search(b.text) else lines_above), *below[::-1]]


def _find_before(number: list[int], row: int) -> int:
    i = bisect_left(number, row)
    return number[i - 1] if i else _BEFORE_ALL


def _find_next(number: list[int], row: int) -> int:
    i = bisect_right(number, row)
    return number[i] if i < len(number) else _AFTER_ALL


def _is_surely_total(sums: SumChecker, amount: dict[str, float], span: Stretch, b: SpecialRow) -> bool:
    """A row without a label of a total is one when all its numbers are sums over two rows or more."""
    a, z = sums.find_between(span)
    enough = z - a >= 2 and any(amount.values())
    # A label that might be a name needs more proof than none at all.
    if b.text and b.section is None:
        enough = enough and (len(amount) >= 2 or z - a >= 3)
    return enough and sums.count_matches(amount, span) == len(amount)


def _settle_row(b: SpecialRow, candidates: list[Stretch]) -> None:
    if candidates and b.section is not None and candidates[0][0] == b.number:
        b.kind = SECTION_ROW
    elif candidates:
        b.kind, b.reason = TOTAL_ROW, "baris jumlah (terbaca dari angkanya)"
    else:
        b.kind = OUTSIDE_ROW if b.is_apart else DATA_ROW


def _take_cell(cell: Sequence[Cell], column: int) -> Cell:
    return cell[column - 1] if column <= len(cell) else None


def _drop_bounds(column: Column) -> Column:
    return replace(column, minimum=None, maksimum=None)
