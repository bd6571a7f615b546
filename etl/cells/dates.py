"""Dates and years as people type them: one cell -> first and last day, a blank, or the reason why it is neither.

Day before month, as everybody writes here. "07/14/2022" has one possible reading, month first; it is read and listed.
A year of two digits is 20xx up to 49 and 19xx from 50: a fixed border, so that an archived workbook
reads the same in later years.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from etl import clock
from etl.cells.texts import is_blank, is_dash, tidy_text, write_plain
from etl.model import Cell, Reading, Reason
from etl.periode import say_date

MONTHS = {
    name: number
    for number, spelling in enumerate(
        (
            "januari januwari january jan",
            "februari pebruari febuari pebuari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agst agt ags agu aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in spelling.split()
}
_DAY_WORDS = (
    "senin|selasa|rabu|kamis|jumat|jum['’`]at|sabtu|minggu|ahad|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_DAY_NAME = re.compile(rf"\b(?:hari\s+)?(?:{_DAY_WORDS})\b(?:\s*(?:-|–|s\.?/?d\.?|dan|&)\s*(?:{_DAY_WORDS})\b)*[\s,/]*")
_PREFIX = re.compile(r"^(?:tanggal|tgl\.?)\s*:?\s*")
_CLOCK_WORD = re.compile(r"[\s,;/]*\b(?:pukul|jam)\b.*$")
_CLOCK = re.compile(r"(?<=\d)(?:t|[\s,]+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:wib|z)?$")
_ZONES = {"z": 0, "utc": 0, "gmt": 0} | {zone.lower(): hours for zone, hours in clock.OFFSETS.items()}
# "2025-09-30t17:00:00.000z", "14 juli 2025 pukul 23.30 wit", "2025-07-14 06:00+07:00"
_ZONED = re.compile(
    r"(?P<day>.*\d)(?:t|[\s,;/]+)(?:(?:pukul|jam)\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?"
    rf"\s*(?P<zone>{'|'.join(_ZONES)}|[+-]\d{{2}}(?::?\d{{2}})?)$",
    re.ASCII,
)
_UNTIL = re.compile(r"\s*(?:\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|[–—~])\s*|\s+-\s+")
_AND = re.compile(r"\s*(?:,?\s*\bdan\b|&|,?\s*\bserta\b)\s*")
_DIGITS = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_NAMED_MONTH = re.compile(r"(\d{1,2})[\s.\-/]*([a-z]+)\.?[\s.,\-/'’]*(\d{4}|\d{2})", re.ASCII)
_ENGLISH = re.compile(r"([a-z]+)\.?\s*(\d{1,2})\s*,\s*(\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(.*?\d)[\s.\-/]*([a-z]+)\.?", re.ASCII)
_DAY_LIST = re.compile(r"\d{1,2}(?:\s*[,~-]\s*\d{1,2})*", re.ASCII)
_YEAR = re.compile(r"(?:(?:tahun|thn|th)\b\.?\s*)?(\d{4})", re.ASCII)
_BOOK_YEAR = re.compile(r"(?:rat\s+)?(?:(?:tahun|thn|th)\b\.?\s*)?(?:buku\b|tb|t\.\s*b)\.?\s*(\d{4})", re.ASCII)
_MONTH_YEAR = re.compile(r"(?:bulan\b[\s:]*)?([a-z]+)\.?[\s.,\-/'’]*(?:19|20)\d\d", re.ASCII)
_MONTH_DIGITS = re.compile(r"(\d{1,2})[/.\-](?:19|20)\d\d", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1901, 2100  # a small number formatted as a date gives 1900
FIRST_SERIAL, LAST_SERIAL = 20_000, 60_000  # Excel's days: 1954 to 2064
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)


class DateRange(NamedTuple):
    """First and last day; the same day for a single date."""

    start: dt.date
    end: dt.date


class _WrittenDay(NamedTuple):
    date: dt.date
    is_month_first: bool = False  # read as month/day/year


def is_month_first(content: Iterable[Cell]) -> bool:
    """Does a text of this column have its month first without doubt ("07/14/2022")? Then its others may, too."""
    return any(
        (c := _DIGITS.fullmatch(tidy_text(s))) is not None and int(c[3]) > 12 >= int(c[1])
        for s in set(content)
        if isinstance(s, str)
    )


def read_digits(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date written in numbers, "14/07/2025" -> (14, 7); None for every other text."""
    matching = _DIGITS.fullmatch(_CLOCK.sub("", tidy_text(text).lower()).strip())
    return (int(matching[1]), int(matching[3])) if matching else None


