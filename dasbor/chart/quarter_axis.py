"""The axis of quarters: gaps, breaks, tick labels. A quarter never published keeps its place and stays empty."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

import pandas as pd
from markupsafe import Markup

from dasbor.chart import text, theme
from dasbor.words import comparable, goal, interval, language
from dasbor.words.columns import list_rows
from etl import periode as triwulan

SHRINKING = 0.10  # a total that changes by more than this share breaks the comparison
LEAST_SHRINKING = 3  # and by at least so many: in a kelurahan of nine one closure is no break
_VALUE_SHIFT, _HALF_LABEL = 14, 9  # px from a point to the middle of its value; from there to its edge
_LABEL_GAP = 16  # px between two labels, one above the other
_PHONE_PLOT = 175  # px that the quarters have on the narrowest screen, beside the names of an upright axis
_YEAR, _SHORT_YEAR = 32, 22  # px from the middle of "2021", of "’21" to that of the next year beside it
_PUSH = "\u00a0" * 11  # moves a year to the right, so that it begins under its first quarter
AxisBreaks = list[tuple[str, str]]  # (quarter, what jumped)
AxisMarks = tuple[list[dict[str, Any]], list[dict[str, Any]]]  # shapes, annotations


def fill_gaps(series: pd.DataFrame) -> pd.DataFrame:
    """One row for each quarter from first to last; those never published are all missing."""
    if series.empty:
        return series
    number = series["periode"].map(triwulan.find_index)
    quarters = [triwulan.make_from_index(i) for i in range(number.min(), number.max() + 1)]
    return series.set_index("periode").reindex(quarters).rename_axis("periode").reset_index()


def find_breaks(rows: Sequence[Any], column: str, label: str) -> AxisBreaks:
    """Quarters in which a total jumped against the quarter published before: comparing across them says little."""
    known = [b for b in rows if language.is_known(getattr(b, column)) and getattr(b, column) > 0]
    result: AxisBreaks = []
    for previous, current in pairwise(known):
        past, large = getattr(previous, column), getattr(current, column)
        if abs(large - past) / past > SHRINKING and abs(large - past) >= LEAST_SHRINKING:
            word = f"{label} {'susut' if large < past else 'tumbuh'}"
            result.append((current.periode, f"{word} {language.format_number(past)} → {language.format_number(large)}"))
    return result


def say_breaks(breaks: AxisBreaks) -> str:
    """What the dashed lines mean; letters, since sentences would collide on a phone."""
    note = [
        f"{h} {written}, {language.format_quarter(p, True)}"
        for h, (p, written) in zip(ascii_lowercase, breaks, strict=False)
    ]
    return f". Garis putus, jangan membandingkan melintasinya: {'; '.join(note)}" if note else ""


def list_recap_quarters(content: pd.DataFrame) -> list[str]:
    """Quarters whose numbers come from a rekap, in order; a table without column sumber has none."""
    if "sumber" not in content:
        return []
    pairs = zip(content["sumber"].tolist(), content["periode"].tolist(), strict=True)
    return sorted({quarter for source, quarter in pairs if source == "rekap"})


def say_recap(content: pd.DataFrame) -> str:
    """ ". Dari rekap, tanpa register: T4 2020 sampai T3 2021"."""
    span: list[list[str]] = []
    for periode in list_recap_quarters(content):
        if span and triwulan.shift_quarter(span[-1][-1], 1) == periode:
            span[-1][1:] = [periode]
        else:
            span.append([periode])
    word = [" sampai ".join(language.format_quarter(p, True) for p in r) for r in span]
    return f". Dari rekap, tanpa register: {language.join_list(word, 6)}" if word else ""


def say_span(full: pd.DataFrame) -> str:
    if full.empty:
        return language.NO_DATA
    first, last = (language.format_quarter(full.iloc[i]["periode"]) for i in (0, -1))
    return first if first == last else f"{first} sampai {last}"


def make_count_axis(top: float) -> dict[str, Any]:
    """From zero to `top`, in whole steps: there is no half cooperative."""
    return {"range": [0, top], "showgrid": True, **({"dtick": 1} if top < 4 else {"nticks": 4})}


def make_axis(full: pd.DataFrame) -> dict[str, Any]:
    """Every quarter has its place, the year stands under its first quarter shown."""
    if full.empty:
        return {}
    years = _write_years([triwulan.split_quarter(periode) for periode in full["periode"]])
    labels = [
        text.join_lines(theme.mark_wide_only("T") + periode[-1], year)
        for periode, year in zip(full["periode"], years, strict=True)
    ]
    numbers = full["periode"].map(triwulan.find_index).tolist()
    return {"tickvals": numbers, "ticktext": labels, "range": [numbers[0] - 0.6, numbers[-1] + 0.6], "tickangle": 0}


def _write_years(quarters: list[tuple[int, int]]) -> list[Markup]:
    """Under the first quarter of a year and of the axis. A phone has no room for 2021 under one or two quarters beside
    2022: there it is "’21", and after a single one the next year begins under its first quarter."""
    written = [text.make_bold(str(year)) if number == 1 else Markup(" ") for year, number in quarters]
    (year, first), room = quarters[0], _PHONE_PLOT / len(quarters)
    own = 5 - first  # quarters of the first year
    written[0] = text.make_bold(str(year))
    if own * room < _YEAR and len(quarters) > own:
        written[0] = theme.mark_wide_only(written[0]) + theme.mark_narrow_only(text.make_bold(f"’{year % 100:02}"))
        if own * room < _SHORT_YEAR:
            written[own] = theme.mark_narrow_only(_PUSH) + written[own]
    return written


def draw_marks(full: pd.DataFrame, column: str, breaks: AxisBreaks) -> AxisMarks:
    """Grey ground where a quarter is missing, words where nothing is counted, a lettered dashed line at each break."""
    nothing = full[column].isna() & (full["penyebut"] == 0) if "penyebut" in full else full[column].isna() & False
    missing = [triwulan.find_index(p) for p in full.loc[full[column].isna() & ~nothing, "periode"]]
    counted = [triwulan.find_index(p) for p in full.loc[nothing, "periode"]]
    # between the two quarters that cannot be compared, not on one of them
    cracks = [(triwulan.find_index(p) - 0.5, letter) for letter, (p, _) in zip(ascii_lowercase, breaks, strict=False)]
    grounds = [_draw_ground(x) for x in missing]
    lines = [theme.make_vertical(x, color=theme.TEXT_MUTED, width=1, dash="dash") for x, _ in cracks]
    muted: dict[str, Any] = {"colour": theme.TEXT_MUTED, "yref": "paper"}
    # one above the other where there are both: side by side they run into each other on a phone
    heights = (0.77, 0.28) if missing and counted else (0.5, 0.5)
    no_data = [
        theme.make_note(x, y, words, textangle=-90, yanchor="middle", **muted)
        for y, words, places in zip(
            heights, (language.NO_DATA, language.NOTHING_COUNTED), (missing, counted), strict=True
        )
        for x in _find_middles(places)
    ]
    beside: dict[str, Any] = {"yanchor": "top", "xanchor": "left", "xshift": 3}
    letters = [theme.make_note(x, 1, text.make_bold(letter), **muted, **beside) for x, letter in cracks]
    return [*grounds, *lines], [*no_data, *letters]


def _draw_ground(x: int) -> dict[str, Any]:
    """The ground of one quarter, behind everything else."""
    corners = {"x0": x - 0.5, "x1": x + 0.5, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "rect", **corners, "fillcolor": theme.GROUND, "line": {"width": 0}, "layer": "below"}


def _find_middles(missing: list[int]) -> list[float]:
    """The middle of each unbroken run: said once, since neighbours would run into each other on a phone."""
    runs: list[list[int]] = []
    for x in missing:
        if runs and runs[-1][-1] == x - 1:
            runs[-1].append(x)
        else:
            runs.append([x])
    return [(run[0] + run[-1]) / 2 for run in runs]


def draw_line_marks(
    full: pd.DataFrame, target: float | None, pixels: float, small_n: int = 0, low: float = 0.0
) -> AxisMarks:
    """First and last value of a rate, and the target beside its line; where these are near, the value gives way. Of
    what may not be compared the last alone is written, not bold.

    `pixels`: how high a rate of 1 is; `low`: where the axis starts.
    """
    known = list_rows(full[full["nilai"].notna()])
    aside = _step_aside((known[-1].nilai - target) * pixels) if known and target is not None else 0
    written = [write_value(known[-1], small_n, xanchor="left", xshift=8, yshift=aside)] if known else []
    first = next((i for i, b in enumerate(known[:-1]) if not comparable.find_sign(b, small_n)), None)
    if first is not None:
        written.append(_write_first(known[first], known[first + 1].nilai, target, pixels, small_n, low))
    if target is None:
        return [], written
    words = f"target {goal.format_target(target)}"
    name = theme.make_note(1, target, words, xref="paper", xanchor="left", xshift=4)
    return [theme.make_horizontal(target, width=1)], [*written, name]


def _write_first(
    b: Any, second: float, target: float | None, pixels: float, small_n: int, low: float
) -> dict[str, Any]:
    """Above or below its point; ends there where the line runs through that side."""
    shift = _choose_side(b.nilai, second, target, pixels)
    if (b.nilai - low) * pixels < _VALUE_SHIFT + _HALF_LABEL:
        shift = _VALUE_SHIFT  # below it would stand on the quarters below the axis
    is_crossed = second != b.nilai and (second > b.nilai) == (shift > 0)
    where = {"xanchor": "right", "xshift": 8} if is_crossed else {"xanchor": "left", "xshift": -6}
    return write_value(b, small_n, **where, yshift=shift)


def _choose_side(first: float, second: float, target: float | None, pixels: float) -> int:
    """Above or below the first point, wherever the line does not run, unless the target's line runs there."""
    side = -_VALUE_SHIFT if second > first else _VALUE_SHIFT
    if target is None or abs((target - first) * pixels - side) >= _HALF_LABEL:
        return side
    return -side


