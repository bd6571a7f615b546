"""Sort the rows below a header: data, other rows of the table, rows outside it. Fast where a row is plainly data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from etl.cells import row_signs as signs
from etl.cells.texts import is_blank, write_plain
from etl.headings.kinds import Header
from etl.model import Cell, Grid
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
    take_cell,
)
from etl.rows.sections import AreaNames

TAIL_ROWS = 20  # rows that a signature or notes may take
_SAMPLE_ROWS = 100  # data rows from which is learned what rows of a table usually fill


@dataclass
class SortedRows:
    """The rows of one stretch of a sheet: numbers of data rows, the other rows, rows outside the table, ended by a signature?"""

    data: list[int] = field(default_factory=list)
    lain: list[SpecialRow] = field(default_factory=list)
    luar: list[int] = field(default_factory=list)
    is_ended: bool = False


class RowSorter:
    """Sorts the rows of one table. Rows come with vertical merges already filled."""

    def __init__(self, petak: Grid, baris: Sequence[list[Cell]], kepala: Header, daerah: AreaNames) -> None:
        self.baris, self.kepala = baris, kepala
        self.recogniser = RowRecogniser(petak, kepala, daerah)
        self.usual_fill, self.bernomor, self.learned_count = 0.0, False, 0
        self.table_end: SpecialRow | None = None

    def sort(self, awal: int, akhir: int) -> SortedRows:
        """Sort rows awal-akhir (counted from 1)."""
        pilah = SortedRows()
        kenal, baris = self.recogniser, self.baris
        nama, saksi = kenal.nama - 1, [c - 1 for c in kenal.witness_columns[:6]]
        celah = luar = False  # after a blank row; inside something that is not the table
        for r in range(awal, min(akhir, len(baris)) + 1):
            sel = baris[r - 1]
            n = len(sel)
            if not celah and not luar and not pilah.is_ended and 0 <= nama < n:
                teks = sel[nama]
                if type(teks) is str and teks and not signs.is_suspicious(teks):
                    if any(c < n and sel[c] is not None and sel[c] != "" for c in saksi):
                        pilah.data.append(r)
                        continue
            temu = self._sort_one(r, sel, pilah.is_ended)
            if temu.jenis == BLANK_ROW:
                celah, luar = True, False
                continue
            if celah or luar or pilah.is_ended:
                self._learn(pilah.data)
                temu.is_apart = not self._is_convincing(sel)
                self._set_apart(temu, sel, luar)
            luar, celah = temu.jenis == OUTSIDE_ROW, False
            self._file_row(pilah, temu)
        return pilah

    def _sort_one(self, r: int, sel: Sequence[Cell], tamat: bool) -> SpecialRow:
        if r not in self.recogniser.galat and not any(v is not None for v in sel):
            return SpecialRow(r, BLANK_ROW)
        if tamat and self.table_end:
            return self._sort_after_end(r, sel, self.table_end)
        return self.recogniser.look_at(r, sel)

    def _file_row(self, pilah: SortedRows, temu: SpecialRow) -> None:
        if temu.jenis == DATA_ROW:
            pilah.data.append(temu.nomor)
        elif temu.jenis == OUTSIDE_ROW:
            pilah.luar.append(temu.nomor)
        else:
            pilah.lain.append(temu)
            if temu.jenis in (SIGNATURE_ROW, NOTE_ROW) and not pilah.is_ended:
                pilah.is_ended, self.table_end = True, temu

    def _learn(self, data: list[int]) -> None:
        """What rows of this table usually fill, learned anew while few are known."""
        if len(data) > self.learned_count and self.learned_count < _SAMPLE_ROWS:
            self.learned_count = 2 * len(data)
            contoh = [self.baris[r - 1] for r in data[:_SAMPLE_ROWS]]
            self.usual_fill = float(median(self._list_filled(sel) for sel in contoh))
            self.bernomor = sum(self._is_numbered(sel) for sel in contoh) >= 0.8 * len(contoh)

    def _list_filled(self, sel: Sequence[Cell]) -> int:
        return sum(not is_blank(take_cell(sel, c)) for c in self.recogniser.known_columns)

    def _is_numbered(self, sel: Sequence[Cell]) -> bool:
        return any(not is_blank(take_cell(sel, c)) for c in self.kepala.nomor)

    def _is_convincing(self, sel: Sequence[Cell]) -> bool:
        """Whether a row apart from the others goes on with the table and is no scratch below it."""
        nama = take_cell(sel, self.recogniser.nama)
        bernama = isinstance(nama, str) and not is_blank(nama) and not signs.RUNNING_NUMBER_SIGN.match(nama)
        if not bernama and self.recogniser.nama:
            return False
        # Where rows are numbered, one without number must be as full as they are.
        tanpa_nomor = self.bernomor and not self._is_numbered(sel)
        return self._list_filled(sel) >= (
            max(3.0, 0.75 * self.usual_fill) if tanpa_nomor else max(2.0, self.usual_fill / 2)
        )

    def _set_apart(self, temu: SpecialRow, sel: Sequence[Cell], luar: bool) -> None:
        """Rows apart from the table: it goes on only with what plainly belongs to it."""
        if temu.jenis == DATA_ROW:
            apart = temu.is_apart
        elif temu.jenis == TEXT_ROW:
            apart = luar or sum(not is_blank(v) for v in sel) > 1
        else:
            apart = luar and temu.jenis not in (SIGNATURE_ROW, NOTE_ROW, SECTION_ROW)
        if apart:
            temu.jenis = OUTSIDE_ROW

    def _sort_after_end(self, r: int, sel: Sequence[Cell], penutup: SpecialRow) -> SpecialRow:
        """After a signature or notes: more of the same, or something that is not read."""
        teks = [write_plain(v) for v in sel if not is_blank(v)]
        if not teks:
            return SpecialRow(r, BLANK_ROW)
        berdata = self._is_convincing(sel) and len(teks) >= max(3.0, self.usual_fill / 2)
        if r - penutup.nomor > TAIL_ROWS or len(teks) > 4 or berdata:
            return SpecialRow(r, OUTSIDE_ROW)
        if any(signs.CLOSING_SIGN.match(t) for t in teks):
            return SpecialRow(r, SIGNATURE_ROW)
        return SpecialRow(r, NOTE_ROW if signs.NOTE_SIGN.match(teks[0]) else penutup.jenis)
