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


def scan_sheet(file: IO[bytes], percent_styles: set[str]) -> SheetSigns:
    """Read the signs of one sheet from its XML."""
    pemindai = _SignScanner(percent_styles)
    while chunk := file.read(1 << 18):
        pemindai.parser.Parse(chunk)
    pemindai.parser.Parse(b"", True)
    pemindai.close_row()
    return _clip_signs(pemindai.tanda)


class _SignScanner:
    """Expat handlers. A sheet of 200,000 × 25 calls `_mulai` ten million times, so it does little."""

    def __init__(self, percent_styles: set[str]) -> None:
        self.tanda = SheetSigns()
        self.percent_styles = percent_styles
        self.parser = make_parser(self._take_root)
        self.sel: dict[str, str] = {}  # attributes of the open cell: r address, t type, s style
        self.has_formula = False  # the open cell has a formula and no value so far
        self.farthest, self.longest = "", 0  # rightmost address of the row that holds a value
        self.row_number = 0
        self.banyak = 0
        self.teks: list[str] = []

    def _take_root(self, name: str, _a: dict[str, str]) -> None:
        """The root tells the prefix that this program writes (<x:worksheet>)."""
        prefix = name.removesuffix("worksheet")
        self.c, self.v, self.f, self.isi = prefix + "c", prefix + "v", prefix + "f", prefix + "is"
        self.lain = {
            prefix + "row": self._baris,
            prefix + "col": self._take_columns,
            prefix + "mergeCell": self._take_merge,
        }
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, a: dict[str, str]) -> None:
        if name == self.c:
            if self.has_formula:
                self._add_without_value()
            if "r" not in a:
                a["r"] = self._find_next()
            self.sel = a
        elif name == self.v or name == self.isi:
            a = self.sel
            cell = a["r"]
            n = len(cell)  # within a row a longer or later address stands further right
            if n > self.longest or (n == self.longest and cell > self.farthest):
                self.farthest, self.longest = cell, n
            if self.percent_styles and a.get("s") in self.percent_styles:
                self._add(self.tanda.persen)
            if self.has_formula or a.get("t") == "e":
                self._listen(a.get("t"))
        elif name == self.f:
            self.has_formula = True
        elif tangani := self.lain.get(name):
            tangani(a)

    def _listen(self, kind: str | None) -> None:
        """Listen to the text of an error or of a formula's value; a formula may well give an empty text."""
        if kind == "str":
            self.has_formula = False
        else:
            self.teks = []
            self.parser.CharacterDataHandler = self.teks.append
            self.parser.EndElementHandler = self._end

    def _end(self, _nama: str) -> None:
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        value = "".join(self.teks).strip()
        if not value and self.has_formula:  # openpyxl writes <v/> for a formula that nobody calculated
            self._add_without_value()
        elif self.sel.get("t") == "e":
            self.tanda.galat.append((*parse_address(self.sel["r"]), value or "#N/A"))
            self._hitung()
        self.has_formula = False

    def _add_without_value(self) -> None:
        self._add(self.tanda.tanpa_nilai)
        self.has_formula = False

    def _add(self, ordinal: dict[int, NumberSpans]) -> None:
        row, column = parse_address(self.sel["r"])
        _extend_spans(ordinal.setdefault(column, []), row)
        self._hitung()

    def _hitung(self) -> None:
        self.banyak += 1
        if self.banyak > MAX_SIGNS:
            raise Suspicious

    def _find_next(self) -> str:
        """Address of a cell that states none: right of the one before."""
        column = parse_address(self.sel["r"])[1] + 1 if self.sel else 1
        letters = ""
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row_number}"

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
            row, column = parse_address(self.farthest)
            if row > self.tanda.baris:
                self.tanda.baris, self.tanda.last_row_cell = row, (row, column)
            if column > self.tanda.kolom:
                self.tanda.kolom, self.tanda.last_column_cell = column, (row, column)
        self.farthest, self.longest = "", 0

    def _take_columns(self, a: dict[str, str]) -> None:
        if a.get("hidden") in ("1", "true") or a.get("width") == "0":
            self.tanda.kolom_tersembunyi.append([int(a["min"]), int(a["max"])])

    def _take_merge(self, a: dict[str, str]) -> None:
        start, _, end = a.get("ref", "").partition(":")
        if end:
            self.tanda.gabungan.append((*parse_address(start), *parse_address(end)))
            self._hitung()


def parse_address(cell: str) -> tuple[int, int]:
    """ "D3" -> (3, 4). ValueError when no cell of Excel has this address."""
    matching = _ADDRESS.match(cell)
    if not matching:
        raise ValueError("alamat sel")
    column = 0
    for h in matching[1].upper():
        column = column * 26 + ord(h) - 64
    row = int(matching[2])
    if not (1 <= row <= EXCEL_ROWS and column <= EXCEL_COLUMNS):
        raise ValueError("alamat sel")
    return row, column


def clip_merges(merges: list[tuple[int, int, int, int]], row: int, column: int) -> list[tuple[int, int, int, int]]:
    """Merged ranges inside the used area only: a merge of the whole sheet must cost nobody 17 thousand million cells."""
    chunk = ((b1, k1, min(b2, row), min(k2, column)) for b1, k1, b2, k2 in dict.fromkeys(merges))
    inside = [(b1, k1, b2, k2) for b1, k1, b2, k2 in chunk if b2 >= b1 and k2 >= k1 and (b2 > b1 or k2 > k1)]
    if sum((b2 - b1 + 1) * (k2 - k1 + 1) for b1, k1, b2, k2 in inside) > row * column:
        raise Suspicious  # they overlap, which Excel never writes
    return inside


def _clip_signs(sign: SheetSigns) -> SheetSigns:
    """Hidden rows and columns and merges beyond the last value say nothing about the data."""
    sign.gabungan = clip_merges(sign.gabungan, sign.baris, sign.kolom)
    sign.baris_tersembunyi = [[a, min(b, sign.baris)] for a, b in sign.baris_tersembunyi if a <= sign.baris]
    sign.kolom_tersembunyi = [[a, min(b, sign.kolom)] for a, b in sign.kolom_tersembunyi if a <= sign.kolom]
    return sign


def _extend_spans(span: NumberSpans, number: int) -> None:
    if span and span[-1][1] == number - 1:
        span[-1][1] = number
    else:
        span.append([number, number])
