"""Sheets and workbooks for tests of the stages after reading, from visible lists."""

from __future__ import annotations

import re

from etl.model import Grid, Workbook


def grid(line: list[list], nama: str = "Sheet1", merges: tuple[str, ...] = (), **others) -> Grid:
    """A sheet as the reader gives it: whole numbers become float; gabung: merged ranges such as "B3:C3"."""
    cell = [[float(v) if isinstance(v, int) and not isinstance(v, bool) else v for v in b] for b in line]
    return Grid(nama, cell, [_numbers(g) for g in merges], **others)


def book(*isi: Grid | list[list], file_name: str = "data.xlsx") -> Workbook:
    """A workbook of sheets, or of bare lists of rows."""
    sheet = [p if isinstance(p, Grid) else grid(p, f"Sheet{i}") for i, p in enumerate(isi, 1)]
    return Workbook(file_name, "xlsx", sheet)


def _numbers(span: str) -> tuple[int, int, int, int]:
    tip = [_cell(s) for s in span.split(":")]
    return (*tip[0], *tip[1])


def _cell(cell: str) -> tuple[int, int]:
    letters, amount = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
    column = 0
    for h in letters:
        column = column * 26 + ord(h) - 64
    return int(amount), column
