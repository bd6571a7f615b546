"""Which quarter should have been published by now, and how late it is."""

from __future__ import annotations

import datetime as dt

from dasbor.choice import Choice
from dasbor.query import published
from dasbor.words import language
from etl import clock
from etl import periode as quarters


def say_due(p: Choice | None) -> str:
    """A sentence about the quarters that have ended and of which neither register nor rekap is published; "" where none
    is due, and where everything published is invented. `p` None: nothing is published."""
    if p is None:
        return say_missing(None, clock.read_today())
    if published.is_sample(p):
        return ""
    counted = published.list_counted_quarters(p)
    return say_missing(counted[-1] if counted else None, clock.read_today())


def say_missing(latest: str | None, today: dt.date) -> str:
    """The same for the latest quarter that is published; None = none is, then the last one that ended is due."""
    ended = quarters.shift_quarter(quarters.find_by_date(today), -1)
    first = ended if latest is None else quarters.shift_quarter(latest, 1)
    count = quarters.find_index(ended) - quarters.find_index(first) + 1
    if count < 1:
        return ""
    end = quarters.find_end(first)
    late = f"berakhir {language.format_date(end)}, {language.format_number((today - end).days)} hari yang lalu"
    name = language.format_quarter(first)
    if count == 1:
        return f"{name} belum terbit: {late}."
    return f"{count} triwulan belum terbit, {name} ({late}) sampai {language.format_quarter(ended)}."
