"""The status of one cooperative over the quarters as a strip with words. HTML only."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.theme import STATUS_SIGNS
from dasbor.ui import markup
from dasbor.words import language
from etl import periode as triwulan


def make_strip(runs: Sequence[tuple[str, str, str]]) -> Markup:
    """One bar per unbroken run of a status, as wide as it is long; beside it the word and the quarters."""
    return markup.render_template("status_strip.html", runs=[_make_run(*one) for one in runs])


def _make_run(status: str, start: str, end: str) -> dict[str, object]:
    return {
        "quarters": triwulan.find_index(end) - triwulan.find_index(start) + 1,
        "word": STATUS_SIGNS[status].label if status in STATUS_SIGNS else language.capitalise(status),
        "fill": _choose_fill(status),
        "span": _say_span(start, end),
    }


def _say_span(start: str, end: str) -> str:
    """ "T4 2021 sampai T1 2023"."""
    first = language.format_quarter(start, True)
    return first if start == end else f"{first} sampai {language.format_quarter(end, True)}"


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
