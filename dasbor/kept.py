"""What was drawn for a choice is kept: see keep.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dasbor import keep
from dasbor.choice import Choice

T = TypeVar("T")
_SHELF = keep.Shelf(most=2_000)


def keep_once(name: str, p: Choice, compute: Callable[[], T], *other: object) -> T:
    """The result of `compute`, computed once for this choice."""
    kept: T = _SHELF.get((keep.state(p), name, p, other), compute)
    return kept
