"""KPI cards as plain HTML: a figure, its denominator, change, bar to target, sparkline. No Plotly: they paint first."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.sentences import Ratio
from dasbor.ui import markup
from dasbor.words import comparable, interval, language
from dasbor.words.columns import list_rows
from etl import periode as triwulan

_WIDTH, _HEIGHT, _EDGE = 88, 24, 4


@dataclass(frozen=True)
class Card:
    """One card. `since` is the quarter that `before` belongs to; `series` has periode and nilai."""

    title: str
    now: Ratio
    before: Ratio | None = None
    since: str | None = None
    target: float | None = None
    series: pd.DataFrame | None = None
    colour: str = theme.ACCENT
    link: str = ""
    cases_link: str = ""  # address of the rows that are counted
    small_n: int = 0  # a share of fewer cases gets no colour
    break_note: str = ""  # why the change since last quarter is not said
    parted_note: str = ""  # why count and share did not move alike: what the denominator did
    other_note: str = ""  # what the other choice of cooperatives says, where it turns direction or verdict
    whole_note: str = ""  # what the whole city has, "kota 89,0%", where a part of it is shown
    course_note: str = ""  # where it stands at the year's end at the pace of the last year

    @property
    def is_small(self) -> bool:
        """A share of so few cases may not be compared."""
        return comparable.is_small(self.now.penyebut, self.small_n)

    @property
    def moves_in_counts_only(self) -> bool:
        """Now or before it was a share of few cases."""
        return self.is_small or (self.before is not None and comparable.is_small(self.before.penyebut, self.small_n))


def make_row(shown: Sequence[Card]) -> Markup:
    """The cards side by side; two abreast on a phone (styles/phone.css)."""
    span = _find_span(shown)
    return markup.render_template("cards.html", cards=[make_card(k, span) for k in shown])


def _find_span(shown: Sequence[Card]) -> float:
    """From bottom to top of every line of shares in a row: a point is as high in one card as in the other."""
    shares = [k.series["nilai"].dropna() for k in shown if k.series is not None and language.is_known(k.now.penyebut)]
    return max((float(s.max() - s.min()) for s in shares if len(s)), default=0.0)


def make_card(k: Card, span: float = 0.0) -> Markup:
    """`span`: from bottom to top of its line where it is one of shares; 0 = as much as it needs."""
    change, since = _say_change(k)
    return markup.render_template(
        "card.html",
        title=k.title,
        address=k.link,
        share=_say_share(k.now),
        change=change,
        since=since,
        interrupted=k.break_note,
        compared=_say_compared(k),
        cases=k.cases_link,
        image=_make_spark(k, span),
        **_make_figure(k.now),
        **_make_bar(k),
    )


def _make_figure(current: Ratio) -> dict[str, object]:
    """The count, and what it is of."""
    if not language.is_known(current.pembilang):
        return {"number": language.NO_DATA, "of": "", "unknown": True}
    start_from = language.format_number(current.penyebut, 0) if language.is_known(current.penyebut) else ""
    return {"number": language.format_number(current.pembilang, 0), "of": start_from, "unknown": False}


def _say_share(current: Ratio) -> str:
    if not language.is_known(current.penyebut) or not language.is_known(current.nilai):
        return ""
    return language.format_percent(current.nilai, current.penyebut)


def _say_change(k: Card) -> tuple[str, str]:
    """Points for a share, the plain difference for a count; and the quarter it is measured from, "" when unknown."""
    if k.break_note:
        return "", ""
    if k.now.penyebut == 0:
        return language.NOTHING_COUNTED, ""
    if (
        k.before is None
        or k.since is None
        or not language.is_known(k.now.nilai)
        or not language.is_known(k.before.nilai)
    ):
        return (language.say_difference(None) if language.is_known(k.now.pembilang) else ""), ""
    if k.moves_in_counts_only:
        text = _say_count_change(k)
    elif language.is_known(k.now.penyebut):
        digits = language.count_digits(k.now.penyebut)
        text = comparable.say_share_change(k.now, k.before, k.small_n, digits)
    else:
        text = language.say_difference((k.now.nilai or 0) - (k.before.nilai or 0))
    return text, language.format_quarter(k.since, True)


def _make_bar(k: Card) -> dict[str, object]:
    """Filled to the value, a tick at the target; the words beside it say the same."""
    if not language.is_known(k.now.penyebut):
        return {"filled": "", "tick": "", "colour": ""}
    content = 0.0 if k.now.nilai is None or not language.is_known(k.now.nilai) else min(max(k.now.nilai, 0), 1)
    tick = "" if k.target is None else f"{k.target:.1%}"
    return {"filled": f"{content:.1%}", "tick": tick, "colour": theme.NO_DATA if k.is_small else k.colour}


def _say_target(k: Card) -> str:
    """The target in words, and whether there are too few cases to hold against it."""
    target = "" if k.target is None else f"target {language.format_percent(k.target)}"
    few = f"n di bawah {k.small_n}: {interval.NOT_COMPARABLE}" if k.is_small else ""
    return "; ".join(filter(None, [target, few]))


def _say_count_change(k: Card) -> str:
    """How the count itself moved: a share can rise because others left. "" where that is said already or unknown."""
    if k.break_note or k.before is None or not k.now.penyebut or not k.before.penyebut:
        return ""  # a count has said it already; of nothing counted nothing moved
    if not language.is_known(k.before.pembilang) or not language.is_known(k.now.pembilang):
        return ""
    moved = comparable.say_count_change(k.now, k.before)
    return f"{moved}; {k.parted_note}" if k.parted_note else moved


def _say_compared(k: Card) -> str:
    """How the count moved, target and city: what a reader holds the figure against."""
    moved = "" if k.moves_in_counts_only else _say_count_change(k)
    return " · ".join(x for x in (moved, _say_target(k), k.course_note, k.other_note, k.whole_note) if x)


def _make_spark(k: Card, span: float) -> Markup:
    """An image, since st.html drops inline SVG; its alt text says first and last value."""
    if k.series is None or k.series["nilai"].notna().sum() < 2:
        return Markup("")
    colour = theme.NO_DATA if k.is_small else k.colour
    height = span if language.is_known(k.now.penyebut) else 0.0
    return make_image(k.series, colour, say_span(k.series, k.small_n), small_n=k.small_n, span=height)


def say_span(series: pd.DataFrame, small_n: int = 0) -> str:
    """ "Sejak T3 2022: dari 38,6% menjadi 40,9%": from the first point that may be compared, and which points the line
    does not join."""
    known = list_rows(series[series["nilai"].notna()])
    start = next((b for b in known[:-1] if not comparable.find_sign(b, small_n)), known[0])
    since, end = language.format_quarter(start.periode, True), known[-1]
    values = f"dari {comparable.say_value(start, small_n)} menjadi {comparable.say_value(end, small_n)}"
    unfinished = f", {comparable.INCOMPLETE}" if comparable.has_gap(end) else ""
    return f"Sejak {since}: {values}{unfinished}{_say_broken(known, small_n)}"


def _say_broken(known: list[Any], small_n: int) -> str:
    signs = {comparable.find_sign(b, small_n) for b in known}
    meanings = {comparable.WINDOW: comparable.INCOMPLETE, comparable.SMALL: f"n di bawah {small_n}"}
    said = [meaning for sign, meaning in meanings.items() if sign in signs]
    return f". Garis putus: {language.join_list(said)}" if said else ""


def make_image(
    series: pd.DataFrame,
    colour: str,
    alt: str,
    class_number: str = "kartu-garis",
    small_n: int = 0,
    span: float = 0.0,
) -> Markup:
    """The line of the quarters as a picture."""
    data = base64.b64encode(draw_sparkline(series, colour, span, small_n).encode()).decode()
    return markup.render_template(
        "trend_image.html", kind=class_number, alt=alt, width=_WIDTH, height=_HEIGHT, data=data
    )


def draw_sparkline(series: pd.DataFrame, colour: str, span: float = 0.0, small_n: int = 0) -> Markup:
    """SVG: a line per unbroken run of quarters, a dot on the last value. Missing quarters leave a gap; to and from a
    point that may not be compared the line is dotted, and its dot is open.

    `span`: from bottom to top, where several lines have one scale."""
    points = _place_points(series, span, small_n)
    end = points[-1]
    return markup.render_template(
        "sparkline.svg",
        width=_WIDTH,
        height=_HEIGHT,
        path=_join_points(points, dotted=False),
        dotted=_join_points(points, dotted=True),
        colour=colour,
        x=f"{end.x:.1f}",
        y=f"{end.y:.1f}",
        fill="none" if end.sign else colour,
    )


class _Point(NamedTuple):
    """A quarter by its number, where it is drawn, and why it may not be compared."""

    number: int
    x: float
    y: float
    sign: str


def _join_points(points: list[_Point], dotted: bool) -> str:
    """The moves and lines of one of the two paths; the plain one also holds points that stand alone."""
    first = points[0]
    steps, pen = ([] if dotted else [f"M{first.x:.1f} {first.y:.1f}"]), first
    for before, point in pairwise(points):
        is_joined = point.number == before.number + 1
        if is_joined and dotted == bool(before.sign or point.sign):
            steps += [] if pen is before and steps else [f"M{before.x:.1f} {before.y:.1f}"]
            steps.append(f"L{point.x:.1f} {point.y:.1f}")
            pen = point
        elif not is_joined and not dotted:
            steps.append(f"M{point.x:.1f} {point.y:.1f}")
            pen = point
    return " ".join(steps)


def _place_points(series: pd.DataFrame, least: float, small_n: int) -> list[_Point]:
    known = series[series["nilai"].notna()]
    number = known["periode"].map(triwulan.find_index)
    span, own = (number.max() - number.min()) or 1, known["nilai"].max() - known["nilai"].min()
    height = max(own, least) or 1
    lowest = known["nilai"].min() - (height - own) / 2
    return [
        _Point(
            int(n),
            _EDGE + (n - number.min()) / span * (_WIDTH - 2 * _EDGE),
            _HEIGHT - _EDGE - (v - lowest) / height * (_HEIGHT - 2 * _EDGE),
            sign,
        )
        for n, v, sign in zip(number, known["nilai"], comparable.find_signs(known, small_n), strict=True)
    ]
