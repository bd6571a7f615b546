"""Where the area of a trend became another one: a lettered line between the quarters, and what happened in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_uppercase

import plotly.graph_objects as go

from dasbor.chart import text, theme
from dasbor.chart.chart import Chart
from dasbor.words import language
from etl import periode as triwulan


def mark_area_changes(g: Chart, changes: Sequence[tuple[str, str]]) -> Chart:
    """(quarter, what happened) of a chart over quarters; those outside of its quarters are left out. Capital letters:
    small ones mark totals that jumped, see quarter_axis.find_breaks."""
    ticks = list(g.plot.layout.xaxis.tickvals or ())[1:]
    shown = [(p, words) for p, words in changes if triwulan.find_index(p) in ticks]
    if not shown:
        return g
    plot = go.Figure(g.plot)
    for letter, (periode, _) in zip(ascii_uppercase, shown, strict=False):
        x = triwulan.find_index(periode) - 0.5
        plot.layout.shapes = [
            *plot.layout.shapes,
            theme.make_vertical(x, color=theme.TEXT_MUTED, width=1, dash="dot"),
        ]
        note = theme.make_note(
            x,
            0,
            text.make_bold(letter),
            colour=theme.TEXT_MUTED,
            yref="paper",
            yanchor="bottom",
            xanchor="left",
            xshift=3,
        )
        plot.layout.annotations = [*plot.layout.annotations, note]
    sentence = _say(shown)
    return replace(g, plot=plot, subtitle=f"{g.subtitle.removesuffix('.')}. {sentence}", alt=f"{g.alt} {sentence}")


def _say(shown: Sequence[tuple[str, str]]) -> str:
    said = [
        f"{letter} {words}, {language.format_quarter(p, True)}"
        for letter, (p, words) in zip(ascii_uppercase, shown, strict=False)
    ]
    return f"Wilayahnya berubah, jangan membandingkan melintasinya: {'; '.join(said)}"
