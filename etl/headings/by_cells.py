"""Headings that only the cells below them explain: NOMOR beside NO, TANGGAL beside it, AKTIF, RAT TERAKHIR, KOPERASI
PESERTA (how many, or who)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from etl.cells.choices import fold, index_spellings
from etl.cells.texts import is_blank, write_plain
from etl.cells.tick_marks import NO_WORDS, YES_WORDS, is_marked
from etl.headings.header_parts import Header, Heading
from etl.headings.meanings import is_neutral, make_key
from etl.model import Cell, Grid, TickColumn
from etl.skema import ACTIVE, INACTIVE, RAT_DAY_HEADINGS, RAT_YEAR_HEADINGS, SHEET_KINDS, STATUSES, Column

_ROWS_LOOKED_AT = 300
_DOCUMENT_NUMBER = re.compile(r"(?=.*\d)(?=.*(?:[A-Za-z]{2}|/)).{4,}", re.S)
_SHARED_KEYS = {make_key(title) for title in (*RAT_DAY_HEADINGS, *RAT_YEAR_HEADINGS)}
_YEAR_ONLY = re.compile(r"\s*(?:tb\.?|tahun(?: buku)?)?\s*(?:19|20)\d\d\s*", re.I)
_AMOUNT = re.compile(r"(?:\W*\d[\d.,]*\s*(?:[a-z]+\.?)?)?\W*|nihil|tidak ada|belum ada(?: data)?", re.I)
_NEVER_A_DATE = re.compile(r"[^\d]*$")


def settle_by_cells(grid: Grid, k: Header, titles: Sequence[Heading]) -> None:
    """Take the columns whose headings are too common to be known by their words, where the cells bear them out."""
    for column in SHEET_KINDS[k.kind].kolom:
        if not column.bare_headings or column.nama in k.columns:
            continue
        keys = {make_key(title) for title in column.bare_headings}
        bare = (j for j in titles if make_key(j.path[-1]) in keys and all(is_neutral(t) for t in j.path[:-1]))
        if found := next((j for j in bare if _is_free(k, j) and _FITS[column.nama](grid, k, j)), None):
            _take(grid, k, column, found)
    _settle_rat(grid, k)


def _is_free(k: Header, heading: Heading) -> bool:
    return all(heading.column != j.column for j in k.columns.values()) and heading.column not in k.tick_columns


def _take(grid: Grid, k: Header, column: Column, heading: Heading) -> None:
    k.columns[column.nama] = heading
    k.other_headings = [j for j in k.other_headings if j.column != heading.column]
    k.number_columns = [c for c in k.number_columns if c != heading.column]
    words = index_spellings(column.pilihan)
    if column.pilihan and not _most(_list_cells(grid, k, heading.column), lambda v: fold(write_plain(v)) in words):
        # AKTIF with ya or tidak, or ticks: one column that says both
        k.ticks[column.nama] = [TickColumn(heading.column, ACTIVE, text=heading.as_written, otherwise=INACTIVE)]


def _list_cells(grid: Grid, k: Header, number: int) -> Iterator[Cell]:
    for cells in grid.cells[k.last_row : k.last_row + _ROWS_LOOKED_AT]:
        if number <= len(cells) and not is_blank(cells[number - 1]):
            yield cells[number - 1]


def _most(cells: Iterator[Cell], fits: Callable[[Cell], bool]) -> bool:
    hits = [fits(v) for v in cells]
    return bool(hits) and 2 * sum(hits) > len(hits)


def _holds_document_numbers(grid: Grid, k: Header, heading: Heading) -> bool:
    return _most(
        _list_cells(grid, k, heading.column), lambda v: isinstance(v, str) and bool(_DOCUMENT_NUMBER.fullmatch(v))
    )


def _stands_beside_number(grid: Grid, k: Header, heading: Heading) -> bool:
    """The date beside the number of a badan hukum is the date of the badan hukum."""
    number = k.columns.get("nomor_badan_hukum")
    beside = number is not None and abs(number.column - heading.column) == 1
    return beside and _most(_list_cells(grid, k, heading.column), lambda v: not _NEVER_A_DATE.match(write_plain(v)))


def _says_yes_or_no(grid: Grid, k: Header, heading: Heading) -> bool:
    option = TickColumn(heading.column, ACTIVE, text=heading.as_written)
    spellings = index_spellings(STATUSES)

    def fits(v: Cell) -> bool:
        said = fold(write_plain(v))
        plain = isinstance(v, bool) or said in YES_WORDS | NO_WORDS or said in spellings
        return plain or bool(is_marked(v, option, SHEET_KINDS[k.kind]["status"]))

    return _most(_list_cells(grid, k, heading.column), fits)


def _counts_participants(grid: Grid, k: Header, heading: Heading) -> bool:
    """How many took part; a column without a single name is taken for numbers that are not known yet."""
    return _is_of_participants(heading) and not _names_participants(grid, k, heading)


def _names_participants(grid: Grid, k: Header, heading: Heading) -> bool:
    """Who took part: texts that do not begin with a number and a unit."""
    named = _most(
        _list_cells(grid, k, heading.column), lambda v: isinstance(v, str) and not _AMOUNT.fullmatch(v.strip())
    )
    return _is_of_participants(heading) and named


def _is_of_participants(heading: Heading) -> bool:
    """ "Koperasi" alone names whom a training or a visit reached; below PESERTA it is who came to an event."""
    return "peserta" in make_key(" ".join(heading.path)).split()


_FITS: dict[str, Callable[[Grid, Header, Heading], bool]] = {
    "nomor_badan_hukum": _holds_document_numbers,
    "tanggal_badan_hukum": _stands_beside_number,
    "status": _says_yes_or_no,
    "jumlah_koperasi_peserta": _counts_participants,
    "nama_koperasi_peserta": _names_participants,
    "jumlah_umkm_peserta": _counts_participants,
    "nama_umkm_peserta": _names_participants,
}


def _settle_rat(grid: Grid, k: Header) -> None:
    """RAT TERAKHIR, TAHUN RAT: years below are book years, whole dates are the days of the meetings."""
    year, day = "tahun_buku_rat", "tanggal_rat"
    for name, other in ((year, day), (day, year)):
        heading = k.columns.get(name)
        if heading is None or other in k.columns or name in k.ticks:
            continue
        key = make_key(heading.path[-1])
        if len(heading.path) == 1 and key in _SHARED_KEYS:
            right = _choose_rat(list(_list_cells(grid, k, heading.column)), "tahun" in key.split())
            k.columns[right] = k.columns.pop(name)
            return


def _choose_rat(cells: list[Cell], says_year: bool) -> str:
    years = sum(_is_year(v) for v in cells)
    days = sum(isinstance(v, dt.date) or (isinstance(v, str) and _has_day(v)) for v in cells)
    return "tahun_buku_rat" if years > days or (years == days and says_year) else "tanggal_rat"


def _is_year(v: Cell) -> bool:
    if isinstance(v, float):
        return v % 1 == 0 and 1950 <= v <= 2100
    return isinstance(v, str) and bool(_YEAR_ONLY.fullmatch(v))


def _has_day(text: str) -> bool:
    return any(c.isdigit() for c in text) and not _YEAR_ONLY.fullmatch(text)
