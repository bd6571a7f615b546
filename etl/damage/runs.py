"""Runs of rows that say what stood elsewhere in their column: a block cut and pasted, a stretch turned round, a value
filled down.

Each row that fits counts as many bits as it is unlikely in a column with that many changes and that many equal values;
a row that still says its own is evidence against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from math import log2
from typing import NamedTuple

import numpy as np

from etl.damage.comparison import Column
from etl.damage.model import LEAST, MANY

_ENOUGH = 32.0  # bits: there are some million ways to lay a run over a column
_ENOUGH_FILLED = 26.0  # a value can be filled down from each row alone
_AGAINST = 15.0
_AGAIN = 1.0  # the same value as in the changed row above tells little: neighbours are often treated alike
_MOST_PAIRS, _MOST_TRIED = 2_000_000, 40


class Run(NamedTuple):
    """Rows `start` to `end` of which `fitting` say what stood elsewhere. way: "blok" (`steps` rows higher up), "balik"
    (in opposite order), "isi" (the value of the first)."""

    way: str
    start: int
    end: int
    fitting: int
    steps: int = 0


def find_run(column: Column) -> Run | None:
    """The run with most rows that is no coincidence."""
    found = [*_find_laid(column), *_find_filled(column)]
    return max(found, key=lambda run: run.fitting, default=None)


# ── a block moved, a stretch turned round ──


class _Codes(NamedTuple):
    """The column as numbers; -1 = nothing is said."""

    now: np.ndarray
    then: np.ndarray
    own: np.ndarray  # says its own
    weight: np.ndarray  # bits of a changed row, 0 of others


def _find_laid(column: Column) -> Iterator[Run]:
    codes = _make_codes(column)
    rows, sources = _pair(codes)
    size = len(codes.now)
    for way, places in (("blok", rows - sources + size), ("balik", rows + sources)):
        bits = np.bincount(places, weights=codes.weight[rows], minlength=2 * size + 1)
        likely = np.flatnonzero(bits >= _ENOUGH)
        for place in likely[np.argsort(-bits[likely], kind="stable")][:_MOST_TRIED]:
            if run := _lay(codes, way, int(place)):
                yield run


def _make_codes(column: Column) -> _Codes:
    known: dict[object, int] = {None: -1}
    now, then = (np.array([known.setdefault(v, len(known)) for v in s]) for s in (column.now, column.then))
    own = np.asarray(column.present, dtype=bool) & (now == then)
    return _Codes(now, then, own, _weigh(column))


def _weigh(column: Column) -> np.ndarray:
    """−log₂ of how likely the value of a changed row is to stand there by chance."""
    weight = np.zeros(len(column.now))
    rate = len(column.changed) / max(1, column.shared)
    counts = Counter(column.then)
    last: object = None
    for i in column.changed:
        value = column.now[i]
        if value is not None and counts[value]:
            weight[i] = _AGAIN if value == last else -log2(rate * counts[value] / len(column.now))
        last = value
    return weight


def _pair(codes: _Codes) -> tuple[np.ndarray, np.ndarray]:
    """Each changed row with each row that said the same; none where nearly all are alike."""
    rows = np.flatnonzero(codes.weight)
    order = np.argsort(codes.then, kind="stable")
    said = codes.then[order]
    first, last = (np.searchsorted(said, codes.now[rows], side=side) for side in ("left", "right"))
    many = last - first
    if many.sum() > _MOST_PAIRS:
        return np.empty(0, dtype=int), np.empty(0, dtype=int)
    inside = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return np.repeat(rows, many), order[np.repeat(first, many) + inside]


def _lay(codes: _Codes, way: str, place: int) -> Run | None:
    """The best run where each row has its value from one place; None where it can be a coincidence."""
    size = len(codes.now)
    steps = place - size if way == "blok" else 0
    rows = np.arange(size)
    sources = rows - steps if way == "blok" else place - rows
    inside = (sources >= 0) & (sources < size)
    fits = inside & (codes.now == codes.then[np.clip(sources, 0, size - 1)])
    gained = fits & ~codes.own & (codes.weight > 0)
    total = np.cumsum(np.where(gained, codes.weight, 0.0) - _AGAINST * (codes.own & ~fits))
    run = total - np.minimum(np.minimum.accumulate(total), 0.0)
    end = int(np.argmax(run))
    start = int(np.flatnonzero(np.append(True, run[:end] <= 0))[-1])
    changed = int(np.count_nonzero(~codes.own[start : end + 1]))
    if run[end] < _ENOUGH or changed < LEAST:
        return None
    return Run(way, start, end, int(np.count_nonzero(gained[start : end + 1])), steps)


# ── a value filled down ──


def _find_filled(column: Column) -> Iterator[Run]:
    if len(set(column.now) - {None}) == 1:
        return  # all cooperatives say one thing: no run among others
    changed = set(column.said_both if column.kinds < MANY else column.changed)
    begin = 0
    for value, group in groupby(column.now):
        end = begin + len(list(group))
        filled = [i for i in range(begin, end) if i in changed] if value is not None else []
        if len(filled) >= LEAST and len(filled) * _weigh_filled(column, value, filled) >= _ENOUGH_FILLED:
            yield Run("isi", filled[0], end - 1, len(filled))
        begin = end


def _weigh_filled(column: Column, value: object, filled: list[int]) -> float:
    """Bits of one row that came to say this, judged by the rows that changed elsewhere."""
    elsewhere = [column.now[i] for i in column.changed if not filled[0] <= i <= filled[-1]]
    share = (elsewhere.count(value) + 1) / (len(elsewhere) + max(2, column.kinds))
    return -log2(min(1.0, len(column.changed) / max(1, column.shared) * share))
