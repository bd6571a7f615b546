"""The rule of inactivity once more, in plain Python: what tests compare etl/rules.sql with."""

from __future__ import annotations

import calendar
import datetime as dt


def due_book_year(end: dt.date, month: int) -> int:
    limit = dt.date(end.year, month, calendar.monthrange(end.year, month)[1])
    return end.year - 1 if end >= limit else end.year - 2


def last_book_year(written: object, meeting: object, end: dt.date) -> int | None:
    """As typed, else the year before the meeting; neither after the quarter's end."""
    if isinstance(written, int) and written <= end.year:
        return written
    return meeting.year - 1 if isinstance(meeting, dt.date) and meeting <= end else None


def status(written: object, meeting: object, standing: object, kkmp: bool, end: dt.date, n: int, month: int) -> str:
    """aktif | tidak aktif | tidak diketahui of one cooperative."""
    falls, last = due_book_year(end, month), last_book_year(written, meeting, end)
    born = standing if isinstance(standing, dt.date) else None
    if born is not None and _years_before(end, n) < born <= end:
        return "aktif"
    if last is None:
        return "aktif" if kkmp and falls < (born.year if born else 2025) else "tidak diketahui"
    return "tidak aktif" if falls - last >= n else "aktif"


def _years_before(day: dt.date, n: int) -> dt.date:
    return day.replace(year=day.year - n, day=min(day.day, calendar.monthrange(day.year - n, day.month)[1]))
