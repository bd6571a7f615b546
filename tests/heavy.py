"""How often long attacks are repeated: in full with UJI_BERAT=1 (`make uji-berat`), else a 20th. Seeds are fixed. Those
on the shared catalog also with UJI_DANAU=1 (`make uji-danau`)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")
HEAVY = os.environ.get("UJI_BERAT") == "1"
PART = 1 if HEAVY else 20


def times(full: int, in_lake: bool = False) -> int:
    """So many of `full` repetitions."""
    return full if in_lake and os.environ.get("UJI_DANAU") == "1" else max(1, full // PART)


def pair(firsts: Sequence[S], seconds: Sequence[T]) -> list[tuple[S, T]]:
    """All pairs, or each of `firsts` with one of `seconds` in turn."""
    if HEAVY:
        return [(a, b) for a in firsts for b in seconds]
    return [(a, seconds[i % len(seconds)]) for i, a in enumerate(firsts)]


def spread(cases: Sequence[T]) -> list[T]:
    """All cases, or every twentieth of them from the first to the last."""
    return list(cases) if HEAVY else [*cases[: -PART + 1 : PART], *cases[-1:]]
