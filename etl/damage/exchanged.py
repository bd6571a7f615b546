"""Two columns that stand in one another's place: headings or contents exchanged, in all rows or in some."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from etl.damage.comparison import Column, Comparison, tidy_identity
from etl.damage.model import LEAST, MANY, Damage


def find_exchanged(c: Comparison) -> list[Damage]:
    """Of each pair both columns, with the cooperatives of which each says what the other said."""
    found = []
    for one, other in _list_pairs(c):
        rows = _list_exchanged(one, other)
        if _is_no_coincidence(one, other, len(rows)):
            found += [_say(c, one, other, rows), _say(c, other, one, rows)]
    return found


def _list_pairs(c: Comparison) -> Iterator[tuple[Column, Column]]:
    """Columns of one sort of values."""
    suspects = [(column, _find_sort(column)) for column in c.list_suspects()]
    return ((a, b) for (a, of_a), (b, of_b) in combinations(suspects, 2) if of_a == of_b)


def _find_sort(column: Column) -> type | None:
    value = next((v for v in column.then if v is not None), None)
    return float if type(value) is int else None if value is None else type(value)


def _list_exchanged(one: Column, other: Column) -> list[int]:
    also = set(other.changed)
    rows = (i for i in one.changed if i in also)
    return [i for i in rows if _is_alike(one.now[i], other.then[i]) and _is_alike(other.now[i], one.then[i])]


def _is_alike(one: Any, other: Any) -> bool:
    """Names are compared without blanks and points, addresses with them."""
    if isinstance(one, str) and isinstance(other, str):
        return one[:1] == other[:1] and tidy_identity(one) == tidy_identity(other)
    return bool(one == other)


def _is_no_coincidence(one: Column, other: Column, count: int) -> bool:
    """Where the values tell the rows apart a few are enough; where they are few, most of what changed."""
    is_varied = min(one.kinds, other.kinds) >= MANY
    return count >= LEAST and (is_varied or count >= 0.8 * min(len(one.changed), len(other.changed)))


def _say(c: Comparison, column: Column, partner: Column, rows: list[int]) -> Damage:
    shown = c.show(column.name, rows[:3])
    return Damage("", column.name, len(rows), column.shared, shown, "tukar", partner=partner.name)
