"""Supplementary sheets (rekap, target, penghargaan): which of them are read at all."""

from __future__ import annotations

from etl.model import FoundTable
from etl.skema import SHEET_KINDS


def is_left_out(tabel: FoundTable) -> bool:
    """A supplementary table without rows says nothing; one without a mandatory column has been listed.

    A register's workbook often holds small summaries: these must not stop its publication.
    """
    lembar = SHEET_KINDS[tabel.jenis]
    lengkap = set(lembar.wajib) <= {*tabel.kolom, *tabel.atas, *tabel.seksi}
    return lembar.is_supplementary and not (len(tabel.data) and lengkap)
