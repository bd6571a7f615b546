"""A sketch as plain dicts and lists, and its axes: where a value or a name stands between the two ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dasbor.chart import theme
from dasbor.chart.chart import Sketch, merge
from dasbor.chart.still import titles
from dasbor.chart.still.ink import words

Parts = dict[str, Any]
_NICE = (1, 2, 2.5, 5, 10)
_USUAL_TICKS = 6
_AIR = 0.05  # beyond the outermost value, where a figure names no range


@dataclass(frozen=True)
class Scale:
    """One axis. low, high: at its start and end (an axis that runs downwards has them the other way round); names: of
    an axis of names, in their order; settings: the rest of what the figure says; is_used: something stands on it."""

    low: float
    high: float
    names: tuple[str, ...]
    settings: Parts
    is_used: bool = True

    def find_number(self, value: Any) -> float:
        """Where a value stands on the axis; names are counted from 0."""
        if isinstance(value, str) and self.names:
            return float(self.names.index(value)) if value in self.names else float(value)
        return float(value)

    def find_share(self, value: Any) -> float:
        """0 at the start of the axis, 1 at its end."""
        return (self.find_number(value) - self.low) / ((self.high - self.low) or 1)

    def find_length(self, amount: float) -> float:
        """How much of the axis an amount takes."""
        return abs(amount / ((self.high - self.low) or 1))

    @cached_property
    def ticks(self) -> list[tuple[float, list[words.Line]]]:
        """(where, what stands there) of an axis that is seen: measured first, then drawn."""
        given = self.settings
        if given.get("visible") is False or not self.is_used:
            return []
        places, texts = listed(given.get("tickvals")), listed(given.get("ticktext"))
        if not places:
            places = list(self.names) or _choose_ticks(self)
        written = texts or [_write_tick(p, given.get("tickformat")) for p in places]
        return [(self.find_share(p), words.parse(t)) for p, t in zip(places, written, strict=False)]


def _choose_ticks(scale: Scale) -> list[float]:
    """Round numbers between the ends."""
    low, high = sorted((scale.low, scale.high))
    rough = (high - low) / max(int(scale.settings.get("nticks") or _USUAL_TICKS), 1)
    power = 10 ** math.floor(math.log10(rough or 1))
    step = next(n * power for n in _NICE if n * power >= rough)
    return [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _write_tick(place: Any, form: object) -> str:
    return titles.say("%{v:%}" if form else "%{v}", {"v": place})


@dataclass(frozen=True)
class Figure:
    """What is drawn: traces in their order, layout with what the template adds, both axes."""

    traces: tuple[Parts, ...]
    layout: Parts
    x: Scale
    y: Scale


def read_figure(sketch: Sketch) -> Figure:
    """The sketch with what the template adds."""
    traces = tuple(_make_plain(t) for t in sketch.traces)
    layout = merge(_TEMPLATE, _make_plain({key: part for key, part in sketch.layout.items() if key != "template"}))
    return Figure(traces, layout, _read_axis(traces, layout, "x"), _read_axis(traces, layout, "y"))


def _make_plain(value: Any) -> Any:
    """Columns as lists; what is not set is not there."""
    if isinstance(value, dict):
        return {key: _make_plain(part) for key, part in value.items() if part is not None}
    if isinstance(value, pd.DataFrame):
        return value.to_numpy().tolist()
    return value.tolist() if hasattr(value, "tolist") else value


_TEMPLATE: Parts = theme.PLOT_TEMPLATE.to_plotly_json()["layout"]


def listed(value: Any) -> list[Any]:
    """The values of a trace; unknown ones are None."""
    if value is None:
        return []
    return [None if isinstance(x, float) and math.isnan(x) else x for x in value]


def take(value: Any, i: int, usual: Any = None) -> Any:
    """What holds for the mark `i`: one value for all, or each its own."""
    if isinstance(value, list | tuple):
        return value[i] if i < len(value) else usual
    return usual if value is None else value


def _read_axis(traces: Sequence[Parts], layout: Parts, letter: str) -> Scale:
    settings = layout.get(f"{letter}axis", {})
    values = [x for t in traces if t["type"] != "sankey" for x in listed(t.get(letter))]
    names = tuple(dict.fromkeys(str(x) for x in values if isinstance(x, str)))
    names = tuple(map(str, listed(settings.get("categoryarray")))) or names
    given = settings.get("range")
    low, high = given if given is not None else _fit_range(traces, letter, values, names)
    if settings.get("autorange") == "reversed":
        low, high = max(low, high), min(low, high)
    return Scale(float(low), float(high), names, settings, any(t["type"] != "sankey" for t in traces))


def _fit_range(traces: Sequence[Parts], letter: str, values: list[Any], names: tuple[str, ...]) -> tuple[float, float]:
    """Names half a step beyond the outermost; numbers with a little air, those of bars from zero."""
    if names:
        return -0.5, len(names) - 0.5
    known = [float(x) for x in values if x is not None] or [0.0, 1.0]
    along = {"h": "x", "v": "y"}
    has_bars = any(t["type"] == "bar" and along[t.get("orientation") or "v"] == letter for t in traces)
    low, high = min([*known, *([0.0] if has_bars else [])]), max(known)
    air = (high - low or 1) * _AIR
    return (low if has_bars and low == 0 else low - air), high + air
