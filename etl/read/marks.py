"""The signs by which a marked workbook is known again: its sheet of findings, its fills, its part of a comment."""

from __future__ import annotations

from collections.abc import Sequence

from etl import palette
from etl.pesan import TO_CHECK, WRONG

FINDINGS_SHEET = "Temuan"  # only a name: the sheet is known by its texts, whatever it is called now
OPENING = "Hasil pemeriksaan dasbor koperasi:"  # how its first cell begins
FINDINGS_HEADINGS = ("Berat", "Lembar", "Sel", "Isi", "Masalah", "Saran", "Usul")
FINDINGS_HEADER_ROW = 3
_HEIGHT = 6  # rows in which the headings are looked for; somebody may have put in a row

MENDED = "diperbaiki"  # beside the weights of findings: a cell that staff corrected on the page
MARK_COLOURS = {
    WRONG: palette.make_argb(palette.MARK_WRONG),
    TO_CHECK: palette.make_argb(palette.MARK_CHECK),
    MENDED: palette.make_argb(palette.MARK_MENDED),
}
COMMENT_OPENING = "── Pemeriksaan dasbor koperasi ──"
AUTHOR = "Dasbor Koperasi"


def is_findings_sheet(cell: Sequence[Sequence[object]]) -> bool:
    """Our own sheet, when a marked workbook comes back; `rows` as in Grid.sel."""
    first = cell[0][0] if cell and cell[0] else None
    if not isinstance(first, str) or not first.startswith(OPENING):
        return False
    return any(tuple(row[: len(FINDINGS_HEADINGS)]) == FINDINGS_HEADINGS for row in cell[1:_HEIGHT])