def _step_aside(above: float) -> float:
    """How far a label `above` px over another one has to move away from it."""
    if abs(above) >= _LABEL_GAP:
        return 0
    return _LABEL_GAP - above if above >= 0 else -_LABEL_GAP - above


def write_value(b: Any, small_n: int, **locator: object) -> dict[str, Any]:
    """Bold where it may be compared; of few cases the count instead of a share."""
    value, sign = comparable.say_value(b, small_n), comparable.find_sign(b, small_n)
    colour = theme.TEXT_MUTED if sign else theme.ACCENT
    place = triwulan.find_index(b.periode)
    return theme.make_note(
        place, b.nilai, value if sign else text.make_bold(value), theme.SIZES["tabel"], colour, **locator
    )


def say_signs(full: pd.DataFrame, small_n: int, gaps: str) -> str:
    """What the open marks mean, in words; `gaps`: which windows lack what."""
    signs = comparable.find_signs(full, small_n)
    few = f"Belah ketupat: n di bawah {small_n}, {interval.NOT_COMPARABLE}" if comparable.SMALL in signs else ""
    unfinished = f"Kotak kosong: {comparable.INCOMPLETE}, {gaps}" if comparable.WINDOW in signs else ""
    return "".join(f". {said}" for said in (unfinished, few) if said)
