"""Supplementary sheets (rekap, target, penghargaan, acara): which of them are read at all."""

from __future__ import annotations

from etl.model import FoundTable
from etl.skema import SHEET_KINDS


def is_left_out(table: FoundTable) -> bool:
    """A supplementary table without rows says nothing; one without a mandatory column has been listed.

    A register's workbook often holds small summaries: these must not stop its publication.
    """
    sheet = SHEET_KINDS[table.jenis]
    complete = not sheet.list_missing({*table.kolom, *table.above, *table.sections})
    return sheet.is_supplementary and not (len(table.data) and complete)
