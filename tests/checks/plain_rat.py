"""The rule of inactivity once more, in plain Python: what tests compare etl/rules.sql with."""

from __future__ import annotations

import calendar
import datetime as dt


def due_book_year(akhir: dt.date, bulan: int) -> int:
    limit = dt.date(akhir.year, bulan, calendar.monthrange(akhir.year, bulan)[1])
    return akhir.year - 1 if akhir >= limit else akhir.year - 2


def last_book_year(tertulis: object, rapat: object, akhir: dt.date) -> int | None:
    """As typed, else the year before the meeting; neither after the quarter's end."""
    if isinstance(tertulis, int) and tertulis <= akhir.year:
        return tertulis
    return rapat.year - 1 if isinstance(rapat, dt.date) and rapat <= akhir else None


def status(tertulis: object, rapat: object, berdiri: object, kkmp: bool, akhir: dt.date, n: int, bulan: int) -> str:
    """aktif | tidak aktif | tidak diketahui of one cooperative."""
    jatuh, last = due_book_year(akhir, bulan), last_book_year(tertulis, rapat, akhir)
    lahir = berdiri if isinstance(berdiri, dt.date) else None
    if lahir is not None and _years_before(akhir, n) < lahir <= akhir:
        return "aktif"
    if last is None:
        return "aktif" if kkmp and jatuh < (lahir.year if lahir else 2025) else "tidak diketahui"
    return "tidak aktif" if jatuh - last >= n else "aktif"


def _years_before(hari: dt.date, n: int) -> dt.date:
    return hari.replace(year=hari.year - n, day=min(hari.day, calendar.monthrange(hari.year - n, hari.month)[1]))
