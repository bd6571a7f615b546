"""What one row below a header is: data, total, section, signature, notes, … Looks at every cell; sort.py asks it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.cells import row_signs as signs
from etl.cells.quarters import QUARTER
from etl.cells.texts import is_blank, write_plain
from etl.headings.header_parts import Header
from etl.headings.meanings import NAME_COLUMNS
from etl.model import Cell, Grid
from etl.rows.sections import AreaNames, Section
from etl.skema import SHEET_KINDS

DATA_ROW, BLANK_ROW, NUMBER_ROW, TOTAL_ROW = "data", "kosong", "nomor", "jumlah"
SECTION_ROW, DOUBTFUL_ROW, TEXT_ROW, OUTSIDE_ROW = "seksi", "ragu", "teks", "luar"
SIGNATURE_ROW, NOTE_ROW = "tanda tangan", "catatan"
NIL_ROW = "nihil"
SKIP_REASONS = {
    NUMBER_ROW: "baris nomor kolom",
    SIGNATURE_ROW: SIGNATURE_ROW,
    NOTE_ROW: NOTE_ROW,
    TEXT_ROW: "baris teks tanpa data",
    NIL_ROW: "baris NIHIL: tidak ada isinya",
}
REPEATED_HEADER = "judul diulang"
ONLY_NUMBER, ONLY_FORMULAS = "baris kosong: hanya nomor urut", "baris kosong: hanya rumus atau nol"
NUMERIC_TYPES = ("bulat", "rupiah")
# "NIHIL", "- N I H I L -", "Tidak ada kegiatan pada triwulan ini"; a name may begin so, but a row says nothing else.
is_nil = re.compile(
    r"\W*(?:n\s?i\s?h\s?i\s?l\b|(?:tidak|tdk)\.?\s+ada\s+(?:kegiatan|pelatihan|pendampingan|kunjungan|peserta|kelompok|data)\b)",
    re.I,
).match
_LARGE_TITLE = 3  # columns that a merged cell spans when it is a caption and not a value
_SIGNATURE_CELLS, _NOTE_CELLS = 4, 3  # cells that a line of a signature block or of notes may have


@dataclass
class SpecialRow:
    """A row that is not plainly data, and its label.

    is_apart: it stands after a blank row and does not look like the table.
    """

    number: int
    kind: str
    text: str = ""
    reason: str = ""
    section: Section | None = None
    is_apart: bool = False


@dataclass
class _RowView:
    """A row's cells, sorted.

    filled: all of them; inside: those in the table; words: its texts; number_columns: columns with a number.
    """

    number: int
    filled: list[tuple[int, Cell]]
    inside: list[tuple[int, Cell]]
    words: list[str]
    number_columns: list[int]
    error_columns: set[int]
    is_numbered: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)


class RowRecogniser:
    """Knows the columns of one table, and from them what a row is."""

    def __init__(self, grid: Grid, header: Header, area_names: AreaNames) -> None:
        sheet, column_map = SHEET_KINDS[header.kind], header.map_columns()
        self.header, self.area_names, self.sheet_kind = header, area_names, sheet
        self.name_column = column_map.get(NAME_COLUMNS[header.kind], 0)
        self.ticks = header.tick_columns
        self.known_columns = sorted({*column_map.values(), *self.ticks})
        self.mandatory = [column_map[name] for name in sheet.mandatory_columns if name in column_map]
        self.birth_column = column_map.get("tanggal_lahir", 0)
        self.number_columns = [
            column_map[k.nama] for k in sheet.kolom if k.nama in column_map and k.tipe in NUMERIC_TYPES
        ]
        word = [
            column_map[k.nama]
            for k in sheet.kolom
            if k.nama in column_map and k.tipe not in (*NUMERIC_TYPES, "desimal", "tahun")
        ]
        # Columns that vouch for a data row: another text beside the name.
        self.witness_columns = [c for c in word if c != self.name_column and c not in self.ticks]
        self.witness_columns = self.witness_columns or [
            c for c in self.known_columns if c != self.name_column and c not in self.ticks
        ]
        self.errors: dict[int, set[int]] = {}
        for r, c in (*grid.errors, *grid.without_value):
            self.errors.setdefault(r, set()).add(c)
        self.wide_rows = {g[0] for g in grid.merges if g[0] == g[2] and g[3] - g[1] + 1 >= _LARGE_TITLE}

    def look_at(self, r: int, cell: Sequence[Cell]) -> SpecialRow:
        """Look at one row closely."""
        s = self._sort_cells(r, cell)
        if closing := self._find_closing(s):
            return closing
        if not s.inside and not s.error_columns:
            return SpecialRow(r, BLANK_ROW)
        if signs.is_number_row([v for _, v in s.inside]):
            return SpecialRow(r, NUMBER_ROW)
        if self._says_nil(s):
            return SpecialRow(r, NIL_ROW)
        if 0 < len(s.words) <= 3 and (found := self._find_labelled(s)):
            return found
        return self._decide_rest(s, take_cell(cell, self.name_column))

    def _says_nil(self, s: _RowView) -> bool:
        """Every text of the row says that there is nothing, be it below "No"; dashes, noughts and its number may stand
        beside."""
        numbers = self.header.number_columns
        inside = [v for c, v in s.inside if c not in numbers or (isinstance(v, str) and is_nil(v))]
        texts = [v for v in inside if isinstance(v, str) and v.strip(" -–—.")]
        return bool(texts) and all(is_nil(v) for v in texts) and all(isinstance(v, str) or v == 0 for v in inside)

    def _sort_cells(self, r: int, cell: Sequence[Cell]) -> _RowView:
        filled = [(c, v) for c, v in enumerate(cell, 1) if not is_blank(v)]
        inside = [(c, v) for c, v in filled if c <= self.header.right]
        errors = {c for c in self.errors.get(r, ()) if c in self.known_columns}
        ordered = {
            c for c, v in inside if c in self.header.number_columns and signs.RUNNING_NUMBER_SIGN.match(write_plain(v))
        }
        tick_counts = {c for c, v in inside if c in self.ticks and write_plain(v).isdigit()}
        excluded = {*self.number_columns, *ordered, *tick_counts}
        label = [write_plain(v) for c, v in inside if isinstance(v, str) and c not in excluded]
        amount = [c for c, v in inside if c in self.number_columns and _has_digit(v)] + [
            c for c in errors if c in self.number_columns
        ]
        return _RowView(r, filled, inside, label, amount, errors, bool(ordered))

    def _find_closing(self, s: _RowView) -> SpecialRow | None:
        """Signature or notes; not a row with all that is mandatory, whatever words stand in it."""
        filled = {c for c, _ in s.filled}
        if (
            s.is_numbered
            or len(s.filled) > _SIGNATURE_CELLS
            or (len(self.mandatory) >= 2 and filled.issuperset(self.mandatory))
        ):
            return None
        # "Blitar, 12 Mei 1980" as place and date of birth is no signature.
        text = [v for c, v in s.filled if isinstance(v, str) and c != self.birth_column]
        if any(signs.CLOSING_SIGN.match(v) for v in text):
            return SpecialRow(s.number, SIGNATURE_ROW)
        if len(s.filled) <= _NOTE_CELLS and text and signs.NOTE_SIGN.match(text[0]):
            return SpecialRow(s.number, NOTE_ROW)
        return None

    def _find_labelled(self, s: _RowView) -> SpecialRow | None:
        """A total or a section by its label; a cooperative named "Total Karya" has other texts beside its name."""
        recap_rows = bool(self.sheet_kind.counted_kind and s.number_columns)
        if not s.is_numbered and signs.TOTAL_SIGN.match(s.text) and len(s.words) <= 2:
            return SpecialRow(s.number, TOTAL_ROW, s.text)
        if not s.is_numbered and self.area_names.is_city(s.text) and not recap_rows:
            return SpecialRow(s.number, TOTAL_ROW if s.number_columns else TEXT_ROW, s.text)
        # A date or a document number beside it: somebody visited "Kelurahan Turi".
        ordinary = {*self.number_columns, *self.header.number_columns, *self.ticks}
        strange = any(not isinstance(v, str) and c not in ordinary for c, v in s.inside)
        if recap_rows or strange:
            return None
        part = self.area_names.find_section(s.text, alone=len(s.words) == 1 and not s.is_numbered)
        if part and part.style == "bertanda":
            return SpecialRow(s.number, SECTION_ROW, s.text, section=part)
        # "1 | SUKOREJO" is a numbered row, "1 | KECAMATAN SUKOREJO" is not.
        return (
            SpecialRow(s.number, DOUBTFUL_ROW if s.number_columns else SECTION_ROW, s.text, section=part)
            if part and not s.is_numbered
            else None
        )

    def _decide_rest(self, s: _RowView, name: Cell) -> SpecialRow:
        """Data, or a row of numbers of which only arithmetic can say whether it is a total."""
        if self.sheet_kind.counted_kind and len(s.inside) == 1 and QUARTER.search(s.text.casefold()):
            return SpecialRow(s.number, TEXT_ROW, reason="baris triwulan")
        named = (isinstance(name, str) and not is_blank(name)) or self.name_column in s.error_columns
        known = {c for c, _ in s.inside if c in self.known_columns}
        if not named and not s.words and s.inside and all(c in self.ticks and _has_digit(v) for c, v in s.inside):
            return SpecialRow(s.number, TOTAL_ROW, reason="baris jumlah: banyaknya tanda")
        if not named and not s.words and all(v in (0, "") for c, v in s.inside if c in known):
            return SpecialRow(s.number, TEXT_ROW, reason=ONLY_FORMULAS if s.error_columns or known else ONLY_NUMBER)
        if (
            s.number_columns
            and not s.is_numbered
            and len(s.words) <= 1
            and not s.error_columns
            and not self.sheet_kind.is_numeric
        ):
            return SpecialRow(s.number, DOUBTFUL_ROW, s.text)
        if len(s.inside) == 1 and s.number in self.wide_rows:
            return SpecialRow(s.number, TEXT_ROW)
        return SpecialRow(s.number, DATA_ROW if named or len(known | s.error_columns) >= 2 else TEXT_ROW)


def take_cell(cell: Sequence[Cell], column: int) -> Cell:
    return cell[column - 1] if 0 < column <= len(cell) else None


def _has_digit(v: Cell) -> bool:
    return not isinstance(v, str) or any(d.isdigit() for d in v)
