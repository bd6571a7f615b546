"""Runs of rows that say what a neighbouring row said last quarter: a cell too many, a cell lost."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from etl.damage.comparison import Column
from etl.damage.model import LEAST

_STEPS = (1, -1, 2, -2)
_AGAINST = 3  # a row that fits only its own value outweighs so many that fit only the neighbour's


class Shift(NamedTuple):
    """A run of rows of so many steps downwards: what its rows come to, and the row in which it begins."""

    length: int
    steps: int = 0
    start: int = 0


def find_shift(column: Column) -> Shift:
    """The longest run; one of length 0 where no neighbour's values stand in enough rows."""
    codes: dict[object, int] = {}
    now, then = ([codes.setdefault(v, len(codes)) for v in side] for side in (column.now, column.then))
    present = np.asarray(column.present, dtype=bool)
    return max((_measure(np.asarray(now), np.asarray(then), present, n) for n in _STEPS), key=lambda s: s[:2])


def _measure(now: np.ndarray, then: np.ndarray, present: np.ndarray, steps: int) -> Shift:
    """The run with most rows that fit only the neighbour, less those that fit only themselves."""
    own = present & (now == then)
    fits = np.zeros(len(now), dtype=bool)
    if steps > 0:
        fits[steps:] = present[:-steps] & (now[steps:] == then[:-steps])
    else:
        fits[:steps] = present[-steps:] & (now[:steps] == then[-steps:])
    gained = fits & ~own
    if np.count_nonzero(gained & present) < LEAST:
        return Shift(0, steps)
    total = np.cumsum(gained.astype(int) - _AGAINST * (own & ~fits))
    run = total - np.minimum(np.minimum.accumulate(total), 0)
    end = int(len(run) - 1 - np.argmax(run[::-1]))
    zeros = np.flatnonzero(run[:end] == 0)
    return Shift(int(run[end]), steps, int(zeros[-1]) + 1 if len(zeros) else 0)
