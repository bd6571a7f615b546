"""Quarters as people write them: "Triwulan III 2025", "TW 2 '25", "per 30 Juni 2022", a date, "I" beside a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from etl import periode
from etl.cells.dates import LAST_YEAR, MONTHS
from etl.cells.texts import tidy_text, write_plain
from etl.model import Cell, WrittenQuarter

_MONTH_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
_ORDINALS = {
    "iv": 4,
    "iii": 3,
    "ii": 2,
    "i": 1,
    "4": 4,
    "3": 3,
    "2": 2,
    "1": 1,
    "keempat": 4,
    "ketiga": 3,
    "kedua": 2,
    "pertama": 1,
    "kesatu": 1,
}
_ORDINAL = "|".join(_ORDINALS)
YEAR = r"(?<!\d)(20\d\d|199\d)(?!\d)"
_QUARTER_WORD = (
    rf"\b(?:tri\s?wulan|triw|trw|tw|kuartal|kwartal|quarter|q|t(?=[1-4]\b))[\s.\-:]*(?:ke[\s-]*)?({_ORDINAL})\b"
)
QUARTER = re.compile(_QUARTER_WORD)
_UNTIL_QUARTER = re.compile(
    rf"{_QUARTER_WORD}\s*(?:s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|-|–)\s*(?:{_QUARTER_WORD[2:]}|({_ORDINAL})\b)"
)
_HALF_YEAR = re.compile(r"\bsemester[\s.]*(ii|i|2|1)\b")
_NAMED_DAY = re.compile(rf"(?<!\d)(\d{{1,2}})[\s.\-]+({_MONTH_WORDS})\b[\s.,\-]*{YEAR}")
_DIGIT_DAY = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d)([/.\-]?)(0[1-9]|1[0-2])\2([0-2]\d|3[01])(?!\d)")
_MONTH_YEAR = re.compile(rf"\b({_MONTH_WORDS})\b[\s.,\-]*{YEAR}")
AS_OF = re.compile(r"\b(?:per|keadaan|posisi|kondisi|s\s*[./]?\s*d|sampai|hingga|bulan|akhir|periode)\b")
_ORDINAL_ONLY = re.compile(rf"(?:ke[\s-]*)?({_ORDINAL})\.?")
_ROMAN_YEAR = re.compile(r"(iv|i{1,3})\s*[/.\-–]\s*(20\d\d|199\d)")
_REST = re.compile(rf"{_QUARTER_WORD}(?:\s*['’]\d\d\b)?|(?:\b(?:tahun|thn|th|ta)\b[\s.:]*)?{YEAR}|\b(?:pada|per)\s*$")


def read_cell(cell: Cell) -> WrittenQuarter:
    """What a cell of a column "Triwulan", or the heading of a group of columns, says of the quarter."""
    if isinstance(cell, dt.date):
        return WrittenQuarter(cell.year, (cell.month + 2) // 3)
    small = tidy_text(write_plain(cell)).casefold()
    if matching := _ORDINAL_ONLY.fullmatch(small):
        return WrittenQuarter(None, _ORDINALS[matching[1]])
    if matching := _ROMAN_YEAR.fullmatch(small):
        return WrittenQuarter(int(matching[2]), _ORDINALS[matching[1]])
    year = re.findall(YEAR, small)
    if result := next(read_quarters(small, lambda: None), None):
        return WrittenQuarter(*periode.split_quarter(result[0]))
    return WrittenQuarter(int(year[0]) if len(set(year)) == 1 else None, _read_quarter_number(small))


def combine_quarters(quarters: Iterable[WrittenQuarter]) -> WrittenQuarter:
    """Year and number from one column or two."""
    part = list(quarters)
    complete = [w for w in part if w.year and w.number]
    year, ordinal = (next((w[i] for w in [*complete, *part] if w[i]), None) for i in (0, 1))
    return WrittenQuarter(year, ordinal)


def take_out_quarter(text: str) -> tuple[WrittenQuarter, str]:
    """The quarter that a heading names, and the heading without it: "Aktif TW I 2023" -> (T1 2023, "aktif")."""
    small = tidy_text(text).casefold()
    is_dated = next(_list_dates(small), None) is not None
    if _ORDINAL_ONLY.fullmatch(small) or not (is_dated or _REST.search(small)):
        return WrittenQuarter(), text
    return read_cell(text), "" if is_dated else _REST.sub(" ", small).strip(" .:,-–/()")


def read_quarters(text: str, other_year: Callable[[], int | None]) -> Iterator[tuple[str, bool]]:
    """Quarters that a text names, and whether only by a plain date."""
    small = tidy_text(text).casefold()
    year = [int(t) for t in re.findall(YEAR, small)]
    ordinal = _read_quarter_number(small)
    if ordinal is not None:
        official = year[-1] if year else _read_short_year(small) or other_year()
        if official:
            yield f"{official}-T{ordinal}", False
        return
    date = list(_list_dates(small))
    if date:
        # "1 Juli - 30 September 2025": the last day counts.
        yield periode.find_by_date(max(date)), not AS_OF.search(small)


def _read_quarter_number(small: str) -> int | None:
    if span := _UNTIL_QUARTER.search(small):
        return _ORDINALS[next(g for g in span.groups()[:0:-1] if g)]
    if matching := QUARTER.findall(small):
        return _ORDINALS[matching[-1]]
    if matching := _HALF_YEAR.findall(small):
        return 4 if matching[-1] in ("ii", "2") else 2
    return None


def _read_short_year(small: str) -> int | None:
    """ "TW 3 '25"."""
    matching = re.search(rf"{_QUARTER_WORD}[\s\-/]*['’](\d\d)\b", small)
    return 2000 + int(matching[2]) if matching else None


def _list_dates(small: str) -> Iterator[dt.date]:
    for day, month, year in _NAMED_DAY.findall(small):
        yield from _make_day(int(year), MONTHS[month], int(day))
    for year, _, month, day in _ISO_DAY.findall(small):
        yield from _make_day(int(year), int(month), int(day))
    for day, _, month, year in _DIGIT_DAY.findall(small):
        yield from _make_day(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    for month, year in _MONTH_YEAR.findall(small):
        yield from _make_day(int(year), MONTHS[month], 1)


def _make_day(year: int, month: int, day: int) -> Iterable[dt.date]:
    known = 1990 <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31
    return [dt.date(year, month, min(day, 28))] if known else []
