"""What the cell reader hides in an .xlsx: extents, error cells, formulas without a value, hidden rows, merges, per cent.

One streaming pass over the XML of each sheet, run in the child process before the cells are read.
Standard library only, and no dataclass: the child must start fast.
"""

from __future__ import annotations

import re
from typing import IO

from etl.read.xlsx_parts import Suspicious, make_parser

EXCEL_ROWS, EXCEL_COLUMNS = 1_048_576, 16_384
MAX_SIGNS = 2_000_000  # marked cells of one sheet; a real sheet has far fewer
# What calamine knows; one other code (#SPILL!, #CALC!, Google's #ERROR!) makes it refuse the whole sheet.
KNOWN_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")

NumberSpans = list[list[int]]  # [[first, last], …] of consecutive numbers


class SheetSigns:
    """Signs of one sheet. baris/kolom: last row and column holding a value, with the cells that stand there."""

    def __init__(self) -> None:
        self.baris = self.kolom = 0
        self.last_row_cell = self.last_column_cell = (0, 0)
        self.galat: list[tuple[int, int, str]] = []
        self.tanpa_nilai: dict[int, NumberSpans] = {}
        self.persen: dict[int, NumberSpans] = {}
        self.baris_tersembunyi: NumberSpans = []
        self.kolom_tersembunyi: NumberSpans = []
        self.gabungan: list[tuple[int, int, int, int]] = []


def scan_sheet(berkas: IO[bytes], gaya_persen: set[str]) -> SheetSigns:
    """Read the signs of one sheet from its XML."""
    pemindai = _SignScanner(gaya_persen)
    while potong := berkas.read(1 << 18):
        pemindai.parser.Parse(potong)
    pemindai.parser.Parse(b"", True)
    pemindai.close_row()
    return _clip_signs(pemindai.tanda)


class _SignScanner:
    """Expat handlers. A sheet of 200,000 × 25 calls `_mulai` ten million times, so it does little."""

    def __init__(self, gaya_persen: set[str]) -> None:
        self.tanda = SheetSigns()
        self.percent_styles = gaya_persen
        self.parser = make_parser(self._take_root)
        self.sel: dict[str, str] = {}  # attributes of the open cell: r address, t type, s style
        self.has_formula = False  # the open cell has a formula and no value so far
        self.farthest, self.longest = "", 0  # rightmost address of the row that holds a value
        self.row_number = 0
        self.banyak = 0
        self.teks: list[str] = []

    def _take_root(self, nama: str, _a: dict[str, str]) -> None:
        """The root tells the prefix that this program writes (<x:worksheet>)."""
        awalan = nama.removesuffix("worksheet")
        self.c, self.v, self.f, self.isi = awalan + "c", awalan + "v", awalan + "f", awalan + "is"
        self.lain = {
            awalan + "row": self._baris,
            awalan + "col": self._take_columns,
            awalan + "mergeCell": self._take_merge,
        }
        self.parser.StartElementHandler = self._start

    def _start(self, nama: str, a: dict[str, str]) -> None:
        if nama == self.c:
            if self.has_formula:
                self._add_without_value()
            if "r" not in a:
                a["r"] = self._find_next()
            self.sel = a
        elif nama == self.v or nama == self.isi:
            a = self.sel
            sel = a["r"]
            n = len(sel)  # within a row a longer or later address stands further right
            if n > self.longest or (n == self.longest and sel > self.farthest):
                self.farthest, self.longest = sel, n
            if self.percent_styles and a.get("s") in self.percent_styles:
                self._add(self.tanda.persen)
            if self.has_formula or a.get("t") == "e":
                self._listen(a.get("t"))
        elif nama == self.f:
            self.has_formula = True
        elif tangani := self.lain.get(nama):
            tangani(a)

    def _listen(self, jenis: str | None) -> None:
        """Listen to the text of an error or of a formula's value; a formula may well give an empty text."""
        if jenis == "str":
            self.has_formula = False
        else:
            self.teks = []
            self.parser.CharacterDataHandler = self.teks.append
            self.parser.EndElementHandler = self._end

    def _end(self, _nama: str) -> None:
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        nilai = "".join(self.teks).strip()
        if not nilai and self.has_formula:  # openpyxl writes <v/> for a formula that nobody calculated
            self._add_without_value()
        elif self.sel.get("t") == "e":
            self.tanda.galat.append((*parse_address(self.sel["r"]), nilai or "#N/A"))
            self._hitung()
        self.has_formula = False

    def _add_without_value(self) -> None:
        self._add(self.tanda.tanpa_nilai)
        self.has_formula = False

    def _add(self, ke: dict[int, NumberSpans]) -> None:
        baris, kolom = parse_address(self.sel["r"])
        _extend_spans(ke.setdefault(kolom, []), baris)
        self._hitung()

    def _hitung(self) -> None:
        self.banyak += 1
        if self.banyak > MAX_SIGNS:
            raise Suspicious

    def _find_next(self) -> str:
        """Address of a cell that states none: right of the one before."""
        kolom = parse_address(self.sel["r"])[1] + 1 if self.sel else 1
        huruf = ""
        while kolom:
            kolom, sisa = divmod(kolom - 1, 26)
            huruf = chr(65 + sisa) + huruf
        return f"{huruf}{self.row_number}"

    def _baris(self, a: dict[str, str]) -> None:
        self.close_row()
        self.row_number = int(a.get("r") or self.row_number + 1)
        self.sel = {}
        if a.get("hidden") in ("1", "true") or a.get("ht") == "0":
            _extend_spans(self.tanda.baris_tersembunyi, self.row_number)

    def close_row(self) -> None:
        if self.has_formula:
            self._add_without_value()
        if self.farthest:
            baris, kolom = parse_address(self.farthest)
            if baris > self.tanda.baris:
                self.tanda.baris, self.tanda.last_row_cell = baris, (baris, kolom)
            if kolom > self.tanda.kolom:
                self.tanda.kolom, self.tanda.last_column_cell = kolom, (baris, kolom)
        self.farthest, self.longest = "", 0

    def _take_columns(self, a: dict[str, str]) -> None:
        if a.get("hidden") in ("1", "true") or a.get("width") == "0":
            self.tanda.kolom_tersembunyi.append([int(a["min"]), int(a["max"])])

    def _take_merge(self, a: dict[str, str]) -> None:
        awal, _, akhir = a.get("ref", "").partition(":")
        if akhir:
            self.tanda.gabungan.append((*parse_address(awal), *parse_address(akhir)))
            self._hitung()


