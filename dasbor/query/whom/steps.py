"""How a share reaches its target: how many cooperatives have to change, in which way, and what then counts.

Pure arithmetic on a numerator and a denominator. A step that raises the numerator of the same cooperatives is a real
improvement; one that changes the denominator is none, however much the share rises: founding, like taking away, makes
no inactive one active.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dasbor.query.whom import behind

RAISE, FOUND, REMOVE = "naikkan", "dirikan", "bubarkan"  # kinds of steps
_ROUNDING = 1e-9  # 0.9 * 10 is not quite 9


class Share(NamedTuple):
    """Those that count, of all."""

    part: int
    whole: int

    def reaches(self, target: float) -> bool:
        """Of nothing there is no share, so it reaches nothing."""
        return self.whole > 0 and self.part >= target * self.whole - _ROUNDING


@dataclass(frozen=True)
class Step:
    """So many cooperatives change in one way."""

    kind: str
    count: int
    before: Share

    @property
    def after(self) -> Share:
        part, whole = self.before
        return Share(part + (self.count if self.kind != REMOVE else 0), whole + _GROWS[self.kind] * self.count)


_GROWS = {RAISE: 0, FOUND: 1, REMOVE: -1}


@dataclass(frozen=True)
class Way:
    """Steps one after the other, usually one."""

    steps: tuple[Step, ...]

    @property
    def after(self) -> Share:
        return self.steps[-1].after


def count_raised(now: Share, target: float) -> int:
    """How many of those that do not count yet would have to; 0 where the target is met."""
    return 0 if now.reaches(target) else behind.count_lacking(now.part, now.whole, target)


def count_founded(now: Share, target: float) -> int | None:
    """How many new ones that count at once would do; None where no number does: all have to count, and some do not."""
    if now.reaches(target):
        return 0
    if target >= 1:
        return None
    return max(1, math.ceil((target * now.whole - now.part) / (1 - target) - _ROUNDING))


def count_removed(now: Share, target: float) -> int | None:
    """How many of those that do not count would have to leave; None where no number does: nobody counts."""
    if now.reaches(target):
        return 0
    return max(1, math.ceil(now.whole - now.part / target - _ROUNDING)) if now.part else None


def count_spare(now: Share, target: float) -> int:
    """How many of those that count may be lost with the target still met."""
    return max(0, math.floor(now.part - target * now.whole + _ROUNDING))


def plan_ways(now: Share, target: float, raisable: int, removable: int, founds: bool) -> list[Way]:
    """The ways that there are, each for itself; a last one that joins the first two where raising all is not enough.
    One that does not reach the target takes all that there are. None where it is met or nothing is counted."""
    if now.reaches(target) or not now.whole:
        return []
    raised = _take(RAISE, now, count_raised(now, target), raisable)
    alone = [
        raised,
        _take(FOUND, now, count_founded(now, target), None) if founds else (),
        _take(REMOVE, now, count_removed(now, target), removable),
    ]
    joined = _join(raised, target) if founds and raised and not raised[0].after.reaches(target) else ()
    return [Way(steps) for steps in (*alone, joined) if steps]


def _take(kind: str, now: Share, needed: int | None, there_are: int | None) -> tuple[Step, ...]:
    count = needed if there_are is None else min(there_are, there_are if needed is None else needed)
    can = count and (needed is not None or kind == RAISE)
    return (Step(kind, int(count or 0), now),) if can else ()


def _join(raised: tuple[Step, ...], target: float) -> tuple[Step, ...]:
    founded = _take(FOUND, raised[0].after, count_founded(raised[0].after, target), None)
    return (*raised, *founded) if founded else ()


def find_reaching(ways: Sequence[Way], target: float) -> list[Way]:
    """Those ways at whose end the target is met."""
    return [way for way in ways if way.after.reaches(target)]
