"""Corrected values in an open workbook (openpyxl): staff go on with the file that the dashboard would publish."""

from __future__ import annotations

import re

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from etl.corrections.typed import say_correction
from etl.model import Correction
from etl.out.marked_book import clean_text, find_target
from etl.pesan import Finding
from etl.read.marks import MENDED

_DIGITS = re.compile(r"0|[1-9]\d{0,14}")


def write_corrections(workbook: Workbook, corrections: list[Correction], name: dict[str, str]) -> list[Finding]:
    """Put the corrected values into the cells; a line on each for the list and its cell. `name`: see mark_findings."""
    told = []
    for c in corrections:
        cell = find_target(workbook[name[c.lembar]], c.sel) if name.get(c.lembar) in workbook.sheetnames else None
        if cell is None:
            continue
        _write_value(cell, c.baru)
        text = say_correction(c)
        pesan = f"{text[0].upper()}{text[1:]}."
        told.append(Finding("perbaikan", MENDED, c.lembar, cell.coordinate, c.lama or "", pesan, c.alasan))
    return told


def _write_value(cell: Cell, text: str) -> None:
    """Digits stay a number where a number stood, so that sums go on counting it; everything else is text."""
    if cell.data_type == "n" and cell.number_format != "@" and _DIGITS.fullmatch(text):
        cell.value = int(text)
        return
    cell.value = clean_text(text) or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"
