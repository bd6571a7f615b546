"""Events above a chart over quarters: a small number over each quarter that had one; what it means stands below the
title. The same event has the same number in every year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.chart import text, theme
from dasbor.chart.chart import Chart
from dasbor.words import language
from etl import periode as triwulan

COLUMN = "acara"
DIAMOND = "◆"  # in the font of pages and pictures, which has no digits in circles
SIGNS, OTHER = ("1", "2", "3", "4", "5", "6"), "lain"
_ABREAST = 2  # signs above one quarter; a phone has no room for more
_LONGEST = 40  # letters of a name below the title
_MOST_TOLD = 8  # events in the text alternative

Events = Mapping[str, Sequence[str]]  # quarter -> names


def mark_events(g: Chart, events: Events) -> Chart:
    """The same chart with the events of the quarters that it shows: signs above it, their names in its table and in its
    text alternative; unchanged where it shows none of them."""
    shown = {p: list(dict.fromkeys(events[p])) for p in g.table.get("periode", ()) if events.get(p)}
    if not shown:
        return g
    signs = number_events(shown)
    marks = _write_marks(shown, signs, bool(g.sketch.layout.get("showlegend")))
    told = [f"{n} ({language.format_quarter(p, True)})" for p, names in shown.items() for n in names]
    return replace(
        g,
        sketch=g.sketch.add(annotations=marks),
        subtitle=f"{g.subtitle.removesuffix('.')}. {say_signs(shown, signs)}",
        alt=f"{g.alt} Acara: {language.join_list(told[::-1], _MOST_TOLD)}.",
        table=_add_names(g.table, shown),
        columns={**g.columns, COLUMN: "Acara"} if g.columns else g.columns,
    )


def number_events(shown: Events) -> dict[str, str]:
    """{name: its sign}; of more events than signs the latest have one, in the order in which they were first held."""
    latest = list(dict.fromkeys(n for p in sorted(shown, reverse=True) for n in shown[p]))[: len(SIGNS)]
    first = [n for n in dict.fromkeys(n for p in sorted(shown) for n in shown[p]) if n in latest]
    return dict(zip(first, SIGNS, strict=False))


def say_signs(shown: Events, signs: Mapping[str, str]) -> str:
    """ "Acara: ◆1 Blitar Jadoel, ◆2 Hari Koperasi, ◆ lainnya"."""
    others = any(n not in signs for names in shown.values() for n in names)
    said = [f"{DIAMOND}{sign} {_shorten(name)}" for name, sign in signs.items()]
    return f"Acara: {', '.join([*said, *([f'{DIAMOND} lainnya'] if others else [])])}"


def _shorten(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _add_names(table: pd.DataFrame, shown: Events) -> pd.DataFrame:
    names = ["; ".join(shown.get(p, ())) or None for p in table["periode"]]
    return table.assign(**{COLUMN: pd.Series(names, table.index, dtype=object)})


def _write_marks(shown: Events, signs: Mapping[str, str], has_legend: bool) -> list[dict[str, Any]]:
    """In the strip above the chart, where no line and no number runs; a legend stands there already, then below it."""
    edge = {"yanchor": "top"} if has_legend else {"yanchor": "bottom", "yshift": 1}
    return [_write_mark(p, names, signs, edge) for p, names in shown.items()]


def _write_mark(periode: str, names: Sequence[str], signs: Mapping[str, str], edge: dict[str, Any]) -> dict[str, Any]:
    own = [s for s in dict.fromkeys(signs.get(n, OTHER) for n in names) if s != OTHER]
    more = "+" if len(own) > _ABREAST or (own and any(n not in signs for n in names)) else ""
    written = DIAMOND + "·".join(own[:_ABREAST]) + more
    hover = text.join_lines(f"Acara {language.format_quarter(periode, True)}", *names)
    place = {"yref": "paper", "xanchor": "center", "hovertext": str(hover), **edge}
    return theme.make_note(triwulan.find_index(periode), 1, written, theme.SIZES["catatan"], theme.TEXT_MUTED, **place)
