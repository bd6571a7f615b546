"""Columns whose values are those of last quarter, but of other rows: sorted alone, shifted, or otherwise moved.

A value changes within its cooperative; here it goes to another one, and leaves the one that had it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from etl.damage.comparison import Column, Comparison, find_number
from etl.damage.model import LEAST, MANY, Damage
from etl.damage.neighbours import Shift, find_shift
from etl.damage.runs import Run, find_run

# Looked at for their order although they may have few values: what stands still tells when it moves.
FEW_VALUES = (
    *("tahun_buku_rat", "tanggal_rat", "kelompok", "status", "jenis", "sektor_usaha", "pola", "bentuk"),
    *("status_nik", "tanggal_sertifikat", "grade", "predikat_kesehatan", "kanal_digital", "pakai_internet"),
)
RUN = 10  # so many values that went to other rows are no coincidence


def is_ordered(column: Column) -> bool:
    """Whether a column tells by its values that they moved."""
    return column.kinds >= MANY or column.name in FEW_VALUES


def find_moved(c: Comparison) -> list[Damage]:
    """Columns whose values are those of other rows, each with examples from where that begins."""
    orders = [Order(column) for column in c.list_suspects() if is_ordered(column)]
    return [_say(c, order) for order in orders if order.is_moved]


def _say(c: Comparison, order: Order) -> Damage:
    column, way = order.column, order.way
    begin, steps = order.where
    shown = [i for i in column.said_both if i >= begin][:3]
    return Damage("", column.name, len(column.changed), column.shared, c.show(column.name, shown), way, steps)


@dataclass(frozen=True)
class Order:
    """What the order of a column's values says."""

    column: Column

    @cached_property
    def is_varied(self) -> bool:
        return self.column.kinds >= MANY

    @cached_property
    def shift(self) -> Shift:
        """The longest run of rows that say what a neighbouring row said."""
        return find_shift(self.column)

    @cached_property
    def is_shifted(self) -> bool:
        length = self.shift.length
        return length >= LEAST and (self.is_varied or length >= RUN or length >= len(self.column.changed) * 0.5)

    @cached_property
    def went(self) -> int:
        """Values that one cooperative alone had, and which now are another's."""
        column = self.column
        present = [v for v, is_present in zip(column.then, column.present, strict=True) if is_present]
        once = {v for v, n in Counter(present).items() if n == 1 and v is not None}
        left = once & {column.then[i] for i in column.changed}
        return sum(column.then[i] is not None and column.now[i] in left for i in column.changed)

    @cached_property
    def is_sorted(self) -> bool:
        """The column stands in order from the first row to the last."""
        said = [v for v in self.column.now if v is not None]
        up, down = sum(a < b for a, b in pairwise(said)), sum(a > b for a, b in pairwise(said))
        return len(said) >= MANY and min(up, down) <= len(said) * 0.02

    @cached_property
    def agreement(self) -> float:
        """Whether who had much still has much: the correlation of ranks; 0 where nothing can be ranked."""
        column = self.column
        pairs = [(find_number(column.now[i]), find_number(column.then[i])) for i in column.said_both]
        now, then = ([p[side] for p in pairs if None not in p] for side in (0, 1))
        return _correlate(_rank(now), _rank(then))

    @cached_property
    def _dealt(self) -> tuple[int, int]:
        """How many pairs of cells would be alike if the values were dealt out anew, and how many changed cells have
        their value in another one that changed."""
        column = self.column
        rows = [i for i, is_present in enumerate(column.present) if is_present]
        now, then = (Counter(side[i] for i in rows) for side in (column.now, column.then))
        new, old = (Counter(side[i] for i in column.changed) for side in (column.now, column.then))
        return sum(n * then[v] for v, n in now.items()), sum(min(n, old[v]) for v, n in new.items())

    @cached_property
    def kept(self) -> float:
        """How much stayed, of what would differ if the values were dealt out anew: 1 all, 0 nothing."""
        is_told = not self.is_varied or self.is_sorted
        differing = self.column.shared**2 - (self._dealt[0] if is_told else 0)
        return 1 - len(self.column.changed) * self.column.shared / differing if differing else 1.0

    @cached_property
    def same(self) -> float:
        """How much of what changed is the same values."""
        return self._dealt[1] / len(self.column.changed) if not self.is_varied or self.is_sorted else 0.0

    @cached_property
    def is_mixed(self) -> bool:
        """The values stand in other rows."""
        changed = len(self.column.changed)
        if self.is_varied:
            return self.went >= RUN and self.went >= changed * 0.15 and self.agreement < 0.5
        return changed >= RUN and ((self.kept <= 0.5 and self.same >= 0.75) or (self.kept <= 0.2 and self.same >= 0.5))

    @cached_property
    def is_sorted_alone(self) -> bool:
        return self.is_sorted and self.kept <= 0.5 and self.agreement < 0.8 and (self.is_varied or self.same >= 0.4)

    @property
    def is_moved(self) -> bool:
        return self.is_shifted or self.is_mixed or self.is_sorted_alone or self.run is not None

    @cached_property
    def run(self) -> Run | None:
        """The longest run of rows that say what stood elsewhere."""
        return find_run(self.column)

    @property
    def where(self) -> tuple[int, int]:
        """The row in which it begins, and by how many rows the values moved."""
        if self.way == "geser":
            return self.shift.start, self.shift.steps
        return (self.run.start, self.run.steps) if self.run and self.way == self.run.way else (0, 0)

    @property
    def way(self) -> str:
        if self.is_sorted and self.kept <= 0.5:
            return "urut"
        share = len(self.column.changed) * 0.3
        if self.is_shifted and (self.shift.length >= share or not self.is_mixed):
            return "geser"
        return self.run.way if self.run and (self.run.fitting >= share or not self.is_mixed) else "pindah"


def _rank(values: Sequence[Any]) -> np.ndarray:
    """The place of each value in their order; equal ones share the first."""
    array = np.asarray(values, dtype=float)
    return np.searchsorted(np.sort(array), array)


def _correlate(one: np.ndarray, other: np.ndarray) -> float:
    """0 where there are none; where all are alike nothing went anywhere."""
    if not len(one):
        return 0.0
    if one.std() == 0 or other.std() == 0:
        return 1.0
    return float(np.corrcoef(one, other)[0, 1])
