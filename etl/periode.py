"""Quarters: "2025-T3" as text, its end, its neighbours, its name in Indonesian."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

ROMAN = ("I", "II", "III", "IV")
MONTH_NAMES = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_PATTERN = re.compile(r"^(\d{4})-T([1-4])$")


@lru_cache(maxsize=500)  # there are few, and a page asks by the thousand
def split_quarter(periode: str) -> tuple[int, int]:
    """ "2025-T3" -> (2025, 3). ValueError when it is not a quarter."""
    matching = _PATTERN.match(periode)
    if not matching:
        raise ValueError(f"“{periode[:20]}” bukan triwulan; tulis misalnya 2025-T3")
    return int(matching[1]), int(matching[2])


def find_index(periode: str) -> int:
    """Running number of a quarter, so that neighbours differ by 1."""
    year, quarter = split_quarter(periode)
    return year * 4 + quarter - 1


def make_from_index(number: int) -> str:
    return f"{number // 4}-T{number % 4 + 1}"


def shift_quarter(periode: str, steps: int) -> str:
    """shift("2025-T1", -1) -> "2024-T4"."""
    return make_from_index(find_index(periode) + steps)


def find_by_date(date: dt.date) -> str:
    return f"{date.year}-T{(date.month - 1) // 3 + 1}"


def find_start(periode: str) -> dt.date:
    year, quarter = split_quarter(periode)
    return dt.date(year, quarter * 3 - 2, 1)


def find_end(periode: str) -> dt.date:
    """Last day of the quarter."""
    year, quarter = split_quarter(periode)
    month = quarter * 3
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def say_quarter(periode: str, short: bool = False) -> str:
    """ "Triwulan III 2025", short "T3 2025"."""
    year, quarter = split_quarter(periode)
    return f"T{quarter} {year}" if short else f"Triwulan {ROMAN[quarter - 1]} {year}"


def say_date(date: dt.date) -> str:
    """ "30 September 2025"."""
    return f"{date.day} {MONTH_NAMES[date.month - 1]} {date.year}"


LATE_DAYS = 45  # a quarter that is not published so many days after its end is late, where nobody sets another number


def count_late(newest: str, today: dt.date, days: int = LATE_DAYS) -> int:
    """How many quarters after `newest` ended more than so many days ago; 0 where no quarter is published ("")."""
    ended_by_then = shift_quarter(find_by_date(today - dt.timedelta(days=days)), -1)
    return max(0, find_index(ended_by_then) - find_index(newest)) if newest else 0


def find_deadline(periode: str, days: int = LATE_DAYS) -> dt.date:
    """The last day on which a quarter that is not published is not late yet."""
    return find_end(periode) + dt.timedelta(days=days)