def parse_address(sel: str) -> tuple[int, int]:
    """ "D3" -> (3, 4). ValueError when no cell of Excel has this address."""
    cocok = _ADDRESS.match(sel)
    if not cocok:
        raise ValueError("alamat sel")
    kolom = 0
    for h in cocok[1].upper():
        kolom = kolom * 26 + ord(h) - 64
    baris = int(cocok[2])
    if not (1 <= baris <= EXCEL_ROWS and kolom <= EXCEL_COLUMNS):
        raise ValueError("alamat sel")
    return baris, kolom


def clip_merges(gabungan: list[tuple[int, int, int, int]], baris: int, kolom: int) -> list[tuple[int, int, int, int]]:
    """Merged ranges inside the used area only: a merge of the whole sheet must cost nobody 17 thousand million cells."""
    potong = ((b1, k1, min(b2, baris), min(k2, kolom)) for b1, k1, b2, k2 in dict.fromkeys(gabungan))
    dalam = [(b1, k1, b2, k2) for b1, k1, b2, k2 in potong if b2 >= b1 and k2 >= k1 and (b2 > b1 or k2 > k1)]
    if sum((b2 - b1 + 1) * (k2 - k1 + 1) for b1, k1, b2, k2 in dalam) > baris * kolom:
        raise Suspicious  # they overlap, which Excel never writes
    return dalam


def _clip_signs(tanda: SheetSigns) -> SheetSigns:
    """Hidden rows and columns and merges beyond the last value say nothing about the data."""
    tanda.gabungan = clip_merges(tanda.gabungan, tanda.baris, tanda.kolom)
    tanda.baris_tersembunyi = [[a, min(b, tanda.baris)] for a, b in tanda.baris_tersembunyi if a <= tanda.baris]
    tanda.kolom_tersembunyi = [[a, min(b, tanda.kolom)] for a, b in tanda.kolom_tersembunyi if a <= tanda.kolom]
    return tanda


def _extend_spans(rentang: NumberSpans, nomor: int) -> None:
    if rentang and rentang[-1][1] == nomor - 1:
        rentang[-1][1] = nomor
    else:
        rentang.append([nomor, nomor])
