"""Dates whose day and month a program has exchanged: 07/08 typed here is 8 July where the month is read first.

Excel with another region's settings turns "07/08/2025" into a true date with day and month exchanged, and leaves
"14/08/2025", which has no month 14, as text. So a column is left with true dates that all have a day up to 12 beside
texts that can be read in one way only. An honest column looks so by chance in few cases: then staff are asked in vain.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from etl.cells.dates import read_digits
from etl.model import Cell

_DAYS = 31
_LARGEST_MONTH = 12
_ASKED_BELOW = 0.1  # chance that days picked blindly would look so


class Exchanged(NamedTuple):
    """Positions of the true dates of such a column, and of its texts."""

    dates: list[int]
    texts: list[int]


def find_exchanged(content: Sequence[Cell]) -> Exchanged | None:
    """The column's dates where they look exchanged as a whole; None where a single one contradicts."""
    dates = [i for i, v in enumerate(content) if isinstance(v, dt.date) and v == v]
    texts = [(i, digits) for i, v in enumerate(content) if isinstance(v, str) and (digits := read_digits(v))]
    if not texts or any(content[i].day > _LARGEST_MONTH for i in dates):  # type: ignore[union-attr]
        return None
    first, second = ({pair[n] > _LARGEST_MONTH for _, pair in texts} for n in (0, 1))
    if (first, second) not in (({True}, {False}), ({False}, {True})):
        return None
    days = {exchange(content[i]) for i in dates}
    if not any(isinstance(v, dt.date) and v.day != v.month for v in days):
        return None
    small = _LARGEST_MONTH / _DAYS
    chance = small ** len(days) * (1 - small) ** len({pair for _, pair in texts})
    return Exchanged(dates, [i for i, _ in texts]) if chance < _ASKED_BELOW else None


def exchange(cell: Cell) -> Cell:
    """A true date with day and month exchanged; its day is 12 at most. Everything else as it is."""
    return cell.replace(month=cell.day, day=cell.month) if isinstance(cell, dt.date) else cell
