"""The name of an activity in a title of its own: "BIMBINGAN TEKNIS PERKOPERASIAN" above a list of those present."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.cells.texts import is_blank, tidy_text
from etl.model import Cell, Grid, write_address
from etl.skema import SHEET_KINDS

_LIST_WORDS = re.compile(
    r"^(?:(?:daftar|absensi|absen|presensi|data|rekap\w*)\b[\s:]*)+"
    r"(?:(?:hadir|kehadiran|nama|peserta|kegiatan)\b[\s:]*)*",
    re.I,
)
_ACTIVITY = re.compile(
    r"(?:bimbingan teknis|bimtek|pelatihan|workshop|lokakarya|sosialisasi|diklat|pendidikan|seminar|penyuluhan|"
    r"pembekalan|temu usaha|temu bisnis|fasilitasi|peningkatan (?:kapasitas|kompetensi)|pembinaan|kursus|webinar)\b",
    re.I,
)


def read_activity(grid: Grid, rows: Iterable[int], kind: str) -> dict[str, tuple[Cell, str]]:
    """{canonical: (name of the activity, cell)} where exactly one title names an activity; {} elsewhere."""
    column = SHEET_KINDS[kind].activity_column
    found = [(name, place) for row in rows if column for name, place in _read_line(grid, row)]
    names = {name.casefold() for name, _ in found}
    return {column: found[0]} if len(names) == 1 else {}


def _read_line(grid: Grid, row: int) -> list[tuple[str, str]]:
    """The activity that a line of title names: it stands alone in the row, and no label stands before it."""
    filled = [(c, v) for c, v in enumerate(grid.cells[row - 1], 1) if not is_blank(v)]
    if len(filled) != 1 or not isinstance(filled[0][1], str) or ":" in filled[0][1]:
        return []
    column, text = filled[0][0], tidy_text(filled[0][1])
    name = _LIST_WORDS.sub("", text)
    words = name.split()
    return [(name, write_address(row, column))] if _ACTIVITY.match(name) and 1 < len(words) <= 25 else []
