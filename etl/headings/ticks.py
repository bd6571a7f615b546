"""Tick columns: STATUS over AKTIF | TIDAK AKTIF, with a mark in one of them. Which columns of a header they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from etl.cells.choices import fold, index_spellings
from etl.cells.row_signs import TOTAL_SIGN, is_number_row
from etl.cells.texts import is_blank, write_plain
from etl.cells.tick_marks import NO_WORDS, YES_WORDS, is_marked
from etl.headings.meanings import is_neutral, make_key, match_heading
from etl.model import Grid, TickColumn
from etl.skema import SHEET_KINDS, Column

_CHOICE_TYPES = ("pilihan", "ya_tidak", "daftar")
_ROWS_LOOKED_AT = 300  # rows from which is learned whether the columns hold marks or something else
_YEAR = re.compile(r"\b(19[5-9]\d|20\d\d)\b")
_RAT_WORDS = {"rat", "sudah", "belum", "pelaksanaan", "status", "melaksanakan", "tahun", "buku"}

HeadingPath = tuple[str, ...]  # path of headings, from the group down to the column's own


def find_groups(
    grid: Grid, kind: str, label: Sequence[tuple[int, HeadingPath]], end: int
) -> dict[str, list[TickColumn]]:
    """Tick columns under headings (column, path) whose last row is `end`: {canonical column: its choices}."""
    result: dict[str, list[TickColumn]] = {}
    for name, option in (
        *_find_grouped(kind, label),
        *_find_side_by_side(kind, label),
        *_find_book_years(kind, label),
    ):
        if name not in result and _holds_marks(grid, option, SHEET_KINDS[kind][name], end):
            result[name] = option
    return result


def _find_grouped(kind: str, label: Sequence[tuple[int, HeadingPath]]) -> Iterable[tuple[str, list[TickColumn]]]:
    """Choices under the heading of their column: STATUS → AKTIF."""
    group: dict[HeadingPath, list[tuple[int, str]]] = {}
    for column, path in label:
        if len(path) > 1 and not match_heading(path, kind)[2]:  # ANGGOTA → L is a column of its own
            group.setdefault(path[:-1], []).append((column, path[-1]))
    for lines_above, process in group.items():
        name = match_heading(lines_above, kind)[0]
        if name and SHEET_KINDS[kind][name].tipe in _CHOICE_TYPES:
            yield from _find_choices(SHEET_KINDS[kind][name], process)


def _find_side_by_side(kind: str, label: Sequence[tuple[int, HeadingPath]]) -> Iterable[tuple[str, list[TickColumn]]]:
    """Choices as headings without a group, where they can belong to one column only: "AKTIF", "TIDAK AKTIF"."""
    series: list[list[tuple[int, str]]] = [[]]
    apart = [(c, j[-1]) for c, j in label if all(is_neutral(t) for t in j[:-1]) and _is_free(j, kind)]
    for one, previous in zip(apart, [None, *apart], strict=False):
        if previous is None or one[0] != previous[0] + 1:
            series.append([])
        series[-1].append(one)
    for process in series:
        candidates = [
            c for k in SHEET_KINDS[kind].kolom if k.tipe in ("pilihan", "daftar") for c in _find_choices(k, process)
        ]
        if len(candidates) == 1:
            yield candidates[0]


def _is_free(path: HeadingPath, kind: str) -> bool:
    """No column's heading, or that of a list of choices, whose choices are headings too ("Website")."""
    name = match_heading(path, kind)[0]
    return not name or SHEET_KINDS[kind][name].tipe == "daftar"


def _find_choices(column: Column, process: list[tuple[int, str]]) -> Iterable[tuple[str, list[TickColumn]]]:
    """The columns that name a choice, two or more and each another one."""
    spelling = index_spellings(column.pilihan)
    folded = [_fold_heading(text) for _, text in process]
    option = []
    for (number, text), own in zip(process, folded, strict=True):
        # "AKTIF | TIDAK": the second borrows its word from the first.
        value = next((spelling[s] for s in (own, *(own + other for other in folded)) if s in spelling), None)
        if value is not None:
            option.append(TickColumn(number, value, text=write_plain(text)))
    differing = len({p.value for p in option}) == len(option) or column.tipe == "daftar"  # FB and IG are one channel
    if differing and len(option) > 1:
        yield column.nama, option


@lru_cache(maxsize=2_048)
def _fold_heading(text: str) -> str:
    """The same headings are held against the choices of every column of every kind."""
    return fold(text)


def _find_book_years(kind: str, label: Sequence[tuple[int, HeadingPath]]) -> Iterable[tuple[str, list[TickColumn]]]:
    """RAT TAHUN BUKU → 2023 | 2024, RAT TAHUN BUKU 2024 → SUDAH | BELUM, or "RAT TB 2024" with sudah or belum below."""
    for one in (k.nama for k in SHEET_KINDS[kind].kolom if k.has_year_headings):
        if option := [p for column, path in label if (p := _year_column(kind, one, column, path))]:
            yield one, option


def _year_column(kind: str, name: str, column: int, path: HeadingPath) -> TickColumn | None:
    """A column to tick for one book year; None for any other."""
    yes = fold(path[-1]) not in NO_WORDS
    header = path[:-1] if len(path) > 1 and fold(path[-1]) in YES_WORDS | NO_WORDS else path
    year = set(_YEAR.findall(" ".join(header)))
    without = tuple(t for t in (_YEAR.sub(" ", k).strip() for k in header) if t)
    if len(year) != 1 or not without or match_heading((" ".join(without),), kind)[0] != name:
        return None
    (one,) = year
    return TickColumn(column, one if yes else "", one, text=write_plain(path[-1]))


def is_rat_without_year(kind: str, path: Sequence[str]) -> bool:
    """ "Sudah/Belum RAT", "RAT → SUDAH": of which book year, nobody can know."""
    word = {k for text in path for k in make_key(text).split()}
    without = "rat" in word and bool(word & {"sudah", "belum"}) and word <= _RAT_WORDS
    return without and any(k.has_year_headings for k in SHEET_KINDS[kind].kolom)


def _holds_marks(grid: Grid, option: list[TickColumn], column: Column, end: int) -> bool:
    """Marks below the headings, not numbers of something or words; nothing below is no proof against it."""
    sign = strange = 0
    for cell in grid.cells[end : end + _ROWS_LOOKED_AT]:
        text = [v for v in cell if not is_blank(v)]
        if text and (TOTAL_SIGN.match(write_plain(text[0])) or is_number_row(text)):
            continue
        for p in option:
            content = cell[p.column - 1] if p.column <= len(cell) else None
            if not is_blank(content):
                understood = is_marked(content, p, column)
                sign, strange = sign + (understood is not None), strange + (understood is None)
    return strange <= sign


def write_headings(option: list[TickColumn]) -> str:
    """The headings of the columns: "AKTIF | TIDAK AKTIF"."""
    return " | ".join(p.text for p in option)
