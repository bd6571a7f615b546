"""KPI cards as plain HTML: a figure, its denominator, change, bar to target, sparkline. No Plotly: they paint first."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.sentences import Ratio
from dasbor.ui import markup
from dasbor.words import comparable, goal, interval, language, shown
from dasbor.words.shown import Origin, Shown
from etl import periode as triwulan

_WIDTH, _HEIGHT, _EDGE = 88, 24, 4


@dataclass(frozen=True)
class Card:
    """One card. `since` is the quarter that `before` belongs to; `series` holds rows with periode and nilai."""

    title: str
    now: Ratio
    before: Ratio | None = None
    since: str | None = None
    target: float | None = None
    series: Sequence[Any] = ()
    colour: str = theme.ACCENT
    link: str = ""
    cases_link: str = ""  # address of the rows that are counted
    small_n: int = 0  # a share of fewer cases gets no colour
    break_note: str = ""  # why the change since last quarter is not said
    parted_note: str = ""  # why count and share did not move alike: what the denominator did
    other_note: str = ""  # what the other choice of cooperatives says, where it turns direction or verdict
    whole_note: str = ""  # what the whole city has, "kota 89,0%", where a part of it is shown
    unit: str = "koperasi"  # what is counted towards the target; "" = amounts
    is_most: bool = False  # the target is the most that may be
    is_share: bool | None = None  # in percent, also while the figure is unknown; None: as the figure is
    year_before: Ratio | None = None  # a year ago; None: it is not told
    year_note: str = ""  # why that figure does not compare
    is_part: bool = False  # an area of the city: three lines, what else is to be said stands below the row
    path_link: str = ""  # address of how the target can be reached
    window: str = ""  # "2 dari 4 triwulan": how much there is of what it looks back on; "" = all
    is_open: bool = False  # so that nobody can say whether the target is missed
    course_note: str = ""  # where it stands at the year's end at the pace of the last year
    origin: Origin | None = None  # what its figures are of
    quarter: str = ""  # that `now` belongs to

    @property
    def is_small(self) -> bool:
        """A share of so few cases may not be compared."""
        return comparable.is_small(self.now.penyebut, self.small_n)

    @property
    def moves_in_counts_only(self) -> bool:
        """Now or before it was a share of few cases."""
        return self.is_small or (self.before is not None and comparable.is_small(self.before.penyebut, self.small_n))

    @property
    def aim(self) -> goal.Goal | None:
        return None if self.target is None else goal.Goal(self.target, self.unit, self.is_most)

    @property
    def verdict(self) -> str:
        """The figure held against its target, in words, and how much there is of its window where that is not whole;
        "" without either."""
        if self.is_open:
            return goal.say_open(self.window)
        said = goal.say_verdict(self.now, self.aim, self.small_n) if self.aim else ""
        known = goal.say_window(self.window) if self.window and language.is_known(self.now.pembilang) else ""
        return f"{said} ({known})" if said and known else said or known

    @property
    def beside(self) -> list[str]:
        """What stands below the share: the target, too few cases to compare, the whole city."""
        is_share = language.is_known(self.now.penyebut) if self.is_share is None else self.is_share
        target = goal.say_target(self.aim, is_share) if self.aim else ""
        few = comparable.say_few(self.small_n) if self.is_small else ""
        return [x for x in (target, few, self.whole_note) if x]

    @property
    def notes(self) -> list[str]:
        """What else has to be known before the figure is quoted."""
        few = say_few(self.small_n) if self.is_small else ""
        says_both = not (self.break_note or self.moves_in_counts_only)
        parted = f"tidak searah karena {self.parted_note}" if self.parted_note and says_both else ""
        return [x for x in (self.course_note, few, parted, self.other_note) if x]


def say_few(small_n: int) -> str:
    return f"n di bawah {small_n}: {interval.NOT_COMPARABLE}"


def make_row(shown: Sequence[Card]) -> Markup:
    """The cards side by side; two abreast on a phone (styles/phone.css). Below them what those of a part of the city
    have no room for."""
    span = _find_span(shown)
    return markup.render_template("cards.html", cards=[make_card(k, span) for k in shown], notes=_list_notes(shown))


def _list_notes(shown: Sequence[Card]) -> list[tuple[str, str]]:
    """(titles, note): the same note of several cards is said once, that of few cases of none by name."""
    titles: dict[str, list[str]] = {}
    for k in shown:
        for note in k.notes if k.is_part else []:
            titles.setdefault(note, []).extend([] if note == say_few(k.small_n) else [k.title])
    return [(language.join_list(names), note) for note, names in titles.items()]


def _find_span(shown: Sequence[Card]) -> float:
    """From bottom to top of every line of shares in a row: a point is as high in one card as in the other."""
    lines = [list_known(k.series) for k in shown if language.is_known(k.now.penyebut)]
    return max((max(b.nilai for b in known) - min(b.nilai for b in known) for known in lines if known), default=0.0)


def make_card(k: Card, span: float = 0.0) -> Markup:
    """`span`: from bottom to top of its line where it is one of shares; 0 = as much as it needs."""
    return markup.render_template(
        "card.html",
        title=k.title,
        address=k.link,
        share="" if k.is_small else _say_share(k.now),
        beside=k.beside,
        verdict=k.verdict,
        data=_show(k, k.now, k.quarter),
        lines=[x for x in ((_say_moved(k),), _split_year(k)) if x[0]],
        notes=[] if k.is_part else k.notes,
        cases=k.cases_link,
        path=k.path_link,
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


def _say_moved(k: Card) -> str:
    """Count and share since the quarter before, "naik 20 · ▲ naik 0,8 poin sejak T1 2025": a share can rise because
    others left."""
    if k.break_note:
        return _say_break(k)
    if k.now.penyebut == 0:
        return language.NOTHING_COUNTED
    if (
        k.before is None
        or k.since is None
        or not language.is_known(k.now.nilai)
        or not language.is_known(k.before.nilai)
    ):
        return language.say_difference(None) if language.is_known(k.now.pembilang) else ""
    return f"{_say_change(k, k.before)} sejak {language.format_quarter(k.since, True)}"


def _say_break(k: Card) -> str:
    """Why the change is not said; of a part of the city in one line."""
    if not k.is_part or k.since is None:
        return k.break_note
    short = k.break_note.removesuffix(f", {comparable.NOT_COMPARED}")
    return f"sejak {language.format_quarter(k.since, True)}: {short}"


def _say_change(k: Card, before: Ratio) -> str:
    if k.moves_in_counts_only:
        return comparable.say_count_change(k.now, before)
    if not language.is_known(k.now.penyebut):
        return language.say_difference((k.now.nilai or 0) - (before.nilai or 0))
    return comparable.say_count_and_share(k.now, before, k.small_n, language.count_digits(k.now.penyebut))


def _say_year(k: Card) -> str:
    """ "setahun lalu 257 dari 296 (86,8%)"; of few cases the count alone; why it is not said where it does not
    compare."""
    then = k.year_before
    if then is None or not language.is_known(k.now.pembilang):
        return ""
    if not language.is_known(then.pembilang) or k.year_note:
        return f"setahun lalu: {k.year_note if language.is_known(then.pembilang) else language.NO_DATA}"
    share = "" if comparable.is_small(then.penyebut, k.small_n) or then.penyebut == 0 else _say_share(then)
    said = f"setahun lalu {language.format_fraction(then.pembilang, then.penyebut)}"
    return f"{said} ({share})" if share else said


def _split_year(k: Card) -> tuple[str | Shown, ...]:
    """In pieces, its figures with what they were read from."""
    said, then = _say_year(k), k.year_before
    if not said or then is None or k.origin is None:
        return (said,)
    quarter, lead = triwulan.shift_quarter(k.quarter, -4), "setahun lalu "
    texts = language.format_fraction(then.pembilang, then.penyebut), _say_share(then)
    known = [_show(k, then, quarter, text) for text in texts]
    return shown.split(said, [(lead, known[0]), ("", known[1])])


def _show(k: Card, n: Ratio, quarter: str, text: str = "") -> Shown:
    """A figure of the card as attributes say it; without its origin of nothing."""
    return (k.origin or Origin("", "", "")).show(text, quarter, n.pembilang, n.penyebut)


def _make_bar(k: Card) -> dict[str, object]:
    """Filled to the value, a tick at the target; the words beside it say the same."""
    if not language.is_known(k.now.penyebut):
        return {"filled": "", "tick": "", "colour": ""}
    content = 0.0 if k.now.nilai is None or not language.is_known(k.now.nilai) else min(max(k.now.nilai, 0), 1)
    tick = "" if k.target is None else f"{k.target:.1%}"
    return {"filled": f"{content:.1%}", "tick": tick, "colour": theme.NO_DATA if k.is_small else k.colour}


def _make_spark(k: Card, span: float) -> Markup:
    """An image, since st.html drops inline SVG; its alt text says first and last value."""
    known = list_known(k.series)
    if len(known) < 2:
        return Markup("")
    colour = theme.NO_DATA if k.is_small else k.colour
    height = span if language.is_known(k.now.penyebut) else 0.0
    return make_image(known, colour, say_span(known, k.small_n), small_n=k.small_n, span=height)


def list_known(series: Sequence[Any]) -> list[Any]:
    """The rows of a line that have a value: what make_image() and say_span() take."""
    return [b for b in series if language.is_known(b.nilai)]


def say_span(known: Sequence[Any], small_n: int = 0) -> str:
    """ "Sejak T3 2022: dari 38,6% menjadi 40,9%": from the first point that may be compared, and which points the line
    does not join."""
    start = next((b for b in known[:-1] if not comparable.find_sign(b, small_n)), known[0])
    since, end = language.format_quarter(start.periode, True), known[-1]
    values = f"dari {comparable.say_value(start, small_n)} menjadi {comparable.say_value(end, small_n)}"
    unfinished = f", {comparable.INCOMPLETE}" if comparable.has_gap(end) else ""
    return f"Sejak {since}: {values}{unfinished}{_say_broken(known, small_n)}"


def _say_broken(known: Sequence[Any], small_n: int) -> str:
    signs = {comparable.find_sign(b, small_n) for b in known}
    meanings = {comparable.WINDOW: comparable.INCOMPLETE, comparable.SMALL: f"n di bawah {small_n}"}
    said = [meaning for sign, meaning in meanings.items() if sign in signs]
    return f". Garis putus: {language.join_list(said)}" if said else ""


def make_image(
    known: Sequence[Any],
    colour: str,
    alt: str,
    class_number: str = "kartu-garis",
    small_n: int = 0,
    span: float = 0.0,
) -> Markup:
    """The line of the quarters as a picture."""
    data = base64.b64encode(draw_sparkline(known, colour, span, small_n).encode()).decode()
    return markup.render_template(
        "trend_image.html", kind=class_number, alt=alt, width=_WIDTH, height=_HEIGHT, data=data
    )


def draw_sparkline(known: Sequence[Any], colour: str, span: float = 0.0, small_n: int = 0) -> Markup:
    """SVG: a line per unbroken run of quarters, a dot on the last value. Missing quarters leave a gap; to and from a
    point that may not be compared the line is dotted, and its dot is open.

    `span`: from bottom to top, where several lines have one scale."""
    points = _place_points(known, span, small_n)
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


def _place_points(known: Sequence[Any], least: float, small_n: int) -> list[_Point]:
    number, values = [triwulan.find_index(b.periode) for b in known], [b.nilai for b in known]
    first, low = min(number), min(values)
    span, own = (max(number) - first) or 1, max(values) - low
    height = max(own, least) or 1
    lowest = low - (height - own) / 2
    return [
        _Point(
            n,
            _EDGE + (n - first) / span * (_WIDTH - 2 * _EDGE),
            _HEIGHT - _EDGE - (b.nilai - lowest) / height * (_HEIGHT - 2 * _EDGE),
            comparable.find_sign(b, small_n),
        )
        for n, b in zip(number, known, strict=True)
    ]
