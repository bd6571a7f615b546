"""What was drawn for a choice is kept: see keep.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base

T = TypeVar("T")
_SHELF = keep.Shelf(most=2_000)


def keep_once(name: str, p: Choice, compute: Callable[[], T], *other: object) -> T:
    """The result of `hitung`, computed once for this choice."""
    kept: T = _SHELF.get((keep.state(p), name, p, other), compute)
    return kept


def keep_for_all_quarters(name: str, p: Choice, compute: Callable[[], T], *other: object) -> T:
    """The same for what is alike whichever quarter is chosen, such as a trend."""
    return keep_once(name, replace(p, periode=base.list_quarters(p)["periode"].iloc[-1]), compute, *other)
