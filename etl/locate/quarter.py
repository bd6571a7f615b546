"""Guess the quarter of a workbook from its titles, sheet names, file name and signatures. Staff decide."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from etl.cells.quarters import AS_OF, QUARTER, YEAR, read_quarters
from etl.cells.row_signs import CLOSING_SIGN
from etl.cells.texts import is_blank, tidy_text, write_plain
from etl.headings.header import find_headers
from etl.model import Cell, Grid, Workbook, write_address
from etl.skema import SHEET_KINDS

QuarterCandidate = tuple[str, str, str]  # quarter, text it was found in, where
SHEET_NAME, FILE_NAME = "nama lembar", "nama berkas"
_TOP_ROWS = 20  # rows in which a title is looked for
_TAIL_ROWS = 25  # rows at the end of a sheet in which a signature is looked for
_TITLE_CELLS = 4  # cells that a line of a title may have; a row with more is data

_IN_SHEET = re.compile(r"lembar (?P<lembar>.*) sel (?P<sel>[A-Z]+\d+)$", re.S)


@dataclass(frozen=True)
class _QuarterText:
    """A text that may name the quarter, and where it stands. trust_level: 0 is trusted most."""

    text: str
    place: str
    trust_level: int


def guess_quarters(workbook: Workbook) -> list[QuarterCandidate]:
    """Distinct candidates, best first: register's title, other titles, sheet names, file name, dates of signatures."""
    title = [k for grid in workbook.grids for k in _list_titles(grid)]
    file = re.sub(r"[_+]+", " ", PurePath(workbook.nama_berkas).stem)
    sheet = [_QuarterText(grid.name, SHEET_NAME, 2) for grid in workbook.grids]
    sign = [k for grid in workbook.grids for k in _list_signatures(grid)]
    texts = [*title, *sheet, _QuarterText(file, FILE_NAME, 3), *sign]
    names = [k for k in texts if k.trust_level in (2, 3)]
    candidates: list[tuple[tuple[int, int], QuarterCandidate]] = []
    for k in texts:
        for periode, is_weak in read_quarters(k.text, partial(_find_year_nearby, k, title, names)):
            candidates.append(((_rank_text(k, is_weak), len(candidates)), (periode, tidy_text(k.text), k.place)))
    result: dict[str, QuarterCandidate] = {}
    for _, c in sorted(candidates):
        result.setdefault(c[0], c)
    return list(result.values())


def is_strong(candidates: QuarterCandidate) -> bool:
    """The text says which quarter the workbook is about; a bare date may say something else."""
    text = candidates[1].casefold()
    is_clear = bool(QUARTER.search(text))
    return is_clear or (
        candidates[2] not in (FILE_NAME, SHEET_NAME) and bool(AS_OF.search(text)) and not CLOSING_SIGN.match(text)
    )


def split_place(where: str) -> tuple[str, str]:
    """ "lembar X sel A2" -> ("X", "A2"); names of sheets and files have no cell."""
    matching = _IN_SHEET.match(where)
    return (matching["lembar"], matching["sel"]) if matching else ("", "")


def _rank_text(k: _QuarterText, is_weak: bool) -> int:
    """A plain date in a title (an activity, a decree) is worth less than what the file's name says."""
    return k.trust_level + 4 if is_weak and k.trust_level < 4 else k.trust_level


def _list_titles(grid: Grid) -> Iterator[_QuarterText]:
    """Texts above the first header, cell by cell; a line spread over cells also as a whole."""
    header = find_headers(grid, limit=3 * _TOP_ROWS) or []
    height = min(header[0].first_row - 1, _TOP_ROWS) if header else _TOP_ROWS
    level = 0 if header and SHEET_KINDS[header[0].kind].is_register else 1
    for number, cell in enumerate(grid.cells[:height], start=1):
        filled = [(c, _read_text(v)) for c, v in enumerate(cell, 1) if not is_blank(v)]
        if not 0 < len(filled) <= _TITLE_CELLS:
            continue
        for c, text in filled:
            yield _QuarterText(text, f"lembar {grid.name} sel {write_address(number, c)}", level)
        if len(filled) > 1:
            whole_line = " ".join(text for _, text in filled)
            yield _QuarterText(whole_line, f"lembar {grid.name} sel {write_address(number, filled[0][0])}", level)


def _list_signatures(grid: Grid) -> Iterator[_QuarterText]:
    """ "Blitar, 30 September 2025" near the end of a sheet: the day of signing, often after the quarter."""
    start = max(0, len(grid.cells) - _TAIL_ROWS)
    for number, cell in enumerate(grid.cells[start:], start=start + 1):
        filled = [(c, v) for c, v in enumerate(cell, 1) if not is_blank(v)]
        # A row with more cells is data: "Blitar, 12 Mei 1980" may be a place and date of birth.
        for c, v in filled if len(filled) <= 2 else []:
            if isinstance(v, str) and CLOSING_SIGN.match(v):
                yield _QuarterText(v, f"lembar {grid.name} sel {write_address(number, c)}", 9)


def _read_text(v: Cell) -> str:
    if isinstance(v, dt.datetime | dt.date):
        return f"{v.day:02d}/{v.month:02d}/{v.year}"
    return write_plain(v)


def _find_year_nearby(k: _QuarterText, title: list[_QuarterText], names: list[_QuarterText]) -> int | None:
    """The year for "Triwulan III" without one: same sheet's titles, else all other texts when they agree."""
    sheet = split_place(k.place)[0] or (k.text if k.place == SHEET_NAME else "")
    alone = [j for j in title if sheet and split_place(j.place)[0] == sheet]
    for group in (alone, title, names):
        year = {int(t) for j in group for t in re.findall(YEAR, j.text)}
        official = {int(t) for j in group for t in re.findall(rf"(?i)\b(?:tahun|thn|th|ta)\b[\s.:]*{YEAR}", j.text)}
        for choices in (official, year):
            if len(choices) == 1:
                return min(choices)
        if year:
            return None
    return None
