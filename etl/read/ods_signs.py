"""What the cell reader hides in an .ods: merged ranges, and cells that are struck through.

One streaming pass over content.xml, run in the child process. Repeated rows and columns are counted, never laid out.
"""

from __future__ import annotations

import zipfile

from etl.read.xlsx_parts import Suspicious, fold_part, make_parser
from etl.read.xlsx_signs import MAX_SIGNS, SheetSigns

_CONTENT = "content.xml"
_MOST_REPEATED = 1_000  # a struck style over more columns than that is a habit of the program, not of a person


def scan_content(archive: zipfile.ZipFile) -> dict[str, SheetSigns]:
    """{name of a sheet: its merges and strikes}; of two sheets of one name nothing is read at all."""
    part = next((n for n in archive.namelist() if fold_part(n) == _CONTENT), None)
    scanner = _ContentScanner()
    if part is not None:
        with archive.open(part) as file:
            scanner.parser.ParseFile(file)
    return scanner.sheets


class _ContentScanner:
    """Expat handlers; rows and columns count from 1."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetSigns] = {}
        self.parser = make_parser(self._start)
        self.parser.EndElementHandler = self._end
        self.sheet = SheetSigns()
        self.depth = 0  # a table inside a cell is no sheet
        self.row = self.column = self.next_row = self.next_column = 0
        self.repeated_rows = 1
        self.style, self.struck = "", set[str]()
        self.column_styles: list[tuple[int, str]] = []  # last column, style of cells that name none
        self.row_style = ""
        self.count = 0

    def _start(self, name: str, a: dict[str, str]) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            if self.depth == 1:
                self._take_cell(a)
        elif name == "table:table-row" and self.depth == 1:
            self.row, self.repeated_rows = self.next_row, int(a.get("table:number-rows-repeated", 1))
            self.next_row, self.next_column = self.row + self.repeated_rows, 1
            self.row_style = a.get("table:default-cell-style-name", "")
        elif name == "table:table-column" and self.depth == 1:
            self.column += int(a.get("table:number-columns-repeated", 1))
            self.column_styles.append((self.column, a.get("table:default-cell-style-name", "")))
        elif name == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.sheet = self.sheets[a.get("table:name", "")] = SheetSigns()
                self.column, self.next_row, self.column_styles = 0, 1, []
        elif name == "style:style":
            self.style = a.get("style:name", "") if a.get("style:family") == "table-cell" else ""
        elif name == "style:text-properties" and self.style:
            if a.get("style:text-line-through-style", "none") != "none":
                self.struck.add(self.style)

    def _end(self, name: str) -> None:
        if name == "table:table":
            self.depth -= 1
        elif name == "style:style":
            self.style = ""

    def _take_cell(self, a: dict[str, str]) -> None:
        column, repeated = self.next_column, int(a.get("table:number-columns-repeated", 1))
        self.next_column += repeated
        rows, columns = (int(a.get(f"table:number-{kind}-spanned", 1)) for kind in ("rows", "columns"))
        if rows > 1 or columns > 1:
            self.sheet.merges.append((self.row, column, self.row + rows - 1, column + columns - 1))
            self._count_one()
        if self.struck and "office:value-type" in a and repeated <= _MOST_REPEATED:
            if self._find_style(a, column) in self.struck:
                for c in range(column, column + repeated):
                    self.sheet.strikes.setdefault(c, []).append([self.row, self.next_row - 1])
                    self._count_one()

    def _find_style(self, a: dict[str, str], column: int) -> str:
        own = a.get("table:style-name") or self.row_style
        return own or next((style for last, style in self.column_styles if column <= last), "")

    def _count_one(self) -> None:
        self.count += 1
        if self.count > MAX_SIGNS:
            raise Suspicious
