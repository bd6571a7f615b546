"""The status of one cooperative over the quarters as a strip with words, and small trends of its money. HTML only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.theme import STATUS_SIGNS
from dasbor.ui import cards, markup
from dasbor.words import columns, language
from etl import periode as triwulan


def make_strip(runs: Sequence[tuple[str, str, str]]) -> Markup:
    """One bar per unbroken run of a status, as wide as it is long; beside it the word and the quarters."""
    return markup.render_template("status_strip.html", runs=[_make_run(*one) for one in runs])


def _make_run(status: str, start: str, end: str) -> dict[str, object]:
    return {
        "quarters": triwulan.find_index(end) - triwulan.find_index(start) + 1,
        "word": STATUS_SIGNS[status].label if status in STATUS_SIGNS else language.capitalise(status),
        "fill": _choose_fill(status),
        "span": say_span(start, end),
    }


def say_span(start: str, end: str) -> str:
    """ "T4 2021 sampai T1 2023"."""
    one = language.format_quarter(start, True)
    return one if start == end else f"{one} sampai {language.format_quarter(end, True)}"


def _choose_fill(status: str) -> str:
    """The colour and hatch that the status has in every chart; not registered = an outline."""
    sign = STATUS_SIGNS.get(status)
    if sign is None:
        return f"background:{theme.WHITE};border:1px dashed {theme.TEXT_MUTED}"
    if sign.hatch == "/":
        return f"background:repeating-linear-gradient(-45deg,{sign.colour} 0 5px,{theme.WHITE} 5px 7px)"
    if sign.hatch == ".":
        return f"background:radial-gradient({theme.WHITE} 1px,{sign.colour} 1.5px) 0 0/6px 6px"
    return f"background:{sign.colour}"


def make_money(riwayat: pd.DataFrame, column: Sequence[str]) -> Markup:
    """A card per column over the quarters: last value, change since the quarter reported before, the line of all quarters."""
    header = columns.list_headings(riwayat, dict.fromkeys(column, ""))
    content = [_make_money_card(k, riwayat[["periode", k.name]].rename(columns={k.name: "nilai"})) for k in header]
    return markup.render_template("money_cards.html", cards=content)


# how a figure is said in a word
_SHORT: dict[str, Callable[[float], str]] = {
    columns.MONEY: language.format_rupiah,
    columns.NUMBER: language.format_number,
}


def _make_money_card(k: columns.Heading, series: pd.DataFrame) -> dict[str, object]:
    title, write = k.title, _SHORT.get(k.form, language.format_number)
    known = series[series["nilai"].notna()]
    if known.empty:
        return {"title": title, "value": language.NO_DATA, "change": "", "since": "", "image": ""}
    current, (change, since) = known.iloc[-1], _say_change(known, write)
    return {
        "title": f"{title}, {language.format_quarter(current['periode'], True)}",
        "value": write(current["nilai"]),
        "change": change,
        "since": since,
        "image": draw_line_image(series, title, write),
    }


def _say_change(known: pd.DataFrame, write: Callable[[float], str]) -> tuple[str, str]:
    """How the value moved, and since when; "" when it was reported once."""
    if len(known) < 2:
        return language.say_difference(None), ""
    previous, current = known.iloc[-2], known.iloc[-1]
    different = current["nilai"] - previous["nilai"]
    since = language.format_quarter(previous["periode"], True)
    if different == 0:
        return "tetap", since
    return f"{'▲ naik' if different > 0 else '▼ turun'} {write(abs(different))}", since


def draw_line_image(
    series: pd.DataFrame, title: str, write: Callable[[float], str], class_number: str = "kartu-garis"
) -> Markup:
    """The line as a picture, since st.html drops inline SVG; a gap stays a gap. "" with fewer than two values."""
    known = series[series["nilai"].notna()]
    if len(known) < 2:
        return Markup("")
    start, end = known.iloc[0], known.iloc[-1]
    since = f"{title} sejak {language.format_quarter(start['periode'], True)}"
    return cards.make_image(
        series, theme.ACCENT, f"{since}: dari {write(start['nilai'])} menjadi {write(end['nilai'])}", class_number
    )
