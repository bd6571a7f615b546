"""What every drawing function returns: a sketch with headline, text alternative and table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import plotly.graph_objects as go

Trace = dict[str, Any]  # "type" and what belongs to it, as Plotly writes it


@dataclass(eq=False)
class Sketch:
    """What is drawn, in Plotly's words but as plain dicts: the still drawing is made from them. Plotly, which checks
    every property again at each step, gets them only where somebody explores the chart."""

    traces: list[Trace]
    layout: dict[str, Any]

    @cached_property
    def figure(self) -> go.Figure:
        """Plotly's figure; nobody changes it."""
        return go.Figure(data=self.traces, layout=self.layout)

    def update_layout(self, **layout: object) -> Sketch:
        """Lay these over what there is, part by part; lists take the place of lists. Only while it is drawn."""
        self.layout = merge(self.layout, layout)
        return self

    def update_xaxes(self, **axis: object) -> Sketch:
        """The same for the lower axis."""
        return self.update_layout(xaxis=axis)

    def update_yaxes(self, **axis: object) -> Sketch:
        """The same for the upright axis."""
        return self.update_layout(yaxis=axis)

    def extend(self, **layout: object) -> Sketch:
        """Another sketch with these laid over; this one stays as it is."""
        return Sketch(self.traces, merge(self.layout, layout))

    def list_ticks(self) -> list[Any]:
        """Where the lower axis is named."""
        return list(self.layout.get("xaxis", {}).get("tickvals") or ())

    def add(self, shapes: list[Trace] | None = None, annotations: list[Trace] | None = None) -> Sketch:
        """Another sketch with more shapes and notes above the others; this one stays as it is."""
        return self.extend(
            shapes=[*self.layout.get("shapes", ()), *(shapes or ())],
            annotations=[*self.layout.get("annotations", ()), *(annotations or ())],
        )


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, part by part; what is above counts."""
    result = dict(below)
    for key, part in above.items():
        old = result.get(key)
        result[key] = merge(old, part) if isinstance(part, dict) and isinstance(old, dict) else part
    return result


UNLINKED_CODE = "kode"  # column of a table: the code of an area whose name leads nowhere, as kode_wilayah does


@dataclass(frozen=True, eq=False)  # hashed as the object it is: what is kept of it is found again
class Chart:
    """A chart and all that belongs to it; `table` holds exactly what is drawn."""

    sketch: Sketch
    title: str
    subtitle: str
    alt: str
    table: pd.DataFrame
    columns: Mapping[str, str] = field(default_factory=dict)  # column -> heading, "" = the declared one
    indikator: str = ""  # whose numerators and denominators are drawn: "asal angka" lists them
    legend: tuple[tuple[str, str], ...] = ()  # (sign of the style sheet, what it means)
    wilayah: str = ""  # code of the area and the quarter that it speaks of, where its rows name no other
    periode: str = ""
    kelompok: str = ""  # whose cooperatives are counted: kelompok_hitung
    counted: str = ""  # what its rows count where that is not its indicator: "status_koperasi"
    whole: tuple[float | None, float | None] | None = None  # counts of the place that a line across it stands for

    @property
    def plot(self) -> go.Figure:
        """As Plotly draws it."""
        return self.sketch.figure

    @property
    def is_empty(self) -> bool:
        """Nothing is known that could be drawn: the headline says so, empty axes would not."""
        if self.table.empty or "nilai" not in self.table:
            return self.table.empty
        return bool(self.table["nilai"].isna().all() and not (self.table["pembilang"] > 0).any())

    def has_no_share(self, is_count: bool) -> bool:
        """Shares are to be drawn, and the whole of none is known: axes without a mark."""
        return not is_count and "nilai" in self.table and bool(self.table["nilai"].isna().all())