def read_range(cell: Cell, doubtful: bool = False) -> Reading:
    """One cell as a DateRange. A plain date is a range of one day.

    `doubtful`: the column holds dates with the month first, so "05/07/2022" is read day first, but listed.
    """
    if is_blank(cell) or isinstance(cell, str) and is_dash(tidy_text(cell)):
        return Reading(None)
    if isinstance(cell, str):
        reading = _read_text(tidy_text(cell))
        return _list_doubt(reading, tidy_text(cell)) if doubtful else reading
    day = _read_typed(cell)
    return Reading(None, _refuse(write_plain(cell))) if day is None else Reading(DateRange(day, day))


def read_date(cell: Cell, end: bool = False, doubtful: bool = False) -> Reading:
    """One cell as one date. Of a range the first day (`end`: the last one), with a finding that says so."""
    reading = read_range(cell, doubtful)
    if reading.value is None:
        return reading
    begin, done = reading.value
    day = done if end else begin
    if begin == done or reading.reason is not None:
        return Reading(day, reading.reason)
    return Reading(day, Reason("rentang_tanggal", {"dibaca": say_date(day)}))


def read_year(cell: Cell, minimum: float | None = None, maximum: float | None = None) -> Reading:
    """One cell as a year of four digits: 2024, "2024", "TB 2024", "Tahun Buku 2023".

    A date is not a year: the day of the RAT lies in the year after its book year, and "RAT 2024" does
    not say which of the two it means. Nor are "2023/2024" and "Sudah" years.
    """
    text = write_plain(cell).lower().lstrip("'’`") if not isinstance(cell, bool) else "bool"
    if not text or is_dash(text):
        return Reading(None)
    matching = _YEAR.fullmatch(text) or _BOOK_YEAR.fullmatch(text)
    if matching is None:
        return Reading(None, Reason("bukan_tahun"))
    year = int(matching[1])
    if year < (minimum or 0) or year > (maximum or 9999):
        return Reading(None, Reason("di_luar_batas", {"batas": f"{minimum or 0:.0f} sampai {maximum or 9999:.0f}"}))
    return Reading(year)


def _read_typed(cell: Cell) -> dt.date | None:
    """A cell that Excel holds as a date, or as the number of days that a date is."""
    day: dt.date | None = None
    if isinstance(cell, dt.datetime):
        day = cell.date()
    elif isinstance(cell, dt.date):
        day = cell
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and FIRST_SERIAL <= cell <= LAST_SERIAL:
        day = _EXCEL_DAY_ZERO + dt.timedelta(days=int(cell))
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _read_text(text: str) -> Reading:
    small = _PREFIX.sub("", _DAY_NAME.sub("", text.lower().lstrip("'’`")).strip(" ,"))
    if zoned := _read_zoned(small):
        return zoned
    small = _CLOCK.sub("", _CLOCK_WORD.sub("", small)).strip()
    day = _read_single(small)
    if day is not None:
        return _make_range(day, day)
    read = set(_list_splits(_UNTIL.sub("~", _AND.sub(",", small))))
    if len(read) != 1:  # none fits, or more than one does
        return Reading(None, _refuse(small))
    begin, done = read.pop()
    return _make_range(begin, done)


def _refuse(text: str) -> Reason:
    """No date; a year or a month alone is said to be one: the day is missing, nothing is misspelled."""
    if (year := _YEAR.fullmatch(text) or _BOOK_YEAR.fullmatch(text)) and FIRST_YEAR <= int(year[1]) <= LAST_YEAR:
        return Reason("hanya_tahun")
    named, digits = _MONTH_YEAR.fullmatch(text), _MONTH_DIGITS.fullmatch(text)
    if (named and named[1] in MONTHS) or (digits and 1 <= int(digits[1]) <= 12):
        return Reason("hanya_bulan")
    return Reason("bukan_tanggal")


