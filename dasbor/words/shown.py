"""A figure as it is shown, with what it was read from: attributes data-* of HTML and SVG; and sentences cut at the
figures in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from dasbor.words import language


class Shown(NamedTuple):
    """A figure as attributes say it; "" = there is none. group: whose cooperatives are counted; series: which class of
    them, where that is not said by the indicator."""

    text: str
    indikator: str
    area: str
    quarter: str
    group: str
    part: str
    whole: str
    series: str = ""


class Origin(NamedTuple):
    """What the figures of a place are read from, of any quarter."""

    indikator: str
    area: str
    group: str
    series: str = ""

    def show(self, text: str, quarter: str, part: float | None, whole: float | None) -> Shown:
        amounts = write_amount(part), write_amount(whole)
        return Shown(text, self.indikator, self.area, quarter, self.group, *amounts, self.series)


def write_amount(value: float | str | None) -> str:
    """ "267", "12.5" for programs; "" for what is not known or not there, a text as it is."""
    if value is None or not language.is_known(value):
        return ""
    if isinstance(value, str):
        return value
    return str(int(value)) if float(value) == int(value) else repr(float(value))


# ── figures in a sentence ────────────────────────────────────────────────────────────


class _Written(Protocol):
    @property
    def text(self) -> str: ...


W = TypeVar("W", bound=_Written)


def split(sentence: str, known: Iterable[tuple[str, W]]) -> tuple[str | W, ...]:
    """The sentence in pieces, each figure that is known in the place of its text. `known`: (the words before it, the
    figure); each is looked for once, after those before it or anywhere."""
    parts: list[str | W] = [sentence]
    for lead, figure in known:
        parts = _put(parts, lead, figure) if figure.text else parts
    return tuple(part for part in parts if part != "")


def _put(parts: list[str | W], lead: str, figure: W) -> list[str | W]:
    for i, part in enumerate(parts):
        if isinstance(part, str) and (at := _find(part, lead, figure.text)) is not None:
            return [*parts[:i], part[:at], figure, part[at + len(figure.text) :], *parts[i + 1 :]]
    return parts


def _find(part: str, lead: str, text: str) -> int | None:
    """Where the figure begins; None where it does not stand, or only as a piece of a longer number."""
    at = part.find(lead + text)
    while at >= 0:
        before, after = part[:at][-1:], part[at + len(lead) + len(text) :]
        if before not in _OF_NUMBERS and not _GOES_ON(after):
            return at + len(lead)
        at = part.find(lead + text, at + 1)
    return None


_OF_NUMBERS = tuple("0123456789.,−")
_GOES_ON = re.compile(r"[.,]?\d|%").match
