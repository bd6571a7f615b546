"""A heat table as real HTML: one row per thing, one column per quarter; a cell says its value or why it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from dasbor.chart import theme
from dasbor.ui import markup
from dasbor.words import language

_ON_PHONE = 4  # quarters that stand beside the names on a narrow screen
NUMBER_CELL, ABSENT_CELL, NOT_YET_CELL = "angka", "tak-ada", "belum"


@dataclass(frozen=True)
class HeatCell:
    """What stands in a cell; `sentence` is all of it (hover, screen reader); `colour_class` 0–4 colours a share."""

    text: str
    sentence: str
    kind: str = NUMBER_CELL
    colour_class: int | None = None


def make_html(
    title: str, rows: Sequence[tuple[str, Sequence[HeatCell]]], periode: Sequence[str], current: str, corner: str
) -> Markup:
    """`rows`: (name, one cell per quarter). The chosen quarter is underlined in the heading. A phone shows the first
    few and the chosen one, and all once the line below is touched."""
    on_phone = _choose_on_phone(periode, current)
    quarters = [(language.format_quarter(p, True), p == current, p in on_phone) for p in periode]
    return markup.render_template(
        "heat_table.html",
        title=title,
        corner=corner,
        quarters=quarters,
        rows=rows,
        has_more=len(on_phone) < len(periode),
    )


def _choose_on_phone(periode: Sequence[str], current: str) -> set[str]:
    first = [p for p in periode if p != current][: _ON_PHONE - 1]
    return {*first, current} if current in periode else set(periode[:_ON_PHONE])


def make_legend(*meaning: tuple[str, str]) -> Markup:
    """The hatches in words: (kind, meaning)."""
    return markup.render_template("heat_key.html", signs=meaning)


def make_share(value: float, n: float, phrase: str) -> HeatCell:
    """A share with its colour; rounded down to 99% when it is not whole."""
    written = (
        language.format_percent(value) if value in (0, 1) else language.format_percent(min(max(value, 0.01), 0.99))
    )
    return HeatCell(written, phrase, colour_class=theme.find_rate_class(value) if n else None)


def pivot_cells(data: pd.DataFrame, row: str, cell: str, periode: Sequence[str]) -> list[tuple[str, list[HeatCell]]]:
    """Rows in the order of their first appearance, one cell per quarter."""
    content = {(b, p): s for b, p, s in zip(data[row], data["periode"], data[cell], strict=True)}
    return [(name, [content[name, p] for p in periode]) for name in dict.fromkeys(data[row])]
