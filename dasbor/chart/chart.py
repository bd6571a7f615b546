"""What every drawing function returns: a figure with headline, text alternative and table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go


@dataclass(frozen=True, eq=False)  # hashed as the object it is: what is kept of it is found again
class Chart:
    """A chart and all that belongs to it; `table` holds exactly what is drawn."""

    plot: go.Figure
    title: str
    subtitle: str
    alt: str
    table: pd.DataFrame
    columns: Mapping[str, str] = field(default_factory=dict)  # column -> heading, "" = the declared one
    indikator: str = ""  # whose numerators and denominators are drawn: "asal angka" lists them
    legend: tuple[tuple[str, str], ...] = ()  # (sign of the style sheet, what it means)
    wilayah: str = ""  # code of the area and the quarter that it speaks of, where its rows name no other
    periode: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing is known that could be drawn: the headline says so, empty axes would not."""
        if self.table.empty or "nilai" not in self.table:
            return self.table.empty
        return bool(self.table["nilai"].isna().all() and not (self.table["pembilang"] > 0).any())

    def has_no_share(self, is_count: bool) -> bool:
        """Shares are to be drawn, and the whole of none is known: axes without a mark."""
        return not is_count and "nilai" in self.table and bool(self.table["nilai"].isna().all())
