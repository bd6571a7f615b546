"""Sort the rows below a header: data, other rows of the table, rows outside it. Fast where a row is plainly data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from etl.cells import row_signs as signs
from etl.cells.texts import is_blank, write_plain
from etl.headings.header_parts import Header
from etl.model import Cell, Grid
from etl.rows.fitting import has_evidence
from etl.rows.kinds import (
    BLANK_ROW,
    DATA_ROW,
    NOTE_ROW,
    OUTSIDE_ROW,
    SECTION_ROW,
    SIGNATURE_ROW,
    TEXT_ROW,
    RowRecogniser,
    SpecialRow,
    is_nil,
    take_cell,
)
from etl.rows.sections import AreaNames

TAIL_ROWS = 20  # rows that a signature or notes may take
_SAMPLE_ROWS = 100  # data rows from which is learned what rows of a table usually fill


@dataclass
class SortedRows:
    """The rows of a stretch of a sheet: numbers of data rows, other rows, rows outside, ended by a signature?

    fitting_rows  rows outside (below a signature, apart from the table) that look like its rows all the same
    """

    data: list[int] = field(default_factory=list)
    other_rows: list[SpecialRow] = field(default_factory=list)
    outside_rows: list[int] = field(default_factory=list)
    fitting_rows: list[int] = field(default_factory=list)
    is_ended: bool = False


class RowSorter:
    """Sorts the rows of one table. Rows come with vertical merges already filled."""

    def __init__(self, grid: Grid, row: Sequence[list[Cell]], header: Header, area_names: AreaNames) -> None:
        self.rows, self.header = row, header
        self.recogniser = RowRecogniser(grid, header, area_names)
        self.usual_fill, self.has_numbers, self.learned_count = 0.0, False, 0
        self.table_end: SpecialRow | None = None

    def sort_rows(self, start: int, end: int) -> SortedRows:
        """Sort the rows from `start` to `end` (counted from 1)."""
        sorted_rows = SortedRows()
        known_names, row = self.recogniser, self.rows
        name, witnesses = known_names.name_column - 1, [c - 1 for c in known_names.witness_columns[:6]]
        after_blank = outside = False  # after a blank row; inside something that is not the table
        for r in range(start, min(end, len(row)) + 1):
            cell = row[r - 1]
            n = len(cell)
            if not after_blank and not outside and not sorted_rows.is_ended and 0 <= name < n:
                text = cell[name]
                if type(text) is str and text and not signs.is_suspicious(text) and not is_nil(text):
                    if any(c < n and cell[c] is not None and cell[c] != "" for c in witnesses):
                        sorted_rows.data.append(r)
                        continue
            found = self._sort_one(r, cell, sorted_rows.is_ended)
            if found.kind == BLANK_ROW:
                after_blank, outside = True, False
                continue
            if after_blank or outside or sorted_rows.is_ended:
                self._learn(sorted_rows.data)
                found.is_apart = not self._is_convincing(cell)
                self._set_apart(found, cell, outside)
            outside, after_blank = found.kind == OUTSIDE_ROW, False
            if outside and self._fits(cell, sorted_rows.is_ended):
                sorted_rows.fitting_rows.append(r)
                continue
            self._file_row(sorted_rows, found)
        return sorted_rows

    def _sort_one(self, r: int, cell: Sequence[Cell], is_ended: bool) -> SpecialRow:
        if r not in self.recogniser.errors and not any(v is not None for v in cell):
            return SpecialRow(r, BLANK_ROW)
        if is_ended and self.table_end:
            return self._sort_after_end(r, cell, self.table_end)
        return self.recogniser.look_at(r, cell)

    def _file_row(self, sorted_rows: SortedRows, found: SpecialRow) -> None:
        if found.kind == DATA_ROW:
            sorted_rows.data.append(found.number)
        elif found.kind == OUTSIDE_ROW:
            sorted_rows.outside_rows.append(found.number)
        else:
            sorted_rows.other_rows.append(found)
            if found.kind in (SIGNATURE_ROW, NOTE_ROW) and not sorted_rows.is_ended:
                sorted_rows.is_ended, self.table_end = True, found

    def _learn(self, data: list[int]) -> None:
        """What rows of this table usually fill, learned anew while few are known."""
        if len(data) > self.learned_count and self.learned_count < _SAMPLE_ROWS:
            self.learned_count = 2 * len(data)
            is_sample = [self.rows[r - 1] for r in data[:_SAMPLE_ROWS]]
            self.usual_fill = float(median(self._list_filled(cell) for cell in is_sample))
            self.has_numbers = sum(self._is_numbered(cell) for cell in is_sample) >= 0.8 * len(is_sample)

    def _list_filled(self, cell: Sequence[Cell]) -> int:
        return sum(not is_blank(take_cell(cell, c)) for c in self.recogniser.known_columns)

    def _is_numbered(self, cell: Sequence[Cell]) -> bool:
        return any(not is_blank(take_cell(cell, c)) for c in self.header.number_columns)

    def _is_convincing(self, cell: Sequence[Cell]) -> bool:
        """Whether a row apart from the others goes on with the table and is no scratch below it."""
        name = take_cell(cell, self.recogniser.name_column)
        named = isinstance(name, str) and not is_blank(name) and not signs.RUNNING_NUMBER_SIGN.match(name)
        if not named and self.recogniser.name_column:
            return False
        # Where rows are numbered, one without number must be as full as they are.
        without_number = self.has_numbers and not self._is_numbered(cell)
        return self._list_filled(cell) >= (
            max(3.0, 0.75 * self.usual_fill) if without_number else max(2.0, self.usual_fill / 2)
        )

    def _fits(self, cell: Sequence[Cell], is_ended: bool) -> bool:
        """Whether a row outside the table may be one of its rows: it has a name, and what every row must have."""
        if self.recogniser.sheet_kind.is_supplementary:
            return False
        known = self.recogniser
        if not self._is_named(cell):
            return False
        if len(known.mandatory) >= 2 and all(not is_blank(take_cell(cell, c)) for c in known.mandatory):
            return True
        if is_ended and self._is_evident(cell):
            return True
        return is_ended and self._is_convincing(cell) and self._list_filled(cell) >= max(3.0, self.usual_fill / 2)

    def _is_named(self, cell: Sequence[Cell]) -> bool:
        """Whether the name column says something that may be a name."""
        name = take_cell(cell, self.recogniser.name_column)
        if not isinstance(name, str) or is_blank(name):
            return False
        nothing = (signs.RUNNING_NUMBER_SIGN, signs.TOTAL_SIGN, signs.NOTE_SIGN, signs.CLOSING_SIGN)
        return not any(sign.match(name) for sign in nothing)

    def _is_evident(self, cell: Sequence[Cell]) -> bool:
        """Named, and with a cell beside the name that only a row of the table has."""
        known = self.recogniser
        beside = {name: c for name, c in self.header.map_columns().items() if c != known.name_column}
        return self._is_named(cell) and has_evidence(cell, known.sheet_kind, beside, known.area_names)

    def _set_apart(self, found: SpecialRow, cell: Sequence[Cell], outside: bool) -> None:
        """Rows apart from the table: it goes on only with what plainly belongs to it."""
        if found.kind == DATA_ROW:
            apart = found.is_apart
        elif found.kind == TEXT_ROW:
            apart = outside or sum(not is_blank(v) for v in cell) > 1
        else:
            apart = outside and found.kind not in (SIGNATURE_ROW, NOTE_ROW, SECTION_ROW)
        if apart:
            found.kind = OUTSIDE_ROW

    def _sort_after_end(self, r: int, cell: Sequence[Cell], closing: SpecialRow) -> SpecialRow:
        """After a signature or notes: more of the same, or something that is not read."""
        text = [write_plain(v) for v in cell if not is_blank(v)]
        if not text:
            return SpecialRow(r, BLANK_ROW)
        looks_like_data = self._is_convincing(cell) and len(text) >= max(3.0, self.usual_fill / 2)
        if r - closing.number > TAIL_ROWS or len(text) > 4 or looks_like_data:
            return SpecialRow(r, OUTSIDE_ROW)
        if any(signs.CLOSING_SIGN.match(t) for t in text):
            return SpecialRow(r, SIGNATURE_ROW)
        if self._is_evident(cell):
            return SpecialRow(r, OUTSIDE_ROW)
        return SpecialRow(r, NOTE_ROW if signs.NOTE_SIGN.match(text[0]) else closing.kind)
