"""The line of a rate over quarters: solid where its points may be compared, dotted and with open marks elsewhere."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from dasbor.chart import quarter_axis, theme
from dasbor.chart.chart import Trace
from dasbor.words import comparable, language
from dasbor.words.columns import list_rows
from etl import periode as triwulan

# symbol and colour of a point; open ones say in the subtitle what they mean
_RECAP = ("circle-open", theme.ACCENT)
_SIGNS = {
    "": ("circle", theme.ACCENT),
    comparable.NOTHING: ("circle", theme.ACCENT),
    comparable.WINDOW: ("square-open", theme.ACCENT),
    comparable.SMALL: ("diamond-open", theme.TEXT_MUTED),
}


def draw_line(full: pd.DataFrame, breaks: quarter_axis.AxisBreaks, small_n: int) -> list[Trace]:
    """The points with the solid line; the dotted one where there is any."""
    return [_draw_solid(full, breaks, small_n), *_draw_dotted(full, breaks, small_n)]


def _draw_solid(full: pd.DataFrame, breaks: quarter_axis.AxisBreaks, small_n: int) -> Trace:
    """No line across a gap, nor across a break: the two sides do not compare. Nor to a point that may not be compared:
    there runs the dotted one."""
    broken, recap_rows = {periode for periode, _ in breaks}, set(quarter_axis.list_recap_quarters(full))
    points: list[tuple[int, float | None, tuple[str, str, str, str], tuple[str, str]]] = []
    before = ""
    for b, sign in zip(list_rows(full), comparable.find_signs(full, small_n), strict=True):
        x = triwulan.find_index(b.periode)
        if b.periode in broken or sign or before:
            points.append((x, None, ("", "", "", ""), _SIGNS[""]))
        points.append(
            (x, b.nilai, _say_point(b, small_n), _RECAP if b.periode in recap_rows and not sign else _SIGNS[sign])
        )
        before = sign
    return theme.make_points(
        x=[x for x, *_ in points],
        y=[y for _, y, *_ in points],
        customdata=[words for _, _, words, _ in points],
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": theme.ACCENT, "width": 2.5},
        marker=_make_point_marker([look for *_, look in points]),
        hovertemplate="%{customdata[0]}: %{customdata[2]} (%{customdata[1]})%{customdata[3]}<extra></extra>",
    )


def _make_point_marker(looks: list[tuple[str, str]]) -> dict[str, Any]:
    colours = [colour for _, colour in looks]
    sizes = [6 if symbol == "circle" else 8 for symbol, _ in looks]
    plain = set(colours) == {theme.ACCENT}
    return {
        "size": sizes if 8 in sizes else 6,
        "color": theme.ACCENT if plain else colours,
        "symbol": [symbol for symbol, _ in looks],
    }


def _say_point(b: Any, small_n: int) -> tuple[str, str, str, str]:
    remark = comparable.say_remark(b, small_n)
    return (
        language.format_quarter(b.periode),
        language.format_fraction(b.pembilang, b.penyebut),
        language.format_percent(b.nilai, b.penyebut),
        f", {remark}" if remark else "",
    )


def _draw_dotted(full: pd.DataFrame, breaks: quarter_axis.AxisBreaks, small_n: int) -> list[Trace]:
    """Between neighbours of which one may not be compared; none where all may."""
    broken = {periode for periode, _ in breaks}
    pairs = pairwise(zip(list_rows(full), comparable.find_signs(full, small_n), strict=True))
    joined = [(a, b) for (a, sign), (b, next_sign) in pairs if (sign or next_sign) and b.periode not in broken]
    if not joined:
        return []
    return [
        theme.make_points(
            x=[x for a, b in joined for x in (triwulan.find_index(a.periode), triwulan.find_index(b.periode), None)],
            y=[y for a, b in joined for y in (a.nilai, b.nilai, None)],
            mode="lines",
            hoverinfo="skip",
            cliponaxis=False,
            line={"color": theme.TEXT_MUTED, "width": 1.5, "dash": "dot"},
        )
    ]
