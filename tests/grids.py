"""Sheets and workbooks for tests of the stages after reading, from visible lists."""

from __future__ import annotations

import re

from etl.model import Grid, Workbook


def petak(baris: list[list], nama: str = "Sheet1", gabung: tuple[str, ...] = (), **lain) -> Grid:
    """A sheet as the reader gives it: whole numbers become float; gabung: merged ranges such as "B3:C3"."""
    cell = [[float(v) if isinstance(v, int) and not isinstance(v, bool) else v for v in b] for b in baris]
    return Grid(nama, cell, [_numbers(g) for g in gabung], **lain)


def buku(*isi: Grid | list[list], nama_berkas: str = "data.xlsx") -> Workbook:
    """A workbook of sheets, or of bare lists of rows."""
    sheet = [p if isinstance(p, Grid) else petak(p, f"Sheet{i}") for i, p in enumerate(isi, 1)]
    return Workbook(nama_berkas, "xlsx", sheet)


def _numbers(rentang: str) -> tuple[int, int, int, int]:
    tip = [_cell(s) for s in rentang.split(":")]
    return (*tip[0], *tip[1])


def _cell(sel: str) -> tuple[int, int]:
    letters, amount = re.fullmatch(r"([A-Z]+)(\d+)", sel).groups()
    column = 0
    for h in letters:
        column = column * 26 + ord(h) - 64
    return int(amount), column
