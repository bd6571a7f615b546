"""Where the area of a trend became another one: a lettered line between the quarters, and what happened in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import Any

from dasbor.chart import text, theme
from dasbor.chart.chart import Chart, Trace
from dasbor.words import language
from etl import periode as triwulan


def mark_area_changes(g: Chart, changes: Sequence[tuple[str, str]]) -> Chart:
    """(quarter, what happened) of a chart over quarters; those outside of its quarters are left out. Capital letters:
    small ones mark totals that jumped, see quarter_axis.find_breaks."""
    ticks = g.sketch.list_ticks()[1:]
    shown = [(p, words) for p, words in changes if triwulan.find_index(p) in ticks]
    if not shown:
        return g
    marks = [(letter, triwulan.find_index(p) - 0.5) for letter, (p, _) in zip(ascii_uppercase, shown, strict=False)]
    marked = g.sketch.add(
        [theme.make_vertical(x, color=theme.TEXT_MUTED, width=1, dash="dot") for _, x in marks],
        [_write_letter(letter, x) for letter, x in marks],
    )
    sentence = _say(shown)
    return replace(g, sketch=marked, subtitle=f"{g.subtitle.removesuffix('.')}. {sentence}", alt=f"{g.alt} {sentence}")


def _write_letter(letter: str, x: float) -> Trace:
    place: dict[str, Any] = {"yref": "paper", "yanchor": "bottom", "xanchor": "left", "xshift": 3}
    return theme.make_note(x, 0, text.make_bold(letter), colour=theme.TEXT_MUTED, **place)


def _say(shown: Sequence[tuple[str, str]]) -> str:
    said = [
        f"{letter} {words}, {language.format_quarter(p, True)}"
        for letter, (p, words) in zip(ascii_uppercase, shown, strict=False)
    ]
    return f"Wilayahnya berubah, jangan membandingkan melintasinya: {'; '.join(said)}"
