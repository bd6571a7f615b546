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

    def __init__(self, petak: Grid, kepala: Header, daerah: AreaNames) -> None:
        lembar, peta = SHEET_KINDS[kepala.jenis], kepala.peta()
        self.kepala, self.area_names, self.lembar = kepala, daerah, lembar
        self.nama = peta.get(NAME_COLUMNS[kepala.jenis], 0)
        self.ticks = kepala.tick_columns
        self.known_columns = sorted({*peta.values(), *self.ticks})
        self.wajib = [peta[nama] for nama in lembar.wajib if nama in peta]
        self.birth_column = peta.get("tanggal_lahir", 0)
        self.angka = [peta[k.nama] for k in lembar.kolom if k.nama in peta and k.tipe in NUMERIC_TYPES]
        kata = [
            peta[k.nama] for k in lembar.kolom if k.nama in peta and k.tipe not in (*NUMERIC_TYPES, "desimal", "tahun")
        ]
        # Columns that vouch for a data row: another text beside the name.
        self.witness_columns = [c for c in kata if c != self.nama and c not in self.ticks]
        self.witness_columns = self.witness_columns or [
            c for c in self.known_columns if c != self.nama and c not in self.ticks
        ]
        self.galat: dict[int, set[int]] = {}
        for r, c in (*petak.galat, *petak.tanpa_nilai):
            self.galat.setdefault(r, set()).add(c)
        self.lebar = {g[0] for g in petak.gabungan if g[0] == g[2] and g[3] - g[1] + 1 >= _LARGE_TITLE}

    def look_at(self, r: int, sel: Sequence[Cell]) -> SpecialRow:
        """Look at one row closely."""
        s = self._sort_cells(r, sel)
        if penutup := self._find_closing(s):
            return penutup
        if not s.dalam and not s.galat:
            return SpecialRow(r, BLANK_ROW)
        if signs.is_number_row([v for _, v in s.dalam]):
            return SpecialRow(r, NUMBER_ROW)
        if 0 < len(s.label) <= 3 and (temu := self._find_labelled(s)):
            return temu
        return self._decide_rest(s, take_cell(sel, self.nama))

    def _sort_cells(self, r: int, sel: Sequence[Cell]) -> _RowView:
        isi = [(c, v) for c, v in enumerate(sel, 1) if not is_blank(v)]
        dalam = [(c, v) for c, v in isi if c <= self.kepala.right]
        galat = {c for c in self.galat.get(r, ()) if c in self.known_columns}
        urut = {c for c, v in dalam if c in self.kepala.nomor and signs.RUNNING_NUMBER_SIGN.match(write_plain(v))}
        hitungan = {c for c, v in dalam if c in self.ticks and write_plain(v).isdigit()}
        bukan = {*self.angka, *urut, *hitungan}
        label = [write_plain(v) for c, v in dalam if isinstance(v, str) and c not in bukan]
        angka = [c for c, v in dalam if c in self.angka and _has_digit(v)] + [c for c in galat if c in self.angka]
        return _RowView(r, isi, dalam, label, angka, galat, bool(urut))

    def _find_closing(self, s: _RowView) -> SpecialRow | None:
        """Signature or notes; not a row with all that is mandatory, whatever words stand in it."""
        terisi = {c for c, _ in s.isi}
        if s.bernomor or len(s.isi) > _SIGNATURE_CELLS or (len(self.wajib) >= 2 and terisi.issuperset(self.wajib)):
            return None
        # "Blitar, 12 Mei 1980" as place and date of birth is no signature.
        teks = [v for c, v in s.isi if isinstance(v, str) and c != self.birth_column]
        if any(signs.CLOSING_SIGN.match(v) for v in teks):
            return SpecialRow(s.nomor, SIGNATURE_ROW)
        if len(s.isi) <= _NOTE_CELLS and teks and signs.NOTE_SIGN.match(teks[0]):
            return SpecialRow(s.nomor, NOTE_ROW)
        return None

    def _find_labelled(self, s: _RowView) -> SpecialRow | None:
        """A total or a section by its label; a cooperative named "Total Karya" has other texts beside its name."""
        rekap = bool(self.lembar.counted_kind and s.angka)
        if not s.bernomor and signs.TOTAL_SIGN.match(s.teks) and len(s.label) <= 2:
            return SpecialRow(s.nomor, TOTAL_ROW, s.teks)
        if not s.bernomor and self.area_names.is_city(s.teks) and not rekap:
            return SpecialRow(s.nomor, TOTAL_ROW if s.angka else TEXT_ROW, s.teks)
        # A date or a document number beside it: somebody visited "Kelurahan Turi".
        biasa = {*self.angka, *self.kepala.nomor, *self.ticks}
        asing = any(not isinstance(v, str) and c not in biasa for c, v in s.dalam)
        if rekap or asing:
            return None
        bagian = self.area_names.find_section(s.teks, sendiri=len(s.label) == 1 and not s.bernomor)
        if bagian and bagian.style == "bertanda":
            return SpecialRow(s.nomor, SECTION_ROW, s.teks, bagian=bagian)
        # "1 | SUKOREJO" is a numbered row, "1 | KECAMATAN SUKOREJO" is not.
        return (
            SpecialRow(s.nomor, DOUBTFUL_ROW if s.angka else SECTION_ROW, s.teks, bagian=bagian)
            if bagian and not s.bernomor
            else None
        )

    def _decide_rest(self, s: _RowView, nama: Cell) -> SpecialRow:
        """Data, or a row of numbers of which only arithmetic can say whether it is a total."""
        if self.lembar.counted_kind and len(s.dalam) == 1 and QUARTER.search(s.teks.casefold()):
            return SpecialRow(s.nomor, TEXT_ROW, alasan="baris triwulan")
        bernama = (isinstance(nama, str) and not is_blank(nama)) or self.nama in s.galat
        dikenal = {c for c, _ in s.dalam if c in self.known_columns}
        if not bernama and not s.label and s.dalam and all(c in self.ticks and _has_digit(v) for c, v in s.dalam):
            return SpecialRow(s.nomor, TOTAL_ROW, alasan="baris jumlah: banyaknya tanda")
        if not bernama and not s.label and all(v in (0, "") for c, v in s.dalam if c in dikenal):
            return SpecialRow(s.nomor, TEXT_ROW, alasan=ONLY_FORMULAS if s.galat or dikenal else ONLY_NUMBER)
        if s.angka and not s.bernomor and len(s.label) <= 1 and not s.galat and not self.lembar.is_numeric:
            return SpecialRow(s.nomor, DOUBTFUL_ROW, s.teks)
        if len(s.dalam) == 1 and s.nomor in self.lebar:
            return SpecialRow(s.nomor, TEXT_ROW)
        return SpecialRow(s.nomor, DATA_ROW if bernama or len(dikenal | s.galat) >= 2 else TEXT_ROW)


def take_cell(sel: Sequence[Cell], kolom: int) -> Cell:
    return sel[kolom - 1] if 0 < kolom <= len(sel) else None


def _has_digit(v: Cell) -> bool:
    return not isinstance(v, str) or any(d.isdigit() for d in v)
