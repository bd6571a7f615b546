"""Tables as text, read in the limited child: .csv, and HTML tables that programs save with the name .xls.

Nothing in them is run, fetched or expanded. A cell that is plainly a number of up to nine digits becomes one, as Excel
would make it; longer ones (NIK) and those with a leading zero stay text.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import islice
from typing import Any

from etl.read.encodings import find_encoding
from etl.read.xlsx_parts import TooManyRows
from etl.read.xlsx_signs import KNOWN_ERRORS

MAX_COLUMNS = 1_000
MAX_SPAN_ROWS = 60_000
CHUNK = 500  # rows of one message
SHEET = "Lembar1"
_DELIMITERS = ";,\t|"
_SNIFFED_LINES = 60
_PIECE = 1 << 16  # characters of a page that are taken apart at a time
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,8})\Z")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.I)
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center", "li", "br", "hr"}
_UNSEEN = {"script", "style", "head", "template", "noscript"}


class Unclear(ValueError):
    """The text cannot be taken apart for sure: quotes that do not close, a row wider than any table."""


def decode(data: bytes) -> str:
    """UTF-16 and UTF-8 with or without their mark, else Windows' own (cp1252)."""
    if found := find_encoding(data):
        return data.decode(found, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read(data: bytes, form: str, limit_rows: int) -> Iterator[Any]:
    """The messages of child.py for the one sheet of a text file: sample mark, head, chunks of rows."""
    yield {"contoh": False}
    yield {"memindai": SHEET}
    signs: dict[str, Any] = {"galat": [], "gabungan": [], "baris_tersembunyi": []}
    rows = _read_csv(decode(data)) if form == "csv" else _read_html(_decode_page(data), signs, limit_rows)
    kept = _drop_errors(_limit(rows, limit_rows), signs)
    found = list(kept)
    yield {
        "lembar": SHEET,
        "tersembunyi": False,
        "kolom_tersembunyi": [],
        "tanpa_nilai": {},
        "persen": {},
        "coretan": {},
        **signs,
    }
    for begin in range(0, len(found), CHUNK):
        yield found[begin : begin + CHUNK]


def _decode_page(data: bytes) -> str:
    declared = _CHARSET.search(data[:4000])
    try:
        return data.decode(declared[1].decode()) if declared and not find_encoding(data) else decode(data)
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _limit(rows: Iterator[list[str]], limit: int) -> Iterator[list[str]]:
    for row in rows:
        if len(row) > MAX_COLUMNS:
            raise Unclear("lebih dari 1.000 kolom")
        limit -= any(row)
        if limit < 0:
            raise TooManyRows
        yield row


def _drop_errors(rows: Iterator[list[str]], signs: dict[str, Any]) -> Iterator[list[Any]]:
    """Cells, whole numbers as numbers; "#DIV/0!" is an error cell here as in a workbook."""
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text.startswith("#") and text in KNOWN_ERRORS:
                signs["galat"].append([number, column, text])
        yield [_read_cell(text) for text in row]


def _read_cell(text: str) -> str | float:
    text = text.strip()
    if _WHOLE.match(text):
        return float(text)
    return "" if text in KNOWN_ERRORS else text


# ── CSV ──


def _read_csv(text: str) -> Iterator[list[str]]:
    first = text[:6].casefold()
    declared = text[4] if first.startswith("sep=") and len(text) > 5 and text[5] in "\r\n" else ""
    if declared:
        text = text[5:].lstrip("\r\n")
    delimiter = declared or _find_delimiter(text)
    try:
        yield from _parse(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error as error:
        raise Unclear("ada tanda kutip yang tidak ditutup atau tidak digandakan") from error


def _parse(text: str, delimiter: str, quoting: Any) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)


def _find_delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of cells; "Rp 1.250,50" must not outweigh semicolons."""
    lines = [line for line in islice(io.StringIO(text), 4 * _SNIFFED_LINES) if line.strip()][:_SNIFFED_LINES]
    best = (0, 0, 0, "")
    for place, sign in enumerate(_DELIMITERS):
        widths = Counter(width for line in lines if (width := _count_outside_quotes(line, sign)))
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            best = max(best, (count, width, -place, sign))
    return best[3] or ";"


def _count_outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


# ── HTML ──


class _Tables(HTMLParser):
    """Rows of all tables from the top, and lines of text between them as rows of one cell."""

    def __init__(self, signs: dict[str, Any], limit_rows: int) -> None:
        super().__init__(convert_charrefs=True)
        self.signs, self.unseen = signs, 0
        self.rows_left, self.last_filled = limit_rows, -1
        self.rows: list[list[str]] = [[]]
        self.spans: list[dict[int, int]] = [{}]  # column -> rows that a cell above still covers, of each open table
        self.text: list[str] = []
        self.cell: tuple[int, int, str] | None = None  # row span, column span, number that Excel wrote beside it
        self.stack: list[tuple[list[str], tuple[int, int, str] | None, int]] = []
        self.row: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self._end_line()
            self.stack.append((self.text, self.cell, self.row if self.row is not None else -1))
            self.text, self.cell, self.row = [], None, None
            self.spans.append({})
        elif tag == "tr":
            self._end_cell()
            self._begin_row("display:none" in (given.get("style") or "").replace(" ", "").casefold())
        elif tag in ("td", "th"):
            self._end_cell()
            if self.row is None:
                self._begin_row(False)
            self.text = []
            self.cell = (_read_span(given.get("rowspan")), _read_span(given.get("colspan")), given.get("x:num") or "")
        elif tag in _BLOCKS:
            self.text.append("\n")
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
            self.row = None if tag == "tr" else self.row
        elif tag == "table" and self.stack:
            self._end_cell()
            self.spans.pop()
            self.text, self.cell, row = self.stack.pop()
            self.row = row if row >= 0 else None
            self.rows.append([])  # a blank row between tables
        elif tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()
        self._end_line()

    def _begin_row(self, is_hidden: bool) -> None:
        self.rows.append([])
        self.row = len(self.rows) - 1
        for column, left in list(self.spans[-1].items()):
            if left <= 1:
                del self.spans[-1][column]
            else:
                self.spans[-1][column] = left - 1
        if is_hidden:
            self.signs["baris_tersembunyi"].append([len(self.rows), len(self.rows)])

    def _end_cell(self) -> None:
        if self.cell is None or self.row is None:
            return
        rowspan, colspan, number = self.cell
        text, self.text, self.cell = _join(self.text), [], None
        cells, covered = self.rows[self.row], self.spans[-1]
        while len(cells) + 1 in covered:
            cells.append("")
        start = len(cells) + 1
        if start + colspan > MAX_COLUMNS:
            raise Unclear("lebih dari 1.000 kolom")
        self._count(number.strip() or text)
        cells += [number.strip() or text, *[""] * (colspan - 1)]
        if rowspan > 1:
            covered.update(dict.fromkeys(range(start, start + colspan), rowspan))
        if rowspan > 1 or colspan > 1:
            row = self.row + 1
            self.signs["gabungan"].append((row, start, row + rowspan - 1, start + colspan - 1))

    def _count(self, content: str) -> None:
        """Stop at the row that is one too many: the rest of the page would be taken apart for nothing."""
        if content and self.row is not None and self.row != self.last_filled:
            self.last_filled = self.row
            self.rows_left -= 1
            if self.rows_left < 0:
                raise TooManyRows

    def _end_line(self) -> None:
        """A line of text outside of cells: a title above a table."""
        if self.cell is None and not self.unseen:
            if text := _join(self.text):
                self.rows.append([text])
            self.text = []


def _join(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _read_span(text: str | None) -> int:
    return min(max(int(text), 1), MAX_SPAN_ROWS) if text and text.strip().isdecimal() and len(text) < 9 else 1


def _read_html(page: str, signs: dict[str, Any], limit_rows: int) -> Iterator[list[str]]:
    tables = _Tables(signs, limit_rows)
    for begin in range(0, len(page), _PIECE):  # fed whole, it would be taken apart in squares of its length
        tables.feed(page[begin : begin + _PIECE])
    tables.close()
    rows = tables.rows[1:]
    signs["gabungan"] = [(a, b, min(c, len(rows)), d) for a, b, c, d in _shift(signs["gabungan"])]
    signs["baris_tersembunyi"] = [[a - 1, b - 1] for a, b in signs["baris_tersembunyi"]]
    return iter(rows)


def _shift(merges: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The first row is only there to begin with."""
    return [(a - 1, b, c - 1, d) for a, b, c, d in merges]
