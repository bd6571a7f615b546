"""What the cell reader hides in an .xlsx: extent, error cells, formulas without value, hidden rows, merges, per cent,
what is struck through.

One streaming pass over the XML of each sheet, run in the child process before the cells are read.
Standard library only, and no dataclass: the child must start fast.
"""

from __future__ import annotations

import re
from typing import IO

from etl.read.xlsx_parts import Suspicious, TooManyRows, make_parser

EXCEL_ROWS, EXCEL_COLUMNS = 1_048_576, 16_384
MAX_SIGNS = 2_000_000  # marked cells of one sheet; a real sheet has far fewer
# What calamine knows; one other code (#SPILL!, #CALC!, Google's #ERROR!) makes it refuse the whole sheet.
KNOWN_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")

NumberSpans = list[list[int]]  # [[first, last], …] of consecutive numbers


class SheetSigns:
    """Signs of one sheet. last_row, last_column: of row and column holding a value, with the cells that stand there;
    filled_rows: how many rows hold any."""

    def __init__(self) -> None:
        self.filled_rows = 0
        self.last_row = self.last_column = 0
        self.last_row_cell = self.last_column_cell = (0, 0)
        self.errors: list[tuple[int, int, str]] = []
        self.without_value: dict[int, NumberSpans] = {}
        self.percents: dict[int, NumberSpans] = {}
        self.strikes: dict[int, NumberSpans] = {}
        self.hidden_rows: NumberSpans = []
        self.hidden_columns: NumberSpans = []
        self.merges: list[tuple[int, int, int, int]] = []


class Looks:
    """What cells look like: styles that show per cent, styles and shared texts that are struck through."""

    def __init__(self, percent: set[str], struck: set[str], struck_texts: set[str]) -> None:
        self.percent, self.struck, self.struck_texts = percent, struck, struck_texts
        self.telling = percent | struck


def scan_sheet(file: IO[bytes], looks: Looks, limit_rows: int) -> SheetSigns:
    """Read the signs of one sheet from its XML. Raises TooManyRows at the row that is one too many."""
    scanner = _SignScanner(looks, limit_rows)
    while chunk := file.read(1 << 18):
        scanner.parser.Parse(chunk)
    scanner.parser.Parse(b"", True)
    scanner.close_row()
    return _clip_signs(scanner.signs)


