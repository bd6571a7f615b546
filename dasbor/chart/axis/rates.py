"""The upright axis of a line of rates: it fits the line and its target, and says where it starts when not at zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dasbor.words import language

_LEAST = 0.2  # of 1, at least so much from bottom to top: half a point must not look like a cliff
_STEPS = ((0.25, 0.05), (0.55, 0.1), (1.0, 0.25))  # (up to so much from bottom to top, distance of the ticks)
_FROM_ZERO = 0.2  # a line that comes so low has its axis from zero
_AIR = 0.02  # of the axis, above its highest tick


@dataclass(frozen=True)
class RateAxis:
    """From where to where, and the ticks between."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def range(self) -> list[float]:
        return [self.low, self.high + (self.high - self.low) * _AIR]

    def measure_pixels(self, height: float) -> float:
        """How many pixels a rate of 1 is high on an axis of this height."""
        return height / (self.range[1] - self.range[0])


def fit_axis(values: Sequence[float], target: float | None = None) -> RateAxis:
    """The shortest axis between round ticks that holds all values and the target."""
    shown = [*values, *([target] if target is not None else [])]
    if not shown:
        return RateAxis(0, 1, (0, 0.5, 1))
    low, high = (0.0 if min(shown) <= _FROM_ZERO else min(shown)), min(1.0, max(shown))
    step = next(step for most, step in _STEPS if high - low <= most + 1e-9)
    first, last = _widen(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9), step)
    ticks = tuple(round(i * step, 4) for i in range(first, last + 1))
    return RateAxis(ticks[0], ticks[-1], ticks)


def _widen(first: int, last: int, step: float) -> tuple[int, int]:
    """The same ticks and as many more, below and above in turn, as it takes; never beyond 0 and 1."""
    while (last - first) * step < _LEAST - 1e-9:
        if first > 0:
            first -= 1
        if (last - first) * step < _LEAST - 1e-9 and last * step < 1 - 1e-9:
            last += 1
    return first, last


def say_start(axis: RateAxis) -> str:
    """ ". Sumbu tegak mulai dari 70%, bukan 0%"; "" where it starts at zero."""
    return f". Sumbu tegak mulai dari {language.format_percent(axis.low)}, bukan 0%" if axis.low else ""
