"""What one row below a header is: data, total, section, signature, notes, … Looks at every cell; rows.py asks when in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.cells import row_signs as signs
from etl.cells.quarters import QUARTER
from etl.cells.texts import is_blank, write_plain
from etl.headings.kinds import Header
from etl.headings.meanings import NAME_COLUMNS
from etl.model import Cell, Grid
from etl.rows.sections import AreaNames, Section
from etl.skema import SHEET_KINDS

DATA_ROW, BLANK_ROW, NUMBER_ROW, TOTAL_ROW = "data", "kosong", "nomor", "jumlah"
SECTION_ROW, DOUBTFUL_ROW, TEXT_ROW, OUTSIDE_ROW = "seksi", "ragu", "teks", "luar"
SIGNATURE_ROW, NOTE_ROW = "tanda tangan", "catatan"
SKIP_REASONS = {
    NUMBER_ROW: "baris nomor kolom",
    SIGNATURE_ROW: SIGNATURE_ROW,
    NOTE_ROW: NOTE_ROW,
    TEXT_ROW: "baris teks tanpa data",
}
REPEATED_HEADER = "judul diulang"
ONLY_NUMBER, ONLY_FORMULAS = "baris kosong: hanya nomor urut", "baris kosong: hanya rumus atau nol"
NUMERIC_TYPES = ("bulat", "rupiah")
_LARGE_TITLE = 3  # columns that a merged cell spans when it is a caption and not a value
_SIGNATURE_CELLS, _NOTE_CELLS = 4, 3  # cells that a line of a signature block or of notes may have


@dataclass
class SpecialRow:
    """A row that is not plainly data, and its label. lepas: stands after a blank row and does not look like the table."""

    nomor: int
    jenis: str
    teks: str = ""
    alasan: str = ""
    bagian: Section | None = None
    is_apart: bool = False


@dataclass
class _RowView:
    """A row's cells, sorted. isi: all; dalam: in the table; label: words; angka: columns with a number; bernomor: numbered."""

    nomor: int
    isi: list[tuple[int, Cell]]
    dalam: list[tuple[int, Cell]]
    label: list[str]
    angka: list[int]
    galat: set[int]
    bernomor: bool

    @property
    def teks(self) -> str:
        return " ".join(self.label)