class _SignScanner:
    """Expat handlers. A sheet of 200,000 × 25 calls `_start` ten million times, so it does little."""

    def __init__(self, looks: Looks, rows_left: int) -> None:
        self.signs = SheetSigns()
        self.looks, self.telling_styles = looks, looks.telling
        self.rows_left = rows_left
        self.parser = make_parser(self._take_root)
        self.cell: dict[str, str] = {}  # attributes of the open cell: r address, t type, s style
        self.has_formula = False  # the open cell has a formula and no value so far
        self.farthest, self.longest = "", 0  # rightmost address of the row that holds a value
        self.row_number = 0
        self.count = 0
        self.texts: list[str] = []

    def _take_root(self, name: str, _a: dict[str, str]) -> None:
        """The root tells the prefix that this program writes (<x:worksheet>)."""
        prefix = name.removesuffix("worksheet")
        self.c, self.v, self.f, self.inline_text = prefix + "c", prefix + "v", prefix + "f", prefix + "is"
        self.handlers = {
            prefix + "row": self._take_row,
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
            self.cell = a
        elif name == self.v or name == self.inline_text:
            a = self.cell
            cell = a["r"]
            n = len(cell)  # within a row a longer or later address stands further right
            if n > self.longest or (n == self.longest and cell > self.farthest):
                self.farthest, self.longest = cell, n
            if self.telling_styles and a.get("s") in self.telling_styles:
                self._add_look(a["s"])
            if self.has_formula or a.get("t") == "e" or (self.looks.struck_texts and a.get("t") == "s"):
                self._listen(a.get("t"))
        elif name == self.f:
            self.has_formula = True
        elif handler := self.handlers.get(name):
            handler(a)

    def _add_look(self, style: str) -> None:
        if style in self.looks.percent:
            self._add(self.signs.percents)
        if style in self.looks.struck:
            self._add(self.signs.strikes)

    def _listen(self, kind: str | None) -> None:
        """Listen to the text of an error or of a formula's value; a formula may well give an empty text."""
        if kind == "str":
            self.has_formula = False
        else:
            self.texts = []
            self.parser.CharacterDataHandler = self.texts.append
            self.parser.EndElementHandler = self._end

    def _end(self, _name: str) -> None:
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        value = "".join(self.texts).strip()
        if not value and self.has_formula:  # openpyxl writes <v/> for a formula that nobody calculated
            self._add_without_value()
        elif self.cell.get("t") == "e":
            self.signs.errors.append((*parse_address(self.cell["r"]), value or "#N/A"))
            self._count_one()
        elif self.cell.get("t") == "s" and value in self.looks.struck_texts:
            self._add(self.signs.strikes)
        self.has_formula = False

    def _add_without_value(self) -> None:
        self._add(self.signs.without_value)
        self.has_formula = False

    def _add(self, ordinal: dict[int, NumberSpans]) -> None:
        row, column = parse_address(self.cell["r"])
        _extend_spans(ordinal.setdefault(column, []), row)
        self._count_one()

    def _count_one(self) -> None:
        self.count += 1
        if self.count > MAX_SIGNS:
            raise Suspicious

    def _find_next(self) -> str:
        """Address of a cell that states none: right of the one before."""
        column = parse_address(self.cell["r"])[1] + 1 if self.cell else 1
        letters = ""
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row_number}"

    def _take_row(self, a: dict[str, str]) -> None:
        self.close_row()
        self.row_number = int(a.get("r") or self.row_number + 1)
        self.cell = {}
        if a.get("hidden") in ("1", "true") or a.get("ht") == "0":
            _extend_spans(self.signs.hidden_rows, self.row_number)

    def close_row(self) -> None:
        if self.has_formula:
            self._add_without_value()
        if self.farthest:
            self.rows_left -= 1
            self.signs.filled_rows += 1
            if self.rows_left < 0:
                raise TooManyRows
            row, column = parse_address(self.farthest)
            if row > self.signs.last_row:
                self.signs.last_row, self.signs.last_row_cell = row, (row, column)
            if column > self.signs.last_column:
                self.signs.last_column, self.signs.last_column_cell = column, (row, column)
        self.farthest, self.longest = "", 0

    def _take_columns(self, a: dict[str, str]) -> None:
        if a.get("hidden") in ("1", "true") or a.get("width") == "0":
            self.signs.hidden_columns.append([int(a["min"]), int(a["max"])])

    def _take_merge(self, a: dict[str, str]) -> None:
        start, _, end = a.get("ref", "").partition(":")
        if end:
            self.signs.merges.append((*parse_address(start), *parse_address(end)))
            self._count_one()


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
    """Merged ranges inside the used area only: a merge of the whole sheet must not cost 17 thousand million cells."""
    chunk = ((b1, k1, min(b2, row), min(k2, column)) for b1, k1, b2, k2 in dict.fromkeys(merges))
    inside = [(b1, k1, b2, k2) for b1, k1, b2, k2 in chunk if b2 >= b1 and k2 >= k1 and (b2 > b1 or k2 > k1)]
    if sum((b2 - b1 + 1) * (k2 - k1 + 1) for b1, k1, b2, k2 in inside) > row * column:
        raise Suspicious  # they overlap, which Excel never writes
    return inside


def _clip_signs(sign: SheetSigns) -> SheetSigns:
    """Hidden rows and columns and merges beyond the last value say nothing about the data."""
    sign.merges = clip_merges(sign.merges, sign.last_row, sign.last_column)
    sign.hidden_rows = clip_spans(sign.hidden_rows, sign.last_row)
    sign.hidden_columns = clip_spans(sign.hidden_columns, sign.last_column)
    return sign


def clip_spans(spans: NumberSpans, last: int) -> NumberSpans:
    """The part of them up to this number."""
    return [[a, min(b, last)] for a, b in spans if a <= last]


def _extend_spans(span: NumberSpans, number: int) -> None:
    if span and span[-1][1] == number - 1:
        span[-1][1] = number
    else:
        span.append([number, number])
