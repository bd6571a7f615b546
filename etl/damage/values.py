"""Columns whose values became other ones: emptied, zero, times ten; and registers that say the same as before."""

from __future__ import annotations

import math
from collections import defaultdict

from etl.damage.comparison import Column, Comparison
from etl.damage.model import LEAST, NUMBERS, OPTIONAL, Damage

_NOTES = ("keterangan",)  # may come and go
_POWERS = (-6, -3, -2, -1, 1, 2, 3, 6)


def find_emptied(c: Comparison) -> list[Damage]:
    """Columns that lost their values: more than a share of those that were filled."""
    found = []
    for column in (s for s in c.list_suspects() if s.name not in _NOTES):
        lost = [i for i in column.changed if column.now[i] is None]
        if is_many(len(lost), column.filled, c.shares["rusak_kolom"]):
            found.append(_say(c, column, lost, column.filled))
    return found


def find_zero(c: Comparison) -> list[Damage]:
    """Columns of money or people that turned to zero: more than a share of those that were not zero before."""
    found = []
    for column in (s for s in c.list_suspects() if s.name in NUMBERS):
        zero = [i for i in column.said_both if column.now[i] == 0]
        total = sum(1 for now, then in zip(column.now, column.then, strict=True) if then and now is not None)
        if is_many(len(zero), total, c.shares["rusak_kolom"]):
            found.append(_say(c, column, zero, total))
    return found


def find_factor(c: Comparison) -> list[Damage]:
    """Columns of money or people that moved by one factor of ten, a hundred, a thousand or a million: three
    cooperatives exactly, or a fifth of the column about so much."""
    found = []
    for column in (s for s in c.list_suspects() if s.name in NUMBERS):
        for power, rows in sorted(_group_by_power(column).items()):
            exact = sum(_is_exact(column.now[i], column.then[i], power) for i in rows)
            if len(rows) >= LEAST and (exact >= 3 or len(rows) > column.filled * 0.2):
                found.append(_say(c, column, rows, column.filled, power))
    return found


def _group_by_power(column: Column) -> dict[int, list[int]]:
    """The rows that changed about by a power of ten."""
    found: dict[int, list[int]] = defaultdict(list)
    for i in column.said_both:
        if column.now[i] and column.then[i]:
            size = math.log10(abs(column.now[i] / column.then[i]))
            if round(size) in _POWERS and abs(size - round(size)) < 0.15:
                found[round(size)].append(i)
    return found


def _is_exact(now: float, then: float, power: int) -> bool:
    return abs(now - then * 10.0**power) <= max(0.5, abs(now) * 0.005)


def find_same(c: Comparison) -> list[Damage]:
    """Every row says in every column what it said in the earlier register, and none is lost or new. That a column is
    missing which a register may lack is no change."""
    count = len(c.rows)
    lacking = [name for name in OPTIONAL if all(v is None for v in c.columns[name].now)]
    changed = any(n for name, n in c.changed.items() if name not in lacking)
    is_same = all(c.present) and count == c.count_before and not changed
    return [Damage("", "", count, count)] if is_same and count >= LEAST else []


def is_many(count: int, total: int, share: float) -> bool:
    """More than single mistakes, and more than a share."""
    return count >= LEAST and count > total * share


def _say(c: Comparison, column: Column, rows: list[int], total: int, power: int = 0) -> Damage:
    return Damage("", column.name, len(rows), total, c.show(column.name, rows[:3]), power=power)