class RowRecogniser:
    """Knows the columns of one table, and from them what a row is."""

    def __init__(self, grid: Grid, header: Header, area_names: AreaNames) -> None:
        sheet, column_map = SHEET_KINDS[header.jenis], header.peta()
        self.kepala, self.area_names, self.lembar = header, area_names, sheet
        self.nama = column_map.get(NAME_COLUMNS[header.jenis], 0)
        self.ticks = header.tick_columns
        self.known_columns = sorted({*column_map.values(), *self.ticks})
        self.wajib = [column_map[name] for name in sheet.mandatory_columns if name in column_map]
        self.birth_column = column_map.get("tanggal_lahir", 0)
        self.angka = [column_map[k.nama] for k in sheet.kolom if k.nama in column_map and k.tipe in NUMERIC_TYPES]
        word = [
            column_map[k.nama]
            for k in sheet.kolom
            if k.nama in column_map and k.tipe not in (*NUMERIC_TYPES, "desimal", "tahun")
        ]
        # Columns that vouch for a data row: another text beside the name.
        self.witness_columns = [c for c in word if c != self.nama and c not in self.ticks]
        self.witness_columns = self.witness_columns or [
            c for c in self.known_columns if c != self.nama and c not in self.ticks
        ]
        self.galat: dict[int, set[int]] = {}
        for r, c in (*grid.errors, *grid.without_value):
            self.galat.setdefault(r, set()).add(c)
        self.lebar = {g[0] for g in grid.merges if g[0] == g[2] and g[3] - g[1] + 1 >= _LARGE_TITLE}

    def look_at(self, r: int, cell: Sequence[Cell]) -> SpecialRow:
        """Look at one row closely."""
        s = self._sort_cells(r, cell)
        if closing := self._find_closing(s):
            return closing
        if not s.dalam and not s.galat:
            return SpecialRow(r, BLANK_ROW)
        if signs.is_number_row([v for _, v in s.dalam]):
            return SpecialRow(r, NUMBER_ROW)
        if 0 < len(s.label) <= 3 and (found := self._find_labelled(s)):
            return found
        return self._decide_rest(s, take_cell(cell, self.nama))

    def _sort_cells(self, r: int, cell: Sequence[Cell]) -> _RowView:
        content = [(c, v) for c, v in enumerate(cell, 1) if not is_blank(v)]
        inside = [(c, v) for c, v in content if c <= self.kepala.right]
        errors = {c for c in self.galat.get(r, ()) if c in self.known_columns}
        ordered = {c for c, v in inside if c in self.kepala.nomor and signs.RUNNING_NUMBER_SIGN.match(write_plain(v))}
        hitungan = {c for c, v in inside if c in self.ticks and write_plain(v).isdigit()}
        bukan = {*self.angka, *ordered, *hitungan}
        label = [write_plain(v) for c, v in inside if isinstance(v, str) and c not in bukan]
        amount = [c for c, v in inside if c in self.angka and _has_digit(v)] + [c for c in errors if c in self.angka]
        return _RowView(r, content, inside, label, amount, errors, bool(ordered))

    def _find_closing(self, s: _RowView) -> SpecialRow | None:
        """Signature or notes; not a row with all that is mandatory, whatever words stand in it."""
        filled = {c for c, _ in s.isi}
        if s.bernomor or len(s.isi) > _SIGNATURE_CELLS or (len(self.wajib) >= 2 and filled.issuperset(self.wajib)):
            return None
        # "Blitar, 12 Mei 1980" as place and date of birth is no signature.
        text = [v for c, v in s.isi if isinstance(v, str) and c != self.birth_column]
        if any(signs.CLOSING_SIGN.match(v) for v in text):
            return SpecialRow(s.nomor, SIGNATURE_ROW)
        if len(s.isi) <= _NOTE_CELLS and text and signs.NOTE_SIGN.match(text[0]):
            return SpecialRow(s.nomor, NOTE_ROW)
        return None

    def _find_labelled(self, s: _RowView) -> SpecialRow | None:
        """A total or a section by its label; a cooperative named "Total Karya" has other texts beside its name."""
        recap_rows = bool(self.lembar.counted_kind and s.angka)
        if not s.bernomor and signs.TOTAL_SIGN.match(s.teks) and len(s.label) <= 2:
            return SpecialRow(s.nomor, TOTAL_ROW, s.teks)
        if not s.bernomor and self.area_names.is_city(s.teks) and not recap_rows:
            return SpecialRow(s.nomor, TOTAL_ROW if s.angka else TEXT_ROW, s.teks)
        # A date or a document number beside it: somebody visited "Kelurahan Turi".
        biasa = {*self.angka, *self.kepala.nomor, *self.ticks}
        strange = any(not isinstance(v, str) and c not in biasa for c, v in s.dalam)
        if recap_rows or strange:
            return None
        part = self.area_names.find_section(s.teks, alone=len(s.label) == 1 and not s.bernomor)
        if part and part.style == "bertanda":
            return SpecialRow(s.nomor, SECTION_ROW, s.teks, bagian=part)
        # "1 | SUKOREJO" is a numbered row, "1 | KECAMATAN SUKOREJO" is not.
        return (
            SpecialRow(s.nomor, DOUBTFUL_ROW if s.angka else SECTION_ROW, s.teks, bagian=part)
            if part and not s.bernomor
            else None
        )

    def _decide_rest(self, s: _RowView, name: Cell) -> SpecialRow:
        """Data, or a row of numbers of which only arithmetic can say whether it is a total."""
        if self.lembar.counted_kind and len(s.dalam) == 1 and QUARTER.search(s.teks.casefold()):
            return SpecialRow(s.nomor, TEXT_ROW, alasan="baris triwulan")
        named = (isinstance(name, str) and not is_blank(name)) or self.nama in s.galat
        known_ids = {c for c, _ in s.dalam if c in self.known_columns}
        if not named and not s.label and s.dalam and all(c in self.ticks and _has_digit(v) for c, v in s.dalam):
            return SpecialRow(s.nomor, TOTAL_ROW, alasan="baris jumlah: banyaknya tanda")
        if not named and not s.label and all(v in (0, "") for c, v in s.dalam if c in known_ids):
            return SpecialRow(s.nomor, TEXT_ROW, alasan=ONLY_FORMULAS if s.galat or known_ids else ONLY_NUMBER)
        if s.angka and not s.bernomor and len(s.label) <= 1 and not s.galat and not self.lembar.is_numeric:
            return SpecialRow(s.nomor, DOUBTFUL_ROW, s.teks)
        if len(s.dalam) == 1 and s.nomor in self.lebar:
            return SpecialRow(s.nomor, TEXT_ROW)
        return SpecialRow(s.nomor, DATA_ROW if named or len(known_ids | s.galat) >= 2 else TEXT_ROW)


def take_cell(cell: Sequence[Cell], column: int) -> Cell:
    return cell[column - 1] if 0 < column <= len(cell) else None


def _has_digit(v: Cell) -> bool:
    return not isinstance(v, str) or any(d.isdigit() for d in v)