def _read_zoned(text: str) -> Reading | None:
    """A day with a time of a stated zone, by the installation's clock; listed where that is another day."""
    matching = _ZONED.fullmatch(text)
    day = _read_single(matching["day"].strip(" ,")) if matching else None
    if matching is None or day is None or int(matching["hour"]) > 23 or int(matching["minute"]) > 59:
        return None
    moment = dt.datetime.combine(day.date, dt.time(int(matching["hour"]), int(matching["minute"])))
    local = clock.convert_time(moment, _read_offset(matching["zone"])).date()
    if local == day.date:
        return _make_range(day, day)
    reason = Reason("tanggal_pindah_hari", {"dibaca": say_date(local), "zona": clock.read_zone()})
    return Reading(DateRange(local, local), reason)


def _read_offset(zone: str) -> dt.timedelta:
    if zone in _ZONES:
        return dt.timedelta(hours=_ZONES[zone])
    digits = zone[1:].replace(":", "")
    ahead = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -ahead if zone[0] == "-" else ahead


def _make_range(begin: _WrittenDay, done: _WrittenDay) -> Reading:
    span = DateRange(begin.date, done.date)
    month_first = begin.is_month_first or done.is_month_first
    return Reading(span, _say_reading(span, "bulan/hari/tahun") if month_first else None)


def _say_reading(span: DateRange, way: str) -> Reason:
    was_read = " sampai ".join(dict.fromkeys(say_date(t) for t in span))
    return Reason("tanggal_ganda_arti", {"dibaca": was_read, "cara": way})


def _list_doubt(reading: Reading, text: str) -> Reading:
    """Add the finding to a date in numbers whose day could be its month."""
    matching = _DIGITS.fullmatch(text)
    if matching is None or reading.value is None or reading.reason is not None:
        return reading
    if int(matching[1]) > 12 or int(matching[1]) == int(matching[3]):
        return reading
    return Reading(reading.value, _say_reading(reading.value, "hari/bulan/tahun"))


def _read_single(text: str) -> _WrittenDay | None:
    """A full date: numbers, ISO, or with the month's name."""
    if matching := _DIGITS.fullmatch(text):
        day, month, year = int(matching[1]), int(matching[3]), _read_year_text(matching[4])
        month_first = month > 12 >= day
        return _make_day(year, *((day, month) if month_first else (month, day)), month_first)
    if matching := _ISO.fullmatch(text):
        return _make_day(int(matching[1]), int(matching[3]), int(matching[4]))
    if matching := _NAMED_MONTH.fullmatch(text):
        return _make_day(_read_year_text(matching[3]), MONTHS.get(matching[2], 0), int(matching[1]))
    if matching := _ENGLISH.fullmatch(text):
        return _make_day(int(matching[3]), MONTHS.get(matching[1], 0), int(matching[2]))
    return None


def _read_year_text(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _make_day(year: int, month: int, day: int, month_first: bool = False) -> _WrittenDay | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return _WrittenDay(dt.date(year, month, day), month_first)
    except ValueError:  # 31 Februari
        return None


def _list_splits(text: str) -> Iterator[tuple[_WrittenDay, _WrittenDay]]:
    """Every way to part the text into a beginning and a full last date."""
    for separator in re.finditer(r"[~,-]", text):
        done = _read_single(text[separator.end() :].strip())
        begin = done and _read_beginning(text[: separator.start()].strip(), done)
        if done and begin and begin.date <= done.date:
            yield begin, done


def _read_beginning(text: str, done: _WrittenDay) -> _WrittenDay | None:
    """The first day: a full date, "28 November", or only "5" or "5, 6" of the last date's month."""
    full = _read_single(text)
    if full is not None:
        return full
    year, month = done.date.year, done.date.month
    matching = _DAY_MONTH.fullmatch(text)
    if matching:
        text, month = matching[1], MONTHS.get(matching[2], 0)
        # "30 Desember - 2 Januari 2025" can only begin in the year before.
        year -= month == 12 and done.date.month == 1
    if not _DAY_LIST.fullmatch(text):
        return None
    day = [int(h) for h in re.findall(r"\d+", text)]
    rising = day == sorted(set(day)) and (matching is not None or day[-1] < done.date.day)
    return _make_day(year, month, day[0]) if rising else None
