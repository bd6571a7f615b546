"""Dates whose day and month a program has exchanged: 07/08 typed here is 8 July where the month is read first.

Excel with another region's settings turns "07/08/2025" into a true date with day and month exchanged, and leaves
"14/08/2025", which has no month 14, as text. So a column is left with true dates that all have a day up to 12 beside
texts that can be read in one way only. A CSV that such a program wrote holds texts alone: some can only have the month
first, none the day. An honest column looks so by chance in few cases: then staff are asked in vain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from etl.cells.dates import read_digits
from etl.model import Cell

_DAYS = 31
_LARGEST_MONTH = 12
_TWO_NUMBERS = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})", re.ASCII)
_ASKED_BELOW = 0.1  # chance that days picked blindly would look so


class Exchanged(NamedTuple):
    """Positions of the dates of such a column that may be exchanged (true dates; in a column of texts those), and of
    the texts that can be read in one way only."""

    dates: list[int]
    texts: list[int]
    moved: list[int]  # what is exchanged where staff say so


def find_exchanged(content: Sequence[Cell]) -> Exchanged | None:
    """The column's dates where they look exchanged as a whole; None where a single one contradicts."""
    if any(isinstance(v, dt.date) and v == v for v in content):
        return _find_among_dates(content)
    return _find_among_texts(content)


def _find_among_texts(content: Sequence[Cell]) -> Exchanged | None:
    pairs = {i: pair for i, v in enumerate(content) if isinstance(v, str) and (pair := read_digits(v))}
    if any(first > _LARGEST_MONTH for first, _ in pairs.values()):
        return None
    certain = [i for i, (_, second) in pairs.items() if second > _LARGEST_MONTH]
    either = [i for i in pairs if i not in certain]
    said = {pairs[i] for i in either}
    if not certain or all(first == second for first, second in said):
        return None
    return _if_unlikely(Exchanged(either, certain, [*pairs]), len(said), len({pairs[i] for i in certain}))


def _find_among_dates(content: Sequence[Cell]) -> Exchanged | None:
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
    return _if_unlikely(Exchanged(dates, [i for i, _ in texts], dates), len(days), len({pair for _, pair in texts}))


def _if_unlikely(found: Exchanged, small: int, large: int) -> Exchanged | None:
    """Were days picked blindly, would so many different ones be 12 at most, and so many above?"""
    share = _LARGEST_MONTH / _DAYS
    return found if share**small * (1 - share) ** large < _ASKED_BELOW else None


def exchange(cell: Cell) -> Cell:
    """A date with day and month exchanged: a true one, whose day is 12 at most, or one written in numbers whose first
    number is ("05/14/2025" -> "14/05/2025"). Everything else as it is."""
    if isinstance(cell, dt.date):
        return cell.replace(month=cell.day, day=cell.month)
    if isinstance(cell, str) and (pair := read_digits(cell)) and pair[0] <= _LARGEST_MONTH:
        return _TWO_NUMBERS.sub(r"\3\2\1", cell, count=1)
    return cell
